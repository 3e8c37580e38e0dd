"""Finds where walks may start in an OSM file: stations and their entrances.

Units: metres; (lon, lat) WGS-84. Imports planner.streets.
"""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
from pyproj import Geod
from shapely import Point

from planner.streets.network import ACCESS_CODES, Network
from planner.streets.snap import snap
from planner.words import say

REACH_M = 250.0
"""A station farther than this from every street that may be walked is no start."""

STATION_REACH_M = 400.0
"""An entrance belongs to the nearest station within this."""

_LONGEST_ID = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A node of the extract."""

    ref: int
    lon: float
    lat: float
    tags: dict[str, str]


def find_starts(
    osm: Path, network: Network, middle: Point, taken: frozenset[str]
) -> list[dict[str, Any]]:
    """List stations and entrances of an extract, or one start in the middle if it has none.

    Parameters
    ----------
    osm : Path
        The extract.
    network : Network
        Its network.
    middle : Point
        Middle of the quarter, (lon, lat).
    taken : frozenset of str
        Ids of places, which no start may have.

    Returns
    -------
    list of dict
        GeoJSON features as in ``starts.geojson``.
    """
    nodes = [node for node in _nodes(osm) if _reachable(network, node)]
    stations: dict[str, dict[str, Any]] = {}
    for node in nodes:
        zh, en = _names(node)
        known = {row["properties"]["name_zh"] for row in stations.values()}
        if node.tags["railway"] == "station" and zh and zh not in known:
            ident = _slug(en, f"station-{node.ref}", taken | set(stations))
            stations[ident] = _feature(node, ident, (zh, en), network.map_date)
    rows = [*stations.values(), *_exits(nodes, list(stations.values()), network.map_date)]
    return rows or [_middle(network, middle, taken)]


def _nodes(osm: Path) -> Iterator[_Node]:
    """Read stations and entrances, in the order of their numbers."""
    for item in osmium.FileProcessor(str(osm), osmium.osm.NODE):
        tags = {tag.k: tag.v for tag in item.tags}
        if isinstance(item, osmium.osm.Node) and tags.get("railway") in {
            "station",
            "subway_entrance",
        }:
            yield _Node(ref=item.id, lon=item.location.lon, lat=item.location.lat, tags=tags)


def _reachable(network: Network, node: _Node) -> bool:
    """Whether a walker gets there."""
    return snap(network, node.lon, node.lat).offset_m <= REACH_M


def _exits(
    nodes: list[_Node], stations: list[dict[str, Any]], map_date: str
) -> Iterator[dict[str, Any]]:
    """Give each entrance to the nearest station, named by its number."""
    for node in nodes:
        near = sorted((_apart_m(node, row), row["properties"]["id"], row) for row in stations)
        if node.tags["railway"] == "station" or not near or near[0][0] > STATION_REACH_M:
            continue
        station = near[0][2]["properties"]
        label = node.tags.get("ref") or node.tags.get("name") or str(node.ref)
        names = (
            say("streets.start_exit", "zh", station=station["name_zh"], exit=label),
            say("streets.start_exit", "en", station=station["name_en"], exit=label),
        )
        row = _feature(node, f"exit-{node.ref}", names, map_date)
        row["properties"] |= {"kind": "exit", "station": station["id"], "accuracy_m": 20}
        yield row


def _middle(network: Network, middle: Point, taken: AbstractSet[str]) -> dict[str, Any]:
    """Take the junction of public streets that is nearest to the middle."""
    public = network.access != ACCESS_CODES.index("destination")
    nodes = np.unique(np.concatenate([network.u[public], network.v[public]]))
    spots = network.node_lonlat[nodes]
    squeeze = np.array([np.cos(np.radians(middle.y)), 1.0])
    away = (((spots - [middle.x, middle.y]) * squeeze) ** 2).sum(axis=1)
    lon, lat = spots[int(away.argmin())].tolist()
    node = _Node(ref=0, lon=lon, lat=lat, tags={})
    names = (say("streets.start_middle", "zh"), say("streets.start_middle", "en"))
    ident = _slug("middle", "start-in-the-middle", taken)
    row = _feature(node, ident, names, network.map_date)
    row["properties"] |= {"accuracy_m": 5, "source": "junction nearest to the middle"}
    return row


def _feature(node: _Node, ident: str, names: tuple[str, str], map_date: str) -> dict[str, Any]:
    """Write one start."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(node.lon, 7), round(node.lat, 7)]},
        "properties": {
            "id": ident,
            "name_zh": names[0],
            "name_en": names[1],
            "kind": "station",
            "station": None,
            "street": None,
            "lines": [],
            "accuracy_m": 60,
            "source": f"OpenStreetMap (ODbL), node {node.ref}",
            "date": map_date,
        },
    }


def _names(node: _Node) -> tuple[str, str]:
    """Name a station in both languages; one name stands for both where there is only one."""
    tags = node.tags
    zh = tags.get("name:zh") or tags.get("name") or tags.get("name:en", "")
    return zh, tags.get("name:en") or tags.get("name") or zh


def _slug(name: str, otherwise: str, taken: AbstractSet[str]) -> str:
    """Make an id of a name: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:_LONGEST_ID].strip("-")
    return slug if slug and slug not in taken else otherwise


def _apart_m(node: _Node, row: dict[str, Any]) -> float:
    """Geodesic metres between a node and a start."""
    lon, lat = row["geometry"]["coordinates"]
    return float(Geod(ellps="WGS84").inv(node.lon, node.lat, lon, lat)[2])
