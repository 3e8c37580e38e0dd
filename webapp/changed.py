"""What a tap changed of a walk, said where it is seen, with the way back. All is escaped here.

Units: minutes. Imports planner, routes, streamlit and modules of webapp.
"""

from dataclasses import dataclass
from html import escape

import streamlit as st

from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route
from planner.words import Lang, say
from routes.answers import names_of
from webapp.island import link

_MOST_NAMED = 3
_SHOWN, _CHANGE = "shown", "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A walk as the page showed it."""

    address: dict[str, str]
    stops: tuple[str, ...]
    minutes: int
    asked: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """The walk before a tap and after it."""

    before: _Shown
    after: _Shown


def remember(
    request: Request | None, route: Route | None, address: dict[str, str], *, tapped: bool
) -> None:
    """Keep what the page shows, and compare it with what it showed before a tap.

    Parameters
    ----------
    request : Request or None
        What was asked for.
    route : Route or None
        The walk, if there is one.
    address : dict of str to str
        The page's address.
    tapped : bool
        Whether a tap on a link of the page led here.
    """
    state = st.session_state
    before: _Shown | None = state.get(_SHOWN)
    if request is None or route is None:
        state.pop(_SHOWN, None)
        state.pop(_CHANGE, None)
        return
    now = _Shown(
        address=address,
        stops=tuple(stop.id for stop in route.stops),
        minutes=request.minutes,
        asked=frozenset({*request.must, *request.order}),
    )
    state[_SHOWN] = now
    last: _Change | None = state.get(_CHANGE)
    undone = last is not None and now.address == last.before.address
    if tapped and before is not None and before.address != address and not undone:
        state[_CHANGE] = _Change(before=before, after=now)
    elif last is not None and last.after.address != address:
        state.pop(_CHANGE)


def changed_html(here: Quarter, lang: Lang) -> str:
    """Write what the last tap changed, and a link that takes it back.

    Parameters
    ----------
    here : Quarter
        Names of places.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; empty where there is nothing to say.
    """
    change: _Change | None = st.session_state.get(_CHANGE)
    text = _text(here, change, lang) if change else ""
    if change is None or not text:
        return ""
    undo = link(change.before.address, escape(say("app.did_undo", lang)), "cw-undo")
    close = escape(say("app.did_close", lang))
    shut = f'<button type="button" data-shut aria-label="{close}">×</button>'
    return f'<div class="cw-did" role="status"><span>{escape(text)}</span>{undo}{shut}</div>'


def _text(here: Quarter, change: _Change, lang: Lang) -> str:
    """Say which stops came and went, and how much time was added."""
    before, after = change.before, change.after
    gained = [name for name in after.stops if name not in before.stops]
    lost = [name for name in before.stops if name not in after.stops]
    said = {"gained": _names(here, gained, lang), "lost": _names(here, lost, lang)}
    added = not lost or bool((after.asked - before.asked) & set(gained))
    parts = []
    if gained and added:
        parts.append(say("app.did_added_for" if lost else "app.did_added", lang, **said))
    elif lost:
        parts.append(say("app.did_dropped_for" if gained else "app.did_dropped", lang, **said))
    if after.minutes > before.minutes:
        parts.append(say("app.did_minutes", lang, minutes=after.minutes))
    text = say("app.did_comma", lang).join(parts)
    return text[:1].upper() + text[1:]


def _names(here: Quarter, ids: list[str], lang: Lang) -> str:
    """Name places; of many the first ones."""
    names = names_of(here, ids[:_MOST_NAMED], lang)
    return (
        say("answers.many", lang, names=names, count=len(ids)) if len(ids) > _MOST_NAMED else names
    )
