"""A problem cut down to what can matter, in arrays for the kernels.

Nodes 0 … n-1 are the options kept, those of a group side by side; n is the start and n + 1 the
end. A group of options is a bit. Units: seconds. Imports masks, steps.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.masks import Mask, MaskArray, bits_of, mask_of, meeting, words_for
from planner.orienteering.problem import UNREACHABLE, IntArray, Problem
from planner.orienteering.steps import (
    NEVER_S,
    Windows,
    closed_by,
    closure,
    last_moments,
    order_ranks,
    shortcuts,
    steps,
    tightened,
)

MOST_NODES = 1000
"""The bounds keep a node's number in ten bits."""
ROUNDS = 4
"""How often windows and arcs are tightened in turn; stopping early loses sharpness, never truth."""


class Net(NamedTuple):
    """Arrays of one reduced problem; a named tuple because that is what kernels can read.

    Parameters
    ----------
    option : IntArray, shape (n,)
        The problem's option behind each node.
    prize, open_s, close_s, group, back_s : IntArray, shape (n + 2,)
        Prize; tightened start of service; number of the group's bit (-1 at the start, the number of
        groups at the end); least time from start of service to arrival at the end.
    step_s : IntArray, shape (n + 2, n + 2)
        Service at the row and walk to the column, ``UNREACHABLE`` or more where never used.
    bit, shuts : MaskArray, shape (n + 2,)
        The group's bit; all groups which a visit closes (its own, and those ordered before it).
    late_s : IntArray, shape (n + 2, groups)
        Ascending: the last moment from which each group can still be reached from the row.
    late_mask : MaskArray, shape ((n + 2) * (groups + 1),)
        Row by row; entry k of a row: the groups of the k smallest ``late_s``.
    arc_from : IntArray, shape (n + 3,)
        Where each node's part of ``arc_to`` begins.
    arc_to : IntArray
        Nodes that can follow.
    leave_s, reach_s : IntArray, shape (arcs,)
        Latest start of service at the tail of each arc, and earliest at its head.
    rank : IntArray, shape (n,)
        Place of the node's group in the fixed order, or -1.
    name : IntArray, shape (groups,)
        The problem's group behind each bit.
    must : Mask
        Groups that have to be visited.
    budget_s : int
        Latest arrival at the end.
    """

    option: IntArray
    prize: IntArray
    open_s: IntArray
    close_s: IntArray
    group: IntArray
    back_s: IntArray
    step_s: IntArray
    bit: MaskArray
    shuts: MaskArray
    late_s: IntArray
    late_mask: MaskArray
    arc_from: IntArray
    arc_to: IntArray
    leave_s: IntArray
    reach_s: IntArray
    rank: IntArray
    name: IntArray
    must: Mask
    budget_s: int


def reduced(problem: Problem, budget_s: int) -> Net | None:
    """Cut a problem down to the options and arcs that some tour can use.

    Parameters
    ----------
    problem : Problem
        What is asked.
    budget_s : int
        Latest arrival at the end, in place of the problem's own.

    Returns
    -------
    Net or None
        None if no tour keeps the budget and visits what must be seen.

    Raises
    ------
    ValueError
        If more than ``MOST_NODES`` options are left.
    """
    m = problem.prize.size
    step = steps(problem)
    must = np.isin(problem.place, problem.must)
    useless = (problem.prize == 0) & ~must
    if useless.any():
        step[:m][useless & ~shortcuts(problem)] = UNREACHABLE
    open_s = np.concatenate([np.maximum(problem.open_s, 0), [0, 0]])
    close_s = np.concatenate([np.minimum(problem.close_s, budget_s), [0, budget_s]])
    turn = np.argsort(problem.place, kind="stable")
    name, group = np.unique(problem.place[turn], return_inverse=True)
    bare = _Bare(
        option=turn,
        prize=np.concatenate([problem.prize[turn], [0, 0]]),
        name=name,
        group=group.astype(np.int64),
        rank=order_ranks(problem)[turn],
        must=must[turn],
    )
    nodes = np.concatenate([turn, [m, m + 1]])
    open_s, close_s = open_s[nodes], close_s[nodes]
    leave_s, reach_s = np.broadcast_arrays(close_s[:, None], open_s[None, :])
    return _kept(bare, step[np.ix_(nodes, nodes)], Windows(open_s, close_s, leave_s, reach_s))


def tails(net: Net) -> IntArray:
    """Name the node that each arc leaves.

    Parameters
    ----------
    net : Net
        Reduced problem.

    Returns
    -------
    IntArray, shape (arcs,)
        Beside ``arc_to``.
    """
    tail: IntArray = np.repeat(np.arange(net.group.size), np.diff(net.arc_from))
    return tail


def cut(net: Net, kept: NDArray[np.bool_], leave_s: IntArray, reach_s: IntArray) -> Net | None:
    """Leave out arcs, or when they may be used, and what is out of reach without them.

    Parameters
    ----------
    net : Net
        Reduced problem.
    kept : NDArray of bool, shape (arcs,)
        Which arcs stay.
    leave_s, reach_s : IntArray, shape (arcs,)
        In place of the net's own.

    Returns
    -------
    Net or None
        None if no tour is left.
    """
    step = np.full_like(net.step_s, UNREACHABLE)
    arcs = tails(net)[kept], net.arc_to[kept]
    step[arcs] = net.step_s[arcs]
    leave, reach = _square(net, kept, leave_s, reach_s)
    return _kept(_bare(net), step, Windows(net.open_s, net.close_s, leave, reach))


def _square(
    net: Net, kept: NDArray[np.bool_], leave_s: IntArray, reach_s: IntArray
) -> tuple[IntArray, IntArray]:
    """Write what stands by arcs by tails and heads; nothing is left or reached where none is."""
    arcs = tails(net)[kept], net.arc_to[kept]
    leave, reach = np.full_like(net.step_s, -NEVER_S), np.full_like(net.step_s, NEVER_S)
    leave[arcs], reach[arcs] = leave_s[kept], reach_s[kept]
    return leave, reach


class _Bare(NamedTuple):
    """What is the same in both directions."""

    option: IntArray
    prize: IntArray
    name: IntArray
    group: IntArray
    rank: IntArray
    must: NDArray[np.bool_]


def _bare(net: Net) -> _Bare:
    """Take out what is the same in both directions."""
    n = net.option.size
    return _Bare(
        option=net.option,
        prize=net.prize,
        name=net.name,
        group=net.group[:n],
        rank=net.rank,
        must=meeting(net.bit[:n], net.must),
    )


def _kept(bare: _Bare, step: IntArray, windows: Windows) -> Net | None:
    """Keep the options and arcs that fit into windows and budget."""
    n = bare.option.size
    early, late, leave_s, reach_s = windows
    for _ in range(ROUNDS):
        before = step.copy()
        early, late = tightened(step, windows)
        leave_s = np.minimum(np.minimum(windows.leave_s, late[:, None]), late[None, :] - step)
        reach_s = np.maximum(np.maximum(windows.reach_s, early[None, :]), early[:, None] + step)
        step[(early[:, None] > leave_s) | (reach_s > late[None, :])] = UNREACHABLE
        if np.array_equal(before, step):
            break
    usable = early <= late
    kept = np.flatnonzero(usable[:n])
    if not usable[n:].all() or not set(bare.group[bare.must]) <= set(bare.group[kept]):
        return None
    if kept.size > MOST_NODES:
        raise ValueError(
            f"{kept.size} visit options can be reached in the time; the solver takes {MOST_NODES}"
        )
    nodes = np.concatenate([kept, [n, n + 1]])
    names, group = np.unique(bare.group[kept], return_inverse=True)
    left = _Bare(
        option=bare.option[kept],
        prize=bare.prize[nodes],
        name=bare.name[names],
        group=group.astype(np.int64),
        rank=bare.rank[kept],
        must=bare.must[kept],
    )
    square = np.ix_(nodes, nodes)
    windows = Windows(early[nodes], late[nodes], leave_s[square], reach_s[square])
    return _filled(left, step[square], windows)


def reversed_net(net: Net) -> Net:
    """Run a net backwards in time: its start is the other's end, its tours the other's reversed.

    Parameters
    ----------
    net : Net
        Reduced problem.

    Returns
    -------
    Net
        The same nodes; a service that starts at time t there starts at ``budget_s - t`` here, in
        both as early as its direction allows.
    """
    n = net.option.size
    turn = np.concatenate([np.arange(n), [n + 1, n]])
    rank = np.where(net.rank >= 0, net.rank.max(initial=0) - net.rank, -1)
    bare = _bare(net)._replace(rank=rank)
    square = np.ix_(turn, turn)
    leave, reach = _square(net, np.ones(net.arc_to.size, dtype=np.bool_), net.leave_s, net.reach_s)
    windows = Windows(
        open_s=net.budget_s - net.close_s[turn],
        close_s=net.budget_s - net.open_s[turn],
        leave_s=net.budget_s - reach[square].T,
        reach_s=net.budget_s - leave[square].T,
    )
    return _filled(bare, net.step_s[square].T, windows)


def _filled(bare: _Bare, step: IntArray, windows: Windows) -> Net:
    """Fill the arrays of a net."""
    early, late = windows.open_s, windows.close_s
    n, groups = bare.option.size, bare.name.size
    group = np.concatenate([bare.group, [-1, groups]]).astype(np.int64)
    bit = bits_of(group, words_for(groups))
    bit[n:] = 0
    least = closure(step)
    late_s, late_mask = last_moments(late[None, :n] - least[:, :n], group[:n], groups)
    arcs = step < UNREACHABLE
    return Net(
        option=bare.option,
        prize=bare.prize,
        open_s=early,
        close_s=late,
        group=group,
        back_s=np.append(least[:-1, n + 1], 0),
        step_s=np.ascontiguousarray(step),
        bit=bit,
        shuts=closed_by(bare.rank, bit),
        late_s=late_s,
        late_mask=late_mask,
        arc_from=np.concatenate([[0], np.cumsum(arcs.sum(axis=1))]),
        arc_to=np.ascontiguousarray(np.nonzero(arcs)[1]),
        leave_s=np.ascontiguousarray(windows.leave_s[arcs]),
        reach_s=np.ascontiguousarray(windows.reach_s[arcs]),
        rank=bare.rank,
        name=bare.name,
        must=mask_of(np.bitwise_or.reduce(bit[:n][bare.must], axis=0)),
        budget_s=int(late[n + 1]),
    )
