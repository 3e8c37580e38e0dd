"""The shortest time in which given groups can be visited, windows kept. Units: seconds.

Exact, by a programme over subsets of groups (Held and Karp 1962), an entry for each last option.
Imports check, steps.
"""

import numpy as np

from planner.orienteering.check import check_problem
from planner.orienteering.compiled import compiled
from planner.orienteering.problem import UNREACHABLE, IntArray, Problem
from planner.orienteering.steps import order_ranks, steps

MOST_GROUPS = 14
"""Groups at most: the table has 2 ** groups rows."""


def least_budget_s(problem: Problem, groups: tuple[int, ...]) -> int | None:
    """Smallest budget with which all given groups fit into one tour, nothing else visited.

    Waiting counts. The problem's budget and must-see groups are not looked at; its fixed order is.

    Parameters
    ----------
    problem : Problem
        Options, windows and times.
    groups : tuple of int
        Groups of which one option each has to be used.

    Returns
    -------
    int or None
        Seconds from leaving the start to arrival at the end; None if windows make it impossible.

    Raises
    ------
    ValueError
        If the problem is malformed or there are more than ``MOST_GROUPS`` groups.
    """
    check_problem(problem)
    tour = least_tour(problem, groups)
    return None if tour is None else tour[1]


def least_tour(problem: Problem, groups: tuple[int, ...]) -> tuple[tuple[int, ...], int] | None:
    """Find the tour of ``least_budget_s``.

    Parameters
    ----------
    problem : Problem
        Options, windows and times.
    groups : tuple of int
        Groups of which one option each has to be used.

    Returns
    -------
    tuple of (tuple of int, int) or None
        Options in order and the arrival at the end.

    Raises
    ------
    ValueError
        If there are more than ``MOST_GROUPS`` groups.
    """
    wanted = sorted(set(groups))
    if len(wanted) > MOST_GROUPS:
        raise ValueError(f"{len(wanted)} groups asked for, {MOST_GROUPS} are possible")
    option = np.flatnonzero(np.isin(problem.place, wanted))
    nodes = np.concatenate([option, [problem.start, problem.end]])
    step = steps(problem)[np.ix_(nodes, nodes)]
    if not wanted:
        back = int(step[0, 1])
        return None if back >= UNREACHABLE else ((), back)
    bit = np.left_shift(1, np.searchsorted(wanted, problem.place[option]))
    rank = order_ranks(problem)[option]
    earlier = (rank[None, :] >= 0) & (rank[None, :] < rank[:, None])
    needs = np.bitwise_or.reduce(np.where(earlier, bit[None, :], 0), axis=1, initial=0)
    windows = np.stack([np.maximum(problem.open_s[option], 0), problem.close_s[option]])
    start_s, parent = _table(step, windows, np.stack([bit, needs]), (1 << len(wanted)) - 1)
    return _traced(option, step, bit, (start_s, parent))


@compiled
def _table(
    step: IntArray, windows: IntArray, masks: IntArray, full: int
) -> tuple[IntArray, IntArray]:
    """Earliest start of service at each option after each subset, and the option before."""
    count = windows.shape[1]
    start_s = np.full((full + 1, count), UNREACHABLE, dtype=np.int64)
    parent = np.full((full + 1, count), -1, dtype=np.int64)
    for to in range(count):
        time_s = max(step[count, to], windows[0, to])
        if time_s <= windows[1, to] and time_s < UNREACHABLE and masks[1, to] == 0:
            start_s[masks[0, to], to] = time_s
    for seen in range(1, full):
        for last in range(count):
            if start_s[seen, last] >= UNREACHABLE:
                continue
            for to in range(count):
                if masks[0, to] & seen or masks[1, to] & ~seen:
                    continue
                time_s = max(start_s[seen, last] + step[last, to], windows[0, to])
                after = seen | masks[0, to]
                if time_s <= windows[1, to] and time_s < start_s[after, to]:
                    start_s[after, to] = time_s
                    parent[after, to] = last
    return start_s, parent


def _traced(
    option: IntArray, step: IntArray, bit: IntArray, table: tuple[IntArray, IntArray]
) -> tuple[tuple[int, ...], int] | None:
    """Read the best full tour out of the table."""
    start_s, parent = table
    if option.size == 0:
        return None
    back = start_s[-1] + step[:-2, -1]
    last, seen = int(np.argmin(back)), start_s.shape[0] - 1
    arrival = int(back[last])
    if arrival >= UNREACHABLE:
        return None
    order: list[int] = []
    while last >= 0:
        order.append(int(option[last]))
        last, seen = int(parent[seen, last]), seen & ~int(bit[last])
    return tuple(reversed(order)), arrival
