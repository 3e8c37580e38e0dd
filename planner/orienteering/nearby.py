"""The backward programme of ``relaxed`` with a memory: each node remembers a few groups. Seconds.

Its states are (node, time bucket, which of the node's few groups were visited): ng-routes
(Baldacci, Mingozzi, Roberti 2011) on a coarse clock. Imports compiled, mask_arrays, masks, net,
words.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.mask_arrays import mask_at
from planner.orienteering.masks import Mask, MaskArray, bits_of, words_for
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray
from planner.orienteering.words import both, is_empty

FEW = 4
"""Groups a node remembers at most."""
STATES = 1 << FEW
"""What it can remember; one more stands for a step that is not allowed."""
NO_GROUP = -2
"""Where a node remembers fewer."""
NEVER = -(1 << 29)
"""Value of a state from which the end is out of reach, as is anything below half of it."""
MOST_WORTH = 1 << 28
"""Scaled worth up to which values fit their words of 32 bits."""


class Nearby(NamedTuple):
    """Best completion from each node, bucket and memory.

    Parameters
    ----------
    bit : MaskArray, shape ((n + 2) * FEW,)
        Groups that each node remembers; empty if nothing was worked out.
    states : IntArray, shape (n + 2,)
        How many states each node has.
    turn : NDArray of uint8, shape (arcs, STATES)
        Memory after an arc for each memory before; ``STATES`` if the arc is not allowed.
    best : NDArray of int32, shape (buckets, n + 2, STATES + 1)
        Scaled value after the node itself.
    """

    bit: MaskArray
    states: IntArray
    turn: NDArray[np.uint8]
    best: NDArray[np.int32]


def no_nearby(net: Net) -> Nearby:
    """Make a programme that says nothing.

    Parameters
    ----------
    net : Net
        Reduced problem.

    Returns
    -------
    Nearby
        Empty.
    """
    turn = np.empty((0, STATES), dtype=np.uint8)
    return Nearby(net.bit[:0], net.group[:0], turn, np.empty((0, 0, STATES + 1), dtype=np.int32))


def remembered(net: Net, nearby: Nearby) -> MaskArray:
    """Read what each node remembers.

    Parameters
    ----------
    net : Net
        Reduced problem.
    nearby : Nearby
        May be empty.

    Returns
    -------
    MaskArray, shape (n + 2,)
        Masks of groups.
    """
    if nearby.bit.shape[0] == 0:
        return np.zeros_like(net.bit)
    each = nearby.bit.reshape(-1, FEW, *net.bit.shape[1:])
    found: MaskArray = np.bitwise_or.reduce(each, axis=1)
    return found


def nearby_for(net: Net, near: IntArray, buckets: int) -> Nearby:
    """Make room for a programme.

    Parameters
    ----------
    net : Net
        Reduced problem.
    near : IntArray, shape (n + 2, FEW)
        Groups that each node remembers, then ``NO_GROUP``.
    buckets : int
        Buckets.

    Returns
    -------
    Nearby
        With nothing in ``best`` yet.
    """
    bit = bits_of(np.maximum(near, 0), words_for(net.name.size))
    bit[near == NO_GROUP] = 0
    states = 1 << np.count_nonzero(near != NO_GROUP, axis=1)
    turn = np.empty((net.arc_to.size, STATES), dtype=np.uint8)
    _turns(net, near, states, turn)
    best = np.full((buckets, near.shape[0], STATES + 1), NEVER, dtype=np.int32)
    return Nearby(bit.reshape(-1, *net.bit.shape[1:]), states, turn, best)


@lean
def _turns(net: Net, near: IntArray, states: IntArray, turn: NDArray[np.uint8]) -> None:
    """Work out what is remembered after each arc."""
    for node in range(net.option.size + 1):
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            to = net.arc_to[arc]
            for state in range(states[node]):
                after = 0
                for k in range(FEW):
                    known = near[to, k] == net.group[node]
                    for j in range(FEW):
                        known |= (state >> j) & 1 == 1 and near[node, j] == near[to, k]
                    after |= int(known) << k
                for j in range(FEW):
                    if (state >> j) & 1 == 1 and near[node, j] == net.group[to]:
                        after = STATES
                turn[arc, state] = after


@lean
def run_nearby(
    net: Net, worth: IntArray, nearby: Nearby, shift: int, sweeps: int, most: int
) -> None:
    """Fill the buckets from the last to the first.

    Parameters
    ----------
    net : Net
        Reduced problem.
    worth : IntArray, shape (n + 2,)
        Scaled worth of each node.
    nearby : Nearby
        ``best`` is filled.
    shift, sweeps, most : int
        As in ``relaxed.Bounds``.
    """
    best, nodes = nearby.best, net.option.size + 1
    for bucket in range(best.shape[0] - 1, -1, -1):
        if sweeps > 1:
            # Steps within the bucket read values of this very bucket: start them from a safe one.
            for node in range(nodes):
                best[bucket, node, : nearby.states[node]] = most
        for _ in range(sweeps):
            for node in range(nodes):
                best[bucket, node, : nearby.states[node]] = NEVER
                now = max(bucket << shift, net.open_s[node])
                if now <= net.close_s[node] and now < (bucket + 1) << shift:
                    _fill(net, worth, nearby, (bucket, node, now, shift))


@inlined
def _fill(net: Net, worth: IntArray, nearby: Nearby, place: tuple[int, int, int, int]) -> None:
    """Write the best way on from a node and moment for each memory."""
    bucket, node, now, shift = place
    end, here = net.option.size + 1, nearby.best[bucket, node]
    states = nearby.states[node]
    for arc in range(net.arc_from[node], net.arc_from[node + 1]):
        to = net.arc_to[arc]
        arrive = now + net.step_s[node, to]
        if to == end:
            if arrive <= net.budget_s:
                for state in range(states):
                    here[state] = max(here[state], np.int32(0))
        elif arrive <= net.close_s[to]:
            there = nearby.best[max(arrive, net.open_s[to]) >> shift, to]
            gain, turn = np.int32(worth[to]), nearby.turn[arc]
            for state in range(states):
                here[state] = max(here[state], np.int32(there[turn[state]] + gain))


@inlined
def state_of(nearby: Nearby, node: int, shut: Mask) -> int:
    """Memory of a node that has seen some groups."""
    state = 0
    for k in range(FEW):
        bit = mask_at(nearby.bit, node * FEW + k, shut)
        state |= int(not is_empty(both(bit, shut))) << k
    return state


@lean
def follow(net: Net, worth: IntArray, nearby: Nearby, shift: int, walk: IntArray) -> int:
    """Read the best walk from the start.

    Parameters
    ----------
    net : Net
        Reduced problem.
    worth : IntArray, shape (n + 2,)
        Scaled worth of each node.
    nearby : Nearby
        Filled.
    shift : int
        As in ``relaxed.Bounds``.
    walk : IntArray
        Room for its nodes, start and end left out.

    Returns
    -------
    int
        How many they are.
    """
    end = net.option.size + 1
    node, time_s, state = end - 1, 0, 0
    for count in range(walk.size):
        # The programme takes each moment for the earliest of its bucket, and so does its walk.
        now = max((time_s >> shift) << shift, net.open_s[node])
        most, to, after, then_s = NEVER // 2, end, 0, 0
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            other = net.arc_to[arc]
            arrive = now + net.step_s[node, other]
            value, starts = 0, arrive
            if other != end and arrive <= net.close_s[other]:
                starts = max(arrive, net.open_s[other])
                value = nearby.best[starts >> shift, other, nearby.turn[arc, state]] + worth[other]
            elif arrive > net.close_s[other]:
                value = NEVER
            if value > most:
                most, to, after, then_s = value, other, int(nearby.turn[arc, state]), starts
        if to == end:
            return count
        walk[count] = to
        node, time_s, state = to, then_s, after
    return int(walk.size)
