"""OR-Tools CP-SAT: a circuit through the places visited, times along its arcs."""

from itertools import permutations

from ortools.sat.python import cp_model

from benchmarks.solvers.clock import wall
from benchmarks.solvers.posed import Claim, Posed

SEED = 1
WORKERS = 4
"""Threads, more than any other solver here gets: alone it finds next to nothing in some seconds."""


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
        The best tour, and the bound of the model.
    """
    model = cp_model.CpModel()
    n = end = posed.size  # start and end are one node: the arc that closes the circuit is no choice
    visited = [model.new_bool_var("") for _ in range(n)]
    begin = [
        model.new_int_var(int(low), int(high), "")
        for low, high in zip(posed.open_s, posed.close_s, strict=True)
    ]
    arcs: list[tuple[int, int, cp_model.IntVar]] = [
        (node, node, ~visited[node]) for node in range(n)
    ]
    for i in range(n):
        first, last = model.new_bool_var(""), model.new_bool_var("")
        arcs += [(end, i, first), (i, end, last)]
        model.add(begin[i] >= int(posed.travel_s[posed.start, i])).only_enforce_if(first)
        back = posed.budget_s - int(posed.dwell_s[i] + posed.travel_s[i, posed.end])
        model.add(begin[i] <= back).only_enforce_if(last)
    for i, j in permutations(range(n), 2):
        spent = int(posed.dwell_s[i] + posed.travel_s[i, j])
        if (
            int(posed.open_s[i]) + spent <= int(posed.close_s[j])
            and posed.place[i] != posed.place[j]
        ):
            follows = model.new_bool_var("")
            arcs.append((i, j, follows))
            model.add(begin[j] >= begin[i] + spent).only_enforce_if(follows)
    arcs.append((end, end, ~_any(model, visited)))
    model.add_circuit(arcs)
    for rows in posed.groups():
        model.add_at_most_one(visited[row] for row in rows)
    model.maximize(sum(int(posed.prize[node]) * visited[node] for node in range(n)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = wall(seconds)
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = SEED
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Claim(order=[], bound=int(posed.prize.sum()))
    following = {i: j for i, j, used in arcs if i != j and solver.value(used)}
    order, node = [], following.get(end, end)
    while node != end:
        order.append(node)
        node = following[node]
    return Claim(order=order, bound=int(solver.best_objective_bound + 0.5))


def _any(model: cp_model.CpModel, visited: list[cp_model.IntVar]) -> cp_model.IntVar:
    """Return whether any place is visited."""
    some = model.new_bool_var("")
    model.add_max_equality(some, visited)
    return some
