"""Penalties moved by the best walks, whose cycles are cut at the same time. Scaled prizes.

The penalties that make the backward programme sharpest are too high for walks that remember; moved
on by the walks themselves, they let far fewer walks through. Only walks close to the bound are
asked for, which are few. Imports masks, net, bounds, lagrange, memory, pool, labels, hunt, store.
"""

import numpy as np

from planner.orienteering.bounds import BUCKETS, affordable, bounds_of
from planner.orienteering.hunt import Hunt, run
from planner.orienteering.labels import Rules
from planner.orienteering.lagrange import moved, root_bound
from planner.orienteering.masks import MaskArray
from planner.orienteering.memory import best_walks, cut_cycles
from planner.orienteering.net import Net
from planner.orienteering.pool import DONE, Pool
from planner.orienteering.problem import UNREACHABLE, IntArray
from planner.orienteering.relaxed import Bounds
from planner.orienteering.store import no_store

ROUNDS = 8
"""Steps at most."""
STEP = 0.3
"""Part of the way to the best tour's prize that a step goes for; halved when it does not help."""
PATIENCE = 2
"""Steps without gain after which it ends."""
LABELS = 100_000
"""Labels of one run at most."""
WALKS = 20
"""Walks whose cycles are cut after a step."""


def polished(hunt: Hunt, bounds: Bounds, memory: MaskArray) -> Bounds:
    """Move penalties by subgradient steps along the best walk of each.

    Parameters
    ----------
    hunt : Hunt
        Its bound is lowered.
    bounds : Bounds
        Of the reversed net, with the penalties to begin with.
    memory : MaskArray, shape (n + 2,)
        Groups that each node remembers; changed in place.

    Returns
    -------
    Bounds
        Of the reversed net, with the best penalties seen.
    """
    best, best_most, step, idle = bounds, UNREACHABLE, STEP, 0
    buckets = affordable(hunt.back, BUCKETS)
    margin = max(hunt.unit, (root_bound(hunt.back, bounds) - hunt.value) // 3)
    for _ in range(ROUNDS):
        found = _top(hunt, bounds, memory, (best_most, margin))
        if found is None:
            break
        pool, walks, most, margin = found
        if most < best_most:
            best, best_most = bounds, most
        else:
            idle, step = idle + 1, step / 2
        if idle == PATIENCE:
            break
        cut_cycles(hunt.back, pool, walks[:WALKS], memory)
        slope = _slope(hunt.back, pool, int(walks[0]))
        penalty = moved(hunt.back, bounds.penalty, slope, step, most - hunt.value)
        bounds = bounds_of(hunt.back, penalty, buckets)
    return best if buckets == BUCKETS else bounds_of(hunt.back, best.penalty)


def _top(
    hunt: Hunt, bounds: Bounds, memory: MaskArray, begin: tuple[int, int]
) -> tuple[Pool, IntArray, int, int] | None:
    """Find the best walks by asking for ever less, or for more where that makes too many labels.

    None if that is not possible or there is nothing left to gain; else the pool, the walks, the
    prize of the best, and how far below the bound they were found.
    """
    best_most, margin = begin
    root = min(root_bound(hunt.back, bounds), best_most)
    rules = Rules(bounds, no_store(hunt.net), memory, int(bounds.penalty.sum()), strict=False)
    least = hunt.value + hunt.unit
    while hunt.bound > least and not hunt.meter.spent(1 + hunt.net.option.size):
        aim = max(least, root - margin)
        pool = run(hunt, hunt.back, rules, LABELS, aim=aim)
        if not pool.state[DONE]:
            if margin <= hunt.unit:
                return None
            margin //= 2
            continue
        walks, most = best_walks(hunt.back, pool, rules.base)
        hunt.lower(max(most, aim - 1))
        if walks.size:
            return pool, walks, most, margin
        root = aim - 1
        margin += margin // 2 + hunt.unit
    return None


def _slope(net: Net, pool: Pool, label: int) -> IntArray:
    """Count the visits of a walk to each group, less one."""
    slope = np.full(net.name.size, -1, dtype=np.int64)
    while pool.parent[label] >= 0:
        slope[net.group[pool.node[label]]] += 1
        label = int(pool.parent[label])
    return slope
