"""The network: building it; the matrix of walks against NetworkX pair by pair, same graph."""

import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import networkx as nx
import numpy as np

from planner.quarter import DATA, load_quarter
from planner.streets.cache import load_network
from planner.streets.snap import snap
from planner.streets.travel import travel

SPOTS = 50
REPEATS = 5


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    osm, overlay = DATA / "guixiang.osm.pbf", DATA / "redrawn_streets.geojson"
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        load_network(osm, overlay, Path(folder))
        built_s = perf_counter() - began
        began = perf_counter()
        load_network(osm, overlay, Path(folder))
        cached_s = perf_counter() - began
    ours_s, peer_s, worst_m = _matrix()
    rows = [
        ("network", "build", round(built_s, 2), "s"),
        ("network", "load from cache", round(cached_s, 4), "s"),
        (f"matrix {SPOTS}x{SPOTS}", "ours", round(ours_s, 4), "s"),
        (f"matrix {SPOTS}x{SPOTS}", "NetworkX pair by pair", round(peer_s, 2), "s"),
        (f"matrix {SPOTS}x{SPOTS}", "NetworkX / ours", round(peer_s / ours_s), "x"),
        (f"matrix {SPOTS}x{SPOTS}", "largest difference", round(worst_m, 3), "m"),
    ]
    return [dict(zip(("case", "figure", "value", "unit"), row, strict=True)) for row in rows]


def _matrix() -> tuple[float, float, float]:
    """Time both on junctions of the public network; the graph of the peer is built beforehand."""
    loaded = load_quarter().network
    # The peer knows lengths only, so both walk without waiting.
    network = replace(loaded, delay_s=np.zeros(len(loaded.length_m)))
    graph = nx.Graph()
    for piece in np.flatnonzero(network.access != 2):  # noqa: PLR2004 - visitors only
        u, v, metres = int(network.u[piece]), int(network.v[piece]), network.length_m[piece]
        if metres < graph.get_edge_data(u, v, {"m": np.inf})["m"]:
            graph.add_edge(u, v, m=float(metres))
    whole = max(nx.connected_components(graph), key=len)
    nodes = np.random.default_rng(1).choice(sorted(whole), SPOTS, replace=False)
    snaps = [snap(network, *network.node_lonlat[node]) for node in nodes]
    times = []
    for _ in range(REPEATS):
        began = perf_counter()
        ways = travel(network, snaps, speed_ms=1.0)
        times.append(perf_counter() - began)
    began = perf_counter()
    peer = [[nx.shortest_path_length(graph, a, b, weight="m") for b in nodes] for a in nodes]
    return (
        float(np.median(times)),
        perf_counter() - began,
        float(np.abs(ways.seconds - np.array(peer)).max()),
    )
