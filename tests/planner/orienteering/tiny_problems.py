"""Tiny problems with every feature, and their answers by trying every order."""

from collections.abc import Iterator

import numpy as np
from hypothesis import strategies as st

from planner.orienteering.problem import UNREACHABLE, Problem

Tour = tuple[tuple[int, ...], int, int]


def make_problem(**parts) -> Problem:
    """Build a problem from plain lists; ``windows`` are (open, close), ``budget`` is in seconds."""
    m = len(parts["prize"])
    window = np.array(parts["windows"], dtype=np.int64).reshape(m, 2)
    return Problem(
        prize=np.array(parts["prize"], dtype=np.int64),
        dwell_s=np.array(parts["dwell"], dtype=np.int64),
        open_s=window[:, 0].copy(),
        close_s=window[:, 1].copy(),
        place=np.array(parts["place"], dtype=np.int64),
        travel_s=np.array(parts["travel"], dtype=np.int64).reshape(m + 2, m + 2),
        start=m,
        end=m + 1,
        budget_s=parts["budget"],
        must=tuple(parts.get("must", ())),
        fixed_order=tuple(parts.get("fixed_order", ())),
    )


def every_tour(problem: Problem, budget_s: int) -> Iterator[Tour]:
    """All tours that keep windows, budget, order and groups, as (order, prize, back)."""
    m = problem.prize.size
    rank = {group: k for k, group in enumerate(problem.fixed_order)}

    def extend(order, used, here, time_s, prize):
        back = time_s + int(problem.travel_s[here, problem.end])
        if back <= budget_s:
            yield order, prize, back
        for option in range(m):
            group = int(problem.place[option])
            if group in used or any(
                rank[g] > rank[group] for g in used if g in rank and group in rank
            ):
                continue
            start = max(time_s + int(problem.travel_s[here, option]), int(problem.open_s[option]))
            # Steps are never negative, so what is late now is late for good.
            if start <= int(problem.close_s[option]) and start <= budget_s:
                yield from extend(
                    (*order, option),
                    used | {group},
                    option,
                    start + int(problem.dwell_s[option]),
                    prize + int(problem.prize[option]),
                )

    yield from extend((), frozenset(), problem.start, 0, 0)


def best_by_force(problem: Problem) -> tuple[int, int] | None:
    """Most prize and, with it, the earliest return; None if the must-sees do not fit."""
    must = set(problem.must)
    tours = (
        (-prize, back)
        for order, prize, back in every_tour(problem, problem.budget_s)
        if must <= {int(problem.place[option]) for option in order}
    )
    best = min(tours, default=None)
    return None if best is None else (-best[0], best[1])


def least_budget_by_force(problem: Problem, groups: tuple[int, ...]) -> int | None:
    """Earliest return of a tour that visits just these groups."""
    wanted = set(groups)
    return min(
        (
            back
            for order, _, back in every_tour(problem, UNREACHABLE - 1)
            if {int(problem.place[option]) for option in order} == wanted
        ),
        default=None,
    )


def arrival(problem: Problem, order: tuple[int, ...]) -> int:
    """When a tour is back."""
    here, time_s = problem.start, 0
    for option in order:
        start = max(time_s + int(problem.travel_s[here, option]), int(problem.open_s[option]))
        here, time_s = option, start + int(problem.dwell_s[option])
    return time_s + int(problem.travel_s[here, problem.end])


@st.composite
def problems(draw, most_places: int = 7):
    """Up to seven places, up to two options each, times that need not obey the triangle."""
    places = draw(st.integers(0, most_places))
    two = draw(st.lists(st.booleans(), min_size=places, max_size=places))
    place = [g for g in range(places) for _ in range(1 + two[g])]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    order = rng.permutation(len(place))
    return random_problem(rng, [place[k] for k in order])


def random_problem(rng: np.random.Generator, place: list[int]) -> Problem:
    """A problem with features switched on at random; about one in ten times is zero."""
    m, groups = len(place), sorted(set(place))
    on = rng.random(8) < 0.5
    longest = int(rng.integers(1, 30))
    if on[0]:
        spot = rng.integers(0, longest + 1, size=(m + 2, 2))
        travel = np.abs(spot[:, None, :] - spot[None, :, :]).sum(axis=2)
        travel = travel + (rng.integers(0, 4, size=travel.shape) if on[1] else 0)
    else:
        travel = rng.integers(0, longest + 1, size=(m + 2, m + 2))
    if on[2]:
        travel[rng.random(travel.shape) < 0.15] = UNREACHABLE
    budget = int(rng.integers(0, 5 * longest + 10))
    start = rng.integers(0, budget + 2, size=m) if on[3] else np.zeros(m, dtype=np.int64)
    length = rng.integers(-2, budget + 2, size=m) if on[3] else np.full(m, 10**6)
    must = rng.permutation(groups)[: int(rng.integers(0, 4))] if on[4] else []
    fixed = rng.permutation(groups)[: int(rng.integers(0, 7))] if on[5] else []
    return make_problem(
        prize=rng.integers(0, 6 if on[6] else 40, size=m),
        dwell=rng.integers(0, longest + 1, size=m) // (1 + 3 * on[7]),
        windows=np.stack([start - 3, start + length], axis=1),
        place=place,
        travel=travel,
        budget=budget,
        must=[int(g) for g in must],
        fixed_order=[int(g) for g in fixed],
    )
