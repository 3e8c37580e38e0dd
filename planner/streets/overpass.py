"""Answers of an Overpass server written as one OSM file. (lon, lat) WGS-84.

Nothing of the tags is judged here: the file is read by ``extract.py`` under the same access rules
as any other.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import osmium

from planner.errors import ExtractError, Fault

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

Element = dict[str, Any]
_Elements = dict[int, Element]


def write_answers(answers: Iterable[Mapping[str, Any]], box: Box, path: Path) -> None:
    """Write what lies in a box, ways whole, sorted, each element once.

    Parameters
    ----------
    answers : iterable of mapping
        Overpass JSON, nodes without which a way would be broken included.
    box : Box
        West, south, east, north; written into the file's head.
    path : Path
        The file; ``.osm`` or ``.osm.pbf``.

    Raises
    ------
    ExtractError
        If an element is not as Overpass writes it, or no street is left.
    """
    found: dict[str, _Elements] = {"node": {}, "way": {}, "relation": {}}
    month = ""
    try:
        for answer in answers:
            month = max(month, str(answer.get("osm3s", {}).get("timestamp_osm_base", ""))[:7])
            for element in answer["elements"]:
                _take(element, found)
        kept = _inside(found, box)
        if not any("highway" in _tags(way) for way in kept["way"].values()):
            raise ExtractError([Fault("fetch_empty", path.name)])
        _write(kept, box, month, path)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why: dict[str, object] = {"why": f"{type(error).__name__}: {error}"}
        raise ExtractError([Fault("fetch_misshapen", path.name, why)]) from error


def file_box(osm: Path) -> Box:
    """Find the box that an extract covers.

    Parameters
    ----------
    osm : Path
        ``.osm`` or ``.osm.pbf``.

    Returns
    -------
    Box
        The one in the file's head; if there is none, the bounds of its streets.

    Raises
    ------
    ExtractError
        If the file cannot be read or holds no street.
    """
    if not osm.is_file():
        raise ExtractError([Fault("file_missing", osm.name, {"path": str(osm)})])
    spots: list[tuple[float, float]] = []
    try:
        with osmium.io.Reader(str(osm), osmium.osm.NOTHING) as reader:
            head = reader.header().box()
        if head.valid():
            low, high = head.bottom_left, head.top_right
            return low.lon, low.lat, high.lon, high.lat
        for way in osmium.FileProcessor(str(osm)).with_locations():
            if isinstance(way, osmium.osm.Way) and "highway" in way.tags:
                spots += [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise ExtractError([Fault("extract_unreadable", osm.name, {"why": str(error)})]) from error
    if not spots:
        raise ExtractError([Fault("extract_empty", osm.name)])
    lons, lats = zip(*spots, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _take(element: Element, found: dict[str, _Elements]) -> None:
    """Keep an element; of two copies the one with tags."""
    same = found.get(element["type"], {})
    if element["id"] not in same or "tags" in element:
        same[int(element["id"])] = element


def _inside(found: dict[str, _Elements], box: Box) -> dict[str, _Elements]:
    """Keep ways with a node in the box, areas made of them, their nodes, and tagged nodes."""
    west, south, east, north = box
    nodes = found["node"]
    within = {
        ref
        for ref, node in nodes.items()
        if west <= float(node["lon"]) <= east and south <= float(node["lat"]) <= north
    }
    ways = {ref for ref, way in found["way"].items() if within.intersection(way["nodes"])}
    areas = {
        ref
        for ref, relation in found["relation"].items()
        if _tags(relation).get("type") == "multipolygon"
        and any(m["type"] == "way" and m["ref"] in ways for m in relation["members"])
    }
    for ref in areas:
        ways |= {m["ref"] for m in found["relation"][ref]["members"] if m["type"] == "way"}
    ways &= set(found["way"])
    used = {ref for way in ways for ref in found["way"][way]["nodes"]}
    used |= {ref for ref in within if _tags(nodes[ref])}
    return {
        "node": {ref: nodes[ref] for ref in sorted(used & set(nodes))},
        "way": {ref: found["way"][ref] for ref in sorted(ways)},
        "relation": {ref: found["relation"][ref] for ref in sorted(areas)},
    }


def _write(kept: dict[str, _Elements], box: Box, month: str, path: Path) -> None:
    """Write elements in the order that OSM files have; the month of the data goes on the ways."""
    head = osmium.io.Header()
    head.set("generator", "citywalk")
    head.add_box(osmium.osm.Box(*box))
    date = {"data_date": month} if month else {}
    new = osmium.osm.mutable
    with osmium.SimpleWriter(str(path), header=head, overwrite=True) as writer:
        for ref, node in kept["node"].items():
            spot = (float(node["lon"]), float(node["lat"]))
            writer.add_node(new.Node(id=ref, location=spot, tags=_tags(node), version=1))
        for ref, way in kept["way"].items():
            tags = _tags(way) | date
            writer.add_way(new.Way(id=ref, nodes=way["nodes"], tags=tags, version=1))
        for ref, relation in kept["relation"].items():
            members = [(m["type"][0], m["ref"], m.get("role", "")) for m in relation["members"]]
            writer.add_relation(
                new.Relation(id=ref, members=members, tags=_tags(relation), version=1)
            )


def _tags(element: Element) -> dict[str, str]:
    """Return an element's tags, without those that are nobody's business on a city walk."""
    tags: dict[str, str] = element.get("tags", {})
    return {key: value for key, value in tags.items() if key != "military" and value != "military"}
