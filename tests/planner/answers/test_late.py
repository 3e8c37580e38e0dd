"""What to drop when late, against trying every choice of the stops still to come."""

from datetime import timedelta
from itertools import combinations

import pytest
from clock import SATURDAY
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.answers.asked import ask
from planner.answers.late import if_late
from planner.plan import plan
from planner.request import Request
from planner.route import Route


def walked(asked, request, route, kept, number, late_s):
    """When a walk of the kept stops (positions) is back; None if a door is shut."""
    here, clock = number - 1, route.stops[number - 1].arrive + timedelta(seconds=late_s)
    moved = False
    for k in (*kept, len(route.stops)):
        row = asked.problem.end if k == len(route.stops) else asked.rows_of(route.stops[k])[0]
        if k != here or moved:
            straight = k == here + 1
            origin = asked.rows_of(route.stops[here])[0]
            clock += timedelta(
                seconds=route.legs[k].walk_s
                if straight
                else int(asked.problem.travel_s[origin, row])
            )
        if k == len(route.stops):
            return clock
        here, moved = k, True
        stop, begun = route.stops[k], None
        for window in asked.rows_of(stop):
            low, high = (
                request.at + timedelta(seconds=int(t[window]))
                for t in (asked.problem.open_s, asked.problem.close_s)
            )
            if clock <= high:
                begun = min(begun or max(clock, low), max(clock, low))
        if begun is None:
            return None
        clock = begun + (stop.leave - stop.start)
    return clock


def best_by_force(quarter, request, route, number, late_s):
    """Least prize lost, fewest stops, earliest end, of all choices that end in time."""
    asked = ask(quarter, request)
    ahead = range(number - 1, len(route.stops))
    end = request.at + timedelta(minutes=request.minutes)
    choices = []
    for size in range(len(ahead) + 1):
        for kept in combinations(ahead, size):
            back = walked(asked, request, route, kept, number, late_s)
            if back is not None and back <= end:
                dropped = [route.stops[k] for k in ahead if k not in kept]
                musts = sum(stop.id in request.must for stop in dropped) > 0
                lost = sum(stop.prize for stop in dropped)
                choices.append((musts, lost, len(dropped), back))
    return min(choices, default=None)


@given(
    theme=st.sampled_from(["all", "heritage", "chips"]),
    minutes=st.integers(45, 130),
    hour=st.integers(9, 17),
    must=st.sampled_from([(), ("wysh",)]),
    number=st.integers(1, 8),
    late_min=st.integers(0, 60),
)
@settings(max_examples=30, deadline=None)
def test_no_choice_loses_less(quarter, **drawn):
    request = Request(
        theme=drawn["theme"],
        minutes=drawn["minutes"],
        start="jiangsu-road",
        must=drawn["must"],
        at=SATURDAY.replace(hour=drawn["hour"]),
    )
    route = plan(quarter, request)
    if not isinstance(route, Route):
        return
    number = min(drawn["number"], len(route.stops))
    late = if_late(quarter, request, route, number, drawn["late_min"] * 60)
    wanted = best_by_force(quarter, request, route, number, drawn["late_min"] * 60)
    if wanted is None:
        assert not late.in_time
        assert late.back > request.at + timedelta(minutes=request.minutes)
        return
    assert late.in_time
    found = (not late.keeps_musts, late.prize_lost, len(late.dropped), late.back)
    assert found == wanted
    assert late.proved


def test_up_to_the_slack_nothing_is_dropped(quarter, make_request):
    request = make_request(minutes=150)
    route = plan(quarter, request)
    for stop in route.stops:
        assert if_late(quarter, request, route, stop.number, stop.slack_s).dropped == ()
        assert if_late(quarter, request, route, stop.number, stop.slack_s + 1).dropped != ()


def test_far_too_late_means_straight_home(quarter, make_request):
    request = make_request(minutes=90)
    route = plan(quarter, request)
    late = if_late(quarter, request, route, 2, 3 * 3600)
    assert late.dropped == tuple(stop.id for stop in route.stops[1:])
    assert not late.in_time
    assert late.back > request.at + timedelta(minutes=90)


def test_there_is_no_stop_nought(quarter, make_request):
    request = make_request()
    route = plan(quarter, request)
    with pytest.raises(ValueError, match="0"):
        if_late(quarter, request, route, 0, 60)
