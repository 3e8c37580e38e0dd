"""``citywalk sheet``: a walk on paper, as PDF or PNG. Imports planner and routes."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from cli.export import check_route
from cli.folder import dataset_folder
from cli.output import DONE, print_json, progress, write_bytes
from planner.errors import CitywalkError, Fault, RequestError
from planner.no_route import NoRoute
from planner.published import published_as, published_route
from planner.quarter import Quarter, load_quarter
from planner.route import Route
from planner.route_file import read_route, request_in
from planner.words import Lang
from routes.heading import Heading, heading_of
from routes.kept import kept_route
from routes.sheet.fieldcheck import field_check_pdf, field_check_png
from routes.sheet.imprint import Publisher
from routes.sheet.logo import read_logo
from routes.sheet.pages import sheet_pdf, sheet_png
from routes.sheet.papers import PAPERS


def sheet(arguments: argparse.Namespace) -> int:
    """Print a walk."""
    _check(arguments)
    publisher = publisher_in(arguments)
    lang: Lang = "en" if arguments.lang == "en" else "zh"
    quarter = load_quarter(dataset_folder(arguments), progress=progress(lang))
    route, heading = _walk(quarter, arguments)
    output: Path = arguments.output
    pages = _pages(quarter, route, heading, arguments, publisher)
    if arguments.png:
        files = {output.with_name(f"{output.stem}-{n}.png"): p for n, p in enumerate(pages, 1)}
    else:
        files = {output: pages[0]}
    for path, content in files.items():
        write_bytes(path, content, lang)
    if arguments.json:
        rows = [{"file": str(path), "bytes": len(content)} for path, content in files.items()]
        print_json({"files": rows})
    return DONE


def publisher_in(arguments: argparse.Namespace) -> Publisher:
    """Read who hands a sheet out.

    Parameters
    ----------
    arguments : Namespace
        With ``publisher``, ``logo`` and ``map_number``.

    Returns
    -------
    Publisher
        The logo is read.

    Raises
    ------
    LogoError
        If the logo cannot be printed.
    """
    return Publisher(
        name=arguments.publisher,
        logo=None if arguments.logo is None else read_logo(arguments.logo),
        map_number=arguments.map_number,
    )


def _pages(
    quarter: Quarter,
    route: Route,
    heading: Heading,
    arguments: argparse.Namespace,
    publisher: Publisher,
) -> list[bytes]:
    """Set the sheet that is asked for: one PDF, or a picture a page."""
    if arguments.field_check:
        if arguments.png:
            return field_check_png(quarter, route, heading, arguments.lang, ppi=_PPI)
        return [field_check_pdf(quarter, route, heading, arguments.lang)]
    wishes = {
        "paper": arguments.paper,
        "public_url": arguments.public_url,
        "publisher": publisher,
    }
    if arguments.png:
        return sheet_png(quarter, route, heading, arguments.lang, **wishes, ppi=_PPI)
    return [sheet_pdf(quarter, route, heading, arguments.lang, **wishes)]


_PPI = 200.0
"""Dots per inch of ``--png``."""


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what cannot be printed, before anything is loaded."""
    faults = list(_faults(arguments))
    if faults:
        raise RequestError(faults)


def _faults(arguments: argparse.Namespace) -> Iterable[Fault]:
    """Yield what is wrong with the options."""
    if (arguments.route is None) == (arguments.published_id is None):
        yield Fault("sheet_what", "ROUTE.json")
    if arguments.paper not in PAPERS:
        values: dict[str, object] = {"value": arguments.paper, "known": ", ".join(PAPERS)}
        yield Fault("paper_unknown", "--paper", values)
    if arguments.output is None:
        yield Fault("output_missing", "-o", {"format": "PNG" if arguments.png else "PDF"})


def _walk(quarter: Quarter, arguments: argparse.Namespace) -> tuple[Route, Heading]:
    """Read the route, or plan the published one as it is kept."""
    if arguments.published_id is not None:
        published = published_route(quarter, arguments.published_id)
        planned = kept_route(quarter, published)
        if isinstance(planned, NoRoute):
            raise CitywalkError([planned.fault])
        return planned, heading_of(quarter, planned, published)
    route = read_route(arguments.route)
    check_route(quarter, route, arguments.route)
    return route, heading_of(quarter, route, published_as(quarter, request_in(route)))
