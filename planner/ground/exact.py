"""The best legs of one order, by an integer programme (HiGHS through SciPy). Costs in metres.

One unit of flow a leg; a bit of street that several legs can pass has a variable for what is over
one pass. Only arcs that the bound of ``bound`` leaves open take part.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from planner.ground.bound import CLOSE_M, Priced, Prices
from planner.ground.graph import StreetGraph
from planner.ground.paths import Floats, Ints, way, ways
from planner.ground.task import Task
from planner.ground.walks import HAIR, Aim, Walk, make_walk
from planner.ground.ways import edge_costs, to_targets

NODES = 200
"""Branches at most, so that the same question has the same answer on every machine."""
_TAKEN = 0.5
_OPTIMAL, _LIMIT, _INFEASIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An order to be settled: the stops by number.

    ``ceiling``: walks that cost as much are of no use; ``hours``: whether the visits must begin in
    their windows.
    """

    order: tuple[int, ...]
    ceiling: float
    hours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is known of one order.

    ``bound``: no walk in this order costs less, unless it costs as much as the ceiling; ``walk``:
    the best one found, if any below the ceiling was.
    """

    bound: float
    walk: Walk | None


@dataclass(slots=True)
class _Rows:
    """Rows of a sparse matrix, with their limits."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, columns: Iterable[int], values: Sequence[float], low: float, high: float) -> None:
        """Add one row."""
        self.row += [len(self.low)] * len(values)
        self.column += columns
        self.value += values
        self.low.append(low)
        self.high.append(high)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flow:
    """A variable of the programme: a leg may use an arc."""

    leg: Ints
    arc: Ints


def settle(
    task: Task, aim: Aim, known: tuple[Prices, Priced], question: Question, *, seconds: float
) -> Settled:
    """Find the best walk in one order, or prove that none is below a ceiling.

    Parameters
    ----------
    task : Task
        The stops.
    aim : Aim
        What is to be least.
    known : (Prices, Priced)
        Prices with a good bound, and the ways at them.
    question : Question
        Which order.
    seconds : float
        When to give up.

    Returns
    -------
    Settled
        Bound and walk.
    """
    _, found = known
    order, ceiling, hours = question.order, question.ceiling, question.hours
    pairs = task.pairs(order)
    bound = sum(float(found.between[pair]) for pair in pairs) + found.constant
    if bound >= ceiling - CLOSE_M:
        return Settled(bound=bound, walk=None)
    flow = _open_arcs(task, aim, order, known, ceiling - bound)
    cost, rows, whole, high = _programme(task, aim, order, flow, hours=hours)
    straight = aim.speed_ms * sum(float(task.straight_s[pair]) for pair in pairs)
    used = np.flatnonzero(cost)
    rows.add(used.tolist(), cost[used].tolist(), -np.inf, ceiling - CLOSE_M / 2 - straight)
    matrix = csr_array((rows.value, (rows.row, rows.column)), shape=(len(rows.low), len(cost)))
    low = np.zeros(len(cost))
    if hours:
        low[len(cost) - len(order) :] = task.problem.open_s[[task.rows[i] for i in order]]
    done = milp(
        cost,
        integrality=whole,
        bounds=Bounds(low, high),
        constraints=LinearConstraint(matrix, rows.low, rows.high),
        options={
            "time_limit": max(seconds, 0.01),
            "node_limit": NODES,
            "mip_rel_gap": 0.0,
        },
    )
    if done.status == _INFEASIBLE:
        return Settled(bound=ceiling - CLOSE_M / 2, walk=None)
    if done.status in (_OPTIMAL, _LIMIT) and done.mip_dual_bound is not None:
        bound = max(bound, min(float(done.mip_dual_bound) + straight, ceiling))
    if done.x is None:
        return Settled(bound=bound, walk=None)
    return Settled(bound=bound, walk=_decoded(task, order, flow, done.x))


def _open_arcs(
    task: Task,
    aim: Aim,
    order: tuple[int, ...],
    known: tuple[Prices, Priced],
    gap: float,
) -> _Flow:
    """List the arcs of each leg whose cheapest way through is within the gap."""
    graph, (prices, found) = task.graph, known
    per_second = aim.speed_ms + prices.shift
    cost = edge_costs(graph, per_second, prices.toll, burdened=aim.burdened)[graph.edge]
    back = to_targets(graph, cost)
    legs, arcs = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for k, (a, b) in enumerate(task.pairs(order)):
        if task.same[a, b]:
            continue
        through = found.costs[a, graph.tail] + cost + back[b, graph.head]
        kept = through - found.costs[a, graph.target[b]] <= gap + HAIR
        legs.append(np.full(int(kept.sum()), k))
        arcs.append(np.flatnonzero(kept))
    return _Flow(leg=np.concatenate(legs), arc=np.concatenate(arcs))


def _programme(
    task: Task, aim: Aim, order: tuple[int, ...], flow: _Flow, *, hours: bool
) -> tuple[Floats, _Rows, Ints, Floats]:
    """Write the programme: costs, rows, which variables are whole, upper limits.

    Variables: flow of each leg on each arc; metres over one pass; start of each visit.
    """
    graph, rows = task.graph, _Rows()
    seconds = graph.seconds[graph.edge[flow.arc]]
    over = _add_passes(graph, flow, rows)
    _add_flows(task, order, flow, rows)
    count = len(flow.arc)
    straight_s = [float(task.straight_s[pair]) for pair in task.pairs(order)]
    if np.isfinite(aim.cap_s):
        rows.add(range(count), seconds.tolist(), -np.inf, aim.cap_s - sum(straight_s))
    burden_m = graph.burden_m[graph.edge[flow.arc]] * aim.burdened
    cost = np.concatenate([aim.speed_ms * seconds + burden_m, aim.price * over])
    high = np.concatenate([np.ones(count), np.full(len(over), np.inf)])
    if hours:
        stops = [task.rows[i] for i in order]
        _add_hours(task, stops, straight_s, (flow, seconds, len(cost)), rows)
        cost = np.concatenate([cost, np.zeros(len(order))])
        high = np.concatenate([high, task.problem.close_s[stops]])
    whole = np.zeros(len(cost), dtype=np.int64)
    whole[:count] = 1
    return cost, rows, whole, high


def _add_passes(graph: StreetGraph, flow: _Flow, rows: _Rows) -> Floats:
    """Add a row for each bit of street that can be passed twice; return the bits' metres."""
    users: dict[int, list[int]] = defaultdict(list)
    for variable, edge in enumerate(graph.edge[flow.arc].tolist()):
        users[edge].append(variable)
    passers: dict[int, list[int]] = defaultdict(list)
    used = np.flatnonzero(np.isin(graph.pass_edge, list(users)))
    for edge, bit in zip(
        graph.pass_edge[used].tolist(), graph.pass_bit[used].tolist(), strict=True
    ):
        passers[bit] += users[edge]
    metres: dict[tuple[int, ...], float] = defaultdict(float)
    for bit, variables in passers.items():
        if len(variables) > 1:
            metres[tuple(variables)] += float(graph.bit_m[bit])
    count = len(flow.arc)
    for number, users_of in enumerate(metres):
        values = [1.0] * len(users_of) + [-1.0]
        rows.add([*users_of, count + number], values, -np.inf, 1.0)
    return np.array(list(metres.values()))


def _add_flows(task: Task, order: tuple[int, ...], flow: _Flow, rows: _Rows) -> None:
    """Add a row for each node that a leg can pass: what comes in goes out."""
    graph = task.graph
    ends = {
        k: (int(graph.source[a]), int(graph.target[b]))
        for k, (a, b) in enumerate(task.pairs(order))
    }
    touched: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    tails, heads = graph.tail[flow.arc].tolist(), graph.head[flow.arc].tolist()
    for variable, leg in enumerate(flow.leg.tolist()):
        touched[leg, tails[variable]].append((variable, 1.0))
        touched[leg, heads[variable]].append((variable, -1.0))
    for (leg, node), terms in touched.items():
        supply = float(node == ends[leg][0]) - float(node == ends[leg][1])
        rows.add([v for v, _ in terms], [s for _, s in terms], supply, supply)


def _add_hours(
    task: Task,
    stops: list[int],
    straight_s: list[float],
    layout: tuple[_Flow, Floats, int],
    rows: _Rows,
) -> None:
    """Add a row for each leg: a visit begins when the one before is over and the leg is walked."""
    problem, (flow, seconds, first) = task.problem, layout
    for k in range(len(stops) + 1):
        on_leg = np.flatnonzero(flow.leg == k)
        columns, values = on_leg.tolist(), seconds[on_leg].tolist()
        least = straight_s[k]
        if k > 0:
            columns.append(first + k - 1)
            values.append(1.0)
            least += float(problem.dwell_s[stops[k - 1]])
        if k < len(stops):
            columns.append(first + k)
            values.append(-1.0)
            rows.add(columns, values, -np.inf, -least)
        else:
            rows.add(columns, values, -np.inf, float(problem.budget_s) - least)


def _decoded(task: Task, order: tuple[int, ...], flow: _Flow, x: Floats) -> Walk:
    """Read the legs off a solution; a detour in circles, if it costs nothing, is left out."""
    graph = task.graph
    taken = x[: len(flow.arc)] > _TAKEN
    legs: list[list[int]] = []
    for k, (a, b) in enumerate(task.pairs(order)):
        cost = np.full(len(graph.edge), np.inf)
        used = flow.arc[taken & (flow.leg == k)]
        cost[used] = graph.seconds[graph.edge[used]]
        _, last = ways(graph.first, graph.head, cost, graph.source[a : a + 1])
        legs.append([] if task.same[a, b] else way(last[0], graph.tail, int(graph.target[b])))
    return make_walk(task, order, legs)
