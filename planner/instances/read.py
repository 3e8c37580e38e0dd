"""Reads any published instance: the lines say which format it is. Imports the package."""

from pathlib import Path

from planner.errors import Fault
from planner.instances.instance import Instance, InstanceError
from planner.instances.op import read_op
from planner.instances.rows import read_rows
from planner.instances.tdoptw import read_tdoptw
from planner.instances.toptw import read_toptw


def read_instance(path: Path) -> Instance:
    """Read a file of points with prizes.

    Parameters
    ----------
    path : Path
        In the format of the TOPTW (Solomon, Cordeau), TD-OPTW or OP collections.

    Returns
    -------
    Instance
        The problem in whole numbers.

    Raises
    ------
    CitywalkError
        If the file cannot be read, or a line is not as its format has it.
    """
    rows = read_rows(path)
    match [len(row.fields) for row in rows[:3]]:
        case [4, 2, *_]:
            return read_toptw(path.stem, rows)
        case [1, 1, 6]:
            return read_tdoptw(path, rows)
        case [2, 3, *_]:
            return read_op(path.stem, rows)
    raise InstanceError([Fault("instance_unknown", path.name)])
