"""What each paper gives to the map: template, size, folds. Units: mm.

Imports planner and routes.sheet.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang
from routes.sheet.map.frame import BAND_MM, ROOM_MM, SCALES

Paper = Literal["A4", "A3", "A5"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
_POSTER_MM = 273.0
_POSTER_LOW_MM, _POSTER_HIGH_MM = 130.0, 205.0
_PER_STOP_MM = 3.0
"""So much lower is the highest map of a poster for each stop, whose story needs the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A template and the room that it gives to the map; ``folds_mm`` count from the map's left."""

    template: str
    map_mm: tuple[float, float]
    folds_mm: tuple[float, ...] = ()


def format_of(quarter: Quarter, route: Route, paper: Paper, langs: tuple[Lang, ...]) -> Format:
    """Lay out a sheet: the map of a poster is as high as its scale needs it.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The walk.
    paper : {"A4", "A3", "A5"}
        The sheet.
    langs : tuple of {"zh", "en"}
        Its languages; two need more room around the map.

    Returns
    -------
    Format
        The layout.
    """
    key = "both" if len(langs) > 1 else langs[0]
    if paper == "A4":
        height = {"zh": 177.0, "en": 177.0, "both": 173.0}[key]
        return Format(template="leaflet", map_mm=(187.0, height), folds_mm=(92.0,))
    if paper == "A5":
        height = {"zh": 147.0, "en": 144.0, "both": 138.0}[key]
        return Format(template="card", map_mm=(134.0, height))
    highest = _POSTER_HIGH_MM - _PER_STOP_MM * len(route.stops) - (36 if key == "both" else 0)
    height = _height_for(quarter, route, _POSTER_MM, max(_POSTER_LOW_MM, highest))
    return Format(template="poster", map_mm=(_POSTER_MM, height))


def _height_for(quarter: Quarter, route: Route, width: float, highest: float) -> float:
    """Return the height that the largest scale needs that fits, between two limits."""
    lonlat = np.array([point for leg in route.legs for point in leg.geometry])
    metres = np.column_stack(quarter.network.to_utm.transform(*lonlat.T))
    across, up = np.ptp(metres, axis=0) * 1000
    edge = 2 * (BAND_MM + ROOM_MM)
    for scale in SCALES:
        if across / scale + edge <= width and up / scale + edge <= highest:
            return float(min(highest, max(_POSTER_LOW_MM, up / scale + edge + ROOM_MM)))
    return highest
