"""The datums of Chinese maps: published values, the quarter's shift, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from planner.china.datum import bd_to_gcj, gcj_to_bd, gcj_to_wgs, wgs_to_gcj

GEOD = Geod(ellps="WGS84")
LON, LAT = st.floats(73.5, 135.0), st.floats(18.0, 53.5)


def apart_m(one, other):
    return GEOD.inv(*one, *other)[2]


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        # the test values of googollee/eviltransform (MIT): Shanghai, Shenzhen, Beijing
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
        # the example of wandergis/coordtransform (MIT)
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
        # the quarter itself
        ((121.43, 31.2155), (121.434629, 31.213641)),
    ],
)
def test_published_values(wgs, gcj):
    assert apart_m(wgs_to_gcj(wgs), gcj) < 0.06
    assert apart_m(gcj_to_wgs(gcj), wgs) < 0.06


def test_published_value_of_baidu():
    assert apart_m(gcj_to_bd((116.404, 39.915)), (116.41036949371029, 39.92133699351021)) < 0.001


def test_the_shift_in_the_quarter():
    wgs = (121.43, 31.2155)
    gcj = wgs_to_gcj(wgs)
    east = GEOD.inv(*wgs, gcj[0], wgs[1])[2]
    north = GEOD.inv(*wgs, wgs[0], gcj[1])[2]
    assert round(east) in range(438, 446)
    assert round(north) in range(203, 208)
    assert gcj[1] < wgs[1]


@given(lon=LON, lat=LAT)
def test_there_and_back(lon, lat):
    spot = (lon, lat)
    assert apart_m(gcj_to_wgs(wgs_to_gcj(spot)), spot) < 0.001
    assert apart_m(bd_to_gcj(gcj_to_bd(spot)), spot) < 0.001


def test_nothing_is_shifted_elsewhere():
    for spot in ((-9.14, 38.71), (139.7, 35.7), (151.2, -33.9)):
        assert wgs_to_gcj(spot) == spot
        assert gcj_to_wgs(spot) == spot
