"""Penalties moved by the best walks of the programme with a memory.

The memory grows where these walks go round. Units: scaled prizes. Imports bounds, lagrange, memory,
nearby, net, relaxed.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from planner.orienteering.best_walk import best_walk
from planner.orienteering.bounds import Grip, nearby_bounds
from planner.orienteering.lagrange import moved
from planner.orienteering.memory import nearest
from planner.orienteering.nearby import NO_GROUP
from planner.orienteering.net import Net
from planner.orienteering.problem import UNREACHABLE, IntArray
from planner.orienteering.relaxed import SCALE, Bounds

STEP = 0.5
"""Part of the way to the prize wanted that a step goes for; halved when it does not help."""
SHORTEST = 0.05
"""With shorter steps hardly anything is gained."""
PATIENCE = 3
"""Rounds without gain before the step is halved."""
FEWEST_ROUNDS = 2
"""Steps taken whatever they take."""
PASSED_BY = 25
"""An arc that is only passed by takes as long as so many memories."""
FIRST = 1
"""Groups a node remembers at first."""


def first_grip(back: Net, penalty: IntArray) -> Grip:
    """Let each node remember the nearest groups.

    Parameters
    ----------
    back : Net
        Reversed net.
    penalty : IntArray, shape (groups,)
        Scaled.

    Returns
    -------
    Grip
        To be sharpened.
    """
    near = np.full((back.option.size + 2, FIRST), NO_GROUP, dtype=np.int64)
    first = nearest(back, FIRST)
    near[:, : first.shape[1]] = first
    return Grip(penalty, near)


Charge = Callable[[int], bool]
"""Counts work, and says whether to give up."""


class Effort(NamedTuple):
    """How hard to try.

    Parameters
    ----------
    rounds : int
        Steps of the penalties at most.
    few : int
        Groups that a node remembers at most.
    rungs : int
        As for ``nearby_bounds``.
    work : int
        Memories looked at in all steps together, about.
    """

    rounds: int
    few: int
    rungs: int
    work: int


def sharpened(back: Net, grip: Grip, wish: tuple[int, int], effort: Effort, charge: Charge) -> Grip:
    """Move the penalties, and let the memory grow.

    Parameters
    ----------
    back : Net
        Reversed net.
    grip : Grip
        To begin with.
    wish : tuple of two int
        Prize below which the bound need not fall, and prize that no tour exceeds.
    effort : Effort
        Steps at most.
    charge : callable
        Told the work of each; True ends it.

    Returns
    -------
    Grip
        The best penalties seen, and a memory no smaller.
    """
    (least, bound), penalty = wish, grip.penalty
    more = max(0, effort.few - grip.near.shape[1])
    near = np.pad(grip.near, ((0, 0), (0, more)), constant_values=NO_GROUP)
    best = penalty
    lowest, step, idle = float(UNREACHABLE), STEP, 0
    work = 0
    for done in range(effort.rounds):
        trial = nearby_bounds(back, Grip(penalty, near), bound, effort.rungs)
        most = _root(back, trial) / SCALE
        stops = best_walk(back, trial.nearby)
        added = _remember(back, stops, near)
        if most < lowest:
            best, lowest, idle = penalty, most, 0
        elif not added:
            idle += 1
        gap = most - least + 1
        slope = np.bincount(back.group[stops], minlength=back.name.size) - 1
        if gap <= 0 or (not added and not slope.any()):
            break
        if idle == PATIENCE:
            step, idle = step / 2, 0
            if step < SHORTEST:
                break
        work += work_of(back, trial)
        if charge(work_of(back, trial)) or (work > effort.work and done + 1 >= FEWEST_ROUNDS):
            break
        penalty = moved(back, penalty, slope, step, gap)
    return Grip(best, near)


def work_of(net: Net, bounds: Bounds) -> int:
    """Say how much a backward programme took.

    Parameters
    ----------
    net : Net
        Reduced problem.
    bounds : Bounds
        With memory.

    Returns
    -------
    int
        Memories looked at, about.
    """
    each: IntArray = np.diff(net.arc_from) * (PASSED_BY + bounds.nearby.states)
    return int(each.sum()) * int(bounds.nearby.late_s.shape[0])


def _root(net: Net, bounds: Bounds) -> int:
    """Scaled bound of the whole problem before it is rounded."""
    ahead = bounds.nearby.late_s[:, bounds.nearby.column[net.option.size]]
    return max(0, int(np.count_nonzero(ahead >= 0)) - 1) * bounds.nearby.rung + int(
        bounds.penalty.sum()
    )


def _remember(net: Net, stops: IntArray, near: IntArray) -> int:
    """Let the nodes between two visits to a group remember it, if they can remember more."""
    last: dict[int, int] = {}
    added = 0
    for place, group in enumerate(net.group[stops].tolist()):
        for between in stops[last[group] + 1 : place] if group in last else ():
            free = np.flatnonzero(near[between] == NO_GROUP)
            if free.size and group not in near[between]:
                near[between, free[0]] = group
                added += 1
        last[group] = place
    return added
