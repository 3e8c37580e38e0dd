"""A search under way: effort, the best tour known, and single runs of labels.

Units: seconds, prizes. Imports net, pool, labels.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.orienteering.labels import Rules, advance, plant
from planner.orienteering.net import Net
from planner.orienteering.pool import (
    BACKWARD,
    BEST,
    DONE,
    LIMIT,
    MADE,
    TOP,
    UNIT,
    VALUE,
    Pool,
    grown,
    new_pool,
)
from planner.orienteering.problem import Stop
from planner.orienteering.relaxed import SCALE

SLICE = 1 << 13
"""Labels made between two looks at the clock."""
FIRST_ROOM = 1 << 14
"""Labels a pool has room for at first."""
NO_LIMIT = 1 << 60
"""More labels than are ever made."""
WORK_A_LABEL = 5000
"""A label takes about as long as so many memories looked at by a programme."""
MOST_BYTES = 3 << 30
"""What the labels of one run may take; the copy when room grows, and the labels kept of the run
before, come on top."""
LABEL_BYTES, WORD_BYTES = 96, 28
"""Of a label, settled or not; and for each word of its masks."""


@dataclass(slots=True, kw_only=True)
class Meter:
    """Effort spent and allowed.

    Parameters
    ----------
    limit : int
        Labels that may be made in all, what programmes take counted as labels.
    stop : callable or None
        Says whether to give up now.
    made : int, optional
        So many so far.
    ended : str, optional
        Why effort was last refused, as in ``Solution``.
    """

    limit: int
    stop: Stop | None
    made: int = 0
    ended: str = "work limit"

    def spent(self, need: int) -> bool:
        """Whether to give up, because time is over or fewer than so many labels are left.

        Parameters
        ----------
        need : int
            Labels that the next step may make.

        Returns
        -------
        bool
            True to give up.
        """
        if self.limit - self.made < need:
            self.ended = "work limit"
            return True
        return self.stopped()

    def charge(self, work: int) -> bool:
        """Count what a backward programme took, in labels.

        Parameters
        ----------
        work : int
            As of ``planner.orienteering.sharpen.Effort``.

        Returns
        -------
        bool
            True to give up.
        """
        self.made += work // WORK_A_LABEL
        if self.made > self.limit:
            self.made, self.ended = self.limit, "work limit"
            return True
        return self.stopped()

    def stopped(self) -> bool:
        """Whether to give up because time is over.

        Returns
        -------
        bool
            True to give up.
        """
        if self.stop is not None and self.stop():
            self.ended = "stopped"
            return True
        return False


def _stay(shakes: int) -> None:
    """Leave the heuristic alone."""


def _stay_away(net: Net, order: tuple[int, ...], shakes: int) -> None:
    """Leave it alone, too."""


@dataclass(slots=True, kw_only=True)
class Hunt:
    """A search under way.

    Parameters
    ----------
    net, back : Net
        Reduced problem, and its reverse.
    meter : Meter
        Effort.
    bound : int
        Prize that no tour exceeds.
    roam : callable
        Lets the heuristic go on as far as the effort spent allows, or to so many shakes in all.
    begin : callable
        Lets the heuristic begin anew on a net with an order of options, for so many shakes.
    value, back_s : int, optional
        Prize and return of the best tour known; -1 and 0 if none is.
    tour : tuple of int, optional
        The best tour known, in the problem's options.
    phase : str, optional
        What found it.
    proved : bool, optional
        Whether no tour is better than the best known.
    """

    net: Net
    back: Net
    meter: Meter
    bound: int
    roam: Callable[[int], None] = _stay
    begin: Callable[[Net, tuple[int, ...], int], None] = _stay_away
    value: int = -1
    back_s: int = 0
    tour: tuple[int, ...] | None = None
    phase: str = "none"
    proved: bool = False

    @property
    def unit(self) -> int:
        """What all prizes are multiples of."""
        return max(1, int(np.gcd.reduce(self.net.prize)))

    def take(self, tour: tuple[int, ...], facts: tuple[int, int], phase: str) -> None:
        """Take over a tour if it is better than the best known.

        Parameters
        ----------
        tour : tuple of int
            The problem's options in order.
        facts : tuple of two int
            Prize and return.
        phase : str
            What found it.
        """
        value, back_s = facts
        if value > self.value or (value == self.value and back_s < self.back_s):
            self.tour, self.value, self.back_s, self.phase = tour, value, back_s, phase

    def lower(self, bound: int) -> None:
        """Take over a bound.

        Parameters
        ----------
        bound : int
            Prize that no tour exceeds, if it is not below that of the best tour known.
        """
        self.bound = min(self.bound, max(bound // self.unit * self.unit, self.value))


def run(
    hunt: Hunt, net: Net, rules: Rules, labels: int = NO_LIMIT, *, aim: int | None = None
) -> Pool:
    """Make labels until none is open, or too many are made or effort is spent.

    Parameters
    ----------
    hunt : Hunt
        Its meter is changed.
    net : Net
        The hunt's net or its reverse.
    rules : Rules
        How labels are made.
    labels : int, optional
        Labels made at most.
    aim : int, optional
        Least prize wanted; if not given, whatever is better than the best tour known.

    Returns
    -------
    Pool
        ``state[DONE]`` says whether nothing was left open.
    """
    pool, fanout, meter = new_pool(net, FIRST_ROOM), net.option.size, hunt.meter
    most = max(FIRST_ROOM, MOST_BYTES // (LABEL_BYTES + WORD_BYTES * np.size(net.must)))
    state = pool.state
    state[UNIT], state[TOP], state[BEST] = hunt.unit, max(hunt.bound, 1) * SCALE, -1
    state[VALUE] = hunt.value if aim is None else aim - hunt.unit
    state[LIMIT] = hunt.back_s - 1 if aim is None else -1
    state[BACKWARD] = net is hunt.back
    if meter.spent(1 + fanout):
        return pool
    plant(net, rules, pool)
    meter.made += int(state[MADE])
    while not state[DONE] and state[MADE] + fanout <= labels and not meter.spent(fanout):
        if state[MADE] + fanout > pool.time_s.size:
            if pool.time_s.size == most:
                meter.ended = "memory"
                break
            pool = grown(net, pool, most)
        before = int(state[MADE])
        advance(net, rules, pool, min(SLICE, labels - before, meter.limit - meter.made))
        meter.made += int(state[MADE]) - before
        hunt.roam(0)
        if aim is None and (hunt.value, -hunt.back_s) > (state[VALUE], -state[LIMIT] - 1):
            # More is wanted from now on; what was dropped before is not worth it either.
            state[VALUE], state[LIMIT] = hunt.value, hunt.back_s - 1
    return pool
