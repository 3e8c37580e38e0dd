"""Answers under a walk: why a place is not in it, and other walks; computed when asked for.

All is escaped here. Imports planner, routes and streamlit.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from planner.answers.alternatives import MOST
from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.route import LeftOut, Route
from planner.words import Lang, say
from routes.answers import left_out_text, names_of, other_text, others_remark, why_lines
from webapp.dataset import others, why
from webapp.island import link

Query = Mapping[str, str]

_ASKED = "asked"
_OTHERS = "others"


def others_html(here: Quarter, request: Request, route: Route, rest: Query, lang: Lang) -> str:
    """Write other walks, each with a link that takes it over; before that, the offer to look.

    Parameters
    ----------
    here : Quarter
        The quarter.
    request : Request
        What the route answers.
    route : Route
        The walk.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    heading = escape(say("answers.others", lang))
    if st.session_state.get(_OTHERS) != route.id:
        text = escape(say("answers.others_look", lang))
        button = f'<button type="button" class="cw-button" data-act="others">{text}</button>'
        return f'<div class="cw-others"><h2>{heading}</h2><p>{button}</p></div>'
    with st.spinner(say("answers.others_working", lang)):
        found = others(request, here.data_version)
    take = escape(say("answers.take", lang))
    cards = "".join(
        f'<li class="cw-other"><b>{escape(other_text(other, lang))}</b>'
        f"<small>{escape(names_of(here, [stop.id for stop in other.route.stops], lang))}</small>"
        f"{link({**other.request.as_query(), **rest}, take, 'cw-button')}"
        "</li>"
        for other in found
    )
    remark = escape(others_remark(route, len(found), MOST, lang))
    return f'<div class="cw-others"><h2>{heading}</h2><ul>{cards}</ul><p>{remark}</p></div>'


def left_out_html(here: Quarter, request: Request, route: Route, rest: Query, lang: Lang) -> str:
    """Write the places that are not in the walk, what would let them in, and links that do it.

    Parameters
    ----------
    here : Quarter
        The quarter.
    request : Request
        What the route answers.
    route : Route
        The walk.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; empty if nothing is left out.
    """
    if not route.left_out:
        return ""
    rows = "".join(
        _left_out(here, request, route, out, rest, lang)
        for out in sorted(route.left_out, key=_cheapest)
    )
    heading = escape(say("proof.left_out", lang, count=len(route.left_out)))
    fold = '<details class="fold" data-fold="left-out">'
    return f'{fold}<summary>{heading}</summary><ul class="cw-left">{rows}</ul></details>'


def asked(route: Route, act: str) -> None:
    """Take a tap on a question.

    Parameters
    ----------
    route : Route
        The walk that is asked about.
    act : str
        ``others``, or ``why:`` and a place's id; the same question again folds its answer away.
    """
    state = st.session_state
    if act == "others":
        state[_OTHERS] = route.id
    elif act.startswith("why:"):
        question = (route.id, act.removeprefix("why:"))
        state[_ASKED] = None if state.get(_ASKED) == question else question


def _left_out(
    here: Quarter, request: Request, route: Route, out: LeftOut, rest: Query, lang: Lang
) -> str:
    """Write one place."""
    name = str(getattr(here.place_by_id[out.id], f"name_{lang}"))
    reason = left_out_text(out, lang)
    head = f"<b>{escape(name)}</b><small>{escape(reason[:1].upper() + reason[1:])}</small>"
    if out.reason == "position_unknown":
        return f"<li>{head}</li>"
    query = _with(request, out.id)
    tools = [link({**query, **rest}, escape(say("answers.insist", lang)), "cw-button")]
    if out.cost_min and request.minutes + out.cost_min <= MINUTES[1] and not request.order:
        stops = [*dict.fromkeys([*request.must, *(stop.id for stop in route.stops), out.id])]
        more = {**query, "must": ",".join(stops), "minutes": str(request.minutes + out.cost_min)}
        text = escape(say("answers.insist_more", lang, minutes=out.cost_min))
        tools.append(link({**more, **rest}, text, "cw-button"))
    asks = escape(f"why:{out.id}")
    tools.append(
        f'<button type="button" class="cw-button" data-name="{asks}" data-act="{asks}">'
        f"{escape(say('answers.why', lang))}</button>"
    )
    answer = _why(here, request, route, out, lang)
    return f'<li>{head}<div class="cw-tools">{"".join(tools)}</div>{answer}</li>'


def _why(here: Quarter, request: Request, route: Route, out: LeftOut, lang: Lang) -> str:
    """Write the answer, if this place was asked about."""
    if st.session_state.get(_ASKED) != (route.id, out.id):
        return ""
    answer = why(request, out.id, here.data_version)
    if answer is None:
        return ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in why_lines(here, route, answer, lang))
    return f'<div class="cw-why" role="status">{lines}</div>'


def _with(request: Request, place_id: str) -> dict[str, str]:
    """Ask for a place that is left out: in an order of one's own it comes last."""
    query = request.as_query()
    field = "order" if request.order else "must"
    query[field] = ",".join([*getattr(request, field), place_id])
    never = [name for name in request.never if name != place_id]
    query["never"] = ",".join(never)
    return {name: text for name, text in query.items() if text}


def _cheapest(out: LeftOut) -> tuple[bool, bool, int]:
    """Put first what would fit in with the fewest minutes more, last what cannot be walked to."""
    return out.reason == "position_unknown", out.cost_min is None, out.cost_min or 0
