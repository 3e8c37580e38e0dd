"""The page's controls and the address: each is made from the other. Imports planner and streamlit.

All state is in the address: a phone that slept comes back to its route, and a shared link gives the
same one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import streamlit as st

from planner.quarter import Quarter
from planner.request import DEFAULT_DETOUR, DEFAULT_PACE_KMH, WISHES, Request
from planner.words import LANGS, Lang, say

T = TypeVar("T")

MINUTES = (60, 90, 120, 180, 240)
PACES_KMH = (3.6, DEFAULT_PACE_KMH, 5.4)
DETOURS = (0, 10, DEFAULT_DETOUR)
_KEPT = ("end", "must", "never", "order", "no_overlay")
"""Fields of the address without a control on this page: they are passed on as they are."""
_READ = ("minutes", "at", "pace", "detour", "prefer")
"""Fields that may not read: until a control is touched they are passed on as they were written, so
that the reader is told."""
_MOST_NAMED = 3
"""Places named in one wish; another walk may rule out a dozen."""
_STEP_MIN = 5
_WRITTEN = "address"


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
    given = st.query_params.to_dict()
    state = st.session_state
    if _WRITTEN not in state or given != state[_WRITTEN]:
        state[_WRITTEN] = given
        state.kept = {name: given[name] for name in _KEPT if name in given}
        state.lang = given.get("lang") if given.get("lang") in LANGS else LANGS[0]
        state.theme = given.get("theme") or quarter.themes[0].id
        state.minutes = _number(given.get("minutes"), int, 120)
        state.start = given.get("start") or quarter.starts[0].id
        at = _moment(given.get("at"), now)
        state.day, state.clock = at.date(), at.time()
        state.pace = _number(given.get("pace"), float, DEFAULT_PACE_KMH)
        state.detour = _number(given.get("detour"), int, DEFAULT_DETOUR)
        state.prefer = [wish for wish in WISHES if wish in given.get("prefer", "").split(",")]
        state.step_free = given.get("step_free") == "1"
        state.inside_quarter = given.get("inside_quarter") == "1"
        state.misread = {}
        state.first = as_query()
        state.misread = {name: given[name] for name in _READ if name in given}
    for name, present in (("day", now.date()), ("clock", next_step(now).time())):
        if state.get(name) is None:  # its control has been emptied
            state[name] = present
    lang: Lang = state.lang
    return lang


def as_query() -> dict[str, str]:
    """Write what the controls say as the fields of a request.

    Returns
    -------
    dict of str to str
        For `planner.request.read_request`.
    """
    state = st.session_state
    at = datetime.combine(state.day, state.clock)
    further = {name: "1" for name in ("step_free", "inside_quarter") if state[name]}
    if state.detour != DEFAULT_DETOUR:
        further["detour"] = str(state.detour)
    if state.prefer:
        further["prefer"] = ",".join(wish for wish in WISHES if wish in state.prefer)
    query = {
        **state.kept,
        "theme": state.theme,
        "minutes": str(state.minutes),
        "start": state.start,
        "at": at.strftime("%Y-%m-%dT%H:%M"),
        "pace": f"{state.pace:g}",
        **further,
    }
    return query | state.misread if state.get("first") == query else query


def write_address(query: Mapping[str, str], lang: Lang) -> None:
    """Put the request into the address.

    Parameters
    ----------
    query : mapping of str to str
        Fields of the request.
    lang : {"zh", "en"}
        Language of the page.
    """
    address = {**query, "lang": lang}
    st.session_state[_WRITTEN] = address
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def kept_wishes(quarter: Quarter, lang: Lang) -> str:
    """Name the wishes that came with the address and have no control here.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Such as ``never: qian-library``; empty if there are none.
    """
    known = {
        thing.id: getattr(thing, f"name_{lang}") for thing in (*quarter.starts, *quarter.places)
    }
    wishes = [
        say(f"app.kept_{name}", lang, what=_named([known.get(i, i) for i in text.split(",")], lang))
        for name, text in st.session_state.kept.items()
    ]
    return say("app.kept_comma", lang).join(wishes)


def _named(names: Sequence[str], lang: Lang) -> str:
    """Join names; of many only the first."""
    if len(names) <= _MOST_NAMED:
        return say("app.list_comma", lang).join(names)
    first = say("app.list_comma", lang).join(names[:_MOST_NAMED])
    return say("answers.many", lang, names=first, count=len(names))


def keep_wishes(request: Request) -> None:
    """Take over from a request what has no control here: must-sees, places ruled out, order.

    Parameters
    ----------
    request : Request
        A request that differs in these from what the page asks for.
    """
    query = request.as_query()
    st.session_state.kept = {name: query[name] for name in _KEPT if name in query}


def clear_kept() -> None:
    """Forget those wishes."""
    st.session_state.kept = {}


def plain(text: str) -> str:
    r"""Escape a text for the places where Streamlit would read Markdown in it.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Markdown that shows just that text.

    Examples
    --------
    >>> plain("*a* [b](c) :red[d]")
    '\\*a\\* \\[b\\]\\(c\\) \\:red\\[d\\]'
    """
    return re.sub(r"([\\`*_{}\[\]()<>#+!|$~:])", r"\\\1", text)


def next_step(now: datetime) -> datetime:
    """Round a moment up to a step of the clock's control.

    Parameters
    ----------
    now : datetime
        Any moment.

    Returns
    -------
    datetime
        The same or up to five minutes later.

    Examples
    --------
    >>> next_step(datetime(2026, 11, 24, 9, 58, 30))
    datetime.datetime(2026, 11, 24, 10, 0)
    """
    floor = now.replace(minute=now.minute - now.minute % _STEP_MIN, second=0, microsecond=0)
    return floor if floor == now else floor + timedelta(minutes=_STEP_MIN)


def _number(text: str | None, kind: Callable[[str], T], default: T) -> T:
    """Read a number of the address; what does not read is left to the control's default."""
    try:
        return default if text is None else kind(text)
    except ValueError:
        return default


def _moment(text: str | None, now: datetime) -> datetime:
    """Read the departure of the address."""
    try:
        return next_step(now) if text is None else datetime.fromisoformat(text)
    except ValueError:
        return next_step(now)
