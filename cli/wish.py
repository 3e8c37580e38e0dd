"""The request that a command's options make up. Imports planner."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from cli.arguments import REQUEST
from cli.folder import dataset_folder
from cli.output import progress
from planner.errors import Fault, RequestError
from planner.published import next_request, published_route
from planner.quarter import Quarter, load_quarter
from planner.request import Request, read_request


def read_wish(arguments: argparse.Namespace) -> tuple[Quarter, Request]:
    """Load the quarter and read the request.

    Parameters
    ----------
    arguments : Namespace
        With ``data``, ``lang`` and the options of a request.

    Returns
    -------
    (Quarter, Request)
        Both checked; whether the request's ids exist is for the planner.

    Raises
    ------
    CitywalkError
        If the dataset or an option cannot be read.
    """
    quarter = load_quarter(dataset_folder(arguments), progress=progress(arguments.lang))
    query = {name: _as_text(getattr(arguments, name)) for name in REQUEST}
    query["own"] = ";".join(stop.replace(";", "%3B") for stop in arguments.own)
    now = datetime.now(quarter.zone)
    if arguments.published_id is None:
        return quarter, read_request(query, quarter.zone, now=now)
    return quarter, _published(quarter, arguments.published_id, query, now)


def _published(quarter: Quarter, route_id: str, query: Mapping[str, str], now: datetime) -> Request:
    """Make the request of a published route, for its next day or the one that is given."""
    published = published_route(quarter, route_id)
    more = [name for name, text in query.items() if text and name != "at"]
    if more:
        options = [f"--{name.replace('_', '-')}" for name in more]
        faults = [Fault("published_and_more", option, {"option": option}) for option in options]
        raise RequestError(faults)
    request = next_request(published, quarter, now=now)
    if not query["at"]:
        return request
    given = {"start": published.start, "at": query["at"]}
    return replace(request, at=read_request(given, quarter.zone, now=now).at)


def _as_text(value: object) -> str:
    """Write an option as a field of a URL query."""
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else str(value)
