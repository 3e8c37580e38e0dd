"""Reads places on roads with a table of travel times (the time-independent part of TD-OPTW).

Units: milliseconds. Imports the package's rows.
"""

from pathlib import Path

import numpy as np

from planner.errors import Fault
from planner.instances.instance import Instance, InstanceError
from planner.instances.rows import Row, read_rows
from planner.orienteering.problem import UNREACHABLE, IntArray, Problem

_FIELDS = 6


def read_tdoptw(path: Path, rows: list[Row]) -> Instance:
    """Read a file of places, and the table of travel times beside it.

    The tour leaves the first place when that opens and reaches the last within Tmax and before it
    closes. A window bounds the start of service.

    Parameters
    ----------
    path : Path
        The file; the table is ``titt<N>.TXT`` in the same folder.
    rows : list of Row
        ``N``, ``Tmax``, then N lines ``id;score;pen;service;open;close``.

    Returns
    -------
    Instance
        Places are numbered in the file's order, the start is 0.

    Raises
    ------
    InstanceError
        If a line or the table cannot be read.
    """
    count, points = rows[0].whole(0, least=2), rows[2:]
    if len(points) != count:
        raise rows[0].fault("instance_count", found=len(points), count=count)
    for row in points:
        row.expect(_FIELDS)
    numbers = (*range(1, count - 1), 0, count - 1)
    score, service, opens, closes = (
        np.array([points[number].whole(field, least=0) for number in numbers], dtype=np.int64)
        for field in (1, 3, 4, 5)
    )
    leave = int(opens[-2])
    travel = _table(path, count)
    return Instance(
        name=path.stem,
        form="tdoptw",
        problem=Problem(
            prize=score[:-2],
            dwell_s=service[:-2],
            open_s=opens[:-2] - leave,
            close_s=closes[:-2] - leave,
            place=np.arange(count - 2, dtype=np.int64),
            travel_s=travel[np.ix_(numbers, numbers)],
            start=count - 2,
            end=count - 1,
            budget_s=min(rows[1].whole(0, least=0), int(closes[-1]) - leave),
        ),
        numbers=numbers,
        ticks=1,
    )


def _table(path: Path, count: int) -> IntArray:
    """Read the travel times, rows in the order of the places."""
    names = (f"titt{count}.TXT", f"titt{count}.txt")
    beside = next((p for name in names if (p := path.parent / name).is_file()), None)
    if beside is None:
        raise InstanceError([Fault("instance_table", path.name, {"table": names[0]})])
    rows = read_rows(beside)
    if len(rows) != count:
        raise InstanceError(
            [Fault("instance_count", beside.name, {"line": 1, "found": len(rows), "count": count})]
        )
    for row in rows:
        row.expect(count)
    times = [[row.whole(field, least=0) for field in range(count)] for row in rows]
    return np.minimum(np.array(times, dtype=np.int64), UNREACHABLE)
