"""What pieces of street lie along: big roads, and parks, trees or water. Units: metres, UTM.

Measured at spots every few metres of a piece. Imports planner.streets.greens.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from planner.streets.greens import Green

TRAFFIC = ("none", "small", "tertiary", "secondary", "primary")
"""How much traffic the class of a street stands for, least first; ``docs/streets.md``."""
NEAR_GREEN_M = 20.0
"""A walk along a park is beside it: the width of a small street and its pavements."""
BESIDE_M = 15.0
"""A path is on the pavement of a big road if it is this near to the line of its carriageway."""
_STEP_M = 5.0
_MOSTLY = 0.5

_LEVELS = {
    "trunk": 4, "trunk_link": 4, "primary": 4, "primary_link": 4,
    "secondary": 3, "secondary_link": 3, "tertiary": 2, "tertiary_link": 2,
    "unclassified": 1, "residential": 1, "living_street": 1, "service": 1, "road": 1,
}  # fmt: skip
_BIG = TRAFFIC.index("tertiary")

Lines = NDArray[np.object_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def green_shares(lines: Lines, greens: Sequence[Green], to_utm: Transformer) -> Floats:
    """Measure which share of each piece is along something green.

    Parameters
    ----------
    lines : Lines, shape (p,)
        The pieces, UTM.
    greens : sequence of Green
        Parks, woods, water …, (lon, lat) WGS-84.
    to_utm : Transformer
        From (lon, lat) to the zone of the lines.

    Returns
    -------
    Floats, shape (p,)
        Shares of the pieces' lengths within ``NEAR_GREEN_M``.
    """
    drawn = shapely.transform(
        np.array([green.shape for green in greens], dtype=object),
        lambda lonlat: np.column_stack(to_utm.transform(*lonlat.T)),
    )
    wide = [
        shape.buffer(green.half_width_m) if green.half_width_m else shape
        for shape, green in zip(drawn, greens, strict=True)
    ]
    return _share_near(lines, wide, NEAR_GREEN_M)


def traffic_of(classes: Iterable[str | list[str]], lines: Lines) -> Ints:
    """Tell how big the road is that each piece is, or runs beside.

    Parameters
    ----------
    classes : iterable of str or of list of str
        ``highway`` of each piece; a list where it changes along the piece: the biggest counts.
    lines : Lines, shape (p,)
        The pieces, UTM.

    Returns
    -------
    Ints, shape (p,)
        Index into ``TRAFFIC``. A piece most of which is within ``BESIDE_M`` of a bigger road
        (tertiary and above) counts as that road.
    """
    own = np.array(
        [max(_LEVELS.get(c, 0) for c in ([k] if isinstance(k, str) else k)) for k in classes],
        dtype=np.int64,
    )
    level = own.copy()
    for bigger in range(_BIG, len(TRAFFIC)):
        beside = _share_near(lines, lines[own == bigger], BESIDE_M) > _MOSTLY
        level[beside] = np.maximum(level[beside], bigger)
    return level


def _share_near(lines: Lines, others: Lines | Sequence[BaseGeometry], reach_m: float) -> Floats:
    """Return the share of the spots along each line that are near any other."""
    many = np.maximum(1, np.ceil(shapely.length(lines) / _STEP_M)).astype(np.int64)
    line = np.repeat(np.arange(len(lines)), many)
    number = np.arange(len(line)) - np.repeat(np.cumsum(many) - many, many)
    spots = shapely.line_interpolate_point(
        lines[line], (number + 0.5) / many[line], normalized=True
    )
    near = np.zeros(len(line))
    found, _ = shapely.STRtree(list(others)).query(spots, predicate="dwithin", distance=reach_m)
    near[found] = 1.0
    return np.asarray(np.bincount(line, weights=near, minlength=len(lines)) / many)
