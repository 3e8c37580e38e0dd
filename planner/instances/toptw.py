"""Reads Solomon's and Cordeau's customers with prizes (TOPTW), one walker.

Units: the file's time, in tenths (Solomon) or hundredths (Cordeau). Imports the package's rows.
"""

import numpy as np

from planner.instances.distance import lengths, points_of
from planner.instances.instance import Instance
from planner.instances.rows import Row
from planner.orienteering.problem import Problem

_FIXED = 9
"""Fields of a customer besides the list, whose length stands in one of them."""
_LIST = 6


def read_toptw(name: str, rows: list[Row]) -> Instance:
    """Read a file of customers with time windows.

    The tour begins and ends at point 0 and takes as long as that is open. A window bounds the start
    of service. Distances are truncated, as published values are: to one decimal where all
    coordinates are whole (Solomon), else to two (Cordeau).

    Parameters
    ----------
    name : str
        Name of the instance.
    rows : list of Row
        ``k v N t``, ``D Q``, then N + 1 lines ``i x y service prize f a list… open close``, the
        list ``a`` fields long.

    Returns
    -------
    Instance
        With the numbers ``i`` of the file.

    Raises
    ------
    InstanceError
        If a line cannot be read.
    """
    count, points = rows[0].whole(2, least=0), rows[2:]
    if len(points) != count + 1:
        raise rows[0].fault("instance_count", found=len(points), count=count + 1)
    for row in points:
        if len(row.fields) < _FIXED:
            raise row.fault("instance_fields", found=len(row.fields), count=_FIXED)
        row.expect(_FIXED + row.whole(_LIST, least=0))
    order = [*points[1:], points[0], points[0]]
    numbers = tuple(row.whole(0) for row in order)
    for row, number in zip(order[:-1], numbers, strict=False):
        if numbers[:-1].count(number) > 1:
            raise row.fault("instance_twice", value=number)
    place = points_of([(row.number(1), row.number(2)) for row in order])
    digits = 2 if place.decimals else 1
    ticks = 10**digits
    opens, closes = (
        np.array([row.whole(field, times=ticks) for row in order], dtype=np.int64)
        for field in (-2, -1)
    )
    service, prize = (
        np.array([row.whole(field, times=times, least=0) for row in points[1:]], dtype=np.int64)
        for field, times in ((3, ticks), (4, 1))
    )
    leave = int(opens[-1])
    return Instance(
        name=name,
        form="toptw",
        problem=Problem(
            prize=prize,
            dwell_s=service,
            open_s=opens[:-2] - leave,
            close_s=closes[:-2] - leave,
            place=np.arange(count, dtype=np.int64),
            travel_s=lengths(place, digits),
            start=count,
            end=count + 1,
            budget_s=int(closes[-1]) - leave,
        ),
        numbers=numbers,
        ticks=ticks,
    )
