"""The map's frame on paper: scale, cut of the ground, grid.

Units: millimetres on paper from the top left corner, y down; metres UTM on the ground.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, box

Array = NDArray[np.floating[Any]]

SCALES = (2500, 4000, 5000, 7500, 10_000, 12_500, 15_000, 20_000, 25_000)
"""Denominators that a printed map may have; the largest scale that fits is taken."""
BAND_MM = 4.4
"""Width of the band around the map that carries the letters and numbers of the grid."""
ROOM_MM = 9.0
"""Between the route and the edge of the map: a stop's number and something around it to see."""
FOLD_MM = 4.2
"""A stop's number keeps so far from a fold that neither disc nor ring lies on it."""
CELL_MM = 42.0
"""Side of a square of the grid, about: small enough to find a stop in at a glance."""
PAN_MM = 1.0
"""Step of the search for a place of the cut at which no stop lies under a fold."""
BARS_M = (50, 100, 200, 250, 500, 1000, 2000)
"""Lengths that a scale bar may have."""
BAR_MM = 25.0
"""A scale bar is at least this long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where on the ground the sheet of paper lies; ``west_m`` and ``north_m`` are its corner.

    ``text`` scales letters and signs with the sheet: 1 for an A4 page; ``folds_mm`` are the x of
    vertical folds.
    """

    width_mm: float
    height_mm: float
    scale: int
    west_m: float
    north_m: float
    folds_mm: tuple[float, ...]
    text: float

    @property
    def inner(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the map inside its band, mm."""
        return BAND_MM, BAND_MM, self.width_mm - BAND_MM, self.height_mm - BAND_MM

    @property
    def columns(self) -> int:
        """Columns of the grid."""
        return _cells(self.inner[2] - self.inner[0])

    @property
    def rows(self) -> int:
        """Rows of the grid."""
        return _cells(self.inner[3] - self.inner[1])

    @property
    def bar_m(self) -> int:
        """Length on the ground of the scale bar that suits the map."""
        long_enough = [bar for bar in BARS_M if bar * 1000 / self.scale >= BAR_MM]
        return min(long_enough, default=BARS_M[-1])

    def on_paper(self, metres: Array) -> Array:
        """Turn points on the ground into points on paper.

        Parameters
        ----------
        metres : array of shape (n, 2)
            East and north.

        Returns
        -------
        array of shape (n, 2)
            Millimetres, x right and y down.
        """
        return (metres - [self.west_m, self.north_m]) * [1000 / self.scale, -1000 / self.scale]

    def ground(self, margin_mm: float = 0.0) -> tuple[float, float, float, float]:
        """Return the cut of the ground that the map shows.

        Parameters
        ----------
        margin_mm : float, optional
            How much more of it around.

        Returns
        -------
        tuple of float
            West, south, east and north, metres.
        """
        metre = self.scale / 1000
        left, top, right, bottom = self.inner
        return (
            self.west_m + (left - margin_mm) * metre,
            self.north_m - (bottom + margin_mm) * metre,
            self.west_m + (right + margin_mm) * metre,
            self.north_m - (top - margin_mm) * metre,
        )

    def page(self) -> Polygon:
        """Return the map inside its band as a polygon.

        Returns
        -------
        Polygon
            Millimetres.
        """
        return box(*self.inner)

    def cell(self, x_mm: float, y_mm: float) -> str:
        """Name the square of the grid that a point is in.

        Parameters
        ----------
        x_mm, y_mm : float
            The point on paper.

        Returns
        -------
        str
            Letter of the column and number of the row, ``B3``.
        """
        left, top, right, bottom = self.inner
        column = int((x_mm - left) / (right - left) * self.columns)
        row = int((y_mm - top) / (bottom - top) * self.rows)
        letter = ascii_uppercase[min(max(column, 0), self.columns - 1)]
        return f"{letter}{min(max(row, 0), self.rows - 1) + 1}"


def choose_frame(
    width_mm: float,
    height_mm: float,
    points: Array,
    stops: Array,
    *,
    folds_mm: Sequence[float] = (),
    scale: int | None = None,
) -> Frame:
    """Lay the sheet over the route: the largest standard scale that fits, no stop under a fold.

    Parameters
    ----------
    width_mm, height_mm : float
        Size of the map with the band of its grid.
    points : array of shape (n, 2)
        All points of the route, metres.
    stops : array of shape (m, 2)
        Its stops and ends.
    folds_mm : sequence of float, optional
        X of vertical folds.
    scale : int, optional
        Denominator, if it is not to be chosen.

    Returns
    -------
    Frame
        The frame.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    across, up = (high - low) * 1000
    wide, tall = width_mm - 2 * (BAND_MM + ROOM_MM), height_mm - 2 * (BAND_MM + ROOM_MM)
    least = max(across / wide, up / tall)
    chosen = scale or next((s for s in SCALES if s >= least), math.ceil(least / 5000) * 5000)
    metre = chosen / 1000
    middle = (low + high) / 2
    slack = max(0.0, (wide - across / chosen) / 2)
    x_mm = (stops[:, 0] - middle[0]) / metre + width_mm / 2
    pan = _pan(x_mm, folds_mm, slack)
    return Frame(
        width_mm=width_mm,
        height_mm=height_mm,
        scale=chosen,
        west_m=float(middle[0] - (width_mm / 2 + pan) * metre),
        north_m=float(middle[1] + height_mm / 2 * metre),
        folds_mm=tuple(folds_mm),
        text=min(1.35, max(0.92, math.sqrt(width_mm * height_mm / (190 * 180)))),
    )


def _pan(x_mm: Array, folds_mm: Sequence[float], slack: float) -> float:
    """Return how far to move the map sideways, so that folds lie between the stops."""
    if not folds_mm:
        return 0.0
    apart = x_mm[:, None] - np.array(folds_mm)[None, :]

    def cost(pan: float) -> float:
        under = np.clip(FOLD_MM - np.abs(apart + pan), 0.0, None)
        return float(100 * under.sum() + abs(pan))

    steps = np.arange(-slack, slack + PAN_MM, PAN_MM) if slack > PAN_MM else [0.0]
    return -float(min([0.0, *steps], key=cost))


def _cells(length_mm: float) -> int:
    """Return into how many cells a side of the map is cut."""
    return min(max(2, round(length_mm / CELL_MM)), len(ascii_uppercase))
