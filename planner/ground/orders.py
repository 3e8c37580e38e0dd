"""Orders of the stops, the most promising first, each settled by integer programme.

Costs in metres. A stop may be visited whenever its door is passed, so one walk has many orders; all
but the one that visits each stop when it is first passed are left out, unless hours need them.
Imports bound, exact, walks, schedule.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import islice, pairwise
from time import monotonic

import numpy as np

from planner.ground.bound import CLOSE_M, TOUR_STOPS, Priced, Prices, legs_of, priced
from planner.ground.exact import Question, settle
from planner.ground.paths import Floats, to_go, ways
from planner.ground.task import Task, unpassed
from planner.ground.walks import Aim, Walk, allowed, make_walk
from planner.ground.ways import edge_costs, rerouted
from planner.schedule import schedule

ORDERS = 48
"""Orders that are settled by integer programme at most, about 8 ms each."""
ORDERS_OF_MANY = 16
"""The same for more than ``TOUR_STOPS`` stops, whose orders are many and whose bound is weaker."""
TABLE_STOPS = 17
"""Up to here all orders are looked at together; the table takes 25 ms for 16 stops and twice as
long for each further one."""
TRIED = 8
"""Orders whose ways at the best prices are laid anew first, so that fewer have to be settled."""
LISTED = 400
"""Orders that are looked at one by one at most."""

_Node = tuple[float, float, tuple[int, ...], int]


def orders(task: Task, at_prices: Priced) -> Iterator[tuple[int, ...]]:
    """List the orders of the stops, the cheapest first, windows left aside.

    Parameters
    ----------
    task : Task
        The stops.
    at_prices : Priced
        Ways between them.

    Yields
    ------
    tuple of int
        Stops by number.
    """
    for order, _ in _listed(task, at_prices, None):
        yield order


def settled(
    task: Task, aim: Aim, walk: Walk, prices: Prices, limits: tuple[float, float]
) -> tuple[float, Walk]:
    """Settle one order after another, until none is left that could be cheaper.

    Parameters
    ----------
    task : Task
        The stops.
    aim : Aim
        What is to be least.
    walk : Walk
        The best walk known.
    prices : Prices
        Prices with a good bound.
    limits : (float, float)
        What a walk must cost less than to be of use, and when to stop, on the clock of
        ``time.monotonic``.

    Returns
    -------
    (float, Walk)
        No walk costs less, or as little as the first limit; for more than ``TABLE_STOPS`` stops
        none in this order. And the best walk.
    """
    known = prices, priced(task, aim, prices)
    ceiling, until = limits
    if task.size > TABLE_STOPS:
        useful = min(walk.cost(aim), ceiling)
        asked = Question(order=walk.order, ceiling=useful, hours=task.hours)
        result = settle(task, aim, known, asked, seconds=until - monotonic())
        return result.bound, _cheaper(task, aim, walk, result.walk)
    for order in islice(orders(task, known[1]), TRIED):
        other = rerouted(task, make_walk(task, order, legs_of(task, known[1], order)), aim)
        walk = _cheaper(task, aim, walk, other)
    least, walk = _exhausted(task, aim, walk, known, limits, hours=False)
    if task.hours and least < min(walk.cost(aim), ceiling) - CLOSE_M:
        with_hours, walk = _exhausted(task, aim, walk, known, limits, hours=True)
        least = max(least, with_hours)
    return least, walk


def _exhausted(
    task: Task,
    aim: Aim,
    walk: Walk,
    known: tuple[Prices, Priced],
    limits: tuple[float, float],
    *,
    hours: bool,
) -> tuple[float, Walk]:
    """Settle orders until their bound passes what is of use, or the limits are reached."""
    (prices, at_prices), (ceiling, until) = known, limits
    per_second = aim.speed_ms + prices.shift
    tolls = (
        None if hours else edge_costs(task.graph, per_second, prices.toll, burdened=aim.burdened)
    )
    least, most = np.inf, ORDERS if task.size <= TOUR_STOPS else ORDERS_OF_MANY
    seen: set[tuple[int, ...]] = set()
    for number, (order, legs) in enumerate(_listed(task, at_prices, tolls)):
        bound = legs + at_prices.constant
        given_up = len(seen) >= most or number >= LISTED or monotonic() > until
        useful = min(walk.cost(aim), ceiling)
        if bound >= useful - CLOSE_M or given_up:
            return min(least, bound), walk
        if task.turns_round and not hours and order[::-1] in seen:
            continue  # settled the other way round
        if hours and schedule(task.problem, [task.rows[i] for i in order]) is None:
            continue
        seen.add(order)
        asked = Question(order=order, ceiling=useful, hours=hours)
        result = settle(task, aim, known, asked, seconds=until - monotonic())
        least = min(least, result.bound)
        for other in _readings(task, result.walk):
            walk = _cheaper(task, aim, walk, other)
    return least, walk


def _cheaper(task: Task, aim: Aim, walk: Walk, other: Walk | None) -> Walk:
    """Return the other walk if it is cheaper and allowed."""
    if other and other.cost(aim) < walk.cost(aim) and allowed(task, other, aim):
        return other
    return walk


def _listed(
    task: Task, at_prices: Priced, tolls: Floats | None
) -> Iterator[tuple[tuple[int, ...], float]]:
    """List orders and the cost of their legs; with tolls, those that visit what they pass."""
    rest = to_go(at_prices.between, task.after)
    nodes = task.graph.spot
    ways_from: dict[tuple[int, int], Floats] = {}
    queue: list[_Node] = [(0.0, 0.0, (), 0)]
    while queue:
        _, spent, order, done = heappop(queue)
        here = order[-1] if order else task.size
        if len(order) == task.size:
            yield order, spent + float(at_prices.between[here, task.size + 1])
            continue
        due = [i for i in range(task.size) if not done >> i & 1 and not task.after[i] & ~done]
        legs = at_prices.between[here]
        if tolls is not None:
            due = [i for i in due if nodes[i] == nodes[here]][:1] or due
            if (here, done) not in ways_from:
                ways_from[here, done] = _until_stop(task, at_prices, tolls, here, done)
            legs = ways_from[here, done]
        for i in due:
            cost = spent + float(legs[i])
            total = cost + float(rest[done | 1 << i, i])
            if np.isfinite(total):
                heappush(queue, (total, cost, (*order, i), done | 1 << i))


def _until_stop(task: Task, at_prices: Priced, tolls: Floats, here: int, done: int) -> Floats:
    """Return the costs of the legs from a stop that pass no other stop still to be visited."""
    graph = task.graph
    marked = unpassed(task, done)
    cost = np.where(marked[graph.tail], np.inf, tolls[graph.edge])
    if marked[graph.source[here]]:
        return np.asarray(at_prices.between[here])
    costs, _ = ways(graph.first, graph.head, cost, graph.source[here : here + 1])
    straight = at_prices.per_second * task.straight_s[here]
    return np.asarray(np.where(task.same[here], 0.0, costs[0, graph.target] + straight))


def _readings(task: Task, walk: Walk | None) -> Iterator[Walk]:
    """Visit each stop when first or when last passed, there or back."""
    if walk is None:
        return
    yield walk
    if not task.hours:
        return
    graph = task.graph
    arcs = [arc for leg in walk.arcs for arc in leg]
    nodes = [int(graph.source[task.size]), *(int(graph.head[arc]) for arc in arcs)]
    for last in (True, False):
        places = [[p for p, node in enumerate(nodes) if node == t] for t in graph.target]
        if not all(places[: task.size]) or task.after.any():
            return
        visits = sorted((places[i][-1 if last else 0], i) for i in range(task.size))
        ends = [0, *(place for place, _ in visits), len(arcs)]
        legs = [arcs[a:b] for a, b in pairwise(ends)]
        yield make_walk(task, [i for _, i in visits], legs)
