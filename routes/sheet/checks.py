"""Everything uncertain on a walk, as questions that somebody answers on the spot. Units: metres.

Imports planner and modules of routes.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from shapely import LineString

from planner.opening.plain import plain_hours
from planner.places import Place
from planner.quarter import Quarter
from planner.route import Leg, LonLat, Route, Segment
from planner.shaping import quarter_of
from planner.words import Lang, say
from routes.directions import SNIPPET_M, street_name

FAR_M = 20
"""A door so far from the network is asked for: the way to it crosses something unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, the answers that can be ticked, and what is to be written beside them."""

    text: str
    ticks: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What is to be seen at one place: questions about stop ``number``, or about a stretch.

    ``place_id`` is given for stops; ``lonlat`` is the stop, or the middle of the stretch.
    """

    number: int | None
    place_id: str | None
    name: str
    lonlat: LonLat
    questions: tuple[Question, ...]


def checks(quarter: Quarter, route: Route, lang: Lang) -> list[Check]:
    """List what is uncertain on a walk, in walking order: stops first, then streets.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language of the questions.

    Returns
    -------
    list of Check
        Only places and stretches about which there is something to ask.
    """
    found, places = [], quarter_of(quarter, route).place_by_id
    for leg, stop in zip(route.legs, route.stops, strict=False):
        place = places[stop.id]
        asked = (*_position(quarter, place, leg, lang), *_hours(place, lang))
        if asked:
            name = place.name_zh if lang == "zh" else place.name_en
            found.append(
                Check(
                    number=stop.number,
                    place_id=stop.id,
                    name=name,
                    lonlat=(stop.lon, stop.lat),
                    questions=asked,
                )
            )
    return [*found, *_stretches(route, lang)]


def _position(quarter: Quarter, place: Place, leg: Leg, lang: Lang) -> Iterator[Question]:
    """Ask where the door is."""
    accuracy = place.position.accuracy_m
    if place.position.status == "approximate":
        yield _question("position", lang, metres=accuracy)
    named = [part for part in leg.segments if part.street_zh]
    last = named[-1] if named else None
    if place.street and last is not None and last.street_zh != place.street:
        other = street_name(last, lang)
        yield _question("street", lang, street=place.street, other=other)
    to_utm = quarter.network.to_utm
    offset = math.dist(to_utm.transform(*leg.geometry[-2]), to_utm.transform(*leg.geometry[-1]))
    if offset > FAR_M:
        yield _question("door", lang, metres=round(offset))


def _hours(place: Place, lang: Lang) -> Iterator[Question]:
    """Ask when one can go in: where nobody has said, or said so some years ago."""
    for option in place.options:
        if option.kind != "inside":
            continue
        if option.hours_status == "unknown":
            yield _question("hours_unknown", lang)
        elif option.hours_year is not None and option.hours_year < place.checked_on.year:
            hours = plain_hours(option.opening_hours or "", lang)
            yield _question("hours_old", lang, hours=hours, year=option.hours_year)


def _stretches(route: Route, lang: Lang) -> Iterator[Check]:
    """Ask once a street about lines that are redrawn, and about ways that may be closed."""
    runs: dict[tuple[str, bool, str], list[tuple[int, LineString]]] = {}
    for leg in route.legs:
        for doubt, run in groupby(leg.segments, key=lambda part: _doubt(part, lang)):
            parts = list(run)
            line = LineString(leg.geometry[parts[0].first : parts[-1].last + 1])
            metres = sum(part.length_m for part in parts)
            if doubt[1:] != (False, "open") and metres >= SNIPPET_M:
                runs.setdefault(doubt, []).append((metres, line))
    for (street, overlay, access), pieces in runs.items():
        keys = ["pavement", "line"] if overlay else []
        keys += ["access"] if access != "open" else []
        middle = max(pieces, key=lambda piece: piece[0])[1].interpolate(0.5, normalized=True)
        metres = sum(piece[0] for piece in pieces)
        yield Check(
            number=None,
            place_id=None,
            name=say("sheet.check_stretch", lang, street=street, metres=metres),
            lonlat=(middle.x, middle.y),
            questions=tuple(_question(key, lang) for key in keys),
        )


def _question(key: str, lang: Lang, **values: object) -> Question:
    """Write a question; answers and lines to write on are parted by strokes in the words."""
    ticks, fields = (
        tuple(say(f"sheet.check_{key}_{part}", lang).split(" / ")) for part in ("ticks", "fields")
    )
    return Question(text=say(f"sheet.check_{key}", lang, **values), ticks=ticks, fields=fields)


def _doubt(part: Segment, lang: Lang) -> tuple[str, bool, str]:
    """Return what makes two segments one stretch to be looked at."""
    return street_name(part, lang), part.overlay, part.access
