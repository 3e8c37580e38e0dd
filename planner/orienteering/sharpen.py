"""Penalties moved by the best walks of the programme with a memory.

The memory grows where these walks go round. Units: scaled prizes. Imports bounds, hunt, lagrange,
memory, nearby, net, relaxed.
"""

import numpy as np

from planner.orienteering.bounds import BUCKETS, bounds_of
from planner.orienteering.hunt import Hunt
from planner.orienteering.lagrange import moved, root_bound
from planner.orienteering.memory import nearest
from planner.orienteering.nearby import FEW, NEVER, NO_GROUP, follow
from planner.orienteering.net import Net
from planner.orienteering.problem import UNREACHABLE, IntArray
from planner.orienteering.relaxed import SCALE, Bounds

ROUNDS = 40
"""Steps at most."""
COARSE = 64
"""Buckets on the way."""
STEP = 0.5
"""Part of the way to the best tour's prize that a step goes for; halved when it does not help."""
PATIENCE = 3
"""Rounds without gain before the step is halved."""
FIRST = 1
"""Groups a node remembers at first."""


def sharpened(hunt: Hunt, bounds: Bounds) -> Bounds:
    """Add a memory to the backward programme, and move the penalties for it.

    Parameters
    ----------
    hunt : Hunt
        Its bound is lowered.
    bounds : Bounds
        Of the reversed net, with the penalties to begin with.

    Returns
    -------
    Bounds
        Of the reversed net, with the best penalties seen.
    """
    net = hunt.back
    near = np.full((net.option.size + 2, FEW), NO_GROUP, dtype=np.int64)
    first = nearest(net, FIRST)
    near[:, : first.shape[1]] = first
    penalty = best = bounds.penalty
    least, step, idle = float(UNREACHABLE), STEP, 0
    walk = np.empty(bounds.first.shape[0], dtype=np.int64)
    for _ in range(ROUNDS):
        trial = bounds_of(net, penalty, COARSE, near, alone=True)
        if trial.nearby.best.shape[0] == 0 or hunt.meter.spent(0):
            break
        most = _root(net, trial) / SCALE
        stops = walk[: follow(net, trial.worth, trial.nearby, trial.shift, walk)]
        added = _remember(net, stops, near)
        if most < least:
            best, least, idle = penalty, most, 0
        elif not added:
            idle += 1
        gap = most - hunt.value + 1
        slope = np.bincount(net.group[stops], minlength=net.name.size) - 1
        if gap <= 0 or (not added and not slope.any()):
            break
        if idle == PATIENCE:
            step, idle = step / 2, 0
        penalty = moved(net, penalty, slope, step, gap)
    final = bounds_of(net, best, BUCKETS, near)
    if root_bound(net, final) >= root_bound(net, bounds):
        final = bounds_of(net, bounds.penalty, BUCKETS, near)
    hunt.lower(root_bound(net, final))
    return final


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
