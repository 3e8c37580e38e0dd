"""A walk made from a published route by a tap: it keeps the title, and can go back. No units.

The address names the route it was made from in ``of``. Imports planner, routes.heading, streamlit
and modules of webapp.
"""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from planner.catalogue import PublishedRoute
from planner.no_route import NoRoute
from planner.published import edition_day, request_of
from planner.quarter import Quarter
from planner.route import Route
from planner.words import say
from routes.heading import Heading, heading_of
from webapp import choices
from webapp.dataset import planned

OF = choices.OF


def heading(
    here: Quarter, route: Route, published_id: str | None, made_of: str | None = None
) -> Heading:
    """Name a walk.

    Parameters
    ----------
    here : Quarter
        The quarter.
    route : Route
        The walk.
    published_id : str or None
        The published route that it is, at whatever hour.
    made_of : str or None
        The published route that it was made from, as an address says.

    Returns
    -------
    Heading
        A published route's own title; one made from it has the title and the theme's text while
        half of the published stops are in it, else the theme's, and says what it is based on.
    """
    if published_id:
        return heading_of(here, route, here.published_by_id[published_id])
    plain, source = heading_of(here, route), here.published_by_id.get(made_of or "")
    if source is None or source.theme != route.request["theme"]:
        return plain
    if _is_still(here, source, route):
        return replace(plain, title_zh=source.title_zh, title_en=source.title_en)
    return replace(
        plain,
        text_zh=say("app.based_on", "zh", title=source.title_zh) + plain.text_zh,
        text_en=say("app.based_on", "en", title=source.title_en) + plain.text_en,
    )


def _is_still(here: Quarter, source: PublishedRoute, route: Route) -> bool:
    """Tell whether a walk has at least half of the stops of the published route."""
    kept = planned(request_of(source, here, on=edition_day(source)), here.data_version)
    if isinstance(kept, NoRoute):
        return False
    ours = {stop.id for stop in route.stops}
    return 2 * sum(stop.id in ours for stop in kept.stops) >= len(kept.stops)


def heading_here(here: Quarter, route: Route) -> Heading:
    """Name the walk on the page.

    Parameters
    ----------
    here : Quarter
        The quarter.
    route : Route
        The walk.

    Returns
    -------
    Heading
        As of ``heading``.
    """
    return heading(here, route, choices.published_id(), choices.made_of())


def source() -> dict[str, str]:
    """Return the published route behind the walk on the page, as a field of the address.

    Returns
    -------
    dict of str to str
        Empty for a walk of one's own.
    """
    name = choices.published_id() or choices.made_of()
    return {OF: name} if name else {}


def usual() -> Mapping[str, str]:
    """Return the request of the published route behind the walk on the page.

    Returns
    -------
    mapping of str to str
        Empty for a walk of one's own.
    """
    name = choices.made_of()
    found: Mapping[str, str] = st.session_state.usual[name] if name else {}
    return found
