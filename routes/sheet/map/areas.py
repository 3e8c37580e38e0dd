"""Names of parks, in their middle. Units: millimetres on paper; points."""

from collections.abc import Collection, Iterator

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

SIZE_PT = 7.6
LINE_EM = 1.2
WIDEST_EM = 9.0
STEP_MM = 3.0
"""Places in an area are tried on a grid of this width."""


def name_areas(
    ground: Ground,
    langs: tuple[Lang, ...],
    room: Room,
    route: BaseGeometry,
    written: Collection[str],
) -> tuple[Label, ...]:
    """Write the names of parks where they are widest.

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
        The names that found a place inside their park.
    """
    placed: list[Label] = []
    for thing in ground.layers["green"]:
        area = shapely.clip_by_rect(cut(thing.geometry, room.frame), *room.frame.inner)
        if thing.kind != "park" or thing.zh in {"", *written} or area.is_empty:
            continue
        name = in_languages(thing.zh, thing.en, langs)
        for labels in _tried(name, area, room.frame):
            block = np.array([shapely.union_all([box_of(label) for label in labels]).envelope])
            if area.buffer(1.0).contains(block[0]) and room.free(block, more=[route])[0]:
                room.take_labels(labels)
                placed += labels
                break
    return tuple(placed)


def _tried(
    name: tuple[tuple[Lang, str], ...], area: BaseGeometry, frame: Frame
) -> Iterator[list[Label]]:
    """Yield places of a name, from the middle of the area outwards."""
    size = max(SMALLEST_PT, SIZE_PT * frame.text)
    rows = [(lang, line) for lang, text in name for line in wrapped(text, WIDEST_EM)[0]]
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
                colour=INK["park_text"],
                halo=GREEN["park"],
            )
            for n, (lang, line) in enumerate(rows)
        ]
