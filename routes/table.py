"""A walk as a timetable: CSV for spreadsheets, ICS for calendars. Units: metres, minutes.

Imports planner, icalendar and modules of routes.
"""

import csv
import json
from datetime import UTC, date
from functools import cache
from hashlib import sha256
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from planner.quarter import Quarter
from planner.route import Anchor, LonLat, Route, Stop
from planner.shaping import is_own
from planner.words import Lang, say
from routes.heading import Heading
from routes.spots import leg_minutes, leg_text, spots_of
from routes.timetable import MINUTE_S, locked_text, stay_text, streets_of, summary

_BOM = "\ufeff"
"""By which Excel knows that a file is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet would take for a formula at the beginning of a cell; the wide signs too, which
some take for the narrow ones where Chinese is written."""
_MINUTE = "%Y-%m-%d %H:%M"
_COLUMNS = (
    "number", "kind", "name_zh", "name_en", "arrive", "leave", "stay_min", "how", "walk_m",
    "walk_min", "streets", "notes", "lon", "lat", "id",
)  # fmt: skip


def csv_text(quarter: Quarter, route: Route, lang: Lang) -> str:
    """Write a walk as a table: a row for the start, each stop and the end.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language of headings and remarks; names are given in both.

    Returns
    -------
    str
        CSV (RFC 4180) with a byte order mark; metres and minutes are those of the way to the row.
    """
    out = StringIO()
    table = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\r\n")
    table.writerow({name: say(f"files.column_{name}", lang) for name in _COLUMNS})
    first = spots_of(quarter, route)[0]
    start, end = (
        _row(route.start, 0, first.position),
        _row(route.end, len(route.stops) + 1, route.legs[-1].geometry[-1]),
    )
    table.writerow(
        start | {"kind": say("map.start", lang), "leave": f"{route.totals.leave:{_MINUTE}}"}
    )
    ways = _ways(route, lang)
    for spot, way in zip(spots_of(quarter, route)[1:], ways, strict=False):
        if isinstance(spot.named, Stop):
            table.writerow(_visit(spot.named, spot.position, lang) | way)
    table.writerow(
        end
        | ways[-1]
        | {"kind": say("map.finish", lang), "arrive": f"{route.totals.back:{_MINUTE}}"}
    )
    return _BOM + out.getvalue()


def ics_text(
    quarter: Quarter, route: Route, heading: Heading, lang: Lang, *, link: str | None = None
) -> str:
    """Write a walk as one event of a calendar.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        Its title and text.
    lang : {"zh", "en"}
        Language.
    link : str, optional
        Address of the walk on the web.

    Returns
    -------
    str
        One VEVENT of iCalendar (RFC 5545) with its time zone. The event's UID is that of the
        request, so that a calendar that is given the walk again does not show it twice, even if it
        was planned anew on other data.
    """
    start = spots_of(quarter, route)[0]
    event = Event()
    event.add("uid", f"{_checksum(route.request)}@citywalk")
    event.add("dtstamp", route.made_at.astimezone(UTC))
    event.add("dtstart", route.totals.leave.astimezone(quarter.zone))
    event.add("dtend", route.totals.back.astimezone(quarter.zone))
    event.add("summary", heading.title(lang))
    event.add("description", "\n".join(_programme(quarter, route, heading, lang)))
    event.add("location", start.name(lang))
    event.add("geo", (start.position[1], start.position[0]))
    event.add("transp", "OPAQUE")
    if link:
        event.add("url", link)
    calendar = Calendar()
    calendar.add("prodid", "-//CITYWALK//citywalk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone(quarter.description.timezone, route.totals.leave.year))
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content.decode()


@cache
def _zone(name: str, year: int) -> Timezone:
    """Describe a time zone around a year; that takes longer than all the rest of an event."""
    return Timezone.from_tzinfo(
        ZoneInfo(name), name, first_date=date(year, 1, 1), last_date=date(year + 2, 1, 1)
    )


def _checksum(request: dict[str, Any]) -> str:
    """Name a request."""
    return sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()[:16]


def _programme(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> list[str]:
    """Write the walk as lines for the event: ways and stops in their order."""
    spots = spots_of(quarter, route)
    start = say("map.end_title", lang, what=say("map.start", lang), name=spots[0].name(lang))
    lines = [heading.text(lang), summary(route, lang), "", f"{route.totals.leave:%H:%M} {start}"]
    for leg, minutes, stop in zip(route.legs, leg_minutes(route), route.stops, strict=False):
        values = {"clock": f"{stop.arrive:%H:%M}", "number": stop.number}
        told = [text for text in (stay_text(stop, lang), locked_text(stop, lang)) if text]
        stay = say("answers.comma", lang).join(told)
        lines += [
            f"  {leg_text(leg.length_m, minutes, lang)}",
            say("files.programme_stop", lang, name=stop.name(lang), stay=stay, **values),
        ]
    way = leg_text(route.legs[-1].length_m, leg_minutes(route)[-1], lang)
    name = route.end.name(lang)
    end = say("map.end_title", lang, what=say("map.finish", lang), name=name)
    return [*lines, f"  {way}", f"{route.totals.back:%H:%M} {end}"]


def _row(named: Stop | Anchor, number: int, spot: LonLat) -> dict[str, str]:
    """Write what all rows have: number, names, position."""
    return {
        "number": str(number),
        "name_zh": _cell(named.name_zh),
        "name_en": _cell(named.name_en),
        "lon": f"{spot[0]:.7f}",
        "lat": f"{spot[1]:.7f}",
        "id": named.id or "",
    }


def _visit(stop: Stop, spot: LonLat, lang: Lang) -> dict[str, str]:
    """Write the row of a stop."""
    stay_s = round((stop.leave - stop.start).total_seconds())
    notes = [note.text(lang) for note in stop.notes]
    return _row(stop, stop.number, spot) | {
        "kind": say("files.column_stop", lang),
        "arrive": f"{stop.arrive:{_MINUTE}}",
        "leave": f"{stop.leave:{_MINUTE}}",
        "stay_min": f"{stay_s / MINUTE_S:g}",
        "how": "" if is_own(stop.id) else say(f"map.{stop.option}", lang),
        "notes": _cell(" / ".join(notes)),
    }


def _ways(route: Route, lang: Lang) -> list[dict[str, str]]:
    """List metres, minutes and streets of each leg."""
    comma = say("map.street_comma", lang)
    return [
        {
            "walk_m": str(leg.length_m),
            "walk_min": str(minutes),
            "streets": _cell(comma.join(streets_of(leg, lang))),
        }
        for leg, minutes in zip(route.legs, leg_minutes(route), strict=True)
    ]


def _cell(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
