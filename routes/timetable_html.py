"""The timetable of a route as HTML: start, legs, stops, finish.

Units: metres, seconds; local clock times. Every value is escaped here. Imports planner and modules
of routes.
"""

from collections.abc import Mapping
from html import escape

from planner.route import Leg, Route, Stop
from planner.words import Lang, say
from routes.directions import directions
from routes.timetable import MINUTE_S, clock_minutes, duration, joined, stop_lines, streets_of


def timetable_html(
    route: Route,
    lang: Lang,
    stories: Mapping[str, str] | None = None,
    tools: Mapping[str, str] | None = None,
) -> str:
    """Write the timetable.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.
    stories : mapping of str to str, optional
        HTML to fold away under a stop, by its id.
    tools : mapping of str to str, optional
        HTML to end a stop with, by its id.

    Returns
    -------
    str
        Items of an ordered list.
    """
    totals, told, ends = route.totals, stories or {}, tools or {}
    rows = [_end(route.start.name(lang), f"{totals.leave:%H:%M}", say("map.start", lang))]
    left = totals.leave
    for leg, stop in zip(route.legs, route.stops, strict=False):
        rows.append(leg_html(leg, clock_minutes(left, stop.arrive), lang))
        rows.append(_stop(stop, lang, told.get(stop.id, ""), ends.get(stop.id, "")))
        left = stop.leave
    rows.append(leg_html(route.legs[-1], clock_minutes(left, totals.back), lang))
    rows.append(_end(route.end.name(lang), f"{totals.back:%H:%M}", say("map.finish", lang)))
    return "\n".join(rows)


def leg_html(leg: Leg, minutes: int, lang: Lang) -> str:
    """Write the walk between two stops, with the streets in their order.

    Parameters
    ----------
    leg : Leg
        The leg.
    minutes : int
        Clock minutes that it takes.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        An item of a list, its turns folded away.
    """
    streets = streets_of(leg, lang)
    key = "map.walk_via" if streets else "map.walk"
    took = duration(minutes * MINUTE_S, lang) if minutes else say("map.moment", lang)
    text = escape(say(key, lang, metres=leg.length_m, duration=took, streets=joined(streets, lang)))
    turns = directions(leg, lang)
    if len(turns) < 2:  # noqa: PLR2004 - one street: the line says it all
        return f'<li class="leg">{text}</li>'
    rows = "".join(f"<li>{escape(turn)}</li>" for turn in turns)
    inside = f'<summary>{text}</summary><ul class="turns">{rows}</ul>'
    return f'<li class="leg"><details>{inside}</details></li>'


def _stop(stop: Stop, lang: Lang, story: str, tool: str) -> str:
    """Write one stop with its clock time, stay, remarks, story and what can be done about it."""
    lines = stop_lines(stop, lang)
    below = "".join(f"<small>{escape(line)}</small>" for line in lines)
    if story:
        heading = escape(say("map.story", lang))
        fold = f'<details class="told" data-fold="{escape(stop.id)}">'
        below += f"{fold}<summary>{heading}</summary>{story}</details>"
    mark = f'<span class="mark stop" aria-hidden="true">{stop.number}</span>'
    return _item("stop", mark, stop.name(lang), below + tool, f"{stop.arrive:%H:%M}")


def _end(name: str, time: str, what: str) -> str:
    """Write the start or the finish."""
    mark = '<span class="mark end" aria-hidden="true"></span>'
    return _item("end", mark, name, f"<small>{escape(what)}</small>", time)


def _item(kind: str, mark: str, name: str, below: str, time: str) -> str:
    """Write one list item."""
    what = f'<div class="what"><b>{escape(name)}</b>{below}</div>'
    return f'<li class="{kind}">{mark}{what}<time>{time}</time></li>'
