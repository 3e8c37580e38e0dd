"""The grid of the map: fine lines, letters above and below, numbers at the sides.

Units: millimetres on paper.
"""

from itertools import pairwise
from string import ascii_uppercase

import numpy as np

from routes.sheet.map.frame import BAND_MM, Frame
from routes.sheet.map.label import Label
from routes.sheet.map.paths import path
from routes.sheet.map.style import INK

LINE_MM = 0.14


def grid_lines(frame: Frame) -> str:
    """Draw the lines of the grid.

    Parameters
    ----------
    frame : Frame
        The map's frame.

    Returns
    -------
    str
        SVG.
    """
    left, top, right, bottom = frame.inner
    xs, ys = _edges(left, right, frame.columns)[1:-1], _edges(top, bottom, frame.rows)[1:-1]
    data = "".join(f"M{x:.2f} {top:.2f}V{bottom:.2f}" for x in xs)
    data += "".join(f"M{left:.2f} {y:.2f}H{right:.2f}" for y in ys)
    return path(data, stroke=INK["grid"], stroke_width=LINE_MM, opacity=0.35)


def frame_svg(frame: Frame) -> str:
    """Draw the band of the grid with the marks between its cells, and the neat line.

    Parameters
    ----------
    frame : Frame
        The map's frame.

    Returns
    -------
    str
        SVG.
    """
    left, top, right, bottom = frame.inner
    marks = "".join(
        f"M{x:.2f} 0.6V{top:.2f}M{x:.2f} {bottom:.2f}V{frame.height_mm - 0.6:.2f}"
        for x in _edges(left, right, frame.columns)
    ) + "".join(
        f"M0.6 {y:.2f}H{left:.2f}M{right:.2f} {y:.2f}H{frame.width_mm - 0.6:.2f}"
        for y in _edges(top, bottom, frame.rows)
    )
    neat = f"M{left:.2f} {top:.2f}H{right:.2f}V{bottom:.2f}H{left:.2f}Z"
    return path(marks, stroke=INK["grid"], stroke_width=LINE_MM) + path(
        neat, fill="none", stroke=INK["grid"], stroke_width=0.3
    )


def grid_labels(frame: Frame) -> tuple[Label, ...]:
    """Write letters above and below each column, numbers beside each row.

    Parameters
    ----------
    frame : Frame
        The map's frame.

    Returns
    -------
    tuple of Label
        The labels.
    """
    left, top, right, bottom = frame.inner
    spots = []
    for n, x in enumerate(_middles(left, right, frame.columns)):
        spots += [(ascii_uppercase[n], x, y) for y in (BAND_MM / 2, frame.height_mm - BAND_MM / 2)]
    for n, y in enumerate(_middles(top, bottom, frame.rows)):
        spots += [(str(n + 1), x, y) for x in (BAND_MM / 2, frame.width_mm - BAND_MM / 2)]
    return tuple(
        Label(
            text=text,
            x_mm=float(x),
            y_mm=float(y),
            size_pt=7.5 * frame.text,
            kind="grid",
            lang="en",
            of=text,
            weight=700,
            colour=INK["grid"],
        )
        for text, x, y in spots
    )


def _edges(low: float, high: float, cells: int) -> list[float]:
    """Return where the cells of a side begin and end."""
    return [float(edge) for edge in np.linspace(low, high, cells + 1)]


def _middles(low: float, high: float, cells: int) -> list[float]:
    """Return the middles of the cells of a side."""
    edges = _edges(low, high, cells)
    return [(a + b) / 2 for a, b in pairwise(edges)]
