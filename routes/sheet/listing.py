"""The stops of a sheet: clock times, ways between them, stories at several lengths, remarks.

Units: metres, minutes; local clock times. Imports planner and modules of routes.
"""

from collections.abc import Mapping
from typing import Any

from planner.places import Place
from planner.quarter import Quarter
from planner.route import Anchor, Leg, Route, Stop
from planner.words import Lang, say
from routes.directions import directions
from routes.sheet.cuts import shortened
from routes.sheet.map.wrapping import pieces
from routes.sheet.tongues import Texts, field, told
from routes.timetable import (
    MINUTE_S,
    clock_minutes,
    duration,
    stay_text,
    streets_of,
    wait_text,
)

Row = dict[str, Any]

_SAID_ELSEWHERE = {"inside"}
"""Remarks that the line of the stay says already."""
_ASIDES = {"no_time_inside", "closed_inside", "hours_unknown"}
"""Remarks that say why it is seen from outside: left out where there is little room."""
_MUSTS = {"locked", "booking", "check_hours"}
"""Remarks without which one is late or before a closed door: printed on the smallest sheet too."""
_LONGEST_NAME = 120
"""A name is cut here, so that nothing given as one can push the rest off the page."""
_NOT_NOTES = _SAID_ELSEWHERE | _ASIDES | _MUSTS


def listing(
    quarter: Quarter, route: Route, langs: tuple[Lang, ...], cells: Mapping[str, str]
) -> list[Row]:
    """List start, stops and finish with the ways between them.

    Parameters
    ----------
    quarter : Quarter
        Its places tell the stories.
    route : Route
        The walk.
    langs : tuple of {"zh", "en"}
        Languages of the sheet.
    cells : mapping of str to str
        Square of the map's grid by stop id.

    Returns
    -------
    list of dict
        JSON values, in walking order.
    """
    totals = route.totals
    both = "map.start_and_finish" if route.is_loop else "map.start"
    rows = [_end(route.start, f"{totals.leave:%H:%M}", told(both, langs), langs, None)]
    left = totals.leave
    for leg, stop in zip(route.legs, route.stops, strict=False):
        way = _way(leg, clock_minutes(left, stop.arrive), langs)
        place = quarter.place_by_id.get(stop.id)
        rows.append(_stop(stop, place, langs, cells.get(stop.id, "")) | {"way": way})
        left = stop.leave
    way = _way(route.legs[-1], clock_minutes(left, totals.back), langs)
    finish = told("map.finish", langs)
    return [*rows, _end(route.end, f"{totals.back:%H:%M}", finish, langs, way)]


def short_name(texts: Texts) -> Texts:
    """Cut names that are no names any more.

    Parameters
    ----------
    texts : list of str
        A name in each language.

    Returns
    -------
    list of str
        The names, the end of very long ones replaced by an ellipsis.
    """
    return [t if len(t) <= _LONGEST_NAME else f"{t[:_LONGEST_NAME]}…" for t in texts]


def _end(anchor: Anchor, clock: str, what: Texts, langs: tuple[Lang, ...], way: Row | None) -> Row:
    """List the start or the finish."""
    name = short_name(field(anchor, "name", langs))
    parts = [pieces(text) for text in name]
    return {
        "number": None, "name": name, "parts": parts, "clock": clock, "what": what, "way": way
    }  # fmt: skip


def _stop(stop: Stop, place: Place | None, langs: tuple[Lang, ...], cell: str) -> Row:
    """List one stop."""
    stays = []
    for lang in langs:
        waits = wait_text(stop, lang)
        stays.append([stay_text(stop, lang), *([waits] if waits else [])])
    name = short_name(field(stop, "name", langs))
    return {
        "number": stop.number,
        "cell": cell,
        "name": name,
        "parts": [pieces(text) for text in name],
        "clock": f"{stop.arrive:%H:%M}",
        "stay": [
            say("map.street_comma", lang).join(s) for lang, s in zip(langs, stays, strict=True)
        ],
        "musts": [field(n, "text", langs) for n in stop.notes if n.code in _MUSTS],
        "notes": [field(n, "text", langs) for n in stop.notes if n.code not in _NOT_NOTES],
        "asides": [field(n, "text", langs) for n in stop.notes if n.code in _ASIDES],
        "address": field(place, "address", langs) if place else [""] * len(langs),
        "question": field(place, "question", langs) if place else [""] * len(langs),
        # One list a share of the whole, of one text a language.
        "stories": [
            list(cut)
            for cut in zip(*(shortened(t) for t in field(place, "story", langs)), strict=True)
        ]
        if place
        else [],
    }


def _way(leg: Leg, minutes: int, langs: tuple[Lang, ...]) -> Row:
    """List the walk from one stop to the next: a line, and the same turn by turn."""
    lines, turns = [], []
    for lang in langs:
        took = duration(minutes * MINUTE_S, lang) if minutes else say("map.moment", lang)
        streets = streets_of(leg, lang)
        joined = say("map.street_comma", lang).join(streets)
        key = "map.walk_via" if streets else "map.walk"
        lines.append(say(key, lang, metres=leg.length_m, duration=took, streets=joined))
        turns.append(directions(leg, lang))
    return {"line": lines, "turns": turns}
