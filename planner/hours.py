"""When a place is open on a day, and why.

Units: seconds after local midnight; the night that follows runs on past 86400. May import
planner.words, planner.errors, planner.holidays and planner.opening; knows nothing of places.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.errors import Fault
from planner.holidays import SATURDAY, Calendar
from planner.opening.evaluate import Answer, Asked, evaluate
from planner.opening.reason import (
    Clause,
    clause,
    day_clause,
    holiday_clauses,
    in_words,
    remark_clauses,
    status_clause,
)
from planner.opening.rules import DAY_S, Rule, State, Window, read


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHours:
    """The hours of one place on one day.

    Parameters
    ----------
    date : date
        The day.
    status : {"open", "closed", "unknown"}
        ``open`` only where hours are known for certain; they are then in ``windows``.
    windows : tuple of tuple of int
        Begin and end, in order and disjoint; a window belongs to the day on which it begins.
    reason_zh, reason_en : str
        Why, in words.
    holiday_known : bool
        False where the calendar does not hold this year's holidays, so that the weekday decides.
    """

    date: date
    status: State
    windows: tuple[Window, ...]
    reason_zh: str
    reason_en: str
    holiday_known: bool


def day_hours(
    spec: str | None, day: date, *, calendar: Calendar, last_entry: str | None = None
) -> DayHours:
    """Tell when a place is open on one day.

    A public holiday matches ``PH`` and its own weekday. A make-up working day keeps its own
    weekday's hours; where those are closed, Friday's on a Saturday and Monday's on a Sunday.
    School holidays are not known: only what holds with and without them counts as open. A remark
    without hours, a time that follows the sun and an open end are unknown.

    Parameters
    ----------
    spec : str or None
        Hours in OSM syntax; None where nobody has published any.
    day : date
        The day, past or to come.
    calendar : Calendar
        The country's holidays.
    last_entry : str, optional
        ``HH:MM``, only to be told in the reason; `arrival_windows` applies it.

    Returns
    -------
    DayHours
        Status ``unknown`` also for a value that cannot be read; `check_spec` says what is wrong.

    Examples
    --------
    >>> from planner.china.calendar import calendar_for
    >>> office = "Mo-Fr 09:00-17:00; PH off"
    >>> as_json(day_hours(office, date(2026, 10, 10), calendar=calendar_for("CN")))["windows"]
    [['09:00', '17:00']]
    """
    text = (spec or "").strip()
    if not text:
        return _made(day, "unknown", (), calendar, [clause("none_given")])
    try:
        rules = read(text)
    except ValueError:
        return _made(day, "unknown", (), calendar, [clause("unreadable")])
    answer, weekday_of = _answer(rules, day, calendar)
    status: State = "open" if answer.windows else "unknown" if answer.uncertain else "closed"
    clauses = [day_clause(day, calendar), status_clause(status, weekday_of)]
    clauses += remark_clauses(answer.remarks)
    if answer.by_school:
        clauses.append(clause("school"))
    if last_entry is not None and status == "open":
        clauses.append(clause("last_entry", time=last_entry))
    if text != "24/7":  # holidays change nothing there
        clauses += holiday_clauses(rules, day, calendar)
    return _made(day, status, answer.windows, calendar, clauses)


def arrival_windows(
    hours: DayHours, *, dwell_s: int, last_entry: str | None = None
) -> tuple[Window, ...]:
    """Tell when a visit may start so that it ends before closing and starts by the last entry.

    Parameters
    ----------
    hours : DayHours
        The day's hours.
    dwell_s : int
        Length of the visit, seconds, not negative.
    last_entry : str, optional
        ``HH:MM``, the latest arrival; before a night session's opening it means the morning after.

    Returns
    -------
    tuple of tuple of int
        First and last second of arrival, one pair a session that has room for the visit.

    Examples
    --------
    >>> from planner.china.calendar import calendar_for
    >>> museum = day_hours("Tu-Su 09:00-17:00", date(2026, 11, 24), calendar=calendar_for("CN"))
    >>> arrival_windows(museum, dwell_s=1800, last_entry="16:00")
    ((32400, 57600),)
    """
    out: list[Window] = []
    for lo, hi in hours.windows:
        latest = hi - dwell_s
        if last_entry is not None:
            entry = _seconds(last_entry)
            latest = min(latest, entry + DAY_S if entry < lo and entry + DAY_S <= hi else entry)
        if lo <= latest:
            out.append((lo, latest))
    return tuple(out)


def check_spec(spec: str, where: str = "opening_hours") -> Fault | None:
    """Check the syntax of an opening_hours value.

    Parameters
    ----------
    spec : str
        The value.
    where : str
        File, feature and field, or the command's argument, to be named in the fault.

    Returns
    -------
    Fault or None
        What is wrong; None if nothing is.

    Examples
    --------
    >>> check_spec("Tu-Su 09:00-17:00; PH off") is None
    True
    >>> print(check_spec("9:00-17:00（16:00停止入馆）").message("en"))
    the hours “9:00-17:00（16:00停止入馆）” cannot be read from “（16:00停止入馆）” on
    """
    try:
        read(spec)
    except ValueError as fault:
        rest = str(fault.args[0]).strip()
        if not spec.strip():
            return Fault("hours_empty", where)
        if rest in ("", spec.strip()):
            return Fault("hours_unreadable", where, {"spec": spec})
        return Fault("hours_unreadable_from", where, {"spec": spec, "rest": rest})
    return None


def as_json(hours: DayHours) -> dict[str, Any]:
    """Return one day as ``citywalk hours --json`` prints it.

    Parameters
    ----------
    hours : DayHours
        The day.

    Returns
    -------
    dict of str to object
        ``date``, ``status``, ``windows`` (past midnight ``"26:00"``), ``reason_zh``, ``reason_en``.
    """
    return {
        "date": hours.date.isoformat(),
        "status": hours.status,
        "windows": [[_clock(lo), _clock(hi)] for lo, hi in hours.windows],
        "reason_zh": hours.reason_zh,
        "reason_en": hours.reason_en,
    }


def _answer(rules: tuple[Rule, ...], day: date, calendar: Calendar) -> tuple[Answer, date | None]:
    """Ask for the day; on a make-up day that would be closed, by the adjoining working day."""

    def ask(weekday_of: date) -> Answer:
        return evaluate(
            rules,
            Asked(
                day=day,
                weekday_of=weekday_of,
                is_holiday=lambda d: calendar.kind(d) == "holiday",
            ),
        )

    own = ask(day)
    if calendar.kind(day) != "makeup" or own.windows or own.uncertain:
        return own, None
    other = day + timedelta(days=-1 if day.weekday() == SATURDAY else 1)
    adjoining = ask(other)
    if adjoining.windows or adjoining.uncertain:
        return adjoining, other
    return own, None


def _made(
    day: date,
    status: State,
    windows: tuple[Window, ...],
    calendar: Calendar,
    clauses: Iterable[Clause],
) -> DayHours:
    said = tuple(clauses)
    return DayHours(
        date=day,
        status=status,
        windows=windows,
        reason_zh=in_words(said, "zh"),
        reason_en=in_words(said, "en"),
        holiday_known=calendar.known(day),
    )


def _seconds(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 3600 + int(minute) * 60


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}"
