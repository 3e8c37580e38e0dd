"""The smallest conflict among must-sees, against trying every subset."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.answers.conflict import smallest_conflict
from planner.answers.part import impossible, least_time
from planner.no_route import NoRoute
from planner.orienteering.least_budget import least_budget_s
from planner.orienteering.problem import Problem
from planner.plan import plan
from planner.request import MINUTES
from planner.route import Route


@st.composite
def problems(draw, most=6):
    """Up to six groups on a line or at random, some with windows, some with two options."""
    count = draw(st.integers(1, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    place = np.array([*range(count), *rng.integers(0, count, size=draw(st.integers(0, 2)))])
    m = len(place)
    spot = rng.integers(0, 40, size=(count + 1, 2))
    at = np.array([*place, count, count])
    travel = np.abs(spot[at][:, None] - spot[at][None]).sum(axis=2)
    opens = rng.integers(0, 120, size=m) * (rng.random(m) < 0.4)
    shut = np.where(rng.random(m) < 0.4, opens + rng.integers(0, 80, size=m), 10**6)
    return Problem(
        prize=np.ones(m, dtype=np.int64),
        dwell_s=rng.integers(0, 30, size=m),
        open_s=opens.astype(np.int64),
        close_s=shut.astype(np.int64),
        place=place.astype(np.int64),
        travel_s=travel.astype(np.int64),
        start=m,
        end=m + 1,
        budget_s=int(rng.integers(0, 250)),
        fixed_order=tuple(rng.permutation(count)[: int(rng.integers(0, count + 1))].tolist()),
    )


def fails(problem, groups):
    """Whether no walk visits just these groups."""
    least = least_budget_s(problem, tuple(groups))
    return least is None or least > problem.budget_s


@given(problem=problems())
@settings(max_examples=150, deadline=None)
def test_no_smaller_set_fails(problem):
    groups = sorted(set(problem.place.tolist()))
    failing = (
        subset
        for size in range(1, len(groups) + 1)
        for subset in combinations(groups, size)
        if fails(problem, subset)
    )
    wanted = next(failing, None)
    found = smallest_conflict(problem, groups)
    assert (None if found is None else found.groups) == wanted
    assert found is None or found.smallest


@given(problem=problems())
@settings(max_examples=60, deadline=None)
def test_what_the_filter_leaves_needs_every_part(problem):
    groups = sorted(set(problem.place.tolist()))
    found = smallest_conflict(problem, groups, steps=0)
    if found is None:
        assert not fails(problem, groups)
        return
    assert not found.smallest
    assert fails(problem, found.groups)
    for group in found.groups:
        rest = [other for other in found.groups if other != group]
        assert not rest or not fails(problem, rest)


@given(problem=problems())
@settings(max_examples=60, deadline=None)
def test_least_time_and_impossible_agree(problem):
    groups = sorted(set(problem.place.tolist()))
    least = least_time(problem, groups)
    assert (least is None) is impossible(problem, groups) is fails(problem, groups)


def test_ten_must_sees_name_a_smallest_conflict(quarter, posed, make_request):
    ids = ("sim", "sic", "qian-home", "wuyi-quadrant", "wysh", "rewi", "zhongshan", "sunkeji")
    request = make_request(minutes=45, must=(*ids, "hudec", "penicillin"))
    outcome = plan(quarter, request)
    assert isinstance(outcome, NoRoute)
    assert outcome.fault.code == "must_over"
    candidates, problem = posed(quarter, replace(request, minutes=MINUTES[1]))
    tight = replace(problem, budget_s=45 * 60)
    named = outcome.fault.values["names"]["zh"].split("、")
    groups = [g for g, place in enumerate(candidates.places) if place.name_zh in named]
    assert len(groups) == len(named)
    assert fails(tight, groups)
    for smaller in combinations(problem.must, len(groups) - 1):
        assert not smaller or not fails(tight, smaller)
    assert outcome.fault.values["over"] == -(-least_budget_s(problem, tuple(groups)) // 60) - 45
    enough = replace(request, minutes=outcome.fault.values["needed"])
    assert isinstance(plan(quarter, enough), Route)


@pytest.mark.parametrize("count", [15, 18])
def test_more_must_sees_than_the_table_holds(quarter, make_request, count):
    scored = [p.id for p in quarter.places if p.lon is not None and p.themes.get("all", 0) > 0]
    request = make_request(minutes=150, must=tuple(scored[:count]))
    outcome = plan(quarter, request)
    assert isinstance(outcome, NoRoute)
    assert outcome.fault.code == "must_over"
    assert outcome.fault.values["over"] > 0
    enough = replace(request, minutes=outcome.fault.values["needed"])
    assert isinstance(plan(quarter, enough), Route)
