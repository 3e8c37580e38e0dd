"""The frame: standard scales, folds between the stops, cells of the grid."""

import numpy as np
import pytest

from routes.sheet.map.frame import FOLD_MM, ROOM_MM, choose_frame

SQUARE = np.array([(0.0, 0.0), (700.0, 0.0), (700.0, 700.0), (0.0, 700.0)])


def framed(**more):
    return choose_frame(190, 180, SQUARE, SQUARE, **more)


def test_the_largest_standard_scale_that_fits_is_taken():
    assert framed().scale == 5000
    assert framed(scale=7500).scale == 7500


def test_all_of_the_route_lies_well_inside():
    frame = framed()
    left, top, right, bottom = frame.inner
    x, y = frame.on_paper(SQUARE).T
    assert x.min() >= left + ROOM_MM
    assert x.max() <= right - ROOM_MM
    assert y.min() >= top + ROOM_MM
    assert y.max() <= bottom - ROOM_MM


def test_a_hundred_metres_have_the_length_that_the_scale_says():
    frame = framed()
    one, other = frame.on_paper(np.array([(0.0, 0.0), (100.0, 0.0)]))
    assert np.hypot(*(other - one)) == pytest.approx(100_000 / frame.scale)


def test_north_is_up():
    south, north = framed().on_paper(np.array([(0.0, 0.0), (0.0, 100.0)]))
    assert north[1] < south[1]


def test_the_map_moves_until_no_stop_lies_under_a_fold():
    stops = np.array([(350.0, 350.0)])
    middle = choose_frame(190, 180, SQUARE, stops).on_paper(stops)[0, 0]
    moved = choose_frame(190, 180, SQUARE, stops, folds_mm=(95.0,)).on_paper(stops)[0, 0]
    assert middle == pytest.approx(95)
    assert abs(moved - 95) >= FOLD_MM - 0.01


@pytest.mark.parametrize(("x", "y", "cell"), [(5, 5, "A1"), (185, 175, "D4"), (70, 100, "B3")])
def test_cells_are_named_from_the_top_left(x, y, cell):
    assert framed().cell(x, y) == cell


def test_a_route_larger_than_all_scales_still_has_one():
    wide = SQUARE * 20
    frame = choose_frame(130, 120, wide, wide)
    assert frame.scale % 5000 == 0
    assert frame.on_paper(wide).min() > 0


def test_bars_of_round_lengths_are_about_as_long_as_a_thumb():
    for scale in (2500, 4000, 5000, 7500, 10_000, 20_000):
        frame = framed(scale=scale)
        assert 25 <= frame.bar_m * 1000 / scale <= 51
