"""The toy quarter of toy.py, walked by hand; and the real one against its control figures."""

import json
import re
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import osmnx as ox
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import lonlat, write_map, write_toy

from planner.errors import CitywalkError
from planner.quarter import DATA
from planner.streets import build, cache
from planner.streets.along import stretch_along
from planner.streets.build import build_network, to_graph
from planner.streets.cache import load_network
from planner.streets.crossings import link_crossings
from planner.streets.extract import read_extract
from planner.streets.report import report
from planner.streets.snap import snap
from planner.streets.travel import travel

OSM, OVERLAY = DATA / "guixiang.osm.pbf", DATA / "redrawn_streets.geojson"


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    return build_network(write_toy(tmp_path_factory.mktemp("toy") / "toy.osm"))


def no_waits(network):
    """The same network with green lights everywhere, so that seconds at 1 m/s are metres."""
    return replace(network, delay_s=np.zeros(len(network.u)))


def walk_m(network, a, b, **usable):
    """Metres from spot to spot."""
    keep = network.usable(**usable)
    snaps = [snap(network, *lonlat(spot), usable=keep) for spot in (a, b)]
    return travel(no_waits(network), snaps, speed_ms=1.0, usable=keep).seconds[0, 1]


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        ("A", "C", 200),
        ("A", "D", 100),  # down the steps
        ("B", "E", 300),  # not by the private drive: over A and D
        ("D", "F", 200),
        ("F", "H", 200),  # a visitor may go in
        ("H", "C", 300),  # and out again
        ("I", "J", 500),  # the gate is locked: D, E, F, K and back to J
        ("I", "K", 400),
    ],
)
def test_walks_of_the_toy(toy, a, b, metres):
    assert walk_m(toy, a, b) == pytest.approx(metres, rel=0.005)


def test_step_free_goes_round(toy):
    assert walk_m(toy, "A", "D", step_free=True) == pytest.approx(500, rel=0.005)


def test_one_english_name_without_parentheses(toy):
    names = dict(zip(toy.street_zh, toy.street_en, strict=True))
    assert names == {"甲路": "First Road", "乙路": "Second Road"}


def test_own_street_beats_the_nearer_one(toy):
    lon, lat = lonlat("D")
    near_steps = (lon, lat + 0.0004)  # on the steps, 44 m north of 乙路
    assert toy.steps[snap(toy, *near_steps).piece]
    own = snap(toy, *near_steps, street="乙路")
    assert toy.street_zh[toy.street[own.piece]] == "乙路"
    assert own.on_own_street
    assert own.offset_m == pytest.approx(44.4, abs=1)
    assert not snap(toy, *near_steps, street="丙路").on_own_street


def test_same_spot_is_no_walk(toy):
    here = snap(toy, lonlat("A")[0] - 0.0002, lonlat("A")[1])
    ways = travel(toy, [here, here], speed_ms=1.0)
    assert ways.seconds[0, 1] == 0
    assert ways.stretches(0, 1) == ()


def test_along_is_a_piece_of_the_street(toy):
    lon, lat = lonlat("E")
    line = stretch_along(toy, snap(toy, lon, lat, street="乙路"), 60)
    metres = shapely.LineString(line).length * 95_300
    assert metres == pytest.approx(120, abs=2)


def test_escalators_go_one_way(tmp_path):
    osm = write_toy(tmp_path / "toy.osm")
    text = osm.read_text("utf-8")
    stairs = '<tag k="highway" v="steps"/>'
    osm.write_text(text.replace(stairs, stairs + '<tag k="conveying" v="forward"/>'), "utf-8")
    network = build_network(osm)
    assert walk_m(network, "A", "D") == pytest.approx(100, rel=0.01)
    assert walk_m(network, "D", "A") == pytest.approx(500, rel=0.01)


def test_overlay_joins_and_is_a_switch(tmp_path):
    bridge = {
        "type": "Feature",
        "properties": {"highway": "residential", "name": "丙路"},
        "geometry": {"type": "LineString", "coordinates": [lonlat("B"), lonlat("E")]},
    }
    drawn = tmp_path / "overlay.geojson"
    drawn.write_text(json.dumps({"type": "FeatureCollection", "features": [bridge]}), "utf-8")
    network = build_network(write_toy(tmp_path / "toy.osm"), drawn)
    assert walk_m(network, "B", "E") == pytest.approx(100, rel=0.01)
    assert walk_m(network, "B", "E", overlay=False) == pytest.approx(300, rel=0.01)
    assert network.length_m[network.overlay].sum() == pytest.approx(100, rel=0.01)


@given(
    spots=st.lists(st.tuples(st.floats(-0.5, 4.5), st.floats(-0.5, 2.5)), min_size=2, max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_paths_are_as_long_as_the_seconds_say(toy, spots):
    lon, lat = lonlat("I")
    snaps = [snap(toy, lon + x * 100 / 95_300, lat + y * 100 / 110_870) for x, y in spots]
    ways = travel(toy, snaps, speed_ms=1.0)
    pace_s = toy.pace_s(1.0)
    for i, a in enumerate(snaps):
        for j, b in enumerate(snaps):
            if (a.lon, a.lat) == (b.lon, b.lat):
                continue
            stretches = ways.stretches(i, j)
            walked = sum(abs(s.to_m - s.from_m) * pace_s[s.piece] for s in stretches)
            walked += a.offset_m + b.offset_m
            assert walked == pytest.approx(ways.seconds[i, j], abs=1e-6)
            assert stretches[0].piece == a.piece
            assert stretches[-1].piece == b.piece


def test_matrix_equals_networkx(quarter):
    """The compiled matrix against NetworkX on the same pieces and waits, junction to junction."""
    network = quarter.network
    graph = nx.Graph()
    for piece in np.flatnonzero(network.access != 2):
        u, v = int(network.u[piece]), int(network.v[piece])
        metres = network.length_m[piece] + network.delay_s[piece]  # at 1 m/s
        if metres < graph.get_edge_data(u, v, {"m": np.inf})["m"]:
            graph.add_edge(u, v, m=metres)
    nodes = np.random.default_rng(7).choice(sorted(graph), 12, replace=False)
    snaps = [snap(network, *network.node_lonlat[node]) for node in nodes]
    public = [i for i, s in enumerate(snaps) if network.access[s.piece] != 2]
    ways = travel(network, snaps, speed_ms=1.0)
    compared = 0
    for i in public:
        for j in public:
            if i != j and nx.has_path(graph, nodes[i], nodes[j]):
                wanted = nx.shortest_path_length(graph, nodes[i], nodes[j], weight="m")
                assert ways.seconds[i, j] == pytest.approx(wanted, abs=0.01)
                compared += 1
    assert compared > 50


# The control figures of the map data, measured on extract and overlay when they were joined: walks
# between the simplified junctions nearest to each point, and the size of the main component.
JUNCTIONS = {
    "微系统所 gate": (121.41544, 31.22048),
    "硅酸盐所": (121.41764, 31.218126),
    "岐山村 lane mouth": (121.4247, 31.2207),
    "江苏路 station": (121.42701, 31.22144),
    "中山公园 station": (121.41156, 31.22006),
}


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        ("微系统所 gate", "硅酸盐所", 377),
        ("微系统所 gate", "岐山村 lane mouth", 908),
        ("江苏路 station", "中山公园 station", 1481),
    ],
)
def test_control_walks(quarter, a, b, metres):
    network = quarter.network
    degree = np.bincount(np.concatenate([network.u, network.v]))
    junctions = network.node_lonlat[degree != 2]
    squeeze = np.array([np.cos(np.radians(31.2)), 1.0])

    def nearest(spot):
        away = ((junctions - JUNCTIONS[spot]) * squeeze) ** 2
        return snap(network, *junctions[away.sum(axis=1).argmin()])

    ways = travel(no_waits(network), [nearest(a), nearest(b)], speed_ms=1.0)
    assert ways.seconds[0, 1] == pytest.approx(metres, rel=0.03)


def test_control_sizes(quarter):
    found = report(OSM, OVERLAY, quarter.network)
    assert found["network_km"] == pytest.approx(172, rel=0.03)
    assert found["walkable_km"] == pytest.approx(181, rel=0.03)
    assert found["walkable_ways"] == pytest.approx(887, rel=0.03)
    assert found["components"] == 23
    before = to_graph(read_extract(OSM, OVERLAY))
    assert len(before) == pytest.approx(944, rel=0.03)


def test_linking_adds_no_more_than_its_ends(quarter):
    """Beyond the control figure are the ends of the links over streets that are drawn twice."""
    before = to_graph(read_extract(OSM, OVERLAY))
    links = link_crossings(read_extract(OSM, OVERLAY)).ways[len(read_extract(OSM, OVERLAY).ways) :]
    assert 0 < len(links) < 40
    assert len(before) < len(quarter.network.node_lonlat) <= len(before) + 2 * len(links)


def test_overlay_is_marked_and_left_out(quarter):
    network = quarter.network
    assert network.length_m[network.overlay].sum() > 1000
    kept = network.usable(overlay=False)
    assert kept.sum() == len(kept) - network.overlay.sum()


def test_osmnx_settings_are_left_alone():
    before = list(ox.settings.useful_tags_way)
    to_graph(read_extract(OSM))
    assert ox.settings.useful_tags_way == before


def test_tags_are_kept(tmp_path):
    """Light, roof and surface: yes, no or not said; what changes along a piece is not said."""
    ways = [
        ("AB", {"highway": "residential", "lit": "yes", "surface": "asphalt", "covered": "no"}),
        ("BC", {"highway": "residential", "lit": "no", "surface": "asphalt", "covered": "no"}),
        ("CF", {"highway": "footway", "covered": "yes", "lit": "no"}),
        ("FG", {"highway": "footway", "tunnel": "building_passage", "surface": "paved"}),
    ]
    spots = {"A": (0, 2), "B": (1, 2), "C": (2, 2), "F": (2, 1), "G": (1, 1)}
    ways.append(("FH", {"highway": "service"}))
    spots["H"] = (3, 1)
    network = build_network(write_map(tmp_path / "tags.osm", spots, ways))
    found = {
        (
            network.kinds[network.kind[i]],
            network.surfaces[network.surface[i]] if network.surface[i] >= 0 else "",
            int(network.lit[i]),
            int(network.covered[i]),
        )
        for i in range(len(network.u))
    }
    assert found == {
        ("residential", "asphalt", -1, 0),  # lit as far as B only
        ("footway", "", 0, 1),
        ("footway", "paved", -1, 1),
        ("service", "", -1, -1),
    }


def test_cache_knows_every_module_behind_the_network():
    """Each module of streets that building imports, and those it imports, is in the fingerprint."""
    folder = Path(build.__file__).parent
    found, waiting = set(), ["build"]
    while waiting:
        module = waiting.pop()
        found.add(f"{module}.py")
        for used in re.findall(
            r"planner\.streets\.(\w+) import", (folder / f"{module}.py").read_text()
        ):
            waiting += [used] if f"{used}.py" not in found else []
    assert found == set(cache._CODE)  # noqa: SLF001


def test_cache_follows_the_data(tmp_path):
    osm = write_toy(tmp_path / "toy.osm")
    first = load_network(osm, None, tmp_path / "cache")
    again = load_network(osm, None, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert np.array_equal(first.lonlat, again.lonlat)
    assert first.street_zh == again.street_zh
    osm.write_text(osm.read_text("utf-8").replace("甲路", "丁路"), "utf-8")
    assert "丁路" in load_network(osm, None, tmp_path / "cache").street_zh
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_cache_that_cannot_be_written_is_done_without(tmp_path):
    osm = write_toy(tmp_path / "toy.osm")
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    steps = []
    assert len(load_network(osm, None, blocked / "cache", progress=steps.append).u) > 0
    assert steps == ["reading", "simplifying", "arrays", "not_cached"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("broken.osm", b"<osm><node", "extract_unreadable"),
        ("broken.osm.pbf", b"\x00\x01nothing of the kind", "extract_unreadable"),
        ("notes.txt", b"hello", "extract_unreadable"),
        ("empty.osm", b'<osm version="0.6"></osm>', "extract_empty"),
        ("missing.osm", None, "file_missing"),
    ],
)
def test_bad_extracts_are_named(tmp_path, name, content, code):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CitywalkError) as caught:
        load_network(path, None, tmp_path / "cache")
    fault = caught.value.faults[0]
    assert (fault.code, fault.where) == (code, name)
    assert fault.message("zh")
    assert fault.hint("en")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"features": [{}]}', '{"features": 3}'])
def test_bad_overlays_are_named(tmp_path, content):
    drawn = tmp_path / "overlay.geojson"
    drawn.write_text(content, "utf-8")
    with pytest.raises(CitywalkError) as caught:
        read_extract(write_toy(tmp_path / "toy.osm"), drawn)
    assert caught.value.faults[0].where.startswith("overlay.geojson")
