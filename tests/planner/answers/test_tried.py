"""A guide's tour on the clock, also where it breaks: by hand, and against the plan."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from clock import SATURDAY, ZONE
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.answers.tried import tried
from planner.errors import RequestError
from planner.own_stop import OwnStop
from planner.plan import plan
from planner.request import Request
from planner.route import Route
from planner.words import LANGS

MONDAY = datetime(2026, 12, 7, 9, 0, tzinfo=ZONE)
ORDER = ("qian-library", "sjtu", "fulei")


@pytest.fixture(scope="module")
def doors(quarter):
    """The quarter, places with known hours seen from inside only."""

    def indoors(place):
        inside = tuple(option for option in place.options if option.opening_hours)
        return replace(place, options=inside or place.options)

    return replace(quarter, places=tuple(indoors(place) for place in quarter.places))


@pytest.fixture
def ask_for():
    """Make a request of an order on a Monday morning."""

    def make(order=ORDER, **changes):
        chosen = {"theme": "all", "minutes": 300, "start": "jiangsu-road", "at": MONDAY}
        return Request(**(chosen | {"order": order} | changes))

    return make


def codes(found):
    return [stop.broken and stop.broken.code for stop in found.stops]


def at(clock, day=MONDAY):
    hour, minute = clock.split(":")
    return day.replace(hour=int(hour), minute=int(minute))


def test_nothing_wished_nothing_tried(quarter, ask_for):
    assert tried(quarter, ask_for(())) is None


def test_a_tour_that_works(quarter, ask_for):
    found = tried(quarter, ask_for())
    assert found.walkable
    assert [stop.id for stop in found.stops] == list(ORDER)
    assert found.back == MONDAY + timedelta(minutes=300, seconds=found.over_s)
    for leg, ends in zip(found.legs, ("start", *ORDER), strict=False):
        assert leg.from_id == ends
        assert leg.length_m > 0
        assert len(leg.geometry) > 2
    assert len(found.lines("zh")) == len(found.lines("en")) == 1


def test_closed_that_day(doors, ask_for):
    found = tried(doors, ask_for())
    assert codes(found) == ["closed_day", None, None]
    museum = found.stops[0]
    assert museum.broken.opens == at("09:00") + timedelta(days=1)
    assert "周一不开放" in found.lines("zh")[0]
    assert "12月8日（周二）09:00" in found.lines("zh")[0]
    assert "closed on Monday; the next chance is Tuesday 8 December, 09:00" in found.lines("en")[0]
    assert museum.start == museum.arrive, "one stays as long as wished, and walks on"
    assert museum.leave - museum.start == timedelta(minutes=60)
    assert plan(doors, ask_for()).fault.code == "must_closed"


def test_closed_inside_is_seen_from_outside(quarter, ask_for):
    """As the plan does it; that is no breakage, and a note says so."""
    museum = tried(quarter, ask_for()).stops[0]
    assert museum.option == "outside"
    assert museum.broken is None
    assert "closed_inside" in [note.code for note in museum.notes]


def test_locked_before_arrival(quarter, ask_for):
    found = tried(quarter, ask_for(fixed=(("fulei", "09:30"),)))
    fulei = found.stops[2]
    assert codes(found) == [None, None, "fixed_late"]
    assert fulei.locked == "09:30"
    assert timedelta(seconds=fulei.late_s) == fulei.start - at("09:30")
    assert found.stops[1].late_s == 0
    assert found.over_s < 0
    assert len(found.lines("en")) == 1
    minutes = -(-fulei.late_s // 60)
    assert f"{minutes} min late" in found.lines("en")[0]
    assert f"晚 {minutes} 分钟" in found.lines("zh")[0]


def test_locked_before_leaving(quarter, ask_for):
    found = tried(quarter, ask_for(fixed=(("sjtu", "08:30"),)))
    assert codes(found) == [None, "fixed_past", None]


def test_locked_after_twelve_hours(quarter, ask_for):
    found = tried(quarter, ask_for(fixed=(("fulei", "22:00"),)))
    assert codes(found) == [None, None, "fixed_far"]
    assert found.stops[2].start == at("22:00")


def test_locked_after_closing(doors, ask_for):
    request = ask_for(("fulei", "hudec"), at=SATURDAY, fixed=(("hudec", "15:45"),))
    found = tried(doors, request)
    assert codes(found) == [None, "fixed_closed"]
    hudec = found.stops[1]
    assert hudec.start == at("15:45", SATURDAY)
    assert hudec.late_s == 0
    assert "09:30–12:00、13:30–16:00" in found.lines("zh")[0]


def test_closes_before_the_visit_ends(doors, ask_for):
    found = tried(doors, ask_for(("hudec",), at=at("15:00", SATURDAY), dwell=(("hudec", 50),)))
    assert codes(found) == ["closes"]
    assert "16:00" in found.lines("zh")[0]
    assert found.stops[0].broken.opens == at("09:30", SATURDAY + timedelta(days=1))


def test_reached_after_closing(doors, ask_for):
    """The villa opens again on the same day."""
    found = tried(doors, ask_for(("fulei", "caiyuanpei"), at=at("11:40", SATURDAY)))
    assert codes(found) == [None, None], "who comes at noon waits until one"
    assert found.stops[1].start == at("13:00", SATURDAY)
    found = tried(doors, ask_for(("fulei", "caiyuanpei"), at=at("16:10", SATURDAY)))
    assert codes(found) == [None, "closed_by_then"]
    assert found.stops[1].broken.opens == at("09:00", SATURDAY + timedelta(days=1))


def test_last_entry(doors, ask_for):
    found = tried(
        doors, ask_for(at=at("16:05", SATURDAY), dwell=(("qian-library", 10),), order=ORDER[:1])
    )
    assert codes(found) == ["last_entry"]
    assert "16:30" in found.lines("en")[0]


def test_stay_longer_than_any_opening(doors, ask_for):
    found = tried(doors, ask_for(("hudec",), at=SATURDAY, dwell=(("hudec", 160),)))
    assert codes(found) == ["too_long"]
    assert "160" in found.lines("zh")[0]


def test_budget_too_small(quarter, ask_for):
    found = tried(quarter, ask_for(minutes=60))
    assert codes(found) == [None] * 3
    assert not found.walkable
    assert found.over_s == (found.back - MONDAY).total_seconds() - 3600
    fault = plan(quarter, ask_for(minutes=60)).fault
    needed = fault.values["needed"]
    assert needed == -(-(found.over_s + 3600) // 60), "both say the same"
    assert f"{needed} min" in found.lines("en")[0]


def test_what_is_reached_after_twelve_hours_is_over_but_not_closed(quarter, ask_for):
    """No budget is that long, yet a stop in the street has no hours to miss."""
    stays = (("fulei", 240), ("sjtu", 240), ("wysh", 240))
    order = ("fulei", "sjtu", "wysh", "sim")
    found = tried(quarter, ask_for(order, dwell=stays, minutes=720))
    assert found.stops[-1].arrive > MONDAY + timedelta(hours=12)
    assert codes(found) == [None] * 4
    assert found.over_s > 0


def test_own_stop_is_walked_to(quarter, ask_for):
    own = (OwnStop(lon=121.4270, lat=31.2214, minutes=7, name="集合点"),)
    found = tried(quarter, ask_for(("fulei", "own-1"), own=own))
    stop = found.stops[1]
    assert (stop.id, stop.name_zh, stop.name_en) == ("own-1", "集合点", "集合点")
    assert (stop.lon, stop.lat) == (121.4270, 31.2214)
    assert stop.leave - stop.start == timedelta(minutes=7)


@pytest.mark.parametrize("spot", [(121.60, 31.24), (121.40, 31.30), (2.35, 48.85)])
def test_own_stop_outside_the_map(quarter, ask_for, spot):
    own = (OwnStop(lon=spot[0], lat=spot[1], minutes=7, name="对岸"),)
    with pytest.raises(RequestError) as raised:
        tried(quarter, ask_for(("fulei", "own-1"), own=own))
    assert [fault.code for fault in raised.value.faults] == ["own_far"]
    assert "对岸" in raised.value.faults[0].message("zh")


def test_a_group_takes_longer(quarter, ask_for):
    alone, sixty = (tried(quarter, ask_for(group=group)) for group in (1, 60))
    assert sixty.back > alone.back
    waiting = tried(quarter, ask_for(group=60, crossing_wait=0))
    assert waiting.back == alone.back


def test_what_has_no_order_is_put_in_the_shortest(quarter, ask_for):
    stops = ("sim", "qian-library", "wysh", "sjtu")
    found = tried(quarter, ask_for((), must=stops, minutes=60))
    assert set(found.order) == set(stops)
    assert codes(found) == [None] * 4
    assert found.over_s > 0
    for turned in (found.order[::-1], ("wysh", "sim", "qian-library", "sjtu")):
        assert tried(quarter, ask_for(turned, minutes=60)).back >= found.back


def test_locked_stops_come_first_where_nothing_fits(quarter, ask_for):
    """Both are locked at the same time, so one is late; the others go where least is lost."""
    locked = (("fulei", "09:10"), ("qian-library", "09:10"))
    found = tried(quarter, ask_for((), must=("sim", "sjtu"), fixed=locked))
    assert codes(found).count("fixed_late") == 1
    assert [stop.id for stop in found.stops if stop.broken] == ["qian-library"]
    assert found.stops[found.order.index("sjtu")].broken is None


def test_no_way_is_drawn_straight(quarter, ask_for):
    """Streets across a line in the south are redrawn ones, and not to be used."""
    network = quarter.network
    south = network.node_lonlat[:, 1] < 31.207
    cut = replace(quarter, network=replace(network, overlay=south[network.u] != south[network.v]))
    found = tried(cut, ask_for(("fulei", "qian-library"), overlay=False, end="qian-library"))
    assert codes(found) == [None, "no_way"]
    assert found.ends
    leg = found.legs[1]
    assert leg.segments == ()
    assert len(leg.geometry) == 2
    assert 1000 < leg.length_m < leg.walk_s * 1.25 + 1
    found = tried(cut, ask_for(("fulei",), overlay=False, end="qian-library"))
    assert not found.ends
    assert not found.walkable
    assert "钱学森图书馆" in found.lines("zh")[0]


IDS = ("wysh", "sim", "hudec", "fulei", "bolshevik", "caiyuanpei", "qian-library", "sunke")


@given(
    order=st.lists(st.sampled_from(IDS), min_size=1, max_size=6, unique=True),
    minutes=st.integers(20, 300),
    hour=st.integers(8, 16),
    day=st.integers(0, 6),
    dwell=st.dictionaries(st.sampled_from(IDS), st.integers(0, 90), max_size=2),
    lock=st.tuples(st.integers(0, 5), st.integers(-30, 240)),
    group=st.sampled_from([1, 1, 60]),
    own=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_it_works_exactly_if_the_plan_does(doors, quarter, **drawn):
    _check_against_plan(doors if drawn["own"] else quarter, drawn)


def _check_against_plan(quarter, drawn):
    leave = MONDAY.replace(hour=drawn["hour"]) + timedelta(days=drawn["day"])
    order = tuple(drawn["order"])
    own = (OwnStop(lon=121.4270, lat=31.2214, minutes=15, name="集合点"),) if drawn["own"] else ()
    position, shift = drawn["lock"]
    fixed = ()
    if position < len(order):
        fixed = ((order[position], f"{leave + timedelta(minutes=shift):%H:%M}"),)
    request = Request(
        theme="all",
        minutes=drawn["minutes"],
        start="jiangsu-road",
        at=leave,
        order=(*order, "own-1") if own else order,
        dwell=tuple(sorted(drawn["dwell"].items())),
        fixed=fixed,
        own=own,
        group=drawn["group"],
        detour=0,
    )
    found, route = tried(quarter, request), plan(quarter, request)
    assert found.walkable == isinstance(route, Route)
    assert found.order == request.order
    for stop in found.stops:
        assert (stop.broken is None) or not found.walkable
        assert stop.arrive <= stop.start <= stop.leave
        assert stop.wait_s == (stop.start - stop.arrive).total_seconds()
    assert found.over_s == (found.back - leave).total_seconds() - request.minutes * 60
    if isinstance(route, Route):
        mine = [(s.id, s.option, s.arrive, s.start, s.leave) for s in found.stops]
        assert mine == [(s.id, s.option, s.arrive, s.start, s.leave) for s in route.stops]
        assert found.back == route.totals.back
        assert [leg.walk_s for leg in found.legs] == [leg.walk_s for leg in route.legs]
    else:
        told = [found.lines(lang) for lang in LANGS]
        assert len(told[0]) == len(told[1]) >= 1
        assert all(line and "{" not in line for lines in told for line in lines)
