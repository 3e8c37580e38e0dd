"""What a guide looks for near a stop: toilets, benches, and open ground for a group.

Units: metres and square metres in the local UTM zone; (lon, lat) WGS-84. Only what the map of the
dataset shows: nothing found means that the map does not know, never that there is none. Imports
planner, osmium, Shapely.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import osmium
import shapely
import shapely.ops
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from planner.files.datafile import read_json
from planner.quarter import Quarter
from planner.route import LonLat
from planner.streets.network import Network
from planner.turns import compass

Kind = Literal["toilets", "bench", "park", "garden", "square"]

NEAR_M = {"toilets": 500, "bench": 150, "ground": 100}
"""How far one goes for it, as the crow flies: seven, two and one and a half minutes on foot."""
PERSON_M2 = 1.0
"""Ground that a person of a standing group needs so that all hear and others pass (two a square
metre stand close; half is left free)."""

_BIG = {"trunk", "primary", "secondary", "tertiary"}
"""Classes of streets that a group does not just walk over."""
_TOUCH_M = 0.5
"""A spot so near to a street's line is on it, on no side of it."""
_CLOSED = {"no", "private", "customers", "permit"}
_OPEN_LEISURE: dict[str, Kind] = {"park": "park", "garden": "garden"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something on the map; ``shape`` is in the local UTM zone.

    ``hours`` is OSM's ``opening_hours``, None where nobody has said. ``old``: the data say that
    they are of the years before 2020.
    """

    kind: Kind
    name_zh: str | None
    name_en: str | None
    shape: BaseGeometry
    hours: str | None
    old: bool

    @property
    def area_m2(self) -> float:
        """Its ground."""
        return float(self.shape.area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing near a spot: how far as the crow flies, and in which of eight directions.

    ``across``: the big streets that lie between, each as its names in 中文 and English; empty names
    where it has none.
    """

    thing: Thing
    away_m: int
    towards: str
    across: tuple[tuple[str, str], ...]


def near(quarter: Quarter, spot: LonLat, kinds: tuple[Kind, ...], most_m: float) -> list[Found]:
    """List what is near a spot.

    Parameters
    ----------
    quarter : Quarter
        The quarter; its street extract and overlay are read once.
    spot : (float, float)
        (lon, lat).
    kinds : tuple of str
        What is looked for.
    most_m : float
        How far away it may be.

    Returns
    -------
    list of Found
        Nearest first.
    """
    to_utm = _projection(quarter.network.utm_epsg)
    here = shapely.Point(to_utm.transform(*spot))
    found = []
    for thing in things(quarter):
        away = here.distance(thing.shape)
        if thing.kind in kinds and away <= most_m:
            (_, _), (x, y) = shapely.shortest_line(here, thing.shape).coords
            course = math.atan2(x - here.x, y - here.y)
            found.append(
                Found(
                    thing=thing,
                    away_m=round(away),
                    towards=compass(course),
                    across=_between(quarter.network, here, (x, y)),
                )
            )
    return sorted(found, key=lambda one: one.away_m)


def things(quarter: Quarter) -> tuple[Thing, ...]:
    """List what the map shows, read once a process and dataset version.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    tuple of Thing
        Toilets and benches that are not closed to the public, parks, gardens, squares.
    """
    files = quarter.description
    overlay = quarter.folder / files.overlay if files.overlay else None
    epsg = quarter.network.utm_epsg
    return _read(quarter.folder / files.extract, overlay, epsg, quarter.data_version)


def _between(
    network: Network, here: shapely.Point, there: tuple[float, float]
) -> tuple[tuple[str, str], ...]:
    """Name the big streets that a straight way crosses; one that it only touches is not crossed."""
    whole = shapely.LineString([here, there])
    way = shapely.ops.substring(whole, min(_TOUCH_M, whole.length), whole.length - _TOUCH_M)
    kinds = [row for row, kind in enumerate(network.kinds) if kind.removesuffix("_link") in _BIG]
    big = np.flatnonzero(np.isin(network.kind, kinds) & ~network.crossing)
    streets = network.street[big[shapely.intersects(network.lines[big], way)]]
    named = {int(street) for street in streets}
    return tuple(
        (network.street_zh[street], network.street_en[street]) if street >= 0 else ("", "")
        for street in sorted(named)
    )


@cache
def _projection(epsg: int) -> Transformer:
    """Return the way from degrees to the local UTM zone."""
    return Transformer.from_crs(4326, epsg, always_xy=True)


@cache
def _read(extract: Path, overlay: Path | None, epsg: int, _version: str) -> tuple[Thing, ...]:
    """Read an extract and its overlay; the version stands for their content."""
    to_utm = _projection(epsg).transform
    rows = [*_osm_rows(extract), *(_redrawn_rows(overlay) if overlay else ())]
    found = []
    for shape, tags in rows:
        kind = _kind(tags, area=shape.geom_type != "Point")
        if kind is None or tags.get("access") in _CLOSED:
            continue
        found.append(
            Thing(
                kind=kind,
                name_zh=tags.get("name"),
                name_en=tags.get("name:en"),
                shape=shapely.transform(shape, to_utm, interleaved=False),
                hours=tags.get("opening_hours"),
                old=tags.get("data_date", "9999")[:4] < "2020",
            )
        )
    return tuple(found)


def _osm_rows(extract: Path) -> Iterator[tuple[BaseGeometry, dict[str, str]]]:
    """Yield nodes and areas of an extract with their tags."""
    factory = osmium.geom.WKBFactory()
    for item in osmium.FileProcessor(str(extract)).with_locations().with_areas():
        tags = {tag.k: tag.v for tag in item.tags}
        if isinstance(item, osmium.osm.Node) and tags:
            yield shapely.Point(item.lon, item.lat), tags
        elif isinstance(item, osmium.osm.Area):
            yield shapely.from_wkb(factory.create_multipolygon(item)), tags


def _redrawn_rows(overlay: Path) -> Iterator[tuple[BaseGeometry, dict[str, str]]]:
    """Yield the areas of the overlay with their tags."""
    for feature in read_json(overlay)["features"]:
        if feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}:
            yield shapely.geometry.shape(feature["geometry"]), feature["properties"]


def _kind(tags: dict[str, str], *, area: bool) -> Kind | None:
    """Say what a feature is to a guide."""
    if tags.get("amenity") == "toilets":
        return "toilets"
    if tags.get("amenity") == "bench":
        return "bench"
    if not area:
        return None
    if tags.get("place") == "square" or tags.get("highway") == "pedestrian":
        return "square"
    return _OPEN_LEISURE.get(tags.get("leisure", ""))
