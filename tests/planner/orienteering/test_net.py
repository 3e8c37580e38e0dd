"""A problem cut down, and run backwards."""

import numpy as np
from hypothesis import given, settings
from tiny_problems import arrival, every_tour, problems

from planner.orienteering.net import reduced, reversed_net


@settings(max_examples=80, deadline=None)
@given(problems(most_places=5))
def test_backwards_twice_is_forwards(problem):
    net = reduced(problem, problem.budget_s)
    if net is None:
        return
    again = reversed_net(reversed_net(net))
    same = net.step_s < problem.budget_s + 1
    np.testing.assert_array_equal(again.step_s[same], net.step_s[same])
    for name in ("option", "prize", "bit", "shuts", "late_s", "late_mask", "arc_to", "must"):
        np.testing.assert_array_equal(getattr(again, name), getattr(net, name), err_msg=name)
    np.testing.assert_array_equal(again.open_s, net.open_s)
    np.testing.assert_array_equal(again.close_s, net.close_s)


@settings(max_examples=80, deadline=None)
@given(problems(most_places=4))
def test_tours_backwards_keep_the_budget_too(problem):
    """Every best tour is one of the reversed net, with windows and order turned round."""
    net = reduced(problem, problem.budget_s)
    if net is None:
        return
    back, n = reversed_net(net), net.option.size
    node = {int(option): k for k, option in enumerate(net.option)}
    for order, _, back_s in every_tour(problem, problem.budget_s):
        if not set(problem.must) <= {int(problem.place[option]) for option in order}:
            continue
        if not all(option in node for option in order):
            continue
        assert arrival(problem, order) == back_s
        time_s, here, shut = 0, n, np.uint64(0)
        for to in [node[option] for option in reversed(order)]:
            time_s = max(time_s + int(back.step_s[here, to]), int(back.open_s[to]))
            assert time_s <= back.close_s[to]
            assert (back.bit[to] & shut) == 0
            shut |= back.shuts[to]
            here = to
        assert time_s + int(back.step_s[here, n + 1]) <= problem.budget_s
