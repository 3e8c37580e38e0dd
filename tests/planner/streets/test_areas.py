"""A square that people walk across, though the data has only its outline.

A square of the drawing is 100 m; paths come in at A, B and C, and none at D.

    p - A ---- B - q
        |      |
        |      |
        D ---- C
               |
               r
"""

import pytest
from toy import LAT, LON, STEP_LAT, STEP_LON, write_map

from planner.streets.areas import cross_areas
from planner.streets.build import build_network
from planner.streets.extract import read_extract
from planner.streets.snap import snap
from planner.streets.travel import travel

SQUARE = {"A": (0, 1), "B": (1, 1), "C": (1, 0), "D": (0, 0)}
OUTSIDE = {"p": (-0.5, 1), "q": (1.5, 1), "r": (1, -0.5)}
PATH = {"highway": "footway"}
AREA = {"highway": "pedestrian", "area": "yes", "name": "广场"}


def across(tmp_path, spots, ring, paths, tags=AREA):
    osm = write_map(
        tmp_path / "square.osm", spots, [(ring, tags), *((path, PATH) for path in paths)]
    )
    extract = read_extract(osm)
    letters = dict(enumerate(spots, 1))
    ways = cross_areas(extract).ways[len(extract.ways) :]
    return osm, ways, {"".join(letters[ref] for ref in way.nodes) for way in ways}


def test_entrances_are_joined_straight(tmp_path):
    osm, ways, found = across(tmp_path, SQUARE | OUTSIDE, "ABCDA", ["pA", "qB", "rC"])
    assert found == {"AC"}  # A-B and B-C are on the outline, D is no entrance
    assert (ways[0].name_zh, ways[0].highway, ways[0].area) == ("广场", "pedestrian", False)
    network = build_network(osm)
    ends = [snap(network, LON + x * STEP_LON, LAT + y * STEP_LAT) for x, y in ((0, 1), (1, 0))]
    walked = travel(network, ends, speed_ms=1.0).seconds[0, 1]
    assert walked == pytest.approx(141.4, abs=1)


def test_a_line_that_leaves_the_area_is_not_walked(tmp_path):
    spots = SQUARE | {"E": (0.4, 0.6), "r": (0, -0.5)}
    _, _, found = across(tmp_path, spots | {"q": (1.5, 0)}, "ABCEDA", ["rD", "qC"])
    assert found == set()  # E turns in between C and D


@pytest.mark.parametrize("tags", [{"highway": "pedestrian"}, AREA | {"access": "private"}])
def test_a_ring_that_is_no_area_is_walked_round(tmp_path, tags):
    _, _, found = across(tmp_path, SQUARE | OUTSIDE, "ABCDA", ["pA", "rC"], tags)
    assert found == set()


def test_an_outline_that_crosses_itself_is_walked_round(tmp_path):
    _, _, found = across(tmp_path, SQUARE | OUTSIDE, "ACBDA", ["pA", "qB"])
    assert found == set()


def test_the_station_square_of_the_real_quarter(quarter):
    """Way 192632851: the two ends of a footbridge stand on it."""
    extract = read_extract(quarter.folder / quarter.description.extract)
    ring = next(way for way in extract.ways if way.id == 192632851)
    ways = cross_areas(extract).ways[len(extract.ways) :]
    assert ways
    assert all(set(way.nodes) <= set(ring.nodes) for way in ways)
