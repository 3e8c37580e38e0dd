"""What a timetable says, in words: clock times, lengths of time, streets, stays.

Units: metres, seconds; local clock times. Imports planner and routes.directions.
"""

from datetime import datetime

from planner.answers.tried import TriedStop
from planner.route import Leg, Route, Stop
from planner.shaping import is_own
from planner.words import Lang, say
from routes.directions import SNIPPET_M, street_name

MINUTE_S = 60
HOUR_MIN = 60
_WHY_OUTSIDE = {"closed_inside", "hours_unknown", "no_time_inside"}
"""Remarks that say that a stop is seen from outside, and why."""


def clock_minutes(begin: datetime, end: datetime) -> int:
    """Count the minutes between two clock times as they are printed, so that all sums agree.

    Parameters
    ----------
    begin, end : datetime
        Moments; clocks show their minute and drop the seconds.

    Returns
    -------
    int
        Minutes.

    Examples
    --------
    >>> clock_minutes(datetime(2026, 1, 1, 13, 0, 59), datetime(2026, 1, 1, 13, 2, 1))
    2
    """
    shown = [moment.replace(second=0, microsecond=0) for moment in (begin, end)]
    return int((shown[1] - shown[0]).total_seconds()) // MINUTE_S


def streets_of(leg: Leg, lang: Lang) -> list[str]:
    """Name the streets of a leg in walking order, each once running.

    Parameters
    ----------
    leg : Leg
        The leg.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Names; a path without one is called so. Crossings and snippets are left out.
    """
    names: list[str] = []
    for part in leg.segments:
        small = part.length_m < SNIPPET_M or part.turn == "cross"
        if small and len(leg.segments) > 1:
            continue
        name = street_name(part, lang)
        if names[-1:] != [name]:
            names.append(name)
    return names


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


def summary(route: Route, lang: Lang) -> str:
    """Sum a route up: stops, kilometres, hours.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        One line of plain text.
    """
    totals = route.totals
    took = duration(clock_minutes(totals.leave, totals.back) * MINUTE_S, lang)
    key = "map.summary_one" if len(route.stops) == 1 else "map.summary"
    return say(key, lang, stops=len(route.stops), km=f"{totals.length_m / 1000:.1f}", duration=took)


def clock(route: Route, lang: Lang) -> str:
    """Say when a route leaves and is back, in words that do not depend on the machine's locale.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        One line of plain text.
    """
    leave, back = route.totals.leave, route.totals.back
    month = say(f"map.month_{leave.month}", lang)
    day = say("map.date", lang, year=leave.year, month=month, day=leave.day)
    return say("map.clock", lang, date=day, leave=f"{leave:%H:%M}", back=f"{back:%H:%M}")


def stop_lines(stop: Stop, lang: Lang) -> list[str]:
    """Say how long one stays at a stop and what to heed there, each thing once.

    Parameters
    ----------
    stop : Stop
        The stop.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Plain text.
    """
    said = any(note.code in _WHY_OUTSIDE for note in stop.notes)
    lines = [stay_text(stop, lang, only=said)]
    if waits := wait_text(stop, lang):
        lines.append(waits)
    notes = [note for note in stop.notes if note.code != "inside"]
    return lines + [note.text(lang) for note in notes]


def stay_text(stop: Stop | TriedStop, lang: Lang, *, only: bool = False) -> str:
    """Say how long one stays at a stop, and whether one goes in.

    Parameters
    ----------
    stop : Stop or TriedStop
        A stop.
    lang : {"zh", "en"}
        Language.
    only : bool, optional
        Only how long; of a guide's own stop there is nothing else to say.

    Returns
    -------
    str
        Plain text.
    """
    stay = duration(round((stop.leave - stop.start).total_seconds()), lang)
    if only or is_own(stop.id):
        return say("map.stay_only", lang, duration=stay)
    return say("map.stay", lang, duration=stay, how=say(f"map.{stop.option}", lang))


def wait_text(stop: Stop | TriedStop, lang: Lang) -> str:
    """Say how long one waits at a stop before the visit begins.

    Parameters
    ----------
    stop : Stop or TriedStop
        The stop.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text, that it is for the door unless the time is a guide's; empty below a minute.
    """
    if stop.wait_s < MINUTE_S:
        return ""
    key = "map.wait_locked" if locked_text(stop, lang) else "map.wait"
    return say(key, lang, duration=duration(stop.wait_s, lang))


def locked_text(stop: Stop | TriedStop, lang: Lang) -> str:
    """Say when a guide has locked the visit to begin.

    Parameters
    ----------
    stop : Stop or TriedStop
        The stop.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        What its notes say of it; empty where no time is locked.
    """
    return "".join(note.text(lang) for note in stop.notes if note.code == "locked")


def joined(streets: list[str], lang: Lang) -> str:
    """Name streets in a row.

    Parameters
    ----------
    streets : list of str
        Their names.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        "A, B and C".

    Examples
    --------
    >>> joined(["Yuyuan Road", "Wuyi Road", "Jiangsu Road"], "en")
    'Yuyuan Road, Wuyi Road and Jiangsu Road'
    """
    *first, last = streets or [""]
    if not first:
        return last
    return say("map.street_and", lang).join([say("map.street_comma", lang).join(first), last])
