"""What the base map draws, read from the street extract and the overlay. (lon, lat) WGS-84.

Imports only osmium and Shapely.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import osmium
import shapely
from shapely.geometry import LineString, Polygon, shape
from shapely.geometry.base import BaseGeometry

Tags = Mapping[str, str]

STREETS = {
    "trunk": "primary",
    "trunk_link": "secondary",
    "primary": "primary",
    "primary_link": "secondary",
    "secondary": "secondary",
    "secondary_link": "tertiary",
    "tertiary": "tertiary",
    "tertiary_link": "minor",
    "residential": "minor",
    "unclassified": "minor",
    "living_street": "minor",
    "pedestrian": "minor",
    "service": "lane",
    "track": "lane",
    "footway": "path",
    "path": "path",
    "cycleway": "path",
    "steps": "steps",
}
"""Class of a street on the map by its ``highway``; other values are not drawn."""

LAND = {"residential": "homes", "retail": "shops", "commercial": "shops", "religious": "campus"}
GREEN = {"park": "park", "garden": "park", "pitch": "pitch", "playground": "pitch"}


@dataclass
class Drawn:
    """What a pass over the extract collects, (lon, lat) WGS-84."""

    lines: dict[tuple[str, str, bool], list[BaseGeometry]] = field(
        default_factory=lambda: defaultdict(list)
    )
    english: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rivers: list[tuple[BaseGeometry, Tags]] = field(default_factory=list)
    areas: dict[str, list[tuple[BaseGeometry, str, Tags]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    stations: dict[str, tuple[float, float, str]] = field(default_factory=dict)


def read_extract(extract: Path) -> Drawn:
    """Read streets, water, land and stations in one pass; areas come from ways and relations.

    Parameters
    ----------
    extract : Path
        OpenStreetMap extract, ``.osm`` or ``.osm.pbf``.

    Returns
    -------
    Drawn
        What is drawn, not clipped.
    """
    found = Drawn()
    for obj in osmium.FileProcessor(str(extract)).with_locations().with_areas():
        tags = {tag.k: tag.v for tag in obj.tags}
        if isinstance(obj, osmium.osm.Way):
            line = [(n.lon, n.lat) for n in obj.nodes if n.location.valid()]
            if len(line) > 1:
                _keep_line(LineString(line), tags, found, redrawn=False)
        elif isinstance(obj, osmium.osm.Area):
            kind = _area_kind(tags)
            if kind is not None:
                found.areas[kind[0]].append((_polygon(obj), kind[1], tags))
        elif isinstance(obj, osmium.osm.Node) and tags.get("railway") == "station":
            spot = (obj.location.lon, obj.location.lat, tags.get("name:en", ""))
            name = tags.get("name", "")
            found.stations[name] = max(found.stations.get(name, spot), spot, key=lambda s: s[2])
    return found


def read_overlay(overlay: Path, found: Drawn) -> None:
    """Add the redrawn streets and parks.

    Parameters
    ----------
    overlay : Path
        GeoJSON with OSM tags as properties.
    found : Drawn
        Where they are added.
    """
    for feature in json.loads(overlay.read_text("utf-8"))["features"]:
        tags = {k: str(v) for k, v in feature["properties"].items()}
        geometry = shape(feature["geometry"])
        kind = _area_kind(tags)
        if geometry.geom_type == "LineString":
            _keep_line(geometry, tags, found, redrawn=True)
        elif kind is not None:
            found.areas[kind[0]].append((geometry, kind[1], tags))


def _keep_line(line: BaseGeometry, tags: Tags, found: Drawn, *, redrawn: bool) -> None:
    """Sort a way into streets or rivers; private ways, tunnels and viaducts are left out."""
    if tags.get("waterway") in {"river", "canal"}:
        found.rivers.append((line, tags))
    kind = STREETS.get(tags.get("highway", ""))
    if kind is None or _undrawn(kind, tags):
        return
    name = tags.get("name", "")
    found.lines[kind, name, redrawn].append(line)
    english = re.sub(r"\s*\(.*?\)", "", tags.get("name:en", "")).strip()
    if name and english:
        found.english[name][english] += 1


def _undrawn(kind: str, tags: Tags) -> bool:
    """Tell whether a street is left out: not open, under the ground, or a viaduct (drawn apart)."""
    viaduct = tags["highway"].startswith("trunk") and tags.get("bridge") == "yes"
    private = kind in {"lane", "path", "steps"} and tags.get("access") in {"private", "no"}
    return viaduct or private or tags.get("tunnel") == "yes" or tags.get("area") == "yes"


def _area_kind(tags: Tags) -> tuple[str, str] | None:
    """Return layer and kind of an area, or None if it is not drawn."""
    if tags.get("leisure") in GREEN:
        return "green", GREEN[tags["leisure"]]
    if tags.get("natural") == "water" or tags.get("waterway") == "riverbank":
        return "water", "water"
    if "building" in tags:
        return "buildings", "building"
    if tags.get("amenity") in {"university", "college", "school"}:
        return "land", "campus"
    if tags.get("landuse") in LAND:
        return "land", LAND[tags["landuse"]]
    return None


def _polygon(area: osmium.osm.Area) -> BaseGeometry:
    """Turn an assembled area into a polygon with its holes."""
    rings = [
        Polygon(
            [(n.lon, n.lat) for n in outer],
            [[(n.lon, n.lat) for n in inner] for inner in area.inner_rings(outer)],
        )
        for outer in area.outer_rings()
    ]
    return shapely.make_valid(shapely.union_all(rings))
