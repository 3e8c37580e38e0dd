"""The walk on the ground: metres walked twice, against peers on the same stops.

Two hundred and forty seeded requests through the planner's own steps. Peers: the shortest legs in
the same order, and legs laid one after the other on which a piece walked before costs 2, 3 or 6
times as much. The peers keep no budget, so ours is shown once more as if time were no limit (the
detour allowance and the hours hold). Loops of one or two stops are reported apart.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from time import perf_counter, process_time

import numpy as np

from planner.ground.paths import warm, way, ways
from planner.ground.task import Task, make_task
from planner.ground.together import Ground, on_the_ground
from planner.orienteering.solve import solve
from planner.plan import WORK_LIMIT, other_sets
from planner.pose import find_candidates, pose
from planner.quarter import Quarter, load_quarter
from planner.request import Request
from planner.resolve import resolve
from planner.streets.network import ACCESS_CODES, Bools, Network
from planner.streets.same_street import strips_of
from planner.streets.travel import Stretch, travel
from planner.streets.walked_twice import repeated_edges_m, repeated_m

REQUESTS = 240
SEED = 6
MINUTES = (60, 90, 120, 150, 180, 240)
HOURS = (9, 11, 13, 15, 18)
FACTORS = (2, 3, 6)
FEW = 2
NO_BUDGET_S = 24 * 3600
FULL = 0.0999
"""From this allowed share on, the budget leaves room for the whole allowance."""
CLOSE_M = 1.0
DESTINATION = ACCESS_CODES.index("destination")


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What one way of laying the legs comes to: metres in all, and twice by street and by edge.

    ``priced_m``: metres, and waiting as metres at walking speed.
    """

    length_m: float
    priced_m: float
    street_m: float
    edge_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request: our walk, its certificate, the time it took, and the peers' walks.

    ``barred_m``: metres of ours on pieces that may not be used, or on visitors' streets that are
    passed through.
    """

    stops: int
    barred_m: float
    seconds: float
    ground: Ground
    walks: dict[str, Walked]


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    quarter = load_quarter()
    began = perf_counter()
    strips_of(quarter.network)
    strips_s = perf_counter() - began
    warm()
    cases = _cases(quarter)
    many = [case for case in cases if case.stops > FEW]
    rows = [("strips of street", "found for the whole network", round(strips_s, 3), "s")]
    free = [case for case in many if case.ground.allowed_share >= FULL]
    for name, chosen in (
        ("ground, 3 stops and more", many),
        ("ground, 3+, time to spare", free),
        ("ground, 1 or 2 stops", [case for case in cases if case.stops <= FEW]),
    ):
        rows += _figures(f"{name} ({len(chosen)})", chosen)
    return [dict(zip(("case", "figure", "value", "unit"), row, strict=True)) for row in rows]


def _cases(quarter: Quarter) -> list[Case]:
    """Plan seeded requests until there are enough that lead anywhere."""
    chance = random.Random(SEED)  # noqa: S311 - requests, not secrets
    themes, starts = list(quarter.theme_by_id), [start.id for start in quarter.starts]
    cases: list[Case] = []
    while len(cases) < REQUESTS:
        at = datetime(2026, 12, 5, chance.choice(HOURS), tzinfo=quarter.zone)
        request = Request(
            theme=chance.choice(themes),
            minutes=chance.choice(MINUTES),
            start=chance.choice(starts),
            at=at,
        )
        case = _case(quarter, request)
        cases += [] if case is None else [case]
    return cases


def _case(quarter: Quarter, request: Request) -> Case | None:
    """Plan one request up to its stops, then lay the legs in every way."""
    network, trip = quarter.network, resolve(quarter, request)
    found = find_candidates(quarter, request, trip)
    table = travel(network, found.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    problem = pose(found, table, request)
    solution = solve(problem, work_limit=WORK_LIMIT)
    order = solution.order
    if not order:
        return None
    given = (network, trip.usable, found.snaps, problem, order)
    began = process_time()
    others = other_sets(problem, solution)
    ground = on_the_ground(*given, speed_ms=trip.speed_ms, alternatives=others)
    seconds = process_time() - began
    task = make_task(*given, speed_ms=trip.speed_ms)
    count = len(found.places)
    groups = [count, *(found.group[row] for row in order), count + 1]
    legs = [table.stretches(a, b) for a, b in pairwise(groups)]
    free = on_the_ground(
        network,
        trip.usable,
        found.snaps,
        replace(problem, budget_s=NO_BUDGET_S),
        order,
        speed_ms=trip.speed_ms,
        alternatives=others,
    )
    walks = {
        "ours": _walked(quarter, ground.legs, trip.speed_ms),
        "ours, no budget": _walked(quarter, free.legs, trip.speed_ms),
        "shortest": _walked(quarter, legs, trip.speed_ms),
    }
    for factor in FACTORS:
        walks[f"penalised x{factor}"] = _walked(quarter, _penalised(task, factor), trip.speed_ms)
    return Case(
        stops=len(order),
        barred_m=sum(_barred_m(network, trip.usable, leg) for leg in ground.legs),
        seconds=seconds,
        ground=ground,
        walks=walks,
    )


def _barred_m(network: Network, usable: Bools, leg: Sequence[Stretch]) -> float:
    """Measure what of a leg should not be walked; visitors' streets only at its two ends."""
    public = [network.access[part.piece] != DESTINATION for part in leg]
    inner = range(public.index(True), len(leg) - public[::-1].index(True)) if any(public) else ()
    return sum(
        abs(part.to_m - part.from_m)
        for number, part in enumerate(leg)
        if not usable[part.piece] or (number in inner and not public[number])
    )


def _walked(quarter: Quarter, legs: Sequence[Sequence[Stretch]], speed_ms: float) -> Walked:
    """Measure legs."""
    walk = [stretch for leg in legs for stretch in leg]
    metres = np.array([abs(s.to_m - s.from_m) for s in walk])
    pace = quarter.network.pace_s(speed_ms)[[s.piece for s in walk]]
    return Walked(
        length_m=float(metres.sum()),
        priced_m=speed_ms * float(metres @ pace),
        street_m=repeated_m(strips_of(quarter.network), walk),
        edge_m=repeated_edges_m(walk),
    )


def _penalised(task: Task, factor: float) -> list[list[Stretch]]:
    """Lay leg after leg; an edge walked before costs ``factor`` times as much."""
    graph = task.graph
    used = np.ones(len(graph.seconds))
    legs: list[list[int]] = []
    for a, b in task.pairs(range(task.size)):
        cost = (graph.seconds * used)[graph.edge]
        _, last = ways(graph.first, graph.head, cost, graph.source[a : a + 1])
        legs.append([] if task.same[a, b] else way(last[0], graph.tail, int(graph.target[b])))
        used[graph.edge[legs[-1]]] = factor
    return [[s for arc in leg if (s := graph.stretch(arc)) is not None] for leg in legs]


def _figures(name: str, cases: Sequence[Case]) -> list[tuple[str, str, float, str]]:
    """Sum up one group of requests."""
    if not cases:
        return []
    rows: list[tuple[str, str, float, str]] = []
    shortest = np.array([case.walks["shortest"].length_m for case in cases])
    rows.append((name, "metres where walkers may not pass", sum(c.barred_m for c in cases), "m"))
    for peer in cases[0].walks:
        length = np.array([case.walks[peer].length_m for case in cases])
        for by in ("street", "edge"):
            twice = np.array([getattr(case.walks[peer], f"{by}_m") for case in cases])
            rows.append((name, f"{peer}: by {by}, mean", _percent(np.mean(twice / length)), "%"))
            pooled = _percent(twice.sum() / length.sum())
            rows.append((name, f"{peer}: by {by}, pooled", pooled, "%"))
        detour = np.mean(length / shortest) - 1
        rows.append((name, f"{peer}: longer than shortest", _percent(detour), "%"))
    grounds = [case.ground for case in cases]
    walked = np.array([case.walks["ours"].length_m for case in cases])
    bound = np.array([ground.repeated_bound_m for ground in grounds])
    priced = [_price(case, "ours") <= min(_price(case, peer) for peer in _fair(case)) + CLOSE_M
              for case in cases]  # fmt: skip
    milliseconds = 1000 * np.array([case.seconds for case in cases])
    rows += [
        (name, "detour on foot, mean", _percent(_mean(g.detour_share for g in grounds)), "%"),
        (name, "allowed, mean", _percent(_mean(g.allowed_share for g in grounds)), "%"),
        (name, "proved at the price", _percent(_mean(g.proved for g in grounds)), "%"),
        (
            name,
            "proved over all orders",
            _percent(_mean(g.proved and g.any_order for g in grounds)),
            "%",
        ),
        (name, "bound within allowance, mean", _percent(np.mean(bound / walked)), "%"),
        (name, "bound reached", _percent(_mean(g.bound_reached for g in grounds)), "%"),
        (name, "no dearer than any peer", _percent(_mean(priced)), "%"),
        (name, "added time, median", round(float(np.median(milliseconds))), "ms"),
        (name, "added time, 95 %", round(float(np.quantile(milliseconds, 0.95))), "ms"),
        (name, "added time, longest", round(float(milliseconds.max())), "ms"),
    ]
    return rows


def _fair(case: Case) -> list[str]:
    """Return the peers that keep within what our walk is allowed; the shortest legs always."""
    limit_m = (1 + case.ground.allowed_share) * case.walks["shortest"].priced_m
    return [
        "shortest",
        *(p for p, w in case.walks.items() if w.priced_m <= limit_m and not p.startswith("ours")),
    ]


def _price(case: Case, peer: str) -> float:
    """Price a walk as the planner does."""
    walked = case.walks[peer]
    return walked.priced_m + case.ground.price * walked.street_m


def _mean(values: Iterable[float]) -> float:
    """Average what an iterable yields."""
    return float(np.mean([float(value) for value in values]))


def _percent(share: float) -> float:
    """Write a share in percent."""
    return round(100 * float(share), 2)
