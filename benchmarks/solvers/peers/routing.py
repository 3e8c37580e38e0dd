"""OR-Tools routing: one vehicle, a disjunction a place whose penalty is the prize missed."""

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.solvers.clock import wall
from benchmarks.solvers.posed import Claim, Posed


def run(posed: Posed, seconds: float) -> Claim:
    """Miss as little prize as possible; travel only decides between equal prizes.

    Parameters
    ----------
    posed : Posed
        What is asked.
    seconds : float
        Of search.

    Returns
    -------
    Claim
        The best tour.
    """
    n = posed.size
    manager = pywrapcp.RoutingIndexManager(n + 2, 1, [posed.start], [posed.end])
    model = pywrapcp.RoutingModel(manager)
    travel, dwell = posed.travel_s.tolist(), [*posed.dwell_s.tolist(), 0, 0]
    weight = posed.budget_s + 1
    most = [0] * (n + 2)
    for rows in posed.groups():
        for row in rows:
            most[row] = int(posed.prize[rows].max())
    missed = [most[row] - int(posed.prize[row]) for row in range(n)] + [0, 0]

    def spent(i: int, j: int) -> int:
        node = manager.IndexToNode(i)
        return dwell[node] + travel[node][manager.IndexToNode(j)]

    def cost(i: int, j: int) -> int:
        node, then = manager.IndexToNode(i), manager.IndexToNode(j)
        return travel[node][then] + weight * missed[then]

    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitCallback(cost))
    budget = posed.budget_s
    model.AddDimension(model.RegisterTransitCallback(spent), budget, budget, True, "time")  # noqa: FBT003
    time = model.GetDimensionOrDie("time")
    for rows in posed.groups():
        indices = [manager.NodeToIndex(row) for row in rows]
        model.AddDisjunction(indices, weight * most[rows[0]], 1)
        for row, index in zip(rows, indices, strict=True):
            low, high = int(posed.open_s[row]), int(posed.close_s[row])
            time.CumulVar(index).SetRange(low, high)
    found = model.SolveWithParameters(_settings(seconds))
    order, index = list[int](), model.Start(0)
    while found and not model.IsEnd(index := found.Value(model.NextVar(index))):
        order.append(manager.IndexToNode(index))
    return Claim(order=order)


def _settings(seconds: float) -> object:
    """Choose what did best of three metaheuristics tried on seven instances."""
    settings = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    then = routing_enums_pb2.LocalSearchMetaheuristic
    settings.first_solution_strategy = first.PARALLEL_CHEAPEST_INSERTION
    settings.local_search_metaheuristic = then.TABU_SEARCH
    settings.time_limit.FromMilliseconds(int(1000 * wall(seconds)))
    return settings
