"""JSON, GeoJSON and TOML of a dataset, read with every fault named at once. No units.

Imports planner.errors and planner.fields.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import DatasetError, Fault
from planner.fields import shown

_NEAR = 60
"""Characters of a line that are repeated in a message about its syntax."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature of a GeoJSON file, as written.

    ``where`` is the file and the feature's id, or its number from 1 where it has no readable id.
    """

    where: str
    properties: dict[str, Any]
    lon: Any
    lat: Any

    @property
    def swapped(self) -> bool:
        """Whether latitude stands before longitude: the second number can be no latitude."""
        if not isinstance(self.lon, int | float) or not isinstance(self.lat, int | float):
            return False
        return abs(self.lon) <= 90 < abs(self.lat) <= 180  # noqa: PLR2004 - degrees


def read_text(path: Path) -> str:
    """Read a file of text in UTF-8.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        Its text, without a byte order mark.

    Raises
    ------
    DatasetError
        If there is no such file, or it cannot be read, or it is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DatasetError([Fault("file_missing", path.name, {"path": str(path)})]) from None
    except UnicodeDecodeError as err:
        raise DatasetError([Fault("file_not_utf8", path.name, {"byte": err.start + 1})]) from None
    except OSError as err:
        reason = err.strerror or type(err).__name__
        raise DatasetError([Fault("file_unreadable", path.name, {"reason": reason})]) from None


def read_json(path: Path) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Read a JSON file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    object
        What it holds.

    Raises
    ------
    DatasetError
        If it cannot be read or is not JSON (with line and column), or an object has a key twice.
    """
    text = read_text(path)
    twice: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice.extend(key for key in found if keys.count(key) > 1)
        return found

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_constant=_no_constant)
    except json.JSONDecodeError as err:
        place = {"line": err.lineno, "column": err.colno, "near": _near(text, err.lineno)}
        raise DatasetError([Fault("json_syntax", path.name, place)]) from None
    except (RecursionError, ValueError) as err:
        raise DatasetError([Fault("json_number", path.name, {"reason": str(err)[:80]})]) from None
    if twice:
        raise DatasetError(Fault("key_twice", path.name, {"name": key}) for key in twice)
    return data


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    dict
        What it holds.

    Raises
    ------
    DatasetError
        If it cannot be read or is not TOML, with the line.
    """
    text = read_text(path)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as err:
        at = re.search(r"line (\d+), column (\d+)", str(err))
        line = int(at[1]) if at else len(text.splitlines())
        place = {"line": line, "column": int(at[2]) if at else 1, "near": _near(text, line)}
        raise DatasetError([Fault("toml_syntax", path.name, place)]) from None


def read_features(path: Path) -> tuple[Feature, ...]:
    """Read the points of a GeoJSON file.

    Parameters
    ----------
    path : Path
        A FeatureCollection whose geometries are points, or null.

    Returns
    -------
    tuple of Feature
        In the file's order; (lon, lat) as written, None for a null geometry.

    Raises
    ------
    DatasetError
        If it is no FeatureCollection, or a feature is broken: all faults at once.
    """
    data = read_json(path)
    rows = data.get("features") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise DatasetError([Fault("not_features", path.name)])
    if not isinstance(rows, list):
        raise DatasetError([Fault("not_features", f"{path.name}: features")])
    faults: list[Fault] = []
    found = [_feature(path.name, number, row, faults) for number, row in enumerate(rows, 1)]
    if faults:
        raise DatasetError(faults)
    return tuple(feature for feature in found if feature)


def _feature(file: str, number: int, row: object, faults: list[Fault]) -> Feature | None:
    """Take one feature apart; faults are added to the list."""
    where = f"{file}: #{number}"
    if not isinstance(row, dict) or not isinstance(row.get("properties"), dict):
        faults.append(Fault("not_a_feature", where, {"value": shown(row)}))
        return None
    name = row["properties"].get("id")
    if isinstance(name, str) and name:
        where = f"{file}: {shown(name)[1:-1]}"
    if row.get("type") != "Feature":
        faults.append(Fault("not_a_feature", f"{where}: type", {"value": shown(row.get("type"))}))
        return None
    if "geometry" not in row:
        faults.append(Fault("field_missing", f"{where}: geometry", {"name": "geometry"}))
        return None
    lon, lat = None, None
    geometry = row["geometry"]
    if geometry is not None:
        point = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if not isinstance(point, list) or len(point) != 2 or geometry.get("type") != "Point":  # noqa: PLR2004
            faults.append(Fault("not_a_point", f"{where}: geometry", {"value": shown(geometry)}))
            return None
        lon, lat = point
    return Feature(where=where, properties=row["properties"], lon=lon, lat=lat)


def _near(text: str, line: int) -> str:
    """Return the start of a line, for a message about its syntax."""
    lines = text.splitlines()
    return shown(lines[line - 1].strip()[:_NEAR])[1:-1] if 0 < line <= len(lines) else ""


def _no_constant(name: str) -> float:
    """Refuse NaN and Infinity, which JSON does not know."""
    raise ValueError(name)
