"""Whole plans on the real quarter: the contract, the promises, and what if nothing fits."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise, permutations, product
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import shapely
from clock import SATURDAY, ZONE
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.errors import RequestError
from planner.hours import day_hours
from planner.no_route import NoRoute
from planner.places import OPTION_WEIGHT
from planner.plan import plan
from planner.pose import find_candidates, pose
from planner.quarter import DATA
from planner.request import WISHES, Request
from planner.resolve import resolve
from planner.route import Route, as_json
from planner.schedule import schedule
from planner.streets.extract import read_extract
from planner.streets.travel import travel

SCHEMA = json.loads(
    (Path(planner.__file__).parent.parent / "docs" / "route.schema.json").read_text("utf-8")
)
THEMES = ["all", "spirit", "chips", "materials", "internet", "renewal", "heritage", "family"]
STARTS = ["jiangsu-road", "jiangsu-road-exit-7", "wysh", "121.4190,31.2130"]
DISTRICT = {"sim", "sic", "qian-home", "wuyi-quadrant", "wysh"}

requests = st.builds(
    Request,
    theme=st.sampled_from(THEMES),
    minutes=st.integers(20, 240),
    start=st.sampled_from(STARTS),
    end=st.sampled_from([None, None, "jiao-tong-university", "wysh"]),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 3, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0, tzinfo=ZONE)
    ),
    pace_kmh=st.sampled_from([3.0, 4.5, 5.4]),
    must=st.lists(st.sampled_from(sorted(DISTRICT)), max_size=2, unique=True).map(tuple),
    never=st.lists(st.sampled_from(["rewi", "mix320", "zhongshan"]), max_size=2).map(tuple),
    prefer=st.lists(st.sampled_from(WISHES), unique=True).map(lambda wishes: tuple(sorted(wishes))),
    step_free=st.booleans(),
    inside_quarter=st.booleans(),
    overlay=st.booleans(),
)


@pytest.fixture(scope="module")
def forbidden():
    """All segments of street that may be walked, as a set of vertex pairs in both directions."""
    extract = read_extract(DATA / "guixiang.osm.pbf", DATA / "redrawn_streets.geojson")
    spots = {ref: (round(lon, 7), round(lat, 7)) for ref, (lon, lat) in extract.nodes.items()}
    lines = [shapely.LineString([spots[ref] for ref in way.nodes]) for way in extract.ways]
    return shapely.STRtree(lines), lines


def uncut(quarter, request, **more):
    """Plan however long it takes: only the work limit, the same everywhere, ends the search."""
    return plan(quarter, request, stop=lambda: False, **more)


def test_the_five_places_of_the_district_make_one_loop(quarter, make_request):
    route = plan(quarter, make_request(minutes=150, must=tuple(sorted(DISTRICT))))
    assert isinstance(route, Route)
    assert {stop.id for stop in route.stops} >= DISTRICT
    assert route.is_loop
    assert route.certificate.proved
    assert route.totals.back - route.totals.leave <= timedelta(minutes=150)


def check_promises(quarter, request, route):
    """Everything a route promises, recomputed from what it prints."""
    jsonschema.validate(as_json(route), SCHEMA)
    clock = request.at
    ids = ["start", *(stop.id for stop in route.stops), "end"]
    assert [(leg.from_id, leg.to_id) for leg in route.legs] == list(pairwise(ids))
    for leg, stop in zip(route.legs, route.stops, strict=False):
        clock += timedelta(seconds=leg.walk_s)
        assert stop.arrive == clock
        assert stop.start == clock + timedelta(seconds=stop.wait_s)
        check_visit(quarter, stop)
        clock = stop.leave
    clock += timedelta(seconds=route.legs[-1].walk_s)
    assert route.totals.back == clock <= request.at + timedelta(minutes=request.minutes)
    for before, after in pairwise(route.legs):
        assert before.geometry[-1] == after.geometry[0]
    if request.end is None:
        assert route.legs[0].geometry[0] == route.legs[-1].geometry[-1]
    for leg in route.legs:
        assert sum(part.length_m for part in leg.segments) == leg.length_m
        assert sum(part.walk_s for part in leg.segments) == leg.walk_s
        assert [part.first for part in leg.segments[1:]] == [p.last for p in leg.segments[:-1]]
    assert route.totals.length_m == sum(leg.length_m for leg in route.legs)
    assert route.totals.prize == sum(stop.prize for stop in route.stops) == route.certificate.prize
    assert set(request.must) <= {stop.id for stop in route.stops}
    assert not set(request.never) & {stop.id for stop in route.stops}
    if not request.overlay:
        assert route.certificate.overlay_m == 0
    if request.step_free:
        assert not any(part.steps for leg in route.legs for part in leg.segments)
    known = {stop.id for stop in route.stops} | {out.id for out in route.left_out}
    assert known == set(quarter.place_by_id)


def check_visit(quarter, stop):
    """The door is open for the whole visit, and the visit is worth and as long as the data says."""
    place = quarter.place_by_id[stop.id]
    option = next(option for option in place.options if option.kind == stop.option)
    assert stop.leave - stop.start == timedelta(minutes=option.dwell_min)
    if option.opening_hours is None:
        assert stop.option == "outside"
        return
    hours = day_hours(option.opening_hours, stop.start.date(), calendar=quarter.calendar)
    midnight = stop.start.replace(hour=0, minute=0, second=0)
    begin, end = (round((t - midnight).total_seconds()) for t in (stop.start, stop.leave))
    assert any(low <= begin and end <= high for low, high in hours.windows)
    if option.last_entry:
        assert f"{stop.start:%H:%M}" <= option.last_entry


@given(request=requests)
@settings(max_examples=120, deadline=None)
def test_a_route_keeps_its_promises(quarter, forbidden, request):
    if set(request.must) & set(request.never):
        with pytest.raises(RequestError):
            plan(quarter, request)
        return
    route = uncut(quarter, request)
    if isinstance(route, NoRoute):
        assert route.fault.message("zh")
        assert route.fault.message("en")
        return
    check_promises(quarter, request, route)
    check_on_open_streets(route, forbidden)
    later = SATURDAY + timedelta(days=1)
    again = uncut(quarter, request, now=later)
    assert replace(again, made_at=route.made_at, notes=()) == replace(route, notes=())


def check_on_open_streets(route, forbidden):
    """Between the straight ways to and from the street, every metre is on a way open to walkers."""
    tree, lines = forbidden
    for leg in route.legs:
        inner = leg.geometry[1:-1]
        for a, b in pairwise(inner):
            middle = shapely.Point((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            nearest = lines[tree.nearest(middle)]
            assert nearest.distance(middle) < 2e-6  # 20 cm


@given(request=requests, more=st.integers(1, 90))
@settings(max_examples=40, deadline=None)
def test_more_time_never_lowers_the_prize(quarter, request, more):
    request = replace(request, must=(), never=())
    shorter = uncut(quarter, request)
    longer = uncut(quarter, replace(request, minutes=request.minutes + more))
    if isinstance(shorter, NoRoute):
        return
    assert isinstance(longer, Route)
    assert longer.certificate.bound >= shorter.certificate.prize
    if longer.certificate.proved:
        assert longer.certificate.prize >= shorter.certificate.prize


def brute_force(problem):
    """Best prize and earliest return over all orders and options."""
    groups = sorted(set(problem.place.tolist()))
    best = (0, 0) if not problem.must else None
    for size in range(1, len(groups) + 1):
        for order in permutations(groups, size):
            if not set(problem.must) <= set(order):
                continue
            rows = [np.flatnonzero(problem.place == group).tolist() for group in order]
            for chosen in product(*rows):
                times = schedule(problem, chosen)
                if times is not None:
                    prize = int(problem.prize[list(chosen)].sum())
                    best = max(best or (-1, 0), (prize, -times.back_s))
    return best


@pytest.mark.parametrize(
    "case",
    [
        ("all", 60, 10, 7),
        ("spirit", 90, 9, 7),
        ("heritage", 75, 14, 6),
        ("materials", 120, 13, 7),
        ("renewal", 45, 18, 7),
    ],
)
def test_brute_force_agrees(quarter, make_request, case):
    theme, minutes, hour, keep = case
    request = make_request(theme=theme, minutes=minutes, at=SATURDAY.replace(hour=hour))
    scored = [p.id for p in quarter.places if p.lon is not None and p.themes.get(theme, 0) > 0]
    request = replace(request, never=tuple(scored[keep:]))
    trip = resolve(quarter, request)
    candidates = find_candidates(quarter, request, trip)
    assert len(candidates.places) <= keep
    ways = travel(quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    wanted = brute_force(pose(candidates, ways, request))
    route = plan(quarter, request)
    took = route.totals.back - route.totals.leave
    earliest_s = -wanted[1]
    assert route.certificate.prize == wanted[0]
    assert earliest_s <= round(took.total_seconds()) <= request.minutes * 60
    detour_s = round(took.total_seconds()) - earliest_s - route.totals.wait_s
    assert detour_s <= 0.1 * route.totals.walk_s + len(route.legs)


def test_prizes_are_scores_times_weights(quarter, make_request):
    route = plan(quarter, make_request(theme="spirit", minutes=180))
    for stop in route.stops:
        score = quarter.place_by_id[stop.id].themes["spirit"]
        assert stop.prize == score * OPTION_WEIGHT[stop.option]


def test_slack_is_exact(quarter, make_request):
    """Arriving by the slack later keeps the rest feasible; a second more does not."""
    request = make_request(theme="all", minutes=120)
    trip = resolve(quarter, request)
    candidates = find_candidates(quarter, request, trip)
    ways = travel(quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    problem = pose(candidates, ways, request)
    route = plan(quarter, request)
    rows = [
        next(
            row
            for row, visit in enumerate(candidates.visits)
            if (visit.place.id, visit.option.kind) == (stop.id, stop.option)
        )
        for stop in route.stops
    ]
    walked = problem.travel_s.copy()
    ends = [problem.start, *rows, problem.end]
    walked[ends[:-1], ends[1:]] = [leg.walk_s for leg in route.legs]
    first = int(walked[problem.start, rows[0]])
    for late, feasible in ((route.stops[0].slack_s, True), (route.stops[0].slack_s + 1, False)):
        travel_s = walked.copy()
        travel_s[problem.start, rows[0]] = first + late
        assert (schedule(replace(problem, travel_s=travel_s), rows) is not None) is feasible


def test_order_is_kept_and_nothing_added(quarter, make_request):
    order = ("wysh", "qian-home", "sim")
    route = plan(quarter, make_request(order=order, minutes=180))
    assert tuple(stop.id for stop in route.stops) == order
    with_must = plan(quarter, make_request(order=order, must=("sic",), minutes=180))
    assert {stop.id for stop in with_must.stops} == {*order, "sic"}
    assert [stop.id for stop in with_must.stops if stop.id != "sic"] == list(order)


def test_from_a_to_b(quarter, make_request):
    route = plan(quarter, make_request(end="zhongshan-park", minutes=90))
    assert not route.is_loop
    assert (route.start.id, route.end.id) == ("jiangsu-road", "zhongshan-park")


def test_a_place_may_be_the_start_and_a_stop(quarter, make_request):
    route = plan(quarter, make_request(start="wysh", must=("wysh",), minutes=60))
    leg = next(leg for leg in route.legs if leg.to_id == "wysh")
    assert leg.from_id != "start" or (leg.length_m, leg.walk_s) == (0, 0)


def test_must_see_outside_the_theme_counts_nothing(quarter, make_request):
    route = plan(quarter, make_request(theme="chips", must=("sunkeji",), minutes=150))
    stop = next(stop for stop in route.stops if stop.id == "sunkeji")
    assert stop.prize == quarter.place_by_id["sunkeji"].themes.get("chips", 0) * 2


def test_unknown_hours_are_not_open(quarter, make_request):
    for minutes in (120, 240):
        for stop in plan(quarter, make_request(minutes=minutes)).stops:
            option = next(o for o in quarter.place_by_id[stop.id].options if o.kind == stop.option)
            assert stop.option == "outside" or option.opening_hours is not None


def test_reasons_of_what_is_left_out(quarter, make_request):
    route = plan(quarter, make_request(minutes=60, never=("sim",), inside_quarter=True))
    reasons = {out.id: out.reason for out in route.left_out}
    assert reasons["no1"] == reasons["maker-lounge"] == "position_unknown"
    assert reasons["sim"] == "excluded"
    assert reasons["qian-library"] == "excluded"
    assert "time" in reasons.values() or "lower_prize" in reasons.values()
    assert all(out.cost_min is None or out.cost_min > 0 for out in route.left_out)
    near = plan(quarter, make_request(minutes=30))
    assert {out.reason for out in near.left_out} >= {"too_far"}


def test_past_dates_are_planned_with_a_notice(quarter, make_request):
    route = plan(quarter, make_request(), now=SATURDAY + timedelta(days=30))
    assert "past_date" in {note.code for note in route.notes}
    route = plan(quarter, make_request(), now=SATURDAY - timedelta(days=30))
    assert "past_date" not in {note.code for note in route.notes}


def test_cut_off_search_says_so(quarter, make_request):
    route = plan(quarter, make_request(minutes=240), stop=lambda: True)
    assert route.certificate.bound >= route.certificate.prize
    proved = route.certificate.proved
    assert ("not_proved" in {note.code for note in route.notes}) is not proved


def fault_of(quarter, request):
    outcome = plan(quarter, request)
    assert isinstance(outcome, NoRoute)
    return outcome.fault


def test_budget_below_the_shortest_visit(quarter, make_request):
    fault = fault_of(quarter, make_request(minutes=10))
    assert fault.code == "budget_too_short"
    needed = fault.values["needed"]
    assert isinstance(plan(quarter, make_request(minutes=needed)), Route)
    assert isinstance(plan(quarter, make_request(minutes=needed - 1)), NoRoute)


def test_must_see_that_does_not_fit_says_by_how_much(quarter, make_request):
    fault = fault_of(quarter, make_request(minutes=45, must=("sim", "wysh")))
    assert fault.code == "must_over"
    assert fault.values["over"] == fault.values["needed"] - 45
    enough = make_request(minutes=fault.values["needed"], must=("sim", "wysh"))
    assert isinstance(plan(quarter, enough), Route)
    assert isinstance(plan(quarter, replace(enough, minutes=enough.minutes - 1)), NoRoute)


def test_smallest_conflict_is_named(quarter, make_request):
    fault = fault_of(quarter, make_request(minutes=60, must=("qian-home", "qian-library", "sim")))
    assert fault.values["names"]["en"] == quarter.place_by_id["qian-library"].name_en
    enough = make_request(minutes=fault.values["needed"], must=("qian-home", "qian-library", "sim"))
    assert isinstance(plan(quarter, enough), Route)


def test_order_that_does_not_fit_is_measured_in_that_order(quarter, make_request):
    request = make_request(minutes=40, order=("wysh", "qian-home"))
    needed = fault_of(quarter, request).values["needed"]
    assert isinstance(plan(quarter, replace(request, minutes=needed)), Route)
    assert isinstance(plan(quarter, replace(request, minutes=needed - 1)), NoRoute)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"theme": "chip"}, {"theme_unknown"}),
        ({"must": ("simm",)}, {"place_unknown"}),
        ({"must": ("no1",)}, {"place_unplaced"}),
        ({"start": "no1"}, {"place_unplaced"}),
        ({"never": ("no1",)}, set()),
        ({"start": "jiangsu"}, {"start_unknown"}),
        ({"start": "121.9,31.2"}, {"start_far"}),
        ({"start": "116.39,39.9"}, {"start_far"}),
        ({"start": "-58.4,-34.6"}, {"start_far"}),
        ({"start": "31.2,121.4"}, {"start_not_on_earth"}),
        ({"end": "nowhere"}, {"start_unknown"}),
        ({"must": ("sim",), "never": ("sim",)}, {"must_and_never"}),
        (
            {"theme": "x", "start": "y", "must": ("z",)},
            {"theme_unknown", "start_unknown", "place_unknown"},
        ),
    ],
)
def test_bad_requests_name_every_fault(quarter, make_request, changes, codes):
    request = make_request(**changes)
    if not codes:
        assert isinstance(plan(quarter, request), Route)
        return
    with pytest.raises(RequestError) as caught:
        plan(quarter, request)
    assert {fault.code for fault in caught.value.faults} == codes
    for fault in caught.value.faults:
        assert fault.where
        assert fault.message("zh") != fault.message("en")
        assert fault.hint("zh")
        assert fault.hint("en")


def test_nearest_match_is_offered(quarter, make_request):
    with pytest.raises(RequestError) as caught:
        plan(quarter, make_request(theme="chip", must=("qian-hone",)))
    assert [fault.values["nearest"] for fault in caught.value.faults] == ["chips", "qian-home"]


def test_far_start_names_the_nearest_good_one(quarter, make_request):
    with pytest.raises(RequestError) as caught:
        plan(quarter, make_request(start="121.44,31.15"))
    (fault,) = caught.value.faults
    assert fault.values["nearest_id"] in quarter.start_by_id
    assert 4000 < fault.values["away_m"] < 6000  # the extract ends at 31.193 N
