"""The shortest time for all of some groups, and whether there is a walk through them at all.

Units: seconds. Imports planner.orienteering.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.orienteering.least_budget import MOST_GROUPS, least_budget_s
from planner.orienteering.part import part_of
from planner.orienteering.problem import Problem, Solution
from planner.orienteering.solve import solve
from planner.schedule import schedule

WORK_LIMIT = 200_000
"""Work of the solver for one question, in labels; some tenths of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """Time that a walk through given groups takes; ``exact``: no walk through them takes less."""

    seconds: int
    exact: bool


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
