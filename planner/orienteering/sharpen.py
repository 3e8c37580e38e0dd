"""Penalties moved by the best walks of the programme with a memory.

The memory grows where these walks go round. Units: scaled prizes. Imports bounds, lagrange, memory,
nearby, net, relaxed.
"""

from typing import NamedTuple

import numpy as np

from planner.orienteering.bounds import bounds_of
from planner.orienteering.lagrange import moved
from planner.orienteering.memory import nearest
from planner.orienteering.nearby import FEW, NEVER, NO_GROUP, follow
from planner.orienteering.net import Net
from planner.orienteering.problem import UNREACHABLE, IntArray, Stop
from planner.orienteering.relaxed import SCALE, Bounds

BUCKETS = (64, 256)
"""Limits of the buckets used on the way."""
STEP = 0.5
"""Part of the way to the prize wanted that a step goes for; halved when it does not help."""
SHORTEST = 0.05
"""With shorter steps hardly anything is gained."""
PATIENCE = 3
"""Rounds without gain before the step is halved."""
FIRST = 1
"""Groups a node remembers at first."""


class Grip(NamedTuple):
    """What bounds are made from.

    Parameters
    ----------
    penalty : IntArray, shape (groups,)
        Scaled.
    near : IntArray, shape (n + 2, FEW)
        Groups that each node remembers, then ``NO_GROUP``; nodes as in the reversed net.
    """

    penalty: IntArray
    near: IntArray


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
    near = np.full((back.option.size + 2, FEW), NO_GROUP, dtype=np.int64)
    first = nearest(back, FIRST)
    near[:, : first.shape[1]] = first
    return Grip(penalty, near)


class Effort(NamedTuple):
    """How hard to try.

    Parameters
    ----------
    rounds : int
        Steps of the penalties at most.
    states : int
        Arcs times memories times buckets aimed at in each.
    """

    rounds: int
    states: int


def sharpened(back: Net, grip: Grip, least: int, effort: Effort, stop: Stop) -> Grip:
    """Move the penalties, and let the memory grow.

    Parameters
    ----------
    back : Net
        Reversed net.
    grip : Grip
        To begin with.
    least : int
        Prize below which the bound need not fall.
    effort : Effort
        Steps at most.
    stop : callable
        Asked before each; True ends it.

    Returns
    -------
    Grip
        The best penalties seen, and a memory no smaller.
    """
    penalty, near = grip.penalty, grip.near.copy()
    best = penalty
    lowest, step, idle = float(UNREACHABLE), STEP, 0
    for _ in range(effort.rounds):
        buckets = affordable_nearby(back, near, effort.states, BUCKETS)
        trial = bounds_of(back, penalty, buckets, near, alone=True)
        if trial.nearby.best.shape[0] == 0 or stop():
            break
        most = _root(back, trial) / SCALE
        walk = np.empty(trial.first.shape[0], dtype=np.int64)
        stops = walk[: follow(back, trial.worth, trial.nearby, trial.shift, walk)]
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
        penalty = moved(back, penalty, slope, step, gap)
    return Grip(best, near)


def affordable_nearby(net: Net, near: IntArray, states: int, limits: tuple[int, int]) -> int:
    """Choose how many buckets to use with a memory.

    Parameters
    ----------
    net : Net
        Reduced problem.
    near : IntArray, shape (n + 2, FEW)
        Groups that each node remembers.
    states : int
        Arcs times memories times buckets aimed at.
    limits : tuple of two int
        Buckets at least and at most.

    Returns
    -------
    int
        Buckets.
    """
    each = np.diff(net.arc_from) << np.count_nonzero(near != NO_GROUP, axis=1)
    return min(max(states // max(1, int(each.sum())), limits[0]), limits[1])


def _root(net: Net, bounds: Bounds) -> int:
    """Scaled bound of the whole problem by the programme with a memory."""
    ahead = int(bounds.nearby.best[0, net.option.size, 0])
    return max(ahead, NEVER) + int(bounds.penalty.sum())


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
