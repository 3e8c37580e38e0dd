"""Reads points with scores and a budget of length, no time windows (Tsiligirides, Chao).

Units: the file's length, split finely (see ``read_op``). Imports the package's rows.
"""

import dataclasses

import numpy as np

from planner.instances.distance import lengths, points_of
from planner.instances.instance import Instance
from planner.instances.rows import Row
from planner.orienteering.problem import UNREACHABLE, Problem

_FIELDS = 3
_DIGITS = 9
"""Decimals kept of a length; fewer where the budget would not be a number the solver takes."""
_LARGEST = UNREACHABLE // 8


def read_op(name: str, rows: list[Row]) -> Instance:
    """Read a file of scored points; distances are Euclidean and not rounded.

    Lengths are rounded *down* to nine decimals, so no tour that keeps the budget is lost, and the
    bound holds; a tour that keeps it only because of the rounding is told by its exact length in
    ``planner.instances.answer``. A distance without a square root, as on a grid, is not rounded.

    Parameters
    ----------
    name : str
        Name of the instance.
    rows : list of Row
        ``Tmax P``, then ``x y score``; the first is the start, the second the end.

    Returns
    -------
    Instance
        Points are numbered in the file's order: start 0, end 1.

    Raises
    ------
    InstanceError
        If a line cannot be read or more than one walker is asked for.
    """
    head, points = rows[0], rows[1:]
    longest = head.number(0)
    if head.whole(1) != 1:
        raise head.fault("instance_walkers", count=head.whole(1))
    for row in points:
        row.expect(_FIELDS)
    if len(points) <= 1:
        raise head.fault("instance_count", found=len(points), count=2)
    digits = next((d for d in range(_DIGITS, -1, -1) if 0 <= longest * 10**d < _LARGEST), 0)
    if not 0 <= longest < _LARGEST or (longest * 10**digits).denominator > 1:
        raise head.fault("instance_budget", value=head.fields[0])
    m = len(points) - 2
    numbers = (*range(2, m + 2), 0, 1)
    order = [points[number] for number in numbers]
    at = points_of([(row.number(0), row.number(1)) for row in order])
    budget = int(longest * 10**digits)
    return Instance(
        name=name,
        form="op",
        problem=Problem(
            prize=np.array([row.whole(2, least=0) for row in order[:-2]], dtype=np.int64),
            dwell_s=np.zeros(m, dtype=np.int64),
            open_s=np.zeros(m, dtype=np.int64),
            close_s=np.full(m, budget, dtype=np.int64),
            place=np.arange(m, dtype=np.int64),
            travel_s=lengths(at, digits),
            start=m,
            end=m + 1,
            budget_s=budget,
        ),
        numbers=numbers,
        ticks=10**digits,
        points=at,
    )


def rounded_up(instance: Instance) -> Problem:
    """Pose an instance so that each of its tours keeps the budget exactly too.

    Parameters
    ----------
    instance : Instance
        With ``points``.

    Returns
    -------
    Problem
        The same with distances rounded up.
    """
    if instance.points is None:
        return instance.problem
    digits = len(str(instance.ticks)) - 1
    travel = lengths(instance.points, digits, upwards=True)
    return dataclasses.replace(instance.problem, travel_s=travel)
