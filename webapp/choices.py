"""The page's controls and the address: each is made from the other. Imports planner and streamlit.

All state is in the address: a phone that slept comes back to its route, and a shared link gives the
same one. A tap is a new address, too: `go` takes it over without loading the page anew.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Literal

import streamlit as st

from planner.errors import CitywalkError
from planner.published import next_request
from planner.quarter import Quarter
from planner.request import DEFAULT_DETOUR, DEFAULT_PACE_KMH, SHAPED, WISHES
from planner.words import LANGS, Lang
from webapp.reading import moment, next_step, number, offered

View = Literal["home", "make", "route", "guide"]

MINUTES = (60, 90, 120, 180, 240)
PACES_KMH = (3.6, DEFAULT_PACE_KMH, 5.4)
DETOURS = (0, 10, DEFAULT_DETOUR)
PUBLISHED, MAKE, GUIDE = "published", "make", "guide"
"""Fields of the address beside a request's: a published route; the page to make one's own; the view
in which a guide shapes a tour."""
SHARED = ("v", "s", "m")
"""What a shared link carries along: data version, stops and minutes of the walk as it was sent."""
OF = "of"
"""The published route that a walk was made from."""
FIT = "fit"
"""Asks for as much more time as the stops take; told once, it is not kept in the address."""
_KEPT = ("end", "must", "never", "order", "no_overlay", *SHAPED)
"""Fields of the address without a control on this page: they are passed on as they are."""
_READ = ("minutes", "at", "pace", "detour", "prefer")
"""Fields that may not read: until a control is touched they are passed on as they were written, so
that the reader is told."""
_ASKS = {"theme", "start", *_KEPT, *_READ}
_WRITTEN, _GOING = "address", "going"


def go(query: Mapping[str, str]) -> None:
    """Take over an address in the next run, as if it had been opened.

    Parameters
    ----------
    query : mapping of str to str
        Its fields.
    """
    st.session_state[_GOING] = dict(query)


def take_address(quarter: Quarter, now: datetime) -> Lang:
    """Set the controls from the address, if it is not the one that this page wrote itself.

    Parameters
    ----------
    quarter : Quarter
        The quarter; its first theme and start stand in for what the address leaves out.
    now : datetime
        Stands in for a departure that the address leaves out; tz-aware.

    Returns
    -------
    {"zh", "en"}
        Language of the page.
    """
    state = st.session_state
    opened = st.query_params.to_dict()
    state.tapped = _GOING in state
    given = state.pop(_GOING, opened)
    if _WRITTEN not in state or given != state[_WRITTEN]:
        state[_WRITTEN] = given
        state.opened = given if given == opened else None
        _take(quarter, given, now)
    for name, present in (("day", now.date()), ("clock", next_step(now).time())):
        if state.get(name) is None:  # its control has been emptied
            state[name] = present
    if state.view == "home" and state.start != state.first["start"]:
        state.view = "make"  # the map was tapped
    lang: Lang = state.lang
    return lang


def _take(quarter: Quarter, given: dict[str, str], now: datetime) -> None:
    """Set all controls from the fields of an address."""
    state = st.session_state
    state.lang = given["lang"] if given.get("lang") in LANGS else _browsers_language()
    state.view = _view(given)
    state.published = given.get(PUBLISHED)
    state.usual = _usual(quarter, now)
    state.made_of = given.get(PUBLISHED) or given.get(OF)
    state.fit = given.get(FIT) == "1"
    state.shared = {name: given[name] for name in SHARED if name in given}
    if state.published in state.usual:
        usual = state.usual[state.published]
        given = usual | {name: given[name] for name in ("at", "lang") if name in given}
    else:
        given = {"at": offered(now).strftime("%Y-%m-%dT%H:%M"), **given}
    state.kept = {name: given[name] for name in _KEPT if name in given}
    state.theme = given.get("theme") or quarter.themes[0].id
    state.minutes = number(given.get("minutes"), int, 120)
    state.start = given.get("start") or quarter.starts[0].id
    at = moment(given.get("at"), now)
    state.day, state.clock = at.date(), at.time()
    state.pace = number(given.get("pace"), float, DEFAULT_PACE_KMH)
    state.detour = number(given.get("detour"), int, DEFAULT_DETOUR)
    state.prefer = [wish for wish in WISHES if wish in given.get("prefer", "").split(",")]
    state.step_free = given.get("step_free") == "1"
    state.inside_quarter = given.get("inside_quarter") == "1"
    state.first = _controls()
    state.misread = {name: given[name] for name in _READ if name in given}
    if number(given.get("pace"), float, 0.0) == DEFAULT_PACE_KMH:
        state.misread.pop("pace", None)


def _usual(quarter: Quarter, now: datetime) -> dict[str, dict[str, str]]:
    """Write the published routes as requests for their next day, where there is one."""
    found = {}
    for route in quarter.published:
        with suppress(CitywalkError):
            found[route.id] = next_request(route, quarter, now=now).as_query()
    return found


def as_query() -> dict[str, str]:
    """Write what the controls say as the fields of a request.

    Returns
    -------
    dict of str to str
        For `planner.request.read_request`.
    """
    query = _controls()
    return query | st.session_state.misread if untouched() else query


def untouched() -> bool:
    """Tell whether all controls say what the address said.

    Returns
    -------
    bool
        False from the first change on.
    """
    return bool(st.session_state.first == _controls())


def _controls() -> dict[str, str]:
    """Read the controls."""
    state = st.session_state
    at = datetime.combine(state.day, state.clock)
    further = {name: "1" for name in ("step_free", "inside_quarter") if state[name]}
    if state.pace != DEFAULT_PACE_KMH:
        further["pace"] = f"{state.pace:g}"
    if state.detour != DEFAULT_DETOUR:
        further["detour"] = str(state.detour)
    if state.prefer:
        further["prefer"] = ",".join(wish for wish in WISHES if wish in state.prefer)
    return {
        **state.kept,
        "theme": state.theme,
        "minutes": str(state.minutes),
        "start": state.start,
        "at": at.strftime("%Y-%m-%dT%H:%M"),
        **further,
    }


def published_id() -> str | None:
    """Tell which published route the controls ask for; at another hour it is still the same one.

    Returns
    -------
    str or None
        Its id; None if they ask for something of their own.
    """
    state = st.session_state
    if state.view != "route":
        return None
    asked = _timeless(as_query())
    return next((name for name, usual in state.usual.items() if _timeless(usual) == asked), None)


def made_of() -> str | None:
    """Tell which published route the walk on the page was made from by taps.

    Returns
    -------
    str or None
        Its id; None for a published route as it is, and for a walk of one's own.
    """
    state = st.session_state
    walks = state.view in {"route", "guide"}
    if not walks or published_id() or state.made_of not in state.usual:
        return None
    same = state.usual[state.made_of]["theme"] == state.theme
    return str(state.made_of) if same else None


def lengthen(minutes: int) -> None:
    """Give a walk the time that its stops take.

    Parameters
    ----------
    minutes : int
        The time.
    """
    state = st.session_state
    state.minutes = minutes
    state.misread["minutes"] = str(minutes)
    state.first = _controls()


def _timeless(query: Mapping[str, str]) -> dict[str, str]:
    """Leave the departure out."""
    return {name: text for name, text in query.items() if name != "at"}


def page_query(lang: Lang) -> dict[str, str]:
    """Write the address of the page as it stands.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the page.

    Returns
    -------
    dict of str to str
        The language only where the browser would not choose it anyway.
    """
    state, query = st.session_state, as_query()
    language: dict[str, str] = (
        {} if lang == _browsers_language() and not _told_language() else {"lang": lang}
    )
    if state.view == "home":
        return language
    if state.view == "make":
        return {MAKE: "1", **query, **language}
    if name := published_id():
        hour = {} if query["at"] == state.usual[name]["at"] else {"at": query["at"]}
        return {PUBLISHED: name, **hour, **language}
    shared = state.shared if untouched() else {}
    source = {OF: name} if (name := made_of()) else {}
    guide = {GUIDE: "1"} if state.view == "guide" else {}
    return {**guide, **query, **source, **shared, **language}


def write_address(lang: Lang) -> None:
    """Put what the page shows into the address, unless it is there in other words.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the page.
    """
    state, address = st.session_state, page_query(lang)
    if state.published and state.published not in state.usual:
        return  # an unknown name is told, and left in the address
    state[_WRITTEN] = address
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def _told_language() -> bool:
    """Whether the address says a language."""
    return st.query_params.to_dict().get("lang") in LANGS


def _browsers_language() -> Lang:
    """Return the language that the visitor's browser asks for; English where it is neither."""
    wanted = st.context.locale or ""
    return "en" if wanted and not wanted.lower().startswith("zh") else "zh"


def _view(given: Mapping[str, str]) -> View:
    """Tell what an address shows."""
    if given.get(GUIDE) == "1":
        return "guide"
    if given.get(PUBLISHED):
        return "route"
    if given.get(MAKE):
        return "make"
    return "route" if _ASKS & given.keys() else "home"
