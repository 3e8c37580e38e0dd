"""Reads an OSM extract and the redrawn overlay into the ways that may be walked.

(lon, lat) WGS-84.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import osmium

from planner.datafile import read_json
from planner.errors import DatasetError, ExtractError, Fault
from planner.streets.access import Access, node_blocks, walks_one_way, way_access

LonLat = tuple[float, float]
_JOIN_DECIMALS = 7  # overlay ends coincide with OSM vertices to 1e-7 degrees (OSM's own resolution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way that may be walked: node ids in order and what is kept of its tags."""

    id: int
    nodes: tuple[int, ...]
    highway: str
    name_zh: str
    name_en: str
    access: Access
    one_way: bool
    overlay: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The walkable part of the map: positions of nodes by id, ways, and the dates of the data.

    ``map_date`` is a month, or the oldest and newest one as an ISO 8601 interval
    (``2025-08/2026-07``).
    """

    nodes: dict[int, LonLat]
    ways: tuple[Way, ...]
    map_date: str


def read_extract(osm: Path, overlay: Path | None = None) -> Extract:
    """Read the ways that may be walked.

    Parameters
    ----------
    osm : Path
        ``.osm`` or ``.osm.pbf``.
    overlay : Path, optional
        GeoJSON of redrawn street lines whose ends coincide with OSM vertices.

    Returns
    -------
    Extract
        Ways are cut at nodes that stop walkers, so that one may walk up to a closed gate from both
        sides.

    Raises
    ------
    ExtractError
        If the extract is missing, is no OSM file or holds no walkable way.
    DatasetError
        If the overlay cannot be read.
    """
    nodes: dict[int, LonLat] = {}
    ways: list[Way] = []
    closed: set[int] = set()
    dates: set[str] = set()
    if not osm.is_file():
        raise ExtractError([Fault("file_missing", osm.name, {"path": str(osm)})])
    try:
        for item in osmium.FileProcessor(str(osm)).with_locations():
            if isinstance(item, osmium.osm.Node):
                if node_blocks(dict(item.tags)):
                    closed.add(item.id)
            elif isinstance(item, osmium.osm.Way) and "highway" in item.tags:
                _take_way(item, nodes, ways, dates)
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise ExtractError([Fault("extract_unreadable", osm.name, {"why": str(error)})]) from error
    if not ways:
        raise ExtractError([Fault("extract_empty", osm.name)])
    if overlay is not None:
        ways += _read_overlay(overlay, nodes)
    return Extract(nodes=nodes, ways=_cut_at(closed, ways, nodes), map_date=_span(dates))


def _take_way(
    item: osmium.osm.Way, nodes: dict[int, LonLat], ways: list[Way], dates: set[str]
) -> None:
    """Keep one way of the extract if it may be walked."""
    tags = {t.k: t.v for t in item.tags if t.k != "military"}
    access = way_access(tags)
    if access is None:
        return
    if date := tags.get("data_date"):
        dates.add(date)
    refs = [n for n in item.nodes if n.location.valid()]
    if len(refs) < 2:  # noqa: PLR2004 - a line needs two points
        return
    nodes.update({n.ref: (n.lon, n.lat) for n in refs})
    ways.append(
        Way(
            id=item.id,
            nodes=tuple(n.ref for n in refs),
            highway=tags["highway"],
            name_zh=tags.get("name") or tags.get("name:zh", ""),
            name_en=tags.get("name:en", ""),
            access=access,
            one_way=walks_one_way(tags),
            overlay=False,
        )
    )


def _read_overlay(path: Path, nodes: dict[int, LonLat]) -> list[Way]:
    """Read redrawn street lines; a vertex that coincides with an OSM node becomes that node."""
    known = {_key(spot): ref for ref, spot in nodes.items()}
    ways: list[Way] = []
    try:
        for feature in read_json(path)["features"]:
            tags = feature["properties"]
            if feature["geometry"]["type"] != "LineString" or way_access(tags) is None:
                continue
            refs = []
            for lon, lat in feature["geometry"]["coordinates"]:
                ref = known.setdefault(_key((lon, lat)), -1 - len(known))
                nodes.setdefault(ref, (lon, lat))
                refs.append(ref)
            ways.append(
                Way(
                    id=-1 - len(ways),
                    nodes=tuple(refs),
                    highway=tags["highway"],
                    name_zh=tags.get("name", ""),
                    name_en=tags.get("name:en", ""),
                    access="open",
                    one_way=False,
                    overlay=True,
                )
            )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = Fault("overlay_unreadable", path.name, {"why": f"{type(error).__name__}: {error}"})
        raise DatasetError([fault]) from error
    return ways


def _span(dates: set[str]) -> str:
    """Write the months of the data as one ISO 8601 month or interval."""
    if not dates:
        return "unknown"
    return min(dates) if len(dates) == 1 else f"{min(dates)}/{max(dates)}"


def _key(spot: LonLat) -> LonLat:
    """Round a position so that equal vertices of two files meet."""
    return round(spot[0], _JOIN_DECIMALS), round(spot[1], _JOIN_DECIMALS)


def _cut_at(closed: set[int], ways: list[Way], nodes: dict[int, LonLat]) -> tuple[Way, ...]:
    """Cut every way at the closed nodes and give each part an end of its own there."""
    fresh = min(nodes)
    parts: list[Way] = []
    for way in ways:
        cuts = [place for place, ref in enumerate(way.nodes) if ref in closed]
        for first, last in pairwise([0, *cuts, len(way.nodes) - 1]):
            refs = list(way.nodes[first : last + 1])
            if len(refs) < 2:  # noqa: PLR2004 - the cut is the way's own end
                continue
            for end in (0, -1):
                if refs[end] in closed:
                    fresh -= 1
                    nodes[fresh] = nodes[refs[end]]
                    refs[end] = fresh
            parts.append(replace(way, nodes=tuple(refs)))
    return tuple(parts)
