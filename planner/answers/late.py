"""What if one is late at a stop: which stops to drop. Units: seconds."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from planner.answers.asked import Asked, ask
from planner.answers.part import WORK_LIMIT
from planner.orienteering.part import part_of
from planner.orienteering.problem import Problem, Solution
from planner.orienteering.solve import solve
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What to do when late.

    Parameters
    ----------
    dropped : tuple of str
        Ids of stops to drop, in walking order; the one reached late may be among them.
    prize_lost : int
        What they would have been worth.
    back : datetime
        When the walk is over then.
    in_time : bool
        Whether that is within the budget; if not, the way straight to the end is all there is.
    keeps_musts : bool
        Whether every must-see still to come is kept.
    proved : bool
        Whether no other choice loses less.
    """

    dropped: tuple[str, ...]
    prize_lost: int
    back: datetime
    in_time: bool
    keeps_musts: bool
    proved: bool


def if_late(quarter: Quarter, request: Request, route: Route, number: int, late_s: int) -> Late:
    """Choose which of the stops still to come to drop when one of them is reached late.

    Order and way of seeing stay. Must-sees are kept if at all possible; then the least prize is
    lost, then the fewest stops, then the walk is over earliest. Exact: the solver of the plan, on
    the stops still to come in their order. Between stops that follow each other in the walk its
    own legs are walked, else the shortest ways.

    Parameters
    ----------
    quarter : Quarter
        Places and streets.
    request : Request
        What the route answers.
    route : Route
        The walk.
    number : int
        Number of the stop that is reached late, from 1.
    late_s : int
        How much later than planned.

    Returns
    -------
    Late
        Nothing is dropped up to the stop's slack.

    Raises
    ------
    ValueError
        If the walk has no stop of that number.
    """
    if not 1 <= number <= len(route.stops):
        raise ValueError(number)
    asked = ask(quarter, request)
    now_s = round((route.stops[number - 1].arrive - request.at).total_seconds()) + late_s
    problem, stop_of = _rest(asked, route, number, now_s)
    musts = {row for row, k in enumerate(stop_of) if route.stops[k].id in request.insisted}
    solution = _solved(problem, tuple(sorted({int(problem.place[row]) for row in musts})))
    keeps_musts = solution.feasible
    if not keeps_musts:
        solution = _solved(problem, ())
    kept = {stop_of[row] for row in solution.order}
    dropped = [k for k in range(number - 1, len(route.stops)) if k not in kept]
    back_s = now_s + _back_s(problem, solution)
    return Late(
        dropped=tuple(route.stops[k].id for k in dropped),
        prize_lost=sum(route.stops[k].prize for k in dropped),
        back=request.at + timedelta(seconds=back_s),
        in_time=solution.feasible,
        keeps_musts=keeps_musts,
        proved=solution.proved,
    )


def _rest(asked: Asked, route: Route, number: int, now_s: int) -> tuple[Problem, list[int]]:
    """Pose what is left of a walk, seen from the stop now reached; and the stop of each row."""
    ahead = list(range(number - 1, len(route.stops)))
    rows = {k: asked.rows_of(route.stops[k]) for k in ahead}
    whole = asked.problem
    travel_s = whole.travel_s.copy()
    for before, after in pairwise(ahead):
        travel_s[np.ix_(rows[before], rows[after])] = route.legs[after].walk_s
    travel_s[rows[ahead[-1]], whole.end] = route.legs[-1].walk_s
    here = rows[number - 1]
    travel_s[whole.start] = travel_s[here[0]]
    travel_s[whole.start, here] = 0
    kept = [row for k in ahead for row in rows[k]]
    problem = part_of(replace(whole, travel_s=travel_s), kept)
    rest = replace(
        problem,
        open_s=problem.open_s - now_s,
        close_s=problem.close_s - now_s,
        budget_s=problem.budget_s - now_s,
        fixed_order=tuple(int(whole.place[rows[k][0]]) for k in ahead),
    )
    return rest, [k for k in ahead for _ in rows[k]]


def _solved(problem: Problem, must: tuple[int, ...]) -> Solution:
    """Keep most prize, and among equals most stops."""
    prize = problem.prize * (len(problem.prize) + 1) + 1
    return solve(replace(problem, prize=prize, must=must), work_limit=WORK_LIMIT)


def _back_s(problem: Problem, solution: Solution) -> int:
    """Seconds until the end is reached."""
    if not solution.order:
        return int(problem.travel_s[problem.start, problem.end])
    last = solution.order[-1]
    leave_s = solution.start_s[-1] + int(problem.dwell_s[last])
    return leave_s + int(problem.travel_s[last, problem.end])
