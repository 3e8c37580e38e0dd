"""The store of partial tours of one search: made, open by time, settled by node.

A label is a partial tour that ends with a service started at a node. Units: seconds, prizes.
Imports compiled, masks, net.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import lean
from planner.orienteering.masks import MaskArray
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray

CHUNK = 16
"""Settled labels of a node lie in chunks of this many."""
LOWEST = -(1 << 60)
"""Less than any value."""
BINS = 4096
"""Lists of open labels, by time."""
BANDS = 32
"""Bands of value; what dominates a label is never in a lower band."""

MADE, CHUNKS, BIN, VALUE, LIMIT, UNIT, BACKWARD, BEST, DONE, TOP = range(10)
"""Fields of a pool's ``state``: labels made, chunks taken, list being worked on, prize of the best
tour known, the latest return that would be an earlier one, what all prizes are multiples of,
whether labels run from the end to the start, label of a better tour or -1, whether nothing is left
open, scaled value from which labels are in the highest band."""


class Pool(NamedTuple):
    """All labels made in one search.

    Parameters
    ----------
    time_s, length_s, value, most : IntArray, shape (size,)
        Start of service, time without waiting if labels run backward, else 0, scaled worth so far,
        prize at most in the end.
    shut, seen : MaskArray, shape (size,)
        Groups that are out of question, and those of them that were visited, as far as remembered.
    settled : NDArray of bool, shape (size,)
        Whether the label was extended.
    node, parent, after : NDArray of int32, shape (size,)
        Where; label extended, or -1; next label of the same list, or -1.
    bins : NDArray of int32, shape (BINS,)
        First label of each list, or -1.
    old_time_s, old_length_s, old_value : IntArray, shape (chunks * CHUNK,)
        Settled labels, chunk by chunk.
    old_shut : MaskArray, shape (chunks * CHUNK,)
        Their groups that are out of question.
    chunk_before : NDArray of int32, shape (chunks,)
        The chunk filled before it for the same node and band, or -1.
    chunk_most : IntArray, shape (chunks,)
        Largest value of the chunk.
    chunk_common : MaskArray, shape (chunks,)
        Groups that all its labels shut.
    chunk, filled : IntArray, shape (n + 2, BANDS)
        Chunk being filled for each node and band, or -1, and how far.
    state : IntArray, shape (10,)
        See ``MADE`` and its neighbours.
    """

    time_s: IntArray
    length_s: IntArray
    value: IntArray
    most: IntArray
    shut: MaskArray
    seen: MaskArray
    settled: NDArray[np.bool_]
    node: NDArray[np.int32]
    parent: NDArray[np.int32]
    after: NDArray[np.int32]
    bins: NDArray[np.int32]
    old_time_s: IntArray
    old_length_s: IntArray
    old_value: IntArray
    old_shut: MaskArray
    chunk_before: NDArray[np.int32]
    chunk_most: IntArray
    chunk_common: MaskArray
    chunk: IntArray
    filled: IntArray
    state: IntArray


PER_LABEL = (
    *("time_s", "length_s", "value", "most", "shut", "seen", "settled"),
    *("node", "parent", "after"),
)
PER_CHUNK = (
    *("old_time_s", "old_length_s", "old_value", "old_shut"),
    *("chunk_before", "chunk_most", "chunk_common"),
)


def new_pool(net: Net, size: int) -> Pool:
    """Make an empty pool.

    Parameters
    ----------
    net : Net
        Reduced problem.
    size : int
        Labels there is room for.

    Returns
    -------
    Pool
        Nothing made yet.
    """
    nodes, words = net.group.size, net.bit.shape[1:]
    chunks = size // CHUNK + nodes * BANDS
    numbers, short = np.int64, np.int32
    return Pool(
        time_s=np.empty(size, numbers),
        length_s=np.empty(size, numbers),
        value=np.empty(size, numbers),
        most=np.empty(size, numbers),
        shut=np.empty((size, *words), np.uint64),
        seen=np.empty((size, *words), np.uint64),
        settled=np.zeros(size, np.bool_),
        node=np.empty(size, short),
        parent=np.empty(size, short),
        after=np.empty(size, short),
        bins=np.full(BINS, -1, short),
        old_time_s=np.empty(chunks * CHUNK, numbers),
        old_length_s=np.empty(chunks * CHUNK, numbers),
        old_value=np.empty(chunks * CHUNK, numbers),
        old_shut=np.empty((chunks * CHUNK, *words), np.uint64),
        chunk_before=np.empty(chunks, short),
        chunk_most=np.empty(chunks, numbers),
        chunk_common=np.empty((chunks, *words), np.uint64),
        chunk=np.full((nodes, BANDS), -1, numbers),
        filled=np.full((nodes, BANDS), CHUNK, numbers),
        state=np.zeros(10, numbers),
    )


def grown(net: Net, pool: Pool, most: int) -> Pool:
    """Copy a pool into one with twice the room.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Full or nearly so.
    most : int
        Room at most.

    Returns
    -------
    Pool
        The same labels and state.
    """
    larger = new_pool(net, min(2 * pool.time_s.size, most))
    for name in (*PER_LABEL, *PER_CHUNK):
        old = getattr(pool, name)
        getattr(larger, name)[: old.shape[0]] = old
    return larger._replace(bins=pool.bins, chunk=pool.chunk, filled=pool.filled, state=pool.state)


@lean
def next_open(pool: Pool) -> int:
    """Take a label from the earliest list.

    Parameters
    ----------
    pool : Pool
        Changed in place.

    Returns
    -------
    int
        The label, or -1 if none is open.
    """
    state = pool.state
    while state[BIN] < BINS:
        label = pool.bins[state[BIN]]
        if label >= 0:
            pool.bins[state[BIN]] = pool.after[label]
            return int(label)
        state[BIN] += 1
    return -1


@lean
def most_open(pool: Pool) -> int:
    """Largest bound of the open labels.

    Parameters
    ----------
    pool : Pool
        After a search that was cut off.

    Returns
    -------
    int
        A prize, or -1 if no label is open.
    """
    most = -1
    for bin_ in range(pool.state[BIN], BINS):
        label = pool.bins[bin_]
        while label >= 0:
            most = max(most, pool.most[label])
            label = pool.after[label]
    return most


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
