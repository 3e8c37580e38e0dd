"""Names beside points: stops, start and finish, stations. Units: millimetres on paper; points.

For each name many places around its point are tried, some further off with a leader line;
``choice`` picks one for each.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from planner.words import Lang
from routes.sheet.map.choice import choose
from routes.sheet.map.label import HIGH_EM, PT_MM, Kind, Label, text_width, wrapped
from routes.sheet.map.room import GAP_MM, Room, Shapes
from routes.sheet.map.style import INK, PAPER, Weight

RINGS_MM = (0.0, 2.5, 5.0, 8.0, 12.0, 16.0)
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
    """A point with a sign around it and a name to be placed beside it.

    ``lines``: language, text, weight and size of what is written, one below the other; ``cost``
    scales what it costs to leave it out.
    """

    of: str
    kind: Kind
    x_mm: float
    y_mm: float
    radius_mm: float
    texts: tuple[tuple[Lang, str], ...]
    size_pt: float
    weight: Weight = 700
    colour: str = INK["black"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place for a name: its lines, the leader if it has one, and what it costs."""

    owner: int
    labels: tuple[Label, ...]
    block: BaseGeometry
    leader: LineString | None
    cost: float

    @property
    def shape(self) -> BaseGeometry:
        """What it covers."""
        if self.leader is None:
            return self.block
        return shapely.union(self.block, self.leader.buffer(GAP_MM))


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
    shapes = np.array([candidate.shape for candidate in tried])
    free = _free(tried, shapes, named, room, barred)
    kept = [tried[i] for i in np.flatnonzero(free)]
    if not kept:
        return (), ()
    shapes = shapes[free]
    cost = _costs(kept, route)
    touching = np.zeros((len(kept), len(kept)), dtype=bool)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    touching[one, other] = True
    np.fill_diagonal(touching, val=False)
    chosen = choose([c.owner for c in kept], cost, touching, ABSENT)
    best = [kept[chosen[owner]] for owner in sorted(chosen)]
    room.take([candidate.shape for candidate in best])
    leaders = tuple(c.leader for c in best if c.leader is not None)
    return tuple(label for c in best for label in c.labels), leaders


def _free(
    tried: Sequence[Candidate],
    shapes: Shapes,
    named: Sequence[Named],
    room: Room,
    barred: Sequence[BaseGeometry],
) -> NDArray[np.bool_]:
    """Tell which candidates cover nothing; a leader may leave its own sign."""
    blocks = np.array([candidate.block for candidate in tried])
    free = room.free(blocks, more=barred)
    signs = [shapely.Point(p.x_mm, p.y_mm).buffer(p.radius_mm) for p in named]
    hit, sign = shapely.STRtree(signs).query(shapes, predicate="intersects")
    foreign = np.array([tried[i].owner for i in hit]) != sign
    free[hit[foreign]] = False
    return free


def _costs(kept: Sequence[Candidate], route: BaseGeometry) -> list[float]:
    """Add to each candidate's cost what it covers of the route."""
    blocks = np.array([candidate.block for candidate in kept])
    under = shapely.length(shapely.intersection(blocks, route))
    crosses = [c.leader is not None and c.leader.intersects(route) for c in kept]
    return [
        candidate.cost + PER_ROUTE_MM * float(length) + OVER_ROUTE * crossing
        for candidate, length, crossing in zip(kept, under, crosses, strict=True)
    ]


def _candidates(owner: int, point: Named) -> Iterator[Candidate]:
    """Try all places of a name."""
    for broken, lines in enumerate(_ways_to_break(point)):
        width = max(text_width(text, size, weight) for _, text, size, weight in lines)
        high = _height(lines)
        for ring in RINGS_MM:
            for way in range(WAYS):
                yield _candidate(owner, point, lines, (width, high), (ring, way, broken))


Line = tuple[Lang, str, float, Weight]


def _ways_to_break(point: Named) -> list[list[Line]]:
    """Return the ways to break a name into lines; in two languages the second is smaller."""
    ways: list[list[Line]] = [[]]
    for n, (lang, text) in enumerate(point.texts):
        size = point.size_pt if n == 0 else max(6.5, point.size_pt * 0.84)
        weight: Weight = point.weight if n == 0 else 400
        breaks = wrapped(text, WIDEST_EM[lang], weight)
        ways = [
            [*way, *((lang, line, size, weight) for line in broken)]
            for way in ways
            for broken in breaks
        ]
    return sorted(ways, key=len)[:3]


def _height(lines: Sequence[Line]) -> float:
    """Return the height of a block of lines."""
    steps = sum(size * PT_MM * LINE_EM for _, _, size, _ in lines[1:])
    return steps + HIGH_EM * lines[0][2] * PT_MM


def _candidate(
    owner: int,
    point: Named,
    lines: Sequence[Line],
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
    block = box(x - width / 2, y - high / 2, x + width / 2, y + high / 2).buffer(
        GAP_MM, join_style="mitre"
    )
    leader = None
    cost = 0.5 * (1 - cos) + 0.5 * abs(sin) + PER_BREAK * broken
    if ring > RINGS_MM[1]:
        start = (point.x_mm + point.radius_mm * cos, point.y_mm + point.radius_mm * sin)
        leader = LineString([start, (start[0] + (ring + 0.4) * cos, start[1] + (ring + 0.4) * sin)])
        cost += LEADER
    cost += PER_LEADER_MM * ring
    return Candidate(
        owner=owner,
        labels=_lines(point, lines, (x, y), (width, high), round(lean_x)),
        block=block,
        leader=leader,
        cost=cost,
    )


def _lines(
    point: Named,
    lines: Sequence[Line],
    middle: tuple[float, float],
    size: tuple[float, float],
    side: int,
) -> tuple[Label, ...]:
    """Write the lines of a block, flush with the side that faces the point."""
    top = middle[1] - size[1] / 2
    y = top + HIGH_EM * lines[0][2] * PT_MM / 2
    written = []
    for n, (lang, text, size_pt, weight) in enumerate(lines):
        if n:
            y += size_pt * PT_MM * LINE_EM
        label = Label(
            text=text, x_mm=middle[0], y_mm=y, size_pt=size_pt, kind=point.kind, lang=lang,
            of=point.of, weight=weight, colour=point.colour, halo=PAPER,
        )  # fmt: skip
        written.append(replace(label, x_mm=middle[0] - side * (size[0] - label.width_mm) / 2))
    return tuple(written)
