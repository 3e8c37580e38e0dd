"""Starting where the visitor is: asked for, put onto the streets, refused politely when too far.

(lon, lat) WGS-84, metres. All is escaped here. Imports planner, streamlit and modules of webapp.
"""

from html import escape

import streamlit as st

from planner.errors import CitywalkError, Fault
from planner.quarter import Quarter
from planner.request import read_request
from planner.resolve import resolve
from planner.words import Lang, say
from webapp import choices

_ROUGH_M = 150
"""From this accuracy on it is said how far off the phone may be."""
_FAR = "too_far"
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
            state[_FAR] = far[0]
            return
    if accuracy_m >= _ROUGH_M:
        state.rough_m = round(accuracy_m)
    language = choices.page_query(state.lang).get("lang")
    view = {choices.MAKE: "1"} if state.view != "route" else {}
    told = {"lang": language} if language else {}
    choices.go({**view, **query, "start": start, **told})


def too_far() -> Fault | None:
    """Return why one cannot start where the visitor is, once.

    Returns
    -------
    Fault or None
        The fault, with the nearest good start.
    """
    fault: Fault | None = st.session_state.pop(_FAR, None)
    return fault
