"""A backward programme with a memory, exact in time: how late one may be and still collect so much.

Its states are (node, worth still to be collected, which of the node's few groups were visited), its
values the latest start of service: ng-routes (Baldacci, Mingozzi, Roberti 2011), but with worth
counted in rungs where others count time in buckets, so that no time is rounded. Seconds.
Imports compiled, mask_arrays, masks, net, problem, words.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.mask_arrays import mask_at
from planner.orienteering.masks import Mask, MaskArray, bits_of, words_for
from planner.orienteering.net import Net, tails
from planner.orienteering.problem import IntArray
from planner.orienteering.words import both, is_empty

NO_GROUP = -2
"""Where a node remembers fewer."""
NEVER = -1
"""Where nothing is late enough."""
NO_WORTH = -(1 << 60)
"""Worth of what cannot be."""


class Nearby(NamedTuple):
    """Latest start of service at each node for each worth and memory.

    Parameters
    ----------
    bit : MaskArray, shape ((n + 2) * few,)
        Groups that each node remembers.
    states, column : IntArray, shape (n + 2,)
        How many states each node has, and the column of its first.
    turn_from : IntArray, shape (arcs,)
        Where each arc's part of ``turn`` begins.
    turn : NDArray of int32
        Column after an arc for each memory before; 0 if the arc is not allowed.
    order : IntArray, shape (arcs,)
        In which the arcs of each node are looked at: those that were of use lately come first.
    timing : IntArray, shape (arcs, 3)
        Of each arc the step, the latest start at its tail and the earliest at its head.
    gain : IntArray, shape (n + 2,)
        Rungs that a visit is worth, at least one.
    rung : int
        Scaled worth of a rung.
    late_s : IntArray, shape (rungs, columns)
        Latest start of service from which so many rungs more can be collected; empty if nothing was
        worked out.
    """

    bit: MaskArray
    states: IntArray
    column: IntArray
    turn_from: IntArray
    turn: NDArray[np.int32]
    order: IntArray
    timing: IntArray
    gain: IntArray
    rung: int
    late_s: IntArray


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
    none, table = net.group[:0], np.empty((0, 0), dtype=np.int64)
    turn = np.empty(0, dtype=np.int32)
    return Nearby(net.bit[:0], none, none, none, turn, none, table, none, 1, table)


def remembered(net: Net, nearby: Nearby) -> MaskArray:
    """Read what each node remembers.

    Parameters
    ----------
    net : Net
        Reduced problem.
    nearby : Nearby
        Of it.

    Returns
    -------
    MaskArray, shape (n + 2,)
        Masks of groups.
    """
    each = nearby.bit.reshape(net.group.size, -1, *net.bit.shape[1:])
    found: MaskArray = np.bitwise_or.reduce(each, axis=1)
    return found


def nearby_for(net: Net, near: IntArray, worth: IntArray, rung: int) -> Nearby:
    """Run the programme.

    Parameters
    ----------
    net : Net
        Reduced problem.
    near : IntArray, shape (n + 2, few)
        Groups that each node remembers, then ``NO_GROUP``.
    worth : IntArray, shape (n + 2,)
        Scaled worth of each node.
    rung : int
        Scaled worth of a rung; what a visit is worth is rounded up to whole ones.

    Returns
    -------
    Nearby
        As far as any rung can be reached.
    """
    most = int(np.count_nonzero(near != NO_GROUP, axis=1).max())
    near = np.ascontiguousarray(near[:, : max(1, most)])
    bit = bits_of(np.maximum(near, 0), words_for(net.name.size))
    bit[near == NO_GROUP] = 0
    states = 1 << np.count_nonzero(near != NO_GROUP, axis=1)
    column = 1 + np.concatenate([[0], np.cumsum(states)])
    row = tails(net)
    turns = np.concatenate([[0], np.cumsum(states[row])])
    gain = np.maximum(-(-worth // rung), 1)
    # No tour collects more than the best of each group, whatever walks do.
    best = np.zeros(net.name.size, dtype=np.int64)
    np.maximum.at(best, net.group[: net.option.size], gain[: net.option.size])
    nearby = Nearby(
        bit=bit.reshape(-1, *net.bit.shape[1:]),
        states=states,
        column=column[:-1],
        turn_from=turns[:-1],
        turn=np.empty(turns[-1], dtype=np.int32),
        order=np.arange(net.arc_to.size),
        timing=np.stack([net.step_s[row, net.arc_to], net.leave_s, net.reach_s], axis=1),
        gain=gain,
        rung=rung,
        late_s=np.empty((int(best.sum()) + 1, column[-1]), dtype=np.int64),
    )
    _turns(net, near, nearby)
    return nearby._replace(late_s=nearby.late_s[: _climb(net, nearby)])


@lean
def _turns(net: Net, near: IntArray, nearby: Nearby) -> None:
    """Work out what is remembered after each arc."""
    few = near.shape[1]
    for node in range(net.option.size + 1):
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            to = net.arc_to[arc]
            for state in range(nearby.states[node]):
                after = 0
                for k in range(few):
                    known = near[to, k] == net.group[node]
                    for j in range(few):
                        known |= (state >> j) & 1 == 1 and near[node, j] == near[to, k]
                    after |= int(known) << k
                after += nearby.column[to]
                for j in range(few):
                    if (state >> j) & 1 == 1 and near[node, j] == net.group[to]:
                        after = 0
                nearby.turn[nearby.turn_from[arc] + state] = after


@lean
def _climb(net: Net, nearby: Nearby) -> int:
    """Fill the rungs upwards until one is out of reach everywhere; how many are not."""
    late_s, nodes = nearby.late_s, net.option.size + 1
    for rung in range(late_s.shape[0]):
        reached = False
        late_s[rung] = NEVER
        for node in range(nodes):
            _fill(net, nearby, rung, node)
            reached |= late_s[rung, nearby.column[node]] != NEVER
        if not reached:
            return rung
    return int(late_s.shape[0])


@inlined
def _fill(net: Net, nearby: Nearby, rung: int, node: int) -> None:
    """Write how late one may be at a node for each memory."""
    column, states, first = nearby.column[node], nearby.states[node], net.arc_from[node]
    here = nearby.late_s[rung, column : column + states]
    if rung == 0:
        # Later, the end is out of reach.
        here[:] = net.close_s[node]
        return
    for place in range(first, net.arc_from[node + 1]):
        arc = nearby.order[place]
        to = net.arc_to[arc]
        step_s, leave_s = nearby.timing[arc, 0], nearby.timing[arc, 1]
        reach_s = nearby.timing[arc, 2]
        if to == net.option.size + 1:
            continue
        there = nearby.late_s[max(rung - nearby.gain[to], 0)]
        turn, least_s = nearby.turn_from[arc], here[states - 1]
        # Who remembers nothing may be latest, and who remembers everything has to be earliest.
        late_s = there[nearby.turn[turn]]
        if late_s < reach_s or min(late_s - step_s, leave_s) <= least_s:
            continue
        for state in range(states):
            late_s = there[nearby.turn[turn + state]]
            if late_s >= reach_s:
                here[state] = max(here[state], min(late_s - step_s, leave_s))
        if here[states - 1] > least_s:
            sooner = (first + place) // 2
            nearby.order[place], nearby.order[sooner] = nearby.order[sooner], arc


@inlined
def state_of(nearby: Nearby, node: int, shut: Mask) -> int:
    """Memory of a node that has seen some groups."""
    state, few = 0, nearby.bit.shape[0] // nearby.states.size
    for k in range(few):
        bit = mask_at(nearby.bit, node * few + k, shut)
        state |= int(not is_empty(both(bit, shut))) << k
    return state


@inlined
def worth_after(nearby: Nearby, node: int, time_s: int, shut: Mask, least: int) -> int:
    """Most worth that can still be collected after a visit.

    Parameters
    ----------
    nearby : Nearby
        The programme.
    node, time_s : int
        The visit and its start of service.
    shut : Mask
        Groups that are out of question.
    least : int
        Scaled worth from which it is of interest.

    Returns
    -------
    int
        Scaled; ``NO_WORTH`` if less than that.
    """
    column = nearby.column[node] + state_of(nearby, node, shut)
    low, high = max(0, -(-least // nearby.rung)), nearby.late_s.shape[0]
    if low >= high or nearby.late_s[low, column] < time_s:
        return NO_WORTH
    while high - low > 1:
        middle = (low + high) // 2
        if nearby.late_s[middle, column] < time_s:
            high = middle
        else:
            low = middle
    return low * nearby.rung
