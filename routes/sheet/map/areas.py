"""Names of parks and of the quarter, in their middle. Units: millimetres on paper; points."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planner.words import Lang
from routes.sheet.map.ground import Ground, in_languages
from routes.sheet.map.label import PT_MM, Label
from routes.sheet.map.layers import merged
from routes.sheet.map.paths import cut
from routes.sheet.map.room import Room, box_of
from routes.sheet.map.style import GREEN, INK, SMALLEST_PT, STREETS
from routes.sheet.map.wrapping import wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the name of an area is written; ``second`` scales a second language."""

    size_pt: float
    colour: str
    halo: str
    spacing_em: float = 0.0
    widest_em: float = 9.0
    second: float = 1.0


PARK = Look(size_pt=7.6, colour=INK["park_text"], halo=GREEN["park"])
QUARTER = Look(
    size_pt=12.0,
    colour=INK["quarter_text"],
    halo=INK["quarter"],
    spacing_em=0.35,
    widest_em=16.0,
    second=0.62,
)
"""Large, light and wide: the name of the land, not of a thing on it."""
LINE_EM = 1.2
PER_STREET = 2.0
"""A name goes so many millimetres further for each millimetre of street not under it."""
STEP_MM = 3.0
"""Places in an area are tried on a grid of this width."""


def name_areas(
    ground: Ground,
    langs: tuple[Lang, ...],
    room: Room,
    route: BaseGeometry,
    written: Collection[str],
) -> tuple[Label, ...]:
    """Write the names of parks, then of the quarter, as near to their middle as there is room.

    Parameters
    ----------
    ground : Ground
        The ground.
    langs : tuple of {"zh", "en"}
        Languages of the names.
    room : Room
        What is taken; what is placed is added.
    route : BaseGeometry
        The route with its halo, not to be covered.
    written : collection of str
        Chinese names that stand on the map already, as a stop's may.

    Returns
    -------
    tuple of Label
        The names that found a place inside their area.
    """
    placed: list[Label] = []
    lines = [merged(ground.layers["streets"], kind, room.frame) for kind in STREETS]
    streets = shapely.union_all([part for group in lines for part in shapely.get_parts(group)])
    parks = [(thing, PARK) for thing in ground.layers["green"] if thing.kind == "park"]
    quarter = [(thing, QUARTER) for thing in ground.layers["quarter"] if thing.kind == "area"]
    for thing, look in (*parks, *quarter):
        area = shapely.clip_by_rect(cut(thing.geometry, room.frame), *room.frame.inner)
        if thing.zh in {"", *written} or area.is_empty:
            continue
        rows = _rows(in_languages(thing.zh, thing.en, langs), look, room.frame.text)
        spot = _spot(rows, area, room, route, streets)
        if spot is not None:
            labels = [replace(row, x_mm=spot[0], y_mm=spot[1] + row.y_mm) for row in rows]
            room.take_labels(labels)
            placed += labels
    return tuple(placed)


def _rows(name: tuple[tuple[Lang, str], ...], look: Look, text: float) -> list[Label]:
    """Write the lines of a name around the origin; a second language is smaller."""
    rows: list[Label] = []
    y = 0.0
    for n, (lang, whole) in enumerate(name):
        size = max(SMALLEST_PT, look.size_pt * text * (look.second if n else 1.0))
        for line in wrapped(whole, look.widest_em)[0]:
            y += LINE_EM * size * PT_MM if rows else 0.0
            row = Label(
                text=line,
                x_mm=0.0,
                y_mm=y,
                size_pt=size,
                kind="area",
                lang=lang,
                of=name[0][1],
                colour=look.colour,
                halo=look.halo,
                spacing_em=look.spacing_em,
            )
            rows.append(row)
    return [replace(row, y_mm=row.y_mm - y / 2) for row in rows]


def _spot(
    rows: Sequence[Label],
    area: BaseGeometry,
    room: Room,
    route: BaseGeometry,
    streets: BaseGeometry,
) -> tuple[float, float] | None:
    """Find the free place of a name that is near the middle of its area and off the streets."""
    left, top, right, bottom = area.bounds
    middle = shapely.get_coordinates(shapely.point_on_surface(area))
    mesh = np.meshgrid(np.arange(left, right, STEP_MM), np.arange(top, bottom, STEP_MM))
    spots = np.vstack([middle, np.column_stack([axis.ravel() for axis in mesh])])
    west, north, east, south = shapely.union_all([box_of(row) for row in rows]).bounds
    x, y = spots.T
    blocks = shapely.box(x + west, y + north, x + east, y + south)
    around = area.buffer(1.0)
    shapely.prepare(around)
    inside = np.flatnonzero(shapely.contains(around, blocks))
    free = inside[room.free(blocks[inside], more=[route])]
    if not len(free):
        return None
    crossed = shapely.length(shapely.intersection(blocks[free], streets))
    best = free[np.argmin(np.hypot(*(spots[free] - middle[0]).T) + PER_STREET * crossed)]
    return float(spots[best, 0]), float(spots[best, 1])
