"""What is other than in the link as it was sent, when the data has moved on. All is escaped here.

Units: minutes. Imports planner, routes and streamlit.
"""

from html import escape

import streamlit as st

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.answers import names_of
from routes.timetable import clock_minutes
from webapp.choices import untouched


def moved_html(here: Quarter, route: Route, lang: Lang) -> str:
    """Write what has changed since a link was sent.

    Parameters
    ----------
    here : Quarter
        The quarter.
    route : Route
        The walk on the data of today.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; empty where the link is of these data or says nothing of it.
    """
    shared: dict[str, str] = st.session_state.shared
    if shared.get("v", here.data_version) == here.data_version or not untouched():
        return ""
    lines = [say("take.moved", lang), *changes(here, route, shared, lang)]
    return f'<p class="note" role="status">{"<br>".join(escape(line) for line in lines)}</p>'


def changes(here: Quarter, route: Route, shared: dict[str, str], lang: Lang) -> list[str]:
    """List the stops gained and lost and other minutes.

    Parameters
    ----------
    here : Quarter
        Names of places.
    route : Route
        The walk on the data of today.
    shared : dict of str to str
        ``s``: stops as it was sent, joined by dots; ``m``: minutes.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Plain text.
    """
    lines = []
    if before := [name for name in shared.get("s", "").split(".") if name]:
        now = [stop.id for stop in route.stops]
        gained = [name for name in now if name not in before]
        lost = [name for name in before if name not in now]
        named = [name for name in lost if name in here.place_by_id]
        for key, ids in (("gained", gained), ("lost", named)):
            if ids:
                lines.append(say(f"take.moved_{key}", lang, names=names_of(here, ids, lang)))
        if unnamed := len(lost) - len(named):
            lines.append(say("take.moved_unnamed", lang, count=unnamed))
        if not gained and not lost:
            lines.append(say("take.moved_same", lang))
    took = clock_minutes(route.totals.leave, route.totals.back)
    if shared.get("m", "").isdecimal() and int(shared["m"]) != took:
        lines.append(say("take.moved_minutes", lang, now=took, before=int(shared["m"])))
    return lines
