"""Penalties that make the bound of the whole problem sharp. Units: scaled prizes.

Imports net, bounds, relaxed.
"""

import numpy as np

from planner.orienteering.bounds import bounds_of
from planner.orienteering.net import Net
from planner.orienteering.problem import Stop
from planner.orienteering.relaxed import NODES, SCALE, Bounds, completion, count_visits

FIRST_STEP = 0.8
"""Part of the way to the target that the first step goes for; halved when it does not help."""
PATIENCE = 3
"""Rounds without gain before the step is halved."""


def root_bound(net: Net, bounds: Bounds) -> int:
    """Most prize any tour can have, by the backward programme alone.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and its backward programme.

    Returns
    -------
    int
        Whole prizes, rounded down.
    """
    start = net.option.size
    return int(completion(net, bounds, start, 0, net.late_mask[start, 0]))


def sharpened(net: Net, bounds: Bounds, target: int, rounds: int, stop: Stop) -> Bounds:
    """Move the penalties by subgradient steps (Held and Karp; Polyak's length) and keep the best.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and the backward programme to begin with.
    target : int
        Prize below which the bound need not fall.
    rounds : int
        Backward programmes run at most.
    stop : callable
        Asked before each; True ends it.

    Returns
    -------
    Bounds
        The sharpest seen.
    """
    penalty, groups = bounds.penalty, bounds.penalty.size
    must = (net.must >> np.arange(groups, dtype=np.uint64)) & np.uint64(1) == 1
    best, best_bound = bounds, _scaled_bound(net, bounds)
    step, idle = FIRST_STEP, 0
    for _ in range(rounds):
        slope = np.full(groups, -1, dtype=np.int64)
        count_visits(net, bounds, slope)
        slope[(penalty <= 0) & (slope < 0) & ~must] = 0
        norm = int((slope * slope).sum())
        gap = _scaled_bound(net, bounds) - target * SCALE
        if norm == 0 or gap <= 0 or stop():
            break
        penalty = penalty + np.rint(step * gap / norm * slope).astype(np.int64)
        penalty[~must] = np.maximum(penalty[~must], 0)
        bounds = bounds_of(net, penalty, bounds.near.shape[1])
        bound = _scaled_bound(net, bounds)
        if bound < best_bound:
            best, best_bound, idle = bounds, bound, 0
            continue
        idle += 1
        if idle == PATIENCE:
            bounds, penalty, step, idle = best, best.penalty, step / 2, 0
    return best


def _scaled_bound(net: Net, bounds: Bounds) -> int:
    """Bound of the whole problem before it is rounded."""
    return int(bounds.first[net.option.size, 0, 0]) // NODES + int(bounds.penalty.sum())
