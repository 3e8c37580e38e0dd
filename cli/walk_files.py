"""The files of a planned walk, loaded only by a plan that writes some. Imports planner, routes."""

from pathlib import Path

from cli.output import write, write_bytes
from planner.catalogue import PublishedRoute
from planner.quarter import Quarter
from planner.route import Route
from planner.route_file import request_in, route_text
from planner.words import Lang
from routes.formats import Walk, written
from routes.heading import heading_of
from routes.share import public_url, share_link
from routes.sheet.pages import sheet_pdf

_FILES = {"route.gpx": "gpx", "map.html": "map", "walk.html": "walk"}
"""Files beside route.json, and their formats."""


def write_walk(
    folder: Path,
    quarter: Quarter,
    route: Route,
    lang: Lang,
    published: PublishedRoute | None = None,
) -> None:
    """Write route.json, route.gpx, map.html, walk.html and sheet-A4.pdf.

    Parameters
    ----------
    folder : Path
        Made if missing.
    quarter : Quarter
        The quarter.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language of the files.
    published : PublishedRoute, optional
        What was planned, if it is a published route: then its title is theirs.

    Raises
    ------
    CitywalkError
        If a file cannot be written.
    """
    base = public_url()
    walk = Walk(
        quarter=quarter,
        route=route,
        heading=heading_of(quarter, route, published),
        lang=lang,
        link=share_link(request_in(route), lang, "/walk", base=base) if base else None,
    )
    made = {file: written(name, walk).decode() for file, name in _FILES.items()}
    made = {"route.json": route_text(route)} | made
    leaflet = sheet_pdf(quarter, route, walk.heading, lang)
    for file, text in made.items():
        write(folder / file, text, lang)
    write_bytes(folder / "sheet-A4.pdf", leaflet, lang)
