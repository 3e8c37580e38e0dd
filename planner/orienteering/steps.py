"""Times from option to option, and what windows leave of them. Units: seconds.

Imports compiled, masks, problem.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import compiled
from planner.orienteering.masks import MaskArray, bits_of, words_for
from planner.orienteering.problem import UNREACHABLE, IntArray, Problem

BoolArray = NDArray[np.bool_]

NEVER_S = 2 * UNREACHABLE
"""A time that no window reaches."""


def order_ranks(problem: Problem) -> IntArray:
    """Give each option its group's place in the fixed order.

    Parameters
    ----------
    problem : Problem
        What is asked.

    Returns
    -------
    IntArray, shape (m,)
        Rank from 0, or -1 where the group is free.
    """
    rank = {group: k for k, group in enumerate(problem.fixed_order)}
    return np.array([rank.get(int(group), -1) for group in problem.place], dtype=np.int64)


def closed_by(rank: IntArray, bit: MaskArray) -> MaskArray:
    """Find the groups a visit closes: its own, and those that should have come before it.

    Parameters
    ----------
    rank : IntArray, shape (n,)
        Place of each option's group in the fixed order, or -1.
    bit : MaskArray, shape (n + 2,)
        Its group.

    Returns
    -------
    MaskArray, shape (n + 2,)
        Masks of groups.
    """
    shuts = bit.copy()
    for k in np.flatnonzero(rank >= 0):
        shuts[k] |= np.bitwise_or.reduce(bit[: rank.size][(rank >= 0) & (rank < rank[k])], axis=0)
    return shuts


def steps(problem: Problem) -> IntArray:
    """Service and walk between options, without regard to windows.

    Parameters
    ----------
    problem : Problem
        What is asked.

    Returns
    -------
    IntArray, shape (m + 2, m + 2)
        ``UNREACHABLE`` where one option never directly follows the other.
    """
    m = problem.prize.size
    dwell = np.zeros(m + 2, dtype=np.int64)
    dwell[:m] = problem.dwell_s
    step: IntArray = np.minimum(dwell[:, None] + problem.travel_s, UNREACHABLE)
    rank = order_ranks(problem)
    backwards = (rank[:, None] > rank[None, :]) & (rank[None, :] >= 0)
    same = problem.place[:, None] == problem.place[None, :]
    step[:m, :m][same | backwards] = UNREACHABLE
    step[:, problem.start] = UNREACHABLE
    step[problem.end, :] = UNREACHABLE
    return step


def shortcuts(problem: Problem) -> BoolArray:
    """Find options through which a way is shorter than the direct one, service included.

    Leaving any other option out of a tour makes the tour no later. Walking times that are true
    shortest paths have no such option.

    Parameters
    ----------
    problem : Problem
        What is asked.

    Returns
    -------
    NDArray of bool, shape (m,)
        Whether the option can save time.
    """
    m = problem.prize.size
    step = steps(problem)
    direct = step.copy()
    # Two options that never come in this order in one tour need no way between them.
    rank = order_ranks(problem)
    backwards = (rank[:, None] > rank[None, :]) & (rank[None, :] >= 0)
    direct[:m, :m][backwards | (problem.place[:, None] == problem.place[None, :])] = 0
    found = np.zeros(m, dtype=bool)
    for k in range(m):
        via = step[:, k, None] + step[None, k, :]
        found[k] = bool(np.any(via < np.minimum(direct, UNREACHABLE)))
    return found


class Windows(NamedTuple):
    """When services may start, and when steps may be taken.

    Parameters
    ----------
    open_s, close_s : IntArray, shape (m + 2,)
        Of the options, the start and the end.
    leave_s, reach_s : IntArray, shape (m + 2, m + 2)
        Latest start of service at the row, and earliest at the column, for the step between them.
    """

    open_s: IntArray
    close_s: IntArray
    leave_s: IntArray
    reach_s: IntArray


def tightened(step: IntArray, windows: Windows) -> tuple[IntArray, IntArray]:
    """Find the earliest and latest starts of service of tours that keep windows and budget.

    Parameters
    ----------
    step : IntArray, shape (m + 2, m + 2)
        Service and walk, as from ``steps``.
    windows : Windows
        To be kept.

    Returns
    -------
    tuple of two IntArray, shape (m + 2,)
        Earliest and latest; earliest > latest where no tour comes by.
    """
    open_s, close_s, leave_s, reach_s = windows
    m = open_s.size - 2
    early = np.full(m + 2, NEVER_S, dtype=np.int64)
    early[m] = 0
    while True:
        start = np.where(
            early[:, None] <= leave_s, np.maximum(early[:, None] + step, reach_s), NEVER_S
        )
        arrive = start.min(axis=0)
        again = np.where(arrive <= close_s, np.maximum(arrive, open_s), NEVER_S)
        again[m] = 0
        again = np.where(again <= close_s, again, NEVER_S)
        if np.array_equal(again, early):
            break
        early = again
    late = np.full(m + 2, -NEVER_S, dtype=np.int64)
    late[m + 1] = close_s[m + 1]
    while True:
        left = np.where(
            late[None, :] >= reach_s, np.minimum(late[None, :] - step, leave_s), -NEVER_S
        )
        again = np.minimum(close_s, left.max(axis=1))
        again[m + 1] = close_s[m + 1]
        again = np.where(again >= early, again, -NEVER_S)
        if np.array_equal(again, late):
            return early, late
        late = again


@compiled
def closure(step: IntArray) -> IntArray:
    """Least sums of steps between all pairs (Floyd and Warshall).

    Parameters
    ----------
    step : IntArray, shape (k, k)
        Direct steps, >= 0.

    Returns
    -------
    IntArray, shape (k, k)
        Least sums over any nodes between; the diagonal is 0.
    """
    least = step.copy()
    size = step.shape[0]
    for i in range(size):
        least[i, i] = 0
    for via in range(size):
        for i in range(size):
            head = least[i, via]
            for j in range(size):
                least[i, j] = min(least[i, j], head + least[via, j])
    return least


def last_moments(last: IntArray, group: IntArray, groups: int) -> tuple[IntArray, MaskArray]:
    """Sort each row's last moments from which groups can be reached, with masks added up.

    Parameters
    ----------
    last : IntArray, shape (rows, n)
        Last moment in each row from which each option can be reached.
    group : IntArray, shape (n,)
        Its group.
    groups : int
        How many groups there are.

    Returns
    -------
    tuple of IntArray and MaskArray
        ``late_s`` and ``late_mask`` of a net.
    """
    late = np.full((last.shape[0], groups), -NEVER_S, dtype=np.int64)
    for k in range(groups):
        late[:, k] = last[:, group == k].max(axis=1)
    turn = np.argsort(late, axis=1, kind="stable")
    bits = bits_of(turn, words_for(groups))
    mask = np.zeros((last.shape[0], groups + 1, *bits.shape[2:]), dtype=np.uint64)
    mask[:, 1:] = np.bitwise_or.accumulate(bits, axis=1)
    return np.take_along_axis(late, turn, axis=1), mask.reshape(-1, *bits.shape[2:])
