"""A problem as the other solvers take it, and the independent look at what any solver claims."""

import hashlib
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.check import verify
from planner.orienteering.problem import Problem, Solution

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """The options that can be visited alone, with windows cut to what can matter.

    Parameters
    ----------
    option : IntArray, shape (n,)
        Rows of the problem.
    prize, dwell_s, open_s, close_s, place : IntArray, shape (n,)
        As in the problem; windows lie within 0 and the budget.
    travel_s : IntArray, shape (n + 2, n + 2)
        Between them, the start (row n) and the end (row n + 1); more than the budget is one more.
    budget_s : int
        Latest arrival.
    """

    option: IntArray
    prize: IntArray
    dwell_s: IntArray
    open_s: IntArray
    close_s: IntArray
    place: IntArray
    travel_s: IntArray
    budget_s: int

    @property
    def size(self) -> int:
        """Number of options."""
        return int(self.option.size)

    @property
    def start(self) -> int:
        """Row of the start."""
        return self.size

    @property
    def end(self) -> int:
        """Row of the end."""
        return self.size + 1

    def groups(self) -> list[list[int]]:
        """List the options of each place."""
        return [np.flatnonzero(self.place == place).tolist() for place in np.unique(self.place)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a solver says.

    Parameters
    ----------
    order : list of int
        Rows of the posed problem, or of the problem itself, in the order visited.
    bound : int, optional
        No tour collects more; None from a solver that has none.
    """

    order: list[int]
    bound: int | None = None


def digest(problem: Problem) -> str:
    """Return a name for a problem, so that a run is made again when the data behind it change.

    Parameters
    ----------
    problem : Problem
        What is asked.

    Returns
    -------
    str
        Ten characters that change with it.
    """
    found = hashlib.sha256()
    for part in fields(problem):
        found.update(np.asarray(getattr(problem, part.name), dtype=np.int64).tobytes())
    return found.hexdigest()[:10]


def posed(problem: Problem) -> Posed:
    """Take out what no tour can visit.

    Parameters
    ----------
    problem : Problem
        What is asked; no must-sees, no fixed order.

    Returns
    -------
    Posed
        The same for solvers that know nothing of it.
    """
    travel = np.minimum(problem.travel_s, problem.budget_s + 1)
    begin = np.maximum(travel[problem.start, :-2], np.maximum(problem.open_s, 0))
    back = begin + problem.dwell_s + travel[:-2, problem.end]
    option = np.flatnonzero(
        (begin <= problem.close_s) & (back <= problem.budget_s) & (problem.prize > 0)
    )
    rows = np.concatenate([option, [problem.start, problem.end]])
    return Posed(
        option=option,
        prize=problem.prize[option],
        dwell_s=problem.dwell_s[option],
        open_s=np.maximum(problem.open_s[option], 0),
        close_s=np.minimum(problem.close_s[option], problem.budget_s),
        place=problem.place[option],
        travel_s=travel[np.ix_(rows, rows)],
        budget_s=problem.budget_s,
    )


def value_of(problem: Problem, order: list[int]) -> int:
    """Hold a tour against the problem with the checker that shares no code with any solver.

    Parameters
    ----------
    problem : Problem
        What was asked.
    order : list of int
        Rows of the problem in the order visited.

    Returns
    -------
    int
        The prize collected.

    Raises
    ------
    ValueError
        If the tour breaks a window, the budget, or visits a place twice.
    """
    starts: list[int] = []
    here, free_at = problem.start, 0
    for option in order:
        free_at = max(free_at + int(problem.travel_s[here, option]), int(problem.open_s[option]))
        starts.append(free_at)
        here, free_at = option, free_at + int(problem.dwell_s[option])
    value = int(problem.prize[order].sum()) if order else 0
    claimed = Solution(
        order=tuple(order), start_s=tuple(starts), value=value, bound=value, proved=False,
        feasible=True, work=0, seconds=0.0,
    )  # fmt: skip
    verify(problem, claimed)
    return value
