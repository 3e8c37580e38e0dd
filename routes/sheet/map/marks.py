"""The signs of a walk: numbered stops, ends, stations, exits; pushed apart where they would touch.

Units: millimetres on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from pyproj import Transformer
from shapely import LineString, Point

from planner.route import LonLat, Route
from planner.words import LANGS
from routes.sheet.map.frame import Array, Frame
from routes.sheet.map.ground import Spot
from routes.sheet.map.label import Label
from routes.sheet.map.style import INK
from routes.sheet.map.symbols import END_MM, SIGN_MM, STATION_MM, STOP_MM, sign
from routes.spread import spread

GAP_MM = 0.5
"""Between two signs."""
LIGHT = {"stop": 1.0, "end": 1.0, "station": 4.0, "entrance": 6.0, "toilets": 6.0, "bench": 6.0}
"""How easily a sign gives way: a stop stays where the place is, if it can."""
TIED_MM = 1.4
"""A stop that had to move further is tied to its place by a line."""
NUMBER_PT = 8.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A sign at a place; ``at`` is where the place is, ``x_mm`` and ``y_mm`` where the sign is."""

    key: str
    of: str
    x_mm: float
    y_mm: float
    radius_mm: float
    at: tuple[float, float]
    zh: str = ""
    en: str = ""
    number: str = ""

    @property
    def moved_mm(self) -> float:
        """How far the sign had to give way."""
        return float(np.hypot(self.x_mm - self.at[0], self.y_mm - self.at[1]))


def marks_of(
    route: Route,
    spots: Sequence[Spot],
    frame: Frame,
    to_utm: Transformer,
    along: dict[str, tuple[LonLat, ...]],
) -> tuple[Mark, ...]:
    """Place all signs of a walk; none touches another.

    Parameters
    ----------
    route : Route
        The walk.
    spots : sequence of Spot
        Stations, exits, toilets and benches; only those on the map are taken.
    frame : Frame
        The map's frame.
    to_utm : Transformer
        From (lon, lat) to metres.
    along : dict of str to tuple of (float, float)
        Stretches of street for stops of uncertain position; the number stands on the stretch.

    Returns
    -------
    tuple of Mark
        Stops first, in walking order, then start and finish, then the rest.
    """

    def on_paper(lon: float, lat: float) -> tuple[float, float]:
        x, y = frame.on_paper(np.array([to_utm.transform(lon, lat)]))[0]
        return float(x), float(y)

    marks = []
    for stop in route.stops:
        at = on_paper(stop.lon, stop.lat)
        if stop.id in along:
            stretch = LineString([on_paper(*point) for point in along[stop.id]])
            at = shapely.get_coordinates(stretch.interpolate(stretch.project(Point(at))))[0]
            at = (float(at[0]), float(at[1]))
        mark = _mark("stop", stop.id, at, STOP_MM * frame.text)
        marks.append(replace(mark, zh=stop.name_zh, en=stop.name_en, number=str(stop.number)))
    ends = [("start", route.start), ("finish", route.end)]
    for key, anchor in [("start_finish", route.start)] if route.is_loop else ends:
        mark = _mark(key, key, on_paper(anchor.lon, anchor.lat), END_MM * frame.text)
        marks.append(replace(mark, zh=anchor.name_zh, en=anchor.name_en))
    marks += _around(spots, frame)
    return tuple(_apart(marks, frame))


def marks_svg(marks: Sequence[Mark], colour: str, text: float) -> str:
    """Draw the signs, small ones below.

    Parameters
    ----------
    marks : sequence of Mark
        The signs.
    colour : str
        The theme's colour.
    text : float
        By how much signs are larger than on an A4 page.

    Returns
    -------
    str
        SVG elements.
    """
    ties = [
        f'<path d="M{m.at[0]:.2f} {m.at[1]:.2f}L{m.x_mm:.2f} {m.y_mm:.2f}" stroke="#ffffff" '
        f'stroke-width="1.1"/><path d="M{m.at[0]:.2f} {m.at[1]:.2f}L{m.x_mm:.2f} {m.y_mm:.2f}" '
        f'stroke="{colour}" stroke-width="0.5"/><circle cx="{m.at[0]:.2f}" cy="{m.at[1]:.2f}" '
        f'r="0.8" fill="{colour}" stroke="#ffffff" stroke-width="0.3"/>'
        for m in marks
        if m.key == "stop" and m.moved_mm > TIED_MM
    ]
    drawn = [
        f'<g transform="translate({m.x_mm:.2f} {m.y_mm:.2f}) scale({text:.3f})">'
        f"{sign(m.key, colour)}</g>"
        for m in reversed(marks)
    ]
    return "".join((*ties, *drawn))


def numbers(marks: Sequence[Mark], text: float) -> tuple[Label, ...]:
    """Write the numbers of stops and metro exits in their signs.

    Parameters
    ----------
    marks : sequence of Mark
        The signs.
    text : float
        By how much letters are larger than on an A4 page.

    Returns
    -------
    tuple of Label
        The labels.
    """
    return tuple(
        Label(
            text=mark.number,
            x_mm=mark.x_mm,
            y_mm=mark.y_mm,
            size_pt=NUMBER_PT * text if mark.key == "stop" else max(6.5, 6.5 * text),
            kind="number" if mark.key == "stop" else "entrance",
            lang=LANGS[1],
            of=mark.of,
            weight=700,
            colour=INK["white"],
        )
        for mark in marks
        if mark.number
    )


def _mark(key: str, of: str, at: tuple[float, float], radius_mm: float) -> Mark:
    """Make a sign that has not moved yet."""
    return Mark(key=key, of=of, x_mm=at[0], y_mm=at[1], radius_mm=radius_mm, at=at)


def _around(spots: Sequence[Spot], frame: Frame) -> list[Mark]:
    """Make the signs of what is on the map anyway."""
    left, top, right, bottom = frame.inner
    marks = []
    for spot in spots:
        half = (STATION_MM if spot.kind == "station" else SIGN_MM) * frame.text
        x, y = frame.on_paper(np.array([[spot.east, spot.north]]))[0].tolist()
        inside = left + half < x < right - half and top + half < y < bottom - half
        if inside:
            mark = _mark(spot.kind, spot.zh or spot.ref or spot.kind, (x, y), half * 1.2)
            marks.append(replace(mark, zh=spot.zh, en=spot.en, number=spot.ref))
    return marks


def _apart(marks: list[Mark], frame: Frame) -> list[Mark]:
    """Push signs apart until none touches another or a fold."""
    spots = np.array([mark.at for mark in marks])
    radius = np.array([mark.radius_mm for mark in marks])
    light = np.array([LIGHT.get(mark.key, LIGHT["end"]) for mark in marks])
    spots = spread(spots, radius, light, GAP_MM, lambda at: _off_folds(at, radius, frame))
    return [
        replace(mark, x_mm=float(x), y_mm=float(y))
        for mark, (x, y) in zip(marks, spots, strict=True)
    ]


def _off_folds(spots: Array, radius: Array, frame: Frame) -> Array:
    """Move signs off the folds, to the side on which they lie."""
    for fold in frame.folds_mm:
        side = np.where(spots[:, 0] < fold, -1.0, 1.0)
        least = radius + GAP_MM
        under = np.abs(spots[:, 0] - fold) < least
        spots[under, 0] = fold + (side * least)[under]
    return spots
