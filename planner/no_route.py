"""Why there is no route: a result, not an error. Units: seconds, minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.answers.conflict import smallest_conflict
from planner.answers.part import Least, least_time
from planner.errors import Fault
from planner.orienteering.problem import UNREACHABLE, Problem
from planner.places import Place
from planner.pose import Candidates, find_candidates, pose
from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.resolve import Trip
from planner.streets.travel import travel
from planner.visits import begin_s
from planner.words import LANGS, say


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
    least = [(least_time(problem, (group,)), group) for group in range(len(candidates.places))]
    needed_s, nearest = min(
        ((alone.seconds, group) for alone, group in least if alone is not None), default=(None, -1)
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
    whole = least_time(problem, problem.must)
    if request.order and whole is not None:
        values = {"minutes": request.minutes, "needed": _minutes(whole.seconds)}
        return Fault("order_over", "order", values)
    short = replace(problem, budget_s=request.minutes * 60)
    conflict = smallest_conflict(short, problem.must)
    if conflict is None:
        return Fault("must_many", "must", {"minutes": request.minutes})
    return _conflict(request, candidates, problem, conflict.groups, whole)


def _conflict(
    request: Request,
    candidates: Candidates,
    problem: Problem,
    groups: Sequence[int],
    whole: Least | None,
) -> Fault:
    """Word a set of must-sees that does not fit; ``whole``: what all of them take."""
    places = [candidates.places[group] for group in groups]
    first = {"name": {"zh": places[0].name_zh, "en": places[0].name_en}}
    names = {"zh": "、".join(p.name_zh for p in places), "en": ", ".join(p.name_en for p in places)}
    least = least_time(problem, groups)
    if least is not None:
        values = {
            "names": names,
            "minutes": request.minutes,
            "over": _minutes(least.seconds) - request.minutes,
            "needed": _minutes((whole or least).seconds),
        }
        return Fault("must_over" if whole else "must_over_part", "must", values)
    rows = np.flatnonzero(problem.place == groups[0])
    if {place.id for place in places} & dict(request.fixed).keys():
        alone = len(groups) == 1 and not len(rows)
        return (
            _locked(request, places[0])
            if alone
            else Fault("fixed_missed", "fixed", {"names": names})
        )
    if len(groups) > 1:
        return Fault("must_hours", "must", {"names": names})
    if not len(rows):
        closed = {lang: say("left_out.closed", lang) for lang in LANGS}
        return Fault("must_closed", "must", {**first, "reason": closed})
    if problem.travel_s[problem.start, rows[0]] >= UNREACHABLE:
        return Fault("must_unreachable", "must", first)
    return Fault("must_hours", "must", {"names": names})


def _locked(request: Request, place: Place) -> Fault:
    """Say why a visit cannot begin at its locked time, however one walks."""
    begin = dict(request.fixed)[place.id]
    code = "fixed_past" if begin_s(request.at, begin) < 0 else "fixed_closed"
    name = {"zh": place.name_zh, "en": place.name_en}
    return Fault(code, "fixed", {"name": name, "clock": begin})


def _minutes(seconds: int) -> int:
    """Round up to whole minutes."""
    return -(-seconds // 60)
