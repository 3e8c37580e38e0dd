"""A tour under way in the heuristic, and what it goes by. Units: seconds, prizes.

Imports compiled, net, masks.
"""

from typing import NamedTuple

import numpy as np

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.masks import meeting
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray

SIZE, RETURN, GAIN = range(3)
"""Fields of a walk's ``facts``: number of stops, arrival at the end, sum of gains."""


class Field(NamedTuple):
    """What the heuristic reads of a net.

    Parameters
    ----------
    prize, gain : IntArray, shape (n,)
        Prize; and for must-see groups more than all prizes together on top.
    open_s, close_s, group : IntArray, shape (n + 2,)
        As in the net.
    step_s : IntArray, shape (n + 2, n + 2)
        As in the net.
    rank : IntArray, shape (n,)
        As in the net; empty if no order is fixed.
    budget_s : int
        Latest arrival at the end.
    """

    prize: IntArray
    gain: IntArray
    open_s: IntArray
    close_s: IntArray
    group: IntArray
    step_s: IntArray
    rank: IntArray
    budget_s: int


class Walk(NamedTuple):
    """Stops in order with their earliest and latest starts of service.

    Parameters
    ----------
    stops, early_s, late_s : IntArray, shape (n + 1,)
        Nodes; times by which the stops before and after are kept.
    facts : IntArray, shape (3,)
        See ``SIZE`` and its neighbours.
    """

    stops: IntArray
    early_s: IntArray
    late_s: IntArray
    facts: IntArray


def field_of(net: Net) -> Field:
    """Take out what the heuristic needs.

    Parameters
    ----------
    net : Net
        Reduced problem.

    Returns
    -------
    Field
        The same, whatever the number of groups.
    """
    n = net.option.size
    must = meeting(net.bit[:n], net.must)
    return Field(
        prize=net.prize[:n],
        gain=net.prize[:n] + must * (int(net.prize.sum()) + 1),
        open_s=net.open_s,
        close_s=net.close_s,
        group=net.group,
        step_s=net.step_s,
        rank=net.rank if np.any(net.rank >= 0) else net.rank[:0],
        budget_s=net.budget_s,
    )


def new_walk(field: Field) -> Walk:
    """Make room for a tour.

    Parameters
    ----------
    field : Field
        Reduced problem.

    Returns
    -------
    Walk
        Without stops, and not timed yet.
    """
    room = [np.zeros(field.gain.size + 1, dtype=np.int64) for _ in range(3)]
    return Walk(room[0], room[1], room[2], np.zeros(3, dtype=np.int64))


@inlined
def copy(source: Walk, target: Walk) -> None:
    """Make one walk like another.

    Parameters
    ----------
    source, target : Walk
        Of the same net.
    """
    for k in range(source.facts.size):
        target.facts[k] = source.facts[k]
    for k in range(source.facts[SIZE]):
        target.stops[k] = source.stops[k]
        target.early_s[k] = source.early_s[k]
        target.late_s[k] = source.late_s[k]


@lean
def better(one: Walk, other: Walk) -> bool:
    """Whether one walk gains more than another, or as much and is back earlier.

    Parameters
    ----------
    one, other : Walk
        Both timed.

    Returns
    -------
    bool
        False for equals.
    """
    if one.facts[GAIN] != other.facts[GAIN]:
        return bool(one.facts[GAIN] > other.facts[GAIN])
    return bool(one.facts[RETURN] < other.facts[RETURN])


@lean
def timed(field: Field, walk: Walk) -> bool:
    """Set the times and facts of a walk from its stops.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk : Walk
        Changed in place; its size and stops are read, of which no two are of one group.

    Returns
    -------
    bool
        Whether windows, budget and order are kept; if not, times are not to be used.
    """
    start, end = field.gain.size, field.gain.size + 1
    size = walk.facts[SIZE]
    node, time_s, total, highest = start, 0, 0, -1
    for k in range(size):
        to = walk.stops[k]
        time_s = max(time_s + field.step_s[node, to], field.open_s[to])
        if time_s > field.close_s[to]:
            return False
        if field.rank.size > 0 and field.rank[to] >= 0:
            if field.rank[to] < highest:
                return False
            highest = field.rank[to]
        walk.early_s[k] = time_s
        total += field.gain[to]
        node = to
    walk.facts[RETURN] = time_s + field.step_s[node, end]
    walk.facts[GAIN] = total
    if walk.facts[RETURN] > field.budget_s:
        return False
    node, time_s = end, field.budget_s
    for k in range(size - 1, -1, -1):
        before = walk.stops[k]
        time_s = min(time_s - field.step_s[before, node], field.close_s[before])
        walk.late_s[k] = time_s
        node = before
    return True


@lean
def put_in(walk: Walk, node: int, at: int) -> None:
    """Insert a stop, times left as they are.

    Parameters
    ----------
    walk : Walk
        Changed in place.
    node, at : int
        What, and before which position.
    """
    for k in range(walk.facts[SIZE], at, -1):
        walk.stops[k] = walk.stops[k - 1]
    walk.stops[at] = node
    walk.facts[SIZE] += 1


@lean
def take_out(walk: Walk, at: int, count: int) -> None:
    """Remove stops that follow each other, times left as they are.

    Parameters
    ----------
    walk : Walk
        Changed in place.
    at, count : int
        First of them, and how many.
    """
    size = walk.facts[SIZE] - count
    for k in range(at, size):
        walk.stops[k] = walk.stops[k + count]
    walk.facts[SIZE] = size


@lean
def draw(seed: IntArray, below: int) -> int:
    """Next number of a small generator that is the same on every machine (Park and Miller).

    Parameters
    ----------
    seed : IntArray, shape (1,)
        Changed in place.
    below : int
        Upper end, > 0.

    Returns
    -------
    int
        From 0 to ``below - 1``.
    """
    seed[0] = seed[0] * 48271 % 2147483647
    return int((seed[0] >> 4) % below)
