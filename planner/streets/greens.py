"""Parks, woods, grass and water of an extract: what a green walk is along.

(lon, lat) WGS-84; widths in metres. Imports planner.files.datafile, planner.errors.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import osmium
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from planner.errors import DatasetError, Fault
from planner.files.datafile import read_json

AREAS = {
    "leisure": {"park", "garden", "nature_reserve"},
    "landuse": {"grass", "forest", "village_green", "flowerbed", "meadow", "recreation_ground"},
    "natural": {"wood", "water", "grassland", "scrub", "wetland"},
    "waterway": {"riverbank"},
}
LINES = {"waterway": {"river", "canal", "stream"}, "natural": {"tree_row"}}
"""Values of OSM tags that make an area, or a line, green; `planner.streets.fetch` asks for them."""


class Green(NamedTuple):
    """An area, or a line and how far it reaches to each side."""

    shape: BaseGeometry
    half_width_m: float


def is_green(tags: Mapping[str, str], *, area: bool) -> bool:
    """Tell whether an area or a line is a park, garden, wood, grass, row of trees or water.

    Parameters
    ----------
    tags : mapping of str to str
        OSM tags.
    area : bool
        Whether they are those of an area.

    Returns
    -------
    bool
        True if it is; what is culverted or in a tunnel is not.

    Examples
    --------
    >>> is_green({"leisure": "park"}, area=True), is_green({"natural": "tree_row"}, area=False)
    (True, True)
    >>> is_green({"waterway": "stream", "tunnel": "culvert"}, area=False)
    False
    """
    if tags.get("tunnel", "no") != "no":
        return False
    return any(tags.get(key) in values for key, values in (AREAS if area else LINES).items())


def half_width_m(tags: Mapping[str, str]) -> float:
    """Read how far a line reaches to each side; nothing where its width is not said.

    Parameters
    ----------
    tags : mapping of str to str
        OSM tags; ``width`` in metres, with or without the unit.

    Returns
    -------
    float
        Metres.

    Examples
    --------
    >>> half_width_m({"width": "55"}), half_width_m({"width": "12 m"}), half_width_m({})
    (27.5, 6.0, 0.0)
    """
    try:
        return max(0.0, float(tags.get("width", "0").removesuffix("m").strip())) / 2
    except ValueError:
        return 0.0


def read_greens(osm: Path, overlay: Path | None = None) -> tuple[Green, ...]:
    """Read what is green, redrawn parks too.

    Parameters
    ----------
    osm : Path
        An extract that can be read.
    overlay : Path, optional
        GeoJSON with OSM tags as properties.

    Returns
    -------
    tuple of Green
        Areas, those of multipolygon relations too, and lines.

    Raises
    ------
    DatasetError
        If an area of the overlay cannot be read.
    """
    found: list[Green] = []
    factory = osmium.geom.WKBFactory()
    for item in osmium.FileProcessor(str(osm)).with_locations().with_areas():
        tags = {t.k: t.v for t in item.tags}
        if isinstance(item, osmium.osm.Area) and is_green(tags, area=True):
            found.append(Green(shapely.from_wkb(factory.create_multipolygon(item)), 0.0))
        elif isinstance(item, osmium.osm.Way) and is_green(tags, area=False):
            spots = [(n.lon, n.lat) for n in item.nodes if n.location.valid()]
            if len(spots) > 1:
                found.append(Green(shapely.LineString(spots), half_width_m(tags)))
    return (*found, *(_redrawn(overlay) if overlay is not None else ()))


def _redrawn(overlay: Path) -> list[Green]:
    """Read the green areas of the overlay."""
    try:
        return [
            Green(shape(feature["geometry"]), 0.0)
            for feature in read_json(overlay)["features"]
            if feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}
            and is_green(feature["properties"], area=True)
        ]
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        fault = Fault(
            "overlay_unreadable", overlay.name, {"why": f"{type(error).__name__}: {error}"}
        )
        raise DatasetError([fault]) from error
