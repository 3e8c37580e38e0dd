"""Lines of a map in GeoJSON, checked before they are drawn or walked. Degrees WGS-84.

Imports planner.files.characters, planner.files.datafile and planner.errors.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from shapely.errors import GEOSException
from shapely.geometry import shape

from planner.errors import DatasetError, Fault
from planner.files.characters import bare, shown
from planner.files.datafile import read_json

_DEPTH = {
    "Point": 0,
    "LineString": 1,
    "Polygon": 2,
    "MultiLineString": 2,
    "MultiPolygon": 3,
}
"""Lists within lists that the coordinates of a geometry are, above the pairs."""

_TEXTS = ("highway", "name", "name:en", "kind")
"""Properties that have to be texts where they are given."""


def line_faults(path: Path, *, needs: Literal["highway", "kind"]) -> Iterator[Fault]:
    """Yield what is wrong with a file of street lines or railway lines.

    Parameters
    ----------
    path : Path
        A GeoJSON FeatureCollection.
    needs : {"highway", "kind"}
        The property that has to be there: ``highway`` on lines (areas are only drawn), ``kind`` on
        every feature.

    Yields
    ------
    Fault
        Every fault at once, each with the feature's number and field.
    """
    try:
        data = read_json(path)
    except DatasetError as error:
        yield from error.faults
        return
    rows = data.get("features") if isinstance(data, dict) else None
    if not isinstance(rows, list) or data.get("type") != "FeatureCollection":
        yield Fault("not_features", path.name)
        return
    for number, row in enumerate(rows, 1):
        yield from _row_faults(row, f"{path.name}: #{number}", needs)


def _row_faults(row: Any, where: str, needs: str) -> Iterator[Fault]:  # noqa: ANN401 - JSON
    """Yield what is wrong with one feature."""
    if not isinstance(row, dict):
        yield Fault("not_a_feature", where, {"value": shown(row)})
        return
    tags, geometry = row.get("properties"), row.get("geometry")
    if not isinstance(tags, dict):
        yield Fault("not_a_feature", f"{where}: properties", {"value": shown(tags)})
        return
    shape_of = geometry.get("type") if isinstance(geometry, dict) else None
    if needs not in tags and (needs == "kind" or shape_of == "LineString"):
        yield Fault("field_missing", f"{where}: {needs}", {"name": needs})
    for name in _TEXTS:
        if name in tags and not isinstance(tags[name], str):
            values = {"value": shown(tags[name]), "wanted": {"zh": "文字", "en": "a text"}}
            yield Fault("wrong_type", f"{where}: {bare(name)}", values)
    if not isinstance(geometry, dict) or not _is_whole(geometry):
        yield Fault("not_a_line", f"{where}: geometry", {"value": shown(geometry)})


def _is_whole(geometry: dict[str, Any]) -> bool:
    """Tell whether a geometry is of a kind we draw and can be made of its coordinates."""
    kind = geometry.get("type")
    depth = _DEPTH.get(kind) if isinstance(kind, str) else None
    if depth is None or not _is_on_earth(geometry.get("coordinates"), depth):
        return False
    try:
        return not shape(geometry).is_empty
    except (GEOSException, ValueError):
        return False


def _is_on_earth(value: object, depth: int) -> bool:
    """Tell whether coordinates have the right depth and are all longitudes and latitudes."""
    if not isinstance(value, list):
        return False
    if depth:
        return all(_is_on_earth(part, depth - 1) for part in value)
    return (
        len(value) == 2  # noqa: PLR2004 - longitude and latitude
        and all(isinstance(part, int | float) and not isinstance(part, bool) for part in value)
        and abs(value[0]) <= 180  # noqa: PLR2004 - degrees
        and abs(value[1]) <= 90  # noqa: PLR2004 - degrees
    )
