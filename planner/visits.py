"""Ways to see each place on the day of the walk: the rows of the problem.

Units: seconds after leaving the start.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from planner.holidays import Calendar
from planner.hours import DayHours, arrival_windows, day_hours
from planner.opening.evaluate import merged
from planner.places import OPTION_WEIGHT, Place, VisitOption

_DAY_S = 86_400
_HALF_DAY_S = _DAY_S // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One option of a place in one of its windows.

    Parameters
    ----------
    place : Place
        The place.
    option : VisitOption
        Seen from the street or from inside.
    prize : int
        Theme score times the option's weight.
    dwell_s : int
        Length of the visit.
    open_s, close_s : int
        Earliest and latest arrival, seconds after leaving the start.
    hours : DayHours or None
        The hours of the day of the walk; None where the option is there at any hour.
    """

    place: Place
    option: VisitOption
    prize: int
    dwell_s: int
    open_s: int
    close_s: int
    hours: DayHours | None


Door = Literal["open", "closed", "hours_unknown", "none"]


def visits_of(
    place: Place,
    theme: str,
    at: datetime,
    budget_s: int,
    calendar: Calendar,
    *,
    begin: str | None = None,
) -> tuple[Visit, ...]:
    """List the ways to see a place during a walk.

    Parameters
    ----------
    place : Place
        The place.
    theme : str
        Id of the theme that scores it.
    at : datetime
        When the walk leaves, in the quarter's zone.
    budget_s : int
        How long it may take.
    calendar : Calendar
        Holidays of the country.
    begin : str, optional
        Clock time, ``HH:MM``, at which the visit has to begin (``begin_s``).

    Returns
    -------
    tuple of Visit
        One for each option and opening of the day; none where no option can be had. Unknown hours
        are not open, so an inside visit without known hours is not listed.
    """
    visits: list[Visit] = []
    for option in place.options:
        for low_s, high_s, hours in _windows(option, at, budget_s, calendar):
            open_s, close_s = low_s, high_s
            if begin is not None:
                open_s = close_s = begin_s(at, begin)
                if not low_s <= open_s <= high_s:
                    continue
            visits.append(
                Visit(
                    place=place,
                    option=option,
                    prize=place.themes.get(theme, 0) * OPTION_WEIGHT[option.kind],
                    dwell_s=option.dwell_min * 60,
                    open_s=open_s,
                    close_s=close_s,
                    hours=hours,
                )
            )
    return tuple(visits)


def begin_s(at: datetime, begin: str) -> int:
    """Return when a locked visit begins.

    Parameters
    ----------
    at : datetime
        When the walk leaves.
    begin : str
        ``HH:MM``.

    Returns
    -------
    int
        Seconds after leaving: the first such time within twelve hours, else that of the same day,
        which is then below zero or later.
    """
    hours, minutes = begin.split(":")
    clock = at.replace(hour=int(hours), minute=int(minutes), second=0)
    seconds = round((clock - at).total_seconds())
    return seconds + _DAY_S if seconds + _DAY_S <= _HALF_DAY_S else seconds


def door(place: Place, visits: Iterable[Visit], day: date, calendar: Calendar) -> Door:
    """Tell whether a place can be entered during the walk.

    Parameters
    ----------
    place : Place
        The place.
    visits : iterable of Visit
        What ``visits_of`` lists for it.
    day : date
        The day of the walk.
    calendar : Calendar
        Holidays of the country.

    Returns
    -------
    {"open", "closed", "hours_unknown", "none"}
        ``none``: nobody lets visitors in, or says so.
    """
    inside = [option for option in place.options if option.kind == "inside"]
    if not inside:
        return "none"
    if any(visit.option.kind == "inside" for visit in visits):
        return "open"
    known = (day_hours(option.opening_hours, day, calendar=calendar).status for option in inside)
    return "closed" if any(status != "unknown" for status in known) else "hours_unknown"


def _windows(
    option: VisitOption, at: datetime, budget_s: int, calendar: Calendar
) -> Iterator[tuple[int, int, DayHours | None]]:
    """Yield arrival windows after leaving, the evening before and the day after included."""
    if option.opening_hours is None:
        if option.kind == "outside":
            yield 0, budget_s, None
        return
    days = {
        shift: day_hours(
            option.opening_hours,
            at.date() + timedelta(days=shift),
            calendar=calendar,
            last_entry=option.last_entry,
        )
        for shift in (-1, 0, 1)
    }
    clock_s = at.hour * 3600 + at.minute * 60 + at.second
    for low, high in _arrivals(option, days):
        open_s, close_s = max(low - clock_s, 0), min(high - clock_s, budget_s)
        if open_s <= close_s:
            yield open_s, close_s, days[0]


def _arrivals(option: VisitOption, days: Mapping[int, DayHours]) -> Iterator[tuple[int, int]]:
    """Yield arrival windows, seconds after the midnight before the walk; keys are days from it."""
    dwell_s = option.dwell_min * 60
    if option.last_entry is None:  # an opening that runs on past midnight is one
        shifted = [
            (low + shift * _DAY_S, high + shift * _DAY_S)
            for shift, hours in days.items()
            for low, high in hours.windows
        ]
        yield from ((low, high - dwell_s) for low, high in merged(shifted) if low <= high - dwell_s)
        return
    for shift, hours in days.items():
        for low, high in arrival_windows(hours, dwell_s=dwell_s, last_entry=option.last_entry):
            yield low + shift * _DAY_S, high + shift * _DAY_S
