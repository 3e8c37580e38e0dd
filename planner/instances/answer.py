"""Solves an instance and holds a tour against the exact length it may have. Units: ticks.

Imports the package and the solver.
"""

import dataclasses
from itertools import pairwise

from planner.instances.distance import FINEST
from planner.instances.instance import Instance
from planner.instances.op import rounded_up
from planner.orienteering.problem import Solution, Stop
from planner.orienteering.solve import solve


def solve_instance(instance: Instance, *, work_limit: int, stop: Stop) -> Solution:
    """Solve an instance; the bound and the tour hold for the unrounded distances too.

    Rounded down, distances give a relaxation: its bound is valid, and so is its tour if the exact
    length keeps the budget. If not, the tour is looked for with distances rounded up.

    Parameters
    ----------
    instance : Instance
        What is asked.
    work_limit : int
        Labels that may be made.
    stop : callable
        Asked now and then; True ends the search.

    Returns
    -------
    Solution
        Verified; ``ended`` is "rounding" where only the rounding leaves a gap.
    """
    found = solve(instance.problem, work_limit=work_limit, stop=stop)
    if keeps_budget(instance, found.order):
        return found
    safe = solve(rounded_up(instance), work_limit=work_limit, stop=stop)
    bound = max(found.bound, safe.value)
    both = found.proved and safe.proved
    proved = both and bound == safe.value
    ended = "proved" if proved else "rounding" if both else safe.ended
    return dataclasses.replace(
        safe,
        bound=bound,
        proved=proved,
        ended=ended,
        work=found.work + safe.work,
        seconds=found.seconds + safe.seconds,
    )


def keeps_budget(instance: Instance, order: tuple[int, ...]) -> bool:
    """Compare the exact length of a tour with the budget, where distances are unrounded.

    Parameters
    ----------
    instance : Instance
        What is asked.
    order : tuple of int
        A tour of ``instance.problem``.

    Returns
    -------
    bool
        Whether the tour is short enough; True where the problem's own numbers are exact.
    """
    if instance.points is None:
        return True
    rows = (instance.problem.start, *order, instance.problem.end)
    length = sum(instance.points.length(i, j, FINEST) for i, j in pairwise(rows))
    budget: int = instance.problem.budget_s * 10**FINEST
    return length * instance.ticks <= budget
