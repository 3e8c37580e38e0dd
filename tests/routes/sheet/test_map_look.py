"""The look: what lies on what can be told apart, in colour and in grey."""

from dataclasses import replace

import numpy as np
import pytest
from fake_walk import fake_walk
from pyproj import Transformer
from shapely import LineString

from routes.sheet.map.frame import choose_frame
from routes.sheet.map.style import GREEN, INK, LAND, PAPER, STREETS
from routes.sheet.map.walk import TWICE_MM, walk_on_paper

LEAST = 3.0
"""Contrast that WCAG asks for between a sign and what it lies on."""
UNDER = {
    "paper": PAPER,
    **{key: INK[key] for key in ("quarter", "water", "building", "elevated")},
    **LAND,
    **GREEN,
    **{kind: street.fill for kind, street in STREETS.items()},
    **{f"{kind} edge": street.edge for kind, street in STREETS.items()},
}
NAMES = ("black", "street_text", "park_text", "water_text", "station")


def light(colour):
    """Relative luminance, as WCAG defines it."""
    parts = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", [key for key in UNDER if "edge" not in key])
def test_every_theme_stands_out_from_all_it_lies_on(quarter, ground):
    for theme in quarter.themes:
        assert contrast(theme.colour, UNDER[ground]) >= LEAST, theme.id


def test_the_halo_parts_the_route_from_the_dark_edges_of_streets(quarter):
    assert min(contrast(theme.colour, INK["white"]) for theme in quarter.themes) >= 4.5


@pytest.mark.parametrize("ink", NAMES)
def test_names_are_read_on_all_that_lies_under_them(ink):
    own = {"water_text": ["water"], "park_text": ["park", "pitch", "paper"]}
    for ground in own.get(ink, [key for key in UNDER if "edge" not in key and key != "water"]):
        assert contrast(INK[ink], UNDER[ground]) >= 4.5, ground


def test_two_passes_through_one_street_print_as_two_lines(quarter):
    there = fake_walk(loop=False)
    leg = there.legs[0]
    back = [(lon, lat) for lon, lat in reversed(leg.geometry)]
    walk = _walk(quarter, there, [leg.geometry, tuple(back)])
    assert walk.twice
    line = np.vstack([piece.points for piece in walk.pieces])
    middle = len(line) // 2
    out, home = LineString(line[: middle + 1]), LineString(line[middle:])
    quarter_way = out.interpolate(0.3, normalized=True)
    assert quarter_way.distance(home) == pytest.approx(2 * TWICE_MM, abs=0.3)


def test_a_walk_round_a_block_is_one_line_in_the_middle(quarter):
    walk = fake_walk()
    assert not _walk(quarter, walk, [leg.geometry for leg in walk.legs[:4]]).twice


def _walk(quarter, route, lines):
    """Bring lines onto paper as the legs of a route."""
    legs = tuple(replace(route.legs[0], geometry=tuple(line), segments=()) for line in lines)
    to_utm: Transformer = quarter.network.to_utm
    points = np.vstack([np.column_stack(to_utm.transform(*np.array(line).T)) for line in lines])
    frame = choose_frame(190, 180, points, points)
    return walk_on_paper(replace(route, legs=legs), to_utm, frame)
