"""The head of the route view: title, figures, wishes as chips, and what to change with one tap.

Units: metres, minutes; local clock times. All is escaped here. Imports planner and routes.
"""

import math
from collections.abc import Mapping
from datetime import timedelta
from html import escape

from planner.places import Place
from planner.quarter import Quarter
from planner.request import MINUTES, WISHES
from planner.route import Route
from planner.starts import Start
from planner.words import Lang, say
from routes.heading import Heading
from routes.timetable import MINUTE_S, clock, clock_minutes
from webapp.choices import FIT, PACES_KMH
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


def chips_html(quarter: Quarter, query: Query, usual: Query, rest: Query, lang: Lang) -> str:
    """Write what was wished beyond theme, time and start; a tap takes a wish back.

    What the published route is by itself is nobody's wish and has no chip.

    Parameters
    ----------
    quarter : Quarter
        Names of places.
    query : mapping of str to str
        Fields of the request.
    usual : mapping of str to str
        Those of the published route that the walk was made from; empty for one's own.
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
        for text, without in _wishes(query, usual, names, lang)
    ]
    if not chips:
        return ""
    label = escape(say("app.chips", lang))
    return f'<p class="cw-chips" role="group" aria-label="{label}">{"".join(chips)}</p>'


def _wishes(
    query: Query, usual: Query, names: Mapping[str, str], lang: Lang
) -> list[tuple[str, dict[str, str]]]:
    """List the wishes in words, each with the request that does without it."""
    found = []
    if "order" in query and query["order"] != usual.get("order"):
        key = "app.chip_order_changed" if usual else "app.chip_order"
        found.append((say(key, lang), _ordered_as(usual, query)))
    for field in _LISTS:
        ids = [name for name in _listed(query, field) if name not in _listed(usual, field)]
        if len(ids) > _MOST_NAMED:
            first = say("app.list_comma", lang).join(names.get(i, i) for i in ids[:_MOST_NAMED])
            text = say("answers.many", lang, names=first, count=len(ids))
            found.append((say(f"app.kept_{field}", lang, what=text), _without(query, field, ids)))
            continue
        for one in ids:
            fewer = _without(query, field, [one])
            found.append((say(f"app.kept_{field}", lang, what=names.get(one, one)), fewer))
    end = query.get("end")
    if end and end not in {usual.get("end"), usual.get("start")}:
        spot = names.get(end) or say("app.tapped", lang)
        found.append((say("app.kept_end", lang, what=spot), _less(query, "end")))
    wished = set(_listed(query, "prefer")) - set(_listed(usual, "prefer"))
    found += [
        (say(f"app.prefer_{wish}", lang), _without(query, "prefer", [wish]))
        for wish in WISHES
        if wish in wished
    ]
    for flag in ("step_free", "inside_quarter", "no_overlay"):
        if query.get(flag) == "1" != usual.get(flag):
            key = "app.kept_no_overlay" if flag == "no_overlay" else f"app.{flag}"
            found.append((say(key, lang), _less(query, flag)))
    if query.get("detour") == "0" != usual.get("detour"):
        found.append((say("app.chip_shortest", lang), _less(query, "detour")))
    return found


def _listed(query: Query, field: str) -> list[str]:
    """Read a list of the address."""
    return [name for name in query.get(field, "").split(",") if name]


def _without(query: Query, field: str, names: list[str]) -> dict[str, str]:
    """Take names out of a list of the address."""
    left = ",".join(name for name in _listed(query, field) if name not in names)
    return {**query, field: left} if left else _less(query, field)


def _ordered_as(usual: Query, query: Query) -> dict[str, str]:
    """Go back to the order of the published route, or to a free one, in the time that it takes."""
    if not usual:
        return _less(query, "order")
    ends = ("order", "start", "end", "minutes")
    plain = {name: text for name, text in query.items() if name not in ends}
    return plain | {name: usual[name] for name in ends if name in usual} | {FIT: "1"}


def tools_html(route: Route, query: Query, usual: Query, rest: Query, lang: Lang) -> str:
    """Write the changes that one tap makes: later, the other way round, slower.

    Parameters
    ----------
    route : Route
        The walk.
    query : mapping of str to str
        Fields of its request.
    usual : mapping of str to str
        Those of the published route that it was made from; empty for one's own.
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
    if len(route.stops) > 1 and not route.request.get("fixed"):  # a locked time has its place
        tools.append((say("app.reverse", lang), _reversed(route, query)))
    pace = float(route.request["pace_kmh"])
    if slower := [known for known in PACES_KMH if known < pace]:
        tools.append((say("app.slower", lang), _slower(route, slower[-1])))
    else:
        back = {"minutes": usual["minutes"]} if "minutes" in usual else {}
        tools.append((say("app.faster", lang), {"pace": f"{PACES_KMH[1]:g}", FIT: "1", **back}))
    links = "".join(
        link({**rest, **query, **change}, escape(text), "cw-button") for text, change in tools
    )
    return f'<p class="cw-tools">{links}</p>'


def _slower(route: Route, pace: float) -> dict[str, str]:
    """Walk more slowly, with as much more time as the same way takes."""
    totals, request = route.totals, route.request
    more_s = totals.walk_s * (float(request["pace_kmh"]) / pace - 1)
    needed = clock_minutes(totals.leave, totals.back) + math.ceil(more_s / MINUTE_S) + 1
    minutes = min(max(request["minutes"], needed), MINUTES[1])
    return {"pace": f"{pace:g}", "minutes": str(minutes), FIT: "1"}


def _reversed(route: Route, query: Query) -> dict[str, str]:
    """Turn the walk round: the same stops from the last to the first."""
    change = {"order": ",".join(stop.id for stop in reversed(route.stops)), FIT: "1"}
    if not route.is_loop:
        change |= {"start": query["end"], "end": query["start"]}
    return change


def _less(query: Query, field: str) -> dict[str, str]:
    """Leave one field out."""
    return {name: text for name, text in query.items() if name != field}
