"""How much later one may leave and still make the same walk. Units: seconds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.route import Leg, Stop
from planner.visits import visits_of

_LONGEST_S = MINUTES[1] * 60 + 86_400
"""Openings looked at: whatever can begin on the day of the walk."""


def latest_leave(
    quarter: Quarter, request: Request, stops: Sequence[Stop], legs: Sequence[Leg]
) -> datetime | None:
    """Find the latest departure with the same stops, order, streets and openings.

    The budget counts from the later departure. Leaving later only shortens waits, so the walk never
    gets longer, and every departure up to the latest one does. Found backwards, as
    ``planner.schedule`` does it (Savelsbergh 1992), the budget left out.

    Parameters
    ----------
    quarter : Quarter
        Places and calendar.
    request : Request
        What the user chose.
    stops : sequence of Stop
        The walk's stops.
    legs : sequence of Leg
        The ways to them; the last one is not looked at.

    Returns
    -------
    datetime or None
        In whole seconds; None where no opening hours end the walk that day.
    """
    latest: datetime | None = None
    for stop, leg in reversed(list(zip(stops, legs, strict=False))):
        close = _close(quarter, request, stop)
        if latest is not None:
            follows = latest - (stop.leave - stop.start)
            close = follows if close is None else min(close, follows)
        latest = None if close is None else close - timedelta(seconds=leg.walk_s)
    midnight = (request.at + timedelta(days=1)).replace(hour=0, minute=0, second=0)
    return None if latest is None or latest >= midnight else latest


def _close(quarter: Quarter, request: Request, stop: Stop) -> datetime | None:
    """Latest start of a visit in its opening or at its locked time; None if it is not limited."""
    place = quarter.place_by_id[stop.id]
    option = next(option for option in place.options if option.kind == stop.option)
    begin = dict(request.fixed).get(stop.id)
    if option.opening_hours is None and begin is None:
        return None
    visits = visits_of(place, request.theme, request.at, _LONGEST_S, quarter.calendar, begin=begin)
    start_s = round((stop.start - request.at).total_seconds())
    closes = [
        visit.close_s
        for visit in visits
        if visit.option.kind == stop.option and visit.open_s <= start_s <= visit.close_s
    ]
    return request.at + timedelta(seconds=max(closes)) if closes else None
