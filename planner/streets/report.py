"""What the street data of a quarter is like: kilometres, components, access, overlay.

Units: kilometres, metres.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
from pyproj import Geod

from planner.streets.extract import Extract, Way, read_extract
from planner.streets.network import ACCESS_CODES, Network


def report(osm: Path, overlay: Path | None, network: Network) -> dict[str, Any]:
    """Describe an extract and the network made of it.

    Parameters
    ----------
    osm, overlay : Path
        The files behind the network.
    network : Network
        The network: the largest connected part.

    Returns
    -------
    dict
        ``walkable_ways``, ``walkable_km`` and ``components`` of the whole extract; of the network
        ``junctions``, ``pieces``, ``network_km``, ``coverage`` (share of the walkable kilometres),
        ``access_km`` by kind, ``overlay_m``, ``steps_m``, ``unnamed_km``, ``dead_ends``;
        ``map_date``.

    Raises
    ------
    CitywalkError
        If a file cannot be read.
    """
    extract = read_extract(osm, overlay)
    total_km = sum(_length_m(extract, way) for way in extract.ways) / 1000
    length_m = network.length_m
    degree = Counter([*network.u.tolist(), *network.v.tolist()])
    network_km = float(length_m.sum()) / 1000
    return {
        "walkable_ways": len(extract.ways),
        "walkable_km": round(total_km, 1),
        "components": _components(extract),
        "junctions": len(network.node_lonlat),
        "pieces": len(network.u),
        "network_km": round(network_km, 1),
        "coverage": round(network_km / total_km, 3),
        "access_km": {
            name: round(float(length_m[network.access == code].sum()) / 1000, 1)
            for code, name in enumerate(ACCESS_CODES)
        },
        "overlay_m": round(float(length_m[network.overlay].sum())),
        "steps_m": round(float(length_m[network.steps].sum())),
        "unnamed_km": round(float(length_m[network.street < 0].sum()) / 1000, 1),
        "dead_ends": sum(count == 1 for count in degree.values()),
        "map_date": network.map_date,
    }


def _components(extract: Extract) -> int:
    """Count the connected parts of the extract."""
    graph = nx.Graph()
    for way in extract.ways:
        nx.add_path(graph, way.nodes)
    return int(nx.number_connected_components(graph))


def _length_m(extract: Extract, way: Way) -> float:
    """Geodesic length of a way."""
    lons, lats = zip(*(extract.nodes[ref] for ref in way.nodes), strict=True)
    return float(Geod(ellps="WGS84").line_length(lons, lats))
