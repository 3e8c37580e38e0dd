"""Chosen stops → legs on the street, no street walked twice where that can be helped.

Units: seconds, metres. Joins the streets, the search of ``search`` and the clock.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic

from planner.ground.bound import CLOSE_M
from planner.ground.paths import warm
from planner.ground.search import Found, cheapest, least_repeated
from planner.ground.task import Task, make_task
from planner.ground.walks import Walk, with_legs
from planner.orienteering.problem import Problem
from planner.request import DEFAULT_DETOUR
from planner.schedule import Schedule, schedule
from planner.streets.network import Bools, Floats, Network
from planner.streets.snap import Snap
from planner.streets.travel import Stretch

ALLOWANCE = DEFAULT_DETOUR / 100
"""How much longer than the shortest walk to the same stops, as a share."""
PRICE = 2.0
"""Metres of detour that one repeated metre is worth (DESIGN section 6)."""
DEADLINE_S = 8.0
"""A safety net: the limits of ``search`` end the search before, the same on any machine."""

Legs = tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Legs on the street and what is proved of them.

    Parameters
    ----------
    order : tuple of int
        Rows of the problem in walking order.
    legs : tuple of tuple of Stretch
        What is walked, from the start to the end; a leg that stays on one spot is empty.
    leg_s : tuple of float
        Seconds of each leg, straight ways to the entrances included.
    timetable : Schedule
        The clock of these legs.
    repeated_m : float
        Metres of street walked once too often (``planner.streets.walked_twice``).
    repeated_bound_m : float
        No walk to these stops within the allowance repeats less.
    bound_reached : bool
        Whether a walk that repeats no more than that is known; if not, it is a bound only.
    repeated_floor_m : float
        No walk to these stops repeats less, however long.
    spurs_m : float
        Straight ways between street and entrances walked back: each counts once.
    detour_s : float
        How much longer on foot than the shortest walk to the same stops.
    shortest_s : float
        What that takes on foot.
    allowed_share : float
        How much longer it might be, by the allowance and the budget.
    price : float
        Metres of detour that one repeated metre was worth.
    burden_m : float
        What its metres count more than they are, by the walker's likes.
    proved : bool
        Whether no order and no legs within allowance and hours cost less at this price: then
        nothing is repeated that could be helped at this price.
    any_order : bool
        Whether bounds and proof hold for all orders of the stops, not for this one only.
    """

    order: tuple[int, ...]
    legs: Legs
    leg_s: tuple[float, ...]
    timetable: Schedule
    repeated_m: float
    repeated_bound_m: float
    bound_reached: bool
    repeated_floor_m: float
    spurs_m: float
    detour_s: float
    shortest_s: float
    allowed_share: float
    price: float
    burden_m: float
    proved: bool
    any_order: bool

    @property
    def detour_share(self) -> float:
        """How much longer on foot than the shortest walk to the same stops, as a share."""
        return self.detour_s / max(self.shortest_s, 1.0)


def on_the_ground(  # noqa: PLR0913 - the seam with plan.py; all but five have defaults
    network: Network,
    usable: Bools,
    snaps: Sequence[Snap],
    problem: Problem,
    order: Sequence[int],
    *,
    speed_ms: float,
    allowance: float = ALLOWANCE,
    price: float = PRICE,
    burden: Floats | None = None,
    deadline_s: float = DEADLINE_S,
    alternatives: Sequence[Sequence[int]] = (),
) -> Ground:
    """Choose the legs of a walk together, and the order of its stops.

    Parameters
    ----------
    network : Network
        The streets.
    usable : Bools, shape (p,)
        Pieces that may be used.
    snaps : sequence of Snap
        Entrances of the problem's groups, then start, then end.
    problem : Problem
        Windows, budget, fixed order; its travel times are those of the shortest ways.
    order : sequence of int
        Rows found by the solver; feasible on the shortest ways.
    speed_ms : float
        Walking speed, metres a second.
    allowance : float, optional
        How much longer than the shortest walk to the same stops it may be, as a share.
    price : float, optional
        Metres of detour that one repeated metre is worth.
    burden : Floats, shape (p,), optional
        What a metre of each piece counts more than a metre, >= 0; it changes the choice of the
        ways, never their seconds.
    deadline_s : float, optional
        When to stop searching.
    alternatives : sequence of sequence of int, optional
        Other sets of rows, each in a feasible order, that are as good; the cheapest is taken.

    Returns
    -------
    Ground
        Never dearer, at this price, than the shortest ways in the order given, where those keep
        within the allowance.

    Raises
    ------
    ValueError
        If an order given is not feasible.
    """
    warm()  # compiling is not searching; once done it takes microseconds
    until = monotonic() + deadline_s
    tasks = [
        make_task(network, usable, snaps, problem, rows, speed_ms=speed_ms, burden=burden)
        for rows in (order, *alternatives)
    ]
    return _ground(cheapest(tasks, speed_ms, allowance, price, until), until)


def _ground(found: Found, until: float) -> Ground:
    """Write down a walk, turned round if that suits the hours, and what is proved of it."""
    task, walk, aim = found.task, found.walk, found.aim
    within_m, reached = least_repeated(found, aim.cap_s, until)
    floor_m, _ = least_repeated(found, inf, until)
    order, legs, leg_s, timetable = _directed(task, walk)
    return Ground(
        order=order,
        legs=legs,
        leg_s=leg_s,
        timetable=timetable,
        repeated_m=walk.repeated_m,
        repeated_bound_m=within_m,
        bound_reached=reached,
        repeated_floor_m=min(floor_m, within_m),
        spurs_m=_spurs_m(task, walk),
        detour_s=sum(walk.leg_s) - found.shortest_s,
        shortest_s=found.shortest_s,
        allowed_share=(aim.cap_s - found.shortest_s) / max(found.shortest_s, 1.0),
        price=aim.price,
        burden_m=walk.burden_m,
        proved=walk.cost(aim) - found.bound <= CLOSE_M,
        any_order=found.any_order,
    )


def _directed(task: Task, walk: Walk) -> tuple[tuple[int, ...], Legs, tuple[float, ...], Schedule]:
    """Choose the direction: back earlier, then with more slack where there is least of it."""
    rows = tuple(task.rows[i] for i in walk.order)
    legs = tuple(
        () if task.same[a, b] else _stretches(task, leg, a)
        for leg, (a, b) in zip(walk.arcs, task.pairs(walk.order), strict=True)
    )
    ways = [(rows, legs, walk.leg_s)]
    if task.turns_round and not task.after.any():
        back = tuple(_reversed(leg) for leg in reversed(legs))
        ways.append((rows[::-1], back, walk.leg_s[::-1]))
    clocked = [
        (*way, timetable)
        for way in ways
        if (timetable := schedule(with_legs(task.problem, way[0], way[2]), way[0])) is not None
    ]
    return min(clocked, key=lambda way: (way[3].back_s, -_least_slack_s(way[3])))


def _least_slack_s(timetable: Schedule) -> int:
    """Return the least slack of all visits."""
    return min((call.latest_s - call.arrive_s for call in timetable.calls), default=0)


def _stretches(task: Task, arcs: Sequence[int], begin: int) -> tuple[Stretch, ...]:
    """Turn arcs into stretches, joined where a piece was cut at another stop."""
    walked: list[Stretch] = []
    for arc in arcs:
        stretch = task.graph.stretch(arc)
        if stretch is None:
            continue
        if walked and (walked[-1].piece, walked[-1].to_m) == (stretch.piece, stretch.from_m):
            start_m = walked.pop().from_m
            stretch = Stretch(piece=stretch.piece, from_m=start_m, to_m=stretch.to_m)
        walked.append(stretch)
    if not walked:  # two entrances at one spot of a street: the straight ways are walked
        snap = task.snaps[begin]
        walked.append(Stretch(piece=snap.piece, from_m=snap.along_m, to_m=snap.along_m))
    return tuple(walked)


def _reversed(leg: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Walk a leg the other way."""
    return tuple(Stretch(piece=s.piece, from_m=s.to_m, to_m=s.from_m) for s in reversed(leg))


def _spurs_m(task: Task, walk: Walk) -> float:
    """Sum the straight ways that are walked more than once, each time after the first."""
    times: Counter[tuple[float, float, float]] = Counter()
    for a, b in task.pairs(walk.order):
        if not task.same[a, b]:
            for snap in (task.snaps[a], task.snaps[b]):
                times[snap.lon, snap.lat, snap.offset_m] += 1
    return sum((count - 1) * offset_m for (_, _, offset_m), count in times.items())
