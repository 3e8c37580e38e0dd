"""A walk made from a published route by a tap: it keeps the title, and can go back. No units.

The address names the route it was made from in ``of``. Imports planner, routes.heading, streamlit
and webapp.choices.
"""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from planner.quarter import Quarter
from planner.route import Route
from routes.heading import Heading, heading_of
from webapp import choices

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
        A published route's own title; one made from it has the title and the theme's text; else
        the theme's.
    """
    if published_id:
        return heading_of(here, route, here.published_by_id[published_id])
    plain, source = heading_of(here, route), here.published_by_id.get(made_of or "")
    if source is None or source.theme != route.request["theme"]:
        return plain
    return replace(plain, title_zh=source.title_zh, title_en=source.title_en)


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
