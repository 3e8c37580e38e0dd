"""Why there is no route: a result, not an error. Units: seconds, minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np

from planner.errors import Fault
from planner.orienteering.least_budget import MOST_GROUPS, least_budget_s
from planner.orienteering.problem import UNREACHABLE, Problem
from planner.pose import Candidates, find_candidates, pose
from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.resolve import Trip
from planner.streets.travel import travel
from planner.words import LANGS, say

_MOST_TRIED = 6
"""Must-sees among which the smallest conflict is sought; with more, all are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRoute:
    """No route answers the request; ``fault`` says why and what would help."""

    fault: Fault


def why_no_route(quarter: Quarter, request: Request, trip: Trip) -> NoRoute:
    """Find out why nothing fits, by planning the same with the longest time that can be asked for.

    Parameters
    ----------
    quarter : Quarter
        Places and streets.
    request : Request
        What the user chose.
    trip : Trip
        The same, looked up.

    Returns
    -------
    NoRoute
        Which must-sees do not fit and by how many minutes; without must-sees, how long the shortest
        visit takes.
    """
    generous = replace(request, minutes=MINUTES[1])
    candidates = find_candidates(quarter, generous, trip)
    ways = travel(quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    problem = pose(candidates, ways, generous)
    if problem.must:
        return NoRoute(fault=_musts(request, candidates, problem))
    return NoRoute(fault=_nothing(quarter, request, candidates, problem))


def _nothing(quarter: Quarter, request: Request, candidates: Candidates, problem: Problem) -> Fault:
    """Say how long the shortest visit takes."""
    theme = quarter.theme_by_id[request.theme]
    if not candidates.places:
        return Fault(
            "nothing_scores", "theme", {"theme": {"zh": theme.name_zh, "en": theme.name_en}}
        )
    least = [(least_budget_s(problem, (group,)), group) for group in range(len(candidates.places))]
    needed_s, nearest = min(
        ((seconds, group) for seconds, group in least if seconds is not None), default=(None, -1)
    )
    if needed_s is None or needed_s <= request.minutes * 60:
        return Fault("closed_all_day", "at")
    place = candidates.places[nearest]
    return Fault(
        "budget_too_short",
        "minutes",
        {
            "minutes": request.minutes,
            "needed": _minutes(needed_s),
            "name": {"zh": place.name_zh, "en": place.name_en},
        },
    )


def _musts(request: Request, candidates: Candidates, problem: Problem) -> Fault:
    """Name the smallest set of must-sees that does not fit, and what it lacks."""
    groups = problem.must
    whole = _least_s(problem, groups) if len(groups) <= MOST_GROUPS else None
    if request.order and whole is not None:
        values = {"minutes": request.minutes, "needed": _minutes(whole)}
        return Fault("order_over", "order", values)
    sizes = range(1, len(groups)) if len(groups) <= _MOST_TRIED else range(1, 2)
    subsets = chain.from_iterable(combinations(groups, size) for size in sizes)
    for subset in chain(subsets, [groups]):
        least = _least_s(problem, subset)
        if least is None or least > request.minutes * 60:
            return _conflict(request, candidates, problem, subset, (least, whole))
    return _conflict(request, candidates, problem, groups, (None, None))


def _least_s(problem: Problem, groups: tuple[int, ...]) -> int | None:
    """Seconds that a set of must-sees takes; one in a fixed order stays in it."""
    order = tuple(group for group in problem.fixed_order if group in groups)
    return least_budget_s(replace(problem, must=groups, fixed_order=order), groups)


def _conflict(
    request: Request,
    candidates: Candidates,
    problem: Problem,
    groups: Sequence[int],
    seconds: tuple[int | None, int | None],
) -> Fault:
    """Word a set of must-sees that does not fit; seconds: what it takes, and what all take."""
    least_s, whole_s = seconds
    places = [candidates.places[group] for group in groups]
    first = {"name": {"zh": places[0].name_zh, "en": places[0].name_en}}
    names = {"zh": "、".join(p.name_zh for p in places), "en": ", ".join(p.name_en for p in places)}
    if least_s is not None:
        values = {
            "names": names,
            "minutes": request.minutes,
            "needed": _minutes(whole_s or least_s),
        }
        return Fault("must_over", "must", values | {"over": _minutes(least_s) - request.minutes})
    rows = np.flatnonzero(problem.place == groups[0])
    if len(groups) > 1:
        return Fault("must_hours", "must", {"names": names})
    if not len(rows):
        closed = {lang: say("left_out.closed", lang) for lang in LANGS}
        return Fault("must_closed", "must", {**first, "reason": closed})
    if problem.travel_s[problem.start, rows[0]] >= UNREACHABLE:
        return Fault("must_unreachable", "must", first)
    return Fault("must_hours", "must", {"names": names})


def _minutes(seconds: int) -> int:
    """Round up to whole minutes."""
    return -(-seconds // 60)
