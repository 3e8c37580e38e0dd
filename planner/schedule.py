"""Clock of a route whose order is settled: arrivals, waits and slack.

Units: seconds after leaving the start.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.orienteering.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One visit on the clock; ``latest_s``: latest arrival with the rest still feasible."""

    row: int
    arrive_s: int
    start_s: int
    leave_s: int
    latest_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """All visits of a route and when the walker is back."""

    calls: tuple[Call, ...]
    back_s: int


def schedule(problem: Problem, order: Sequence[int]) -> Schedule | None:
    """Walk an order as early as it goes.

    Parameters
    ----------
    problem : Problem
        Times and windows.
    order : sequence of int
        Rows of the problem.

    Returns
    -------
    Schedule or None
        None if a window or the budget is missed.

    Notes
    -----
    The latest arrival is found backwards: latest(i) = min(close(i), latest(i+1) - travel(i, i+1) -
    dwell(i)), with the budget as the latest arrival at the end (Savelsbergh 1992).
    """
    latest = problem.budget_s
    latest_s: list[int] = []
    following = problem.end
    for row in reversed(order):
        latest -= int(problem.travel_s[row, following]) + int(problem.dwell_s[row])
        latest = min(latest, int(problem.close_s[row]))
        latest_s.append(latest)
        following = row
    latest_s.reverse()
    here, clock, calls = problem.start, 0, []
    for row, last in zip(order, latest_s, strict=True):
        arrive = clock + int(problem.travel_s[here, row])
        begin = max(arrive, int(problem.open_s[row]))
        if begin > last:
            return None
        clock = begin + int(problem.dwell_s[row])
        calls.append(Call(row=row, arrive_s=arrive, start_s=begin, leave_s=clock, latest_s=last))
        here = row
    back = clock + int(problem.travel_s[here, problem.end])
    return Schedule(calls=tuple(calls), back_s=back) if back <= problem.budget_s else None
