"""The route as a line on paper: passes through one street told apart, dashes, turns, arrows.

Units: millimetres on paper, y down; degrees clockwise.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from pyproj import Transformer
from scipy.ndimage import uniform_filter1d
from scipy.spatial import cKDTree
from shapely import LineString, MultiLineString

from planner.route import Route
from routes.sheet.map.frame import Array, Frame
from routes.sheet.map.paths import FINE_MM, group, path, points_data
from routes.sheet.map.style import APPROXIMATE, ARROW_MM, HALO_MM, ROUTE_MM, TWICE_MM

STEP_MM = 0.5
"""The line is looked at in pieces of this length."""
SAME_MM = 1.5
"""Two passes nearer to each other than this would print as one line."""
PARALLEL = 0.85
"""Cosine between the directions of two passes through the same street."""
RAMP_MM = 4.0
"""Over this length a line moves from the middle of the street to its side."""
TURN_DEG = 35.0
"""A bend of less is no turn."""
ARM_MM = 2.5
"""A turn is seen between the directions so far before it and after it."""
CLEAR_MM = 4.6
"""An arrow keeps so far from the middle of a stop's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of the route's line, all of it approximate or none."""

    points: Array
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """Where the way is shown, and which way."""

    x_mm: float
    y_mm: float
    angle_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The route on paper; ``twice`` tells whether passes were told apart."""

    pieces: tuple[Piece, ...]
    turns: Array
    twice: bool

    @property
    def line(self) -> MultiLineString:
        """The whole line."""
        return MultiLineString([LineString(piece.points) for piece in self.pieces])

    @property
    def approximate(self) -> bool:
        """Whether any of it is."""
        return any(piece.approximate for piece in self.pieces)


def walk_on_paper(route: Route, to_utm: Transformer, frame: Frame) -> Walk:
    """Draw the line of a route.

    Parameters
    ----------
    route : Route
        The walk.
    to_utm : Transformer
        From (lon, lat) to metres.
    frame : Frame
        The map's frame.

    Returns
    -------
    Walk
        The line.
    """
    points, redrawn = _points(route, to_utm, frame)
    points, redrawn = _even(points, redrawn)
    way = _directions(points)
    aside = _aside(points, way)
    moved = points + aside[:, None] * np.column_stack([-way[:, 1], way[:, 0]])
    return Walk(
        pieces=tuple(_pieces(moved, redrawn)),
        turns=_turns(moved),
        twice=bool(np.any(aside != 0)),
    )


def arrows_on(walk: Walk, away_from: Array) -> list[Arrow]:
    """Place arrows on the straight parts of a walk.

    Parameters
    ----------
    walk : Walk
        The walk on paper.
    away_from : array of shape (n, 2)
        Middles of stops' numbers and of signs.

    Returns
    -------
    list of Arrow
        In walking order.
    """
    points, _ = _even(np.vstack([piece.points for piece in walk.pieces]), None)
    way = _directions(points)
    clear = np.ones(len(points), dtype=bool)
    for spots, distance in ((away_from, CLEAR_MM), (walk.turns, ARM_MM)):
        if len(spots):
            clear &= cKDTree(spots).query(points)[0] > distance
    arrows = []
    for run in _runs(clear):
        length = (run[1] - run[0]) * STEP_MM
        if length < ARM_MM:
            continue
        count = max(1, round(length / ARROW_MM))
        for n in range(count):
            at = run[0] + round((run[1] - run[0]) * (n + 0.5) / count)
            angle = math.degrees(math.atan2(way[at, 1], way[at, 0]))
            arrows.append(
                Arrow(x_mm=float(points[at, 0]), y_mm=float(points[at, 1]), angle_deg=angle)
            )
    return arrows


def walk_svg(walk: Walk, colour: str, text: float) -> str:
    """Write the line with its halo.

    Parameters
    ----------
    walk : Walk
        The walk on paper.
    colour : str
        The theme's colour.
    text : float
        By how much signs are larger than on an A4 page.

    Returns
    -------
    str
        SVG elements.
    """
    width = ROUTE_MM * text
    data = "".join(points_data(piece.points) for piece in walk.pieces)
    dashes = " ".join(f"{length * text:g}" for length in APPROXIMATE)
    lines = []
    for approximate in (True, False):
        some = "".join(points_data(p.points) for p in walk.pieces if p.approximate is approximate)
        look = {"stroke_dasharray": dashes, "stroke_linecap": "butt"} if approximate else {}
        lines.append(path(some, stroke=colour, stroke_width=width, **look))
    halo = path(data, stroke="#ffffff", stroke_width=width + 2 * HALO_MM * text)
    return group([halo, *lines], fill="none", stroke_linecap="round", stroke_linejoin="round")


def arrows_svg(arrows: list[Arrow], colour: str, text: float) -> str:
    """Write the arrows.

    Parameters
    ----------
    arrows : list of Arrow
        Where they are.
    colour : str
        The theme's colour.
    text : float
        By how much signs are larger than on an A4 page.

    Returns
    -------
    str
        SVG elements.
    """
    return group(
        (
            f'<path d="{ARROW}" transform="translate({a.x_mm:.2f} {a.y_mm:.2f}) '
            f'rotate({a.angle_deg:.1f}) scale({text:.2f})"/>'
            for a in arrows
        ),
        fill=colour,
        stroke="#ffffff",
        stroke_width=0.3,
        stroke_linejoin="round",
    )


ARROW = "M1.9 0L-1.2 1.5L-0.5 0L-1.2 -1.5Z"
"""An arrow head that points right, wider than the line it lies on."""


def _points(route: Route, to_utm: Transformer, frame: Frame) -> tuple[Array, Array]:
    """Join all legs; for each point after the first, whether the way to it was redrawn."""
    lonlat: list[tuple[float, float]] = []
    redrawn: list[bool] = []
    for leg in route.legs:
        flags = np.zeros(len(leg.geometry), dtype=bool)
        for part in leg.segments:
            flags[part.first + 1 : part.last + 1] = part.overlay
        lonlat += leg.geometry
        redrawn += flags.tolist()
    east, north = to_utm.transform(*np.array(lonlat).T)
    points = frame.on_paper(np.column_stack([east, north]))
    keep = np.r_[True, np.hypot(*np.diff(points, axis=0).T) > FINE_MM]
    return points[keep], np.array(redrawn)[keep]


def _even(points: Array, flags: Array | None) -> tuple[Array, Array]:
    """Add points, so that none is further than a step from the next."""
    lengths = np.hypot(*np.diff(points, axis=0).T)
    along = np.r_[0.0, np.cumsum(lengths)]
    even = np.linspace(0.0, along[-1], max(2, round(along[-1] / STEP_MM) + 1))
    every = np.union1d(even, along)
    xy = np.column_stack([np.interp(every, along, points[:, axis]) for axis in (0, 1)])
    if flags is None:
        return xy, np.zeros(len(xy), dtype=bool)
    after = np.clip(np.searchsorted(along, every - 1e-9), 0, len(points) - 1)
    return xy, flags[after]


def _directions(points: Array) -> Array:
    """Return unit vectors of the way at each point."""
    step = np.zeros_like(points)
    step[1:-1] = points[2:] - points[:-2]
    step[0], step[-1] = points[1] - points[0], points[-1] - points[-2]
    length = np.hypot(step[:, 0], step[:, 1])
    length[length == 0] = 1.0
    return step / length[:, None]


def _aside(points: Array, way: Array) -> Array:
    """Return how far each point moves to its right, so that two passes are seen as two."""
    along = np.r_[0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T))]
    pairs = cKDTree(points).query_pairs(SAME_MM, output_type="ndarray")
    one, other = pairs.min(axis=1), pairs.max(axis=1)
    cosine = (way[one] * way[other]).sum(axis=1)
    apart = along[other] - along[one]
    back = (cosine < -PARALLEL) & (apart > SAME_MM)
    again = (cosine > PARALLEL) & (apart > 3 * RAMP_MM)
    aside = np.zeros(len(points))
    aside[np.r_[one[again], one[back], other[back]]] = TWICE_MM
    aside[other[again]] = TWICE_MM
    aside[one[again]] = -TWICE_MM
    if not aside.any():
        return aside
    window = max(3, round(RAMP_MM / STEP_MM))
    smooth: Array = uniform_filter1d(aside, window, mode="nearest")
    return smooth


def _turns(points: Array) -> Array:
    """Return where the walk turns."""
    arm = round(ARM_MM / STEP_MM)
    if len(points) < 2 * arm + 1:
        return np.empty((0, 2))
    before, after = points[arm:-arm] - points[: -2 * arm], points[2 * arm :] - points[arm:-arm]
    dot = (before * after).sum(axis=1)
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    bend = np.degrees(np.abs(np.arctan2(cross, dot)))
    found = [
        arm + first + int(np.argmax(bend[first:last])) for first, last in _runs(bend > TURN_DEG)
    ]
    return points[found].reshape(-1, 2)


def _pieces(points: Array, redrawn: Array) -> list[Piece]:
    """Cut the line where redrawn streets begin and end, and simplify it."""
    flags = redrawn.astype(bool)
    cuts = [1, *(np.flatnonzero(np.diff(flags[1:].astype(int))) + 2).tolist(), len(points)]
    pieces = []
    for first, last in pairwise(cuts):
        line = shapely.simplify(LineString(points[first - 1 : last]), FINE_MM)
        pieces.append(Piece(points=shapely.get_coordinates(line), approximate=bool(flags[first])))
    return pieces


def _runs(mask: Array) -> list[tuple[int, int]]:
    """Return first and one past the last index of each run of true values."""
    edges = np.flatnonzero(np.diff(np.r_[0, mask.astype(int), 0]))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
