"""Recorded walks matched to the streets, and made a Route."""

import json
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from clock import SATURDAY
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matching import score, simulated
from planner.china.datum import gcj_to_bd, wgs_to_gcj
from planner.errors import DatasetError
from planner.importing.candidates import Streets
from planner.importing.made import Wanted
from planner.importing.match import match, noise_of, smoothed
from planner.importing.passed import slices
from planner.importing.tidy import tidy, without_trembling
from planner.importing.walked import import_walk
from planner.plan import plan
from planner.request import Request
from planner.route import as_json
from planner.route_file import read_route
from planner.streets.travel import Stretch

ZONE = SATURDAY.tzinfo
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)
WANTED = Wanted(theme="all", at=SATURDAY, pace_kmh=4.5, now=NOW)


@pytest.fixture(scope="module")
def planned(quarter):
    return plan(quarter, Request(theme="all", minutes=90, start="jiangsu-road", at=SATURDAY))


@pytest.fixture(scope="module")
def line(planned):
    return np.array([spot for leg in planned.legs for spot in leg.geometry])


@pytest.fixture(scope="module")
def recorded(quarter, line):
    """The planned walk as a receiver records it: a point every 7 m, 6 m of noise."""
    east, north = quarter.network.to_utm.transform(line[:, 0], line[:, 1])
    spots = np.column_stack([east, north])
    steps = np.hypot(*np.diff(spots, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(steps)])
    marks = np.arange(0.0, at[-1], 7.0)
    points = np.column_stack([np.interp(marks, at, spots[:, axis]) for axis in (0, 1)])
    points += np.random.default_rng(4).normal(0, 6, points.shape)
    lon, lat = quarter.network.to_utm.transform(points[:, 0], points[:, 1], direction="INVERSE")
    return np.column_stack([lon, lat])


@pytest.mark.parametrize("datum", [None, "wgs84"])
def test_our_own_walk_comes_back(quarter, planned, line, datum):
    walked = import_walk(quarter, line, WANTED, datum=datum, where="walk.gpx")
    assert walked.share > 0.99
    ids = [stop.id for stop in walked.route.stops]
    assert [i for i in ids if i in {s.id for s in planned.stops}] == [s.id for s in planned.stops]
    assert abs(walked.route.totals.length_m - planned.totals.length_m) < 60
    assert walked.route.is_loop
    assert walked.best is not None


def test_a_recording_of_it_too(quarter, planned, recorded):
    walked = import_walk(quarter, recorded, WANTED, datum=None, where="walk.gpx")
    assert walked.share > 0.95
    ids = [stop.id for stop in walked.route.stops]
    assert {stop.id for stop in planned.stops} <= set(ids)
    assert abs(walked.route.totals.length_m / planned.totals.length_m - 1) < 0.06


def test_it_is_a_route_like_any_other(quarter, recorded, tmp_path):
    route = import_walk(quarter, recorded, WANTED, datum=None, where="walk.gpx").route
    schema = json.loads(
        (Path(__file__).parents[3] / "docs" / "route.schema.json").read_text("utf-8")
    )
    jsonschema.validate(as_json(route), schema)
    path = tmp_path / "route.json"
    path.write_text(json.dumps(as_json(route)), "utf-8")
    assert read_route(path) == route
    for leg, after in pairwise(route.legs):
        assert leg.geometry[-1] == after.geometry[0]
    assert route.certificate.bound >= route.certificate.prize
    again = import_walk(quarter, recorded, WANTED, datum=None, where="walk.gpx").route
    assert again == route


def test_chinese_datums_are_asked_about_and_undone(quarter, recorded):
    plain = import_walk(quarter, recorded, WANTED, datum=None, where="walk.gpx").route
    gcj = np.array([wgs_to_gcj((lon, lat)) for lon, lat in recorded.tolist()])
    with pytest.raises(DatasetError) as raised:
        import_walk(quarter, gcj, WANTED, datum=None, where="walk.gpx")
    (fault,) = raised.value.faults
    assert fault.code == "import_datum"
    for datum, points in (("gcj02", gcj), ("bd09", np.array([gcj_to_bd(tuple(p)) for p in gcj]))):
        moved = import_walk(quarter, points, WANTED, datum=datum, where="walk.gpx").route
        assert [s.id for s in moved.stops] == [s.id for s in plain.stops]


def test_elsewhere_nothing_is_asked(quarter, recorded):
    abroad = replace(quarter, description=replace(quarter.description, country="PT"))
    gcj = np.array([wgs_to_gcj((lon, lat)) for lon, lat in recorded.tolist()])
    try:
        import_walk(abroad, gcj, WANTED, datum=None, where="walk.gpx")
    except DatasetError as error:
        assert error.faults[0].code != "import_datum"  # noqa: PT017 - either is right


@pytest.mark.parametrize(
    "points",
    [
        [(2.35, 48.85), (2.36, 48.86), (2.37, 48.87)],
        [(121.50, 31.10), (121.52, 31.12)],
    ],
)
def test_other_cities_are_refused(quarter, points):
    with pytest.raises(DatasetError) as raised:
        import_walk(quarter, np.array(points), WANTED, datum="wgs84", where="walk.gpx")
    assert raised.value.faults[0].code == "import_elsewhere"


def test_points_that_jump_about_are_no_walk(quarter):
    points = np.random.default_rng(1).uniform((121.41, 31.21), (121.43, 31.23), (5000, 2))
    with pytest.raises(DatasetError) as raised:
        import_walk(quarter, points, WANTED, datum=None, where="walk.gpx")
    assert raised.value.faults[0].code == "import_too_long"


def test_matched_beside_the_nearest_street(quarter):
    """Ten made-up walks that nothing was tuned on; all are in the benchmarks."""
    streets = Streets(quarter.network)
    walks = [simulated(quarter.network, seed) for seed in range(1000, 1010)]
    rows = np.array([score(streets, walk) for walk in walks])
    total = rows.sum(axis=0)
    assert total[0] / total[1] > 0.975
    assert total[0] / total[1] > total[3] / total[4] + 0.1
    assert total[7] > total[8]


def test_the_way_is_connected(quarter):
    network = quarter.network
    streets = Streets(network)
    for seed in range(3):
        way = match(streets, simulated(network, seed).points).way
        for one, other in pairwise(way):
            if one.piece == other.piece:
                assert abs(one.to_m - other.from_m) < 1e-6
                continue
            ends = [
                {int(network.u[p.piece]) if m < 1e-6 else int(network.v[p.piece])}
                for p, m in ((one, one.to_m), (other, other.from_m))
            ]
            assert ends[0] == ends[1]


@given(st.lists(st.floats(0, 500), min_size=2, max_size=30))
def test_trembling_keeps_the_ends_and_nothing_small(marks):
    plain = without_trembling(marks, 25.0)
    assert (plain[0], plain[-1]) == (marks[0], marks[-1])
    for one, other in pairwise(plain[:-1]):
        assert abs(one - other) > 0
    for one, other in pairwise(plain[1:-1]):
        assert abs(one - other) >= 25.0


def test_a_side_street_entered_by_noise_is_left_out():
    ways = [(1, 0.0, 100.0), (2, 0.0, 12.0), (2, 12.0, 0.0), (3, 0.0, 80.0)]
    way = [Stretch(piece=piece, from_m=a, to_m=b) for piece, a, b in ways]
    assert [part.piece for part in tidy(way, 25.0)] == [1, 3]
    wrong_turn = [replace(way[1], to_m=60.0), replace(way[2], from_m=60.0)]
    assert [p.piece for p in tidy([way[0], *wrong_turn, way[3]], 25.0)] == [1, 2, 2, 3]


def test_a_drawn_line_is_not_smoothed():
    points = np.array([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)])
    assert noise_of(points) == 0.0
    assert np.array_equal(smoothed(points, 0.0), points)


def test_legs_add_up():
    way = [Stretch(piece=1, from_m=0.0, to_m=100.0), Stretch(piece=2, from_m=50.0, to_m=0.0)]
    legs = slices(way, [30.0, 120.0])
    assert [[(p.piece, p.from_m, p.to_m) for p in leg] for leg in legs] == [
        [(1, 0.0, 30.0)],
        [(1, 30.0, 100.0), (2, 50.0, 30.0)],
        [(2, 30.0, 0.0)],
    ]
