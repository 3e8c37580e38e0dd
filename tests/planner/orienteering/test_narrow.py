"""A problem closed in: nothing that the best tours use is lost, and the bound holds."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from test_solve import walk_in_town
from tiny_problems import best_by_force, every_tour, problems

from planner.orienteering.narrow import LIGHT, closed_in
from planner.orienteering.net import reduced, reversed_net
from planner.orienteering.sharpen import first_grip
from planner.orienteering.solve import solve


def closed(problem, least, penalty=0):
    """Close in on a prize; the net as reduced, too."""
    net = reduced(problem, problem.budget_s)
    if net is None:
        return None, None
    back = reversed_net(net)
    first = first_grip(back, np.full(net.name.size, penalty, dtype=np.int64))
    return net, closed_in(net, back, first, least, LIGHT, lambda: False)


@settings(max_examples=150, deadline=None)
@given(problems(most_places=6))
def test_some_best_tour_keeps_all_its_arcs(problem):
    best = best_by_force(problem)
    net, near = closed(problem, best[0] if best else 0)
    if best is None or net is None:
        return
    assert near is not None
    assert near.bound >= best[0]
    node = {int(option): k for k, option in enumerate(near.net.option)}
    n, must = near.net.option.size, set(problem.must)
    assert any(
        set(order) <= set(node)
        and all(
            near.net.step_s[a, b] <= problem.budget_s
            for a, b in pairwise([n, *(node[option] for option in order), n + 1])
        )
        for order, prize, back_s in every_tour(problem, problem.budget_s)
        if (prize, back_s) == best and must <= {int(problem.place[option]) for option in order}
    )


@settings(max_examples=60, deadline=None)
@given(problems(most_places=5))
def test_more_than_there_is_is_refused_or_bounded(problem):
    best = best_by_force(problem)
    if best is None:
        return
    _, near = closed(problem, best[0] + 1, penalty=500)
    assert near is None or near.bound >= best[0]


def test_few_arcs_are_left_of_a_town():
    problem = walk_in_town(1, 40, 120)
    net, near = closed(problem, solve(problem).value)
    assert near.net.arc_to.size < net.arc_to.size // 4
    assert near.back.arc_to.size == near.net.arc_to.size
    assert near.net.name.size < net.name.size
