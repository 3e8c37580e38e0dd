"""The page, top to bottom: address → one call into the planner → head, map and timetable.

Four views share one frame, so that the map stays as it is: the first screen, the page of one's own
walk, a route, and a guide's tour.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial
from html import escape

import streamlit as st

from planner.answers.tried import Tried
from planner.errors import CitywalkError, Fault
from planner.no_route import NoRoute
from planner.published import published_route
from planner.quarter import Quarter
from planner.request import MINUTES, Request, read_request
from planner.route import Route
from planner.shaping import with_own
from planner.words import LANGS, Lang, say
from webapp import choices
from webapp.changed import remember
from webapp.controls import controls, language
from webapp.dataset import laid_out, planned, quarter
from webapp.guide import STYLE as GUIDE_STYLE
from webapp.guide import act, guide_below, guide_head, guide_mends
from webapp.here import locate_html, located, named, too_far
from webapp.home import home_html
from webapp.island import island, link
from webapp.look import STYLE, document_language, title_html
from webapp.mapview import map_view
from webapp.moved import moved_html
from webapp.reading import plain
from webapp.routeview import head, walk
from webapp.takeaway import GUIDE_FILES, take_html
from webapp.tour import Tour, of_route, of_tried
from webapp.trouble import all_faults, back_html, faults_html
from webapp.variation import heading_here, source


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
    st.session_state.now = now
    lang = choices.take_address(here, now)
    st.html(document_language(lang), unsafe_allow_javascript=True)
    view, query = st.session_state.view, choices.as_query()
    walks = view in {"route", "guide"}
    request, route, faults = _plan(here, query, now) if walks else (None, None, ())
    known = with_own(here, request.own) if request else here
    broken, tour = _tour(here, request, route) if view == "guide" else (None, None)
    told = _language(lang)
    address = choices.page_query(lang)
    remember(request, route, address, tapped=st.session_state.tapped)
    choices.write_address(lang)
    with st.container(key="page"):
        with st.container(key="head"):
            _top(here, told, lang)
            rest = {choices.GUIDE: "1", **told} if view == "guide" else told
            trouble = faults_html(here, faults, query, rest, lang)
            if view == "route" and request and not route and not choices.published_id():
                trouble += back_html(query, {**told, **source()}, lang)
            if request and tour:
                guide_head(here, request, tour, lang)
                mending = st.container(key="mending")
            elif trouble or route is not None:
                _head(known, route, trouble, lang)
        with st.container(key="map"):
            add = partial(act, here, tour.ids) if tour else None
            map_view(known, route or broken, lang, add=add)
        with st.container(key="below"):
            if view == "home":
                _home(here, lang)
            elif view == "make":
                _make(here, now, lang)
            elif view == "guide":
                _guide(known, request, route, tour, now, lang)
            else:
                _route(known, request, route, now, lang)
        if request and broken:
            with mending:  # last, when all else is there to be used
                guide_mends(here, request, {**rest, **source()}, lang)


def _language(lang: Lang) -> dict[str, str]:
    """Return the address's field of the language, if it needs one."""
    said = choices.page_query(lang).get("lang")
    return {"lang": said} if said else {}


def _top(here: Quarter, told: dict[str, str], lang: Lang) -> None:
    """Draw the name of the page, or the way back to the first screen, and the language."""
    name = here.description.name_zh if lang == "zh" else here.description.name_en
    html = title_html(say("app.title", lang), say("app.subtitle", lang, quarter=name))
    if st.session_state.view == "guide":
        address = {**choices.as_query(), **source(), **told}
        html = f"<nav>{link(address, escape(say('guide.leave', lang)), 'cw-back')}</nav>"
    elif st.session_state.view != "home":
        html = f"<nav>{link(told, escape(say('app.home', lang)), 'cw-back')}</nav>"
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        island("top", html, view=st.session_state.view)
        language(lang)


def _head(here: Quarter, route: Route | None, trouble: str, lang: Lang) -> None:
    """Draw what is wrong, or the title and figures of the route."""
    html = trouble if route is None else head(here, route, lang)
    ident = "" if route is None else route.id
    island("headline", f'<section class="cw-walk">{html}</section>', page=ident)


def _home(here: Quarter, lang: Lang) -> None:
    """Draw the published routes."""
    told = _language(lang)
    fault = too_far()
    far = faults_html(here, (fault,), {choices.MAKE: "1"}, told, lang) if fault else ""
    html = home_html(here, told, locate_html(lang), far, lang)
    island("content", html, page="home", on_here=lambda spot: located(here, spot))


def _make(here: Quarter, now: datetime, lang: Lang) -> None:
    """Draw the page of one's own walk."""
    title = f"<h1>{escape(say('app.make_title', lang))}</h1>"
    promise = f'<p class="cw-soft">{escape(say("app.make_promise", lang))}</p>'
    island("content", f'<section class="cw-ready">{title}{promise}</section>', page="make")
    controls(here, lang, now, lambda: _locate(here, lang))
    query = {**choices.as_query(), **_language(lang)}
    bar = link(query, escape(say("app.make_go", lang)), "cw-button cw-main")
    island("make-bar", f'<div class="cw-bar">{bar}</div>')


def _route(
    here: Quarter, request: Request | None, route: Route | None, now: datetime, lang: Lang
) -> None:
    """Draw what can be changed, and all that there is to say of a route."""
    controls(here, lang, now, lambda: _locate(here, lang))
    if request is not None:
        walk(here, request, route, {**source(), **_language(lang)}, lang)


def _guide(
    here: Quarter,
    request: Request | None,
    route: Route | None,
    tour: Tour | None,
    now: datetime,
    lang: Lang,
) -> None:
    """Draw all that a guide can shape of a tour."""
    st.html(GUIDE_STYLE)
    controls(here, lang, now, lambda: _locate(here, lang))
    if request is None or tour is None:
        return
    guests = {**request.as_query(), **source()}
    take = ""
    if route is not None:
        named = heading_here(here, route)
        take = moved_html(here, route, lang)
        take += take_html(here, route, named, guests, lang, GUIDE_FILES)
    guide_below(here, request, tour, take, {**guests, **_language(lang)}, lang)


def _locate(here: Quarter, lang: Lang) -> None:
    """Draw the offer to start where the visitor is."""
    fault = too_far()
    query = {**choices.page_query(lang), **choices.as_query()}
    far = faults_html(here, (fault,), query, {}, lang) if fault else ""
    hint = f"<small>{escape(say('app.tap_hint', lang))}</small>"
    island("locate", locate_html(lang) + hint + far, on_here=lambda spot: located(here, spot))


def _plan(
    here: Quarter, query: dict[str, str], now: datetime
) -> tuple[Request | None, Route | None, tuple[Fault, ...]]:
    """Plan what the address asks for; what is wrong is shown in the route's place."""
    state = st.session_state
    try:
        if state.published and state.published not in state.usual:
            published_route(here, state.published)
        request = read_request(query, here.zone, now=now)
        route = planned(request, here.data_version)
        if isinstance(route, NoRoute) and (needed := _needed(route)):
            choices.lengthen(needed)
            request = replace(request, minutes=needed)
            route = planned(request, here.data_version)
    except CitywalkError as error:
        return None, None, all_faults(here, query, error, now)
    if isinstance(route, NoRoute):
        return request, None, (route.fault,)
    return request, named(route), ()


def _tour(
    here: Quarter, request: Request | None, route: Route | None
) -> tuple[Tried | None, Tour | None]:
    """Draw up a guide's tour; where there is no route, as it is wished."""
    if route is not None:
        return None, of_route(route)
    broken = laid_out(request, here.data_version) if request else None
    return broken, of_tried(broken) if broken else None


def _needed(refused: NoRoute) -> int | None:
    """Tell the minutes that a tap's walk takes, where it asked for as many as that."""
    needed = refused.fault.values.get("needed")
    fits = st.session_state.fit and isinstance(needed, int) and needed <= MINUTES[1]
    return int(str(needed)) if fits else None


def _broken(error: CitywalkError) -> None:
    """Show the faults of a dataset that cannot be loaded, in both languages."""
    for lang in LANGS:
        st.subheader(say("app.data_broken", lang))
        for fault in error.faults:
            st.error(plain(f"{fault.where}: {fault.message(lang)}\n\n{fault.hint(lang)}"))
