"""A spot tapped on the map: its name, and the offer to start there, until it is dismissed.

Units: metres; degrees WGS-84. Imports planner, routes and streamlit.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from pyproj import Geod

from planner.quarter import Quarter
from planner.resolve import REACH_M
from planner.streets.snap import snap
from planner.words import Lang, say
from webapp import choices

_GEOD = Geod(ellps="WGS84")
_AT_PLACE_M = 35.0
"""A tap so near to a place is called by the place's name, else by its street's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A tapped spot; ``name`` is None where it is too far from any street to start from."""

    lon: float
    lat: float
    name: str | None
    key: str


def tapped(quarter: Quarter, map_key: str, lang: Lang) -> Spot | None:
    """Return the spot that the visitor tapped last, unless it has been used or dismissed.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    map_key : str
        Key of the map on the page.
    lang : {"zh", "en"}
        Language of the name.

    Returns
    -------
    Spot or None
        None as long as nothing is tapped.
    """
    tap = (st.session_state.get(map_key) or {}).get("last_clicked")
    if not tap:
        return None
    key = f"{tap['lng']:.6f},{tap['lat']:.6f}"
    if key == st.session_state.get("tap_done"):
        return None
    name = _name(quarter, tap["lng"], tap["lat"], lang)
    return Spot(lon=tap["lng"], lat=tap["lat"], name=name, key=key)


def spot_text(spot: Spot, lang: Lang) -> str:
    """Say where a spot is.

    Parameters
    ----------
    spot : Spot
        The spot.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    return spot.name or say("map.tap_far", lang)


def offer(spot: Spot, lang: Lang, add: Callable[[list[str]], None] | None = None) -> None:
    """Draw the offer to start at a spot or, for a guide, to stop there, and the way to dismiss it.

    Parameters
    ----------
    spot : Spot
        The spot.
    lang : {"zh", "en"}
        Language.
    add : callable, optional
        Does a guide's acts.
    """
    with st.container(key="tap", horizontal=True, vertical_alignment="center"):
        if spot.name is None:
            st.markdown(say("map.tap_far_long", lang))
        else:
            text = say("map.tap_start", lang, name=spot.name)
            if add is not None:
                more = say("guide.tap_add", lang, name=spot.name)
                st.button(more, on_click=_stop_at, args=(spot, add, lang), type="primary")
            st.button(
                text,
                on_click=_start_at,
                args=(spot.key, lang),
                type="primary" if add is None else "secondary",
            )
        st.button("✕", on_click=_done, args=(spot.key,), help=say("map.tap_dismiss", lang))


def _name(quarter: Quarter, lon: float, lat: float, lang: Lang) -> str | None:
    """Name the place or the street at a spot; None too far from any."""
    near = [
        (_GEOD.inv(lon, lat, place.lon, place.lat)[2], str(getattr(place, f"name_{lang}")))
        for place in quarter.places
        if place.lon is not None and place.lat is not None
    ]
    away_m, name = min(near, default=(REACH_M, ""))
    if away_m <= _AT_PLACE_M:
        return say("map.tap_near", lang, name=name)
    network = quarter.network
    found = snap(network, lon, lat)
    if found.offset_m > REACH_M:
        return None
    street = int(network.street[found.piece])
    named = "" if street < 0 else network.street_zh[street]
    if lang == "en" and street >= 0:
        named = network.street_en[street] or named
    return say("map.tap_near", lang, name=named) if named else say("map.tap_lane", lang)


def _start_at(start: str, lang: Lang) -> None:
    """Make a spot the start; on the first screen this opens the page of one's own walk."""
    _done(start)
    if st.session_state.get("view") == "home":
        choices.go({choices.MAKE: "1", "start": start, "lang": lang})
    st.session_state.start = start


def _stop_at(spot: Spot, add: Callable[[list[str]], None], lang: Lang) -> None:
    """Make a spot a stop of the guide's own, called by where it is until it has a name."""
    _done(spot.key)
    name = spot.name or ""
    if name == say("map.tap_lane", lang):
        name = say("guide.meeting", lang)
    add([f"own:{spot.key}:{name[:1].upper()}{name[1:]}"])


def _done(key: str) -> None:
    """Take the offer away."""
    st.session_state.tap_done = key
