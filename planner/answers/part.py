"""Part of a problem: some of its options only, and the shortest time for all of them.

Units: seconds. Imports planner.orienteering.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.orienteering.least_budget import MOST_GROUPS, least_budget_s
from planner.orienteering.problem import Problem, Solution
from planner.orienteering.solve import solve
from planner.schedule import schedule

WORK_LIMIT = 200_000
"""Labels made at most for one question; some tenths of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """Time that a walk through given groups takes; ``exact``: no walk through them takes less."""

    seconds: int
    exact: bool


def part_of(problem: Problem, rows: Sequence[int]) -> Problem:
    """Keep some options, all of whose groups have to be visited.

    Parameters
    ----------
    problem : Problem
        Options, windows and times.
    rows : sequence of int
        Options to keep.

    Returns
    -------
    Problem
        Row ``i`` is ``rows[i]``; groups keep their numbers.
    """
    kept = list(rows)
    nodes = [*kept, problem.start, problem.end]
    groups = {int(group) for group in problem.place[kept]}
    return replace(
        problem,
        prize=problem.prize[kept],
        dwell_s=problem.dwell_s[kept],
        open_s=problem.open_s[kept],
        close_s=problem.close_s[kept],
        place=problem.place[kept],
        travel_s=problem.travel_s[np.ix_(nodes, nodes)],
        start=len(kept),
        end=len(kept) + 1,
        must=tuple(sorted(groups)),
        fixed_order=tuple(group for group in problem.fixed_order if group in groups),
    )


def least_time(problem: Problem, groups: Sequence[int]) -> Least | None:
    """Find the shortest walk through all of some groups and nothing else.

    Parameters
    ----------
    problem : Problem
        Options, windows and times; its budget is the longest walk that counts.
    groups : sequence of int
        Groups of which one option each is visited.

    Returns
    -------
    Least or None
        None if no such walk is found within the budget; for ``MOST_GROUPS`` and fewer there is
        none.
    """
    if len(set(groups)) <= MOST_GROUPS:
        seconds = least_budget_s(problem, tuple(groups))
        if seconds is None or seconds > problem.budget_s:
            return None
        return Least(seconds=seconds, exact=True)
    solved = _through(problem, groups)
    if solved is None:
        return None
    inner, solution = solved
    timetable = schedule(inner, solution.order)
    if not solution.feasible or timetable is None:
        return None
    return Least(seconds=timetable.back_s, exact=solution.proved)


def impossible(problem: Problem, groups: Sequence[int]) -> bool:
    """Tell whether it is proved that no walk visits all of some groups and nothing else.

    Parameters
    ----------
    problem : Problem
        Options, windows and times; its budget holds.
    groups : sequence of int
        Groups of which one option each should be visited.

    Returns
    -------
    bool
        False also where the search was cut off before it knew.
    """
    solved = _through(problem, groups)
    return solved is None or (solved[1].proved and not solved[1].feasible)


def _through(problem: Problem, groups: Sequence[int]) -> tuple[Problem, Solution] | None:
    """Solve for a walk through all of some groups; None if one of them has no option at all."""
    if any(group not in problem.place for group in groups):
        return None
    inner = part_of(problem, np.flatnonzero(np.isin(problem.place, list(groups))).tolist())
    # With every prize the same, all walks are equal and the solver returns the shortest.
    inner = replace(inner, prize=np.ones_like(inner.prize))
    return inner, solve(inner, work_limit=WORK_LIMIT)
