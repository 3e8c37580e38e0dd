"""What stands around the list of a sheet: title, figures, the way there, what is good to know.

Units: kilometres, minutes; local clock times. Imports planner and modules of routes.
"""

from typing import Any

from planner.places import Place
from planner.published import WEEKDAYS
from planner.quarter import Quarter
from planner.route import Anchor, Route
from planner.words import Lang, say
from routes.heading import Heading
from routes.sheet.listing import short_name
from routes.sheet.map.wrapping import pieces
from routes.sheet.tongues import Texts, field, told
from routes.timetable import MINUTE_S, clock, clock_minutes, duration, joined


def title_block(
    quarter: Quarter, route: Route, heading: Heading, langs: tuple[Lang, ...]
) -> dict[str, Any]:
    """Write title, theme, text and the three figures.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    langs : tuple of {"zh", "en"}
        Languages of the sheet.

    Returns
    -------
    dict
        JSON values.
    """
    theme, totals = quarter.theme_by_id[route.request["theme"]], route.totals
    minutes = clock_minutes(totals.leave, totals.back)
    quarter_name = field(quarter.description, "name", langs)
    titles = short_name([heading.title(lang) for lang in langs])
    theme_name = field(theme, "name", langs)
    above = told("sheet.cover", langs, quarter=quarter_name, theme=theme_name)
    figures = [
        ("sheet.length", [say("sheet.km", g, km=f"{totals.length_m / 1000:.1f}") for g in langs]),
        ("sheet.time", [duration(minutes * MINUTE_S, lang) for lang in langs]),
        ("sheet.stops", told("sheet.count", langs, count=len(route.stops))),
    ]
    return {
        "colour": theme.colour,
        # A walk that is called by its theme does not say it twice.
        "above": quarter_name if titles == theme_name else above,
        "title": titles,
        "parts": [pieces(text) for text in titles],
        "text": [heading.text(lang) for lang in langs],
        "when": [_when(quarter, route, heading, lang) for lang in langs],
        "figures": [{"label": told(key, langs), "value": value} for key, value in figures],
    }


def way_there(quarter: Quarter, route: Route, langs: tuple[Lang, ...]) -> list[Texts]:
    """Say where the walk starts and ends, and by which metro lines one gets there.

    Parameters
    ----------
    quarter : Quarter
        Its starts know their lines.
    route : Route
        The walk.
    langs : tuple of {"zh", "en"}
        Languages of the sheet.

    Returns
    -------
    list of list of str
        Sentences.
    """
    if route.is_loop:
        return [_anchor(quarter, route.start, "sheet.there_loop", langs)]
    return [
        _anchor(quarter, route.start, "sheet.there_start", langs),
        _anchor(quarter, route.end, "sheet.there_end", langs),
    ]


def tips(route: Route, langs: tuple[Lang, ...], *, few: bool = False) -> list[Texts]:
    """Say what is good to know before setting out.

    Parameters
    ----------
    route : Route
        The walk.
    langs : tuple of {"zh", "en"}
        Languages of the sheet.
    few : bool, optional
        Only what nobody should set out without.

    Returns
    -------
    list of list of str
        Sentences.
    """
    found = []
    if route.latest_leave is not None:
        key = "sheet.tip_latest_locked" if route.request.get("fixed") else "sheet.tip_latest"
        found.append(told(key, langs, clock=f"{route.latest_leave:%H:%M}"))
    found += [told("sheet.tip_hours", langs), told("sheet.tip_lanes", langs)]
    if few:
        return found
    certificate = route.certificate
    for key, metres in (
        ("overlay", certificate.overlay_m),
        ("access", certificate.access_unknown_m),
    ):
        if metres:
            found.append(told(f"sheet.tip_{key}", langs, metres=metres))
    pace = route.request.get("pace_kmh")
    if pace:
        found.append(told("sheet.tip_pace", langs, pace=f"{pace:g}"))
    return found


def is_draft(quarter: Quarter, route: Route) -> bool:
    """Tell whether nobody has reviewed a text that the sheet prints.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The walk.

    Returns
    -------
    bool
        True if a stop's text has no reviewer.
    """
    places: list[Place | None] = [quarter.place_by_id.get(stop.id) for stop in route.stops]
    return any(place is not None and place.reviewed_by is None for place in places)


def _when(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> str:
    """Say when one leaves: the weekday of a published route, the date of another."""
    published = quarter.published_by_id.get(heading.published_id or "")
    if published is None:
        return clock(route, lang)
    totals = route.totals
    kind = published.weekday if published.weekday == "holiday" else WEEKDAYS[totals.leave.weekday()]
    day = say(f"published.day_{kind}", lang)
    times = {"leave": f"{totals.leave:%H:%M}", "back": f"{totals.back:%H:%M}"}
    return say("sheet.when_published", lang, day=day, **times)


def _anchor(quarter: Quarter, anchor: Anchor, key: str, langs: tuple[Lang, ...]) -> Texts:
    """Name where one starts or ends, with its metro lines if it is a station or an exit."""
    names = short_name(field(anchor, "name", langs))
    start = quarter.start_by_id.get(anchor.id or "")
    station = quarter.start_by_id.get(start.station or start.id) if start else None
    if station is not None and station.lines:
        lines = [joined(list(station.lines), lang) for lang in langs]
        one = len(station.lines) == 1
        metro = told("sheet.there_metro" if one else "sheet.there_metros", langs, lines=lines)
        # Held together: a line that begins with "and 11)" is hard to read.
        held = [more[:1] + more[1:].replace(" ", "\N{NO-BREAK SPACE}") for more in metro]
        names = [name + more for name, more in zip(names, held, strict=True)]
    return told(key, langs, name=names)
