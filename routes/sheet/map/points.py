"""Names beside points: stops, start and finish, stations. Units: millimetres on paper; points.

For each name many places around its point are tried, some further off with a leader line;
``choice`` picks one for each.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from planner.words import Lang
from routes.sheet.map.choice import choose
from routes.sheet.map.label import HIGH_EM, PT_MM, Kind, Label, text_width, wrapped
from routes.sheet.map.room import GAP_MM, Room, Shapes
from routes.sheet.map.style import INK, PAPER, Weight

RINGS_MM = (0.0, 2.5, 5.0, 8.0, 12.0, 17.0, 23.0)
"""How far off the point's sign a name may stand; from the second ring on with a leader."""
WAYS = 16
"""Directions around a point."""
LINE_EM = 1.16
"""From one line of a name to the next."""
WIDEST_EM = {"zh": 13.5, "en": 17.0}
"""Longer names are broken into lines."""
ABSENT = 45.0
"""Cost of a name that is not on the map: above all but the very worst places."""
PER_ROUTE_MM = 1.6
"""Cost of a millimetre of route under a name."""
PER_LEADER_MM = 0.45
LEADER = 2.0
OVER_ROUTE = 4.0
"""Cost of a leader that crosses the route."""
PER_BREAK = 0.7
"""Cost of each further line of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A point with a sign around it and a name, in one language or two, to be placed beside it."""

    of: str
    kind: Kind
    x_mm: float
    y_mm: float
    radius_mm: float
    texts: tuple[tuple[Lang, str], ...]
    size_pt: float
    weight: Weight = 700
    colour: str = INK["black"]


Line = tuple[Lang, str, float, Weight]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place for a name: middle and size of its lines, the leader if it has one, the cost.

    ``side``: 1 if it stands right of its point, -1 left, 0 above or below.
    """

    owner: int
    lines: tuple[Line, ...]
    middle: tuple[float, float]
    size: tuple[float, float]
    side: int
    leader: LineString | None
    cost: float


def place_names(
    named: Sequence[Named], room: Room, route: BaseGeometry, barred: Sequence[BaseGeometry]
) -> tuple[tuple[Label, ...], tuple[LineString, ...]]:
    """Place names beside their points.

    Parameters
    ----------
    named : sequence of Named
        The points; their signs are taken in the room already.
    room : Room
        What is taken; what is placed is added.
    route : BaseGeometry
        The line of the route, better not covered.
    barred : sequence of BaseGeometry
        Turns and arrows of the route, not to be covered.

    Returns
    -------
    tuple of tuple of Label and tuple of LineString
        The lines of the names and their leaders; a name without a place is not among them.
    """
    tried = [c for owner, point in enumerate(named) for c in _candidates(owner, point)]
    if not tried:
        return (), ()
    blocks = _blocks(tried)
    leaders = np.array([candidate.leader for candidate in tried], dtype=object)
    led = shapely.buffer(leaders, GAP_MM, quad_segs=1, cap_style="square")
    shapes = np.where(leaders == None, blocks, shapely.union(blocks, led))  # noqa: E711
    free = room.free(blocks, more=[shapely.union_all(barred)])
    free &= _off_signs(tried, shapes, named)
    kept = [tried[i] for i in np.flatnonzero(free)]
    if not kept:
        return (), ()
    shapes = shapes[free]
    cost = _costs(kept, blocks[free], route)
    touching = np.zeros((len(kept), len(kept)), dtype=bool)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    touching[one, other] = True
    np.fill_diagonal(touching, val=False)
    chosen = choose([c.owner for c in kept], cost, touching, ABSENT)
    best = [kept[chosen[owner]] for owner in sorted(chosen)]
    room.take([shapes[chosen[owner]] for owner in sorted(chosen)])
    drawn = tuple(c.leader for c in best if c.leader is not None)
    return tuple(label for c in best for label in _write(named[c.owner], c)), drawn


def _blocks(tried: Sequence[Candidate]) -> Shapes:
    """Return the boxes that names cover."""
    middle = np.array([candidate.middle for candidate in tried])
    half = np.array([candidate.size for candidate in tried]) / 2 + GAP_MM
    (left, top), (right, bottom) = (middle - half).T, (middle + half).T
    blocks: Shapes = shapely.box(left, top, right, bottom)
    return blocks


def _off_signs(
    tried: Sequence[Candidate], shapes: Shapes, named: Sequence[Named]
) -> NDArray[np.bool_]:
    """Tell which candidates touch no sign, leaders included; each may touch its own."""
    signs = [shapely.Point(p.x_mm, p.y_mm).buffer(p.radius_mm, quad_segs=4) for p in named]
    hit, sign = shapely.STRtree(signs).query(shapes, predicate="intersects")
    owner = np.array([candidate.owner for candidate in tried])
    off = np.ones(len(tried), dtype=bool)
    off[hit[owner[hit] != sign]] = False
    return off


def _costs(kept: Sequence[Candidate], blocks: Shapes, route: BaseGeometry) -> list[float]:
    """Add to each candidate's cost what it covers of the route."""
    shapely.prepare(route)
    under = shapely.length(shapely.intersection(blocks, route))
    crosses = [c.leader is not None and c.leader.intersects(route) for c in kept]
    return [
        candidate.cost + PER_ROUTE_MM * float(length) + OVER_ROUTE * crossing
        for candidate, length, crossing in zip(kept, under, crosses, strict=True)
    ]


def _candidates(owner: int, point: Named) -> Iterator[Candidate]:
    """Try all places of a name."""
    for broken, lines in enumerate(_ways_to_break(point)):
        width = max(text_width(*line[1:]) for line in lines)
        high = _height(lines)
        for ring in RINGS_MM:
            for way in range(WAYS):
                yield _candidate(owner, point, lines, (width, high), (ring, way, broken))


def _ways_to_break(point: Named) -> list[tuple[Line, ...]]:
    """Return the ways to break a name into lines; in two languages the second is smaller."""
    ways: list[tuple[Line, ...]] = [()]
    for n, (lang, text) in enumerate(point.texts):
        size = point.size_pt if n == 0 else max(6.5, point.size_pt * 0.84)
        weight: Weight = point.weight if n == 0 else 400
        breaks = wrapped(text, WIDEST_EM[lang], weight)
        ways = [
            (*way, *((lang, line, size, weight) for line in broken))
            for way in ways
            for broken in breaks
        ]
    return sorted(ways, key=len)[:4]


def _height(lines: Sequence[Line]) -> float:
    """Return the height of a block of lines."""
    steps = sum(size * PT_MM * LINE_EM for _, _, size, _ in lines[1:])
    return steps + HIGH_EM * lines[0][2] * PT_MM


def _candidate(
    owner: int,
    point: Named,
    lines: tuple[Line, ...],
    size: tuple[float, float],
    place: tuple[float, int, int],
) -> Candidate:
    """Lay a name's lines at a ring and a direction."""
    (width, high), (ring, way, broken) = size, place
    angle = 2 * math.pi * way / WAYS
    cos, sin = math.cos(angle), math.sin(angle)
    lean_x, lean_y = (max(-1.0, min(1.0, 2 * part)) for part in (cos, sin))
    reach = point.radius_mm + 2 * GAP_MM + ring
    x = point.x_mm + reach * cos + lean_x * width / 2
    y = point.y_mm + reach * sin + lean_y * high / 2
    leader = None
    cost = 0.5 * (1 - cos) + 0.5 * abs(sin) + PER_BREAK * broken
    if ring > RINGS_MM[1]:
        start = (point.x_mm + point.radius_mm * cos, point.y_mm + point.radius_mm * sin)
        leader = LineString([start, (start[0] + (ring + 0.4) * cos, start[1] + (ring + 0.4) * sin)])
        cost += LEADER
    cost += PER_LEADER_MM * ring
    return Candidate(
        owner=owner,
        lines=lines,
        middle=(x, y),
        size=size,
        side=round(lean_x),
        leader=leader,
        cost=cost,
    )


def _write(point: Named, candidate: Candidate) -> tuple[Label, ...]:
    """Write the lines of a name, flush with the side that faces its point."""
    (x, middle), (width, high) = candidate.middle, candidate.size
    y = middle - high / 2 + HIGH_EM * candidate.lines[0][2] * PT_MM / 2
    written = []
    for n, (lang, text, size_pt, weight) in enumerate(candidate.lines):
        if n:
            y += size_pt * PT_MM * LINE_EM
        spare = width - text_width(text, size_pt, weight)
        written.append(
            Label(
                text=text,
                x_mm=x - candidate.side * spare / 2,
                y_mm=y,
                size_pt=size_pt,
                kind=point.kind,
                lang=lang,
                of=point.of,
                weight=weight,
                colour=point.colour,
                halo=PAPER,
            )
        )
    return tuple(written)
