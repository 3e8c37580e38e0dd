"""All sets of options of equal prize, against every order of tiny problems."""

import dataclasses
import itertools

import numpy as np
from hypothesis import given, settings
from test_solve import walk_in_town
from tiny_problems import arrival, every_tour, make_problem, problems

from planner.orienteering.equal import equal_tours
from planner.orienteering.solve import solve


def equal_by_force(problem, value):
    """Earliest return of each set of options of this prize, options worth nothing left out."""
    must, earliest = set(problem.must), {}
    for order, prize, back_s in every_tour(problem, problem.budget_s):
        groups = {int(problem.place[k]) for k in order}
        idle = [k for k in order if problem.prize[k] == 0 and int(problem.place[k]) not in must]
        if prize == value and must <= groups and not idle:
            key = frozenset(order)
            earliest[key] = min(back_s, earliest.get(key, back_s))
    return earliest


@settings(max_examples=150, deadline=None)
@given(problems(most_places=5))
def test_all_sets_and_the_earliest_return_of_each(problem):
    solution = solve(problem)
    listed = equal_tours(problem, solution, most=10**6)
    if not solution.feasible:
        assert listed.orders == ()
        return
    expected = equal_by_force(problem, solution.value)
    own = frozenset(solution.order)
    expected.setdefault(own, arrival(problem, solution.order))
    assert {frozenset(o): arrival(problem, o) for o in listed.orders} == expected
    assert len(listed.orders) == len(expected)
    assert listed.complete


def twelve_alike(budget=65):
    """Twelve places that are worth the same, of which any three fit."""
    return make_problem(
        prize=[7] * 12,
        dwell=[5] * 12,
        windows=[(0, 999)] * 12,
        place=range(12),
        travel=np.full((14, 14), 12),
        budget=budget,
    )


def test_no_more_than_asked_for():
    problem = twelve_alike()
    solution = solve(problem)
    whole = equal_tours(problem, solution, most=220)
    assert whole.complete
    assert {frozenset(o) for o in whole.orders} == {
        frozenset(c) for c in itertools.combinations(range(12), 3)
    }
    some = equal_tours(problem, solution, most=219)
    assert len(some.orders) == 219
    assert not some.complete


def test_cut_off_lists_at_least_the_tour_known():
    problem = walk_in_town(2, 14, 150)
    solution = solve(problem)
    for work_limit, stop in ((0, None), (10**6, lambda: True)):
        cut = equal_tours(problem, solution, most=9, work_limit=work_limit, stop=stop)
        assert cut.orders == (solution.order,)
        assert not cut.complete


def test_same_list_every_time_and_the_best_first():
    problem = walk_in_town(2, 14, 150)
    solution = solve(problem)
    one, other = (equal_tours(problem, solution, most=50) for _ in range(2))
    assert one == other
    returns = [arrival(problem, order) for order in one.orders]
    assert returns == sorted(returns)
    assert returns[0] == arrival(problem, solution.order)


def test_unproved_tours_make_no_complete_list():
    problem = twelve_alike()
    solution = dataclasses.replace(solve(problem), proved=False)
    assert not equal_tours(problem, solution, most=10**6).complete
