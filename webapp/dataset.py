"""The quarter that the app shows, loaded once a process. Imports planner and streamlit."""

import os
from pathlib import Path

import streamlit as st

from planner.answers.alternatives import Alternative, alternatives
from planner.answers.mend import Mends, mends
from planner.answers.tried import Tried, tried
from planner.answers.why_not import WhyNot, why_not
from planner.no_route import NoRoute
from planner.plan import plan
from planner.quarter import DATA, Quarter, load_quarter
from planner.request import Request
from planner.route import Route

_KEPT = 500
"""Planned routes kept for all visitors; one takes some 50 kB."""
_ANSWERS_KEPT = 200
"""Answers kept; three other walks take as much as three routes."""


@st.cache_resource(show_spinner=False)
def quarter() -> Quarter:
    """Load the dataset that ``CITYWALK_DATA`` names, or the embedded one.

    Returns
    -------
    Quarter
        The quarter.

    Raises
    ------
    CitywalkError
        If anything is wrong with its files.
    """
    return load_quarter(Path(os.environ.get("CITYWALK_DATA") or DATA))


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def planned(request: Request, data_version: str) -> Route | NoRoute:  # noqa: ARG001 - part of the key
    """Plan a walk, once for all visitors who ask for the same.

    Parameters
    ----------
    request : Request
        What the user chose.
    data_version : str
        Checksum of the dataset, so that new data makes new routes.

    Returns
    -------
    Route or NoRoute
        As `planner.plan.plan` returns it.

    Raises
    ------
    RequestError
        If the request names something that is not there.
    """
    return plan(quarter(), request)


@st.cache_resource(show_spinner=False, max_entries=_ANSWERS_KEPT)
def others(request: Request, data_version: str) -> tuple[Alternative, ...]:
    """Find other walks, once for all visitors who ask for the same.

    Parameters
    ----------
    request : Request
        What the user chose; there is a route for it.
    data_version : str
        Checksum of the dataset.

    Returns
    -------
    tuple of Alternative
        As `planner.answers.alternatives` finds them.
    """
    route = planned(request, data_version)
    return () if isinstance(route, NoRoute) else alternatives(quarter(), request, route)


@st.cache_resource(show_spinner=False, max_entries=_ANSWERS_KEPT)
def laid_out(request: Request, data_version: str) -> Tried | None:  # noqa: ARG001 - part of the key
    """Lay a tour out as wished, also where it breaks, once for all who ask for the same.

    Parameters
    ----------
    request : Request
        What the guide chose.
    data_version : str
        Checksum of the dataset.

    Returns
    -------
    Tried or None
        As `planner.answers.tried.tried` returns it.
    """
    return tried(quarter(), request)


@st.cache_resource(show_spinner=False, max_entries=_ANSWERS_KEPT)
def mended(request: Request, data_version: str) -> Mends | None:  # noqa: ARG001 - part of the key
    """Find what mends a tour that breaks, once for all who ask for the same.

    Parameters
    ----------
    request : Request
        What the guide chose.
    data_version : str
        Checksum of the dataset.

    Returns
    -------
    Mends or None
        As `planner.answers.mend.mends` finds them, by some plans that take a second or two.
    """
    return mends(quarter(), request)


@st.cache_resource(show_spinner=False, max_entries=_ANSWERS_KEPT)
def why(request: Request, place_id: str, data_version: str) -> WhyNot | None:
    """Work out why a place is left out, once for all visitors who ask for the same.

    Parameters
    ----------
    request : Request
        What the user chose; there is a route for it.
    place_id : str
        A place that is not in it.
    data_version : str
        Checksum of the dataset.

    Returns
    -------
    WhyNot or None
        As `planner.answers.why_not` finds it; None if there is no route.
    """
    route = planned(request, data_version)
    return None if isinstance(route, NoRoute) else why_not(quarter(), request, route, place_id)
