"""The timetable as a table and as an event."""

import csv
import io
from dataclasses import replace
from itertools import pairwise

import pytest
from icalendar import Calendar

from routes.table import csv_text, ics_text


def rows_of(text):
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_a_stop(quarter, both, lang):
    for route in both:
        head, *rows = rows_of(csv_text(quarter, route, lang))
        assert len(set(head)) == len(head)
        assert all(len(row) == len(head) for row in rows)
        assert [row[-1] for row in rows[1:-1]] == [stop.id for stop in route.stops]
        assert sum(int(row[8] or 0) for row in rows) == route.totals.length_m
        dwell = sum(float(row[6] or 0) for row in rows)
        assert dwell == route.totals.dwell_s / 60
        assert rows[0][5] == f"{route.totals.leave:%Y-%m-%d %H:%M}"
        assert rows[-1][4] == f"{route.totals.back:%Y-%m-%d %H:%M}"


def test_minutes_agree_with_the_clock_times(quarter, planned):
    _, *rows = rows_of(csv_text(quarter, planned, "zh"))

    def minute(text):
        hours, minutes = text.split()[1].split(":")
        return int(hours) * 60 + int(minutes)

    for before, row in pairwise(rows):
        assert minute(before[5]) + int(row[9]) == minute(row[4])


def test_hostile_names_are_cells_and_no_formulas(quarter, hostile):
    _, *rows = rows_of(csv_text(quarter, hostile, "zh"))
    for row, stop in zip(rows[1:-1], hostile.stops, strict=True):
        assert row[2].removeprefix("'") == stop.name_zh
        assert row[2][0] not in "=+-@"


def test_one_event_with_its_time_zone(quarter, planned, heading):
    text = ics_text(quarter, planned, heading, "zh", link="https://walk.example.org/?a=1&b=2")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"
    assert event["DTSTART"].dt == planned.totals.leave
    assert event["DTEND"].dt == planned.totals.back
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["URL"] == "https://walk.example.org/?a=1&b=2"
    told = str(event["DESCRIPTION"])
    for stop in planned.stops:
        assert f"{stop.arrive:%H:%M} {stop.number}. {stop.name_zh}" in told


def test_the_event_keeps_its_uid(quarter, both, heading):
    def uid(route):
        return Calendar.from_ical(ics_text(quarter, route, heading, "en")).walk("VEVENT")[0]["UID"]

    loop, way = both
    assert uid(loop) == uid(replace(loop, id="0" * 12, data_version="1" * 12))
    assert uid(loop) != uid(way)


def test_hostile_names_stay_in_the_event(quarter, hostile, hostile_heading):
    calendar = Calendar.from_ical(ics_text(quarter, hostile, hostile_heading, "en"))
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == hostile_heading.title_en
    assert all(stop.name_en in str(event["DESCRIPTION"]) for stop in hostile.stops)
