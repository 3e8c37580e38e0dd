"""The reason of a day's hours, in words. Imports planner.words, holidays and opening.rules."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.holidays import Calendar
from planner.opening.rules import Rule, State, mentions
from planner.words import Lang, say

_BOOKING = re.compile(r"预约|预订|appointment|booking|reservation", re.IGNORECASE)
_BOOKING_ONLY = re.compile(
    r"[需须请]?(提前)?预约|by appointment( only)?|(booking|reservation)( needed| required)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause: a text of words/hours.toml and its values, each as 中文 and English."""

    key: str
    values: dict[str, tuple[str, str]]


def in_words(clauses: Iterable[Clause], lang: Lang) -> str:
    """Say clauses in one line.

    Parameters
    ----------
    clauses : iterable of Clause
        In the order of speech.
    lang : {"zh", "en"}
        Language wanted.

    Returns
    -------
    str
        The clauses, joined.

    Examples
    --------
    >>> in_words([clause("day", weekday=weekday(date(2026, 11, 24))), clause("closed")], "en")
    'Tuesday; closed'
    """
    at = 0 if lang == "zh" else 1
    return say("hours.separator", lang).join(
        say(f"hours.{c.key}", lang, **{name: texts[at] for name, texts in c.values.items()})
        for c in clauses
    )


def clause(key: str, **values: tuple[str, str] | str) -> Clause:
    """Make a clause.

    Parameters
    ----------
    key : str
        Name of a text in words/hours.toml.
    **values : tuple of str, or str
        What its placeholders stand for, in 中文 and English, or the same in both.

    Returns
    -------
    Clause
        The clause.
    """
    both = {name: (v, v) if isinstance(v, str) else v for name, v in values.items()}
    return Clause(key=key, values=both)


def weekday(day: date) -> tuple[str, str]:
    """Name a day's weekday.

    Parameters
    ----------
    day : date
        Any day.

    Returns
    -------
    tuple of str
        In 中文 and English.
    """
    key = f"hours.weekday_{day.isoweekday()}"
    return say(key, "zh"), say(key, "en")


def day_clause(day: date, calendar: Calendar) -> Clause:
    """Say what sort of day it is.

    Parameters
    ----------
    day : date
        The day.
    calendar : Calendar
        The country's holidays.

    Returns
    -------
    Clause
        Weekday, with the holiday or make-up day named.
    """
    name = calendar.holiday_name(day)
    if name is None:
        return clause("day", weekday=weekday(day))
    return clause(f"day_{calendar.kind(day)}", weekday=weekday(day), name=name)


def status_clause(status: State, weekday_of: date | None) -> Clause:
    """Say whether it is open.

    Parameters
    ----------
    status : {"open", "closed", "unknown"}
        The day's status.
    weekday_of : date or None
        The adjoining working day whose hours a make-up day keeps, if it does.

    Returns
    -------
    Clause
        The clause.
    """
    if weekday_of is not None and status == "open":
        return clause("open_as", weekday=weekday(weekday_of))
    return clause(status)


def remark_clauses(remarks: Iterable[str]) -> Iterator[Clause]:
    """Say the remarks that stand beside the hours.

    Parameters
    ----------
    remarks : iterable of str
        The comments, as written in the value.

    Yields
    ------
    Clause
        One a remark; a bare "by appointment" is put in both languages, all else quoted.
    """
    for text in remarks:
        if _BOOKING_ONLY.fullmatch(text):
            yield clause("booking")
        elif _BOOKING.search(text):
            yield clause("booking_remark", text=text)
        else:
            yield clause("remark", text=text)


def holiday_clauses(rules: Iterable[Rule], day: date, calendar: Calendar) -> Iterator[Clause]:
    """Say what is not known of holidays on this day.

    Parameters
    ----------
    rules : iterable of Rule
        The rules of the value.
    day : date
        The day.
    calendar : Calendar
        The country's holidays.

    Yields
    ------
    Clause
        One at most.
    """
    if not calendar.known(day):
        ahead = calendar.last_year is not None and day.year > calendar.last_year
        yield clause("holidays_not_yet_known" if ahead else "holidays_not_known")
    elif calendar.kind(day) == "holiday" and not mentions(rules, "PH"):
        yield clause("holiday_hours_not_stated")
