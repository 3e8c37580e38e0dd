"""Ask the rules of an opening_hours value for one day. Units: seconds after local midnight.

How rules override each other is settled here, because opening-hours-py cuts the night of
``We 22:00-02:00; Th off`` at midnight. Imports planner.opening.rules.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours

from planner.opening.rules import Piece, Rule, Window, mentions, parsed

_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The day asked for, and what the rules may want to know of it.

    Parameters
    ----------
    day : date
        The day itself: seasons, weeks and dates go by it.
    weekday_of : date
        The day whose weekday holds; another one than ``day`` on a make-up day.
    is_holiday : callable
        Whether a date is a public holiday.
    """

    day: date
    weekday_of: date
    is_holiday: Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the rules say of one day.

    Parameters
    ----------
    windows : tuple of tuple of int
        When it is open for certain: in order, disjoint, within 48 hours of the day's midnight.
    uncertain : bool
        Whether it may be open at other times.
    remarks : tuple of str
        The comments that go with them.
    by_school : bool
        Whether the hours differ in the school holidays.
    """

    windows: tuple[Window, ...]
    uncertain: bool
    remarks: tuple[str, ...]
    by_school: bool = False


def evaluate(rules: tuple[Rule, ...], asked: Asked) -> Answer:
    """Ask the rules for one day.

    A window belongs to the day on which it begins; nothing of the next day's rules cuts it. The
    dates of school holidays are not known: what holds both in them and out of them is certain.

    Parameters
    ----------
    rules : tuple of Rule
        The rules of one value.
    asked : Asked
        The day.

    Returns
    -------
    Answer
        What they say.
    """
    term = _reading(rules, asked, school=False)
    if not mentions(rules, "SH"):
        return term
    off = _reading(rules, asked, school=True)
    if (term.windows, term.uncertain) == (off.windows, off.uncertain):
        return term
    shared = (
        (max(a, c), min(b, d))
        for a, b in term.windows
        for c, d in off.windows
        if max(a, c) < min(b, d)
    )
    remarks = tuple(dict.fromkeys(term.remarks + off.remarks))
    return Answer(windows=merged(shared), uncertain=True, remarks=remarks, by_school=True)


def merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Join windows that touch or overlap.

    Parameters
    ----------
    windows : iterable of tuple of int
        Begin and end, in any order.

    Returns
    -------
    tuple of tuple of int
        The same times in order and disjoint.

    Examples
    --------
    >>> merged([(20, 30), (5, 10), (10, 12)])
    ((5, 12), (20, 30))
    """
    out: list[Window] = []
    for lo, hi in sorted(windows):
        if out and lo <= out[-1][1]:
            out[-1] = (out[-1][0], max(hi, out[-1][1]))
        else:
            out.append((lo, hi))
    return tuple(out)


def _reading(rules: tuple[Rule, ...], asked: Asked, *, school: bool) -> Answer:
    pieces: list[Piece] = []
    closing = ""
    for rule in rules:
        fallen_through = not any(state != "closed" for _, _, state, _ in pieces)
        if (rule.joint == "||" and not fallen_through) or not _holds(rule, asked, school=school):
            continue
        closing = rule.remark
        if rule.closes_day or (rule.joint == ";" and rule.pieces[0][2] != "closed"):
            pieces = []
        for piece in rule.pieces:
            pieces = _painted(pieces, piece)
    opened = [p for p in sorted(pieces) if p[2] == "open"]
    uncertain = [p for p in sorted(pieces) if p[2] == "unknown"]
    said = [p[3] for p in opened or uncertain] if opened or uncertain else [closing]
    return Answer(
        windows=merged((lo, hi) for lo, hi, _, _ in opened),
        uncertain=bool(uncertain),
        remarks=tuple(dict.fromkeys(text for text in said if text)),
    )


def _holds(rule: Rule, asked: Asked, *, school: bool) -> bool:
    if rule.dates and not _includes(rule.dates, asked.day):
        return False
    return all(any(_matches(item, asked, school=school) for item in group) for group in rule.days)


def _matches(item: str, asked: Asked, *, school: bool) -> bool:
    kind = item[:2].upper()
    if kind == "SH":
        return school
    if kind == "PH":
        moved = re.search(r"([+-]\d+)", item)
        try:
            return asked.is_holiday(asked.day - timedelta(days=int(moved[1]) if moved else 0))
        except OverflowError:
            return False
    if "[" in item:
        return _includes(parsed(f"{item} 00:00-24:00"), asked.weekday_of)
    first, last = (_WEEKDAYS.index(end[:2].lower()) for end in (item, item[-2:]))
    return (asked.weekday_of.weekday() - first) % 7 <= (last - first) % 7


def _includes(dates: OpeningHours, day: date) -> bool:
    return dates.is_open(datetime.combine(day, time(12)))


def _painted(pieces: list[Piece], new: Piece) -> list[Piece]:
    """Lay a piece over the others."""
    lo, hi = new[:2]
    kept = [(a, min(b, lo), s, t) for a, b, s, t in pieces if a < lo]
    kept += [(max(a, hi), b, s, t) for a, b, s, t in pieces if b > hi]
    return [*kept, new]
