"""The head of the route view: title, figures, wishes as chips, and what to change with one tap.

Units: metres, minutes; local clock times. All is escaped here. Imports planner and routes.
"""

from collections.abc import Mapping
from datetime import timedelta
from html import escape

from planner.places import Place
from planner.quarter import Quarter
from planner.request import DEFAULT_DETOUR, WISHES
from planner.route import Route
from planner.starts import Start
from planner.words import Lang, say
from routes.heading import Heading
from routes.timetable import clock, clock_minutes
from webapp.choices import PACES_KMH
from webapp.island import link

Query = Mapping[str, str]

_LISTS = ("must", "never")
_MOST_NAMED = 3
"""Places ruled out that have a chip each; another walk may rule out a dozen."""
_LATER_MIN = 30


def head_html(route: Route, heading: Heading, lang: Lang) -> str:
    """Write title, promise and the big figures.

    Parameters
    ----------
    route : Route
        The walk.
    heading : Heading
        Its title and text.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    totals = route.totals
    figures = (
        (str(clock_minutes(totals.leave, totals.back)), "app.minutes_unit"),
        (f"{totals.length_m / 1000:.1f}", "app.km_unit"),
        (str(len(route.stops)), "app.stop_unit" if len(route.stops) == 1 else "app.stops_unit"),
    )
    row = "".join(
        f"<div><b>{escape(number)}</b> {escape(say(key, lang))}</div>" for number, key in figures
    )
    return (
        f"<h1>{escape(heading.title(lang))}</h1>"
        '<details class="cw-text" data-fold="text">'
        f"<summary>{escape(heading.text(lang))}</summary></details>"
        f'<div class="cw-figures" role="status">{row}</div>'
        f'<p class="cw-when">{escape(clock(route, lang))}</p>'
    )


def chips_html(quarter: Quarter, query: Query, rest: Query, lang: Lang) -> str:
    """Write what was wished beyond theme, time and start; a tap takes a wish back.

    Parameters
    ----------
    quarter : Quarter
        Names of places.
    query : mapping of str to str
        Fields of the request.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; empty without wishes.
    """
    things: list[Start | Place] = [*quarter.starts, *quarter.places]
    names = {thing.id: str(getattr(thing, f"name_{lang}")) for thing in things}
    chips = [
        link(
            {**rest, **without},
            f'{escape(text)}<span aria-hidden="true"> ×</span>',
            "cw-chip",
            label=say("app.chip_undo", lang, what=text),
        )
        for text, without in _wishes(query, names, lang)
    ]
    if not chips:
        return ""
    label = escape(say("app.chips", lang))
    return f'<p class="cw-chips" role="group" aria-label="{label}">{"".join(chips)}</p>'


def _wishes(query: Query, names: Mapping[str, str], lang: Lang) -> list[tuple[str, dict[str, str]]]:
    """List the wishes in words, each with the request that does without it."""
    found = []
    if "order" in query:
        found.append((say("app.chip_order", lang), _less(query, "order")))
    for field in _LISTS:
        ids = [name for name in query.get(field, "").split(",") if name]
        if len(ids) > _MOST_NAMED:
            first = say("app.list_comma", lang).join(names.get(i, i) for i in ids[:_MOST_NAMED])
            text = say("answers.many", lang, names=first, count=len(ids))
            found.append((say(f"app.kept_{field}", lang, what=text), _less(query, field)))
            continue
        for one in ids:
            left = ",".join(other for other in ids if other != one)
            fewer = {**query, field: left} if left else _less(query, field)
            found.append((say(f"app.kept_{field}", lang, what=names.get(one, one)), fewer))
    if end := query.get("end"):
        spot = names.get(end) or say("app.tapped", lang)
        found.append((say("app.kept_end", lang, what=spot), _less(query, "end")))
    wished = query.get("prefer", "").split(",")
    for wish in (wish for wish in WISHES if wish in wished):
        left = ",".join(other for other in wished if other != wish)
        fewer = {**query, "prefer": left} if left else _less(query, "prefer")
        found.append((say(f"app.prefer_{wish}", lang), fewer))
    for flag in ("step_free", "inside_quarter", "no_overlay"):
        if query.get(flag) == "1":
            key = "app.kept_no_overlay" if flag == "no_overlay" else f"app.{flag}"
            found.append((say(key, lang), _less(query, flag)))
    if query.get("detour", str(DEFAULT_DETOUR)) == "0":
        found.append((say("app.chip_shortest", lang), _less(query, "detour")))
    return found


def tools_html(route: Route, query: Query, rest: Query, lang: Lang) -> str:
    """Write the changes that one tap makes: later, the other way round, slower.

    Parameters
    ----------
    route : Route
        The walk.
    query : mapping of str to str
        Fields of its request.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    leave, latest = route.totals.leave, route.latest_leave
    later = leave + timedelta(minutes=_LATER_MIN)
    tools = []
    if latest is None or later <= latest:
        tools.append(
            (say("app.later", lang, minutes=_LATER_MIN), {"at": f"{later:%Y-%m-%dT%H:%M}"})
        )
    if latest is not None and latest > leave:
        text = say("app.latest", lang, clock=f"{latest:%H:%M}")
        tools.append((text, {"at": f"{latest:%Y-%m-%dT%H:%M}"}))
    if len(route.stops) > 1:
        tools.append((say("app.reverse", lang), _reversed(route, query)))
    pace = float(route.request["pace_kmh"])
    if slower := [known for known in PACES_KMH if known < pace]:
        tools.append((say("app.slower", lang), {"pace": f"{slower[-1]:g}"}))
    else:
        tools.append((say("app.faster", lang), {"pace": f"{PACES_KMH[1]:g}"}))
    links = "".join(
        link({**rest, **query, **change}, escape(text), "cw-button") for text, change in tools
    )
    return f'<p class="cw-tools">{links}</p>'


def _reversed(route: Route, query: Query) -> dict[str, str]:
    """Turn the walk round: the same stops from the last to the first."""
    change = {"order": ",".join(stop.id for stop in reversed(route.stops))}
    if not route.is_loop:
        change |= {"start": query["end"], "end": query["start"]}
    return change


def _less(query: Query, field: str) -> dict[str, str]:
    """Leave one field out."""
    return {name: text for name, text in query.items() if name != field}
