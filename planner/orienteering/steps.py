"""Times from option to option, and what windows leave of them. Units: seconds.

Imports compiled, problem.
"""

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.compiled import compiled
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


def tightened(step: IntArray, open_s: IntArray, close_s: IntArray) -> tuple[IntArray, IntArray]:
    """Find the earliest and latest starts of service of tours that keep windows and budget.

    Parameters
    ----------
    step : IntArray, shape (m + 2, m + 2)
        Service and walk, as from ``steps``.
    open_s, close_s : IntArray, shape (m + 2,)
        Windows of the options, the start and the end.

    Returns
    -------
    tuple of two IntArray, shape (m + 2,)
        Earliest and latest; earliest > latest where no tour comes by.
    """
    m = open_s.size - 2
    early = np.full(m + 2, NEVER_S, dtype=np.int64)
    early[m] = 0
    while True:
        arrive = (early[:, None] + step).min(axis=0)
        again = np.where(arrive <= close_s, np.maximum(arrive, open_s), NEVER_S)
        again[m] = 0
        again = np.where(again <= close_s, again, NEVER_S)
        if np.array_equal(again, early):
            break
        early = again
    late = np.full(m + 2, -NEVER_S, dtype=np.int64)
    late[m + 1] = close_s[m + 1]
    while True:
        again = np.minimum(close_s, (late[None, :] - step).max(axis=1))
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
