"""The map of a route as one HTML file that opens anywhere.

Imports planner and modules of routes.
"""

import re
from collections.abc import Mapping

from planner.answers.tried import Tried
from planner.notes import along_here
from planner.places import Place
from planner.quarter import Quarter
from planner.resolve import snap_place
from planner.route import LonLat, Route
from planner.shaping import quarter_of
from planner.streets.along import stretch_along
from planner.words import Lang
from routes.basemap_cache import base_layers
from routes.folds import folds_html
from routes.heading import Heading, heading_of
from routes.small_print import small_print
from routes.story import story_html
from routes.webmap import standalone_html

_SENTENCE: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"(?<=[。！？])"),
    "en": re.compile(r"(?<=[a-z\d)][.!?])\s+(?=[A-Z“])|(?<=[.!?][”’])\s+"),
}
"""Where the first sentence of a story ends; not after the initials of a name."""


def map_html(quarter: Quarter, route: Route, lang: Lang, heading: Heading | None = None) -> str:
    """Draw a route as a page that loads nothing else.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The route.
    lang : {"zh", "en"}
        Language of the page.
    heading : Heading, optional
        What the walk is called; by its theme if not given.

    Returns
    -------
    str
        HTML.
    """
    quarter = quarter_of(quarter, route)
    theme = quarter.theme_by_id[route.request["theme"]]
    return standalone_html(
        route,
        layers=base_layers(quarter),
        title=(heading or heading_of(quarter, route)).title(lang),
        theme_colour=theme.colour,
        lang=lang,
        along=stretches(quarter, route),
        told=tellings(quarter, route, lang),
        stories={stop.id: story_html(quarter.place_by_id[stop.id], lang) for stop in route.stops},
        small_print=small_print(quarter, lang),
        folds=folds_html(quarter, route, lang),
    )


def tellings(quarter: Quarter, route: Route | Tried, lang: Lang) -> dict[str, str]:
    """Return how the story of each stop begins, for its card on the map.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route or Tried
        The route; for a tour as wished the quarter has the guide's own stops.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    dict of str to str
        The first sentence, by stop id; empty where nothing is told.
    """
    ends = _SENTENCE[lang]
    places = _places(quarter, route)
    stories = {stop.id: getattr(places[stop.id], f"story_{lang}") or "" for stop in route.stops}
    return {place: ends.split(story, maxsplit=1)[0].strip() for place, story in stories.items()}


def stretches(quarter: Quarter, route: Route | Tried) -> dict[str, tuple[LonLat, ...]]:
    """Find the stretch of street for each stop whose position is not certain.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route or Tried
        The route; for a tour as wished the quarter has the guide's own stops.

    Returns
    -------
    dict of str to tuple of (float, float)
        By stop id, (lon, lat).
    """
    everywhere = quarter.network.usable()
    known = _places(quarter, route)
    places = [known[stop.id] for stop in route.stops]
    return {
        place.id: stretch_along(
            quarter.network,
            snap_place(quarter, place, everywhere),
            float(place.position.accuracy_m),
        )
        for place in places
        if along_here(place) and place.position.accuracy_m is not None
    }


def _places(quarter: Quarter, route: Route | Tried) -> Mapping[str, Place]:
    """Return all places by their ids, the guide's own stops among them."""
    return (quarter if isinstance(route, Tried) else quarter_of(quarter, route)).place_by_id
