"""Walks through a set of stops: what they cost, and whether the hours allow them.

Units: seconds, metres; costs in metres. Imports graph, task, schedule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.ground.graph import StreetGraph
from planner.ground.paths import Ints
from planner.ground.task import Task
from planner.orienteering.problem import Problem
from planner.schedule import schedule

HAIR = 1e-6
"""Less than this is rounding; it is taken off before seconds are rounded up, as in a route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is to be least: ``speed_ms`` × seconds + ``price`` × repeated metres + burden metres.

    ``cap_s``: seconds on foot allowed; ``inf`` for any. ``burdened``: whether burdens count.
    """

    speed_ms: float
    price: float
    cap_s: float
    burdened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Legs on the graph.

    Parameters
    ----------
    order : tuple of int
        The stops, by their number in the set.
    arcs : tuple of tuple of int
        Arcs of each leg.
    leg_s : tuple of float
        Seconds of each leg, straight ways to the entrances included.
    repeated_m : float
        Metres of street walked once too often.
    burden_m : float
        What its metres count more than they are, by the walker's likes.
    """

    order: tuple[int, ...]
    arcs: tuple[tuple[int, ...], ...]
    leg_s: tuple[float, ...]
    repeated_m: float
    burden_m: float

    def cost(self, aim: Aim) -> float:
        """Price the walk.

        Parameters
        ----------
        aim : Aim
            What is to be least.

        Returns
        -------
        float
            Metres.
        """
        burden_m = self.burden_m if aim.burdened else 0.0
        return aim.speed_ms * sum(self.leg_s) + aim.price * self.repeated_m + burden_m


def feasible(task: Task, order: Sequence[int], leg_s: Sequence[float]) -> bool:
    """Tell whether the hours and the budget allow a walk, this way round or the other.

    Parameters
    ----------
    task : Task
        The stops.
    order : sequence of int
        Stops by number.
    leg_s : sequence of float
        Seconds of each leg.

    Returns
    -------
    bool
        True if they do.
    """
    rows = [task.rows[i] for i in order]
    if schedule(with_legs(task.problem, rows, leg_s), rows) is not None:
        return True
    if not task.turns_round or task.after.any():
        return False
    return schedule(with_legs(task.problem, rows[::-1], leg_s[::-1]), rows[::-1]) is not None


def with_legs(problem: Problem, rows: Sequence[int], leg_s: Sequence[float]) -> Problem:
    """Put the seconds of an order's legs into a problem, rounded up as in a route.

    Parameters
    ----------
    problem : Problem
        The problem.
    rows : sequence of int
        The order.
    leg_s : sequence of float
        Seconds of each leg.

    Returns
    -------
    Problem
        With other travel times along the order.
    """
    travel_s = problem.travel_s.copy()
    stops = (problem.start, *rows, problem.end)
    travel_s[stops[:-1], stops[1:]] = np.ceil(np.asarray(leg_s) - HAIR).astype(np.int64)
    return replace(problem, travel_s=travel_s)


def make_walk(task: Task, order: Sequence[int], arcs: Sequence[Sequence[int]]) -> Walk:
    """Measure legs.

    Parameters
    ----------
    task : Task
        The stops.
    order : sequence of int
        Stops by number.
    arcs : sequence of sequence of int
        Arcs of each leg.

    Returns
    -------
    Walk
        With its seconds, what it repeats and what is disliked of it.
    """
    graph = task.graph
    seconds = [
        float(graph.seconds[graph.edge[list(leg)]].sum()) + float(task.straight_s[a, b])
        for leg, (a, b) in zip(arcs, task.pairs(order), strict=True)
    ]
    over = np.maximum(passes(graph, arcs) - 1, 0)
    edges = graph.edge[[arc for leg in arcs for arc in leg]]
    return Walk(
        order=tuple(order),
        arcs=tuple(tuple(leg) for leg in arcs),
        leg_s=tuple(seconds),
        repeated_m=float((over * graph.bit_m).sum()),
        burden_m=float(graph.burden_m[edges].sum()),
    )


def passes(graph: StreetGraph, arcs: Sequence[Sequence[int]]) -> Ints:
    """Count how often each bit of street is passed.

    Parameters
    ----------
    graph : StreetGraph
        The streets.
    arcs : sequence of sequence of int
        Arcs of each leg.

    Returns
    -------
    Ints, shape (b,)
        Counts.
    """
    walked = np.array([arc for leg in arcs for arc in leg], dtype=np.int64)
    times = np.bincount(graph.edge[walked], minlength=len(graph.seconds))
    counts = np.bincount(graph.pass_bit, weights=times[graph.pass_edge], minlength=len(graph.bit_m))
    return counts.astype(np.int64)


def allowed(task: Task, walk: Walk, aim: Aim) -> bool:
    """Tell whether a walk keeps to the cap, the hours and the budget."""
    return sum(walk.leg_s) <= aim.cap_s + HAIR and feasible(task, walk.order, walk.leg_s)
