"""Pedestrian areas are walked across: straight lines between their entrances.

Units: degrees WGS-84. Imports planner.streets.extract.
"""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import shapely

from planner.streets.extract import Extract, Way

_INSIDE = 1e-7
"""Degrees by which a line may touch the outline: a centimetre, OSM's own resolution."""


def cross_areas(extract: Extract) -> Extract:
    """Add the ways across pedestrian areas, which are rings in the data.

    Parameters
    ----------
    extract : Extract
        Ways; those with ``area`` are rings.

    Returns
    -------
    Extract
        With a straight way between each two entrances (nodes shared with other ways) of an area
        that see one another inside it; it is as the area in everything else. The ring stays.
    """
    used = Counter(ref for way in extract.ways for ref in set(way.nodes))
    fresh = min(0, *(way.id for way in extract.ways))
    added: list[Way] = []
    for way in extract.ways:
        if not way.area or way.nodes[0] != way.nodes[-1] or len(way.nodes) < 4:  # noqa: PLR2004
            continue
        ring = shapely.Polygon([extract.nodes[ref] for ref in way.nodes])
        if not ring.is_valid:
            continue
        room = ring.buffer(_INSIDE)
        doors = [ref for ref in way.nodes[:-1] if used[ref] > 1]
        for one, other in combinations(doors, 2):
            line = shapely.LineString([extract.nodes[one], extract.nodes[other]])
            if room.covers(line) and not _beside(way, one, other):
                fresh -= 1
                added.append(replace(way, id=fresh, nodes=(one, other), area=False))
    return replace(extract, ways=(*extract.ways, *added))


def _beside(way: Way, one: int, other: int) -> bool:
    """Whether two nodes follow one another on the ring, so that a way is there already."""
    gap = abs(way.nodes.index(one) - way.nodes.index(other))
    return gap in {1, len(way.nodes) - 2}
