"""The places that a name beside a point may have. Units: millimetres on paper, y down; points.

Around the point in several rings; from the third on with a leader line to its sign.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely import LineString

from planner.words import Lang
from routes.sheet.map.label import HIGH_EM, PT_MM, Kind, Label, text_width
from routes.sheet.map.room import GAP_MM
from routes.sheet.map.style import INK, PAPER, Weight
from routes.sheet.map.wrapping import wrapped

Line = tuple[Lang, str, float, Weight]
"""A line of a name: language, text, size in points, weight."""

RINGS_MM = (0.0, 2.5, 5.0, 8.0, 12.0, 17.0, 23.0)
"""How far off the point's sign a name may stand."""
WAYS = 16
"""Directions around a point."""
LINE_EM = 1.16
"""From one line of a name to the next."""
WIDEST_EM = {"zh": 13.5, "en": 17.0}
"""Longer names are broken into lines."""
PER_LEADER_MM = 0.45
"""Cost of a millimetre between a name and its sign."""
LEADER = 2.0
"""Cost of a leader line."""
ONE_LANGUAGE = 12.0
"""Cost of a name that stands in one language only where two were wished for."""
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


def candidates_of(owner: int, point: Named) -> Iterator[Candidate]:
    """Try all places of a name.

    Parameters
    ----------
    owner : int
        Which of the names it is.
    point : Named
        Its point.

    Yields
    ------
    Candidate
        A place, whatever may lie there.
    """
    for broken, lines in enumerate(_ways_to_break(point)):
        width = max(text_width(*line[1:]) for line in lines)
        high = _height(lines)
        for ring in RINGS_MM:
            for way in range(WAYS):
                yield _candidate(owner, point, lines, (width, high), (ring, way, broken))


def written(point: Named, candidate: Candidate) -> tuple[Label, ...]:
    """Write the lines of a name, flush with the side that faces its point.

    Parameters
    ----------
    point : Named
        Its point.
    candidate : Candidate
        The place chosen for it.

    Returns
    -------
    tuple of Label
        One a line.
    """
    (x, middle), (width, high) = candidate.middle, candidate.size
    y = middle - high / 2 + HIGH_EM * candidate.lines[0][2] * PT_MM / 2
    labels = []
    for n, (lang, text, size_pt, weight) in enumerate(candidate.lines):
        if n:
            y += size_pt * PT_MM * LINE_EM
        spare = width - text_width(text, size_pt, weight)
        labels.append(
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
    return tuple(labels)


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
    ways = sorted(ways, key=len)[:4]
    # Where two languages find no room, the first one alone is better than none.
    alone = [way for way in ways[:1] if len(point.texts) > 1]
    return ways + [tuple(line for line in way if line[0] == point.texts[0][0]) for way in alone]


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
    if len({line[0] for line in lines}) < len(point.texts):
        cost += ONE_LANGUAGE
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
