"""A route as what the map draws: plain JSON values. Points are [lat, lon] WGS-84, as Leaflet wants.

Imports planner.answers.tried, planner.route, planner.words and routes.timetable.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planner.answers.tried import Tried, TriedStop
from planner.route import Anchor, Leg, LonLat, Route, Stop
from planner.words import Lang, say
from routes.timetable import stay_text

LatLon = list[float]
NOWHERE: Mapping[str, Sequence[LonLat]] = {}
CARD_NOTES = {
    "locked",
    "check_hours",
    "holiday_unknown",
    "closed_inside",
    "hours_unknown",
    "booking",
}
"""Codes of the remarks that a card shows: those on time and opening; the list has all."""


def drawing(
    route: Route | Tried,
    colour: str,
    lang: Lang,
    *,
    along: Mapping[str, Sequence[LonLat]] = NOWHERE,
    told: Mapping[str, str] | None = None,
    fit: bool = True,
) -> dict[str, Any]:
    """Return what ``cityroute.js`` draws of a route.

    Parameters
    ----------
    route : Route or Tried
        The walk; of a tour as wished the stops that break are marked.
    colour : str
        The theme's colour, ``#rrggbb``.
    lang : {"zh", "en"}
        Language of the names.
    along : mapping of str to sequence of (float, float), optional
        For stops of uncertain position, by stop id: the stretch of street they are somewhere on,
        (lon, lat).
    told : mapping of str to str, optional
        One line of each stop's story, by its id, for its card; without it there are no cards.
    fit : bool, optional
        Whether the map moves to the route when it is new.

    Returns
    -------
    dict
        ``colour``, ``runs`` (pieces of the line, ``redrawn`` or not, ``leg`` from 0), ``stops``,
        ``ends``, ``cards`` (one a stop, or none), ``fit``.
    """
    ends = [("start", route.start), ("finish", route.end)]
    if route.is_loop:
        ends = [("start_and_finish", route.start)]
    return {
        "colour": colour,
        "runs": [
            run | {"leg": number} for number, leg in enumerate(route.legs) for run in runs_of(leg)
        ],
        "stops": [_stop(stop, along.get(stop.id), lang) for stop in route.stops],
        "ends": [drawn_end(what, anchor, lang) for what, anchor in ends],
        "cards": [_card(stop, told, lang) for stop in route.stops] if told is not None else [],
        "fit": bounds(route) if fit else None,
    }


def bounds(route: Route | Tried) -> list[LatLon]:
    """Return the box around a route.

    Parameters
    ----------
    route : Route or Tried
        The walk.

    Returns
    -------
    list of list of float
        South-west and north-east corner, [lat, lon].
    """
    points = [point for leg in route.legs for point in leg.geometry]
    points += [(stop.lon, stop.lat) for stop in route.stops]
    points += [(anchor.lon, anchor.lat) for anchor in (route.start, route.end)]
    lons, lats = zip(*points, strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def runs_of(leg: Leg) -> Iterator[dict[str, Any]]:
    """Cut a leg where redrawn streets begin and end; a leg without segments is one run.

    Parameters
    ----------
    leg : Leg
        The leg.

    Yields
    ------
    dict
        ``path``, points [lat, lon] with six decimals; ``redrawn``.
    """
    marks = [(part.first, part.last, part.overlay) for part in leg.segments]
    joined: list[tuple[int, int, bool]] = []
    for first, last, redrawn in marks or [(0, len(leg.geometry) - 1, False)]:
        if joined and joined[-1][2] == redrawn and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last, redrawn)
        else:
            joined.append((first, last, redrawn))
    for first, last, redrawn in joined:
        path = [_at(lon, lat) for lon, lat in leg.geometry[first : last + 1]]
        if len(path) > 1:
            yield {"path": path, "redrawn": redrawn}


def _stop(stop: Stop | TriedStop, along: Sequence[LonLat] | None, lang: Lang) -> dict[str, Any]:
    """Draw a stop: its number where it is, or in the middle of the stretch it is on."""
    name = stop.name(lang)
    at = _at(stop.lon, stop.lat)
    if along:
        at = _at(*along[len(along) // 2])
    clock = f"{stop.arrive:%H:%M}"
    wrong = isinstance(stop, TriedStop) and stop.broken is not None
    marked: dict[str, Any] = {"wrong": True} if wrong else {}
    return marked | {
        "number": stop.number,
        "name": name,
        "title": say("map.stop_title", lang, number=stop.number, name=name, clock=clock),
        "at": at,
        "along": [_at(lon, lat) for lon, lat in along] if along else None,
    }


def _card(stop: Stop | TriedStop, told: Mapping[str, str], lang: Lang) -> dict[str, Any]:
    """Say what the card of a stop shows below its name."""
    how = stay_text(stop, lang)
    times = {"arrive": f"{stop.arrive:%H:%M}", "leave": f"{stop.leave:%H:%M}"}
    notes = [note for note in stop.notes if note.code in CARD_NOTES]
    if isinstance(stop, TriedStop) and stop.broken:
        notes = [stop.broken]
    return {
        "time": say("map.card_time", lang, how=how, **times),
        "notes": [note.text(lang) for note in notes],
        "text": told.get(stop.id, ""),
    }


def drawn_end(what: str, anchor: Anchor, lang: Lang) -> dict[str, Any]:
    """Draw where a walk starts or ends.

    Parameters
    ----------
    what : {"start", "finish", "start_and_finish"}
        What it is.
    anchor : Anchor
        The spot.
    lang : {"zh", "en"}
        Language of its name.

    Returns
    -------
    dict
        ``name``, ``title``, ``at``.
    """
    name = anchor.name(lang)
    title = say("map.end_title", lang, what=say(f"map.{what}", lang), name=name)
    return {"name": name, "title": title, "at": _at(anchor.lon, anchor.lat)}


def _at(lon: float, lat: float) -> LatLon:
    """Turn (lon, lat) into [lat, lon] with six decimals."""
    return [round(lat, 6), round(lon, 6)]
