"""The least that walking a set of stops can cost, over all orders and all ways, from below.

Costs in metres. Passing a bit of street for the second time is a constraint with a price; each
price between nothing and the full one gives a lower bound by shortest ways and the best tour over
them (Lagrangian relaxation; Held & Karp 1971 for the steps). Imports ways.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.ground.paths import Floats, Ints, to_go, way, ways
from planner.ground.task import Task
from planner.ground.walks import HAIR, Aim, Walk, allowed, make_walk, passes
from planner.ground.ways import edge_costs, rerouted

TOUR_STOPS = 13
"""Up to here the best tour over all orders is found in each round; beyond, the order is kept."""
CLOSE_M = 0.5
"""A gap below this is no gap: metres are rounded anyway."""
_REROUTE_EVERY = 6
_PATIENCE = 4
_LEAST_STRIDE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How many rounds at most; ``stop`` is asked in each whether to end."""

    rounds: int
    stop: Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices of bits of street and of time, and the bound that they give.

    ``toll``: by bit and metre; ``shift``: added to the price of a second, for the cap.
    """

    toll: Floats
    shift: float
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """Ways between all stops at some prices.

    ``between``: cost of each leg, straight ways included; ``costs`` and ``last``: as of ``ways``;
    ``constant``: added to the legs of an order, it bounds the cost of all walks in this order.
    """

    between: Floats
    costs: Floats
    last: Ints
    per_second: float
    constant: float


def priced(task: Task, aim: Aim, prices: Prices) -> Priced:
    """Find the cheapest ways between all stops.

    Parameters
    ----------
    task : Task
        The stops.
    aim : Aim
        What is to be least.
    prices : Prices
        What bits of street and seconds cost.

    Returns
    -------
    Priced
        ``constant`` plus the legs of a tour in ``between`` bounds the cost of its order.
    """
    graph = task.graph
    per_second = aim.speed_ms + prices.shift
    cost = edge_costs(graph, per_second, prices.toll, burdened=aim.burdened)[graph.edge]
    costs, last = ways(graph.first, graph.head, cost, graph.source)
    between = costs[:, graph.target] + per_second * task.straight_s
    between[task.same] = 0.0
    constant = -float((prices.toll * graph.bit_m).sum())
    if prices.shift > 0:
        constant -= prices.shift * aim.cap_s
    return Priced(between=between, costs=costs, last=last, per_second=per_second, constant=constant)


def best_order(task: Task, found: Priced) -> tuple[float, tuple[int, ...]]:
    """Find the cheapest order, windows left aside.

    Parameters
    ----------
    task : Task
        The stops, ``TOUR_STOPS`` at most.
    found : Priced
        Ways between them.

    Returns
    -------
    (float, tuple of int)
        Cost of the legs, and the order.
    """
    rest = to_go(found.between, task.after)
    done, here = 0, task.size
    order: list[int] = []
    while len(order) < task.size:
        costs = [
            found.between[here, i] + rest[done | 1 << i, i]
            if not done >> i & 1 and not task.after[i] & ~done
            else np.inf
            for i in range(task.size)
        ]
        here = int(np.argmin(costs))
        order.append(here)
        done |= 1 << here
    return float(rest[0, task.size]), tuple(order)


def legs_of(task: Task, found: Priced, order: tuple[int, ...]) -> list[list[int]]:
    """List the arcs of the cheapest ways along an order."""
    graph = task.graph
    return [
        [] if task.same[a, b] else way(found.last[a], graph.tail, int(graph.target[b]))
        for a, b in task.pairs(order)
    ]


def bounded(
    task: Task,
    aim: Aim,
    best: Walk,
    *,
    effort: Effort,
    order: tuple[int, ...] | None = None,
    begin: Prices | None = None,
) -> tuple[Prices, Walk]:
    """Raise the bound and lower the cost until they meet or the rounds are used up.

    Parameters
    ----------
    task : Task
        The stops.
    aim : Aim
        What is to be least.
    best : Walk
        The best walk known.
    effort : Effort
        How long.
    order : tuple of int, optional
        Bounds this order only; all orders if not given.
    begin : Prices, optional
        Prices to begin with.

    Returns
    -------
    (Prices, Walk)
        Prices with the best bound, and the best walk.
    """
    graph = task.graph
    zero = Prices(toll=np.zeros(len(graph.bit_m)), shift=0.0, bound=-np.inf)
    here, top = begin or zero, zero
    stride, stale = 1.0, 0
    for turn in range(effort.rounds):
        found = priced(task, aim, here)
        if order is None:
            value, tour = best_order(task, found)
        else:
            tour, value = order, sum(float(found.between[pair]) for pair in task.pairs(order))
        bound = value + found.constant
        if bound > top.bound + HAIR:
            top = Prices(toll=here.toll, shift=here.shift, bound=bound)
            stale = 0
        else:
            stale += 1
            if stale >= _PATIENCE:
                stride, stale = stride / 2, 0
                here = top
        legs = legs_of(task, found, tour)
        walk = make_walk(task, tour, legs)
        best = _better(task, aim, best, walk, shift=here.shift, hard=turn % _REROUTE_EVERY == 0)
        if best.cost(aim) - top.bound <= CLOSE_M or stride < _LEAST_STRIDE or effort.stop():
            break
        here = _stepped(task, aim, here, legs, walk, stride * (best.cost(aim) - bound))
    return top, best


def _better(task: Task, aim: Aim, best: Walk, walk: Walk, *, shift: float, hard: bool) -> Walk:
    """Keep the better of two walks, the new one with its legs laid anew if it is worth trying."""
    if not allowed(task, walk, aim):
        return best
    if hard or walk.cost(aim) < best.cost(aim) * 1.02:
        walk = rerouted(task, walk, aim, shift=shift)
    return walk if walk.cost(aim) < best.cost(aim) - HAIR else best


def _stepped(
    task: Task, aim: Aim, here: Prices, legs: list[list[int]], walk: Walk, gap: float
) -> Prices:
    """Raise the price of what is passed twice, lower that of what is not passed."""
    bit_m = task.graph.bit_m
    over = passes(task.graph, legs) - 1.0
    over[(over < 0) & (here.toll <= 0)] = 0.0
    late_s = sum(walk.leg_s) - aim.cap_s if np.isfinite(aim.cap_s) else 0.0
    if late_s < 0 and here.shift <= 0:
        late_s = 0.0
    size = float((bit_m * over**2).sum()) + abs(late_s)
    if size <= 0:
        return here
    step = gap / size
    return Prices(
        toll=np.clip(here.toll + step * over, 0.0, aim.price),
        shift=max(0.0, here.shift + step * float(np.sign(late_s))),
        bound=-np.inf,
    )
