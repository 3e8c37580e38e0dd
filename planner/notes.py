"""Remarks on a route and its stops, in both languages. Units: metres."""

from collections.abc import Sequence
from datetime import datetime

from planner.hours import DayHours
from planner.places import Place, VisitOption
from planner.request import Request
from planner.route import Leg, Note
from planner.visits import Door, Visit
from planner.words import LANGS, Lang, say

ALONG_HERE_M = 60
"""A position less certain than this is a stretch of street, not a spot (docs/architecture.md)."""


def stop_notes(visit: Visit, entry: Door, locked: str | None = None) -> tuple[Note, ...]:
    """Remark on one stop: its door, its hours, its position, and what visitors should heed.

    Parameters
    ----------
    visit : Visit
        The way it is seen.
    entry : {"open", "closed", "hours_unknown", "none"}
        Whether it can be entered during the walk.
    locked : str, optional
        The clock time at which the visit has to begin.

    Returns
    -------
    tuple of Note
        Those that apply.
    """
    place, option = visit.place, visit.option
    notes: list[Note] = [] if locked is None else [_note("locked", clock=locked)]
    if option.kind == "inside":
        notes.append(_note("inside"))
    elif entry != "none":
        code = {"open": "no_time_inside", "closed": "closed_inside"}.get(entry, "hours_unknown")
        notes.append(_note(code))
    if visit.hours is not None:
        if option.hours_year is not None:
            notes.append(_hours_note(visit.hours, option))
        if not visit.hours.holiday_known:
            notes.append(_note("holiday_unknown"))
    if option.booking_zh and option.booking_en:
        notes.append(Note(code="booking", text_zh=option.booking_zh, text_en=option.booking_en))
    if along_here(place):
        notes.append(_note("along_here", metres=place.position.accuracy_m))
    if place.access_notes_zh and place.access_notes_en:
        notes.append(
            Note(code="access", text_zh=place.access_notes_zh, text_en=place.access_notes_en)
        )
    return tuple(notes)


def along_here(place: Place) -> bool:
    """Tell whether a place is shown as a stretch of street because its position is not certain.

    Parameters
    ----------
    place : Place
        The place.

    Returns
    -------
    bool
        True if the position is worse than ``ALONG_HERE_M``.
    """
    return (place.position.accuracy_m or 0) > ALONG_HERE_M


def route_notes(
    request: Request, legs: Sequence[Leg], now: datetime, *, proved: bool
) -> tuple[Note, ...]:
    """Remark on the whole route: its date, its proof, its streets.

    Parameters
    ----------
    request : Request
        What the user chose.
    legs : sequence of Leg
        The route's legs.
    now : datetime
        When the plan is made, tz-aware.
    proved : bool
        Whether the route is proved to be the best.

    Returns
    -------
    tuple of Note
        Those that apply.
    """
    notes: list[Note] = []
    if request.at < now.replace(second=0, microsecond=0):
        notes.append(_note("past_date"))
    if not proved:
        notes.append(_note("not_proved"))
    for code, metres in (("overlay", overlay_m(legs)), ("access_unknown", access_unknown_m(legs))):
        if metres:
            notes.append(_note(code, metres=metres))
    return tuple(notes)


def overlay_m(legs: Sequence[Leg]) -> int:
    """Sum the metres on redrawn streets.

    Parameters
    ----------
    legs : sequence of Leg
        The route's legs.

    Returns
    -------
    int
        Metres.
    """
    return sum(s.length_m for leg in legs for s in leg.segments if s.overlay)


def access_unknown_m(legs: Sequence[Leg]) -> int:
    """Sum the metres of which the map does not say who may pass.

    Parameters
    ----------
    legs : sequence of Leg
        The route's legs.

    Returns
    -------
    int
        Metres.
    """
    return sum(s.length_m for leg in legs for s in leg.segments if s.access == "unknown")


def _hours_note(hours: DayHours, option: VisitOption) -> Note:
    """Say when it is open on that day, and how old that news is."""
    code = "check_hours_entry" if option.last_entry else "check_hours"
    texts = []
    for lang in LANGS:
        values = {"hours": windows_text(hours, lang), "year": option.hours_year}
        texts.append(say(f"route.note_{code}", lang, **values, entry=option.last_entry))
    return Note(code="check_hours", text_zh=texts[0], text_en=texts[1])


def windows_text(hours: DayHours, lang: Lang) -> str:
    """Write a day's opening hours.

    Parameters
    ----------
    hours : DayHours
        The day.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Clock times; empty where it is closed.
    """
    spans = (f"{clock_text(low)}–{clock_text(high)}" for low, high in hours.windows)
    return say("map.street_comma", lang).join(spans)


def clock_text(second: int) -> str:
    """Write seconds after midnight as a time of the clock.

    Parameters
    ----------
    second : int
        Seconds; past midnight they begin anew.

    Returns
    -------
    str
        ``HH:MM``.
    """
    return f"{second // 3600 % 24:02d}:{second % 3600 // 60:02d}"


def _note(code: str, **values: object) -> Note:
    """Make a remark of the text ``route.note_<code>``."""
    zh, en = (say(f"route.note_{code}", lang, **values) for lang in LANGS)
    return Note(code=code, text_zh=zh, text_en=en)
