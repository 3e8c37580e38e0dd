"""Labels of a finished search in one direction as bounds for the other. Units: seconds.

Imports compiled, masks, net, pool, relaxed.
"""

from typing import NamedTuple

import numpy as np

from planner.orienteering.compiled import compiled, inlined
from planner.orienteering.mask_arrays import mask_at
from planner.orienteering.masks import Mask, MaskArray
from planner.orienteering.net import Net
from planner.orienteering.pool import BACKWARD, MADE, Pool
from planner.orienteering.problem import IntArray
from planner.orienteering.relaxed import NOTHING
from planner.orienteering.words import both, is_empty

SPANS = 64
"""Spans of the budget."""


class Store(NamedTuple):
    """What can follow each node, read from labels of the reversed net.

    Parameters
    ----------
    late_s, length_s : IntArray, shape (k,)
        Latest start of service at the node, and the time from then on without waiting; that is far
        below 0 if it is not known.
    worth : IntArray, shape (k,)
        Scaled worth collected after the node; descending within a node.
    shut : MaskArray, shape (k,)
        Groups none of which may have been visited before.
    first : IntArray, shape (n + 3,)
        Where each node's part begins; empty if there is no such store.
    from_when : IntArray, shape (n + 2, SPANS)
        First label of each node that is not too late from the beginning of each span of the budget.
    """

    late_s: IntArray
    length_s: IntArray
    worth: IntArray
    shut: MaskArray
    first: IntArray
    from_when: IntArray


def no_store(net: Net) -> Store:
    """Make a store that says nothing.

    Parameters
    ----------
    net : Net
        Reduced problem.

    Returns
    -------
    Store
        Empty.
    """
    none = np.zeros(0, dtype=np.int64)
    return Store(none, none, none, net.bit[:0], none, none.reshape(0, SPANS))


def store_of(net: Net, worth: IntArray, pool: Pool) -> Store:
    """Sort the settled labels of a finished search.

    Parameters
    ----------
    net : Net
        The net they were made on, that is the reverse of the one that the store is for.
    worth : IntArray, shape (n + 2,)
        Scaled worth of each node with which they were made.
    pool : Pool
        The labels.

    Returns
    -------
    Store
        For the other direction.
    """
    settled = np.flatnonzero(pool.settled[: pool.state[MADE]])
    node = pool.node[settled]
    value = pool.value[settled] - worth[node]
    turn = np.lexsort((pool.time_s[settled], -value, node))
    settled, node = settled[turn], node[turn]
    # The start of one direction is the end of the other, where nothing is looked up.
    late_s = net.budget_s - pool.time_s[settled]
    first = np.searchsorted(node, np.arange(net.group.size + 1))
    return Store(
        late_s=late_s,
        length_s=pool.length_s[settled] if pool.state[BACKWARD] else np.full(node.size, NOTHING),
        worth=value[turn],
        shut=pool.shut[settled] & ~net.bit[node],
        first=first,
        from_when=_from_when(late_s, first, net.budget_s),
    )


@compiled
def _from_when(late_s: IntArray, first: IntArray, budget_s: int) -> IntArray:
    """Find the first label of each node for each span of time."""
    nodes = first.size - 1
    found = np.empty((nodes, SPANS), dtype=np.int64)
    for node in range(nodes):
        span = 0
        for k in range(first[node], first[node + 1]):
            while span < SPANS and late_s[k] * SPANS >= span * (budget_s + 1):
                found[node, span] = k
                span += 1
        found[node, span:] = first[node + 1]
    return found


@inlined
def best_following(
    store: Store,
    node: int,
    seen: Mask,
    limits: tuple[int, int, int, int],
    least: tuple[int, int],
) -> int:
    """Most worth that can follow a visit.

    Parameters
    ----------
    store : Store
        Labels of the other direction.
    node : int
        The visit.
    seen : Mask
        Groups visited.
    limits : tuple of four int
        Start of service; the same if the return has to be an earlier one; the return's limit then;
        one more than the budget.
    least : tuple of two int
        Scaled worth from which any return will do, and from which an earlier one will.

    Returns
    -------
    int
        Scaled; ``NOTHING`` if less than that.
    """
    time_s, tight_s, limit_s, budget_s = limits
    begin = store.from_when[node, time_s * SPANS // budget_s]
    last = store.first[node + 1]
    middle = _below(store.worth, begin, last, least[0])
    found = _hit(store, seen, (begin, middle), time_s, -NOTHING)
    if found < 0 and tight_s < budget_s:
        begin = max(middle, store.from_when[node, tight_s * SPANS // budget_s])
        stop = _below(store.worth, middle, last, least[1])
        found = _hit(store, seen, (begin, stop), tight_s, limit_s - tight_s)
    return int(store.worth[found]) if found >= 0 else NOTHING


@inlined
def _below(worth: IntArray, low: int, high: int, least: int) -> int:
    """First place in a descending stretch where the worth is less."""
    while low < high:
        middle = (low + high) // 2
        if worth[middle] < least:
            high = middle
        else:
            low = middle + 1
    return low


@inlined
def _hit(store: Store, seen: Mask, part: tuple[int, int], time_s: int, room_s: int) -> int:
    """First label of a stretch that is compatible, or -1."""
    for k in range(part[0], part[1]):
        fits = store.late_s[k] >= time_s and store.length_s[k] <= room_s
        if fits and is_empty(both(mask_at(store.shut, k, seen), seen)):
            return int(k)
    return -1
