"""The texts around the stand-alone map: heading, stop list, notes, as HTML. Units: metres, seconds.

Imports planner.route and planner.words. Every value is escaped here.
"""

from datetime import datetime
from html import escape

from planner.route import Leg, Route, Stop
from planner.words import Lang, say

MINUTE_S = 60
HOUR_MIN = 60


def page_texts(route: Route, lang: Lang) -> dict[str, str]:
    """Return the pieces of ``map.html`` that hold text.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    dict of str to str
        HTML by placeholder: ``summary``, ``clock``, ``stops``, ``notes``, ``skip``, ``heading``,
        ``licence``, ``offline``.
    """
    totals = route.totals
    took = duration(int((totals.back - totals.leave).total_seconds()), lang)
    key = "map.summary_one" if len(route.stops) == 1 else "map.summary"
    summary = say(
        key, lang, stops=len(route.stops), km=f"{totals.length_m / 1000:.1f}", duration=took
    )
    clock = say(
        "map.clock",
        lang,
        date=_date(totals.leave, lang),
        leave=f"{totals.leave:%H:%M}",
        back=f"{totals.back:%H:%M}",
    )
    return {
        "summary": escape(summary),
        "clock": escape(clock),
        "stops": "\n".join(_items(route, lang)),
        "notes": "\n".join(f"<p>{escape(text)}</p>" for text in _notes(route, lang)),
        "skip": escape(say("map.skip", lang)),
        "heading": escape(say("map.stops", lang)),
        "licence": escape(say("map.licence", lang)),
        "offline": escape(say("map.offline", lang)),
    }


def duration(seconds: int, lang: Lang) -> str:
    """Say a length of time, rounded to minutes.

    Parameters
    ----------
    seconds : int
        Length of time.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Hours and minutes.

    Examples
    --------
    >>> duration(7500, "en"), duration(3600, "zh"), duration(90, "en")
    ('2 h 5 min', '1小时', '2 min')
    """
    hours, minutes = divmod((seconds + MINUTE_S // 2) // MINUTE_S, HOUR_MIN)
    if not hours:
        return say("map.minutes", lang, minutes=minutes)
    key = "map.hours_minutes" if minutes else "map.hours"
    return say(key, lang, hours=hours, minutes=minutes)


def _items(route: Route, lang: Lang) -> list[str]:
    """Write start, legs, stops and finish as list items."""
    totals = route.totals
    start, end = (_name(route.start, lang), _name(route.end, lang))
    rows = [_item("end", "", start, f"{totals.leave:%H:%M}", say("map.start", lang))]
    for leg, stop in zip(route.legs, route.stops, strict=False):
        rows += [_leg(leg, lang), _stop(stop, lang)]
    rows.append(_leg(route.legs[-1], lang))
    rows.append(_item("end", "", end, f"{totals.back:%H:%M}", say("map.finish", lang)))
    return rows


def _stop(stop: Stop, lang: Lang) -> str:
    """Write one stop with its clock time, stay and remarks."""
    stay = duration(int((stop.leave - stop.start).total_seconds()), lang)
    how = say(f"map.{stop.option}", lang)
    below = [say("map.stay", lang, duration=stay, how=how)]
    below += [note.text_zh if lang == "zh" else note.text_en for note in stop.notes]
    number = str(stop.number)
    return _item("stop", number, _name(stop, lang), f"{stop.arrive:%H:%M}", *below)


def _item(kind: str, number: str, name: str, clock: str, *below: str) -> str:
    """Write one list item."""
    lines = "".join(f"<small>{escape(text)}</small>" for text in below)
    mark = f'<span class="mark {kind}" aria-hidden="true">{number}</span>'
    return (
        f'<li class="{kind}">{mark}<span class="what"><b>{escape(name)}</b>{lines}</span>'
        f"<time>{clock}</time></li>"
    )


def _leg(leg: Leg, lang: Lang) -> str:
    """Write the walk between two stops, with the streets in their order."""
    found = (part.street_zh if lang == "zh" else part.street_en for part in leg.segments)
    streets = list(dict.fromkeys(name for name in found if name))
    key = "map.walk_via" if streets else "map.walk"
    joined = say("map.street_comma", lang).join(streets)
    took = duration(leg.walk_s, lang)
    text = say(key, lang, metres=leg.length_m, duration=took, streets=joined)
    return f'<li class="leg">{escape(text)}</li>'


def _notes(route: Route, lang: Lang) -> list[str]:
    """Gather what the reader must know of the whole walk."""
    found = [note.text_zh if lang == "zh" else note.text_en for note in route.notes]
    redrawn = route.certificate.overlay_m
    return [*found, say("map.redrawn_note", lang, metres=redrawn)] if redrawn else found


def _name(named: object, lang: Lang) -> str:
    """Return a stop's or anchor's name in one language."""
    return str(getattr(named, f"name_{lang}"))


def _date(when: datetime, lang: Lang) -> str:
    """Say a date; English month names do not depend on the machine's locale."""
    month = say(f"map.month_{when.month}", lang)
    return say("map.date", lang, year=when.year, month=month, day=when.day)
