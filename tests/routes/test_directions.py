"""Directions: joined streets, crossings kept, snippets dropped, no metre lost."""

import re
from dataclasses import replace

import pytest

from planner.route import Leg, Segment
from routes.directions import directions
from routes.timetable import streets_of

PART = Segment(
    street_zh="愚园路",
    street_en="Yuyuan Road",
    length_m=100,
    walk_s=80,
    turn="start",
    landmark=None,
    overlay=False,
    access="open",
    steps=False,
    first=0,
    last=1,
)


def leg_of(*parts):
    return Leg(
        from_id="start",
        to_id="end",
        length_m=sum(part.length_m for part in parts),
        walk_s=sum(part.walk_s for part in parts),
        geometry=((121.4, 31.2), (121.5, 31.2)),
        segments=parts,
    )


def test_one_line_a_street():
    leg = leg_of(
        PART,
        replace(PART, overlay=True, turn="straight", length_m=60),
        replace(PART, street_zh=None, street_en=None, turn="cross", landmark="signals", length_m=8),
        replace(PART, street_zh="定西路", street_en=None, turn="left", length_m=40),
    )
    assert directions(leg, "zh") == [
        "往东出发，沿愚园路走160米",
        "在红绿灯处过马路，8米",
        "左转，沿定西路走40米",
    ]
    assert directions(leg, "en")[2] == "Turn left along 定西路, 40 m"
    assert streets_of(leg, "zh") == ["愚园路", "定西路"]


@pytest.mark.parametrize("place", range(3))
def test_snippets_are_dropped_but_not_their_metres(place):
    parts = [PART, replace(PART, street_zh="定西路", turn="right")]
    parts.insert(place, replace(PART, street_zh="安西路", turn="left", length_m=6))
    leg = leg_of(*parts)
    lines = directions(leg, "zh")
    assert len(lines) == 2
    assert sum(int(re.search(r"(\d+)米", line)[1]) for line in lines) == leg.length_m


def test_a_leg_sets_off_by_the_compass_whatever_lies_before_the_door():
    snippet = replace(PART, street_zh="安西路", length_m=6, last=1)
    leg = leg_of(snippet, replace(PART, turn="left", first=1, last=2))
    leg = replace(leg, geometry=((121.4, 31.2), (121.4, 31.20005), (121.401, 31.20005)))
    assert directions(leg, "en") == ["Set off east along Yuyuan Road, 106 m"]
    assert directions(leg, "zh") == ["往东出发，沿愚园路走106米"]
    nowhere = replace(leg, geometry=((121.4, 31.2),) * 3)
    assert directions(nowhere, "en") == ["Set off along Yuyuan Road, 106 m"]


def test_steps_are_said():
    leg = leg_of(PART, replace(PART, street_zh=None, steps=True, turn="right", length_m=30))
    assert "台阶" in directions(leg, "zh")[1]
    assert "steps" in directions(leg, "en")[1]
