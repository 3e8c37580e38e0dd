"""The map of the page: a route, or all there is to choose from; a tap offers a new start.

Imports planner, routes and streamlit.
"""

from collections.abc import Callable, Collection
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from planner.answers.tried import Tried
from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang
from routes.basemap_cache import base_layers
from routes.drawing import drawn_end
from routes.foliummap import RouteLayer, TapLayer
from routes.mapfile import stretches, tellings
from routes.ways import ways_of
from routes.webmap import quarter_map, route_layer, spots_layer, tap_layer
from webapp.here import chosen_start
from webapp.tapped import offer, spot_text, tapped

_HEIGHT_PX = 460


@st.cache_resource(show_spinner=False)
def _layers(_quarter: Quarter, data_version: str) -> dict[str, Any]:  # noqa: ARG001 - the key
    """Load the base map once a process."""
    return base_layers(_quarter)


@st.cache_resource(show_spinner=False)
def _ways(_quarter: Quarter, data_version: str) -> list[dict[str, Any]]:  # noqa: ARG001 - the key
    """Read the published routes' lines once a process."""
    return ways_of(_quarter)


def map_view(
    quarter: Quarter,
    route: Route | Tried | None,
    lang: Lang,
    *,
    ways: Collection[str] | None = None,
    add: Callable[[list[str]], None] | None = None,
) -> None:
    """Draw the map. Panning causes no rerun; a tap does, and offers to start there.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route, Tried or None
        The route, or a guide's tour as wished; without one the places are shown.
    lang : {"zh", "en"}
        Language of names.
    ways : collection of str, optional
        Without a route: ids of the published routes that are drawn faintly, all if not given. One
        stands out while a link to it (``?published=ID``) on the page is pointed at or has the
        focus.
    add : callable, optional
        Does a guide's acts (`webapp.guide.act`): a tap then also offers to stop there.
    """
    key = f"map-{lang}"
    drawn = quarter_map(
        _layers(quarter, quarter.data_version), lang, map_date=quarter.network.map_date, taps=True
    )
    spot = tapped(quarter, key, lang)
    layers: list[RouteLayer | TapLayer] = [_layer(quarter, route, lang, ways)]
    if spot is not None:
        layers.append(tap_layer(spot.lon, spot.lat, spot_text(spot, lang)))
    st_folium(
        drawn,
        key=key,
        feature_group_to_add=layers,
        returned_objects=["last_clicked"],
        height=_HEIGHT_PX,
        use_container_width=True,
    )
    if spot is not None:
        offer(spot, lang, add)


def _layer(
    quarter: Quarter, route: Route | Tried | None, lang: Lang, ways: Collection[str] | None
) -> RouteLayer:
    """Return the route, or the places over the routes to choose from."""
    if route is not None:
        colour = quarter.theme_by_id[st.session_state.theme].colour
        told = tellings(quarter, route, lang)
        return route_layer(route, colour, lang, along=stretches(quarter, route), told=told)
    offered = _ways(quarter, quarter.data_version)
    shown = [way for way in offered if ways is None or way["id"] in ways]
    start = chosen_start(quarter) if st.session_state.view == "make" else None
    ends = [] if start is None else [drawn_end("start", start, lang)]
    return spots_layer(_spots(quarter, lang), quarter.themes[0].colour, ways=shown, ends=ends)


def _spots(quarter: Quarter, lang: Lang) -> list[tuple[str, float, float]]:
    """Name all places that have a position."""
    return [
        (getattr(place, f"name_{lang}"), place.lon, place.lat)
        for place in quarter.places
        if place.lon is not None and place.lat is not None
    ]
