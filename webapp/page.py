"""The page, top to bottom: address → controls → one call into the planner → map and timetable."""

from datetime import datetime

import streamlit as st

from planner.errors import CitywalkError, Fault
from planner.no_route import NoRoute
from planner.quarter import Quarter
from planner.request import Request, read_request
from planner.route import Route
from planner.words import LANGS, Lang, say
from webapp import choices
from webapp.answers import answers
from webapp.controls import controls, header
from webapp.dataset import planned, quarter
from webapp.look import STYLE, document_language
from webapp.mapview import map_view
from webapp.timetable import fine_html, walk_html


def main() -> None:
    """Draw the page once; Streamlit calls this at every change."""
    st.set_page_config(page_title=say("app.title", "zh"), layout="wide")
    st.html(STYLE)
    try:
        here = quarter()
    except CitywalkError as error:
        _broken(error)
        return
    now = datetime.now(here.zone)
    lang = choices.take_address(here, now)
    st.html(document_language(lang), unsafe_allow_javascript=True)
    with st.container(key="page"):
        with st.container(key="controls"):
            header(here, lang)
            controls(here, lang, now)
            query = choices.as_query()
            choices.write_address(query, lang)
            request, route, faults = _plan(here, query, now)
            _complain(faults, lang)
        with st.container(key="map"):
            map_view(here, route, lang)
        if request is not None and route is not None:
            with st.container(key="walk"):
                st.html(walk_html(here, route, lang))
                answers(here, request, route, lang)
                st.html(fine_html(here, lang))


def _plan(
    here: Quarter, query: dict[str, str], now: datetime
) -> tuple[Request | None, Route | None, tuple[Fault, ...]]:
    """Plan what the controls ask for; what is wrong is shown in the route's place."""
    try:
        request = read_request(query, here.zone, now=now)
        route = planned(request, here.data_version)
    except CitywalkError as error:
        return None, None, error.faults
    if isinstance(route, NoRoute):
        return request, None, (route.fault,)
    return request, route, ()


def _complain(faults: tuple[Fault, ...], lang: Lang) -> None:
    """Show what is wrong and what would help."""
    for fault in faults:
        st.warning(choices.plain(f"{fault.message(lang)}\n\n{fault.hint(lang)}"))


def _broken(error: CitywalkError) -> None:
    """Show the faults of a dataset that cannot be loaded, in both languages."""
    for lang in LANGS:
        st.subheader(say("app.data_broken", lang))
        for fault in error.faults:
            st.error(choices.plain(f"{fault.where}: {fault.message(lang)}\n\n{fault.hint(lang)}"))
