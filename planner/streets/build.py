"""Extract to walking network, by OSMnx (reads, simplifies), NetworkX (holds) and GeoPandas (zone).

Units: metres on the ellipsoid; (lon, lat) WGS-84. Its imports are slow: only a rebuild loads it.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx
import osmium
import osmnx as ox

from planner.streets.areas import cross_areas
from planner.streets.arrays import to_arrays
from planner.streets.crossings import link_crossings
from planner.streets.extract import Extract, Way, read_extract
from planner.streets.network import Network

_OURS = ["access", "overlay", "crossing", "over", "covered", "lit", "underfoot"]
_KEPT_TAGS = ["highway", "name", "oneway", "surface", *(f"citywalk:{key}" for key in _OURS)]
_DIFFER = [
    "name",
    "oneway",
    "citywalk:access",
    "citywalk:overlay",
    "citywalk:steps",
    "citywalk:crossing",
    "citywalk:covered",
]
"""What ends a piece where it changes; light and surface change too often for that."""


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
    extract = cross_areas(link_crossings(read_extract(osm, overlay)))
    progress("simplifying")
    graph = to_graph(extract)
    progress("arrays")
    return to_arrays(*ox.graph_to_gdfs(ox.convert.to_undirected(graph)), extract)


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
            tags = _tags(way)
            writer.add_way(osmium.osm.mutable.Way(id=way.id, nodes=way.nodes, tags=tags, version=1))


def _tags(way: Way) -> dict[str, str]:
    """Write what is kept of a way as tags."""
    return {
        "highway": way.highway,
        "name": way.name_zh,
        "oneway": "yes" if way.one_way else "no",
        "surface": way.surface,
        "citywalk:access": way.access,
        "citywalk:overlay": "yes" if way.overlay else "no",
        "citywalk:crossing": way.crossing or "no",
        "citywalk:over": way.over,
        "citywalk:covered": str(way.covered),
        "citywalk:lit": str(way.lit),
        "citywalk:underfoot": "yes" if way.underfoot else "no",
    }
