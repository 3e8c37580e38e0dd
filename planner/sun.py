"""When the sun rises and sets, and when it is dark, by NOAA's solar equations. Degrees, minutes.

General Solar Position Calculations, NOAA Global Monitoring Division
(https://gml.noaa.gov/grad/solcalc/solareqns.PDF); good to about two minutes between the polar
circles. Imports the standard library only.
"""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_SET_DEG = 90.833
"""Zenith angle of the sun's centre at sunset: refraction and half its disc included."""
_DARK_DEG = 96.0
"""At the end of civil twilight; from then on one needs lamps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Daylight:
    """The light of one day: first light, sunrise, sunset, dark; tz-aware."""

    dawn: datetime
    sunrise: datetime
    sunset: datetime
    dark: datetime


def daylight(lon: float, lat: float, day: date, zone: ZoneInfo) -> Daylight | None:
    """Work out the light of a day.

    Parameters
    ----------
    lon, lat : float
        Where, WGS-84.
    day : date
        The local day.
    zone : ZoneInfo
        Its clock.

    Returns
    -------
    Daylight or None
        None where the sun does not set or the night does not end on that day.

    Examples
    --------
    >>> light = daylight(121.43, 31.22, date(2026, 6, 21), ZoneInfo("Asia/Shanghai"))
    >>> f"{light.sunrise:%H:%M} {light.sunset:%H:%M}"
    '04:50 19:00'
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone).astimezone(UTC)
    year = 2 * math.pi / 365 * (noon.timetuple().tm_yday - 1 + (noon.hour - 12) / 24)
    equation_min = 229.18 * (
        0.000075
        + 0.001868 * math.cos(year)
        - 0.032077 * math.sin(year)
        - 0.014615 * math.cos(2 * year)
        - 0.040849 * math.sin(2 * year)
    )
    tilt = (
        0.006918
        - 0.399912 * math.cos(year)
        + 0.070257 * math.sin(year)
        - 0.006758 * math.cos(2 * year)
        + 0.000907 * math.sin(2 * year)
        - 0.002697 * math.cos(3 * year)
        + 0.00148 * math.sin(3 * year)
    )
    rise, dawn = (_hour_angle(lat, tilt, zenith) for zenith in (_SET_DEG, _DARK_DEG))
    if rise is None or dawn is None:
        return None
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def at(angle_deg: float) -> datetime:
        minutes = 720 - 4 * (lon + angle_deg) - equation_min
        return (midnight + timedelta(minutes=minutes)).astimezone(zone)

    return Daylight(dawn=at(dawn), sunrise=at(rise), sunset=at(-rise), dark=at(-dawn))


def _hour_angle(lat: float, tilt_rad: float, zenith_deg: float) -> float | None:
    """Return how far from noon the sun stands so low, degrees; None if it never does."""
    north = math.radians(lat)
    cosine = math.cos(math.radians(zenith_deg)) / (math.cos(north) * math.cos(tilt_rad))
    cosine -= math.tan(north) * math.tan(tilt_rad)
    return math.degrees(math.acos(cosine)) if -1 <= cosine <= 1 else None
