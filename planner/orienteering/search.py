"""One exact search: bounds, labels, and penalties when labels alone grow too many. Units: seconds, prizes.

Imports net, bounds, lagrange, pool, labels.
"""

from dataclasses import dataclass

import numpy as np

from planner.orienteering.bounds import Bounds, bounds_of
from planner.orienteering.labels import advance, plant
from planner.orienteering.lagrange import root_bound, sharpened
from planner.orienteering.net import Net
from planner.orienteering.pool import BEST, DONE, LIMIT, MADE, NEED, SHORTEN, grown, most_open, new_pool, tour_of
from planner.orienteering.problem import UNREACHABLE, Stop

SLICE = 1 << 14
"""Labels made between two looks at the clock."""
FIRST_ROOM = 1 << 14
"""Labels a pool has room for at first."""
TRIES = ((0, 0, 5_000), (0, 12, 20_000), (4, 4, 50_000), (6, 6, 1 << 60))
"""For each try: groups a node remembers, rounds of penalties before it, labels it may make."""


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
class Outcome:
    """What a search found.

    Parameters
    ----------
    tour : tuple of int or None
        Best tour that reaches the goal.
    finished : bool
        Whether no tour is better than this one, or, without one, none reaches the goal.
    bound : int
        In a search for more prize: what no tour exceeds, if it is not below the goal's prize.
    """

    tour: tuple[int, ...] | None
    finished: bool
    bound: int


def search(net: Net, goal: Goal, meter: Meter) -> Outcome:
    """Look for the best tour that reaches a goal, until it is found and proved or effort is spent.

    Parameters
    ----------
    net : Net
        Reduced problem; its budget is at least the goal's ``back_s``.
    goal : Goal
        What is wanted.
    meter : Meter
        Effort; changed in place.

    Returns
    -------
    Outcome
        Valid however early it ended.
    """
    penalty = np.zeros(net.late_s.shape[1], dtype=np.int64)
    bounds = bounds_of(net, penalty, 0)
    bound, tour = root_bound(net, bounds), None
    for memory, rounds, labels in TRIES:
        if memory != bounds.near.shape[1] and not meter.spent(0):
            bounds = bounds_of(net, penalty, memory)
        if rounds and not meter.spent(0):
            bounds, penalty = sharpened(net, bounds, penalty, goal.prize - 1, rounds)
        bound = min(bound, root_bound(net, bounds))
        if bound < goal.prize:
            return Outcome(tour=tour, finished=True, bound=bound)
        outcome, goal = _run(net, bounds, goal, (meter, labels))
        tour = tour if outcome.tour is None else outcome.tour
        bound = min(bound, outcome.bound)
        if outcome.finished or meter.spent(net.option.size):
            return Outcome(tour=tour, finished=outcome.finished, bound=bound)
    return Outcome(tour=tour, finished=False, bound=bound)


def _run(
    net: Net, bounds: Bounds, goal: Goal, effort: tuple[Meter, int]
) -> tuple[Outcome, Goal]:
    """Make labels under one set of bounds; give what was found and what is wanted from now on."""
    meter, labels = effort
    fanout = net.option.size
    pool = new_pool(net, FIRST_ROOM)
    state = pool.state
    state[NEED], state[LIMIT], state[SHORTEN], state[BEST] = (
        goal.prize, goal.back_s, goal.shorten, -1,
    )
    if meter.spent(1 + fanout):
        return Outcome(tour=None, finished=False, bound=UNREACHABLE), goal
    plant(net, bounds, pool)
    meter.made += int(state[MADE])
    while not state[DONE] and state[MADE] + fanout <= labels and not meter.spent(fanout):
        if state[MADE] + fanout > pool.time_s.size:
            pool = grown(net, pool)
        before = int(state[MADE])
        advance(net, bounds, pool, min(SLICE, labels - before, meter.limit - meter.made))
        meter.made += int(state[MADE]) - before
    wanted = Goal(prize=int(state[NEED]), back_s=int(state[LIMIT]), shorten=goal.shorten)
    tour = tour_of(net, pool, int(state[BEST])) if state[BEST] >= 0 else None
    bound = max(wanted.prize - 1, -1 if state[DONE] else int(most_open(pool)))
    return Outcome(tour=tour, finished=bool(state[DONE]), bound=bound), wanted
