"""PyVRP, iterated local search for vehicle routing: one vehicle, optional clients, groups."""

from itertools import permutations

from pyvrp import Model

from benchmarks.solvers.clock import deadline
from benchmarks.solvers.posed import Claim, Posed

SEED = 1


def run(posed: Posed, seconds: float) -> Claim:
    """Collect prizes; travel only decides between equal prizes.

    One unit of prize outweighs any tour: of the weights tried this did best.

    Parameters
    ----------
    posed : Posed
        What is asked.
    seconds : float
        Of search.

    Returns
    -------
    Claim
        The best feasible tour; empty if there is none.
    """
    model = Model()
    at = [model.add_location(0, 0) for _ in range(posed.size + 2)]
    depots = [model.add_depot(at[row]) for row in (posed.start, posed.end)]
    model.add_vehicle_type(
        start_depot=depots[0], end_depot=depots[1], tw_early=0, tw_late=posed.budget_s
    )
    weight = posed.budget_s + 1
    for rows in posed.groups():
        group = model.add_client_group(required=False) if len(rows) > 1 else None
        for row in rows:
            model.add_client(
                at[row],
                service_duration=int(posed.dwell_s[row]),
                tw_early=int(posed.open_s[row]),
                tw_late=int(posed.close_s[row]),
                prize=int(posed.prize[row]) * weight,
                required=False,
                group=group,
            )
    for i, j in permutations(range(posed.size + 2), 2):
        walk = int(posed.travel_s[i, j])
        model.add_edge(at[i], at[j], distance=walk, duration=walk)
    over = deadline(seconds)
    best = model.solve(lambda _: over(), seed=SEED, display=False, collect_stats=False).best
    if not best.is_feasible():
        return Claim(order=[])
    client = [row for rows in posed.groups() for row in rows]
    visits = (visit for route in best.routes() for visit in route if visit.is_client())
    return Claim(order=[client[visit.idx] for visit in visits])
