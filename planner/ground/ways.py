"""Ways at prices: what edges cost, ways to all stops, one leg laid anew while the others stay.

Costs in metres. Imports graph, paths, task, walks.
"""

from dataclasses import replace

import numpy as np

from planner.ground.graph import StreetGraph
from planner.ground.paths import Bools, Floats, way, ways
from planner.ground.task import Task
from planner.ground.walks import HAIR, Aim, Walk, allowed, make_walk, passes


def edge_costs(
    graph: StreetGraph, per_second: float, per_metre: Floats, *, burdened: bool
) -> Floats:
    """Price every edge.

    Parameters
    ----------
    graph : StreetGraph
        The streets.
    per_second : float
        Price of a second.
    per_metre : Floats, shape (b,)
        Price of a metre of each bit of street.
    burdened : bool
        Whether burdens count.

    Returns
    -------
    Floats, shape (e + 1,)
        Costs.
    """
    weights = (per_metre * graph.bit_m)[graph.pass_bit]
    toll = np.bincount(graph.pass_edge, weights=weights, minlength=len(graph.seconds))
    return np.asarray(per_second * graph.seconds + toll + burdened * graph.burden_m)


def to_targets(graph: StreetGraph, cost: Floats) -> Floats:
    """Find the cost of the ways from every node to each stop.

    Parameters
    ----------
    graph : StreetGraph
        The streets.
    cost : Floats, shape (a,)
        What each arc costs.

    Returns
    -------
    Floats, shape (k, n)
        ``inf`` where there is no way.
    """
    order = np.argsort(graph.head, kind="stable")
    first = np.searchsorted(graph.head[order], np.arange(len(graph.first)))
    costs, _ = ways(first, graph.tail[order], cost[order], graph.target)
    return costs


def thinned(graph: StreetGraph, kept: Bools) -> StreetGraph:
    """Leave arcs out.

    Parameters
    ----------
    graph : StreetGraph
        The streets.
    kept : Bools, shape (a,)
        Arcs that stay.

    Returns
    -------
    StreetGraph
        The same nodes, edges and bits with fewer arcs.
    """
    before = np.concatenate([[0], np.cumsum(kept)])
    return replace(
        graph,
        first=before[graph.first],
        tail=graph.tail[kept],
        head=graph.head[kept],
        edge=graph.edge[kept],
        backward=graph.backward[kept],
    )


def rerouted(task: Task, walk: Walk, aim: Aim, *, shift: float = 0.0, rounds: int = 4) -> Walk:
    """Lay one leg anew while the others stay, until none gets better.

    Parameters
    ----------
    task : Task
        The stops.
    walk : Walk
        To begin with.
    aim : Aim
        What is to be least; legs over its cap are not taken.
    shift : float, optional
        Added to the price of a second while looking for legs, where the cap binds.
    rounds : int, optional
        How often each leg is tried at most.

    Returns
    -------
    Walk
        As good or better, and feasible if the first one was.
    """
    graph, best = task.graph, walk
    for _ in range(rounds):
        before = best.cost(aim)
        for k, (a, b) in enumerate(task.pairs(walk.order)):
            if task.same[a, b]:
                continue
            others = [leg for i, leg in enumerate(best.arcs) if i != k]
            toll = np.where(passes(graph, others) > 0, aim.price, 0.0)
            per_second = aim.speed_ms + shift + 1e-9
            cost = edge_costs(graph, per_second, toll, burdened=aim.burdened)[graph.edge]
            _, last = ways(graph.first, graph.head, cost, graph.source[a : a + 1])
            leg = way(last[0], graph.tail, int(graph.target[b]))
            if tuple(leg) == best.arcs[k]:
                continue
            other = make_walk(task, walk.order, [*best.arcs[:k], leg, *best.arcs[k + 1 :]])
            if other.cost(aim) < best.cost(aim) - HAIR and allowed(task, other, aim):
                best = other
        if best.cost(aim) >= before - HAIR:
            break
    return best
