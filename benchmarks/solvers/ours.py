"""Our own solver as a contestant: whole, and its heuristic alone."""

import hashlib
from pathlib import Path

import planner.orienteering
from benchmarks.solvers.clock import deadline
from planner.orienteering.problem import Problem, Solution
from planner.orienteering.solve import heuristic, solve

LABELS, SHAKES = 1_000_000_000, 1_000_000_000
"""Limits of work, so high that the clock decides."""


def version() -> str:
    """Return a name for the code of the solver.

    Returns
    -------
    str
        Ten characters that change with it.
    """
    digest = hashlib.sha256()
    for path in sorted(Path(planner.orienteering.__path__[0]).glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def whole(problem: Problem, seconds: float) -> Solution:
    """Search until it is proved or the time is over.

    Parameters
    ----------
    problem : Problem
        What is asked.
    seconds : float
        Time allowed.

    Returns
    -------
    Solution
        With its bound.
    """
    return solve(problem, work_limit=LABELS, stop=deadline(seconds))


def heuristic_alone(problem: Problem, seconds: float) -> list[int]:
    """Run the heuristic and nothing else.

    Parameters
    ----------
    problem : Problem
        What is asked.
    seconds : float
        Time allowed.

    Returns
    -------
    list of int
        Options in the order visited.
    """
    return list(heuristic(problem, shakes=SHAKES, stop=deadline(seconds)).order)
