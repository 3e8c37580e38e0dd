"""Compile the solver once, so that no first request pays for it.

Imports the rest of the package.
"""

import numpy as np

from planner.orienteering.bounds import bounds_of
from planner.orienteering.equal import equal_tours
from planner.orienteering.hunt import Hunt, Meter, run
from planner.orienteering.labels import Rules
from planner.orienteering.lagrange import penalties
from planner.orienteering.memory import cut_cycles, everything
from planner.orienteering.net import Net, reduced, reversed_net
from planner.orienteering.pool import most_open
from planner.orienteering.problem import UNREACHABLE, Problem
from planner.orienteering.solve import solve
from planner.orienteering.store import no_store, store_of


def warm() -> None:
    """Compile every kernel, or load it from disk; ``make setup`` calls this once.

    Takes half a minute the first time, then half a second.
    """
    problem = _tiny_problem()
    solution = solve(problem)
    equal_tours(problem, solution, most=1)
    net = reduced(problem, problem.budget_s)
    if net is not None:
        _run_all(net)


def _run_all(net: Net) -> None:
    """Call what a problem so small does not come to."""
    back, memory = reversed_net(net), everything(net)
    bounds = bounds_of(back, penalties(back, -1, 1, lambda: False))
    meter = Meter(limit=1000, stop=None)
    hunt = Hunt(net=net, back=back, meter=meter, bound=9)
    pool = run(hunt, back, Rules(bounds, no_store(net), memory, 0, strict=False))
    run(hunt, net, Rules(bounds, store_of(back, bounds.worth, pool), memory, 0, strict=True))
    cut_cycles(back, pool, np.zeros(1, dtype=np.int64), memory)
    most_open(pool)


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
