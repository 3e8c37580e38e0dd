"""The list of the walk page in one language, as HTML: all that the map says, and more.

Units: metres, minutes; local clock times. All is escaped here. Imports planner, modules of routes.
"""

from datetime import datetime
from html import escape

from planner.quarter import Quarter
from planner.route import Anchor, Route, Stop
from planner.shaping import quarter_of
from planner.words import Lang, say
from routes.answers import spare_lines
from routes.folds import proof_html
from routes.heading import Heading
from routes.remarks import remarks
from routes.small_print import small_print
from routes.story import story_html
from routes.timetable import clock, clock_minutes, stop_lines
from routes.timetable_html import leg_html


def listing_html(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> str:
    """Write everything that is read, in one language.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    fine = [*small_print(quarter, lang), say("map.licence", lang)]
    return "".join(
        (
            f'<p class="promise">{escape(heading.text(lang))}</p>',
            f'<p class="clock">{escape(clock(route, lang))}</p>',
            "".join(f"<p>{escape(line)}</p>" for line in spare_lines(route, lang)),
            "".join(
                f'<p class="note">{escape(line)}</p>' for line in remarks(quarter, route, lang)
            ),
            f"<h2>{escape(say('map.stops', lang))}</h2>",
            f'<ol class="walk">{_rows(quarter, route, lang)}</ol>',
            proof_html(route, lang),
            f'<div class="fine">{"".join(f"<p>{escape(line)}</p>" for line in fine)}</div>',
        )
    )


def _rows(quarter: Quarter, route: Route, lang: Lang) -> str:
    """Write the timetable."""
    totals, places = route.totals, quarter_of(quarter, route).place_by_id
    rows = [_end(route.start, totals.leave, say("map.start", lang), lang)]
    left = totals.leave
    for leg, stop in zip(route.legs, route.stops, strict=False):
        rows.append(leg_html(leg, clock_minutes(left, stop.arrive), lang))
        rows.append(_stop(stop, story_html(places[stop.id], lang), lang))
        left = stop.leave
    rows.append(leg_html(route.legs[-1], clock_minutes(left, totals.back), lang))
    rows.append(_end(route.end, totals.back, say("map.finish", lang), lang))
    return "".join(rows)


def _stop(stop: Stop, story: str, lang: Lang) -> str:
    """Write a stop: clock, stay, remarks, story, and the buttons."""
    lines = stop_lines(stop, lang)
    name = stop.name(lang)
    n = stop.number
    told = ""
    if story:
        listen = _button("listen", n, say("walkpage.listen", lang), name)
        told = (
            f'<details class="told"><summary>{escape(say("map.story", lang))}</summary>'
            f"{listen}{story}</details>"
        )
    buttons = _button("stamp", n, say("walkpage.stamp", lang), name, "pressed")
    buttons += _button("show", n, say("walkpage.show", lang), name)
    return (
        f'<li class="stop" data-n="{n}"><span class="mark" aria-hidden="true">{n}</span>'
        f'<div class="what"><h3>{escape(name)}</h3>'
        + "".join(f"<small>{escape(line)}</small>" for line in lines)
        + f'{told}<div class="do">{buttons}</div></div><time>{stop.arrive:%H:%M}</time></li>'
    )


def _button(kind: str, number: int, text: str, name: str, state: str = "") -> str:
    """Write a button of a stop; its name for screen readers says which stop."""
    pressed = ' aria-pressed="false"' if state else ""
    return (
        f'<button type="button" class="{kind}" data-n="{number}"{pressed}>{escape(text)}'
        f'<span class="unseen"> {escape(name)}</span></button>'
    )


def _end(anchor: Anchor, moment: datetime, what: str, lang: Lang) -> str:
    """Write the start or the finish."""
    name = anchor.name(lang)
    return (
        '<li class="end"><span class="mark" aria-hidden="true"></span>'
        f'<div class="what"><h3>{escape(name)}</h3><small>{escape(what)}</small></div>'
        f"<time>{moment:%H:%M}</time></li>"
    )
