"""The request that a command's options make up. Imports planner."""

import argparse
from datetime import datetime

from cli.arguments import REQUEST
from cli.folder import dataset_folder
from cli.output import progress
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
    return quarter, read_request(query, quarter.zone, now=datetime.now(quarter.zone))


def _as_text(value: object) -> str:
    """Write an option as a field of a URL query."""
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else str(value)
