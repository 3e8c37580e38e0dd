"""The solver: a problem in, a tour and what is proved about it out. Units: seconds, prizes.

Imports the rest of the package. First most prize, then, within it, the earliest return.
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from planner.orienteering.check import check_problem, verify
from planner.orienteering.heuristic import heuristic_tour
from planner.orienteering.hunt import Hunt, Meter
from planner.orienteering.least_budget import MOST_GROUPS, least_tour
from planner.orienteering.net import Net, reduced, reversed_net
from planner.orienteering.problem import Problem, Solution, Stop
from planner.orienteering.search import search
from planner.orienteering.steps import shortcuts

WORK_LIMIT = 2_000_000
"""Labels made at most, if not said otherwise; some hundred bytes each."""
POLISH_ROUNDS = 0
"""Shakes when a tour found by the exact search is only to be straightened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A solution before it is timed and verified; ``order`` is None if no tour is known."""

    order: tuple[int, ...] | None
    bound: int
    proved: bool


def solve(problem: Problem, *, work_limit: int = WORK_LIMIT, stop: Stop | None = None) -> Solution:
    """Find the tour with most prize and, among those, the earliest return.

    Exact and deterministic; when cut off, the best tour so far with a valid bound.

    Parameters
    ----------
    problem : Problem
        What is asked.
    work_limit : int, optional
        Labels that may be made; the same on every machine. 0 leaves the heuristic and its bound.
    stop : callable, optional
        Asked now and then, some ten times a second; True ends the search.

    Returns
    -------
    Solution
        Verified by ``planner.orienteering.check``.

    Raises
    ------
    ValueError
        If the problem is malformed or too many options can be reached.
    """
    began = perf_counter()
    check_problem(problem)
    meter = Meter(limit=work_limit, stop=stop)
    answer = _answer(problem, meter)
    order = answer.order or ()
    starts, _ = _schedule(problem, order)
    solution = Solution(
        order=order,
        start_s=starts,
        value=_value(problem, order),
        bound=max(answer.bound, 0),
        proved=answer.proved,
        feasible=answer.order is not None,
        work=meter.made,
        seconds=perf_counter() - began,
    )
    verify(problem, solution)
    return solution


def _answer(problem: Problem, meter: Meter) -> _Answer:
    """Ask the heuristic, then the exact search for something better."""
    net = reduced(problem, problem.budget_s)
    if net is None:
        return _Answer(order=None, bound=0, proved=True)
    possible, first = _must_tour(problem)
    if not possible:
        return _Answer(order=None, bound=0, proved=True)
    tour = heuristic_tour(net, first)
    value, back_s = -1, 0
    if tour is not None:
        value, back_s = _value(problem, tour), _schedule(problem, tour)[1]
    hunt = Hunt(
        net=net,
        back=reversed_net(net),
        meter=meter,
        value=value,
        back_s=back_s,
        bound=int(net.prize.sum()),
    )
    search(hunt)
    if hunt.tour is not None:
        tour = hunt.tour if hunt.proved else _straightened(net, hunt.tour)
    return _Answer(order=tour, bound=hunt.bound, proved=hunt.proved)


def _must_tour(problem: Problem) -> tuple[bool, tuple[int, ...]]:
    """Whether the must-see groups may fit, and the shortest tour of them alone if it is known."""
    if not problem.must or len(set(problem.must)) > MOST_GROUPS:
        return True, ()
    tour = least_tour(problem, problem.must)
    if tour is not None and tour[1] <= problem.budget_s:
        return True, tour[0]
    # A detour through a further option can be shorter only where ways are no shortest paths.
    others = ~np.isin(problem.place, problem.must)
    return bool((shortcuts(problem) & others).any()), ()


def _straightened(net: Net, tour: tuple[int, ...]) -> tuple[int, ...]:
    """Bring the return of a tour forward by local search."""
    shorter = heuristic_tour(net, tour, POLISH_ROUNDS)
    return tour if shorter is None else shorter


def _value(problem: Problem, order: tuple[int, ...]) -> int:
    """Prize of a tour."""
    return int(problem.prize[list(order)].sum()) if order else 0


def _schedule(problem: Problem, order: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """Earliest starts of service along an order, and the arrival at the end."""
    starts: list[int] = []
    here, time_s = problem.start, 0
    for option in order:
        time_s = max(time_s + int(problem.travel_s[here, option]), int(problem.open_s[option]))
        starts.append(time_s)
        time_s += int(problem.dwell_s[option])
        here = option
    return tuple(starts), time_s + int(problem.travel_s[here, problem.end])
