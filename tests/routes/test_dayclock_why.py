"""What changes from one departure to the next, and which door is the cause."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planner.errors import Fault
from planner.no_route import NoRoute
from planner.published import request_of
from planner.quarter import Quarter
from planner.route import Route
from routes.dayclock_why import Departure, change
from routes.kept import kept_route

HALF = timedelta(minutes=30)


@pytest.fixture(scope="module")
def album(quarter) -> Route:
    """Saturday 13:00: wukang, sunke, hudec (inside, 13:44), waiguo."""
    return kept_route(quarter, quarter.published_by_id["hudecs-album"])


def inside(route: Route, option: str = "inside", **more) -> Route:
    """The route with its visit to hudec changed."""
    stops = [replace(s, option=option, **more) if s.id == "hudec" else s for s in route.stops]
    return replace(route, stops=tuple(stops))


def without(route: Route, *names: str) -> Route:
    return replace(route, stops=tuple(s for s in route.stops if s.id not in names))


def said(quarter: Quarter, old, new, at: str, lang: str = "en") -> str:
    """What is said when one route follows another, the second leaving at this time."""
    moment = datetime.fromisoformat(f"2026-11-07T{at}").replace(tzinfo=quarter.zone)
    before = Departure(at=moment - HALF, answer=old)
    return change(quarter, before, Departure(at=moment, answer=new))[lang]


def with_entry(quarter: Quarter, entry: str) -> Quarter:
    """The quarter with a last entry to hudec."""

    def told(option):
        return replace(option, last_entry=entry) if option.kind == "inside" else option

    places = [
        replace(place, options=tuple(map(told, place.options))) if place.id == "hudec" else place
        for place in quarter.places
    ]
    return replace(quarter, places=tuple(places))


def test_the_same_needs_no_words(quarter, album):
    assert said(quarter, album, album, "14:00") == ""
    moment = request_of(
        quarter.published_by_id["hudecs-album"], quarter, on=album.totals.leave.date()
    )
    assert change(quarter, None, Departure(at=moment.at, answer=album)) == {"zh": "", "en": ""}


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("15:00", "closes at 16:00, too soon to go in"),
        ("11:00", "closes at 12:00, too soon to go in"),
        ("14:00", "is seen from outside"),  # the door is open: something else is the cause
    ],
)
def test_a_door_that_closes(quarter, album, at, text):
    answer = said(quarter, album, inside(album, "outside"), at)
    assert answer.startswith(f"Leaving at {at}: Hudec Memorial Hall")
    assert text in answer
    assert ("closes" in answer) == ("closes" in text)


def test_a_place_behind_a_closed_door_may_be_left_out(quarter, album):
    assert "so it is left out" in said(quarter, album, without(album, "hudec"), "15:00")
    assert "is left out" in said(quarter, album, without(album, "hudec"), "14:00")


def test_a_last_entry(quarter, album):
    early = with_entry(quarter, "14:30")
    assert "last entry" in said(early, album, inside(album, "outside"), "14:00")
    assert "14:30停止入场" in said(early, album, without(album, "hudec"), "14:00", "zh")
    late = with_entry(quarter, "15:59")
    assert "closes at 16:00" in said(late, album, inside(album, "outside"), "15:00")


def test_a_door_that_opens(quarter, album):
    seen = inside(album, "outside")
    assert "opens at 13:30" in said(quarter, seen, album, "13:00")
    assert "opens at 09:30" in said(quarter, without(album, "hudec"), album, "09:00")
    assert "there is time" in said(quarter, seen, album, "14:00")


def test_stops_come_and_go(quarter, album):
    fewer = without(album, "sunke", "waiguo")
    zh = said(quarter, album, fewer, "14:00", "zh")
    assert zh == "14:00 出发：不看孙科别墅、外国弄堂（新华路211弄、329弄）。"
    assert "added: Sun Ke Villa, The Foreigners' Lanes" in said(quarter, fewer, album, "14:00")


def test_waiting(quarter, album):
    waits = inside(album, wait_s=601)
    assert "wait 11 min for Hudec" in said(quarter, album, waits, "13:00")
    assert "no wait" in said(quarter, waits, album, "13:30")


def test_order(quarter, album):
    turned = replace(album, stops=album.stops[::-1])
    assert "the other way round, just as long" in said(quarter, album, turned, "14:00")
    longer = replace(turned, totals=replace(album.totals, length_m=1))
    assert "another order" in said(quarter, album, longer, "14:00")


def test_a_door_comes_earlier_before_it_closes_or_when_it_is_open(quarter, album):
    first = inside(album, start=album.totals.leave + timedelta(minutes=10))
    first = replace(first, stops=(first.stops[2], *first.stops[:2], first.stops[3]))
    assert "earlier, before it closes at 16:00" in said(quarter, album, first, "15:00")
    early = with_entry(quarter, "15:20")
    assert "before its last entry at 15:20" in said(early, album, first, "15:00")
    sooner = said(quarter, album, first, "13:30")
    assert "opens at 13:30 and can come earlier" in sooner
    assert "earlier" not in said(quarter, first, album, "14:00")


def test_other_streets(quarter, album):
    legs = (replace(album.legs[0], geometry=album.legs[0].geometry[:2]), *album.legs[1:])
    assert "other streets" in said(quarter, album, replace(album, legs=legs), "14:00")


def test_no_walk_and_one_again(quarter, album):
    none = NoRoute(fault=Fault("closed_all_day", "at"))
    assert said(quarter, album, none, "20:00").startswith("Leaving at 20:00: no walk: ")
    assert said(quarter, none, none, "20:30") == ""
    assert "again" in said(quarter, none, album, "08:30")
    other = NoRoute(fault=Fault("must_many", "must", {"minutes": 5}))
    assert said(quarter, none, other, "20:30")
