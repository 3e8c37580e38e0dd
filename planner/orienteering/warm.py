"""Compile the solver once, so that no first request pays for it.

Imports the rest of the package.
"""

import numpy as np

from planner.orienteering.bounds import bounds_of
from planner.orienteering.equal import equal_tours
from planner.orienteering.hunt import Hunt, Meter, run
from planner.orienteering.labels import Rules
from planner.orienteering.lagrange import penalties
from planner.orienteering.masks import WORD
from planner.orienteering.memory import cut_cycles, everything
from planner.orienteering.narrow import closed_in
from planner.orienteering.net import Net, reduced, reversed_net
from planner.orienteering.pool import most_open
from planner.orienteering.problem import UNREACHABLE, Problem
from planner.orienteering.search import STAGES
from planner.orienteering.sharpen import first_grip
from planner.orienteering.solve import solve
from planner.orienteering.store import no_store, store_of


def warm() -> None:
    """Compile every kernel, or load it from disk; ``make setup`` calls this once.

    For masks of one word and of two, that is up to 128 groups; a problem of more compiles its own
    the first time. Takes half a minute the first time, then half a second.
    """
    for places in (2, WORD + 1):
        _warm_for(_small_problem(places))


def _warm_for(problem: Problem) -> None:
    """Solve a problem, and call what that does not come to."""
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
    closed_in(net, back, first_grip(back, bounds.penalty), (1, 9), STAGES[0].effort, meter.charge)
    run(hunt, net, Rules(bounds, store_of(back, bounds.worth, pool), memory, 0, strict=True))
    cut_cycles(back, pool, np.zeros(1, dtype=np.int64), memory)
    most_open(pool)


def _small_problem(places: int) -> Problem:
    """As many places a minute apart, two of which fit, and a must-see."""
    travel_s = np.full((places + 2, places + 2), 60, dtype=np.int64)
    np.fill_diagonal(travel_s, 0)
    travel_s[places, places + 1] = 0
    travel_s[places + 1] = UNREACHABLE
    return Problem(
        prize=np.arange(3, 3 + places, dtype=np.int64),
        dwell_s=np.full(places, 300, dtype=np.int64),
        open_s=np.zeros(places, dtype=np.int64),
        close_s=np.full(places, 3600, dtype=np.int64),
        place=np.arange(places, dtype=np.int64),
        travel_s=travel_s,
        start=places,
        end=places + 1,
        budget_s=900,
        must=(0,),
    )
