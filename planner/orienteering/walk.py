"""A tour under way in the heuristic: its times, and one more stop put in.

Units: seconds, prizes. Imports compiled, net.
"""

from typing import NamedTuple

import numpy as np

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.mask_arrays import mask_at
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray
from planner.orienteering.words import both, either, empty_like, is_empty, without

SIZE, RETURN, GAIN = range(3)
"""Fields of a walk's ``facts``: number of stops, arrival at the end, sum of gains."""


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


def new_walk(net: Net) -> Walk:
    """Make room for a tour.

    Parameters
    ----------
    net : Net
        Reduced problem.

    Returns
    -------
    Walk
        Without stops, and not timed yet.
    """
    size = net.option.size + 1
    room = [np.zeros(size, dtype=np.int64) for _ in range(3)]
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


@inlined
def timed(net: Net, gain: IntArray, walk: Walk) -> bool:
    """Set the times and facts of a walk from its stops.

    Parameters
    ----------
    net : Net
        Reduced problem.
    gain : IntArray, shape (n,)
        What each node counts.
    walk : Walk
        Changed in place; its size and stops are read.

    Returns
    -------
    bool
        Whether windows, budget, order and groups are kept; if not, times are not to be used.
    """
    start, end = net.option.size, net.option.size + 1
    size = walk.facts[SIZE]
    node, time_s, shut, total = start, 0, empty_like(net.must), 0
    for k in range(size):
        to = walk.stops[k]
        time_s = max(time_s + net.step_s[node, to], net.open_s[to])
        if time_s > net.close_s[to] or not is_empty(both(mask_at(net.bit, to, shut), shut)):
            return False
        walk.early_s[k] = time_s
        shut = either(shut, mask_at(net.shuts, to, shut))
        total += gain[to]
        node = to
    walk.facts[RETURN] = time_s + net.step_s[node, end]
    walk.facts[GAIN] = total
    node, time_s = end, net.budget_s
    for k in range(size - 1, -1, -1):
        before = walk.stops[k]
        time_s = min(time_s - net.step_s[before, node], net.close_s[before])
        walk.late_s[k] = time_s
        node = before
    return bool(walk.facts[RETURN] <= net.budget_s)


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
    return int(seed[0] % below)


@lean
def best_insertion(
    net: Net, gain: IntArray, walk: Walk, seed: IntArray, wish: tuple[int, int, bool]
) -> tuple[int, int]:
    """Find the stop and position with most gain, or gain squared, per second added.

    Parameters
    ----------
    net : Net
        Reduced problem.
    gain : IntArray, shape (n,)
        What each node counts.
    walk : Walk
        Timed.
    seed : IntArray, shape (1,)
        Changed in place if scores are uncertain.
    wish : tuple of int, int and bool
        Gain below which a node is left aside, nodes of gain 0 always are; power of the gain, 2
        seeks the great stops, 1 many small ones; whether scores are uncertain by up to a half.

    Returns
    -------
    tuple of int and int
        Node and position, or -1 and -1 if nothing fits.
    """
    least, power, uncertain = wish
    best, best_node, best_at = -1.0, -1, -1
    for node in range(net.option.size):
        if gain[node] <= 0 or gain[node] < least:
            continue
        added, at = _cheapest(net, walk, node)
        if at >= 0:
            score = float(gain[node]) ** power / (max(added, 0) + 1.0)
            if uncertain:
                score *= 1.0 + draw(seed, 512) / 1024.0
            if score > best:
                best, best_node, best_at = score, node, at
    return best_node, best_at


@inlined
def _cheapest(net: Net, walk: Walk, node: int) -> tuple[int, int]:
    """Seconds added and position at which a node goes in with least delay, or position -1."""
    start, end, size = net.option.size, net.option.size + 1, walk.facts[SIZE]
    shut = behind = empty_like(net.must)
    bit, shuts = mask_at(net.bit, node, shut), mask_at(net.shuts, node, shut)
    for k in range(size):
        behind = either(behind, mask_at(net.bit, walk.stops[k], shut))
    best, best_at = net.budget_s + 1, -1
    for at in range(size + 1):
        before = walk.stops[at - 1] if at > 0 else start
        if at > 0:
            shut = either(shut, mask_at(net.shuts, before, shut))
            behind = without(behind, mask_at(net.bit, before, shut))
        if not is_empty(both(bit, shut)):
            break
        if not is_empty(both(shuts, behind)):
            continue
        leave = walk.early_s[at - 1] if at > 0 else 0
        time_s = max(leave + net.step_s[before, node], net.open_s[node])
        after = walk.stops[at] if at < size else end
        latest = walk.late_s[at] if at < size else net.budget_s
        arrive = time_s + net.step_s[node, after]
        delay = arrive - leave - net.step_s[before, after]
        if time_s <= net.close_s[node] and arrive <= latest and delay < best:
            best, best_at = delay, at
    return best, best_at
