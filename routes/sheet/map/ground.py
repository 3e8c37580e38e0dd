"""What lies on the ground, in metres: the layers of the base map and small things to find.

Units: metres UTM. Imports planner, routes.basemap_cache and routes.sheet.map.english.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import osmium
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from planner.quarter import Quarter
from planner.words import Lang
from routes.basemap_cache import base_layers
from routes.sheet.map.english import english_street

LAYERS = ("land", "green", "water", "buildings", "elevated", "streets", "rails", "quarter")
SIGNS = {"toilets": "toilets", "bench": "bench"}
"""``amenity`` of what a walker looks for, and the key of its sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A geometry of the base map with its ``kind``, names and whether it was redrawn."""

    geometry: BaseGeometry
    kind: str
    zh: str = ""
    en: str = ""
    redrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point sign: ``kind`` is the key of its symbol; ``ref`` the number of a metro exit."""

    kind: str
    east: float
    north: float
    zh: str = ""
    en: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The layers by name and the spots, all on the sheet and beyond it."""

    layers: Mapping[str, tuple[Thing, ...]]
    spots: tuple[Spot, ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is known, metres."""
        streets = [thing.geometry for thing in self.layers["streets"]]
        west, south, east, north = shapely.total_bounds(streets)
        return float(west), float(south), float(east), float(north)


def in_languages(zh: str, en: str, langs: Sequence[Lang]) -> tuple[tuple[Lang, str], ...]:
    """Return a name in the languages wanted, once if it is the same in both.

    Parameters
    ----------
    zh, en : str
        The name in Chinese and in English; an empty English one stands for none.
    langs : sequence of {"zh", "en"}
        The languages.

    Returns
    -------
    tuple of (str, str)
        Language and text.

    Examples
    --------
    >>> in_languages("幸福里", "幸福里", ("zh", "en"))
    (('zh', '幸福里'),)
    """
    name = {"zh": zh, "en": en or zh}
    texts = {name[lang]: lang for lang in reversed(langs)}
    return tuple((lang, text) for text, lang in reversed(texts.items()))


def ground_of(quarter: Quarter) -> Ground:
    """Return the ground of a quarter, read once for each of its versions.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    Ground
        In the quarter's UTM zone.

    Raises
    ------
    CitywalkError
        If a file of the dataset cannot be read.
    """
    return _ground(_Key(quarter))


@dataclass(frozen=True)
class _Key:
    """A quarter that equals another of the same folder and version."""

    quarter: Quarter

    def __hash__(self) -> int:
        return hash((self.quarter.folder, self.quarter.data_version))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and (
            (self.quarter.folder, self.quarter.data_version)
            == (other.quarter.folder, other.quarter.data_version)
        )


@lru_cache(maxsize=2)
def _ground(key: _Key) -> Ground:
    """Read and project everything."""
    quarter = key.quarter
    layers = base_layers(quarter)
    to_utm = quarter.network.to_utm
    stations = [_station(feature, to_utm) for feature in layers["stations"]["features"]]
    extract, _ = quarter.description.street_files(quarter.folder)
    things = {
        name: tuple(_thing(feature, to_utm) for feature in layers[name]["features"])
        for name in LAYERS
    }
    known = {thing.zh: thing.en for thing in things["streets"]}
    things["streets"] = tuple(
        replace(thing, en=english_street(thing.zh, thing.en, known)) for thing in things["streets"]
    )
    return Ground(
        layers=things,
        spots=(*stations, *_small_things(extract, to_utm)),
    )


def _thing(feature: dict[str, Any], to_utm: Transformer) -> Thing:
    """Read one feature of the base map."""
    facts = feature["properties"]
    geometry = shapely.transform(
        shape(feature["geometry"]), lambda lonlat: np.column_stack(to_utm.transform(*lonlat.T))
    )
    return Thing(
        geometry=geometry,
        kind=facts.get("kind", ""),
        zh=facts.get("zh", ""),
        en=facts.get("en", ""),
        redrawn=bool(facts.get("redrawn")),
    )


def _station(feature: dict[str, Any], to_utm: Transformer) -> Spot:
    """Read one station of the base map."""
    east, north = to_utm.transform(*feature["geometry"]["coordinates"])
    names = feature["properties"]
    return Spot(kind="station", east=east, north=north, zh=names["zh"], en=names["en"])


def _small_things(extract: Path, to_utm: Transformer) -> list[Spot]:
    """Read toilets, benches and numbered exits of the metro from the extract's nodes."""
    found = []
    wanted = osmium.filter.KeyFilter("amenity", "railway")
    nodes = osmium.FileProcessor(str(extract), osmium.osm.NODE).with_filter(wanted)
    for node in nodes:
        if not isinstance(node, osmium.osm.Node):
            continue
        tags = {tag.k: tag.v for tag in node.tags}
        kind, ref = SIGNS.get(tags.get("amenity", "")), tags.get("ref", "")
        if tags.get("railway") == "subway_entrance" and ref:
            kind = "entrance"
        if kind is not None:
            east, north = to_utm.transform(node.location.lon, node.location.lat)
            found.append(Spot(kind=kind, east=east, north=north, ref=ref))
    return found
