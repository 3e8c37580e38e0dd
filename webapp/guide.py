"""The guide's view: the tour of one group, shaped stop by stop. All is escaped here.

Units: minutes. Imports planner, routes, streamlit and modules of webapp.
"""

import json
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from planner.errors import CitywalkError, Fault
from planner.quarter import Quarter
from planner.request import MINUTES, Request, read_request
from planner.resolve import resolve
from planner.route import Route
from planner.words import Lang, say
from webapp import choices
from webapp.dataset import mended, planned
from webapp.guidefile import file_name, query_of_file
from webapp.guideform import add_html, foot_html, group_html, keep_html, mends_html, verdict_html
from webapp.guidestops import stops_html
from webapp.island import island
from webapp.shape import changed, in_order
from webapp.tour import Tour

STYLE = f"<style>{(Path(__file__).parent / 'static' / 'guide.css').read_text('utf-8')}</style>"
"""Only this view loads it."""
Query = dict[str, str]

_MOST_SAID = 5
"""Faults of a file that are told; one mistake often makes several."""
_DONE, _SAID = "guide_done", "guide_said"


def guide_head(here: Quarter, request: Request, tour: Tour, lang: Lang) -> None:
    """Draw the head: what the tour comes to, or what is wrong with it.

    Parameters
    ----------
    here : Quarter
        The quarter.
    request : Request
        What is asked for.
    tour : Tour
        The tour.
    lang : {"zh", "en"}
        Language.
    """
    colour = escape(here.theme_by_id[request.theme].colour)
    title = escape(say("guide.title", lang))
    html = f"<h1>{title}</h1>{verdict_html(request, tour, lang)}"
    island("headline", f'<section class="cw-guide" style="--cw-theme:{colour}">{html}</section>')


def guide_mends(here: Quarter, request: Request, rest: dict[str, str], lang: Lang) -> None:
    """Draw what would mend a tour that breaks, each with a tap; it takes a second or two.

    Parameters
    ----------
    here : Quarter
        The quarter as loaded.
    request : Request
        What is asked for.
    rest : dict of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.
    """
    with st.spinner(say("guide.mends_working", lang)):
        found = mended(request, here.data_version)
    if found is not None:
        island("mends", mends_html(found, rest, lang))


def guide_below(
    here: Quarter, request: Request, tour: Tour, take: str, guests: dict[str, str], lang: Lang
) -> None:
    """Draw the fields of the group, the stops, and what can be taken away.

    Parameters
    ----------
    here : Quarter
        The quarter as loaded.
    request : Request
        What is asked for.
    tour : Tour
        The tour.
    take : str
        HTML of the files; empty if it cannot be walked.
    guests : dict of str to str
        Address of the tour as guests see it.
    lang : {"zh", "en"}
        Language.
    """
    colour = escape(here.theme_by_id[request.theme].colour)
    done = f'<div hidden data-done="{st.session_state.get(_DONE, 0)}"></div>'
    parts = (
        f'<section class="cw-guide cw-ready" style="--cw-theme:{colour}">{done}',
        stops_html(request, tour, lang),
        add_html(here, tour, lang),
        group_html(request, lang),
        keep_html("?" + urlencode(choices.page_query(lang), safe=",:"), guests, lang),
        f'<div class="cw-walk">{take}</div>',
        foot_html(request, tour, _said(lang), lang),
        "</section>",
    )
    island(
        "shape",
        "".join(parts),
        page="guide",
        script="guide",
        on_act=lambda text: _told(here, tour.ids, text),
    )


def act(here: Quarter, shown: tuple[str, ...], acts: list[str]) -> None:
    """Do acts one after the other, and go to the address of what comes of them.

    Parameters
    ----------
    here : Quarter
        The quarter as loaded.
    shown : tuple of str
        Ids of the stops on the page.
    acts : list of str
        As of `webapp.shape.changed`; also ``best:`` (the planner orders the stops), ``meet:`` (a
        meeting point at the start) and ``open:NAME`` with the file's text from the second line on.
    """
    state, query = st.session_state, choices.as_query()
    state[_SAID] = []
    try:
        for one in acts:
            query = _done(here, query, shown, one)
    except CitywalkError as error:
        state[_SAID] += error.faults[:_MOST_SAID]
        return
    source = {choices.OF: state.made_of} if state.made_of and choices.OF not in query else {}
    choices.go({choices.GUIDE: "1", **query, **source, "lang": state.lang})


def _told(here: Quarter, shown: tuple[str, ...], text: str) -> None:
    """Do the acts that the page tells of and that have not been done."""
    state = st.session_state
    acts = [(number, one) for number, one in json.loads(text) if number > state.get(_DONE, 0)]
    if acts:
        state[_DONE] = acts[-1][0]
        act(here, shown, [one for _, one in acts])


def _done(here: Quarter, query: Query, shown: tuple[str, ...], one: str) -> Query:
    """Do one act."""
    state = st.session_state
    verb, _, what = one.partition(":")
    if verb == "open":
        name, _, text = what.partition("\n")
        state[_SAID] = [("guide.open_failed", file_name(name))]
        opened = query_of_file(here, name, text)
        state[_SAID] = [("guide.opened", file_name(name))]
        return opened
    request = read_request(query, here.zone, now=state.now)
    if verb == "best":
        return _best(here, request, shown).as_query()
    if verb == "meet":
        start = resolve(here, _bare(request)).start
        one = f"own:{start.lon},{start.lat}:{say('guide.meeting', state.lang)}"
    return changed(here, request, shown, one).as_query()


def _bare(request: Request) -> Request:
    """Leave out all stops, so that the start can be looked up whatever they are."""
    return replace(request, must=(), never=(), order=(), own=(), dwell=(), fixed=())


def _best(here: Quarter, request: Request, shown: tuple[str, ...]) -> Request:
    """Let the planner choose the order of the stops; if time is short, as if there were enough."""
    never = tuple(place.id for place in here.places if place.id not in shown)
    free = replace(request, order=(), must=shown, never=never)
    for minutes in (request.minutes, MINUTES[1]):
        found = planned(replace(free, minutes=minutes), here.data_version)
        if isinstance(found, Route):
            order = tuple(stop.id for stop in found.stops)
            if order == shown:
                st.session_state[_SAID] = [("guide.best_same", "")]
            return in_order(request, order)
    st.session_state[_SAID] = [("guide.best_none", "")]
    return request


def _said(lang: Lang) -> list[str]:
    """Word what came of the last act, where there is something to say."""
    return [_line(said, lang) for said in st.session_state.get(_SAID, [])]


def _line(said: tuple[str, str] | Fault, lang: Lang) -> str:
    """Word a message, or a fault with the limits of what can be given."""
    if not isinstance(said, Fault):
        return say(said[0], lang, name=said[1])
    text = said.message(lang)
    text = text[:1].upper() + text[1:]
    if {"low", "high"} <= said.values.keys():
        return text + " — " + say("guide.range", lang, **said.values)
    where = said.where.partition(": ")[2]  # of a file; the file itself is named above
    return f"{text} ({where})" if where else text
