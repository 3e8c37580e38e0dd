"""The cheapest walk to a set of stops over all orders and ways, and how low any other could be.

Units: seconds; costs in metres. Imports bound, orders.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from planner.ground.bound import (
    CLOSE_M,
    TOUR_STOPS,
    Effort,
    Priced,
    Prices,
    best_order,
    bounded,
    legs_of,
    priced,
)
from planner.ground.orders import LISTED, TABLE_STOPS, orders, settled
from planner.ground.paths import Bools
from planner.ground.task import Task
from planner.ground.walks import Aim, Walk, allowed, feasible, make_walk
from planner.ground.ways import rerouted, thinned, to_targets

ROUNDS = 60
PROOF_ROUNDS = 20
TABLE_ROUNDS = 15
"""The same over all orders of more than ``TOUR_STOPS`` stops: 5 to 20 ms a round."""
TABLE_HALVED = 16
"""From here on each further stop doubles the time of a round and halves their number."""
FLOOR_ROUNDS = 8
"""Enough to see what cannot be helped at any length: dead ends with a stop in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The cheapest walk found to one set of stops.

    Parameters
    ----------
    whole, task : Task
        The stops with all streets, and with those only that a walk within the cap can reach.
    aim : Aim
        What was to be least.
    walk : Walk
        The walk, on the streets of ``task``.
    shortest_s : float
        Seconds of the shortest walk to the same stops that the hours allow.
    bound : float
        No walk costs less.
    any_order : bool
        Whether that holds for all orders of the stops, not for this one only.
    """

    whole: Task
    task: Task
    aim: Aim
    walk: Walk
    shortest_s: float
    bound: float
    any_order: bool


def cheapest(
    tasks: Iterable[Task], speed_ms: float, allowance: float, price: float, until: float
) -> Found:
    """Find the cheapest walk to any of some sets of stops.

    Parameters
    ----------
    tasks : iterable of Task
        The sets; the order of each as given is feasible on the shortest ways.
    speed_ms : float
        Walking speed, metres a second.
    allowance : float
        How much longer than the shortest walk to the same stops it may be, as a share.
    price : float
        Metres of detour that one repeated metre is worth.
    until : float
        When to stop, on the clock of ``time.monotonic``.

    Returns
    -------
    Found
        The walk, and a bound for its set.

    Raises
    ------
    ValueError
        If the order of a set as given is not feasible.
    """
    begun = [_begun(task, speed_ms, allowance, price, until) for task in tasks]
    begun.sort(key=lambda each: each[0].walk.cost(each[0].aim))
    best = _closed(*begun[0], np.inf, until)
    for found, prices in begun[1:]:
        ceiling = best.walk.cost(best.aim)
        if found.bound < ceiling - CLOSE_M:
            other = _closed(found, prices, ceiling, until)
            best = min(best, other, key=lambda each: each.walk.cost(each.aim))
    return best


def _begun(
    task: Task, speed_ms: float, allowance: float, price: float, until: float
) -> tuple[Found, Prices]:
    """Find a good walk to a set of stops, a bound, and the prices that give it."""
    zero = Prices(toll=np.zeros(len(task.graph.bit_m)), shift=0.0, bound=-np.inf)
    bare = Aim(speed_ms=speed_ms, price=price, cap_s=np.inf, burdened=False)
    plain = priced(task, bare, zero)
    given = tuple(range(task.size))
    first = make_walk(task, given, legs_of(task, plain, given))
    if not feasible(task, given, first.leg_s):
        raise ValueError(given)
    shortest = _shortest(task, plain, first)
    shortest_s = sum(shortest.leg_s)
    dwell_s = int(task.problem.dwell_s[list(task.rows)].sum())
    spare_s = float(task.problem.budget_s - dwell_s - task.size - 1)  # legs are rounded up
    cap_s = min((1 + allowance) * shortest_s, max(spare_s, sum(first.leg_s)))
    aim = Aim(speed_ms=speed_ms, price=price, cap_s=cap_s, burdened=True)
    near = replace(task, graph=thinned(task.graph, _in_reach(task, plain, cap_s - shortest_s)))
    plain = priced(near, bare, zero)
    starts = [make_walk(near, w.order, legs_of(near, plain, w.order)) for w in (first, shortest)]
    walk = min(
        (rerouted(near, each, aim) for each in starts if allowed(near, each, aim)),
        key=lambda each: each.cost(aim),
    )
    prices, walk = _searched(near, aim, walk, until)
    found = Found(
        whole=task,
        task=near,
        aim=aim,
        walk=walk,
        shortest_s=shortest_s,
        bound=prices.bound,
        any_order=task.size <= TABLE_STOPS,
    )
    return found, prices


def _closed(found: Found, prices: Prices, ceiling: float, until: float) -> Found:
    """Settle what the bound leaves open, below a ceiling."""
    if found.walk.cost(found.aim) - found.bound <= CLOSE_M:
        return found
    least, walk = settled(found.task, found.aim, found.walk, prices, (ceiling, until))
    return replace(found, walk=walk, bound=max(found.bound, least))


def least_repeated(found: Found, cap_s: float, until: float) -> tuple[float, bool]:
    """Bound the metres that any walk to the same stops repeats.

    Parameters
    ----------
    found : Found
        The cheapest walk.
    cap_s : float
        Seconds on foot allowed.
    until : float
        When to stop.

    Returns
    -------
    (float, bool)
        The bound, and whether a walk is known that reaches it. Without ``any_order`` it holds for
        the order of ``found`` only.
    """
    if found.walk.repeated_m <= CLOSE_M:
        return found.walk.repeated_m, True
    aim = Aim(speed_ms=0.0, price=1.0, cap_s=cap_s, burdened=False)
    task, rounds = found.whole, FLOOR_ROUNDS
    if np.isfinite(cap_s):
        task, rounds = found.task, PROOF_ROUNDS
    fixed = None if task.size <= TOUR_STOPS else found.walk.order
    prices, walk = bounded(
        task, aim, found.walk, order=fixed, effort=Effort(rounds=rounds, stop=_after(until))
    )
    bound = prices.bound
    if fixed is not None and found.any_order:
        at_prices = priced(task, aim, prices)
        bound = best_order(task, at_prices)[0] + at_prices.constant
    bound = max(0.0, bound)
    return min(bound, walk.repeated_m), walk.repeated_m - bound <= CLOSE_M


def _after(until: float) -> Callable[[], bool]:
    """Return a question whether the clock is past a time."""
    return lambda: monotonic() > until


def _in_reach(task: Task, plain: Priced, spare_s: float) -> Bools:
    """Mark the arcs through which a walk may lead that is little longer than the shortest.

    A walk with an arc between two stops is longer than without by what the arc adds to their leg.
    """
    graph = task.graph
    cost = plain.per_second * graph.seconds[graph.edge]
    back = to_targets(graph, cost)
    least = np.full(len(cost), np.inf)
    for a in (*range(task.size), task.size):
        to_tail = plain.costs[a, graph.tail] + cost
        for b in (*range(task.size), task.size + 1):
            if a != b:
                leg = plain.costs[a, graph.target[b]]
                least = np.minimum(least, to_tail + back[b, graph.head] - leg)
    return np.asarray(least <= plain.per_second * spare_s + CLOSE_M)


def _shortest(task: Task, plain: Priced, first: Walk) -> Walk:
    """Find the shortest walk to the stops that the hours allow, in any order."""
    if task.size <= TABLE_STOPS:
        for number, order in enumerate(orders(task, plain)):
            walk = make_walk(task, order, legs_of(task, plain, order))
            if sum(walk.leg_s) >= sum(first.leg_s) or number >= LISTED:
                break
            if feasible(task, order, walk.leg_s):
                return walk
    return first


def _searched(task: Task, aim: Aim, walk: Walk, until: float) -> tuple[Prices, Walk]:
    """Search over orders and ways."""
    effort = Effort(rounds=ROUNDS, stop=_after(until))
    fixed = None if task.size <= TOUR_STOPS else walk.order
    prices, walk = bounded(task, aim, walk, effort=effort, order=fixed)
    if fixed is not None and task.size <= TABLE_STOPS:
        rounds = TABLE_ROUNDS >> max(0, task.size - TABLE_HALVED)
        effort = Effort(rounds=rounds, stop=_after(until))
        prices, walk = bounded(task, aim, walk, effort=effort, begin=prices)
    return prices, walk
