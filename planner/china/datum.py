"""WGS-84 ↔ GCJ-02 ↔ BD-09, the datums of Chinese map services. Units: degrees, (lon, lat).

The law that shifts Chinese maps is not published. These are the formulas that the whole field uses
(found by comparing maps, around 2010; known as the "coolypf" or "eviltransform" formulas, on the
Krasovsky ellipsoid), which agree with Amap to well below a metre; BD-09 is Baidu's turn of GCJ-02.
The inverse is found by iteration, since the formulas have none. No maintained package does this
exactly, so it stands here; only links and importers use it. Standard library only.
"""

import math
from collections.abc import Callable

LonLat = tuple[float, float]

_AXIS_M = 6378245.0
_ECCENTRICITY2 = 0.00669342162296594323
_CENTRE = (105.0, 35.0)
"""The Krasovsky ellipsoid, and the point from which the shift is counted."""
_CHINA = ((72.004, 137.8347), (0.8293, 55.8271))
"""Beyond this box no shift is defined."""
_BAIDU = (0.0065, 0.006)
_BAIDU_TURN = math.pi * 3000 / 180
_CLOSE_ENOUGH = 1e-10
_MOST_ROUNDS = 30
"""Ten rounds are enough: each is nearer by a factor of a thousand at first, of ten at the end."""


def wgs_to_gcj(lonlat: LonLat) -> LonLat:
    """Shift a position to the datum of Amap, Tencent and Apple's map of China.

    Parameters
    ----------
    lonlat : (float, float)
        WGS-84.

    Returns
    -------
    (float, float)
        GCJ-02; unchanged beyond the box of China.

    Examples
    --------
    >>> [round(value, 6) for value in wgs_to_gcj((121.43, 31.2155))]
    [121.434629, 31.213641]
    """
    if not all(low <= value <= high for value, (low, high) in zip(lonlat, _CHINA, strict=True)):
        return lonlat
    lon, lat = lonlat
    x, y = lon - _CENTRE[0], lat - _CENTRE[1]
    root = math.sqrt(abs(x))
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + _ripple(x)
    east_m += _waves(x, ((20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30)))
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + _ripple(x)
    north_m += _waves(y, ((20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30)))
    latitude = math.radians(lat)
    flat = 1 - _ECCENTRICITY2 * math.sin(latitude) ** 2
    meridian_m = _AXIS_M * (1 - _ECCENTRICITY2) / flat**1.5
    parallel_m = _AXIS_M / math.sqrt(flat) * math.cos(latitude)
    return lon + math.degrees(east_m / parallel_m), lat + math.degrees(north_m / meridian_m)


def gcj_to_wgs(lonlat: LonLat) -> LonLat:
    """Undo ``wgs_to_gcj``.

    Parameters
    ----------
    lonlat : (float, float)
        GCJ-02.

    Returns
    -------
    (float, float)
        WGS-84, to a millimetre.
    """
    return _undone(wgs_to_gcj, lonlat)


def gcj_to_bd(lonlat: LonLat) -> LonLat:
    """Shift a position to the datum of Baidu.

    Parameters
    ----------
    lonlat : (float, float)
        GCJ-02.

    Returns
    -------
    (float, float)
        BD-09.

    Examples
    --------
    >>> [round(value, 6) for value in gcj_to_bd((116.404, 39.915))]
    [116.410369, 39.921337]
    """
    lon, lat = lonlat
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BAIDU_TURN)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BAIDU_TURN)
    return radius * math.cos(angle) + _BAIDU[0], radius * math.sin(angle) + _BAIDU[1]


def bd_to_gcj(lonlat: LonLat) -> LonLat:
    """Undo ``gcj_to_bd``.

    Parameters
    ----------
    lonlat : (float, float)
        BD-09.

    Returns
    -------
    (float, float)
        GCJ-02, to a millimetre.
    """
    return _undone(gcj_to_bd, lonlat)


def _ripple(x: float) -> float:
    """Return the part of the shift that both directions share, metres."""
    return _waves(x, ((20, 6), (20, 2)))


def _waves(angle: float, parts: tuple[tuple[float, float], ...]) -> float:
    """Sum sine waves of given height in metres and frequency in half turns a degree."""
    return sum(height * math.sin(angle * rate * math.pi) for height, rate in parts) * 2 / 3


def _undone(shift: Callable[[LonLat], LonLat], target: LonLat) -> LonLat:
    """Find what is shifted to a position, by taking off the shift of the last guess."""
    lon, lat = target
    for _ in range(_MOST_ROUNDS):
        off_lon, off_lat = (goal - got for goal, got in zip(target, shift((lon, lat)), strict=True))
        lon, lat = lon + off_lon, lat + off_lat
        if abs(off_lon) + abs(off_lat) < _CLOSE_ENOUGH:
            break
    return lon, lat
