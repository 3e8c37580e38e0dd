"""The map of the page: the route as a layer, and a tap that offers a new start.

Imports planner, routes.
"""

from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.basemap_cache import base_layers
from routes.mapfile import stretches, tellings
from routes.webmap import quarter_map, route_layer, spots_layer

_HEIGHT_PX = 460


@st.cache_resource(show_spinner=False)
def _layers(_quarter: Quarter, data_version: str) -> dict[str, Any]:  # noqa: ARG001 - the key
    """Load the base map once a process."""
    return base_layers(_quarter)


def map_view(quarter: Quarter, route: Route | None, lang: Lang) -> None:
    """Draw the map. Panning causes no rerun; a tap does, and offers to start there.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route or None
        The route; without one the places are shown.
    lang : {"zh", "en"}
        Language of names.
    """
    drawn = quarter_map(
        _layers(quarter, quarter.data_version), lang, map_date=quarter.network.map_date
    )
    if route is None:
        layer = spots_layer(_spots(quarter, lang), quarter.themes[0].colour)
    else:
        theme = quarter.theme_by_id[route.request["theme"]]
        layer = route_layer(
            route,
            theme.colour,
            lang,
            along=stretches(quarter, route),
            told=tellings(quarter, route, lang),
        )
    seen = st_folium(
        drawn,
        key=f"map-{lang}",
        feature_group_to_add=layer,
        returned_objects=["last_clicked"],
        height=_HEIGHT_PX,
        use_container_width=True,
    )
    _offer_start(seen.get("last_clicked"), lang)


def _spots(quarter: Quarter, lang: Lang) -> list[tuple[str, float, float]]:
    """Name all places that have a position."""
    return [
        (getattr(place, f"name_{lang}"), place.lon, place.lat)
        for place in quarter.places
        if place.lon is not None and place.lat is not None
    ]


def _offer_start(tap: dict[str, float] | None, lang: Lang) -> None:
    """Offer to start where the map was tapped, until that is done or it is tapped elsewhere."""
    if tap is None or tap == st.session_state.get("tap_used"):
        return
    start = f"{tap['lng']:.6f},{tap['lat']:.6f}"
    st.button(say("app.tap_ask", lang), on_click=_start_at, args=(start, tap), type="primary")


def _start_at(start: str, tap: dict[str, float]) -> None:
    """Make a tapped spot the start."""
    st.session_state.start = start
    st.session_state.tap_used = tap
