"""The seam between plan and solver: a problem in arrays, a solution in indices. In seconds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A set orienteering problem with time windows: one row a visit option.

    Time 0 is when the walker leaves the start. Rows 0 … m-1 of ``travel_s`` are the options, row
    ``m`` is the start and row ``m + 1`` the end, also where both are the same spot.

    Parameters
    ----------
    prize : IntArray, shape (m,)
        What a visit is worth, >= 0.
    dwell_s : IntArray, shape (m,)
        Service time.
    open_s, close_s : IntArray, shape (m,)
        Earliest and latest *start* of service; waiting is free.
    place : IntArray, shape (m,)
        Group of the option; at most one option of a group is used.
    travel_s : IntArray, shape (m + 2, m + 2)
        Seconds from row to column; not symmetric; unreachable is ``UNREACHABLE``.
    start, end : int
        ``m`` and ``m + 1``.
    budget_s : int
        Latest arrival at the end.
    must : tuple of int
        Groups of which one option has to be used.
    fixed_order : tuple of int, optional
        Groups in the order in which those used must come; empty means free. Groups not named are
        free.
    """

    prize: IntArray
    dwell_s: IntArray
    open_s: IntArray
    close_s: IntArray
    place: IntArray
    travel_s: IntArray
    start: int
    end: int
    budget_s: int
    must: tuple[int, ...] = ()
    fixed_order: tuple[int, ...] = ()


UNREACHABLE = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A tour and what is proved about it.

    Parameters
    ----------
    order : tuple of int
        Options in the order visited; empty if no option is worth or possible to visit.
    start_s : tuple of int
        Start of service of each, as early as the order allows.
    value : int
        Prize collected.
    bound : int
        No feasible tour collects more; always valid.
    proved : bool
        Whether ``value == bound`` and, among tours of this prize, none is back earlier.
    feasible : bool
        False if the must-see options do not fit; then ``order`` is empty and ``value`` 0. Only with
        ``proved`` is this certain.
    work : int
        Labels made, and what backward programmes took counted as labels: a measure of effort that
        is the same on every machine.
    phase : str, optional
        What found the tour: "construction", "local search" or "exact"; "none" if there is none.
    ended : str, optional
        Why the search ended: "proved", "work limit", "stopped" or "memory".
    seconds : float
        Time taken.
    """

    order: tuple[int, ...]
    start_s: tuple[int, ...]
    value: int
    bound: int
    proved: bool
    feasible: bool
    work: int
    seconds: float
    phase: str = "none"
    ended: str = "work limit"
