"""Turns by geometry: walk east to the junction, then on at every angle."""

import math
from typing import get_args

import pytest

from planner.route import Turn
from planner.turns import REACH_M, turn_between, turn_of, turn_text

LAT = 31.2
EAST, NORTH = 1 / (111_200 * math.cos(math.radians(LAT))), 1 / 111_200


def at(x, y):
    """A spot x metres east and y metres north."""
    return 121.4 + x * EAST, LAT + y * NORTH


WEST = [at(-100, 0), at(0, 0)]


@pytest.mark.parametrize(
    ("degrees", "wanted"),
    [
        (0, "straight"),
        (20, "straight"),
        (-20, "straight"),
        (40, "slight_left"),
        (-40, "slight_right"),
        (90, "left"),
        (-90, "right"),
        (140, "sharp_left"),
        (-140, "sharp_right"),
        (175, "u_turn"),
        (-175, "u_turn"),
    ],
)
def test_angles(degrees, wanted):
    x, y = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    assert turn_of(degrees) == wanted
    for size in (3, 15, 200):
        assert turn_between(WEST, [at(0, 0), at(size * x, size * y)], crossing=False) == wanted


def test_any_direction_of_arrival():
    """The same corner, turned round in steps of 30 degrees."""
    for turned in range(0, 360, 30):
        came, goes = math.radians(turned), math.radians(turned - 90)
        before = [at(-50 * math.cos(came), -50 * math.sin(came)), at(0, 0)]
        after = [at(0, 0), at(50 * math.cos(goes), 50 * math.sin(goes))]
        assert turn_between(before, after, crossing=False) == "right"


def test_a_corner_drawn_round_is_a_corner():
    rounded = [at(0, 0), at(4, 0.5), at(7, 3), at(8, 8), at(8, 60)]
    assert turn_between(WEST, rounded, crossing=False) == "left"


def test_a_bend_further_on_is_no_turn():
    assert (
        turn_between(WEST, [at(0, 0), at(2 * REACH_M, 0), at(30, 90)], crossing=False) == "straight"
    )


def test_crossing_is_said_instead_of_its_direction():
    assert turn_between(WEST, [at(0, 0), at(0, 20)], crossing=True) == "cross"


def test_a_segment_without_length_is_straight_on():
    assert turn_between(WEST, [at(0, 0)], crossing=False) == "straight"
    assert turn_between([at(0, 0), at(0, 0)], [at(0, 0), at(0, 9)], crossing=False) == "straight"


@pytest.mark.parametrize("turn", get_args(Turn))
def test_every_turn_has_its_words(turn):
    assert len({turn_text(turn, "zh"), turn_text(turn, "en")}) == 2
