"""The base map around a route, clipped and packed small for the walk page.

Units: decimetres east and north of an origin; (lon, lat) WGS-84 outside. Imports Shapely, NumPy.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from planner.route import LonLat

AROUND_M = 450.0
"""How far the map reaches beyond the route: enough to find back to it."""
SIMPLIFY_M = 1.0
"""A pixel or two at the closest zoom."""
_DECIMETRE = 10
_AREAS = ("land", "green", "water", "buildings")
_LINES = ("elevated", "streets", "rails")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The middle of a map, and the metres of a degree there (series of the WGS-84 ellipsoid)."""

    lon: float
    lat: float

    @property
    def east_m(self) -> float:
        """Metres of a degree of longitude."""
        phi = math.radians(self.lat)
        return 111_412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi) + 0.118 * math.cos(5 * phi)

    @property
    def north_m(self) -> float:
        """Metres of a degree of latitude."""
        phi = math.radians(self.lat)
        return 111_132.92 - 559.82 * math.cos(2 * phi) + 1.175 * math.cos(4 * phi)

    def metres(self, degrees: np.ndarray) -> np.ndarray:
        """Turn (lon, lat) into metres east and north.

        Parameters
        ----------
        degrees : ndarray
            Shape (n, 2).

        Returns
        -------
        ndarray
            Shape (n, 2).
        """
        flat: np.ndarray = (degrees - [self.lon, self.lat]) * [self.east_m, self.north_m]
        return flat

    def pack(self, line: Sequence[LonLat]) -> list[int]:
        """Pack a line.

        Parameters
        ----------
        line : sequence of (float, float)
            (lon, lat).

        Returns
        -------
        list of int
            As `packed` writes it.
        """
        return packed(self.metres(np.array(line, dtype=float)))


def packed(metres: np.ndarray) -> list[int]:
    """Write points as whole decimetres, each as the step from the one before.

    Parameters
    ----------
    metres : ndarray
        Shape (n, 2).

    Returns
    -------
    list of int
        First point, then steps, x and y in turn; no rounding error adds up.

    Examples
    --------
    >>> packed(np.array([[1.0, 2.0], [1.5, 2.04], [1.5, 1.0]]))
    [10, 20, 5, 0, 0, -10]
    """
    whole = np.rint(metres * _DECIMETRE).astype(int)
    steps = np.concatenate([whole[:1], np.diff(whole, axis=0)])
    return [int(step) for step in steps.ravel()]


def origin_of(points: Iterable[LonLat]) -> Origin:
    """Return the middle of the box around some points.

    Parameters
    ----------
    points : iterable of (float, float)
        (lon, lat).

    Returns
    -------
    Origin
        The middle, rounded to six decimals.
    """
    lons, lats = zip(*points, strict=True)
    return Origin(
        lon=round((min(lons) + max(lons)) / 2, 6), lat=round((min(lats) + max(lats)) / 2, 6)
    )


def packed_map(
    layers: Mapping[str, dict[str, Any]], origin: Origin, points: Sequence[LonLat]
) -> dict[str, Any]:
    """Cut the surroundings of a route out of the base map.

    Parameters
    ----------
    layers : mapping of str to dict
        As `routes.basemap.build_basemap` returns them.
    origin : Origin
        Where the map is counted from.
    points : sequence of (float, float)
        What the map has to show, (lon, lat).

    Returns
    -------
    dict
        ``box`` (west, south, east, north in decimetres), and by layer a list of features: ``k``
        kind, ``zh`` and ``en`` names, ``r`` redrawn, ``p`` packed lines or rings.
    """
    spots = origin.metres(np.array(points, dtype=float))
    low, high = spots.min(axis=0) - AROUND_M, spots.max(axis=0) + AROUND_M
    frame = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    drawn: dict[str, Any] = {"box": [round(side * _DECIMETRE) for side in frame]}
    for name in (*_AREAS, *_LINES):
        drawn[name] = list(_features(layers[name], origin, frame))
    quarter = [f for f in layers["quarter"]["features"] if f["properties"].get("kind") == "edge"]
    drawn["quarter"] = list(_features({"features": quarter}, origin, frame))
    drawn["stations"] = [
        {"zh": f["properties"]["zh"], "en": f["properties"]["en"], "p": [at]}
        for f in layers["stations"]["features"]
        if _inside(at := origin.pack([f["geometry"]["coordinates"]]), drawn["box"])
    ]
    return drawn


def _features(
    layer: Mapping[str, Any], origin: Origin, frame: tuple[float, float, float, float]
) -> Iterator[dict[str, Any]]:
    """Clip, simplify and pack the features of a layer."""
    for feature in layer["features"]:
        flat = shapely.transform(shape(feature["geometry"]), origin.metres)
        clipped = shapely.clip_by_rect(flat, *frame)
        lines = [
            packed(shapely.get_coordinates(part))
            for part in _parts(shapely.simplify(clipped, SIMPLIFY_M))
        ]
        if lines:
            told = feature["properties"]
            known = {
                "k": told.get("kind"),
                "zh": told.get("zh"),
                "en": told.get("en"),
                "r": 1 if told.get("redrawn") else None,
            }
            yield {key: value for key, value in known.items() if value} | {"p": lines}


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """Take a geometry apart into lines and rings."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield part.exterior
            yield from part.interiors
        elif part.geom_type == "LineString" and not part.is_empty:
            yield part


def _inside(at: list[int], box: list[int]) -> bool:
    """Whether a point lies on the map."""
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]
