"""One more stop in a tour of the heuristic, and another, while any fits. Units: seconds, prizes.

Imports compiled, walk.
"""

import numpy as np

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.problem import IntArray
from planner.orienteering.walk import SIZE, Field, Walk, draw, put_in, timed

NOISE = 512
"""Uncertain scores are up to this many 1024ths too high."""


@lean
def cheapest(field: Field, walk: Walk, node: int) -> tuple[int, int]:
    """Find where a node goes in with least delay.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk : Walk
        Timed; without a stop of the node's group.
    node : int
        What to put in.

    Returns
    -------
    tuple of int and int
        Seconds added and position, which is -1 if it does not fit.
    """
    start, end, size = field.gain.size, field.gain.size + 1, walk.facts[SIZE]
    first, last = (0, size) if field.rank.size == 0 else _between(field, walk, node)
    open_s, close_s = field.open_s[node], field.close_s[node]
    best, best_at = field.budget_s + 1, -1
    for at in range(first, last + 1):
        before = walk.stops[at - 1] if at > 0 else start
        leave = walk.early_s[at - 1] if at > 0 else 0
        if leave > close_s:
            break
        after = walk.stops[at] if at < size else end
        latest = walk.late_s[at] if at < size else field.budget_s
        time_s = max(leave + field.step_s[before, node], open_s)
        arrive = time_s + field.step_s[node, after]
        delay = arrive - leave - field.step_s[before, after]
        if time_s <= close_s and arrive <= latest and delay < best:
            best, best_at = delay, at
    return best, best_at


@inlined
def _between(field: Field, walk: Walk, node: int) -> tuple[int, int]:
    """First and last position that the fixed order leaves to a node."""
    first, last, rank = 0, walk.facts[SIZE], field.rank[node]
    for k in range(walk.facts[SIZE]):
        other = field.rank[walk.stops[k]]
        if other >= 0 and 0 <= rank < other:
            last = min(last, k)
        if rank >= 0 and 0 <= other < rank:
            first = k + 1
    return first, last


@lean
def mark(field: Field, walk: Walk, taken: IntArray) -> None:
    """Write down which groups are visited.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk : Walk
        Read only.
    taken : IntArray, shape (n + 1,)
        Changed in place: 1 for groups visited, else 0.
    """
    taken[:] = 0
    for k in range(walk.facts[SIZE]):
        taken[field.group[walk.stops[k]]] = 1


@lean
def best_insertion(
    field: Field, walk: Walk, open_nodes: IntArray, seed: IntArray, wish: tuple[int, int, bool]
) -> tuple[int, int, int]:
    """Find the stop and position with most gain, or gain squared, per second added.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk : Walk
        Timed.
    open_nodes : IntArray
        Nodes to choose from; those that fit nowhere are moved out of the front.
    seed : IntArray, shape (1,)
        Changed in place if scores are uncertain.
    wish : tuple of int, int and bool
        How many of the nodes to choose from; power of the gain, 2 seeks the great stops, 1 many
        small ones; whether scores are uncertain.

    Returns
    -------
    tuple of three int
        Index of the node and position, or -1 and -1 if nothing fits; how many nodes fit.
    """
    count, power, uncertain = wish
    best, best_k, best_at, k = -1.0, -1, -1, 0
    while k < count:
        node = open_nodes[k]
        added, at = cheapest(field, walk, node)
        if at < 0:
            # What does not fit now will not fit when there are more stops.
            count -= 1
            open_nodes[k], open_nodes[count] = open_nodes[count], node
            continue
        gain = float(field.gain[node])
        score = (gain if power == 1 else gain * gain) / (max(added, 0) + 1.0)
        if uncertain:
            score *= 1.0 + draw(seed, NOISE) / 1024.0
        if score > best:
            best, best_k, best_at = score, k, at
        k += 1
    return best_k, best_at, count


@lean
def fill(
    field: Field,
    walk: Walk,
    room: tuple[IntArray, IntArray],
    seed: IntArray,
    wish: tuple[int, int, bool],
) -> None:
    """Insert stops while any fits.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk : Walk
        Timed; changed in place.
    room : tuple of two IntArray, shape (n + 1,)
        To work in.
    seed : IntArray, shape (1,)
        Changed in place if scores are uncertain.
    wish : tuple of int, int and bool
        Gain below which a node is left aside; nodes of gain 0 always are; the rest as for
        ``best_insertion``.
    """
    taken, open_nodes = room
    mark(field, walk, taken)
    count = 0
    for node in range(field.gain.size):
        if taken[field.group[node]] == 0 and field.gain[node] >= max(wish[0], 1):
            open_nodes[count] = node
            count += 1
    while count > 0:
        k, at, count = best_insertion(field, walk, open_nodes, seed, (count, wish[1], wish[2]))
        if k < 0:
            return
        node = open_nodes[k]
        put_in(walk, node, at)
        timed(field, walk)
        kept = 0
        for other in range(count):
            if field.group[open_nodes[other]] != field.group[node]:
                open_nodes[kept] = open_nodes[other]
                kept += 1
        count = kept


def new_room(field: Field) -> tuple[IntArray, IntArray]:
    """Make what ``fill`` works in.

    Parameters
    ----------
    field : Field
        Reduced problem.

    Returns
    -------
    tuple of two IntArray, shape (n + 1,)
        Groups visited, and nodes.
    """
    size = field.gain.size + 1
    return np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
