"""Does a problem make sense, and does a solution solve it? Plain Python, no code of the solver.

Units: seconds, prizes. Imports problem only.
"""

import numpy as np

from planner.orienteering.problem import UNREACHABLE, Problem, Solution


def check_problem(problem: Problem) -> None:
    """Look at shapes, kinds and signs.

    Parameters
    ----------
    problem : Problem
        What is asked.

    Raises
    ------
    ValueError
        If arrays do not fit together, are not whole numbers, or a prize or time is negative.
    """
    m = problem.prize.size
    rows = ("prize", "dwell_s", "open_s", "close_s", "place")
    shapes = dict.fromkeys(rows, (m,)) | {"travel_s": (m + 2, m + 2)}
    for name, shape in shapes.items():
        array = getattr(problem, name)
        if array.shape != shape or array.dtype != np.int64:
            raise ValueError(f"{name} is {array.dtype} {array.shape}, not int64 {shape}")
    for name in ("prize", "dwell_s", "travel_s"):
        if np.any(getattr(problem, name) < 0):
            raise ValueError(f"{name} has negative entries")
    if (problem.start, problem.end) != (m, m + 1):
        raise ValueError(f"start and end are {problem.start}, {problem.end}, not {m}, {m + 1}")
    if not abs(problem.budget_s) < UNREACHABLE // 4:
        raise ValueError(f"budget_s is {problem.budget_s}")
    if problem.prize.sum() >= 1 << 32:
        raise ValueError("prizes add up to 2**32 or more")
    if len(set(problem.fixed_order)) != len(problem.fixed_order):
        raise ValueError("fixed_order names a group twice")


def verify(problem: Problem, solution: Solution) -> None:
    """Recompute all that a solution claims and that can be recomputed.

    Parameters
    ----------
    problem : Problem
        What was asked.
    solution : Solution
        What was answered.

    Raises
    ------
    ValueError
        Names the first claim that is not true.
    """
    order = solution.order
    if not solution.feasible:
        if order or solution.start_s or solution.value:
            raise ValueError("a tour is given although none is said to be feasible")
        return
    _check_groups(problem, order)
    starts, back = _times(problem, order)
    if solution.start_s != starts:
        raise ValueError(f"services start at {starts}, not {solution.start_s}")
    if back > problem.budget_s:
        raise ValueError(f"the tour is back at {back}, after the budget of {problem.budget_s}")
    value = sum(int(problem.prize[option]) for option in order)
    if value != solution.value or solution.bound < value:
        raise ValueError(f"the tour collects {value}, not {solution.value} of {solution.bound}")
    if solution.proved and solution.bound != value:
        raise ValueError(f"said to be proved, but {solution.bound} is not excluded")


def _check_groups(problem: Problem, order: tuple[int, ...]) -> None:
    """Look at which places are visited, and in which order."""
    if any(not 0 <= option < problem.prize.size for option in order):
        raise ValueError("the order names an option that does not exist")
    groups = [int(problem.place[option]) for option in order]
    if len(set(groups)) != len(groups):
        raise ValueError("a place is visited twice")
    if missing := set(problem.must) - set(groups):
        raise ValueError(f"must-see groups are missing: {sorted(missing)}")
    if [g for g in groups if g in problem.fixed_order] != [
        g for g in problem.fixed_order if g in groups
    ]:
        raise ValueError("the fixed order is not kept")


def _times(problem: Problem, order: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """Earliest starts of service along an order, and the arrival at the end."""
    starts: list[int] = []
    here, free_at = problem.start, 0
    for option in order:
        walk = int(problem.travel_s[here, option])
        start = max(free_at + walk, int(problem.open_s[option]))
        if walk >= UNREACHABLE or start > problem.close_s[option]:
            raise ValueError(f"option {option} cannot be started by its latest time")
        starts.append(start)
        here, free_at = option, start + int(problem.dwell_s[option])
    return tuple(starts), free_at + int(problem.travel_s[here, problem.end])
