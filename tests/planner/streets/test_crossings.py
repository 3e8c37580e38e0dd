"""A street drawn twice, linked where its signals and crossings are, and nowhere else.

A square is 100 m; the two carriageways of 甲路 are 20 m apart and meet at their ends only.
N has signals; S is straight across from it, where the southern line has no vertex of its own.

    A ------ N ------------- B       甲路, primary, northern carriageway
    |                        |       丙路 joins A-D and B-E
    D ------ S ------------- E       甲路, southern carriageway
"""

import json

import numpy as np
import osmium
import pytest
import shapely
from toy import LAT, LON, STEP_LAT, STEP_LON, write_map

from planner.quarter import DATA
from planner.streets.build import build_network
from planner.streets.carriageways import carriageways
from planner.streets.crossings import link_crossings
from planner.streets.extract import read_extract
from planner.streets.snap import snap
from planner.streets.survey_crossings import unlinked_crossings
from planner.streets.travel import travel

ROAD = {"highway": "primary", "name": "甲路"}
SIDE = {"highway": "residential", "name": "丙路"}
SIGNALS = {"highway": "traffic_signals"}
ZEBRA = {"highway": "crossing", "crossing": "marked"}
SPOTS = {"A": (0, 1), "N": (2, 1), "B": (6, 1), "D": (0, 0.8), "S": (2, 0.8), "E": (6, 0.8)}


def links(tmp_path, **changes):
    """Ways that linking adds to the drawing above; ``spots`` moves or adds some, ``more`` ways."""
    north, south = changes.get("north", ROAD), changes.get("south", ROAD)
    ways = [("ANB", north), (changes.get("southern", "DE"), south), ("AD", SIDE), ("BE", SIDE)]
    ways += changes.get("more", [])
    tags = changes.get("nodes", {"N": SIGNALS})
    osm = write_map(tmp_path / "twice.osm", SPOTS | changes.get("spots", {}), ways, tags)
    extract = read_extract(osm)
    return list(link_crossings(extract).ways[len(extract.ways) :])


def test_signals_lead_straight_over(tmp_path):
    osm = tmp_path / "twice.osm"
    (link,) = links(tmp_path)
    assert (link.crossing, link.over, link.name_zh, link.access) == (
        "signals",
        "primary",
        "",
        "open",
    )
    network = build_network(osm)
    (piece,) = np.flatnonzero(network.crossing)
    assert network.length_m[piece] == pytest.approx(20, abs=0.2)
    assert network.street[piece] == -1
    assert network.delay_s[piece] == pytest.approx(90**2 / 240)
    ends = [snap(network, LON + 2 * STEP_LON, LAT + y * STEP_LAT) for y in (1, 0.8)]
    walk_s = travel(network, ends, speed_ms=1.0).seconds[0, 1]
    assert walk_s == pytest.approx(20 + 33.75, abs=0.3)


def test_without_a_tag_nothing_is_joined(tmp_path):
    assert links(tmp_path, nodes={}) == []
    assert links(tmp_path, nodes={"N": {"highway": "crossing", "crossing": "no"}}) == []


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        (SIGNALS, "signals"),
        (ZEBRA, "crossing"),
        ({"highway": "crossing", "crossing": "traffic_signals"}, "signals"),
        ({"crossing": "uncontrolled"}, "crossing"),
    ],
)
def test_each_way_to_tag_a_crossing(tmp_path, tags, kind):
    assert [link.crossing for link in links(tmp_path, nodes={"N": tags})] == [kind]


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ("another street", {"south": ROAD | {"name": "乙路"}}),
        ("no name", {"north": {"highway": "primary"}, "south": {"highway": "primary"}}),
        ("a footway of the same name", {"south": {"highway": "footway", "name": "甲路"}}),
        ("60 m apart", {"spots": {"D": (0, 0.4), "E": (6, 0.4)}}),
        ("not parallel", {"spots": {"D": (1.7, 0.7), "E": (2.7, 1.1)}}),
        ("further on, not beside", {"spots": {"D": (2.3, 0.98), "E": (6, 0.98)}}),
        ("on a bridge", {"south": ROAD | {"bridge": "yes"}}),
        ("in a tunnel", {"south": ROAD | {"tunnel": "yes", "layer": "-1", "sidewalk": "both"}}),
    ],
)
def test_never_by_distance_alone(tmp_path, why, changes):
    assert links(tmp_path, **changes) == [], why


def test_layer_alone_is_no_other_level(tmp_path):
    """``layer=-1`` without a tunnel stands on ordinary streets."""
    assert len(links(tmp_path, south=ROAD | {"layer": "-1"})) == 1


HOUSE = {"P": (1.9, 0.95), "Q": (2.1, 0.95), "R": (2.1, 0.85), "T": (1.9, 0.85)}


@pytest.mark.parametrize(
    ("tags", "count"),
    [
        ({"building": "yes"}, 0),
        ({"barrier": "wall"}, 0),
        ({"natural": "water"}, 0),
        ({"railway": "rail"}, 0),
        ({"highway": "trunk"}, 0),
        ({"highway": "trunk", "bridge": "yes"}, 1),  # one walks under an elevated road
        ({"railway": "light_rail", "bridge": "yes"}, 1),
        ({"building": "roof"}, 1),
        ({"landuse": "grass"}, 1),
        ({"highway": "residential", "name": "丁路"}, 0),  # what is there joins neither
    ],
)
def test_the_other_side_has_to_be_in_sight(tmp_path, tags, count):
    assert len(links(tmp_path, spots=HOUSE, more=[("PQRTP", tags)])) == count


def test_two_tagged_ends_get_one_link(tmp_path):
    """S is 6 m off the perpendicular, but tagged: the link ends there."""
    spots = {"S": (2.06, 0.8)}
    (link,) = links(tmp_path, spots=spots, southern="DSE", nodes={"N": ZEBRA, "S": SIGNALS})
    assert link.nodes == (2, 5)
    assert link.crossing == "signals"


def test_a_vertex_near_by_is_used_and_one_further_off_is_not(tmp_path):
    (near,) = links(tmp_path, spots={"S": (2.03, 0.8)}, southern="DSE")
    (far,) = links(tmp_path, spots={"S": (2.06, 0.8)}, southern="DSE")
    assert near.nodes == (2, 5)
    assert far.nodes[1] < 0


def test_joined_already(tmp_path):
    """A side street 5 m on leads over: 5 + 20 + 5 m; one 30 m on does not."""
    spots = {"V": (2.05, 1), "W": (2.05, 0.8)}
    way = [("VW", SIDE)]
    base = {"southern": "DWE", "more": [*way, ("NV", ROAD)]}
    assert links(tmp_path, spots=spots, **base) == []
    spots = {"V": (2.3, 1), "W": (2.3, 0.8)}
    assert len(links(tmp_path, spots=spots, **base)) == 1


def test_several_links_cut_a_carriageway_in_order(tmp_path):
    spots = {"M": (1, 1), "O": (4, 1)}
    ways = [("AMNOB", ROAD), ("DE", ROAD), ("AD", SIDE)]
    tags = {"M": ZEBRA, "N": SIGNALS, "O": ZEBRA}
    osm = write_map(tmp_path / "twice.osm", SPOTS | spots, ways, tags)
    linked = link_crossings(read_extract(osm))
    lons = [linked.nodes[ref][0] for ref in linked.ways[1].nodes]
    assert len(lons) == 5
    assert lons == sorted(lons)
    assert build_network(osm).crossing.sum() == 3


def test_link_to_a_redrawn_line_is_left_out_with_it(tmp_path):
    osm = write_map(
        tmp_path / "twice.osm", SPOTS, [("ANB", ROAD), ("AD", SIDE), ("BE", SIDE)], {"N": SIGNALS}
    )
    ends = [(LON, LAT + 0.8 * STEP_LAT), (LON + 6 * STEP_LON, LAT + 0.8 * STEP_LAT)]
    line = {"type": "LineString", "coordinates": [[round(x, 7) for x in end] for end in ends]}
    drawn = tmp_path / "drawn.geojson"
    feature = {"type": "Feature", "properties": ROAD, "geometry": line}
    drawn.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    network = build_network(osm, drawn)
    assert network.crossing.sum() == 1
    assert network.overlay[network.crossing].all()
    assert not network.usable(overlay=False)[network.crossing].any()


def test_drawn_crossings_are_marked(tmp_path):
    ways = [
        ("ANB", ROAD),
        ("DSE", ROAD),
        ("AD", SIDE),
        ("NS", {"highway": "footway", "footway": "crossing"}),
    ]
    network = build_network(write_map(tmp_path / "twice.osm", SPOTS, ways, {"N": SIGNALS}))
    assert network.crossing.sum() == 1


# The real quarter.

OSM, OVERLAY = DATA / "guixiang.osm.pbf", DATA / "redrawn_streets.geojson"


def false_detours_m(network, extract):
    """At each crossing or signal of a street drawn twice: the way to the nearest spot of the other
    carriageway, less the straight width. ``inf`` where the network does not reach."""
    base = carriageways(extract)
    found = []
    for ref in sorted(extract.controls):
        for street in base.streets_at(ref):
            for twin in base.twins(ref, street):
                here = extract.nodes[ref]
                there = base.to_utm.transform(twin.east, twin.north, direction="INVERSE")
                ends = [snap(network, *here), snap(network, *there, street=street.name)]
                if max(end.offset_m for end in ends) > 1:
                    continue  # not in the largest connected part
                ways = travel(network, ends, speed_ms=1.0)
                walked = [abs(s.to_m - s.from_m) for s in ways.stretches(0, 1)] or [np.inf]
                found.append((sum(walked) - twin.width_m, street.name, here))
    return found


def test_no_false_detour_in_the_real_quarter(quarter):
    """Before linking, the worst was over 700 m."""
    found = false_detours_m(quarter.network, read_extract(OSM, OVERLAY))
    assert len(found) > 100
    assert max(found)[0] <= 60
    assert unlinked_crossings(OSM, quarter.network) == []


def test_real_links_are_as_long_as_a_street_is_wide(quarter):
    network = quarter.network
    links = link_crossings(read_extract(OSM, OVERLAY)).ways
    added = [way for way in links if way.over]
    assert added
    assert (network.length_m[network.crossing] < 75).all()
    known = {node.id for node in osmium.FileProcessor(str(OSM), osmium.osm.NODE) if node.tags}
    for way in added:
        assert way.nodes[0] in known  # each begins at a node that somebody has tagged


def test_real_links_meet_no_way_but_at_their_ends():
    """Where lines cross without a node of their own, one is above the other: links make no more."""
    extract = link_crossings(read_extract(OSM, OVERLAY))
    lines = [shapely.LineString([extract.nodes[ref] for ref in way.nodes]) for way in extract.ways]
    links = [row for row, way in enumerate(extract.ways) if way.over]
    tree = shapely.STRtree(lines)
    for row in links:
        met = [extract.ways[other] for other in tree.query(lines[row], "crosses").tolist()]
        assert all(way.grade != 0 for way in met), extract.ways[row]
