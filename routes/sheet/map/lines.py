"""Names along streets and rivers. Units: millimetres on paper, y down; degrees clockwise; points.

For each street many places along it are tried, in it and beside it, and the best are taken;
Chinese names stand upright, one character below the other, where the street runs up and down.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planner.words import Lang
from routes.sheet.map.frame import Array, Frame
from routes.sheet.map.ground import Ground, Thing, in_languages
from routes.sheet.map.label import PT_MM, Label, turned
from routes.sheet.map.paths import cut
from routes.sheet.map.room import GAP_MM, Room
from routes.sheet.map.style import INK, PAPER, SMALLEST_PT, STREETS, street_factor

STEP_MM = 1.5
"""From one place that is tried to the next."""
BOW_MM = 0.45
"""A street that bows more than this under its name is not straight enough for it."""
STEEP_DEG = 64.0
"""From this angle on, Chinese characters stand upright one below the other.

On a gentler slope they would climb stairs.
"""
AGAIN_MM = 85.0
"""A long street is named again after about this length."""
SPACING_EM = 0.06
"""Between the letters; more would tear words apart in the PDF's text."""
COLUMN_EM = 0.12
WORD_EM = 0.7
"""Between the two languages of a name."""
BESIDE = 1.6
"""Cost of a name beside its street instead of in it."""
CROSSING = 0.8
"""Cost of a millimetre of another street under a name."""
OFF_MIDDLE = 0.03
"""Cost of a millimetre between a name and the middle of its street on the map."""
WORST = 7.0
"""A place that costs more is worse than no name."""
LANES_TO = 10_000
"""At smaller scales than this lanes have no names."""
RIVER_PT = 8.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A named line: where its name may stand and how it is written."""

    name: tuple[tuple[Lang, str], ...]
    lines: BaseGeometry
    width_mm: float
    size_pt: float
    colour: str
    halo: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A straight enough piece of a line: its middle, angle, and how far along the line it is."""

    middle: tuple[float, float]
    angle_deg: float
    off_mm: float


def name_lines(
    ground: Ground, langs: tuple[Lang, ...], room: Room, route: BaseGeometry
) -> tuple[Label, ...]:
    """Write names along streets and rivers, important ones first.

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

    Returns
    -------
    tuple of Label
        The names that found a place.
    """
    ways = sorted(_ways(ground, langs, room.frame), key=lambda way: way.rank)
    streets = shapely.union_all([way.lines for way in ways])
    placed: list[Label] = []
    for way in ways:
        for labels in _named(way, room, route, streets - way.lines.buffer(0.1)):
            room.take_labels(labels)
            placed += labels
    return tuple(placed)


def _ways(ground: Ground, langs: tuple[Lang, ...], frame: Frame) -> Iterator[Way]:
    """Join the pieces of each street; its widest class decides how it is written."""
    ranks = {kind: rank for rank, kind in enumerate(reversed(STREETS))}
    pieces: dict[str, list[Thing]] = defaultdict(list)
    for thing in ground.layers["streets"]:
        if thing.zh and thing.kind in STREETS:
            pieces[thing.zh].append(thing)
    for things in pieces.values():
        lines = _on_map(things, frame)
        if lines.is_empty:
            continue
        kind = min((thing.kind for thing in things), key=lambda kind: ranks[kind])
        if kind == "lane" and frame.scale > LANES_TO:
            continue
        yield Way(
            name=in_languages(things[0].zh, things[0].en, langs),
            lines=lines,
            width_mm=STREETS[kind].width * street_factor(frame.scale),
            size_pt=max(SMALLEST_PT, STREETS[kind].name_pt * frame.text * 0.95),
            colour=INK["street_text"],
            halo=PAPER,
            rank=ranks[kind],
        )
    for thing in ground.layers["water"]:
        lines = _on_map([thing], frame)
        if thing.kind == "flow" and thing.zh and not lines.is_empty:
            name = in_languages(thing.zh, thing.en, langs)
            yield Way(
                name=name, lines=lines, width_mm=9.0, size_pt=RIVER_PT * frame.text,
                colour=INK["water_text"], halo=INK["water"], rank=0,
            )  # fmt: skip


def _on_map(things: Iterable[Thing], frame: Frame) -> BaseGeometry:
    """Return the pieces of a street that are on the map, joined."""
    cuts = [shapely.clip_by_rect(cut(thing.geometry, frame), *frame.inner) for thing in things]
    return shapely.line_merge(shapely.union_all([c for c in cuts if not c.is_empty]))


def _named(
    way: Way, room: Room, route: BaseGeometry, others: BaseGeometry
) -> Iterator[list[Label]]:
    """Yield the name of a street, and again where it is long."""
    # Both languages first; where they do not fit together, the first one alone.
    for name in dict.fromkeys((way.name, way.name[:1])):
        found = _best(way, name, room, route, others)
        if found:
            yield from found
            return


def _best(
    way: Way,
    name: Sequence[tuple[Lang, str]],
    room: Room,
    route: BaseGeometry,
    others: BaseGeometry,
) -> list[list[Label]]:
    """Return the best places of a name, far enough apart."""
    tried: list[tuple[float, Place, int]] = []
    blocks: list[Array] = []
    length = _length(name, way.size_pt)
    for line in shapely.get_parts(way.lines):
        for place in _places(shapely.get_coordinates(line), length):
            for side in (0, -1, 1):
                blocks.append(_corners(way, length, place, side))
                tried.append((OFF_MIDDLE * place.off_mm + BESIDE * abs(side), place, side))
    if not tried:
        return []
    boxes = shapely.polygons(np.array(blocks))
    free = room.free(boxes, more=[route])
    crossed = shapely.length(shapely.intersection(boxes[free], others))
    kept = [tried[i] for i in np.flatnonzero(free)]
    cost = np.array([row[0] for row in kept]) + CROSSING * crossed
    chosen: list[tuple[Place, int]] = []
    for n in np.argsort(cost, kind="stable").tolist():
        _, place, side = kept[n]
        apart = [math.dist(place.middle, other.middle) for other, _ in chosen]
        if cost[n] < WORST and min(apart, default=math.inf) > AGAIN_MM:
            chosen.append((place, side))
    return [_write(way, name, place, side) for place, side in chosen]


def _length(name: Sequence[tuple[Lang, str]], size_pt: float) -> float:
    """Measure a name, all languages one after the other, in a row or in a column."""
    em = size_pt * PT_MM
    columns = (((1 + COLUMN_EM) * len(text)) * em if lang == "zh" else 0.0 for lang, text in name)
    rows = (_label(lang, text, size_pt).width_mm for lang, text in name)
    return WORD_EM * em * (len(name) - 1) + sum(map(max, rows, columns))


def _label(lang: Lang, text: str, size_pt: float) -> Label:
    """Make a label that has no place yet."""
    return Label(
        text=text, x_mm=0.0, y_mm=0.0, size_pt=size_pt, kind="street", lang=lang, of=text,
        spacing_em=SPACING_EM if lang == "zh" else 0.0,
    )  # fmt: skip


def _places(line: Array, length: float) -> Iterator[Place]:
    """Yield straight enough pieces of a line that are as long as a name."""
    along = np.r_[0.0, np.cumsum(np.hypot(*np.diff(line, axis=0).T))]
    room = along[-1] - length
    if room < 0:
        return
    for start in np.linspace(0, room, max(1, round(room / STEP_MM)) + 1).tolist():
        inside = along[(along > start) & (along < start + length)]
        at = np.r_[start, inside, start + length]
        points = np.column_stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)])
        chord = points[-1] - points[0]
        span = float(np.hypot(*chord))
        if span < 0.9 * length:
            continue
        away = _cross(points - points[0], chord) / span
        bow = float(away.max() - away.min())
        if bow > BOW_MM:
            continue
        aside = (away.max() + away.min()) / 2 * np.array([-chord[1], chord[0]]) / span
        middle = (points[0] + points[-1]) / 2 + aside
        angle = math.degrees(math.atan2(chord[1], chord[0]))
        yield Place(
            middle=(float(middle[0]), float(middle[1])),
            angle_deg=(angle + 90) % 180 - 90,
            off_mm=abs(start - room / 2) + 20 * bow,
        )


def _cross(points: Array, chord: Array) -> Array:
    """Return the cross product of a chord with each point."""
    crossed: Array = chord[0] * points[:, 1] - chord[1] * points[:, 0]
    return crossed


def _corners(way: Way, length: float, place: Place, side: int) -> Array:
    """Return the corners of what a name covers at a place."""
    high = way.size_pt * PT_MM * (1 + COLUMN_EM) / 2 + GAP_MM
    return turned(_middle(way, place, side), length / 2 + GAP_MM, high, place.angle_deg)


def _middle(way: Way, place: Place, side: int) -> tuple[float, float]:
    """Return the middle of a name in its street, or above (-1) or below it."""
    aside = side * (way.width_mm / 2 + way.size_pt * PT_MM * 0.62 + GAP_MM)
    angle = math.radians(place.angle_deg)
    return place.middle[0] - aside * math.sin(angle), place.middle[1] + aside * math.cos(angle)


def _write(way: Way, name: Sequence[tuple[Lang, str]], place: Place, side: int) -> list[Label]:
    """Write a name at a place."""
    steep = abs(place.angle_deg) > STEEP_DEG
    column = steep and any(lang == "zh" for lang, _ in name)
    # Down the street where characters stand in a column, else from left to right.
    angle = place.angle_deg + (180 if column and place.angle_deg < 0 else 0)
    along = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))])
    rows = [_label(lang, text, way.size_pt) for lang, text in name]
    rows = [
        replace(row, angle_deg=angle - 90, column=True, spacing_em=COLUMN_EM)
        if column and row.lang == "zh"
        else replace(row, angle_deg=angle)
        for row in rows
    ]
    gap = WORD_EM * way.size_pt * PT_MM
    at = -(sum(row.width_mm for row in rows) + gap * (len(rows) - 1)) / 2
    labels = []
    for row in rows:
        x, y = np.array(_middle(way, place, side)) + along * (at + row.width_mm / 2)
        labels.append(
            replace(
                row,
                x_mm=float(x),
                y_mm=float(y),
                of=way.name[0][1],
                colour=way.colour,
                halo=way.halo,
            )
        )
        at += row.width_mm + gap
    return labels
