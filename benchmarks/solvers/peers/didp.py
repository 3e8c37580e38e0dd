"""didppy (domain-independent dynamic programming): complete anytime beam search over the tours.

The model of the OPTW is that of Kuroiwa & Beck (2023): visit a place that fits, or go home; dual
bounds by what can still be reached, and by the best prize per time.
"""

import dataclasses

import didppy
import numpy as np

from benchmarks.solvers.clock import wall
from benchmarks.solvers.posed import Claim, IntArray, Posed

LARGEST = 2**30 - 1
"""Of a time that the solver's 32 bits hold, with room for a sum of two."""


def run(posed: Posed, seconds: float) -> Claim:
    """Collect prizes.

    Parameters
    ----------
    posed : Posed
        What is asked.
    seconds : float
        Of search.

    Returns
    -------
    Claim
        The best tour, and the bound of the search.
    """
    posed, scale = _small(posed)
    n = posed.size
    model = didppy.Model(maximize=True)
    place_of = np.unique(posed.place, return_inverse=True)[1]
    places = model.add_object_type(number=int(place_of.max(initial=0)) + 1)
    nodes = model.add_object_type(number=n + 2)
    left = model.add_set_var(object_type=places, target=sorted(set(place_of.tolist())))
    here = model.add_element_var(object_type=nodes, target=posed.start)
    now = model.add_int_resource_var(target=0, less_is_better=True)
    travel = model.add_int_table(posed.travel_s.tolist())
    nearest = model.add_int_table(_least(posed).tolist())
    dwell = [*posed.dwell_s.tolist(), 0, 0]
    bound = didppy.IntExpr(0)
    for node in range(n):
        last = min(
            int(posed.close_s[node]),
            posed.budget_s - dwell[node] - int(posed.travel_s[node, posed.end]),
        )
        place = int(place_of[node])
        begin = didppy.max(now + travel[here, node], int(posed.open_s[node]))
        model.add_transition(
            didppy.Transition(
                name=str(node),
                cost=int(posed.prize[node]) + didppy.IntExpr.state_cost(),
                effects=[(left, left.remove(place)), (here, node), (now, begin + dwell[node])],
                preconditions=[left.contains(place), here != posed.end, begin <= last],
            )
        )
        reached = left.contains(place) & (now + nearest[here, node] <= last)
        bound += reached.if_then_else(int(posed.prize[node]), 0)
    model.add_transition(
        didppy.Transition(
            name="home",
            cost=didppy.IntExpr.state_cost(),
            effects=[(here, posed.end)],
            preconditions=[
                here != posed.end, now + travel[here, posed.end] <= posed.budget_s,
            ],
        )
    )  # fmt: skip
    model.add_base_case([here == posed.end])
    model.add_dual_bound((here == posed.end).if_then_else(0, bound))
    found = didppy.CABS(model, time_limit=wall(seconds), quiet=True).search()
    names = [transition.name for transition in found.transitions]
    order = [int(name) for name in names if name != "home"]
    rounded = scale > 1 or found.best_bound is None
    return Claim(order=order, bound=None if rounded else int(found.best_bound))


def _small(posed: Posed) -> tuple[Posed, int]:
    """Coarsen times until they fit 32 bits, rounded so that every tour stays one.

    The unit grows by powers of ten, so that whole lengths of the file stay whole.
    """
    scale = 1
    while posed.budget_s // scale > LARGEST:
        scale *= 10
    coarse = dataclasses.replace(
        posed,
        dwell_s=-(-posed.dwell_s // scale),
        open_s=-(-posed.open_s // scale),
        close_s=posed.close_s // scale,
        travel_s=-(-posed.travel_s // scale),
        budget_s=posed.budget_s // scale,
    )
    return coarse, scale


def _least(posed: Posed) -> IntArray:
    """Seconds from leaving a node to reaching another at least, by way of any others."""
    least = posed.travel_s.copy()
    dwell = np.concatenate([posed.dwell_s, [0, 0]])
    for middle in range(posed.size):
        least = np.minimum(least, least[:, [middle]] + dwell[middle] + least[[middle]])
    return least
