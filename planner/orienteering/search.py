"""One exact search: bounds, labels, and sharper bounds when labels grow too many.

Units: seconds, prizes. Imports net, bounds, lagrange, pool, labels.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from planner.orienteering.bounds import bounds_of
from planner.orienteering.labels import advance, plant, tour_of
from planner.orienteering.lagrange import root_bound, sharpened
from planner.orienteering.net import Net
from planner.orienteering.pool import (
    BEST,
    DONE,
    LIMIT,
    MADE,
    NEED,
    SHORTEN,
    Pool,
    grown,
    most_open,
    new_pool,
)
from planner.orienteering.problem import UNREACHABLE, Stop
from planner.orienteering.relaxed import Bounds

SLICE = 1 << 13
"""Labels made between two looks at the clock."""
FIRST_ROOM = 1 << 14
"""Labels a pool has room for at first."""
LEVELS = ((0, 0, 2_000), (0, 10, 5_000), (3, 6, 20_000), (5, 4, 60_000), (7, 4, 1 << 60))
"""For each level: groups a node remembers, rounds of penalties first, labels of one run."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a tour has to reach to be of interest.

    Parameters
    ----------
    prize : int
        Least prize.
    back_s : int
        Latest arrival at the end.
    shorten : bool
        Whether to look for an ever earlier arrival, else for ever more prize.
    """

    prize: int
    back_s: int
    shorten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What one search learned that helps the next on a like problem.

    Parameters
    ----------
    level : int, optional
        Where in ``LEVELS`` it ended.
    penalty : dict of int to int, optional
        Scaled penalty of each of the problem's groups.
    """

    level: int = 0
    penalty: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a search found.

    Parameters
    ----------
    tour : tuple of int or None
        Best tour that reaches the goal.
    finished : bool
        Whether no tour is better than this one, or, without one, none reaches the goal.
    bound : int
        Prize that no tour within the goal's time exceeds, if it is not below the goal's prize.
    hint : Hint
        For a search on a like problem.
    """

    tour: tuple[int, ...] | None
    finished: bool
    bound: int
    hint: Hint


def search(net: Net, goal: Goal, meter: Meter, hint: Hint | None = None) -> Outcome:
    """Look for the best tour that reaches a goal, until it is found and proved or effort is spent.

    Parameters
    ----------
    net : Net
        Reduced problem; its budget is at least the goal's ``back_s``.
    goal : Goal
        What is wanted.
    meter : Meter
        Effort; changed in place.
    hint : Hint, optional
        What an earlier search learned.

    Returns
    -------
    Outcome
        Valid however early it ended.
    """
    known = hint or Hint()
    hunt = _Hunt(net=net, goal=goal, meter=meter)
    penalty = np.array([known.penalty.get(int(name), 0) for name in net.name], dtype=np.int64)
    bounds = bounds_of(net, penalty, 0)
    level = known.level
    for level in range(known.level, len(LEVELS)):
        memory, rounds, labels = LEVELS[level]
        if memory and not meter.spent(0):
            bounds = bounds_of(net, bounds.penalty, memory)
        if hint is None or level > known.level:
            middle = (hunt.goal.prize + min(hunt.bound, root_bound(net, bounds))) // 2
            bounds = sharpened(net, bounds, middle, rounds, lambda: meter.spent(0))
        hunt.bound = min(hunt.bound, root_bound(net, bounds))
        if hunt.goes_through(bounds, labels) or meter.spent(1 + net.option.size):
            break
    prices = zip(net.name.tolist(), bounds.penalty.tolist(), strict=True)
    learned = Hint(level=level, penalty=dict(prices))
    finished = hunt.bound < hunt.goal.prize
    return Outcome(tour=hunt.tour, finished=finished, bound=hunt.bound, hint=learned)


@dataclass(slots=True, kw_only=True)
class _Hunt:
    """A search under way: what is still wanted, the best tour, and the prize none exceeds."""

    net: Net
    goal: Goal
    meter: Meter
    tour: tuple[int, ...] | None = None
    bound: int = UNREACHABLE

    def goes_through(self, bounds: Bounds, labels: int) -> bool:
        """Narrow the gap between goal and bound by runs that ask for a prize between them.

        A run that asks for much makes few labels; if it ends with nothing, the bound has come down,
        and if not, the goal has gone up.
        """
        while self.bound >= self.goal.prize:
            asked = self.goal.prize
            if not self.goal.shorten:
                asked = (asked + self.bound + 1) // 2
            if not self.run(bounds, asked, labels):
                return False
        return True

    def run(self, bounds: Bounds, asked: int, labels: int) -> bool:
        """Make labels under one set of bounds until none is open; False if that was not reached."""
        fanout = self.net.option.size
        if self.meter.spent(1 + fanout):
            return False
        pool = new_pool(self.net, FIRST_ROOM)
        state = pool.state
        state[NEED], state[LIMIT], state[BEST] = asked, self.goal.back_s, -1
        state[SHORTEN] = self.goal.shorten
        plant(self.net, bounds, pool)
        self.meter.made += int(state[MADE])
        while not state[DONE] and state[MADE] + fanout <= labels and not self.meter.spent(fanout):
            if state[MADE] + fanout > pool.time_s.size:
                pool = grown(self.net, pool)
            before = int(state[MADE])
            left = min(labels - before, self.meter.limit - self.meter.made)
            advance(self.net, bounds, pool, min(SLICE, left))
            self.meter.made += int(state[MADE]) - before
        self._learn(pool)
        return bool(state[DONE])

    def _learn(self, pool: Pool) -> None:
        """Take over what a run found and what it excluded."""
        state = pool.state
        if state[BEST] >= 0:
            self.tour = tour_of(self.net, pool, int(state[BEST]))
            prize = max(self.goal.prize, int(state[NEED]))
            self.goal = replace(self.goal, prize=prize, back_s=int(state[LIMIT]))
        excluded = int(state[NEED]) - 1
        self.bound = min(self.bound, excluded if state[DONE] else max(excluded, most_open(pool)))
