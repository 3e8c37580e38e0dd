"""OSMnx's simplified graph → the arrays of a network. Units: metres on the ellipsoid, seconds.

The graph comes as GeoPandas' tables. Imports planner.streets.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from pyproj import Geod, Transformer

from planner.streets.carriageways import carriageways
from planner.streets.comfort import green_shares, traffic_of
from planner.streets.delays import STEPS_S, Waits, street_key, wait_s
from planner.streets.extract import Extract, Way
from planner.streets.network import ACCESS_CODES, CONTROL_CODES, Answers, Floats, Ints, Network

_LANE = re.compile(r"(.+?)\s*(\d+)\s*弄")
"""A lane is called by its street and number; mappers write its English name in five ways."""


def to_arrays(nodes: Any, edges: Any, extract: Extract) -> Network:  # noqa: ANN401 - tables
    """Take a graph apart into arrays.

    Parameters
    ----------
    nodes, edges : GeoDataFrame
        OSMnx's tables of the graph that ``build.to_graph`` makes, each two-way street once.
    extract : Extract
        What the graph was made from, with crossings linked.

    Returns
    -------
    Network
        Arrays.
    """
    edges = edges.reset_index()
    index = {ref: row for row, ref in enumerate(nodes.index)}
    lines = [_from_u(edge, nodes) for edge in edges.itertuples(index=False)]
    length_m = np.array([Geod(ellps="WGS84").geometry_length(line) for line in lines])
    base = carriageways(extract)
    to_utm = Transformer.from_crs(4326, base.utm_epsg, always_xy=True)
    in_metres = shapely.transform(
        np.array(lines, dtype=object), lambda xy: np.column_stack(to_utm.transform(*xy.T))
    )
    waits = Waits(base)
    street, names = _coded(edges["name"])
    kind, kinds = _coded(edges["highway"])
    surface, surfaces = _coded(edges["surface"])
    english = _english_names(extract.ways)
    obstacles = [np.array(spots) for kind_, spots in extract.obstacles if kind_ != "building"]
    return Network(
        utm_epsg=base.utm_epsg,
        node_lonlat=nodes[["x", "y"]].to_numpy(float),
        control=np.array([CONTROL_CODES.index(waits.control(ref)) for ref in nodes.index]),
        u=edges["u"].map(index).to_numpy(np.int64),
        v=edges["v"].map(index).to_numpy(np.int64),
        length_m=length_m,
        delay_s=_delays_s(edges, length_m, waits),
        crossings=_crossings(edges, waits),
        street=street,
        kind=kind,
        surface=surface,
        access=np.array([ACCESS_CODES.index(a) for a in edges["citywalk:access"]], dtype=np.int64),
        overlay=(edges["citywalk:overlay"] == "yes").to_numpy(bool),
        steps=edges["citywalk:steps"].to_numpy(bool),
        crossing=(edges["citywalk:crossing"] != "no").to_numpy(bool),
        covered=_said(edges["citywalk:covered"]),
        lit=_said(edges["citywalk:lit"]),
        underfoot=(edges["citywalk:underfoot"] == "yes").to_numpy(bool),
        traffic=traffic_of(edges["highway"], in_metres),
        green=green_shares(in_metres, extract.greens, to_utm),
        one_way=edges["oneway"].to_numpy(bool),
        first=_starts([len(line.coords) for line in lines]),
        lonlat=shapely.get_coordinates(lines),
        obstacle_first=_starts([len(spots) for spots in obstacles]),
        obstacle_lonlat=np.concatenate([np.zeros((0, 2)), *obstacles]),
        street_zh=names,
        street_en=tuple(english.get(name, "") for name in names),
        kinds=kinds,
        surfaces=surfaces,
        map_date=extract.map_date,
    )


def _starts(counts: list[int]) -> Ints:
    """Return where each of several runs begins, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _coded(column: Iterable[object]) -> tuple[Ints, tuple[str, ...]]:
    """Give the texts of a column numbers; -1 where there is none or it differs along a piece."""
    texts = [value if isinstance(value, str) else "" for value in column]
    known = sorted({text for text in texts if text})
    row = {text: place for place, text in enumerate(known)}
    return np.array([row.get(text, -1) for text in texts], dtype=np.int64), tuple(known)


def _said(column: Iterable[object]) -> Answers:
    """Read a column of 1, 0 and -1; where it differs along the piece, it is not known."""
    return np.array([int(v) if isinstance(v, str) else -1 for v in column], dtype=np.int8)


def _delays_s(edges: Any, length_m: Floats, waits: Waits) -> Floats:  # noqa: ANN401
    """Add up the waiting at both ends of each piece, on it, and the slowness of steps."""
    found = np.zeros(len(edges))
    for row, edge in enumerate(edges.to_dict("records")):
        if edge["citywalk:over"]:
            found[row] = wait_s(edge["citywalk:over"], edge["citywalk:crossing"])
            continue
        key = _key(edge)
        found[row] = waits.at_end_s(edge["u"], key) + waits.at_end_s(edge["v"], key)
        if edge["citywalk:steps"]:
            found[row] += STEPS_S * length_m[row]
    return found


def _crossings(edges: Any, waits: Waits) -> Floats:  # noqa: ANN401
    """Count the controlled crossings at both ends of each piece, or that it is one itself."""
    return np.array(
        [
            1.0
            if edge["citywalk:over"]
            else sum(waits.crossed_at_end(edge[end], _key(edge)) for end in ("u", "v"))
            for edge in edges.to_dict("records")
        ]
    )


def _key(edge: dict[str, Any]) -> str:
    """Return what an edge has in common with other pieces of its street."""
    highway = edge["highway"]
    return street_key(
        edge["name"] if isinstance(edge["name"], str) else "",
        highway if isinstance(highway, str) else highway[0],
    )


def _from_u(edge: Any, nodes: Any) -> shapely.LineString:  # noqa: ANN401 - rows
    """Return the edge's line running from its node u."""
    begin = nodes.loc[edge.u]
    ends = shapely.get_coordinates(edge.geometry)[[0, -1]]
    near, far = np.abs(ends - [begin.x, begin.y]).sum(axis=1)
    return edge.geometry if near <= far else edge.geometry.reverse()


def _english_names(ways: tuple[Way, ...]) -> dict[str, str]:
    """Choose one English name per Chinese name: the most used one, none with parentheses."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for way in ways:
        if way.name_zh and way.name_en and "(" not in way.name_en:
            counts[way.name_zh][way.name_en] += 1
    names = {zh: min(c, key=lambda en: (-c[en], en)) for zh, c in counts.items()}
    names = {zh: en[0].upper() + en[1:] for zh, en in names.items()}
    lanes = {zh: _LANE.fullmatch(zh) for zh in {way.name_zh for way in ways}}
    return names | {
        zh: f"Lane {lane[2]}, {names[lane[1]]}"
        for zh, lane in lanes.items()
        if lane and lane[1] in names
    }
