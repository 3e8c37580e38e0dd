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
BLOCK = 16
"""Labels next to each other that are passed over together."""


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
    block_late_s, block_length_s : IntArray, shape (blocks,)
        Latest and shortest of each block.
    block_shut : MaskArray, shape (blocks,)
        Groups that all labels of a block shut.
    """

    late_s: IntArray
    length_s: IntArray
    worth: IntArray
    shut: MaskArray
    first: IntArray
    from_when: IntArray
    block_late_s: IntArray
    block_length_s: IntArray
    block_shut: MaskArray


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
    spans, shut = none.reshape(0, SPANS), net.bit[:0]
    return Store(none, none, none, shut, none, spans, none, none, shut)


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
    length_s = pool.length_s[settled] if pool.state[BACKWARD] else np.full(node.size, NOTHING)
    shut = pool.shut[settled] & ~net.bit[node]
    first = np.searchsorted(node, np.arange(net.group.size + 1))
    blocks = np.arange(0, node.size, BLOCK)
    return Store(
        late_s=late_s,
        length_s=length_s,
        worth=value[turn],
        shut=shut,
        first=first,
        from_when=_from_when(late_s, first, net.budget_s),
        block_late_s=np.maximum.reduceat(late_s, blocks) if node.size else late_s,
        block_length_s=np.minimum.reduceat(length_s, blocks) if node.size else length_s,
        block_shut=np.bitwise_and.reduceat(shut, blocks, axis=0) if node.size else shut,
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
    last = store.first[node + 1]
    begin = store.from_when[node, time_s * SPANS // budget_s]
    found = -1
    # The first label is worth most of those not too late, which mostly settles it.
    if begin < last and store.worth[begin] >= least[0]:
        found = _hit(store, seen, (begin, last), (time_s, -NOTHING, least[0]))
    if found < 0 and tight_s < budget_s:
        begin = store.from_when[node, tight_s * SPANS // budget_s]
        if begin < last and store.worth[begin] >= least[0]:
            begin = _below(store.worth, begin, last, least[0])
        if begin < last and store.worth[begin] >= least[1]:
            found = _hit(store, seen, (begin, last), (tight_s, limit_s - tight_s, least[1]))
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
def _hit(store: Store, seen: Mask, part: tuple[int, int], wish: tuple[int, int, int]) -> int:
    """First compatible label of a stretch that is not too late, too long or worth less, or -1."""
    time_s, room_s, least = wish
    k = part[0]
    while k < part[1] and store.worth[k] >= least:
        block = k // BLOCK
        stop = min((block + 1) * BLOCK, part[1])
        fits = store.block_late_s[block] >= time_s and store.block_length_s[block] <= room_s
        if fits and is_empty(both(mask_at(store.block_shut, block, seen), seen)):
            for label in range(k, stop):
                # Masks first, which mostly settle it; the first that fits is worth most.
                fits = is_empty(both(mask_at(store.shut, label, seen), seen))
                if fits and store.late_s[label] >= time_s and store.length_s[label] <= room_s:
                    return int(label) if store.worth[label] >= least else -1
        k = stop
    return -1
