"""Compile the solver once, so that no first request pays for it.

Imports the rest of the package.
"""

import numpy as np

from planner.orienteering.bounds import bounds_of
from planner.orienteering.lagrange import sharpened
from planner.orienteering.net import reduced
from planner.orienteering.pool import most_open, new_pool
from planner.orienteering.problem import UNREACHABLE, Problem
from planner.orienteering.search import Goal, Meter, search
from planner.orienteering.solve import solve


def warm() -> None:
    """Compile every kernel, or load it from disk; ``make setup`` calls this once.

    Takes half a minute the first time, then half a second.
    """
    problem = _tiny_problem()
    solve(problem)
    net = reduced(problem, problem.budget_s)
    if net is not None:
        penalty = np.zeros(net.name.size, dtype=np.int64)
        sharpened(net, bounds_of(net, penalty, 1), -1, 1, lambda: False)
        goal = Goal(prize=0, back_s=problem.budget_s, shorten=False)
        search(net, goal, Meter(limit=1000, stop=None))
        most_open(new_pool(net, 1))


def _tiny_problem() -> Problem:
    """Two places and a must-see."""
    return Problem(
        prize=np.array([3, 5], dtype=np.int64),
        dwell_s=np.array([300, 300], dtype=np.int64),
        open_s=np.zeros(2, dtype=np.int64),
        close_s=np.full(2, 3600, dtype=np.int64),
        place=np.arange(2, dtype=np.int64),
        travel_s=np.array(
            [[0, 60, 60, 60], [60, 0, 60, 60], [60, 60, 0, 0], [UNREACHABLE] * 4], dtype=np.int64
        ),
        start=2,
        end=3,
        budget_s=900,
        must=(0,),
    )
