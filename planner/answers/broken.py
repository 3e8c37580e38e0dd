"""Why a tour breaks at a stop, and when the place is open next. Units: seconds after leaving.

Imports planner.answers.anyway, planner.hours and planner.words.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from planner.answers.anyway import Call
from planner.answers.wish import Wish
from planner.hours import DayHours, arrival_windows, day_hours
from planner.notes import clock_text, windows_text
from planner.opening.reason import weekday
from planner.places import VisitOption
from planner.quarter import Quarter
from planner.request import MINUTES
from planner.route import Note
from planner.visits import begin_s
from planner.words import LANGS, Lang, say

_DAYS_AHEAD = 14
"""Days in which the next opening is looked for: past any week's rest and holiday."""
_DAY_S = 86_400

Breakage = Literal[
    "no_way",
    "fixed_past",
    "fixed_late",
    "fixed_far",
    "fixed_closed",
    "hours_unknown",
    "closed_day",
    "too_long",
    "last_entry",
    "closes",
    "closed_by_then",
]
"""``no_way``: no way leads there; ``fixed_past``: its locked time lies before the departure;
``fixed_late``: it is reached after its locked time; ``fixed_far``: that is more than twelve hours
after the departure; ``fixed_closed``: the visit does not fit into the opening hours at that time;
``hours_unknown``: nobody has published any; ``closed_day``: closed all day; ``too_long``: no
opening of the day is as long as the stay; ``last_entry``: reached after it; ``closes``: closes
before the visit ends; ``closed_by_then``: closed on arrival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Note):
    """What breaks at a stop: ``code`` is a ``Breakage``, the texts are clauses.

    ``opens``: when a visit can begin next, where that is known and would help.
    """

    opens: datetime | None


def why_broken(wish: Wish, call: Call) -> Broken:
    """Say why a tour breaks at a stop.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    call : Call
        The stop on the clock, where it breaks.

    Returns
    -------
    Broken
        The first thing that is wrong.
    """
    if not call.reached:
        return _broken("no_way")
    begin = dict(wish.request.fixed).get(wish.candidates.places[call.group].id)
    lock = None if begin is None else _lock(wish, call, begin)
    return lock or _shut(wish, call, begin)


def _lock(wish: Wish, call: Call, begin: str) -> Broken | None:
    """Say whether the locked time itself cannot be kept; None where the door is shut then."""
    place, lock_s = wish.candidates.places[call.group], begin_s(wish.request.at, begin)
    if lock_s < 0:
        return _broken("fixed_past", clock=begin)
    if lock_s > MINUTES[1] * 60:
        return _broken("fixed_far", clock=begin)
    if any(visit.place is place for visit in wish.candidates.visits):
        return _broken("fixed_late", clock=begin, minutes=-(-call.late_s // 60))
    return None


def _shut(wish: Wish, call: Call, begin: str | None) -> Broken:
    """Say why no visit can begin on arrival, or at the locked time."""
    option = call.option
    moment = wish.request.at + timedelta(seconds=call.start_s - call.late_s)
    hours = _hours(wish.quarter, option, moment.date())
    opens = _opens(wish.quarter, option, moment)
    if hours.status == "unknown":
        return _broken("hours_unknown")
    if hours.status == "closed":
        day = {"zh": weekday(moment.date())[0], "en": weekday(moment.date())[1]}
        return _broken("closed_day", opens, after=moment, day=day)
    spans = {lang: windows_text(hours, lang) for lang in LANGS}
    if not arrival_windows(hours, dwell_s=option.dwell_min * 60, last_entry=option.last_entry):
        return _broken("too_long", hours=spans, minutes=option.dwell_min)
    if begin is not None:
        return _broken("fixed_closed", opens, after=moment, clock=begin, hours=spans)
    return _missed(option, hours, moment, opens)


def _missed(
    option: VisitOption, hours: DayHours, moment: datetime, opens: datetime | None
) -> Broken:
    """Say what of the day's opening was missed."""
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    inside = [high for low, high in hours.windows if low <= second < high]
    if not inside:
        spans = {lang: windows_text(hours, lang) for lang in LANGS}
        return _broken("closed_by_then", opens, after=moment, hours=spans)
    if second + option.dwell_min * 60 > inside[0]:
        return _broken(
            "closes", opens, after=moment, clock=clock_text(inside[0]), minutes=option.dwell_min
        )
    return _broken("last_entry", opens, after=moment, clock=option.last_entry)


def _opens(quarter: Quarter, option: VisitOption, after: datetime) -> datetime | None:
    """Find the next moment at which a visit can begin."""
    midnight = after.replace(hour=0, minute=0, second=0)
    for days in range(_DAYS_AHEAD + 1):
        hours = _hours(quarter, option, after.date() + timedelta(days=days))
        for low, _ in arrival_windows(
            hours, dwell_s=option.dwell_min * 60, last_entry=option.last_entry
        ):
            begins = midnight + timedelta(days=days, seconds=low)
            if begins > after:
                return begins
    return None


def _hours(quarter: Quarter, option: VisitOption, day: date) -> DayHours:
    """Return the hours of a way of seeing a place."""
    spec, entry = option.opening_hours, option.last_entry
    return day_hours(spec, day, calendar=quarter.calendar, last_entry=entry)


def _broken(
    code: Breakage,
    opens: datetime | None = None,
    *,
    after: datetime | None = None,
    **values: object,
) -> Broken:
    """Word what breaks, and when it is open next."""
    texts: list[str] = []
    for lang in LANGS:
        mine = {name: v[lang] if isinstance(v, dict) else v for name, v in values.items()}
        text = say(f"tried.{code}", lang, **mine)
        if opens is not None and after is not None:
            text += say("tried.opens", lang, when=moment_text(opens, after.date(), lang))
        texts.append(text)
    return Broken(code=code, text_zh=texts[0], text_en=texts[1], opens=opens)


def moment_text(moment: datetime, today: date, lang: Lang) -> str:
    """Say a moment: its clock time, and its day if that is another.

    Parameters
    ----------
    moment : datetime
        The moment.
    today : date
        The day that need not be named.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    clock = f"{moment:%H:%M}"
    if moment.date() == today:
        return clock
    return say(
        "tried.moment",
        lang,
        weekday=weekday(moment.date())[LANGS.index(lang)],
        month=say(f"map.month_{moment.month}", lang),
        day=moment.day,
        clock=clock,
    )
