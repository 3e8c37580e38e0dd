"""Published routes as requests: the day they are planned for, and every field."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import pytest

from planner.catalogue import PublishedRoute
from planner.china.calendar import ChinaCalendar
from planner.errors import DatasetError, RequestError
from planner.holidays import WeekdayCalendar
from planner.published import (
    WEEKDAYS,
    edition_day,
    next_request,
    plain_day,
    published_route,
    request_of,
    when,
)
from planner.quarter import load_quarter
from planner.request import DEFAULT_DETOUR, DEFAULT_PACE_KMH, SHAPED, Request


@pytest.fixture
def saturday() -> PublishedRoute:
    return PublishedRoute(
        id="saturday-walk",
        title_zh="周六走读",
        title_en="Saturday walk",
        text_zh="一段。",
        text_en="One paragraph.",
        edition="2026-10",
        weekday="sa",
        clock="13:05",
        theme="chips",
        minutes=95,
        start="jiangsu-road",
        end="sim",
        pace=4.0,
        must=("sic",),
        never=("wysh",),
        order=("sic", "sim"),
        detour=10,
        prefer=("rain",),
        step_free=True,
        inside_quarter=True,
        overlay=False,
    )


def test_every_field_goes_into_the_request(quarter, saturday):
    request = request_of(saturday, quarter, on=edition_day(saturday))
    assert request.at == datetime(2026, 10, 17, 13, 5, tzinfo=quarter.zone)
    assert (request.theme, request.minutes, request.pace_kmh) == ("chips", 95, 4.0)
    assert (request.start, request.end) == ("jiangsu-road", "sim")
    assert (request.must, request.never, request.order) == (("sic",), ("wysh",), ("sic", "sim"))
    assert (request.detour, request.prefer) == (10, ("rain",))
    assert (request.step_free, request.inside_quarter, request.overlay) == (True, True, False)
    plain = Request(theme="all", minutes=60, start="x", at=request.at)
    same = {f.name for f in fields(Request) if getattr(request, f.name) == getattr(plain, f.name)}
    assert same == {"at", *SHAPED}, (
        "a field that has its default would not show that it is passed on"
    )
    assert (plain.pace_kmh, plain.detour) == (DEFAULT_PACE_KMH, DEFAULT_DETOUR)


def test_the_edition_names_the_first_day(saturday):
    assert edition_day(saturday) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("weekday", "on", "day"),
    [
        ("sa", date(2026, 10, 1), date(2026, 10, 17)),  # 3 is a holiday, 10 is worked
        ("sa", date(2026, 10, 17), date(2026, 10, 17)),
        ("th", date(2026, 10, 1), date(2026, 10, 8)),  # 1 is National Day
        ("su", date(2026, 9, 14), date(2026, 10, 11)),  # 20 is worked, 27 and 4 are holidays
        ("holiday", date(2026, 9, 1), date(2026, 9, 25)),
        ("holiday", date(2026, 11, 1), date(2026, 10, 7)),  # no later one is known
        ("holiday", date(2027, 3, 1), date(2026, 10, 7)),
        ("mo", date(2030, 1, 1), date(2030, 1, 7)),  # the calendar has ended: weekdays only
    ],
)
def test_a_plain_day(weekday, on, day):
    assert plain_day(weekday, ChinaCalendar(), on=on) == day


def test_every_day_of_the_known_years_has_a_plain_one_ahead():
    calendar = ChinaCalendar()
    for n in range(365 * (calendar.last_year - calendar.first_year + 1)):
        on = date(calendar.first_year, 1, 1) + timedelta(days=n)
        for weekday in WEEKDAYS:
            found = plain_day(weekday, calendar, on=on)
            assert on <= found
            assert calendar.kind(found) in {"workday", "weekend"}


def test_a_country_without_known_holidays_has_no_holiday():
    with pytest.raises(RequestError) as caught:
        plain_day("holiday", WeekdayCalendar(), on=date(2026, 10, 1))
    assert [fault.code for fault in caught.value.faults] == ["no_holiday_known"]


def test_the_next_request_has_not_left_yet(quarter, saturday):
    zone = quarter.zone
    at = [
        next_request(saturday, quarter, now=datetime(2026, 10, 17, hour, tzinfo=zone)).at
        for hour in (13, 14)
    ]
    assert [moment.date() for moment in at] == [date(2026, 10, 17), date(2026, 10, 24)]


def test_when_names_day_and_clock(saturday):
    assert when(saturday, "en") == "Saturday at 13:05, 95 minutes"
    assert when(replace(saturday, weekday="holiday"), "zh").startswith("公众假期")


def test_a_route_is_found_or_the_nearest_is_named(quarter):
    first = quarter.published[0]
    assert published_route(quarter, first.id) is first
    with pytest.raises(RequestError) as caught:
        published_route(quarter, f"{first.id}x")
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["nearest"]) == ("published_unknown", first.id)
    empty = replace(quarter, published=())
    with pytest.raises(RequestError) as caught:
        published_route(empty, "x")
    assert [fault.code for fault in caught.value.faults] == ["published_none"]


def test_faults_of_the_catalogue_are_told_with_the_others(tmp_path, quarter):
    for file in quarter.folder.iterdir():
        (tmp_path / file.name).symlink_to(file)
    catalogue = tmp_path / "catalogue.toml"
    text = catalogue.read_text("utf-8").replace('start = "jiangsu-road"', 'start = "no1"', 1)
    catalogue.unlink()
    catalogue.write_text(text, "utf-8")
    starts = tmp_path / "starts.geojson"
    starts.unlink()
    starts.write_text("{", "utf-8")
    with pytest.raises(DatasetError) as caught:
        load_quarter(tmp_path)
    files = {fault.where.split(":")[0] for fault in caught.value.faults}
    assert files == {"starts.geojson", "catalogue.toml"}
