"""Penalties that make the bound of the whole problem sharp. Units: scaled prizes; imports net, bounds."""

import numpy as np

from planner.orienteering.bounds import NODES, SCALE, Bounds, bounds_of, completion, count_visits
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray

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


def sharpened(
    net: Net, bounds: Bounds, penalty: IntArray, target: int, rounds: int
) -> tuple[Bounds, IntArray]:
    """Move the penalties by subgradient steps (Held and Karp; Polyak's length) and keep the best.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and its backward programme under ``penalty``.
    penalty : IntArray, shape (groups,)
        Where to begin.
    target : int
        Prize below which the bound need not fall.
    rounds : int
        Backward programmes run.

    Returns
    -------
    tuple of Bounds and IntArray
        The sharpest bounds seen, and their penalties.
    """
    groups = penalty.size
    must = (net.must >> np.arange(groups, dtype=np.uint64)) & np.uint64(1) == 1
    best, best_penalty, best_bound = bounds, penalty, _scaled_bound(net, bounds, penalty)
    step, idle = FIRST_STEP, 0
    for _ in range(rounds):
        slope = np.full(groups, -1, dtype=np.int64)
        count_visits(net, bounds, slope)
        slope[(penalty <= 0) & (slope < 0) & ~must] = 0
        norm = int((slope * slope).sum())
        gap = _scaled_bound(net, bounds, penalty) - target * SCALE
        if norm == 0 or gap <= 0:
            break
        penalty = penalty + np.rint(step * gap / norm * slope).astype(np.int64)
        penalty[~must] = np.maximum(penalty[~must], 0)
        bounds = bounds_of(net, penalty, bounds.near.shape[1])
        bound = _scaled_bound(net, bounds, penalty)
        if bound < best_bound:
            best, best_penalty, best_bound, idle = bounds, penalty, bound, 0
            continue
        idle += 1
        if idle == PATIENCE:
            bounds, penalty, step, idle = best, best_penalty, step / 2, 0
    return best, best_penalty


def _scaled_bound(net: Net, bounds: Bounds, penalty: IntArray) -> int:
    """Bound of the whole problem before it is rounded."""
    return int(bounds.first[net.option.size, 0, 0]) // NODES + int(penalty.sum())
