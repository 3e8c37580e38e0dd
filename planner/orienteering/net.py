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
    closure,
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
    early, late = open_s, close_s
    for _ in range(ROUNDS):
        before = step.copy()
        early, late = tightened(step, open_s, close_s)
        step[early[:, None] + step > late[None, :]] = UNREACHABLE
        if np.array_equal(before, step):
            break
    usable = early <= late
    kept = np.flatnonzero(usable[:m])
    kept = kept[np.argsort(problem.place[kept], kind="stable")]
    if not usable[m:].all() or not set(problem.must) <= set(problem.place[kept].tolist()):
        return None
    names = sorted(set(problem.place[kept].tolist()))
    if kept.size > MOST_NODES:
        raise ValueError(
            f"{kept.size} visit options can be reached in the time; the solver takes {MOST_NODES}"
        )
    nodes = np.concatenate([kept, [m, m + 1]])
    bare = _Bare(
        option=kept,
        prize=np.concatenate([problem.prize[kept], [0, 0]]),
        name=np.array(names, dtype=np.int64),
        group=np.searchsorted(names, problem.place[kept]),
        rank=order_ranks(problem)[kept],
        must=must[kept],
    )
    return _filled(bare, step[np.ix_(nodes, nodes)], early[nodes], late[nodes])


class _Bare(NamedTuple):
    """What is the same in both directions."""

    option: IntArray
    prize: IntArray
    name: IntArray
    group: IntArray
    rank: IntArray
    must: NDArray[np.bool_]


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
    bare = _Bare(
        option=net.option,
        prize=net.prize,
        name=net.name,
        group=net.group[:n],
        rank=np.where(net.rank >= 0, net.rank.max(initial=0) - net.rank, -1),
        must=meeting(net.bit[:n], net.must),
    )
    early, late = net.budget_s - net.close_s[turn], net.budget_s - net.open_s[turn]
    return _filled(bare, net.step_s[np.ix_(turn, turn)].T, early, late)


def _filled(bare: _Bare, step: IntArray, early: IntArray, late: IntArray) -> Net:
    """Fill the arrays of a net."""
    n, groups = bare.option.size, bare.name.size
    group = np.concatenate([bare.group, [-1, groups]]).astype(np.int64)
    bit = bits_of(group, words_for(groups))
    bit[n:] = 0
    least = closure(step)
    late_s, late_mask = _last_moments(late[None, :n] - least[:, :n], group[:n], groups)
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
        shuts=_shuts(bare.rank, bit),
        late_s=late_s,
        late_mask=late_mask,
        arc_from=np.concatenate([[0], np.cumsum(arcs.sum(axis=1))]),
        arc_to=np.ascontiguousarray(np.nonzero(arcs)[1]),
        rank=bare.rank,
        name=bare.name,
        must=mask_of(np.bitwise_or.reduce(bit[:n][bare.must], axis=0)),
        budget_s=int(late[n + 1]),
    )


def _shuts(rank: IntArray, bit: MaskArray) -> MaskArray:
    """Find the groups a visit closes: its own, and those that should have come before it."""
    shuts = bit.copy()
    for k in np.flatnonzero(rank >= 0):
        shuts[k] |= np.bitwise_or.reduce(bit[: rank.size][(rank >= 0) & (rank < rank[k])], axis=0)
    return shuts


def _last_moments(last: IntArray, group: IntArray, groups: int) -> tuple[IntArray, MaskArray]:
    """Sort each row's last moments from which groups can be reached, with masks added up."""
    late = np.full((last.shape[0], groups), -NEVER_S, dtype=np.int64)
    for k in range(groups):
        late[:, k] = last[:, group == k].max(axis=1)
    turn = np.argsort(late, axis=1, kind="stable")
    bits = bits_of(turn, words_for(groups))
    mask = np.zeros((last.shape[0], groups + 1, *bits.shape[2:]), dtype=np.uint64)
    mask[:, 1:] = np.bitwise_or.accumulate(bits, axis=1)
    return np.take_along_axis(late, turn, axis=1), mask.reshape(-1, *bits.shape[2:])
