"""A search under way: effort, the best tour known, and single runs of labels.

Units: seconds, prizes. Imports net, pool, labels.
"""

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


@dataclass(slots=True, kw_only=True)
class Meter:
    """Effort spent and allowed.

    Parameters
    ----------
    limit : int
        Labels that may be made in all.
    stop : callable or None
        Says whether to give up now.
    made : int, optional
        Labels made so far.
    """

    limit: int
    stop: Stop | None
    made: int = 0

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
        return self.limit - self.made < need or (self.stop is not None and self.stop())


@dataclass(slots=True, kw_only=True)
class Hunt:
    """A search under way.

    Parameters
    ----------
    net, back : Net
        Reduced problem, and its reverse.
    meter : Meter
        Effort.
    value : int
        Prize of the best tour known; -1 if none is.
    back_s : int
        Its return; 0 if none is known.
    bound : int
        Prize that no tour exceeds.
    tour : tuple of int, optional
        A better tour than was known at first.
    proved : bool, optional
        Whether no tour is better than the best known.
    """

    net: Net
    back: Net
    meter: Meter
    value: int
    back_s: int
    bound: int
    tour: tuple[int, ...] | None = None
    proved: bool = False

    @property
    def unit(self) -> int:
        """What all prizes are multiples of."""
        return max(1, int(np.gcd.reduce(self.net.prize)))

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
            pool = grown(net, pool)
        before = int(state[MADE])
        advance(net, rules, pool, min(SLICE, labels - before, meter.limit - meter.made))
        meter.made += int(state[MADE]) - before
    return pool
