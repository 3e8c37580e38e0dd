"""Names beside points: stops, start and finish, stations. Units: millimetres on paper.

Imports modules of routes.sheet.map: `candidates` has the places, `choice` picks one for each name.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from routes.sheet.map.candidates import Candidate, Named, candidates_of, written
from routes.sheet.map.choice import choose
from routes.sheet.map.label import Label
from routes.sheet.map.room import GAP_MM, Room, Shapes

SIDE_MM = 1.1
"""Two names side by side keep twice this apart: else they read as one."""
ABSENT = 45.0
"""Cost of a name that is not on the map: above all but the very worst places."""
PER_ROUTE_MM = 3.5
"""Cost of a millimetre of route under a name."""
BEST, OTHERS = 50, 2
"""Of the free places of a name the best are weighed, and of the rest every second."""
OVER_ROUTE = 4.0
"""Cost of a leader that crosses the route."""


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
    tried = [c for owner, point in enumerate(named) for c in candidates_of(owner, point)]
    if not tried:
        return (), ()
    blocks = _blocks(tried)
    leaders = np.array([candidate.leader for candidate in tried], dtype=object)
    led = shapely.buffer(leaders, GAP_MM, quad_segs=1, cap_style="square")
    wide = _blocks(tried, SIDE_MM)
    shapes = np.where(leaders == None, wide, shapely.union(wide, led))  # noqa: E711
    free = room.free(blocks, more=[shapely.union_all(barred)])
    free &= _off_signs(tried, np.where(leaders == None, blocks, led), named)  # noqa: E711
    rows = np.flatnonzero(free)
    if not len(rows):
        return (), ()
    cost = _costs([tried[i] for i in rows], blocks[rows], route)
    few = _fewer(np.array([tried[i].owner for i in rows]), cost)
    kept, shapes, cost = [tried[i] for i in rows[few]], shapes[rows[few]], cost[few]
    led = np.array([candidate.leader is not None for candidate in kept])
    chosen = choose([c.owner for c in kept], cost, _touching(shapes, led), ABSENT)
    best = [kept[chosen[owner]] for owner in sorted(chosen)]
    room.take([shapes[chosen[owner]] for owner in sorted(chosen)])
    drawn = tuple(c.leader for c in best if c.leader is not None)
    return tuple(label for c in best for label in written(named[c.owner], c)), drawn


def _blocks(tried: Sequence[Candidate], side_mm: float = GAP_MM) -> Shapes:
    """Return the boxes that names cover, with so much at their sides."""
    middle = np.array([candidate.middle for candidate in tried])
    half = np.array([candidate.size for candidate in tried]) / 2 + [side_mm, GAP_MM]
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


def _touching(shapes: Shapes, led: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which shapes touch one another; those that are not led are upright boxes."""
    left, bottom, right, top = shapely.bounds(shapes).T
    touching: NDArray[np.bool_] = (left[:, None] <= right) & (bottom[:, None] <= top)
    touching &= touching.T
    one, other = np.nonzero(np.triu(touching & (led[:, None] | led), 1))
    touching[one, other] = shapely.intersects(shapes[one], shapes[other])
    touching[other, one] = touching[one, other]
    np.fill_diagonal(touching, val=False)
    return touching


def _fewer(owner: NDArray[np.intp], cost: NDArray[np.float64]) -> NDArray[np.intp]:
    """Keep the best places of each name, and some of the others for where it is crowded."""
    kept = []
    for who in np.unique(owner):
        mine = np.flatnonzero(owner == who)
        ranked = mine[np.argsort(cost[mine], kind="stable")]
        kept += [*ranked[:BEST], *ranked[BEST::OTHERS]]
    return np.array(kept)


def _costs(kept: Sequence[Candidate], blocks: Shapes, route: BaseGeometry) -> NDArray[np.float64]:
    """Add to each candidate's cost what it covers of the route."""
    shapely.prepare(route)
    under = shapely.length(shapely.intersection(blocks, route))
    crosses = [c.leader is not None and c.leader.intersects(route) for c in kept]
    own = np.array([candidate.cost for candidate in kept])
    cost: NDArray[np.float64] = own + PER_ROUTE_MM * under + OVER_ROUTE * np.array(crosses)
    return cost
