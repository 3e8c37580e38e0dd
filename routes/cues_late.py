"""What a guide does who is late at a stop: what to drop, by how late. Units: minutes.

Imports planner and modules of routes.
"""

from itertools import groupby

from planner.answers.late import Late, if_late
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route, Stop
from planner.words import Lang, say
from routes.timetable import MINUTE_S

LATE_MIN = (5, 10, 15, 20, 30)
"""How late a group is taken to be in what is said of each stop."""


def late_lines(
    quarter: Quarter, request: Request, route: Route, stop: Stop, lang: Lang
) -> tuple[str, ...]:
    """Say how late one may be at a stop, and what to drop beyond.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    request : Request
        What the route answers.
    route : Route
        The walk.
    stop : Stop
        The stop that is reached late.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    tuple of str
        One line for each piece of advice, the steps at which it is the same taken together.
    """
    lines = []
    spare = (stop.slack_s or 0) // MINUTE_S
    if spare:
        lines.append(say("cues.spare", lang, minutes=spare))
    asked = _asked(quarter, request, route, stop.number, spare)
    for (key, dropped), run in groupby(asked, key=lambda one: (_key(one[1]), one[1].dropped)):
        steps = list(run)
        names = [_named(other, lang) for other in route.stops if other.id in dropped]
        values = {
            "minutes": "–".join(
                str(minutes) for minutes in dict.fromkeys((steps[0][0], steps[-1][0]))
            ),
            "back": f"{steps[-1][1].back:%H:%M}",
            "names": say("map.street_comma", lang).join(names),
        }
        lines.append(say(f"cues.{key}", lang, **values))
    return tuple(lines)


def _asked(
    quarter: Quarter, request: Request, route: Route, number: int, spare: int
) -> list[tuple[int, Late]]:
    """Ask for each step beyond what there is to spare."""
    steps = [minutes for minutes in LATE_MIN if minutes > spare]
    return [(n, if_late(quarter, request, route, number, n * MINUTE_S)) for n in steps]


def _key(late: Late) -> str:
    """Name the advice."""
    if not late.in_time:
        return "late_over"
    if not late.dropped:
        return "late_none"
    return "late_drop" if late.keeps_musts else "late_drop_must"


def _named(stop: Stop, lang: Lang) -> str:
    """Name a stop with its number."""
    return f"{stop.number} {stop.name(lang)}"
