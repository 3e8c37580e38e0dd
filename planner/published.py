"""Published routes as requests for a day: the first plain one of their kind. Minutes, km/h.

Imports planner.catalogue, errors, holidays, quarter, request and words.
"""

from datetime import date, datetime, time, timedelta

from planner.catalogue import PublishedRoute
from planner.errors import Fault, RequestError
from planner.files.nearest import nearest
from planner.holidays import Calendar, weekday_kind
from planner.quarter import Quarter
from planner.request import Request
from planner.words import Lang, say

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""In the order of ``date.weekday()``."""
_YEAR_DAYS = 366
_ODD_DAYS = 70
"""A weekday is plain again within so many days: no row of holidays and make-up days is longer."""


def edition_day(published: PublishedRoute) -> date:
    """Return the first day of the month of a route's edition.

    Parameters
    ----------
    published : PublishedRoute
        The route.

    Returns
    -------
    date
        What is kept of the route in files is planned for the first plain day from then on, so
        that it does not change with today's date.
    """
    return date.fromisoformat(f"{published.edition}-01")


def request_of(published: PublishedRoute, quarter: Quarter, *, on: date) -> Request:
    """Make the request of a published route for a day.

    Parameters
    ----------
    published : PublishedRoute
        The route.
    quarter : Quarter
        Its calendar tells which days are plain, its zone what the clock means.
    on : date
        First day that may be chosen.

    Returns
    -------
    Request
        For ``plain_day`` at the route's clock time.

    Raises
    ------
    RequestError
        If the route is for public holidays and the country's calendar knows none.
    """
    day = plain_day(published.weekday, quarter.calendar, on=on)
    at = datetime.combine(day, time.fromisoformat(published.clock), quarter.zone)
    return _request_at(published, at)


def published_as(quarter: Quarter, request: Request) -> PublishedRoute | None:
    """Find the published route that a request is, whatever the day and the time.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    request : Request
        A request.

    Returns
    -------
    PublishedRoute or None
        The first one with the same wishes.
    """
    return next((p for p in quarter.published if _request_at(p, request.at) == request), None)


def _request_at(published: PublishedRoute, at: datetime) -> Request:
    """Make the request of a published route for a moment."""
    return Request(
        theme=published.theme,
        minutes=published.minutes,
        start=published.start,
        end=published.end,
        at=at,
        pace_kmh=published.pace,
        must=published.must,
        never=published.never,
        order=published.order,
        detour=published.detour,
        prefer=published.prefer,
        step_free=published.step_free,
        inside_quarter=published.inside_quarter,
        overlay=published.overlay,
    )


def next_request(published: PublishedRoute, quarter: Quarter, *, now: datetime) -> Request:
    """Make the request of a published route for the next time that it can be walked.

    Parameters
    ----------
    published : PublishedRoute
        The route.
    quarter : Quarter
        The quarter.
    now : datetime
        The clock's time, tz-aware.

    Returns
    -------
    Request
        Today's if it has not left yet, else a later day's.

    Raises
    ------
    RequestError
        As of ``request_of``.
    """
    today = now.astimezone(quarter.zone).date()
    request = request_of(published, quarter, on=today)
    if request.at < now:
        return request_of(published, quarter, on=today + timedelta(days=1))
    return request


def when(published: PublishedRoute, lang: Lang) -> str:
    """Say when a published route is meant to be walked.

    Parameters
    ----------
    published : PublishedRoute
        The route.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Weekday, clock time and minutes.
    """
    day = say(f"published.day_{published.weekday}", lang)
    return say("published.when", lang, day=day, clock=published.clock, minutes=published.minutes)


def published_route(quarter: Quarter, route_id: str) -> PublishedRoute:
    """Look up a published route.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route_id : str
        Its id.

    Returns
    -------
    PublishedRoute
        The route.

    Raises
    ------
    RequestError
        If there is none of that id, with the nearest match.
    """
    known = quarter.published_by_id
    if route_id in known:
        return known[route_id]
    if not known:
        raise RequestError([Fault("published_none", "published")])
    near = nearest(route_id, known)
    values = {"value": route_id, "nearest": near, "known": ", ".join(known)}
    raise RequestError([Fault("published_unknown", "published", values)])


def plain_day(weekday: str, calendar: Calendar, *, on: date) -> date:
    """Find a day that is what its weekday says, or a public holiday.

    Parameters
    ----------
    weekday : {"mo", "tu", "we", "th", "fr", "sa", "su", "holiday"}
        What day is wanted.
    calendar : Calendar
        Public holidays and make-up working days.
    on : date
        First day that may be chosen.

    Returns
    -------
    date
        The first such day on or after ``on`` that is neither holiday nor make-up working day. For
        ``holiday`` the first holiday from ``on``; where the calendar ends before one, the last that
        it knows.

    Raises
    ------
    RequestError
        If a holiday is wanted and the calendar knows none.

    Examples
    --------
    >>> from planner.china.calendar import ChinaCalendar
    >>> plain_day("sa", ChinaCalendar(), on=date(2026, 10, 1))  # 3 is a holiday, 10 is worked
    datetime.date(2026, 10, 17)
    """
    if weekday == "holiday":
        return _holiday(calendar, on)
    days = (on + timedelta(days=n) for n in range(_ODD_DAYS))
    ours = (day for day in days if WEEKDAYS[day.weekday()] == weekday)
    return next(day for day in ours if calendar.kind(day) == weekday_kind(day))


def _holiday(calendar: Calendar, on: date) -> date:
    """Find the next public holiday, or the last one that is known."""
    steps = [*range(_YEAR_DAYS), *range(-1, -_YEAR_DAYS, -1)]
    days = (on + timedelta(days=n) for n in steps)
    found = next((day for day in days if calendar.kind(day) == "holiday"), None)
    if found is None:
        raise RequestError([Fault("no_holiday_known", "weekday")])
    return found
