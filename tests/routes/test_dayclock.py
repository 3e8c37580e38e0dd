"""A published route through the day: kept as planned, read back, refused when out of date."""

import json
from dataclasses import replace
from datetime import datetime, time

import pytest

from planner.no_route import NoRoute
from planner.plan import plan
from planner.published import edition_day, request_of
from planner.quarter import load_quarter
from planner.words import LANGS
from routes.dayclock import clock_path, day_clock, read_clock
from routes.dayclock_make import clock_text, make_day_clock
from routes.drawing import drawing
from routes.kept import kept_route

PUBLISHED = load_quarter().published
QUICK = ("hudecs-album", "yuyuan-in-the-rain", "lane-to-campus")
"""Those whose whole day is planned again in a second or two each."""
SPOTS = (
    ("first-visit", "holiday", "16:30"),
    ("names-at-the-lanes", "sa", "10:30"),
    ("count-and-find", "su", "14:00"),
)


def shape(walk):
    """What a walk is, without its geometry."""
    stops = [(s.id, s.option, s.arrive_s, s.start_s, s.leave_s) for s in walk.stops]
    return stops, walk.length_m, walk.walk_s, walk.back_s, walk.prize


def planned(route):
    """The same of a route."""

    def since(moment):
        return round((moment - route.totals.leave).total_seconds())

    stops = [(s.id, s.option, since(s.arrive), since(s.start), since(s.leave)) for s in route.stops]
    totals = route.totals
    return stops, totals.length_m, totals.walk_s, since(totals.back), totals.prize


def drawn(walk):
    """The pieces of a kept walk as the map draws those of a planned one."""
    return [
        {
            "path": [[lat, lon] for lon, lat in run.path],
            "redrawn": run.redrawn,
            "leg": number,
        }
        for number, part in enumerate(walk.parts)
        for run in part
        if len(run.path) > 1
    ]


@pytest.mark.parametrize("published_id", QUICK)
def test_a_day_is_kept_as_it_is_planned(quarter, published_id):
    made = make_day_clock(quarter, quarter.published_by_id[published_id])
    text = clock_text(made)
    assert read_clock(json.loads(text)) == made
    assert clock_path(quarter, published_id).read_text("utf-8") == text, "batch --write-published"


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda route: route.id)
def test_the_own_clock_time_gives_the_published_walk(quarter, published):
    clock = day_clock(quarter, published.id)
    assert [day.day for day in clock.days] == [published.weekday, "holiday"]
    route = kept_route(quarter, published)
    assert clock.route_id == route.id
    (slot,) = [slot for slot in clock.days[0].slots if slot.clock == published.clock]
    assert shape(slot.walk) == planned(route)
    assert slot.walk.legs == tuple(
        tuple((round(lon, 6), round(lat, 6)) for lon, lat in leg.geometry) for leg in route.legs
    )
    assert drawn(slot.walk) == drawing(route, "#9b1b30", "zh")["runs"]


@pytest.mark.parametrize(("published_id", "kind", "at"), SPOTS)
def test_a_slot_is_what_the_planner_answers(quarter, published_id, kind, at):
    published = quarter.published_by_id[published_id]
    (day,) = [day for day in day_clock(quarter, published_id).days if day.day == kind]
    (slot,) = [slot for slot in day.slots if slot.clock == at]
    moment = datetime.combine(day.on, time.fromisoformat(at), quarter.zone)
    request = replace(request_of(published, quarter, on=edition_day(published)), at=moment)
    assert shape(slot.walk) == planned(plan(quarter, request))


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda route: route.id)
def test_a_day_is_whole_and_small(quarter, published):
    assert clock_path(quarter, published.id).stat().st_size <= 60_000
    for day in day_clock(quarter, published.id).days:
        clocks = [slot.clock for slot in day.slots]
        assert clocks == sorted({*clocks, published.clock})
        assert (clocks[0], clocks[-1]) == ("08:00", "20:30")
        walks = {id(slot.walk) for slot in day.slots}
        assert len(walks) == len({slot.walk for slot in day.slots})
        for before, now in zip(day.slots, day.slots[1:], strict=False):
            assert bool(now.change_zh) == bool(now.change_en) == (now.walk is not before.walk)


def test_a_door_that_closes_is_named_with_its_hour(quarter):
    day = day_clock(quarter, "hudecs-album").days[0]
    said = {slot.clock: slot for slot in day.slots if slot.change_zh}
    assert list(said) == ["09:00", "11:00", "13:00", "15:00"]
    assert "09:30开门" in said["09:00"].change("zh")
    assert "closes at 16:00" in said["15:00"].change("en")


def test_a_day_is_labelled(quarter):
    own, holiday = day_clock(quarter, "lunch-hour").days
    assert own.label("en") == "Wednesday"
    assert holiday.label("zh") == "公众假期（按 2026-10-07 周三的开放时间）"


def test_what_is_out_of_date_is_not_shown(quarter):
    lunch = quarter.published_by_id["lunch-hour"]
    assert day_clock(quarter, "lunch-hour") is not None
    assert day_clock(replace(quarter, data_version="other"), "lunch-hour") is None
    longer = replace(quarter, published=(replace(lunch, minutes=70),))
    assert day_clock(longer, "lunch-hour") is None
    texts = replace(quarter, published=(replace(lunch, title_zh="午间"),))
    assert day_clock(texts, "lunch-hour") is not None


def test_a_damaged_file_is_none(quarter, tmp_path):
    other = replace(quarter, folder=tmp_path)
    assert day_clock(other, "lunch-hour") is None
    path = clock_path(other, "lunch-hour")
    path.parent.mkdir()
    whole = clock_path(quarter, "lunch-hour").read_text("utf-8")
    path.write_text(whole, "utf-8")
    assert day_clock(other, "lunch-hour") == day_clock(quarter, "lunch-hour")
    for text in ("", "[]", whole[:200], whole.replace('"runs"', '"lines"', 1), '{"runs": [[1]]}'):
        path.write_text(text, "utf-8")
        assert day_clock(other, "lunch-hour") is None


def test_a_country_without_known_holidays_has_one_day(quarter):
    elsewhere = replace(quarter, description=replace(quarter.description, country="ZZ"))
    clock = make_day_clock(elsewhere, quarter.published_by_id["membrane-and-crystal"])
    assert [day.day for day in clock.days] == ["we"]


def test_a_walk_that_starts_at_its_first_stop(quarter):
    near = replace(quarter.published_by_id["membrane-and-crystal"], start="sim")
    clock = make_day_clock(quarter, near)
    assert read_clock(json.loads(clock_text(clock))) == clock
    slot = next(slot for slot in clock.days[0].slots if slot.clock == near.clock)
    assert all(slot.walk.legs)
    route = kept_route(quarter, near)
    assert drawn(slot.walk) == drawing(route, "#9b1b30", "zh")["runs"]


def test_a_day_without_any_walk_says_so_once(quarter):
    short = replace(quarter.published_by_id["membrane-and-crystal"], minutes=10)
    assert isinstance(kept_route(quarter, short), NoRoute)
    clock = make_day_clock(quarter, short)
    for day in clock.days:
        assert {slot.walk for slot in day.slots} == {None}
        first, *rest = day.slots
        for lang in LANGS:
            assert first.change(lang)
            assert not any(slot.change(lang) for slot in rest)
    assert read_clock(json.loads(clock_text(clock))) == clock
