"""A tour in its order as early as it goes, also where it breaks. Units: seconds after leaving.

Imports planner.answers.wish, planner.orienteering and planner.pose.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.answers.wish import Wish, walk_s
from planner.orienteering.problem import UNREACHABLE, Problem
from planner.orienteering.solve import solve
from planner.places import OPTION_WEIGHT, Place, VisitOption
from planner.pose import pose
from planner.schedule import schedule
from planner.visits import Visit, begin_s

WORK_LIMIT = 200_000
"""Work of the solver for one question, in labels; some tenths of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One visit on the clock; ``visit`` is None where there is none to be had on arrival.

    ``reached``: whether there is a way to it; ``late_s``: how much later it begins than its locked
    time, 0 where there is none.
    """

    group: int
    visit: Visit | None
    option: VisitOption
    reached: bool
    arrive_s: int
    start_s: int
    leave_s: int
    late_s: int

    @property
    def broken(self) -> bool:
        """Whether the tour breaks here."""
        return self.visit is None or not self.reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A tour on the clock; ``ends``: whether there is a way from the last stop to the end."""

    calls: tuple[Call, ...]
    back_s: int
    ends: bool

    @property
    def order(self) -> tuple[int, ...]:
        """Groups in walking order."""
        return tuple(call.group for call in self.calls)


def earliest(wish: Wish, order: Sequence[int]) -> Tour:
    """Walk an order as early as it goes.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    order : sequence of int
        Groups.

    Returns
    -------
    Tour
        At each stop the visit that ends first, at any time of day where there are no hours to
        keep; where there is none, one stays from arrival, or from the locked time if that is
        later, and walks on. No stop can be reached earlier, so
        where it breaks the order breaks however the places are seen.
    """
    count = len(wish.candidates.places)
    begin = dict(wish.request.fixed)
    visits: list[list[Visit]] = [[] for _ in range(count)]
    for visit, group in zip(wish.candidates.visits, wish.candidates.group, strict=True):
        visits[group].append(visit)
    calls: list[Call] = []
    here, clock_s = count, 0
    for group in order:
        place = wish.candidates.places[group]
        arrive_s = clock_s + walk_s(wish, here, group)
        lock_s = begin_s(wish.request.at, begin[place.id]) if place.id in begin else None
        ends = [
            (max(arrive_s, visit.open_s) + visit.dwell_s, -visit.prize, k)
            for k, visit in enumerate(visits[group])
            if arrive_s <= visit.close_s or (visit.hours is None and lock_s is None)
        ]
        if ends:
            visit = visits[group][min(ends)[2]]
            option, start_s = visit.option, max(arrive_s, visit.open_s)
        else:
            option = _missed(place, visits[group])
            start_s = max(arrive_s, lock_s or 0)
        clock_s = start_s + option.dwell_min * 60
        calls.append(
            Call(
                group=group,
                visit=visit if ends else None,
                option=option,
                reached=wish.travel_s[here][group] < UNREACHABLE,
                arrive_s=arrive_s,
                start_s=start_s,
                leave_s=clock_s,
                late_s=0 if lock_s is None else max(0, start_s - lock_s),
            )
        )
        here = group
    back_s = clock_s + walk_s(wish, here, count + 1)
    return Tour(calls=tuple(calls), back_s=back_s, ends=wish.travel_s[here][-1] < UNREACHABLE)


def fits(wish: Wish, order: Sequence[int]) -> bool:
    """Tell whether an order can be walked within the budget, nothing broken.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    order : sequence of int
        Groups.

    Returns
    -------
    bool
        Whether it can, by the shortest ways.
    """
    tour = earliest(wish, order)
    broken = any(call.broken for call in tour.calls)
    return not broken and tour.ends and tour.back_s <= wish.budget_s


def fullest(wish: Wish, tour: Tour) -> Tour:
    """See as much as an order has room for, breaking nothing that is whole and nothing more.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    tour : Tour
        The order as early as it goes.

    Returns
    -------
    Tour
        Of most prize; what breaks begins no later than it has to, and it is back within the budget
        or as early as can be. One that does not break has the visits that the plan has.
    """
    problem, visits = _relaxed(wish, tour)
    solution = solve(problem, work_limit=WORK_LIMIT)
    timetable = schedule(problem, solution.order)
    if not solution.order or timetable is None:  # cut off before it found what is there
        return tour
    calls = [
        replace(
            call,
            visit=None if call.visit is None else visits[step.row],
            option=visits[step.row].option,
            arrive_s=step.arrive_s,
            start_s=step.start_s,
            leave_s=step.leave_s,
        )
        for call, step in zip(tour.calls, timetable.calls, strict=True)
    ]
    return replace(tour, calls=tuple(calls), back_s=timetable.back_s)


def _missed(place: Place, visits: Sequence[Visit]) -> VisitOption:
    """Choose the way of seeing a place that was missed by least, or that has hours to be missed."""
    if visits:
        return max(visits, key=lambda visit: visit.close_s).option
    known = [option for option in place.options if option.opening_hours is not None]
    return max(known or place.options, key=lambda option: OPTION_WEIGHT[option.kind])


def _relaxed(wish: Wish, tour: Tour) -> tuple[Problem, tuple[Visit, ...]]:
    """Pose the order so that what breaks may break, no later than it has to; and its rows."""
    visits: list[Visit] = []
    groups: list[int] = []
    broken = {call.group: call for call in tour.calls if call.visit is None}
    for visit, group in zip(wish.candidates.visits, wish.candidates.group, strict=True):
        if group not in broken:
            visits.append(visit)
            groups.append(group)
    for group, call in broken.items():
        visits.append(
            Visit(
                place=wish.candidates.places[group],
                option=call.option,
                prize=0,
                dwell_s=call.option.dwell_min * 60,
                open_s=call.start_s,
                close_s=call.start_s,
                hours=None,
            )
        )
        groups.append(group)
    candidates = replace(wish.candidates, visits=tuple(visits), group=tuple(groups))
    ids = tuple(wish.candidates.places[group].id for group in tour.order)
    problem = pose(candidates, wish.ways, replace(wish.request, order=ids))
    nodes = [*groups, len(wish.candidates.places), len(wish.candidates.places) + 1]
    travel_s = np.array([[walk_s(wish, a, b) for b in nodes] for a in nodes], dtype=np.int64)
    budget_s = max(wish.budget_s, tour.back_s)
    return replace(problem, travel_s=travel_s, budget_s=budget_s), tuple(visits)
