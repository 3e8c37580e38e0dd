"""The files of a planned walk, loaded only by a plan that writes some. Imports planner, routes."""

import json
from pathlib import Path

from cli.output import write
from planner.quarter import Quarter
from planner.route import Route, as_json
from planner.words import Lang
from routes.mapfile import map_html


def write_walk(folder: Path, quarter: Quarter, route: Route, lang: Lang) -> None:
    """Write route.json and map.html.

    Parameters
    ----------
    folder : Path
        Made if missing.
    quarter : Quarter
        The quarter.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language of the map.

    Raises
    ------
    CitywalkError
        If a file cannot be written.
    """
    drawn = map_html(quarter, route, lang)
    text = json.dumps(as_json(route), ensure_ascii=False, indent=1)
    write(folder / "route.json", text, lang)
    write(folder / "map.html", drawn, lang)
