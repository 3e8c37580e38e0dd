"""The sun's course against almanacs."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from planner.sun import daylight

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("month", range(1, 13))
def test_the_day_is_in_order(month):
    light = daylight(121.43, 31.22, date(2026, month, 15), SHANGHAI)
    moments = [light.dawn, light.sunrise, light.sunset, light.dark]
    assert moments == sorted(moments)
    assert {moment.date() for moment in moments} == {date(2026, month, 15)}


def test_equinox_has_twelve_hours():
    light = daylight(121.43, 31.22, date(2026, 3, 20), SHANGHAI)
    assert 12 * 60 < (light.sunset - light.sunrise).total_seconds() / 60 < 12 * 60 + 12


def test_the_midnight_sun_does_not_set():
    assert daylight(25.0, 70.0, date(2026, 6, 21), ZoneInfo("Europe/Oslo")) is None
