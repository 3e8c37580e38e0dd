"""Minutes more that would let a place in, and the latest departure, against trying it."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import numpy as np
import pytest
from clock import ZONE
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.plan import plan
from planner.request import MINUTES, Request
from planner.route import Route
from planner.schedule import schedule
from planner.visits import visits_of

requests = st.builds(
    Request,
    theme=st.sampled_from(["all", "spirit", "heritage", "renewal"]),
    minutes=st.integers(30, 170),
    start=st.sampled_from(["jiangsu-road", "wysh", "121.4190,31.2130"]),
    end=st.sampled_from([None, None, "wysh"]),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(
        lambda moment: moment.replace(second=0, microsecond=0, tzinfo=ZONE)
    ),
    must=st.sampled_from([(), ("sim",)]),
)


def rows_of(candidates, place_id, kind=None):
    """Rows of a place, of one kind of option or of all."""
    return [
        row
        for row, visit in enumerate(candidates.visits)
        if visit.place.id == place_id and kind in (None, visit.option.kind)
    ]


def fits(posed, quarter, request, route, place_id):
    """Whether a place fits in somewhere, the stops and their order kept, by trying every row."""
    candidates, problem = posed(quarter, request)
    walk = [rows_of(candidates, stop.id, stop.option) for stop in route.stops]
    new = rows_of(candidates, place_id)
    return any(
        schedule(problem, order) is not None
        for position in range(len(walk) + 1)
        for order in product(*walk[:position], new, *walk[position:])
    )


def check_costs(posed, quarter, request):
    route = plan(quarter, request)
    if not isinstance(route, Route):
        return 0
    costs = {
        out.id: out.cost_min
        for out in route.left_out
        if out.reason in {"time", "too_far"} or out.cost_min is not None
    }
    for place_id, cost in costs.items():
        if cost is None:
            longest = replace(request, minutes=MINUTES[1])
            assert not fits(posed, quarter, longest, route, place_id)
            continue
        more = replace(request, minutes=request.minutes + cost)
        assert fits(posed, quarter, more, route, place_id)
        if cost > 0:
            less = replace(request, minutes=more.minutes - 1)
            assert not fits(posed, quarter, less, route, place_id)
    for out in route.left_out:
        if out.reason in {"position_unknown", "excluded", "closed"}:
            assert out.cost_min is None
    return len(costs)


@given(request=requests)
@settings(max_examples=25, deadline=None)
def test_minutes_more_are_the_fewest(quarter, posed, request):
    check_costs(posed, quarter, request)


def test_minutes_more_in_the_toy_quarter(toy, posed):
    start = toy.starts[0].id
    found = 0
    for minutes, hour in ((10, 10), (15, 10), (20, 9), (30, 16), (40, 13)):
        at = datetime(2026, 12, 5, hour, tzinfo=toy.zone)
        request = Request(theme=toy.themes[0].id, minutes=minutes, start=start, at=at)
        found += check_costs(posed, toy, request)
    assert found


def test_a_place_that_cost_minutes_is_in_a_walk_so_much_longer(quarter, make_request):
    route = plan(quarter, make_request(theme="spirit", minutes=75))
    stops = tuple(stop.id for stop in route.stops)
    costs = {out.id: out.cost_min for out in route.left_out if out.cost_min}
    assert costs
    for place_id, cost in costs.items():
        longer = make_request(theme="spirit", minutes=75 + cost, must=(*stops, place_id))
        assert isinstance(plan(quarter, longer), Route)


def departs(quarter, request, route, late_s):
    """Whether the same walk works when left so much later, by walking it forwards."""
    clock = request.at + timedelta(seconds=late_s)
    for stop, leg in zip(route.stops, route.legs, strict=False):
        clock += timedelta(seconds=leg.walk_s)
        place = quarter.place_by_id[stop.id]
        spans = [
            (visit.open_s, visit.close_s)
            for visit in visits_of(place, request.theme, request.at, 86_400, quarter.calendar)
            if visit.option.kind == stop.option
        ]
        if next(o for o in place.options if o.kind == stop.option).opening_hours is not None:
            planned = round((stop.start - request.at).total_seconds())
            low, high = next(s for s in spans if s[0] <= planned <= s[1])
            clock = max(clock, request.at + timedelta(seconds=low))
            if clock > request.at + timedelta(seconds=high):
                return False
        clock += stop.leave - stop.start
    clock += timedelta(seconds=route.legs[-1].walk_s)
    return clock <= request.at + timedelta(seconds=late_s, minutes=request.minutes)


@given(request=requests)
@settings(max_examples=40, deadline=None)
def test_latest_departure_is_the_latest(quarter, request):
    route = plan(quarter, request)
    if not isinstance(route, Route):
        return
    if route.latest_leave is None:
        midnight = (request.at + timedelta(days=1)).replace(hour=0, minute=0)
        left_s = round((midnight - request.at).total_seconds())
        assert departs(quarter, request, route, left_s - 1)
        return
    late_s = round((route.latest_leave - request.at).total_seconds())
    assert late_s >= 0
    assert departs(quarter, request, route, late_s)
    assert not departs(quarter, request, route, late_s + 1)
    assert all(departs(quarter, request, route, late_s * part // 5) for part in range(5))


@pytest.mark.parametrize("theme", ["all", "heritage"])
def test_slack_of_every_stop_is_exact(quarter, posed, make_request, theme):
    """Arriving by the slack later keeps the rest feasible; a second more does not."""
    request = make_request(theme=theme, minutes=150)
    candidates, problem = posed(quarter, request)
    route = plan(quarter, request)
    walk = [rows_of(candidates, stop.id, stop.option) for stop in route.stops]
    walked_s = problem.travel_s.copy()
    for leg, here, there in zip(route.legs[1:], walk, [*walk[1:], [problem.end]], strict=True):
        walked_s[np.ix_(here, there)] = leg.walk_s
    for number, stop in enumerate(route.stops):
        for late_s, feasible in ((stop.slack_s, True), (stop.slack_s + 1, False)):
            arrive_s = round((stop.arrive - request.at).total_seconds()) + late_s
            travel_s = walked_s.copy()
            travel_s[problem.start, :-2] = [
                arrive_s if row in walk[number] else 0 for row in range(len(candidates.visits))
            ]
            moved = replace(problem, travel_s=travel_s)
            rest = [schedule(moved, order) for order in product(*walk[number:])]
            assert any(timetable is not None for timetable in rest) is feasible
