"""Reads an OSM extract and the redrawn overlay into the ways that may be walked.

(lon, lat) WGS-84.
"""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import osmium

from planner.errors import DatasetError, ExtractError, Fault
from planner.files.datafile import read_json
from planner.streets.access import Access, node_blocks, walks_one_way, way_access
from planner.streets.greens import Green, read_greens
from planner.streets.tags import (
    Control,
    Obstacle,
    control,
    covered,
    grade,
    obstacle,
    underfoot,
    yes_no,
)

LonLat = tuple[float, float]
_JOIN_DECIMALS = 7  # overlay ends coincide with OSM vertices to 1e-7 degrees (OSM's own resolution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way that may be walked: node ids in order and what is kept of its tags.

    ``grade``: 0 on the ground (see ``tags.grade``). ``covered``, ``lit``: 1 yes, 0 no, -1 not said.
    ``surface``: empty where not said. ``underfoot``: as ``tags.underfoot`` says. ``area``: a closed
    ring that is walked across. ``crossing``: a way over a carriageway, drawn in the data or added
    by ``crossings.py``; ``over``: the class of street that an added one crosses, empty for others.
    """

    id: int
    nodes: tuple[int, ...]
    highway: str
    name_zh: str = ""
    name_en: str = ""
    access: Access = "open"
    one_way: bool = False
    overlay: bool = False
    grade: int = 0
    covered: int = -1
    lit: int = -1
    surface: str = ""
    underfoot: bool = False
    area: bool = False
    crossing: Control | None = None
    over: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The walkable part of the map: positions of nodes by id, ways, and the dates of the data.

    ``map_date`` is a month, or the oldest and newest one as an ISO 8601 interval
    (``2025-08/2026-07``). ``controls``: nodes with a crossing or signals. ``obstacles``: kinds and
    outlines or lines of what nobody walks straight through. ``greens``: parks, woods, water …
    """

    nodes: dict[int, LonLat]
    ways: tuple[Way, ...]
    map_date: str
    controls: dict[int, Control] = field(default_factory=dict)
    obstacles: tuple[tuple[Obstacle, tuple[LonLat, ...]], ...] = ()
    greens: tuple[Green, ...] = ()


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
    found = _Found()
    if not osm.is_file():
        raise ExtractError([Fault("file_missing", osm.name, {"path": str(osm)})])
    try:
        for item in osmium.FileProcessor(str(osm)).with_locations():
            if isinstance(item, osmium.osm.Node):
                _take_node(item, found)
            elif isinstance(item, osmium.osm.Way):
                _take_way(item, found)
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise ExtractError([Fault("extract_unreadable", osm.name, {"why": str(error)})]) from error
    if not found.ways:
        raise ExtractError([Fault("extract_empty", osm.name)])
    nodes, ways = found.nodes, found.ways
    if overlay is not None:
        ways += _read_overlay(overlay, nodes)
    return Extract(
        nodes=nodes,
        ways=_cut_at(found.closed, ways, nodes),
        map_date=_span(found.dates),
        controls={ref: kind for ref, kind in found.controls.items() if ref in nodes},
        obstacles=tuple(found.obstacles),
        greens=read_greens(osm, overlay),
    )


@dataclass(slots=True)
class _Found:
    """What has been read so far; ``closed``: nodes that stop walkers."""

    nodes: dict[int, LonLat] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    controls: dict[int, Control] = field(default_factory=dict)
    obstacles: list[tuple[Obstacle, tuple[LonLat, ...]]] = field(default_factory=list)


def _take_node(item: osmium.osm.Node, found: _Found) -> None:
    """Keep what a node says of walkers."""
    tags = dict(item.tags)
    if node_blocks(tags):
        found.closed.add(item.id)
    if (kind := control(tags)) is not None:
        found.controls[item.id] = kind


def _take_way(item: osmium.osm.Way, found: _Found) -> None:
    """Keep one way of the extract if it may be walked or stands in the way."""
    tags = {t.k: t.v for t in item.tags if t.k != "military"}
    refs = [n for n in item.nodes if n.location.valid()]
    if len(refs) < 2:  # noqa: PLR2004 - a line needs two points
        return
    if (kind := obstacle(tags)) is not None:
        found.obstacles.append((kind, tuple((n.lon, n.lat) for n in refs)))
    access = way_access(tags)
    if access is None:
        return
    if date := tags.get("data_date"):
        found.dates.add(date)
    found.nodes.update({n.ref: (n.lon, n.lat) for n in refs})
    found.ways.append(
        Way(
            id=item.id,
            nodes=tuple(n.ref for n in refs),
            highway=tags["highway"],
            name_zh=tags.get("name") or tags.get("name:zh", ""),
            name_en=tags.get("name:en", ""),
            access=access,
            one_way=walks_one_way(tags),
            grade=grade(tags),
            covered=covered(tags),
            lit=yes_no(tags, "lit"),
            surface=tags.get("surface", ""),
            underfoot=underfoot(tags),
            area=tags.get("area") == "yes",
            crossing=control(tags) if tags.get("footway") == "crossing" else None,
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
                    overlay=True,
                    grade=grade(tags),
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
