"""Legs of the toy quarter of streets/toy.py: metres, seconds and turns of their segments."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import LAT, LON, STEP_LAT, STEP_LON, lonlat, write_map, write_toy

from planner.legs import make_leg
from planner.route import Landmark, Turn
from planner.streets.build import build_network
from planner.streets.snap import snap
from planner.streets.travel import travel

SCHEMA = Path(__file__).parents[2] / "docs" / "route.schema.json"

STEPS_WALK = [(lonlat(spot)[0] + STEP_LON / 2, lonlat(spot)[1]) for spot in "AD"]
"""From the middle of A-B west, down the steps and east again to the middle of D-E."""


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    return build_network(write_toy(tmp_path_factory.mktemp("toy") / "toy.osm"))


def leg(network, a, b, speed_ms=1.25):
    ends = snap(network, *a), snap(network, *b)
    ways = travel(network, ends, speed_ms=speed_ms)
    return make_leg(network, ways.stretches(0, 1), ends, ("a", "b"), ways.seconds[0, 1])


def test_turns_round_the_square(toy):
    """From the middle of 甲路 over C to the middle of 乙路: east, south, west."""
    east, south = (lonlat("B")[0] + STEP_LON / 2, lonlat("B")[1]), lonlat("E")
    found = leg(toy, east, (south[0] + STEP_LON / 2, south[1]))
    assert [(s.street_zh, s.turn) for s in found.segments] == [
        ("甲路", "start"),
        (None, "right"),
        ("乙路", "right"),
    ]


def test_the_way_out_of_a_door_is_no_street(toy):
    """Ten metres south out of a door, five east to C, then south: a right turn."""
    lon, lat = lonlat("C")
    door = (lon - STEP_LON / 20, lat + STEP_LAT / 10)
    south = lonlat("E")
    found = leg(toy, door, (south[0] + STEP_LON / 2, south[1]))
    assert [s.turn for s in found.segments][:2] == ["start", "right"]


def test_steps_are_a_segment_and_take_longer(toy):
    found = leg(toy, *STEPS_WALK)
    street, steps, other = found.segments
    assert steps.steps
    assert street.turn == "start"
    assert steps.turn == "left"
    assert steps.length_m == pytest.approx(100, abs=1)
    assert steps.walk_s > 1.8 * (street.walk_s + other.walk_s)
    assert other.turn == "left"


def test_a_crossing_is_a_segment_that_has_its_wait(tmp_path):
    spots = {"A": (0, 1), "N": (2, 1), "B": (6, 1), "D": (0, 0.8), "E": (6, 0.8)}
    road = {"highway": "primary", "name": "甲路"}
    ways = [("ANB", road), ("DE", road), ("AD", {"highway": "footway"})]
    signals = {"N": {"highway": "traffic_signals"}}
    network = build_network(write_map(tmp_path / "twice.osm", spots, ways, signals))
    ends = [(LON + x * STEP_LON, LAT + y * STEP_LAT) for x, y in ((1, 1), (4, 0.8))]
    found = leg(network, *ends)
    assert [s.turn for s in found.segments] == ["start", "cross", "left"]
    assert [s.landmark for s in found.segments] == ["stop", "signals", None]
    crossing = found.segments[1]
    assert crossing.street_zh is None
    assert crossing.length_m == 20
    assert crossing.walk_s == pytest.approx(20 / 1.25 + 34, abs=1.5)
    assert [s.walk_s for s in found.segments] == pytest.approx([80, 50, 160], abs=2)


@given(
    spots=st.lists(st.tuples(st.floats(-0.5, 4.5), st.floats(-0.5, 2.5)), min_size=2, max_size=2),
    speed_ms=st.floats(0.5, 2.0),
)
@settings(max_examples=60, deadline=None)
def test_segments_sum_to_their_leg(toy, spots, speed_ms):
    a, b = [(LON + x * STEP_LON, LAT + y * STEP_LAT) for x, y in spots]
    found = leg(toy, a, b, speed_ms)
    if not found.segments:
        assert found.walk_s == 0
        return
    assert sum(s.length_m for s in found.segments) == found.length_m
    assert sum(s.walk_s for s in found.segments) == found.walk_s
    assert all(s.walk_s >= 0 for s in found.segments)
    assert [s.first for s in found.segments[1:]] == [s.last for s in found.segments[:-1]]
    assert [s.turn == "start" for s in found.segments] == [
        True,
        *[False] * (len(found.segments) - 1),
    ]


def test_no_way_is_a_leg_without_segments(toy):
    here = snap(toy, *lonlat("A"))
    found = make_leg(toy, (), (here, here), ("a", "b"), 0.0)
    assert (found.length_m, found.walk_s, found.segments) == (0, 0, ())
    assert len(found.geometry) == 2


def test_waits_do_not_depend_on_the_pace(toy):
    still = replace(toy, delay_s=np.zeros(len(toy.u)))
    for speed_ms in (0.8, 1.6):
        slow, quick = (leg(net, *STEPS_WALK, speed_ms) for net in (toy, still))
        assert slow.walk_s - quick.walk_s == pytest.approx(80, abs=4)


@pytest.mark.parametrize(("field", "known"), [("turn", Turn), ("landmark", Landmark)])
def test_schema_has_every_word(field, known):
    schema = json.loads(SCHEMA.read_text("utf-8"))
    words = set(schema["$defs"]["segment"]["properties"][field]["enum"])
    assert words - {None} == set(known.__args__)
