"""The lines of published routes, thinned out, to choose from on a map. Degrees WGS-84.

Imports planner, shapely and modules of routes.
"""

import json
from typing import Any

import shapely

from planner.quarter import Quarter
from routes.kept import kept_folder

THIN_DEG = 0.00003
"""About 3 m: what the line may be off when it is drawn four pixels wide."""


def ways_of(quarter: Quarter) -> list[dict[str, Any]]:
    """Read the lines of the published routes from the files that are kept of them.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    list of dict
        What ``cityroute.js`` draws: ``id``, ``colour`` of the theme, ``path`` as [lat, lon]. A
        route without a file is left out.
    """
    found = []
    for published in quarter.published:
        file = kept_folder(quarter.folder) / f"{published.id}.geojson"
        if not file.is_file():
            continue
        points = _points(json.loads(file.read_text("utf-8")))
        line = shapely.LineString(points).simplify(THIN_DEG)
        path = [[round(lat, 5), round(lon, 5)] for lon, lat in line.coords]
        colour = quarter.theme_by_id[published.theme].colour
        found.append({"id": published.id, "colour": colour, "path": path})
    return found


def _points(kept: dict[str, Any]) -> list[list[float]]:
    """Join the legs of a route's GeoJSON."""
    return [
        point[:2]
        for feature in kept["features"]
        if feature["geometry"]["type"] == "LineString"
        for point in feature["geometry"]["coordinates"]
    ]
