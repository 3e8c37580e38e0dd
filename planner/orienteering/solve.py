"""The solver: a problem in, a tour and what is proved about it out. Units: seconds, prizes.

Imports the rest of the package. First most prize, then, within it, the earliest return.
"""

from dataclasses import replace
from time import perf_counter

import numpy as np

from planner.orienteering.check import check_problem, verify
from planner.orienteering.heuristic import SEED, Roamer, roamer
from planner.orienteering.hunt import Hunt, Meter
from planner.orienteering.least_budget import MOST_GROUPS, least_tour
from planner.orienteering.net import Net, reduced, reversed_net
from planner.orienteering.part import part_of
from planner.orienteering.problem import Problem, Solution, Stop
from planner.orienteering.search import search
from planner.orienteering.steps import shortcuts

WORK_LIMIT = 2_000_000
"""Labels made at most, if not said otherwise, what programmes take counted as labels."""
MUST_LABELS = 200_000
"""The same to find a tour of many must-see groups alone."""
FIRST_SHAKES = 250
"""Shakes before the exact search: a few milliseconds."""
LABELS_A_SHAKE = 300
"""Labels after which the heuristic is given another shake, a small part of the time."""
SHAKES_A_LOOK = 50
"""Shakes between two looks at the clock."""


def solve(problem: Problem, *, work_limit: int = WORK_LIMIT, stop: Stop | None = None) -> Solution:
    """Find the tour with most prize and, among those, the earliest return.

    Exact and deterministic; when cut off, the best tour so far with a valid bound.

    Parameters
    ----------
    problem : Problem
        What is asked.
    work_limit : int, optional
        Labels that may be made, what programmes take counted as labels; the same on every machine.
        0 leaves the heuristic and its bound.
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
    hunt = _begun(problem, meter, SEED, FIRST_SHAKES)
    if hunt is not None:
        search(hunt)
        _straighten(hunt)
    return _solution(problem, hunt, meter, began)


def heuristic(
    problem: Problem, *, shakes: int, seed: int = SEED, stop: Stop | None = None
) -> Solution:
    """Find a good tour by construction and local search alone.

    Parameters
    ----------
    problem : Problem
        What is asked.
    shakes : int
        Times the tour is ruined and recreated; the same effort on every machine, and more of it is
        never worse.
    seed : int, optional
        Of the random numbers; the same seed gives the same tour.
    stop : callable, optional
        Asked now and then; True ends the search.

    Returns
    -------
    Solution
        Its bound is the sum of all prizes within reach.

    Raises
    ------
    ValueError
        If the problem is malformed or too many options can be reached.
    """
    began = perf_counter()
    check_problem(problem)
    meter = Meter(limit=0, stop=stop)
    return _solution(problem, _begun(problem, meter, seed, shakes), meter, began)


def _solution(problem: Problem, hunt: Hunt | None, meter: Meter, began: float) -> Solution:
    """Write down what was found, and verify it."""
    order = () if hunt is None else hunt.tour or ()
    proved = hunt is None or hunt.proved
    solution = Solution(
        order=order,
        start_s=starts_of(problem, order),
        value=int(problem.prize[list(order)].sum()) if order else 0,
        bound=0 if hunt is None else max(hunt.bound, 0),
        proved=proved,
        feasible=hunt is not None and hunt.tour is not None,
        work=meter.made,
        seconds=perf_counter() - began,
        phase="none" if hunt is None else hunt.phase,
        ended="proved" if proved else meter.ended,
    )
    verify(problem, solution)
    return solution


def _begun(problem: Problem, meter: Meter, seed: int, shakes: int) -> Hunt | None:
    """Ask the heuristic; None if nothing can fit."""
    net = reduced(problem, problem.budget_s)
    if net is None:
        return None
    possible, first = _must_tour(problem, meter.stop)
    if not possible:
        return None
    hunt = Hunt(net=net, back=reversed_net(net), meter=meter, bound=int(net.prize.sum()))
    roam = roamer(net, first, seed)
    if roam is not None:
        _note(hunt, roam, "construction")
        _roam_on(hunt, roam, shakes)
        hunt.begin = lambda part, order, most: _begin(hunt, part, order, most)
        hunt.roam = lambda least: _roam_on(hunt, roam, max(least, meter.made // LABELS_A_SHAKE))
    return hunt


def _straighten(hunt: Hunt) -> None:
    """Bring the return of a tour forward that was found last and is not proved."""
    if hunt.phase == "exact" and not hunt.proved:
        roam = roamer(hunt.net, hunt.tour or ())
        if roam is not None:
            _note(hunt, roam, "exact")


def _roam_on(hunt: Hunt, roam: Roamer, shakes: int) -> None:
    """Let the heuristic catch up with so many shakes in all, as long as there is time."""
    while roam.shakes < shakes and not hunt.meter.stopped():
        if roam.go_on(min(SHAKES_A_LOOK, shakes - roam.shakes)):
            _note(hunt, roam, "local search")


def _begin(hunt: Hunt, net: Net, order: tuple[int, ...], shakes: int) -> None:
    """Let another heuristic begin with an order."""
    roam = roamer(net, order)
    if roam is not None:
        _note(hunt, roam, "local search")
        _roam_on(hunt, roam, shakes)


def _note(hunt: Hunt, roam: Roamer, phase: str) -> None:
    """Take over the heuristic's tour if it is better."""
    tour = roam.tour()
    if tour is not None:
        hunt.take(tour, roam.facts(), phase)


def _many_musts(problem: Problem, stop: Stop | None) -> tuple[tuple[int, ...], bool]:
    """Seek a tour of the must-see groups alone; empty, and whether there is certainly none."""
    rows = np.flatnonzero(np.isin(problem.place, problem.must))
    alone = part_of(problem, rows.tolist())
    # Each is worth the same and none has to be seen, so that the search begins with a tour.
    alone = replace(alone, prize=np.ones_like(alone.prize), must=())
    solution = solve(alone, work_limit=MUST_LABELS, stop=stop)
    if solution.value < len(set(problem.must)):
        return (), solution.bound < len(set(problem.must))
    return tuple(int(rows[row]) for row in solution.order), True


def _must_tour(problem: Problem, stop: Stop | None) -> tuple[bool, tuple[int, ...]]:
    """Whether the must-see groups may fit, and the shortest tour of them alone if it is known."""
    if not problem.must:
        return True, ()
    if len(set(problem.must)) > MOST_GROUPS:
        tour, known = _many_musts(problem, stop)
        if tour or not known:
            return True, tour
    else:
        least = least_tour(problem, problem.must)
        if least is not None and least[1] <= problem.budget_s:
            return True, least[0]
    # A detour through a further option can be shorter only where ways are no shortest paths.
    others = ~np.isin(problem.place, problem.must)
    return bool((shortcuts(problem) & others).any()), ()


def starts_of(problem: Problem, order: tuple[int, ...]) -> tuple[int, ...]:
    """Find the earliest starts of service along an order.

    Parameters
    ----------
    problem : Problem
        Times and windows.
    order : tuple of int
        Options in the order visited.

    Returns
    -------
    tuple of int
        One each.
    """
    starts: list[int] = []
    here, time_s = problem.start, 0
    for option in order:
        time_s = max(time_s + int(problem.travel_s[here, option]), int(problem.open_s[option]))
        starts.append(time_s)
        time_s += int(problem.dwell_s[option])
        here = option
    return tuple(starts)
