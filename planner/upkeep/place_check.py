"""What should be mended in places, though walks can be planned without. Metres; degrees WGS-84.

Imports planner.errors, planner.metres and planner.places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from shapely import Polygon

from planner.errors import Fault
from planner.metres import from_outline_m, near_pairs
from planner.places import Fact, Place, Position, VisitOption

_TOUCH_M = 5
"""Nearer to one another than this, two entrances are likely the same, or one is wrong."""

_FRONTAGE_M = 40
"""Depth of the frontages that count as inside though the boundary runs along street centres."""

_MARKUP = re.compile(r"</?[A-Za-z!][^<>]*>|&#?\w{1,12};")

_FIELDS = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (Place, Position, VisitOption, Fact)
}


def place_warnings(
    places: Sequence[Place], boundary: Polygon | None, *, today: date, file: str
) -> Iterator[Fault]:
    """Yield what should be mended, though walks can be planned without.

    Parameters
    ----------
    places : sequence of Place
        The places.
    boundary : Polygon or None
        The quarter's outline in degrees.
    today : datetime.date
        By this day hours are called old.
    file : str
        Name of the file of places.

    Yields
    ------
    Fault
        In the order of the places, then pairs that touch.
    """
    away = from_outline_m([(place.lon, place.lat) for place in places], boundary)
    for place, away_m in zip(places, away, strict=True):
        at = f"{file}: {place.id}"
        yield from _text_warnings(place, at)
        yield from _position_warnings(place, away_m, at)
        for index, option in enumerate(place.options):
            if option.hours_year is not None and option.hours_year < today.year - 1:
                year: dict[str, object] = {"year": option.hours_year}
                yield Fault("old_hours", f"{at}: options[{index}].hours_year", year)
    for place, other in near_pairs(places, _TOUCH_M):
        values: dict[str, object] = {"other": other.id, "metres": _TOUCH_M}
        yield Fault("places_touch", f"{file}: {place.id}: geometry.coordinates", values)


def _text_warnings(place: Place, at: str) -> Iterator[Fault]:
    """Yield what is thin in a place's texts."""
    for field, story, language in (
        ("story_zh", place.story_zh, {"zh": "中文", "en": "Chinese"}),
        ("story_en", place.story_en, {"zh": "英文", "en": "English"}),
    ):
        if story is None:
            yield Fault("story_missing", f"{at}: {field}", {"language": language})
    if not any(place.themes.values()):
        yield Fault("no_score", f"{at}: themes")
    for index, fact in enumerate(place.facts):
        if fact.date is None:
            values: dict[str, object] = {"publisher": fact.publisher}
            yield Fault("fact_undated", f"{at}: facts[{index}].date", values)
    for path, found in _marked(place):
        yield Fault("text_markup", f"{at}: {path}", {"value": found[:40]})


def _position_warnings(place: Place, away_m: float, at: str) -> Iterator[Fault]:
    """Yield what is uncertain in a place's position."""
    accuracy = place.position.accuracy_m or 0
    values: dict[str, object] = {"id": place.id, "metres": accuracy}
    if place.position.status == "unknown":
        yield Fault("position_awaited", f"{at}: position", values)
    elif place.position.status == "approximate":
        yield Fault("position_approximate", f"{at}: position", values)
    if place.in_quarter and away_m > accuracy + _FRONTAGE_M:
        yield Fault("place_and_quarter", f"{at}: in_quarter", {"metres": round(away_m)})


def _marked(place: Place) -> Iterator[tuple[str, str]]:
    """List the texts that look like web code, with their paths."""
    parts: list[tuple[str, Any]] = [("", place), ("position.", place.position)]
    for name in ("options", "facts"):
        parts += [(f"{name}[{n}].", part) for n, part in enumerate(getattr(place, name))]
    for prefix, part in parts:
        for name in _FIELDS[type(part)]:
            value = getattr(part, name)
            if isinstance(value, str) and ("<" in value or "&" in value):
                found = _MARKUP.search(value)
                if found:
                    yield f"{prefix}{name}", found[0]
