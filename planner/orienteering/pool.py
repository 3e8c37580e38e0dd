"""The store of partial tours of one search: made, open by time, settled by node.

A label is a partial tour that ends with a service started at a node. Units: seconds, prizes.
Imports compiled, net.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import compiled
from planner.orienteering.net import MaskArray, Net
from planner.orienteering.problem import IntArray

CHUNK = 32
"""Settled labels of a node lie in chunks of this many."""
BINS = 4096
"""Lists of open labels, by time."""

MADE, CHUNKS, BIN, NEED, LIMIT, SHORTEN, BEST, DONE = range(8)
"""Fields of a pool's ``state``: labels made, chunks taken, list being worked on, least prize and
latest return wanted, whether to look for earlier return (else for more prize), label of the best
tour or -1, whether nothing is left open."""


class Pool(NamedTuple):
    """All labels made in one search.

    Parameters
    ----------
    time_s, value, most : IntArray, shape (size,)
        Start of service, prize so far, prize at most in the end.
    shut : MaskArray, shape (size,)
        Groups visited or out of reach.
    node, parent, after : NDArray of int32, shape (size,)
        Where; label extended, or -1; next label of the same list, or -1.
    bins : NDArray of int32, shape (BINS,)
        First label of each list, or -1.
    old_time_s, old_value : IntArray, shape (chunks * CHUNK,)
        Settled labels, chunk by chunk.
    old_shut : MaskArray, shape (chunks * CHUNK,)
        Their groups visited or out of reach.
    chunk_before : NDArray of int32, shape (chunks,)
        The chunk filled before it for the same node, or -1.
    chunk_most, chain_most : IntArray, shape (chunks,)
        Largest prize of the chunk, and of it and all before it.
    chunk, filled : IntArray, shape (n + 2,)
        Chunk being filled for each node, or -1, and how far.
    state : IntArray, shape (8,)
        See ``MADE`` and its neighbours.
    """

    time_s: IntArray
    value: IntArray
    most: IntArray
    shut: MaskArray
    node: NDArray[np.int32]
    parent: NDArray[np.int32]
    after: NDArray[np.int32]
    bins: NDArray[np.int32]
    old_time_s: IntArray
    old_value: IntArray
    old_shut: MaskArray
    chunk_before: NDArray[np.int32]
    chunk_most: IntArray
    chain_most: IntArray
    chunk: IntArray
    filled: IntArray
    state: IntArray


PER_LABEL = ("time_s", "value", "most", "shut", "node", "parent", "after")
PER_CHUNK = ("old_time_s", "old_value", "old_shut", "chunk_before", "chunk_most", "chain_most")


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
    nodes = net.bit.size
    chunks = size // CHUNK + nodes
    numbers, words = np.int64, np.int32
    return Pool(
        time_s=np.empty(size, numbers),
        value=np.empty(size, numbers),
        most=np.empty(size, numbers),
        shut=np.empty(size, np.uint64),
        node=np.empty(size, words),
        parent=np.empty(size, words),
        after=np.empty(size, words),
        bins=np.full(BINS, -1, words),
        old_time_s=np.empty(chunks * CHUNK, numbers),
        old_value=np.empty(chunks * CHUNK, numbers),
        old_shut=np.empty(chunks * CHUNK, np.uint64),
        chunk_before=np.empty(chunks, words),
        chunk_most=np.empty(chunks, numbers),
        chain_most=np.empty(chunks, numbers),
        chunk=np.full(nodes, -1, numbers),
        filled=np.full(nodes, CHUNK, numbers),
        state=np.zeros(8, numbers),
    )


def grown(net: Net, pool: Pool) -> Pool:
    """Copy a pool into one with twice the room.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Full or nearly so.

    Returns
    -------
    Pool
        The same labels and state.
    """
    larger = new_pool(net, 2 * pool.time_s.size)
    for name in (*PER_LABEL, *PER_CHUNK):
        old = getattr(pool, name)
        getattr(larger, name)[: old.size] = old
    return larger._replace(bins=pool.bins, chunk=pool.chunk, filled=pool.filled, state=pool.state)


@compiled
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


@compiled
def dominated(net: Net, pool: Pool, label: int) -> bool:
    """Whether a settled label of the node can do all that a label can, no later, with no less.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Holds both.
    label : int
        Which.

    Returns
    -------
    bool
        True if nothing is lost without the label.
    """
    node = pool.node[label]
    time_s, value, shut = pool.time_s[label], pool.value[label], pool.shut[label]
    seen = shut & net.must
    chunk, filled = pool.chunk[node], pool.filled[node]
    while chunk >= 0 and pool.chain_most[chunk] >= value:
        if pool.chunk_most[chunk] < value:
            chunk, filled = int(pool.chunk_before[chunk]), CHUNK
            continue
        for k in range(chunk * CHUNK, chunk * CHUNK + filled):
            other = pool.old_shut[k]
            subset = (other & ~shut) == np.uint64(0) and (other & net.must) == seen
            if subset and pool.old_value[k] >= value and pool.old_time_s[k] <= time_s:
                return True
        chunk, filled = int(pool.chunk_before[chunk]), CHUNK
    return False


@compiled
def settle(pool: Pool, label: int) -> None:
    """Keep a label as one that may dominate others.

    Parameters
    ----------
    pool : Pool
        Changed in place.
    label : int
        Which.
    """
    node = pool.node[label]
    if pool.filled[node] == CHUNK:
        fresh = pool.state[CHUNKS]
        pool.state[CHUNKS] += 1
        before = pool.chunk[node]
        pool.chunk_before[fresh] = before
        pool.chunk_most[fresh] = -1
        pool.chain_most[fresh] = pool.chain_most[before] if before >= 0 else -1
        pool.chunk[node] = fresh
        pool.filled[node] = 0
    chunk, value = pool.chunk[node], pool.value[label]
    pool.chunk_most[chunk] = max(pool.chunk_most[chunk], value)
    pool.chain_most[chunk] = max(pool.chain_most[chunk], value)
    k = chunk * CHUNK + pool.filled[node]
    pool.filled[node] += 1
    pool.old_time_s[k] = pool.time_s[label]
    pool.old_value[k] = value
    pool.old_shut[k] = pool.shut[label]


@compiled
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
