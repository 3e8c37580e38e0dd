"""Links the carriageways of a street where signals or a crossing say that walkers get over.

Units: metres in the local UTM zone. Nothing is joined by distance alone: the tag of the node, the
name, the level and the direction of both carriageways are the reason, and the other side has to be
in sight. Imports planner.streets.carriageways, extract and tags.
"""

import heapq
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely

from planner.streets.carriageways import (
    ABREAST,
    Carriageways,
    Floats,
    Street,
    Twin,
    carriageways,
)
from planner.streets.extract import Extract, Way

TAGGED_M = 12.0
"""A crossing or signals this near to the spot straight across are the other end of the crossing."""
VERTEX_M = 4.0
"""A vertex this near to it is used as it is."""
JOINED_SHARE, JOINED_M = 1.5, 10.0
"""Carriageways are joined already if the way over is no longer than this share of the width and so
many metres more: a side street or a drawn crossing leads over."""
_OWN_END_M = 0.5


@dataclass(slots=True)
class _Work:
    """What grows while links are added.

    ``kinds``: name and level of each line of ``sight``, without a level what always hides the other
    side. ``cuts``: new nodes by the way and the vertex that they come after.
    """

    base: Carriageways
    graph: dict[int, dict[int, float]]
    sight: shapely.STRtree
    kinds: list[tuple[str, int | None]]
    cuts: dict[tuple[int, int], list[int]]
    links: list[Way]
    next_node: int
    next_way: int


def link_crossings(extract: Extract) -> Extract:
    """Add a way over the street at each crossing or signal of a street that is drawn twice.

    Parameters
    ----------
    extract : Extract
        Ways, nodes and their crossings.

    Returns
    -------
    Extract
        With unnamed footways that have ``crossing`` and ``over``, and with a node on the other
        carriageway where none was. A link to a redrawn line is itself part of the overlay.
    """
    if not extract.controls:
        return extract
    work = _begin(extract)
    sides = [
        (ref, street, twin)
        for ref in sorted(extract.controls)
        for street in work.base.streets_at(ref)
        for twin in work.base.twins(ref, street)
    ]
    partners = [_partner(work, twin) for _, _, twin in sides]
    for paired in (True, False):
        for (ref, street, twin), partner in zip(sides, partners, strict=True):
            if (partner is not None) is paired:
                _link(work, ref, street, twin, partner)
    return _finish(work)


def _begin(extract: Extract) -> _Work:
    """Lay out the walking graph and what hides the other side."""
    base = carriageways(extract)
    graph: dict[int, dict[int, float]] = defaultdict(dict)
    lines: list[Floats] = []
    kinds: list[tuple[str, int | None]] = []
    for way in extract.ways:
        for a, b in pairwise(way.nodes):
            ends = np.array([base.spots[a], base.spots[b]])
            graph[a][b] = graph[b][a] = float(np.hypot(*(ends[1] - ends[0])))
            lines.append(ends)
            kinds.append((way.name_zh, way.grade))
    for kind, spots in extract.obstacles:
        if kind != "viaduct":
            lines.append(np.column_stack(base.to_utm.transform(*np.array(spots).T)))
            kinds.append(("", None))
    return _Work(
        base=base,
        graph=graph,
        sight=shapely.STRtree([shapely.LineString(line) for line in lines]),
        kinds=kinds,
        cuts=defaultdict(list),
        links=[],
        next_node=min(0, *extract.nodes) - 1,
        next_way=min(0, *(way.id for way in extract.ways)) - 1,
    )


def _partner(work: _Work, twin: Twin) -> int | None:
    """Return the crossing or signals on the other carriageway that a link should end at."""
    extract, there = work.base.extract, np.array([twin.east, twin.north])
    near = [
        (float(np.hypot(*(work.base.spots[ref] - there))), ref)
        for ref in extract.ways[twin.way].nodes
        if ref in extract.controls
    ]
    reach_m = min(TAGGED_M, ABREAST * twin.width_m + ABREAST)
    return min(((m, ref) for m, ref in near if m <= reach_m), default=(0.0, None))[1]


def _link(work: _Work, ref: int, street: Street, twin: Twin, partner: int | None) -> None:
    """Add one link unless the carriageways are joined there or the other side is out of sight."""
    there = np.array([twin.east, twin.north]) if partner is None else work.base.spots[partner]
    target = partner if partner is not None else _vertex(work, twin, there)
    here = work.base.spots[ref]
    if target is not None:
        there = work.base.spots[target]
    width_m = float(np.hypot(*(there - here)))
    if _way_over_m(work, ref, twin, target) <= JOINED_SHARE * width_m + JOINED_M:
        return
    if not _in_sight(work, street, here, there):
        return
    if target is None:
        target = _insert(work, twin, there)
    extract = work.base.extract
    kinds = {extract.controls.get(ref), extract.controls.get(target)}
    way = Way(
        id=work.next_way,
        nodes=(ref, target),
        highway="footway",
        overlay=extract.ways[twin.way].overlay,
        grade=street.grade,
        crossing="signals" if "signals" in kinds else "crossing",
        over=street.highway,
    )
    work.next_way -= 1
    work.links.append(way)
    work.graph[ref][target] = work.graph[target][ref] = width_m


def _vertex(work: _Work, twin: Twin, there: Floats) -> int | None:
    """Return the vertex of the other carriageway that is near enough to be used."""
    nodes = work.base.extract.ways[twin.way].nodes
    known = [*nodes, *work.cuts[twin.way, twin.place]]
    away = {ref: float(np.hypot(*(work.base.spots[ref] - there))) for ref in known}
    best = min(away, key=lambda ref: (away[ref], ref))
    return best if away[best] <= VERTEX_M else None


def _way_over_m(work: _Work, ref: int, twin: Twin, target: int | None) -> float:
    """Measure the way on foot to the spot straight across, as it is now."""
    limit_m = JOINED_SHARE * twin.width_m + 2 * JOINED_M
    reached = _reached_m(work.graph, ref, limit_m)
    if target is not None:
        return reached.get(target, np.inf)
    there = np.array([twin.east, twin.north])
    ends = work.base.extract.ways[twin.way].nodes[twin.place : twin.place + 2]
    return min(
        reached.get(end, np.inf) + float(np.hypot(*(work.base.spots[end] - there))) for end in ends
    )


def _reached_m(graph: dict[int, dict[int, float]], ref: int, limit_m: float) -> dict[int, float]:
    """Measure the ways to all nodes near one (Dijkstra 1959)."""
    found: dict[int, float] = {}
    queue = [(0.0, ref)]
    while queue:
        metres, node = heapq.heappop(queue)
        if node in found or metres > limit_m:
            continue
        found[node] = metres
        for other, step_m in graph[node].items():
            heapq.heappush(queue, (metres + step_m, other))
    return found


def _in_sight(work: _Work, street: Street, here: Floats, there: Floats) -> bool:
    """Whether nothing stands between: no house, wall, water or rail, and no other way."""
    line = shapely.LineString([here, there])
    middle = line.difference(shapely.union_all(shapely.points([here, there])).buffer(_OWN_END_M))
    return not any(
        work.kinds[row][1] in {street.grade, None} and work.kinds[row][0] != street.name
        for row in work.sight.query(middle, "intersects").tolist()
    )


def _insert(work: _Work, twin: Twin, there: Floats) -> int:
    """Put a new node on the other carriageway."""
    ref, work.next_node = work.next_node, work.next_node - 1
    work.base.spots[ref] = there
    work.cuts[twin.way, twin.place].append(ref)
    for end in work.base.extract.ways[twin.way].nodes[twin.place : twin.place + 2]:
        metres = float(np.hypot(*(work.base.spots[end] - there)))
        work.graph[ref][end] = work.graph[end][ref] = metres
    return ref


def _finish(work: _Work) -> Extract:
    """Write the new nodes into their ways, and add the links."""
    base, extract = work.base, work.base.extract
    fresh = [ref for refs in work.cuts.values() for ref in refs]
    nodes = dict(extract.nodes)
    for ref in fresh:
        east, north = base.spots[ref].tolist()
        nodes[ref] = base.to_utm.transform(east, north, direction="INVERSE")
    ways = list(extract.ways)
    for row in sorted({row for (row, _), refs in work.cuts.items() if refs}):
        refs: list[int] = []
        for place, ref in enumerate(ways[row].nodes):
            begin = base.spots[ref]
            cuts = work.cuts.get((row, place), [])
            refs += [
                ref,
                *sorted(cuts, key=lambda new: float(np.hypot(*(base.spots[new] - begin)))),
            ]
        ways[row] = replace(ways[row], nodes=tuple(refs))
    return replace(extract, nodes=nodes, ways=(*ways, *work.links))
