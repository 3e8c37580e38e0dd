"""Distances over a few kilometres, for checks and warnings; walks are measured on the ellipsoid.

Units: metres; degrees WGS-84, (lon, lat). Imports planner.places.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely import Polygon
from shapely.affinity import scale

from planner.places import Place

LonLat = tuple[float | None, float | None]

_DEGREE_M = 111_200
"""Metres in a degree of latitude, good to 0.3 %."""

_STEEPEST = 89.0
"""Latitude beyond which a degree of longitude is no measure any more."""

_MOST_TOUCHING = 5
"""Neighbours of one place that are named: enough to see what is wrong."""


def from_outline_m(lonlat: Sequence[LonLat], outline: Polygon | None) -> list[float]:
    """Measure how far positions are from a quarter.

    Parameters
    ----------
    lonlat : sequence of tuple of float or None
        Longitude and latitude; None where nobody has published them.
    outline : Polygon or None
        The quarter in degrees.

    Returns
    -------
    list of float
        Metres; 0 inside, and where the outline or a position is not known.
    """
    if outline is None:
        return [0.0] * len(lonlat)
    squeeze = _squeeze(outline.centroid.y)
    flat = scale(outline, xfact=squeeze, origin=(0, 0))
    shapely.prepare(flat)
    pairs = np.array(lonlat, dtype=float).reshape(-1, 2)  # None becomes NaN
    known = np.isfinite(pairs).all(axis=1)
    away = np.zeros(len(pairs))
    away[known] = shapely.distance(flat, shapely.points(pairs[known] * [squeeze, 1.0])) * _DEGREE_M
    return [float(metres) for metres in away]


def near_pairs(places: Sequence[Place], limit_m: float) -> Iterator[tuple[Place, Place]]:
    """Find places that are nearer to one another than a limit, by a grid of squares of that size.

    Parameters
    ----------
    places : sequence of Place
        The places.
    limit_m : float
        The limit.

    Yields
    ------
    tuple of Place and Place
        A place and one before it, in the order of the places; five at most for each.
    """
    grid: dict[tuple[int, int], list[Place]] = defaultdict(list)
    steepest = max((abs(place.lat) for place in places if place.lat is not None), default=0.0)
    step = limit_m / _DEGREE_M
    wide = step / _squeeze(steepest)
    for place in places:
        if place.lon is None or place.lat is None:
            continue
        column, row = math.floor(place.lon / wide), math.floor(place.lat / step)
        found = 0
        for across, up in _AROUND:
            for other in grid.get((column + across, row + up), ()):
                if found < _MOST_TOUCHING and apart_m(place, other) < limit_m:
                    found += 1
                    yield place, other
            if found == _MOST_TOUCHING:
                break
        grid[column, row].append(place)


def apart_m(one: Place, other: Place) -> float:
    """Measure how far two places are apart.

    Parameters
    ----------
    one, other : Place
        Two places.

    Returns
    -------
    float
        Metres; infinite where a position is not known.
    """
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return math.inf
    east = (one.lon - other.lon) * _squeeze(one.lat)
    return math.hypot(east, one.lat - other.lat) * _DEGREE_M


def _squeeze(lat: float) -> float:
    """Return how much shorter a degree of longitude is than one of latitude."""
    return math.cos(math.radians(min(abs(lat), _STEEPEST)))


_AROUND = [(0, 0), *((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0))]
"""A square of the grid and its eight neighbours."""
