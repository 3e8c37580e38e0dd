"""Penalties that make the bound of the whole problem sharp. Units: scaled prizes.

Imports masks, net, bounds, relaxed.
"""

import numpy as np

from planner.orienteering.bounds import affordable, bounds_of
from planner.orienteering.masks import bits_of, meeting, words_for
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray, Stop
from planner.orienteering.relaxed import BITS, NOTHING, SCALE, Bounds, completion, count_visits
from planner.orienteering.words import empty_like

FIRST_STEP = 0.8
"""Part of the way to the target that the first step goes for; halved when it does not help."""
COARSE = 64
"""Buckets of the backward programmes on the way; the penalties hardly depend on it."""
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
    ahead = int(completion(net, bounds, (start, 0), empty_like(net.must), NOTHING))
    return (ahead + int(bounds.penalty.sum())) // SCALE


def penalties(net: Net, target: int, rounds: int, stop: Stop) -> IntArray:
    """Move penalties by subgradient steps (Held and Karp; Polyak's length) and keep the best.

    Parameters
    ----------
    net : Net
        Reduced problem.
    target : int
        Prize below which the bound need not fall.
    rounds : int
        Backward programmes run at most.
    stop : callable
        Asked before each; True ends it.

    Returns
    -------
    IntArray, shape (groups,)
        Scaled; those with the sharpest bound seen.
    """
    groups, coarse = net.name.size, affordable(net, COARSE)
    best = bounds = bounds_of(net, np.zeros(groups, dtype=np.int64), coarse)
    best_bound = bound = _scaled_bound(net, bounds)
    step, idle = FIRST_STEP, 0
    for _ in range(rounds):
        gap = bound / SCALE - target
        if gap <= 0 or stop():
            break
        slope = np.full(groups, -1, dtype=np.int64)
        count_visits(net, bounds, slope)
        penalty = moved(net, bounds.penalty, slope, step, gap)
        if np.array_equal(penalty, bounds.penalty):
            break
        bounds = bounds_of(net, penalty, coarse)
        bound = _scaled_bound(net, bounds)
        if bound < best_bound:
            best, best_bound, idle = bounds, bound, 0
            continue
        idle += 1
        if idle == PATIENCE:
            bounds, bound, step, idle = best, best_bound, step / 2, 0
    return best.penalty


def moved(net: Net, penalty: IntArray, slope: IntArray, step: float, gap: float) -> IntArray:
    """Take one subgradient step.

    Parameters
    ----------
    net : Net
        Reduced problem.
    penalty : IntArray, shape (groups,)
        Scaled.
    slope : IntArray, shape (groups,)
        Visits to each group less one.
    step : float
        Part of the way to go.
    gap : float
        The way, in prizes.

    Returns
    -------
    IntArray, shape (groups,)
        Scaled; >= 0 but for must-see groups.
    """
    must = meeting(bits_of(np.arange(penalty.size), words_for(penalty.size)), net.must)
    slope = np.where((penalty <= 0) & (slope < 0) & ~must, 0, slope)
    norm = int((slope * slope).sum())
    if norm == 0:
        return penalty
    after: IntArray = penalty + np.rint(step * gap * SCALE / norm * slope).astype(np.int64)
    after[~must] = np.maximum(after[~must], 0)
    return after


def _scaled_bound(net: Net, bounds: Bounds) -> int:
    """Bound of the whole problem before it is rounded."""
    return (int(bounds.first[0, net.option.size]) >> BITS) + int(bounds.penalty.sum())
