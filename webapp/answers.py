"""Answers under a walk: why a place is not in it, and other walks; computed when asked for.

Imports planner, routes and streamlit.
"""

import streamlit as st

from planner.answers.alternatives import MOST
from planner.quarter import Quarter
from planner.request import Request
from planner.route import LeftOut, Route
from planner.words import Lang, say
from routes.answers import left_out_text, names_of, other_text, others_remark, why_lines
from webapp.choices import keep_wishes, plain
from webapp.dataset import others, why

_ASKED = "asked"


def answers(here: Quarter, request: Request, route: Route, lang: Lang) -> None:
    """Draw both sections, closed; a new walk closes them again.

    Parameters
    ----------
    here : Quarter
        The quarter.
    request : Request
        What the route answers.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.
    """
    heading = say("answers.others", lang)
    section = st.expander(heading, key=f"others-{route.id}", on_change="rerun")
    if section.open:
        with section:
            _others(here, request, route, lang)
    if not route.left_out:
        return
    heading = say("proof.left_out", lang, count=len(route.left_out))
    section = st.expander(heading, key=f"left-out-{route.id}", on_change="rerun")
    if section.open:
        with section, st.container(key="left-out"):
            for out in sorted(route.left_out, key=_cheapest):
                _left_out(here, request, route, out, lang)


def _others(here: Quarter, request: Request, route: Route, lang: Lang) -> None:
    """List other walks, each with a button that takes it over."""
    with st.spinner(say("answers.others_working", lang)):
        found = others(request, here.data_version)
    for number, other in enumerate(found):
        with st.container(key=f"other-{number}", border=True):
            st.markdown(f"**{plain(other_text(route, other, lang))}**")
            st.caption(plain(names_of(here, [stop.id for stop in other.route.stops], lang)))
            st.button(
                say("answers.take", lang),
                key=f"take-{number}",
                on_click=keep_wishes,
                args=(other.request,),
            )
    if remark := others_remark(route, len(found), MOST, lang):
        st.caption(plain(remark))


def _left_out(here: Quarter, request: Request, route: Route, out: LeftOut, lang: Lang) -> None:
    """Name a place that is not in the walk; a tap tells more, and offers to go there anyway."""
    name = plain(getattr(here.place_by_id[out.id], f"name_{lang}"))
    asked = (route.id, out.id)
    if out.reason == "position_unknown":
        st.markdown(name)
    else:
        st.button(name, key=f"why-{out.id}", type="tertiary", on_click=_ask, args=asked)
    if st.session_state.get(_ASKED) != asked:
        st.caption(plain(left_out_text(out, lang)))
        return
    answer = why(request, out.id, here.data_version)
    if answer is None:
        return
    with st.container(key="why-answer", border=True):
        for line in why_lines(here, route, answer, lang):
            st.markdown(plain(line))
        if answer.instead is not None:
            st.button(
                say("answers.insist", lang),
                key="insist",
                on_click=keep_wishes,
                args=(answer.instead.request,),
            )


def _cheapest(out: LeftOut) -> tuple[bool, bool, int]:
    """Put first what would fit in with the fewest minutes more, last what cannot be walked to."""
    return out.reason == "position_unknown", out.cost_min is None, out.cost_min or 0


def _ask(route_id: str, place_id: str) -> None:
    """Ask about a place, or fold its answer away again."""
    asked = (route_id, place_id)
    st.session_state[_ASKED] = None if st.session_state.get(_ASKED) == asked else asked
