"""Extract to walking network, by OSMnx (reads, simplifies), NetworkX (holds) and GeoPandas (zone).

Units: metres on the ellipsoid; (lon, lat) WGS-84. Its imports are slow: only a rebuild loads it.
"""

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import numpy as np
import osmium
import osmnx as ox
import shapely
from pyproj import Geod

from planner.streets.extract import Extract, Way, read_extract
from planner.streets.network import ACCESS_CODES, Network

_KEPT_TAGS = ["highway", "name", "citywalk:access", "citywalk:overlay", "oneway"]
_LANE = re.compile(r"(.+?)\s*(\d+)\s*弄")
"""A lane is called by its street and number; mappers write its English name in five ways."""
_DIFFER = ["name", "citywalk:access", "citywalk:overlay", "citywalk:steps", "oneway"]


def build_network(
    osm: Path, overlay: Path | None = None, *, progress: Callable[[str], None] = lambda _: None
) -> Network:
    """Build the walking network of a quarter: its largest connected part.

    Parameters
    ----------
    osm : Path
        OSM extract, ``.osm`` or ``.osm.pbf``.
    overlay : Path, optional
        GeoJSON of redrawn streets; its pieces are marked so that one switch leaves them out.
    progress : callable, optional
        Called with a key of ``words/streets.toml`` at each step.

    Returns
    -------
    Network
        Arrays.

    Raises
    ------
    ExtractError
        If a file cannot be read or nothing in it may be walked.
    """
    progress("reading")
    extract = read_extract(osm, overlay)
    progress("simplifying")
    graph = to_graph(extract)
    progress("arrays")
    return _to_arrays(graph, extract)


def to_graph(extract: Extract) -> nx.MultiDiGraph:
    """Turn an extract into OSMnx's simplified graph, largest weakly connected component only.

    Parameters
    ----------
    extract : Extract
        Walkable ways.

    Returns
    -------
    nx.MultiDiGraph
        Nodes with ``x``, ``y``; edges with ``name``, ``highway``, ``citywalk:…`` and ``geometry``.
    """
    with tempfile.TemporaryDirectory() as folder, _osmnx_tags():
        path = Path(folder) / "walkable.osm"
        _write_osm(extract, path)
        graph = ox.graph_from_xml(path, simplify=False, retain_all=True)
    for _, _, edge in graph.edges(data=True):
        edge["citywalk:steps"] = edge["highway"] == "steps"
    graph = ox.truncate.largest_component(graph, strongly=False)
    return ox.simplify_graph(graph, edge_attrs_differ=_DIFFER)


@contextmanager
def _osmnx_tags() -> Iterator[None]:
    """Have OSMnx keep our tags, and leave its global settings as they were."""
    before = ox.settings.useful_tags_way
    ox.settings.useful_tags_way = _KEPT_TAGS
    try:
        yield
    finally:
        ox.settings.useful_tags_way = before


def _write_osm(extract: Extract, path: Path) -> None:
    """Write the walkable ways as OSM XML, walkers' one-way rule in place of the vehicles'."""
    used = sorted({ref for way in extract.ways for ref in way.nodes})
    with osmium.SimpleWriter(str(path)) as writer:
        for ref in used:
            writer.add_node(osmium.osm.mutable.Node(id=ref, location=extract.nodes[ref], version=1))
        for way in extract.ways:
            tags = {
                "highway": way.highway,
                "citywalk:access": way.access,
                "citywalk:overlay": "yes" if way.overlay else "no",
                "oneway": "yes" if way.one_way else "no",
                "name": way.name_zh,
            }
            writer.add_way(osmium.osm.mutable.Way(id=way.id, nodes=way.nodes, tags=tags, version=1))


def _to_arrays(graph: nx.MultiDiGraph, extract: Extract) -> Network:
    """Take the graph apart into arrays, each two-way street once."""
    nodes, edges = ox.graph_to_gdfs(ox.convert.to_undirected(graph))
    edges = edges.reset_index()
    index = {ref: row for row, ref in enumerate(nodes.index)}
    lines = [_from_u(edge, nodes) for edge in edges.itertuples(index=False)]
    names = sorted({name for name in edges["name"] if isinstance(name, str) and name})
    row = {name: place for place, name in enumerate(names)}
    english = _english_names(extract.ways)
    lonlat = shapely.get_coordinates(lines)
    geod = Geod(ellps="WGS84")
    return Network(
        utm_epsg=int(nodes.estimate_utm_crs().to_epsg()),
        node_lonlat=nodes[["x", "y"]].to_numpy(float),
        u=edges["u"].map(index).to_numpy(np.int64),
        v=edges["v"].map(index).to_numpy(np.int64),
        length_m=np.array([geod.geometry_length(line) for line in lines]),
        delay_s=np.zeros(len(lines)),
        street=np.array([row.get(name, -1) for name in edges["name"]], dtype=np.int64),
        access=np.array([ACCESS_CODES.index(a) for a in edges["citywalk:access"]], dtype=np.int64),
        overlay=(edges["citywalk:overlay"] == "yes").to_numpy(bool),
        steps=edges["citywalk:steps"].to_numpy(bool),
        one_way=edges["oneway"].to_numpy(bool),
        first=np.concatenate([[0], np.cumsum([len(line.coords) for line in lines])]),
        lonlat=lonlat,
        street_zh=tuple(names),
        street_en=tuple(english.get(name, "") for name in names),
        map_date=extract.map_date,
    )


def _from_u(edge: Any, nodes: gpd.GeoDataFrame) -> shapely.LineString:  # noqa: ANN401 - a row
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
