"""Names of parks and of the quarter, in their middle. Units: millimetres on paper; points."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planner.words import Lang
from routes.sheet.map.frame import Frame
from routes.sheet.map.ground import Ground, in_languages
from routes.sheet.map.label import PT_MM, Label, wrapped
from routes.sheet.map.paths import cut
from routes.sheet.map.room import Room, box_of
from routes.sheet.map.style import GREEN, INK, SMALLEST_PT


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the name of an area is written."""

    size_pt: float
    colour: str
    halo: str
    spacing_em: float = 0.0
    widest_em: float = 9.0


PARK = Look(size_pt=7.6, colour=INK["park_text"], halo=GREEN["park"])
QUARTER = Look(
    size_pt=12.0, colour=INK["quarter_text"], halo=INK["quarter"], spacing_em=0.35, widest_em=16.0
)
"""Large, light and wide: the name of the land, not of a thing on it."""
LINE_EM = 1.2
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
    parks = [(thing, PARK) for thing in ground.layers["green"] if thing.kind == "park"]
    quarter = [(thing, QUARTER) for thing in ground.layers["quarter"] if thing.kind == "area"]
    for thing, look in (*parks, *quarter):
        area = shapely.clip_by_rect(cut(thing.geometry, room.frame), *room.frame.inner)
        if thing.zh in {"", *written} or area.is_empty:
            continue
        name = in_languages(thing.zh, thing.en, langs)
        for labels in _tried(name, area, room.frame, look):
            block = np.array([shapely.union_all([box_of(label) for label in labels]).envelope])
            if area.buffer(1.0).contains(block[0]) and room.free(block, more=[route])[0]:
                room.take_labels(labels)
                placed += labels
                break
    return tuple(placed)


def _tried(
    name: tuple[tuple[Lang, str], ...], area: BaseGeometry, frame: Frame, look: Look
) -> Iterator[list[Label]]:
    """Yield places of a name, from the middle of the area outwards."""
    size = max(SMALLEST_PT, look.size_pt * frame.text)
    rows = [(lang, line) for lang, text in name for line in wrapped(text, look.widest_em)[0]]
    middle = shapely.get_coordinates(shapely.point_on_surface(area))[0]
    left, top, right, bottom = area.bounds
    xs, ys = np.arange(left, right, STEP_MM), np.arange(top, bottom, STEP_MM)
    spots = [(float(x), float(y)) for x in xs for y in ys]
    spots.sort(key=lambda spot: float(np.hypot(*(np.array(spot) - middle))))
    step = LINE_EM * size * PT_MM
    for x, y in [(float(middle[0]), float(middle[1])), *spots]:
        first = y - step * (len(rows) - 1) / 2
        yield [
            Label(
                text=line,
                x_mm=x,
                y_mm=first + n * step,
                size_pt=size,
                kind="area",
                lang=lang,
                of=name[0][1],
                colour=look.colour,
                halo=look.halo,
                spacing_em=look.spacing_em,
            )
            for n, (lang, line) in enumerate(rows)
        ]
