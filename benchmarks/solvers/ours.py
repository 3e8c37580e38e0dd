"""Our own solver as a contestant: whole, and its heuristic alone."""

import ast
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
        Ten characters that change with it, but not with comments and docstrings.
    """
    digest = hashlib.sha256()
    for path in sorted(Path(planner.orienteering.__path__[0]).glob("*.py")):
        code = ast.parse(path.read_bytes())
        for part in ast.walk(code):
            lines = getattr(part, "body", None)
            if isinstance(lines, list):
                part.body = [line for line in lines if not _is_text(line)]
        digest.update(ast.dump(code).encode())
    return digest.hexdigest()[:10]


def _is_text(line: ast.stmt) -> bool:
    """Whether a statement is only a text."""
    return (
        isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Constant)
        and isinstance(line.value.value, str)
    )


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
