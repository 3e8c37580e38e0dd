"""All sets of options that are worth as much as the best tour. Units: seconds, prizes.

Tours are made forward, stop by stop, by a programme over sets of options and last stops (Held and
Karp 1962), each step of which some backward walk must be able to complete. Imports the rest of the
package.
"""

from dataclasses import dataclass

import numpy as np

from planner.orienteering.bounds import bounds_of
from planner.orienteering.check import check_problem
from planner.orienteering.compiled import lean
from planner.orienteering.hunt import Hunt, Meter, run
from planner.orienteering.labels import Rules
from planner.orienteering.lagrange import penalties
from planner.orienteering.mask_arrays import mask_at, sum_over
from planner.orienteering.memory import nearby_groups
from planner.orienteering.net import Net, reduced, reversed_net
from planner.orienteering.pool import DONE, MADE
from planner.orienteering.problem import IntArray, Problem, Solution, Stop
from planner.orienteering.relaxed import SCALE
from planner.orienteering.search import NEARBY, PENALTY_ROUNDS
from planner.orienteering.store import best_following, no_store, store_of
from planner.orienteering.words import both, either, empty_like, is_empty

WORK_LIMIT = 500_000
"""Labels and sets made at most, if not said otherwise."""
LOOK = 256
"""Sets between two looks at the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualTours:
    """Tours of equal prize, no two of which use the same options.

    Parameters
    ----------
    orders : tuple of tuple of int
        Options in order; the earliest return each set allows, earliest first.
    complete : bool
        Whether there is no other set.
    """

    orders: tuple[tuple[int, ...], ...]
    complete: bool


def equal_tours(
    problem: Problem,
    solution: Solution,
    *,
    most: int,
    work_limit: int = WORK_LIMIT,
    stop: Stop | None = None,
) -> EqualTours:
    """List the sets of options of the same prize as the best tour.

    Options without prize of groups that need not be seen are left out of them.

    Parameters
    ----------
    problem : Problem
        What was asked.
    solution : Solution
        What ``solve`` answered.
    most : int
        Sets listed at most.
    work_limit : int, optional
        Labels and sets that may be made; the same on every machine.
    stop : callable, optional
        Asked now and then; True ends the search.

    Returns
    -------
    EqualTours
        At least the solution's own tour, if there is one.

    Raises
    ------
    ValueError
        If the problem is malformed or too many options can be reached.
    """
    check_problem(problem)
    net = reduced(problem, problem.budget_s)
    if net is None or not solution.feasible:
        return EqualTours(orders=(), complete=solution.proved)
    meter = Meter(limit=work_limit, stop=stop)
    rules = _rules(net, solution.value, meter)
    node_of = {int(option): node for node, option in enumerate(net.option)}
    own = tuple(node_of[option] for option in solution.order)
    found: dict[frozenset[int], tuple[int, tuple[int, ...]]] = {}
    _note(net, found, own, solution.value)
    whole = rules is not None and _enumerate(net, rules, solution.value, found, meter)
    orders = sorted(found.values())
    return EqualTours(
        orders=tuple(tuple(int(net.option[k]) for k in order) for _, order in orders[:most]),
        complete=whole and solution.proved and len(orders) <= most,
    )


def _rules(net: Net, value: int, meter: Meter) -> Rules | None:
    """Make all backward walks that are worth as much; None if effort is spent before."""
    back = reversed_net(net)
    hunt = Hunt(net=net, back=back, meter=meter, bound=int(net.prize.sum()), value=value)
    first = penalties(back, value - 1, PENALTY_ROUNDS, meter.stopped)
    bounds = bounds_of(back, first)
    base = int(bounds.penalty.sum())
    rules = Rules(bounds, no_store(back), nearby_groups(net, NEARBY), base, strict=False)
    pool = run(hunt, back, rules, aim=value)
    if not pool.state[DONE] or not pool.state[MADE]:
        return None
    return rules._replace(store=store_of(back, bounds.worth, pool))


def _enumerate(
    net: Net,
    rules: Rules,
    value: int,
    found: dict[frozenset[int], tuple[int, tuple[int, ...]]],
    meter: Meter,
) -> bool:
    """Go through sets by their size; False if effort is spent before."""
    level: dict[tuple[frozenset[int], int], tuple[int, tuple[int, ...]]] = {}
    level[frozenset(), net.option.size] = (0, ())
    ways = np.empty((net.option.size + 1, 2), dtype=np.int64)
    while level:
        following: dict[tuple[frozenset[int], int], tuple[int, tuple[int, ...]]] = {}
        for (used, _), (_, order) in level.items():
            if meter.made >= meter.limit or (meter.made % LOOK == 0 and meter.stopped()):
                return False
            meter.made += 1
            count = ways_on(net, rules, np.array(order, dtype=np.int64), value * SCALE, ways)
            for to, time_s in ways[:count].tolist():
                key, reached = (used | {to}, to), (time_s, (*order, to))
                if key not in following or reached < following[key]:
                    following[key] = reached
        for _, order in following.values():
            _note(net, found, order, value)
        level = following
    return True


def _note(
    net: Net,
    found: dict[frozenset[int], tuple[int, tuple[int, ...]]],
    order: tuple[int, ...],
    value: int,
) -> None:
    """Keep a tour if it is one of this prize and the earliest of its set."""
    stops = list(order)
    must = np.array(net.must, dtype=np.uint64)
    missing = np.any(must & ~np.bitwise_or.reduce(net.bit[stops], axis=0)) if stops else must.any()
    back_s, here = 0, net.option.size
    for node in order:
        back_s, here = max(back_s + int(net.step_s[here, node]), int(net.open_s[node])), node
    back_s += int(net.step_s[here, net.option.size + 1])
    if missing or back_s > net.budget_s or int(net.prize[stops].sum()) != value:
        return
    key = frozenset(order)
    if key not in found or (back_s, order) < found[key]:
        found[key] = (back_s, order)


@lean
def ways_on(net: Net, rules: Rules, order: IntArray, wanted: int, ways: IntArray) -> int:
    """Find the next stops with which some walk still comes to a prize.

    Parameters
    ----------
    net, rules : Net, Rules
        Reduced problem; bounds for it.
    order : IntArray
        Nodes visited so far.
    wanted : int
        The prize, scaled.
    ways : IntArray, shape (n + 1, 2)
        Changed in place: nodes and starts of service.

    Returns
    -------
    int
        How many.
    """
    node, time_s, value, count = net.option.size, 0, rules.base, 0
    shut = seen = empty_like(net.must)
    for k in range(order.size):
        to = order[k]
        time_s = max(time_s + net.step_s[node, to], net.open_s[to])
        value += net.prize[to] * SCALE
        seen = either(seen, mask_at(net.bit, to, seen))
        shut = either(shut, mask_at(net.shuts, to, seen))
        node = to
    for arc in range(net.arc_from[node], net.arc_from[node + 1]):
        to = net.arc_to[arc]
        bit = mask_at(net.bit, to, seen)
        if to == net.option.size + 1 or not is_empty(both(bit, shut)):
            continue
        if net.prize[to] == 0 and is_empty(both(bit, net.must)):
            continue
        start_s = max(time_s + net.step_s[node, to], net.open_s[to])
        if start_s > net.close_s[to]:
            continue
        after = either(shut, mask_at(net.shuts, to, seen))
        base = value + net.prize[to] * SCALE - sum_over(rules.bounds.refund, 0, after)
        limits = (start_s, net.budget_s + 1, 0, net.budget_s + 1)
        least = (wanted - base, wanted - base)
        if base + best_following(rules.store, to, either(seen, bit), limits, least) >= wanted:
            ways[count, 0], ways[count, 1] = to, start_s
            count += 1
    return count
