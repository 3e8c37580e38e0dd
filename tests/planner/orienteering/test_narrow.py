"""A problem closed in: nothing that the best tours use is lost, and the bound holds."""

import dataclasses
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from test_solve import walk_in_town
from tiny_problems import best_by_force, every_tour, problems

from planner.orienteering.bounds import Grip, nearby_bounds
from planner.orienteering.lagrange import root_bound
from planner.orienteering.narrow import closed_in
from planner.orienteering.net import reduced, reversed_net, tails
from planner.orienteering.relaxed import SCALE
from planner.orienteering.search import STAGES
from planner.orienteering.sharpen import first_grip
from planner.orienteering.solve import solve


def closed(problem, least, penalty=0):
    """Close in on a prize; the net as reduced, too."""
    net = reduced(problem, problem.budget_s)
    if net is None:
        return None, None
    back = reversed_net(net)
    first = first_grip(back, np.full(net.name.size, penalty, dtype=np.int64))
    wish = least, int(net.prize.sum())
    return net, closed_in(net, back, first, wish, STAGES[0].effort, lambda _: False)


def usable(net, nodes):
    """Whether a tour as early as can be uses only arcs that are left, when they may be used."""
    time_s, tail = 0, tails(net)
    for one, other in pairwise(nodes):
        arc = np.flatnonzero((tail == one) & (net.arc_to == other))
        if arc.size == 0 or time_s > net.leave_s[arc[0]]:
            return False
        time_s = max(time_s + net.step_s[one, other], net.open_s[other])
        if time_s < net.reach_s[arc[0]]:
            return False
    return True


@settings(max_examples=100, deadline=None)
@given(problems(most_places=6), st.integers(0, 3), st.integers(1, 3))
def test_who_remembers_everything_bounds_exactly(problem, penalty, unit):
    """With a memory of all groups the programme is no relaxation, whatever the penalties are."""
    problem = dataclasses.replace(problem, prize=problem.prize * unit, must=())
    best, net = best_by_force(problem), reduced(problem, problem.budget_s)
    if best is None or net is None or net.name.size == 0:
        return
    back = reversed_net(net)
    near = np.tile(np.arange(net.name.size), (net.group.size, 1))
    grip = Grip(np.full(net.name.size, penalty * unit * SCALE // 4, dtype=np.int64), near)
    bounds = nearby_bounds(back, grip, int(net.prize.sum()), 1000)
    assert root_bound(back, bounds) >= best[0]
    if penalty == 0:
        assert root_bound(back, bounds) == best[0]


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
        and usable(near.net, [n, *(node[option] for option in order), n + 1])
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
