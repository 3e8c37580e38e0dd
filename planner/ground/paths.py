"""Machine code for ways and tours over the ground. Imports planner.orienteering.compiled."""

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@compiled
def _push(heap_key: Floats, heap_node: Ints, size: int, key: float, node: int) -> int:
    """Put a node into a binary heap; return the heap's new size."""
    at = size
    while at > 0:
        above = (at - 1) // 2
        if heap_key[above] <= key:
            break
        heap_key[at], heap_node[at] = heap_key[above], heap_node[above]
        at = above
    heap_key[at], heap_node[at] = key, node
    return size + 1


@compiled
def _pop(heap_key: Floats, heap_node: Ints, size: int) -> int:
    """Take the first node off a binary heap; return the heap's new size."""
    size -= 1
    key, node = heap_key[size], heap_node[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and heap_key[below + 1] < heap_key[below]:
            below += 1
        if heap_key[below] >= key:
            break
        heap_key[at], heap_node[at] = heap_key[below], heap_node[below]
        at = below
    heap_key[at], heap_node[at] = key, node
    return size


@compiled
def ways(first: Ints, head: Ints, cost: Floats, sources: Ints) -> tuple[Floats, Ints]:
    """Find the cheapest ways from each source to every node (Dijkstra 1959, binary heap).

    Parameters
    ----------
    first : Ints, shape (n + 1,)
        Node ``i`` is left by the arcs ``first[i]`` … ``first[i + 1] - 1``.
    head : Ints, shape (a,)
        Where each arc leads.
    cost : Floats, shape (a,)
        What each arc costs, >= 0.
    sources : Ints, shape (k,)
        Where to begin.

    Returns
    -------
    costs : Floats, shape (k, n)
        ``inf`` where there is no way.
    last : Ints, shape (k, n)
        The last arc of the way; -1 at the source and where there is no way.
    """
    n = first.size - 1
    dist = np.full((sources.size, n), np.inf)
    last = np.full((sources.size, n), -1)
    heap_key = np.empty(head.size + 1)
    heap_node = np.empty(head.size + 1, np.int64)
    for k in range(sources.size):
        dist[k, sources[k]] = 0.0
        size = _push(heap_key, heap_node, 0, 0.0, sources[k])
        while size > 0:
            key, node = heap_key[0], heap_node[0]
            size = _pop(heap_key, heap_node, size)
            if key > dist[k, node]:
                continue
            for arc in range(first[node], first[node + 1]):
                reached = key + cost[arc]
                if reached < dist[k, head[arc]]:
                    dist[k, head[arc]] = reached
                    last[k, head[arc]] = arc
                    size = _push(heap_key, heap_node, size, reached, head[arc])
    return dist, last


@compiled
def to_go(between: Floats, after: Ints) -> Floats:
    """Tabulate the cheapest way to finish a tour (Held & Karp 1962, backwards).

    Parameters
    ----------
    between : Floats, shape (k + 2, k + 2)
        Cost from stop to stop; row ``k`` is the start, column ``k + 1`` the end.
    after : Ints, shape (k,)
        Bits of the stops that must have been visited before each stop.

    Returns
    -------
    Floats, shape (2 ** k, k + 1)
        By the set of stops visited and the last of them (``k``: still at the start).
    """
    k = after.size
    whole = (1 << k) - 1
    rest = np.full((whole + 1, k + 1), np.inf)
    rest[whole] = between[: k + 1, k + 1]
    for done in range(whole - 1, -1, -1):
        for following in range(k):
            if (done >> following) & 1 or after[following] & ~done:
                continue
            onward = rest[done | (1 << following), following]
            if done == 0:
                rest[done, k] = min(rest[done, k], between[k, following] + onward)
            for here in range(k):
                if (done >> here) & 1:
                    cost = between[here, following] + onward
                    rest[done, here] = min(rest[done, here], cost)
    return rest


def warm() -> None:
    """Compile every kernel, or load it from disk: a second the first time."""
    path = np.array([0, 1, 1]), np.array([1])
    ways(*path, np.ones(1), np.zeros(1, dtype=np.int64))
    to_go(np.ones((3, 3)), np.zeros(1, dtype=np.int64))


def way(last: Ints, tail: Ints, target: int) -> list[int]:
    """List the arcs of one way found by ``ways``.

    Parameters
    ----------
    last : Ints, shape (n,)
        The source's row.
    tail : Ints, shape (a,)
        Where each arc begins.
    target : int
        Where the way leads.

    Returns
    -------
    list of int
        Arcs in walking order; empty if the target is the source.
    """
    arcs: list[int] = []
    arc = int(last[target])
    while arc >= 0:
        arcs.append(arc)
        arc = int(last[tail[arc]])
    arcs.reverse()
    return arcs
