"""Starting where the visitor is: asked for, put onto the streets, refused politely when too far.

(lon, lat) WGS-84, metres. All is escaped here. Imports planner, streamlit and modules of webapp.
"""

from dataclasses import replace
from html import escape

import streamlit as st

from planner.errors import CitywalkError, Fault
from planner.quarter import Quarter
from planner.request import read_request
from planner.resolve import resolve
from planner.route import Anchor, Route
from planner.words import LANGS, Lang, say
from routes.comfort import far
from webapp import choices

_ROUGH_M = 150
"""From this accuracy on it is said how far off the phone may be."""
_FAR, _HERE = "too_far", "here"
_SAID = ("insecure", "refused", "lost", "wait")


def locate_html(lang: Lang) -> str:
    """Write the button that asks the phone where it is.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; what fails is said in the line beside it.
    """
    told = "".join(f' data-{name}="{escape(say(f"here.{name}", lang))}"' for name in _SAID)
    text = escape(say("here.button", lang))
    rough = st.session_state.get("rough_m")
    said = escape(say("here.rough", lang, metres=rough)) if rough else ""
    return (
        f'<div class="cw-here"><button type="button" class="cw-button" data-name="here" '
        f'data-locate=""{told}>{text}</button>'
        f'<span data-said class="cw-soft" role="status">{said}</span></div>'
    )


def located(quarter: Quarter, spot: str) -> None:
    """Start where the visitor is, if a street is near.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    spot : str
        ``LON,LAT,METRES`` from the phone, the metres telling how far off it may be.
    """
    state = st.session_state
    lon, lat, accuracy_m = (float(part) for part in spot.split(","))
    start = f"{lon:.6f},{lat:.6f}"
    state.pop(_FAR, None)
    state.pop("rough_m", None)
    query = choices.as_query() if state.view != "home" else {}
    now = state.now
    try:
        request = read_request({**query, "start": start}, quarter.zone, now=now)
        resolve(quarter, request)
    except CitywalkError as error:
        far = [fault for fault in error.faults if fault.where == "start"]
        if far:
            state[_FAR] = _far(quarter, far[0])
            return
    if accuracy_m >= _ROUGH_M:
        state.rough_m = round(accuracy_m)
    language = choices.page_query(state.lang).get("lang")
    view = {choices.MAKE: "1"} if state.view != "route" else {}
    told = {"lang": language} if language else {}
    state[_HERE] = start
    choices.go({**view, **query, "start": start, **told})


def here_name(start: str, lang: Lang) -> str | None:
    """Name a start, if it is where the visitor is.

    Parameters
    ----------
    start : str
        As in the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str or None
        The name; None for another start, and for who opens the link elsewhere.
    """
    return say("here.name", lang) if start == st.session_state.get(_HERE) else None


def named(route: Route) -> Route:
    """Call the ends of a walk by the visitor's position where they are that.

    Parameters
    ----------
    route : Route
        The walk.

    Returns
    -------
    Route
        The same walk.
    """
    changed = {}
    for field in ("start", "end"):
        text = route.request[field] or route.request["start"]
        if (zh := here_name(text, "zh")) and (en := here_name(text, "en")):
            changed[field] = replace(getattr(route, field), name_zh=zh, name_en=en)
    return replace(route, **changed) if changed else route


def chosen_start(quarter: Quarter) -> Anchor | None:
    """Find where the walk that is being chosen starts.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    Anchor or None
        None while what is chosen cannot be planned.
    """
    state = st.session_state
    try:
        start = resolve(
            quarter, read_request(choices.as_query(), quarter.zone, now=state.now)
        ).start
    except CitywalkError:
        return None
    zh, en = (here_name(state.start, lang) for lang in LANGS)
    return replace(start, name_zh=zh, name_en=en) if zh and en else start


def _far(quarter: Quarter, fault: Fault) -> Fault:
    """Say how far the visitor is, of what."""
    about = quarter.description
    values = {
        **fault.values,
        "away": {lang: far(int(str(fault.values["away_m"])), lang).strip() for lang in LANGS},
        "quarter": {"zh": about.name_zh, "en": about.name_en},
    }
    code = {"start_far": "here_far", "start_far_alone": "here_far_alone"}.get(
        fault.code, fault.code
    )
    return replace(fault, code=code, values=values)


def too_far() -> Fault | None:
    """Return why one cannot start where the visitor is, once.

    Returns
    -------
    Fault or None
        The fault, with the nearest good start.
    """
    fault: Fault | None = st.session_state.pop(_FAR, None)
    return fault
