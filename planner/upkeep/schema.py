"""The definitions of place, theme, start and published route as JSON Schema, in docs/schema.

``python -m planner.upkeep.schema`` writes them anew. Imports the modules that define them.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from planner.catalogue import PublishedRoute
from planner.files.atomic import replace_file
from planner.places import Place
from planner.starts import Start
from planner.themes import Theme

FOLDER = Path(__file__).parents[2] / "docs" / "schema"
"""Where the files stand."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_POINT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {
            "description": "Longitude, latitude; degrees WGS-84.",
            "type": "array",
            "prefixItems": [
                {"type": "number", "minimum": -180, "maximum": 180},
                {"type": "number", "minimum": -90, "maximum": 90},
            ],
            "minItems": 2,
            "maxItems": 2,
        },
    },
    "required": ["type", "coordinates"],
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return all schemas.

    Returns
    -------
    dict of str to dict
        By file name: a feature of the files of places and starts, a table of the files of themes
        and published routes.
    """
    place, start = _properties(Place, "lon", "lat"), _properties(Start, "lon", "lat")
    theme, route = _properties(Theme, "id"), _properties(PublishedRoute, "id")
    return {
        "place.schema.json": _feature(place, {"anyOf": [_POINT, {"type": "null"}]}),
        "start.schema.json": _feature(start, _POINT),
        "theme.schema.json": {"$schema": _DIALECT, **theme},
        "published_route.schema.json": {"$schema": _DIALECT, **route},
    }


def as_text(schema: dict[str, Any]) -> str:
    """Write a schema as it stands in its file.

    Parameters
    ----------
    schema : dict
        The schema.

    Returns
    -------
    str
        Indented JSON.
    """
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schemas(folder: Path = FOLDER) -> None:
    """Write the files of all schemas.

    Parameters
    ----------
    folder : Path, optional
        Where to; made if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        _write(folder / name, as_text(schema).encode())


def _write(path: Path, content: bytes) -> None:
    """Write one file whole."""
    replace_file(path, lambda file: file.write(content))


def _properties(kind: type, *elsewhere: str) -> dict[str, Any]:
    """Describe a dataclass without the fields that stand in the geometry or name the table."""
    schema = TypeAdapter(kind).json_schema()
    for name in elsewhere:
        del schema["properties"][name]
        schema["required"].remove(name)
    return schema


def _feature(properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    """Wrap the schema of properties into that of a GeoJSON feature."""
    parts = properties.pop("$defs", {})
    return {
        "$schema": _DIALECT,
        "title": f"{properties['title']} (GeoJSON feature)",
        "type": "object",
        "properties": {
            "type": {"const": "Feature"},
            "geometry": geometry,
            "properties": properties,
        },
        "required": ["type", "geometry", "properties"],
        "$defs": parts,
    }


if __name__ == "__main__":
    write_schemas()
