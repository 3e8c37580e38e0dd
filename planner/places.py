"""Places worth seeing: the features of poi.geojson. Units: minutes as in the file; degrees WGS-84.

Imports planner.files.datafile, planner.files.fields and planner.errors.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from planner.errors import DatasetError, Fault
from planner.files.datafile import Feature, read_features
from planner.files.fields import LINE, PROSE, STRICT, checked, one_language

PlaceId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
Score = Annotated[int, Field(ge=0, le=5)]
Text = Annotated[str, Field(min_length=1, max_length=1000, pattern=LINE)]
Story = Annotated[str, Field(min_length=1, max_length=2000, pattern=PROSE)]
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]

OPTION_WEIGHT = {"outside": 2, "inside": 5}
"""How much a visit counts: prize = theme score times this (an editorial choice, data/README.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that can be told, with its original publisher. A story names the facts it rests on.

    ``date`` is a year, a month or a day, as far as it is known: of publication, or, for an undated
    page or list, the day it was read (``date_is``).
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: PlaceId
    zh: Text
    en: Text
    publisher: Text
    title: Text | None = None
    date: PartialDate | None = None
    date_is: Literal["published", "read"] = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOption:
    """One way to see a place.

    ``opening_hours`` is in OSM syntax and bounds the visit; for ``outside`` None means at any
    hour. ``inside`` with ``hours_status`` ``unknown`` is never planned. ``last_entry`` is
    ``HH:MM``, the latest arrival.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["outside", "inside"]
    dwell_min: Annotated[int, Field(ge=1, le=480)]
    opening_hours: Text | None = None
    hours_status: Literal["confirmed", "reported", "unknown"] = "unknown"
    hours_source: Text | None = None
    hours_year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    last_entry: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    booking_zh: Text | None = None
    booking_en: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How well the entrance's coordinates are known, and from where."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    status: Literal["confirmed", "approximate", "unknown"]
    accuracy_m: Annotated[int, Field(ge=1, le=1000)] | None = None
    source: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place; ``lon`` and ``lat`` are its public entrance, None where nobody has published it.

    ``street`` is the Chinese name of the street whose pavement the entrance is on.
    ``named_by_district``: the district's own reply of 2025 names it. ``reviewed_by`` stays None
    until a person has read the texts.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: PlaceId
    lon: Annotated[float, Field(ge=-180, le=180)] | None
    lat: Annotated[float, Field(ge=-90, le=90)] | None
    name_zh: Text
    name_en: Text
    kind: Literal[
        "institute", "residence", "innovation", "museum", "heritage", "lane", "park", "campus",
        "gallery",
    ]  # fmt: skip
    address_zh: Text | None
    address_en: Text | None
    street: Text | None
    in_quarter: bool
    named_by_district: bool = False
    options: Annotated[tuple[VisitOption, ...], Field(min_length=1)]
    themes: dict[str, Score]
    story_zh: Story | None = None
    story_en: Story | None = None
    story_facts: tuple[PlaceId, ...] = ()
    question_zh: Text | None = None
    question_en: Text | None = None
    facts: tuple[Fact, ...]
    position: Position
    checked_on: date
    ticket_zh: Text | None = None
    ticket_en: Text | None = None
    tel: Text | None = None
    website: Annotated[str, Field(max_length=300, pattern=r"^https?://[^\s<>\"']+$")] | None = None
    access_notes_zh: Text | None = None
    access_notes_en: Text | None = None
    reviewed_by: Text | None = None


_PLACE = TypeAdapter(Place)
_PAIRS = ("address", "question", "ticket", "access_notes")


def load_places(path: Path) -> tuple[Place, ...]:
    """Read the places of a quarter.

    Parameters
    ----------
    path : Path
        A GeoJSON FeatureCollection of points (or null geometries), ``poi.geojson``.

    Returns
    -------
    tuple of Place
        In the file's order.

    Raises
    ------
    DatasetError
        If anything is wrong with the file: every fault at once, each with feature and field.
    """
    faults: list[Fault] = []
    places = sound_places(path, faults)
    if faults:
        raise DatasetError(faults)
    return places


def sound_places(path: Path, faults: list[Fault]) -> tuple[Place, ...]:
    """Read those places of a quarter that have no fault, for a check of the rest.

    Parameters
    ----------
    path : Path
        As for ``load_places``.
    faults : list of Fault
        Where the faults of the others are added.

    Returns
    -------
    tuple of Place
        In the file's order.

    Raises
    ------
    DatasetError
        If the file cannot be read or is no FeatureCollection.
    """
    places: list[Place] = []
    seen: set[str] = set()
    for feature in read_features(path, faults):
        place = _read(feature, faults)
        if place is None:
            continue
        found = list(_contradictions(place, feature.where))
        if place.id in seen:
            found.append(Fault("id_twice", f"{feature.where}: id", {"value": place.id}))
        seen.add(place.id)
        faults.extend(found)
        if not found:
            places.append(place)
    return tuple(places)


def _read(feature: Feature, faults: list[Fault]) -> Place | None:
    """Check one feature; its faults are added to the list."""
    where = feature.where
    ours = [name for name in ("lon", "lat") if name in feature.properties]
    if ours:
        faults.extend(
            Fault("field_in_geometry", f"{where}: {name}", {"name": name}) for name in ours
        )
        return None
    if feature.swapped:
        values: dict[str, object] = {"lon": feature.lat, "lat": feature.lon}
        faults.append(Fault("swapped", f"{where}: geometry.coordinates", values))
        feature = replace(feature, lon=feature.lat, lat=feature.lon)
    data = {**feature.properties, "lon": feature.lon, "lat": feature.lat}
    return checked(_PLACE, data, where, faults)


def _contradictions(place: Place, where: str) -> Iterator[Fault]:
    """Yield what two fields of a place say against one another."""
    known = {fact.id for fact in place.facts}
    for index, fact in enumerate(place.facts):
        if fact.id in {earlier.id for earlier in place.facts[:index]}:
            yield Fault("id_twice", f"{where}: facts[{index}].id", {"value": fact.id})
    for index, name in enumerate(place.story_facts):
        if name not in known:
            at = f"{where}: story_facts[{index}]"
            yield Fault("fact_unknown", at, {"value": name, "known": ", ".join(sorted(known))})
    for pair in _PAIRS:
        yield from one_language(place, pair, f"{where}: ")
    yield from _position_faults(place, where)
    for index, option in enumerate(place.options):
        at = f"{where}: options[{index}]"
        if option.kind in {earlier.kind for earlier in place.options[:index]}:
            yield Fault("option_twice", f"{at}.kind", {"value": option.kind})
        yield from _option_faults(option, at)


def _position_faults(place: Place, where: str) -> Iterator[Fault]:
    """Yield what position, geometry and street say against one another."""
    unknown = place.position.status == "unknown"
    if unknown and place.lon is not None:
        yield Fault("position_but_unknown", f"{where}: position.status")
    if not unknown and place.lon is None:
        yield Fault("position_missing", f"{where}: geometry", {"status": place.position.status})
    if place.position.status == "approximate" and place.position.accuracy_m is None:
        yield Fault("accuracy_missing", f"{where}: position.accuracy_m")
    if not unknown and place.position.source is None:
        yield Fault("position_source_missing", f"{where}: position.source")


def _option_faults(option: VisitOption, at: str) -> Iterator[Fault]:
    """Yield what the hours of a visit option say against one another."""
    yield from one_language(option, "booking", f"{at}.")
    values: dict[str, object] = {"status": option.hours_status}
    known = option.hours_status != "unknown"
    if option.kind == "inside" and known and option.opening_hours is None:
        yield Fault("hours_missing", f"{at}.opening_hours", values)
    if option.opening_hours is None:
        return
    if not known:
        yield Fault("hours_but_unknown", f"{at}.hours_status", {"value": option.opening_hours})
    for name in ("hours_source", "hours_year"):
        if getattr(option, name) is None:
            yield Fault(f"{name}_missing", f"{at}.{name}")
