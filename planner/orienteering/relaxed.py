"""The backward programme that bounds from above what a tour can still collect. Units: seconds.

Its states are (node, time bucket); a group may come again, only not at once (Kohl et al. 1999).
Imports compiled, masks, net, nearby.
"""

from typing import NamedTuple

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.mask_arrays import mask_at
from planner.orienteering.masks import Mask
from planner.orienteering.nearby import NO_WORTH, Nearby, worth_after
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray
from planner.orienteering.words import both, is_empty

SCALE = 1024
"""Penalties are whole numbers of 1 / SCALE prizes, so that bounds are exact on every machine."""
BITS = 10
"""Bits of a node's number: values and nodes share a word."""
NODE = (1 << BITS) - 1
"""Mask of a node's number."""
NOTHING = NO_WORTH
"""Value of a node and time from which the end is out of reach, as is anything below half of it."""


class Bounds(NamedTuple):
    """Best and second best completion from each node at the earliest moment of each bucket.

    Parameters
    ----------
    first, second : IntArray, shape (buckets, n + 2)
        Scaled value after the node itself, shifted left by ``BITS``, plus the node that comes
        next; the second starts with another group than the first.
    penalty : IntArray, shape (groups,)
        Scaled; >= 0 but for must-see groups.
    worth : IntArray, shape (n + 2,)
        Scaled prize less penalty.
    refund : IntArray, shape (8 a word, 256)
        Sum of penalties for each byte of a mask of open groups.
    shift, sweeps : int
        A bucket lasts 2 ** shift seconds; passes needed through each.
    most : int
        A scaled value that no completion exceeds.
    nearby : Nearby
        The programme with a memory, sharper and slower, which takes their place if there is one.
    """

    first: IntArray
    second: IntArray
    penalty: IntArray
    worth: IntArray
    refund: IntArray
    shift: int
    sweeps: int
    most: int
    nearby: Nearby


@lean
def run_backwards(net: Net, bounds: Bounds) -> None:
    """Fill the buckets from the last to the first.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem; bounds of which ``first`` and ``second`` are filled.
    """
    nodes = net.option.size + 1
    safe = (bounds.most << BITS) + nodes
    for bucket in range(bounds.first.shape[0] - 1, -1, -1):
        if bounds.sweeps > 1:
            # Steps within the bucket read values of this very bucket: start them from a safe one.
            bounds.first[bucket, :nodes] = safe
            bounds.second[bucket, :nodes] = safe
        for _ in range(bounds.sweeps):
            for node in range(nodes):
                now = max(bucket << bounds.shift, net.open_s[node])
                if now <= net.close_s[node] and now < (bucket + 1) << bounds.shift:
                    _fill(net, bounds, bucket, node, now)
                elif bounds.sweeps > 1:
                    bounds.first[bucket, node] = NOTHING
                    bounds.second[bucket, node] = NOTHING


@inlined
def _fill(net: Net, bounds: Bounds, bucket: int, node: int, now: int) -> None:
    """Write the best two ways on from a node and moment."""
    end, mine = net.option.size + 1, net.group[node]
    first = second = NOTHING
    led = -2
    for arc in range(net.arc_from[node], net.arc_from[node + 1]):
        if now > net.leave_s[arc]:
            continue
        to = net.arc_to[arc]
        if to == end:
            value = end
        else:
            into = max(now + net.step_s[node, to], net.reach_s[arc]) >> bounds.shift
            value = bounds.first[into, to]
            if net.group[value & NODE] == mine:
                value = bounds.second[into, to]
            value += (bounds.worth[to] << BITS) - (value & NODE) + to
        if value > second:
            group = net.group[to]
            if group == led:
                first = max(first, value)
            elif value > first:
                first, second, led = value, first, group
            else:
                second = value
    bounds.first[bucket, node] = max(first, NOTHING)
    bounds.second[bucket, node] = max(second, NOTHING)


@inlined
def completion(net: Net, bounds: Bounds, visit: tuple[int, int], shut: Mask, least: int) -> int:
    """Most worth that can still be collected after a visit.

    Parameters
    ----------
    net, bounds : Net, Bounds
        Reduced problem and its backward programme.
    visit : tuple of two int
        The node and its start of service.
    shut : Mask
        Groups that are out of question, the node's own among them.
    least : int
        Scaled worth from which it is of interest.

    Returns
    -------
    int
        Scaled; very negative if the end is out of reach, or perhaps if it is less than that.
    """
    node, time_s = visit
    if bounds.nearby.late_s.shape[0] > 0:
        return worth_after(bounds.nearby, node, time_s, shut, least)
    bucket = time_s >> bounds.shift
    value = bounds.first[bucket, node]
    if not is_empty(both(mask_at(net.bit, value & NODE, shut), shut)):
        value = bounds.second[bucket, node]
    if value < NOTHING // 2:
        return NOTHING
    return int(value >> BITS)


@lean
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
    node, time_s, came_from = end - 1, 0, -2
    # A short step inside a bucket may lead round and round; a tour has no more stops than buckets.
    for _ in range(bounds.first.shape[0]):
        bucket = time_s >> bounds.shift
        to = bounds.first[bucket, node] & NODE
        if net.group[to] == came_from:
            to = bounds.second[bucket, node] & NODE
        if to == end:
            return
        # The programme takes each moment for the earliest of its bucket, and so does its tour.
        now = max(bucket << bounds.shift, net.open_s[node])
        time_s = max(now + net.step_s[node, to], net.open_s[to])
        came_from, node = net.group[node], to
        count[net.group[to]] += 1
