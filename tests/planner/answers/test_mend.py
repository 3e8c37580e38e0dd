"""Ways to mend a guide's tour: each kind by hand, and every one of them planned."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from clock import SATURDAY, ZONE
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.answers.mend import MOST, mends
from planner.answers.tried import tried
from planner.own_stop import OwnStop
from planner.plan import plan
from planner.request import Request
from planner.route import Route

MONDAY = datetime(2026, 12, 7, 9, 0, tzinfo=ZONE)
ORDER = ("sunkeji", "wuyi-quadrant", "wysh", "mix320")
OWN = (
    OwnStop(lon=121.4270, lat=31.2214, minutes=10, name="集合点"),
    OwnStop(lon=121.4265, lat=31.2190, minutes=10, name="合影"),
)


@pytest.fixture(scope="module")
def doors(quarter):
    """The quarter, places with known hours seen from inside only."""

    def indoors(place):
        inside = tuple(option for option in place.options if option.opening_hours)
        return replace(place, options=inside or place.options)

    return replace(quarter, places=tuple(indoors(place) for place in quarter.places))


@pytest.fixture
def wish():
    """Make a request of an order on a Monday morning."""

    def make(order=ORDER, **changes):
        chosen = {"theme": "all", "minutes": 120, "start": "jiangsu-road", "at": MONDAY}
        return Request(**(chosen | {"order": order} | changes))

    return make


def check(quarter, request, found):
    """What each mend promises is planned; return the mends by kind."""
    assert found.tried == tried(quarter, request)
    assert not found.tried.walkable
    assert len(found.mends) <= MOST
    for mend in found.mends:
        route = plan(quarter, mend.request)
        assert isinstance(route, Route)
        stops = [stop.id for stop in route.stops if stop.id in mend.kept]
        assert set(stops) == set(mend.kept)
        assert stops == list(mend.kept) or not request.order
        asked = {*request.order, *request.insisted}
        assert len(mend.kept) + len(mend.dropped) == len(asked)
        assert set(mend.dropped) <= asked
        for text in (mend.text_zh, mend.text_en):
            assert "{" not in text
            assert (f"{mend.back:%H:%M}" in text) == bool(request.order)
        assert mend.back <= route.totals.back or not request.order
        assert {k: getattr(mend.request, k) for k in KEPT} == {k: getattr(request, k) for k in KEPT}
        assert route.totals.back <= mend.request.at + timedelta(minutes=mend.request.minutes)
    assert len(found.lines("zh")) == len(found.lines("en")) >= 1
    return {mend.code: mend for mend in found.mends}


KEPT = ("theme", "start", "end", "pace_kmh", "never", "detour", "prefer", "step_free", "group")


def mended(quarter, request):
    return check(quarter, request, mends(quarter, request))


def test_nothing_to_mend(quarter, wish):
    assert mends(quarter, wish()) is None
    assert mends(quarter, wish(())) is None


def test_more_time(quarter, wish):
    request = wish(minutes=60)
    over = tried(quarter, request).over_s
    mend = mended(quarter, request)["more_time"]
    assert mend.request == replace(request, minutes=mend.request.minutes)
    assert 0 <= mend.request.minutes - 60 - over / 60 < 5, "no more than the next five minutes"
    assert f"时限放宽到 {mend.request.minutes} 分钟" in mend.text_zh


def test_another_order(quarter, wish):
    straight = tried(quarter, wish())
    minutes = -(-(straight.over_s + 7200) // 60)
    crossed = (ORDER[2], ORDER[0], ORDER[3], ORDER[1])
    mend = mended(quarter, wish(crossed, minutes=minutes))["free_order"]
    assert set(mend.request.order) == set(ORDER)
    assert mend.request.order == mend.kept != crossed
    numbers = " → ".join(str(crossed.index(stop) + 1) for stop in mend.kept)
    assert numbers in mend.text_zh
    assert numbers in mend.text_en


def test_leave_earlier(doors, wish):
    request = wish(("sim", "hudec"), minutes=150, at=SATURDAY.replace(hour=15, minute=22))
    mend = mended(doors, request)["leave_earlier"]
    assert mend.request == replace(request, at=mend.request.at)
    assert mend.request.at.minute % 5 == 0
    later = replace(request, at=mend.request.at + timedelta(minutes=5))
    assert not tried(doors, later).walkable, "no later departure does"
    assert f"提前到 {mend.request.at:%H:%M} 出发（原定 15:22）" in mend.text_zh
    assert f"Leave at {mend.request.at:%H:%M} instead of 15:22" in mend.text_en


def test_leave_later(quarter, wish):
    """Half the morning would be waited away before a meeting at noon."""
    request = wish(fixed=((ORDER[-1], "12:00"),))
    mend = mended(quarter, request)["leave_later"]
    assert mend.request == replace(request, at=mend.request.at)
    before = replace(request, at=mend.request.at - timedelta(minutes=5))
    assert not tried(quarter, before).walkable


def test_leave_later_and_allow_more(quarter, wish):
    """Not to wait saves hours; a few minutes are lacking all the same."""
    request = wish(minutes=60, fixed=((ORDER[-1], "12:00"),))
    mend = mended(quarter, request)["leave_later"]
    assert mend.request.at > request.at
    assert 60 < mend.request.minutes < 120
    assert f"，时限放宽到 {mend.request.minutes} 分钟" in mend.text_zh
    assert f" and allow {mend.request.minutes} min" in mend.text_en


def test_another_day(doors, wish):
    request = wish(("hudec", *ORDER), minutes=300, at=MONDAY.replace(hour=13))
    mend = mended(doors, request)["other_day"]
    assert mend.request == replace(request, at=request.at + timedelta(days=1))
    assert "12月8日（周二）" in mend.text_zh
    assert "Tuesday 8 December" in mend.text_en


def test_drop_what_is_closed(doors, wish):
    request = wish(("hudec", *ORDER), minutes=150)
    mend = mended(doors, request)["drop"]
    assert mend.dropped == ("hudec",)
    assert mend.request == replace(request, order=ORDER)
    assert "不去邬达克纪念馆" in mend.text_zh


def test_drop_the_fewest_and_the_least(quarter, wish):
    """Every single stop that could be left out instead scores as much or does not do."""
    request = wish((*ORDER, "zhongshan", "qian-home"), minutes=95)
    mend = mended(quarter, request)["drop"]
    assert len(mend.dropped) == 1
    prize = {place.id: place.themes.get("all", 0) for place in quarter.places}
    for stop in request.order:
        fewer = replace(request, order=tuple(one for one in request.order if one != stop))
        does = isinstance(plan(quarter, fewer), Route)
        assert not does or prize[stop] >= prize[mend.dropped[0]]


def test_own_and_locked_stops_are_left_out_last(quarter, wish):
    order = ("own-1", "sunkeji", "own-2", "wysh", "mix320")
    request = wish(order, minutes=60, own=OWN, fixed=(("mix320", "09:25"),))
    request = replace(request, fixed=())
    mend = mended(quarter, request)["drop"]
    assert not {"own-1", "own-2"} & set(mend.dropped)
    assert mend.request.own == OWN


def test_own_stops_are_renamed_when_one_goes(quarter, wish):
    """A meeting point half an hour away goes; the other one is the first then."""
    far = OwnStop(lon=121.4336, lat=31.2004, minutes=100, name="远处")
    order = ("own-1", "sunkeji", "own-2", "wysh")
    request = wish(order, own=(far, OWN[1]), dwell=(("own-2", 12),))
    mend = mended(quarter, request)["drop"]
    assert mend.dropped == ("own-1",)
    assert mend.request.order == ("sunkeji", "own-1", "wysh")
    assert mend.request.own == (OWN[1],)
    assert mend.request.dwell == (("own-1", 12),)
    assert "不去远处" in mend.text_zh


def test_a_shorter_stay(doors, wish):
    """The opening in the afternoon is two hours and a half."""
    request = wish(("hudec",), at=SATURDAY, minutes=240, dwell=(("hudec", 170),))
    mend = mended(doors, request)["shorter"]
    (stay,) = mend.request.dwell
    assert stay == ("hudec", 150)
    assert mend.request == replace(request, dwell=(stay,))
    assert "停留 150 分钟（原为 170 分钟）" in mend.text_zh


def test_a_shorter_stay_at_an_own_stop(quarter, wish):
    long = replace(OWN[0], minutes=90)
    request = wish(("own-1", "wysh"), own=(long,))
    mend = mended(quarter, request)["shorter"]
    assert 45 <= mend.request.own[0].minutes < 90
    assert mend.request.dwell == ()


def test_shorter_stays_all_over(quarter, wish):
    stays = tuple(sorted((stop, 20) for stop in ORDER))
    takes = tried(quarter, wish(minutes=200, dwell=stays)).over_s + 200 * 60
    request = wish(minutes=takes // 60 - 14, dwell=stays)
    mend = mended(quarter, request)["shorter_all"]
    now = dict(mend.request.dwell)
    assert set(now) == set(ORDER)
    assert all(10 <= minutes < 20 for minutes in now.values())
    cut = 80 - sum(now.values())
    assert f"（一共少 {cut} 分钟）" in mend.text_zh


def test_move_what_is_fixed(quarter, wish):
    request = wish(fixed=(("mix320", "09:10"),))
    mend = mended(quarter, request)["move_fixed"]
    ((stop, clock),) = mend.request.fixed
    arrive = tried(quarter, request).stops[-1].arrive
    assert stop == "mix320"
    assert clock[-1] in "05"
    moved = MONDAY.replace(hour=int(clock[:2]), minute=int(clock[3:]))
    assert timedelta() <= moved - arrive < timedelta(minutes=5)
    assert f"改到 {clock}（原定 09:10）" in mend.text_zh
    assert f"to {clock} instead of 09:10" in mend.text_en


def test_move_all_that_is_fixed(quarter, wish):
    """Two meetings at the same time: neither alone can be moved so that both are kept."""
    request = wish(fixed=(("mix320", "09:10"), ("sunkeji", "09:01")))
    mend = mended(quarter, request)["move_fixed"]
    assert {stop for stop, _ in mend.request.fixed} == {"mix320", "sunkeji"}
    assert mend.request.fixed != request.fixed
    assert mend.text_zh.count("原定") == 2


def test_nothing_helps(quarter, wish):
    """One stop, locked before any departure that may be asked for, and nothing else to go to."""
    request = wish(("wysh",), at=MONDAY.replace(hour=5), minutes=10, fixed=(("wysh", "04:30"),))
    found = mends(quarter, request)
    kinds = check(quarter, request, found)
    assert not {"drop", "more_time", "shorter", "free_order", "leave_later"} & set(kinds)


def test_the_same_every_time(quarter, wish):
    request = wish(ORDER[::-1], minutes=60, fixed=(("mix320", "09:10"),))
    assert mends(quarter, request) == mends(quarter, request)


IDS = ("wysh", "sim", "hudec", "fulei", "bolshevik", "caiyuanpei", "sunkeji", "mix320", "rewi")


@given(
    order=st.lists(st.sampled_from(IDS), min_size=1, max_size=5, unique=True),
    minutes=st.integers(30, 150),
    hour=st.integers(9, 16),
    day=st.integers(0, 6),
    lock=st.tuples(st.integers(0, 5), st.integers(-30, 120)),
    own=st.integers(0, 2),
    free=st.booleans(),
    detour=st.sampled_from([0, 0, 25]),
)
@settings(max_examples=15, deadline=None)
def test_every_mend_is_a_route(doors, **drawn):
    leave = MONDAY.replace(hour=drawn["hour"]) + timedelta(days=drawn["day"])
    order = (*drawn["order"], *(f"own-{number + 1}" for number in range(drawn["own"])))
    position, shift = drawn["lock"]
    clock = f"{leave + timedelta(minutes=shift):%H:%M}"
    request = Request(
        theme="heritage",
        minutes=drawn["minutes"],
        start="jiangsu-road",
        at=leave,
        must=tuple(drawn["order"]) if drawn["free"] else (),
        order=() if drawn["free"] else order,
        fixed=((order[position], clock),) if position < len(order) else (),
        own=OWN[: drawn["own"]],
        detour=drawn["detour"],
    )
    found = mends(doors, request)
    assume(found is not None)
    check(doors, request, found)
