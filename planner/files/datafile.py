"""JSON, GeoJSON and TOML of a dataset, read with every fault named at once. No units.

Imports planner.errors and its neighbours characters, strictjson and textfile.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import DatasetError, Fault
from planner.files.characters import DEEPEST, Spot, bare, joined, shown
from planner.files.strictjson import parse
from planner.files.textfile import FEATURE_ID, TABLE, after, near, read_text


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
        If it cannot be read or is not JSON (with line, column and the feature before), or an object
        has a key twice, or a number is not finite.
    """
    text = read_text(path)
    try:
        data, troubles = parse(text)
    except json.JSONDecodeError as err:
        place = {"line": err.lineno, "column": err.colno, "near": near(text, err.lineno)}
        where = after(path.name, text[: err.pos], FEATURE_ID)
        raise DatasetError([Fault("json_syntax", where, place)]) from None
    except RecursionError:
        levels: dict[str, object] = {"levels": DEEPEST}
        raise DatasetError([Fault("too_deep", path.name, levels)]) from None
    if troubles:
        raise DatasetError(
            Fault(trouble.code, _spot(path.name, data, trouble.path), trouble.values)
            for trouble in troubles
        )
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
    except RecursionError:
        levels: dict[str, object] = {"levels": DEEPEST}
        raise DatasetError([Fault("too_deep", path.name, levels)]) from None
    except ValueError as err:  # TOMLDecodeError, or a number or date that is none
        at = re.search(r"line (\d+), column (\d+)", str(err))
        lines = text.split("\n")
        line = int(at[1]) if at else len(lines)
        place = {"line": line, "column": int(at[2]) if at else 1, "near": near(text, line)}
        where = after(path.name, "\n".join(lines[:line]), TABLE)
        raise DatasetError([Fault("toml_syntax", where, place)]) from None


def read_tables(path: Path, faults: list[Fault], *, code: str) -> list[tuple[str, dict[str, Any]]]:
    """Read the tables of a TOML file, each named by the id of what it holds.

    Parameters
    ----------
    path : Path
        The file.
    faults : list of Fault
        Where the faults of single tables are added.
    code : str
        Code of the fault that something at the top is no table.

    Returns
    -------
    list of tuple of str and dict
        File and id, for faults; the table with its name as ``id``.

    Raises
    ------
    DatasetError
        If the file cannot be read or is not TOML.
    """
    found = []
    for name, table in read_toml(path).items():
        where = f"{path.name}: {bare(name)}"
        if not isinstance(table, dict):
            faults.append(Fault(code, where, {"name": bare(name)}))
        elif "id" in table:
            values = {"name": "id", "value": shown(table["id"])}
            faults.append(Fault("field_unknown", f"{where}: id", values))
        else:
            found.append((where, {**table, "id": name}))
    return found


def read_features(path: Path, faults: list[Fault]) -> tuple[Feature, ...]:
    """Read the points of a GeoJSON file.

    Parameters
    ----------
    path : Path
        A FeatureCollection whose geometries are points, or null.
    faults : list of Fault
        Where the faults of single features are added.

    Returns
    -------
    tuple of Feature
        Those that are whole, in the file's order; (lon, lat) as written, None for a null geometry.

    Raises
    ------
    DatasetError
        If the file cannot be read or is no FeatureCollection.
    """
    data = read_json(path)
    rows = data.get("features") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise DatasetError([Fault("not_features", path.name)])
    if not isinstance(rows, list):
        raise DatasetError([Fault("not_features", f"{path.name}: features")])
    found = [_feature(path.name, number, row, faults) for number, row in enumerate(rows, 1)]
    return tuple(feature for feature in found if feature)


def _feature(file: str, number: int, row: object, faults: list[Fault]) -> Feature | None:
    """Take one feature apart; faults are added to the list."""
    where = _named(file, number, row)
    if not isinstance(row, dict):
        faults.append(Fault("not_a_feature", where, {"value": shown(row)}))
        return None
    if row.get("type") != "Feature":
        faults.append(Fault("not_a_feature", f"{where}: type", {"value": shown(row.get("type"))}))
        return None
    for name in ("properties", "geometry"):
        if name not in row:
            faults.append(Fault("field_missing", f"{where}: {name}", {"name": name}))
            return None
    if not isinstance(row["properties"], dict):
        value: dict[str, object] = {"value": shown(row["properties"])}
        faults.append(Fault("not_a_feature", f"{where}: properties", value))
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


def _named(file: str, number: int, row: object) -> str:
    """Name a feature by its id, or by its number from 1 where it has no readable one."""
    properties = row.get("properties") if isinstance(row, dict) else None
    name = properties.get("id") if isinstance(properties, dict) else None
    return f"{file}: {bare(name)}" if isinstance(name, str) and name else f"{file}: #{number}"


def _spot(file: str, data: object, path: Spot) -> str:
    """Write where something stands in a file: in which feature, if it is in one."""
    match path:
        case ("features", int(index), *rest) if isinstance(data, dict):
            inner = tuple(rest[1:] if rest[:1] == ["properties"] else rest)
            return joined(_named(file, index + 1, data["features"][index]), inner)
    return joined(file, path)
