"""The backward programme that bounds from above what a tour can still collect. Units: seconds.

Its states are (node, time bucket, memory). The memory says which of a node's few nearby groups are
out of question, so that no short cycle pays (ng-routes: Baldacci, Mingozzi, Roberti 2011); beyond
it a group may come again, only not at once (Kohl et al. 1999). Imports compiled, net.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import compiled, inlined
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray

SCALE = 1024
"""Penalties are whole numbers of 1 / SCALE prizes, so that bounds are exact on every machine."""
NODES = 1 << 10
"""More than the nodes of a net: values and nodes share a word."""
NOTHING = -(1 << 60)
"""Value of a node and time from which the end is out of reach, as is anything below half of it."""


class Bounds(NamedTuple):
    """Best and second best completion from each node at the earliest moment of each bucket.

    Parameters
    ----------
    first, second : IntArray, shape (n + 2, buckets, 2 ** k)
        Scaled value after the node itself times ``NODES``, plus the node that comes next; the
        second starts with another group than the first. The last axis is the memory: bit b is set
        if group ``near[node, b]`` is out of question.
    penalty : IntArray, shape (groups,)
        Scaled; >= 0 but for must-see groups.
    worth : IntArray, shape (n + 2,)
        Scaled prize less penalty.
    refund : IntArray, shape (8, 256)
        Sum of penalties of each byte of a mask of open groups.
    near : IntArray, shape (n + 2, k)
        Groups that a node remembers.
    kept : NDArray of int16, shape (arcs, 2 ** k)
        Memory after an arc from the memory before it; -1 if the arc leads to a remembered group.
    back : NDArray of bool, shape (arcs,)
        Whether the memory at the arc's head does not keep the group at its tail.
    width_s, sweeps : int
        Length of a bucket; passes needed through each.
    most : int
        A scaled value that no completion exceeds.
    """

    first: IntArray
    second: IntArray
    penalty: IntArray
    worth: IntArray
    refund: IntArray
    near: IntArray
    kept: NDArray[np.int16]
    back: NDArray[np.bool_]
    width_s: int
    sweeps: int
    most: int


@compiled
def link_memories(net: Net, bounds: Bounds) -> None:
    """Say what is remembered after each arc.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem; bounds of which ``kept`` and ``back`` are filled.
    """
    size = bounds.near.shape[1]
    for node in range(net.option.size + 1):
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            to = net.arc_to[arc]
            for before in range(1 << size):
                shut = net.shuts[node]
                for k in range(size):
                    if before >> k & 1:
                        shut |= np.uint64(1) << np.uint64(bounds.near[node, k])
                if (shut & net.bit[to]) == np.uint64(0):
                    bounds.kept[arc, before] = recall(bounds, to, shut)
            for k in range(size):
                if bounds.near[to, k] == net.group[node]:
                    bounds.back[arc] = False


@inlined
def recall(bounds: Bounds, node: int, shut: np.uint64) -> int:
    """Memory of a node that corresponds to a mask of groups.

    Parameters
    ----------
    bounds : Bounds
        With the groups each node remembers.
    node : int
        Where.
    shut : np.uint64
        Groups that are out of question.

    Returns
    -------
    int
        Index of the last axis of the bounds.
    """
    memory = 0
    for k in range(bounds.near.shape[1]):
        bit = (shut >> np.uint64(bounds.near[node, k])) & np.uint64(1)
        memory |= int(bit) << k
    return memory


@compiled
def run_backwards(net: Net, bounds: Bounds) -> None:
    """Fill the buckets from the last to the first.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem; bounds of which ``first`` and ``second`` are filled.
    """
    nodes, memories = net.option.size + 1, bounds.first.shape[2]
    room = np.empty((3, memories), dtype=np.int64)
    safe = bounds.most * NODES + nodes
    for bucket in range(bounds.first.shape[1] - 1, -1, -1):
        if bounds.sweeps > 1:
            # Steps within the bucket read values of this very bucket: start them from a safe one.
            bounds.first[:nodes, bucket] = safe
            bounds.second[:nodes, bucket] = safe
        for _ in range(bounds.sweeps):
            for node in range(nodes):
                now = max(bucket * bounds.width_s, net.open_s[node])
                if now <= net.close_s[node] and now < (bucket + 1) * bounds.width_s:
                    _fill(net, bounds, (node, now), room)
                    for memory in range(memories):
                        bounds.first[node, bucket, memory] = max(room[0, memory], NOTHING)
                        bounds.second[node, bucket, memory] = max(room[1, memory], NOTHING)
                elif bounds.sweeps > 1:
                    bounds.first[node, bucket] = NOTHING
                    bounds.second[node, bucket] = NOTHING


@compiled
def _fill(net: Net, bounds: Bounds, here: tuple[int, int], room: IntArray) -> None:
    """Write the best two ways on from a node and moment, for every memory, into room."""
    node, now = here
    memories, end = room.shape[1], net.option.size + 1
    room[:2] = NOTHING
    arc, last = net.arc_from[node], net.arc_from[node + 1]
    while arc < last:
        # Options of a group stand side by side, so that best and second best differ in the group.
        group = net.group[net.arc_to[arc]]
        room[2] = NOTHING
        while arc < last and net.group[net.arc_to[arc]] == group:
            to = net.arc_to[arc]
            arrive = now + net.step_s[node, to]
            if to == end and arrive <= net.budget_s:
                room[2] = end
            elif arrive <= net.close_s[to]:
                into = max(arrive, net.open_s[to]) // bounds.width_s
                for memory in range(memories):
                    kept = bounds.kept[arc, memory]
                    if kept >= 0:
                        value = bounds.first[to, into, kept]
                        if bounds.back[arc] and net.group[value % NODES] == net.group[node]:
                            value = bounds.second[to, into, kept]
                        value += bounds.worth[to] * NODES - value % NODES + to
                        room[2, memory] = max(room[2, memory], value)
            arc += 1
        for memory in range(memories):
            value, first = room[2, memory], room[0, memory]
            room[0, memory] = max(first, value)
            room[1, memory] = max(room[1, memory], min(first, value))


@inlined
def completion(net: Net, bounds: Bounds, node: int, time_s: int, shut: np.uint64) -> int:
    """Most prize that can still be collected after a visit.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and its backward programme.
    node, time_s : int
        The visit and its start of service.
    shut : np.uint64
        Groups that are out of question, the node's own among them.

    Returns
    -------
    int
        Whole prizes, rounded down; very negative if the end is out of reach.
    """
    bucket, memory = time_s // bounds.width_s, recall(bounds, node, shut)
    value = bounds.first[node, bucket, memory]
    if (net.bit[value % NODES] & shut) != np.uint64(0):
        value = bounds.second[node, bucket, memory]
    if value < NOTHING // 2:
        return NOTHING
    value //= NODES
    groups = net.late_s.shape[1]
    unshut = ((np.uint64(1) << np.uint64(groups)) - np.uint64(1)) & ~shut
    for byte in range(8):
        value += bounds.refund[byte, int((unshut >> np.uint64(8 * byte)) & np.uint64(255))]
    return int(value // SCALE)


@compiled
def count_visits(net: Net, bounds: Bounds, count: IntArray) -> None:
    """Follow the best relaxed tour from the start.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and its backward programme.
    count : IntArray, shape (groups,)
        Each visit adds one to its group.
    """
    end = net.option.size + 1
    node, time_s, memory, came_from = end - 1, 0, 0, -2
    # A short step inside a bucket may lead round and round; a tour has no more stops than buckets.
    for _ in range(bounds.first.shape[1]):
        bucket = time_s // bounds.width_s
        to = bounds.first[node, bucket, memory] % NODES
        if net.group[to] == came_from:
            to = bounds.second[node, bucket, memory] % NODES
        if to == end:
            return
        # The programme takes each moment for the earliest of its bucket, and so does its tour.
        now = max(bucket * bounds.width_s, net.open_s[node])
        time_s = max(now + net.step_s[node, to], net.open_s[to])
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            if net.arc_to[arc] == to:
                memory = int(bounds.kept[arc, memory])
                break
        came_from, node = net.group[node], to
        count[net.group[to]] += 1
