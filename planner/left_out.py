"""Why a place is not in the route. Units: seconds, minutes."""

from collections.abc import Sequence

from planner.answers.extra_time import extra_minutes
from planner.orienteering.problem import Problem
from planner.places import Place
from planner.pose import Candidates
from planner.quarter import Quarter
from planner.request import Request
from planner.route import LeftOut, Reason
from planner.schedule import schedule
from planner.visits import door
from planner.words import say


def left_out(
    quarter: Quarter,
    request: Request,
    candidates: Candidates,
    problem: Problem,
    order: Sequence[int],
) -> tuple[LeftOut, ...]:
    """Give each place that is not in the route its reason.

    Parameters
    ----------
    quarter : Quarter
        All places.
    request : Request
        What the user chose.
    candidates : Candidates
        Places that could have been in it.
    problem : Problem
        Times and windows.
    order : sequence of int
        Rows of the route.

    Returns
    -------
    tuple of LeftOut
        In the order of the places.
    """
    group = {place.id: g for g, place in enumerate(candidates.places)}
    inside = {candidates.visits[row].place.id for row in order}
    cost_min = extra_minutes(quarter, request, candidates, problem, order)
    found: list[LeftOut] = []
    for place in quarter.places:
        if place.id in inside:
            continue
        if place.id in group:
            reason = _beaten(problem, order, group[place.id])
        else:
            reason = _barred(quarter, place, request)
        found.append(
            LeftOut(
                id=place.id,
                reason=reason,
                text_zh=say(_text(place, request, reason), "zh"),
                text_en=say(_text(place, request, reason), "en"),
                cost_min=cost_min.get(place.id),
            )
        )
    return tuple(found)


def _barred(quarter: Quarter, place: Place, request: Request) -> Reason:
    """Why a place was no candidate."""
    if place.lon is None:
        return "position_unknown"
    if (
        place.id in request.never
        or request.order
        or (request.inside_quarter and not place.in_quarter)
    ):
        return "excluded"
    if place.themes.get(request.theme, 0) == 0:
        return "lower_prize"
    entry = door(place, (), request.at.date(), quarter.calendar)
    return "hours_unknown" if entry == "hours_unknown" else "closed"


def _text(place: Place, request: Request, reason: Reason) -> str:
    """Key of the sentence that says it; some reasons have several."""
    if reason == "excluded" and place.id not in request.never:
        return "left_out.excluded_order" if request.order else "left_out.excluded_outside"
    if reason == "lower_prize" and place.themes.get(request.theme, 0) == 0:
        return "left_out.other_theme"
    return f"left_out.{reason}"


def _beaten(problem: Problem, order: Sequence[int], group: int) -> Reason:
    """Why a candidate did not get in: too far, no time beside the others, or worth too little."""
    rows = [row for row in range(len(problem.prize)) if problem.place[row] == group]
    if all(schedule(problem, [row]) is None for row in rows):
        return "too_far"
    for row in rows:
        for position in range(len(order)):
            swapped = [*order[:position], row, *order[position + 1 :]]
            if schedule(problem, swapped) is not None:
                return "lower_prize"
    return "time"
