"""Partial tours from the start, extended in order of time and pruned. Units: seconds, prizes.

Elementary forward labels with a mask of groups visited or out of reach: Feillet, Dejax, Gendreau,
Gueguen 2004; completion bounds as in ``relaxed``. Imports compiled, net, relaxed, pool.
"""

import numpy as np

from planner.orienteering.compiled import compiled, inlined
from planner.orienteering.net import Net
from planner.orienteering.pool import (
    BEST,
    BINS,
    DONE,
    LIMIT,
    MADE,
    NEED,
    SHORTEN,
    Pool,
    dominated,
    next_open,
    settle,
)
from planner.orienteering.relaxed import Bounds, completion


@compiled
def plant(net: Net, bounds: Bounds, pool: Pool) -> None:
    """Make the first label, at the start at time 0.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and its bounds.
    pool : Pool
        Empty; its state says what is wanted.
    """
    start = net.option.size
    shut = out_of_reach(net, start, 0)
    if (shut & net.must) == np.uint64(0):
        _add(net, bounds, pool, -1, (start, 0, 0, shut))


@compiled
def advance(net: Net, bounds: Bounds, pool: Pool, labels: int) -> None:
    """Extend open labels in order of time until enough labels are made or none is open.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and its bounds.
    pool : Pool
        Changed in place; ``state[DONE]`` is 1 when nothing is open any more.
    labels : int
        Labels to be made at most; returns early if the pool has no room for another extension.
    """
    state = pool.state
    ceiling = min(state[MADE] + labels, pool.time_s.size) - net.option.size
    while state[MADE] <= ceiling:
        label = next_open(pool)
        if label < 0:
            state[DONE] = 1
            return
        node, time_s = int(pool.node[label]), pool.time_s[label]
        late = time_s + net.back_s[node] > state[LIMIT]
        if late or pool.most[label] < state[NEED] or dominated(net, pool, label):
            continue
        settle(pool, label)
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            _extend(net, bounds, pool, label, net.arc_to[arc])


@inlined
def _extend(net: Net, bounds: Bounds, pool: Pool, label: int, to: int) -> None:
    """Visit one more node after a label, if it is allowed and can still come to something."""
    shut = pool.shut[label]
    if to == net.option.size + 1 or (net.bit[to] & shut) != np.uint64(0):
        return
    node = int(pool.node[label])
    time_s = max(pool.time_s[label] + net.step_s[node, to], net.open_s[to])
    if time_s > net.close_s[to] or time_s + net.back_s[to] > pool.state[LIMIT]:
        return
    after = shut | net.shuts[to] | out_of_reach(net, to, time_s)
    missed = (after ^ shut) & net.must & ~net.bit[to]
    if missed == np.uint64(0):
        value = pool.value[label] + net.prize[to]
        _add(net, bounds, pool, label, (to, time_s, value, after))


@inlined
def _add(
    net: Net, bounds: Bounds, pool: Pool, parent: int, label: tuple[int, int, int, np.uint64]
) -> None:
    """Store a label if its bound reaches what is wanted, and note it if it is a better tour."""
    node, time_s, value, shut = label
    state = pool.state
    most = value + completion(net, bounds, node, time_s, shut)
    if most < state[NEED]:
        return
    new = state[MADE]
    state[MADE] += 1
    pool.node[new] = node
    pool.time_s[new] = time_s
    pool.value[new] = value
    pool.shut[new] = shut
    pool.most[new] = most
    pool.parent[new] = parent
    bin_ = min(time_s * BINS // (net.budget_s + 1), BINS - 1)
    pool.after[new] = pool.bins[bin_]
    pool.bins[bin_] = new
    back = time_s + net.step_s[node, net.option.size + 1]
    whole = (net.must & ~shut) == np.uint64(0)
    if whole and value >= state[NEED] and back <= state[LIMIT]:
        state[BEST] = new
        if state[SHORTEN] == 1:
            state[LIMIT] = back - 1
        else:
            state[NEED] = value + 1


@inlined
def out_of_reach(net: Net, node: int, time_s: int) -> np.uint64:
    """Find the groups that cannot be visited any more, by shortest ways with service.

    Parameters
    ----------
    net : Net
        Reduced problem.
    node, time_s : int
        Where and when a service starts.

    Returns
    -------
    np.uint64
        Mask; it need not hold the node's own group.
    """
    low, high = 0, net.late_s.shape[1]
    while low < high:
        middle = (low + high) // 2
        if net.late_s[node, middle] < time_s:
            low = middle + 1
        else:
            high = middle
    return np.uint64(net.late_mask[node, low])


def tour_of(net: Net, pool: Pool, label: int) -> tuple[int, ...]:
    """Read the visits of a label backwards.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Where the label is.
    label : int
        Last label of the tour.

    Returns
    -------
    tuple of int
        The problem's options in the order visited, start and end left out.
    """
    order: list[int] = []
    while pool.parent[label] >= 0:
        order.append(int(net.option[pool.node[label]]))
        label = int(pool.parent[label])
    return tuple(reversed(order))
