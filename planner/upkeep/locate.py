"""Sets the position of one place in the file of places and leaves all else as it stands.

Units: metres; degrees WGS-84, (lon, lat). Imports the loaders of a dataset and planner.streets.
"""

import codecs
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from shapely import Polygon

from planner.dataset import load_description
from planner.errors import DatasetError, Fault, RequestError
from planner.files.atomic import replace_file
from planner.files.characters import bare, unprintable
from planner.files.jsontext import Change, Member, applied, items, members, set_members
from planner.files.nearest import nearest
from planner.metres import from_outline_m
from planner.places import Place, Position, load_places
from planner.quarter import network_of
from planner.upkeep.dataset_check import FAR_M, load_boundary
from planner.upkeep.street_check import street_warnings

SURE_M = 20
"""A position at least this exact is ``confirmed``: it tells which side of which door is meant."""

_MOST_M = 1000
"""The worst accuracy that the file may hold."""

_LONGEST_SOURCE = 500
_DECIMALS = 6
"""Digits of a degree that are written: a tenth of a metre."""

_NUMBER = r"[-+]?\d+(?:\.\d*)?"
_LONLAT = re.compile(rf"\s*({_NUMBER})\s*[,，]\s*({_NUMBER})\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says about a place, as typed.

    Parameters
    ----------
    place_id : str
        Id of the place.
    lonlat : str
        ``LON,LAT`` of the entrance, WGS-84.
    source : str
        Who says so, for ``position.source``.
    accuracy : str
        Metres by which it may be off. Up to ``SURE_M``, or if empty, the position is
        ``confirmed``; beyond, ``approximate``.
    """

    place_id: str
    lonlat: str
    source: str
    accuracy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place whose position has been set, the file it stands in, and what to look at again."""

    place: Place
    file: Path
    warnings: tuple[Fault, ...]


def locate(
    folder: Path,
    said: Said,
    *,
    today: date,
    progress: Callable[[str], None] = lambda _: None,
) -> Located:
    """Set the position of a place; the file is changed whole or not at all.

    Parameters
    ----------
    folder : Path
        A dataset folder without faults.
    said : Said
        Which place is where, and who says so.
    today : datetime.date
        For ``checked_on``.
    progress : callable, optional
        Called with a key of ``words/streets.toml`` while the network is built.

    Returns
    -------
    Located
        The place as the file has it now.

    Raises
    ------
    RequestError
        If something that was said cannot be used: every one at once; nothing is written.
    DatasetError
        If the dataset has faults, or its text does not show where the place stands.
    OSError
        If the file cannot be written; the old one is untouched.
    """
    files = load_description(folder)
    path = (folder / files.places).resolve()
    places = load_places(path)
    faults: list[Fault] = []
    old = next((place for place in places if place.id == said.place_id), None)
    if old is None:
        known = [place.id for place in places]
        near = nearest(said.place_id, known)
        values = {"value": bare(said.place_id), "nearest": near, "known": ", ".join(known)}
        faults.append(Fault("place_unknown", "ID", values))
    spot = _spot(said.lonlat, load_boundary(folder / files.boundary), faults)
    position = _position(said.source.strip(), said.accuracy.strip(), faults)
    if faults or old is None or spot is None:
        raise RequestError(faults)
    lon, lat = spot
    new = replace(old, lon=lon, lat=lat, position=position, checked_on=today)
    network = network_of(folder, files, progress=progress)
    _write(path, new)
    warnings = street_warnings([new], network, file=files.places)
    return Located(place=new, file=path, warnings=tuple(warnings))


def edited(text: str, place: Place) -> str | None:
    """Change a place's position in the text of a file of places.

    Parameters
    ----------
    text : str
        Text of a valid file.
    place : Place
        The place with its new position.

    Returns
    -------
    str or None
        The new text, other in geometry, position and day of the check only; None if the text
        does not show where these stand.
    """
    rows = members(text, text.index("{")).get("features")
    spots = () if rows is None else items(text, rows.at)
    starts = [at for row, at, _ in spots if row["properties"]["id"] == place.id]
    if len(starts) != 1:
        return None
    feature = members(text, starts[0])
    fields = members(text, feature["properties"].at)
    changes = _point(text, feature["geometry"], place)
    position = fields["position"]
    changes += set_members(text, position.at, _named(place.position, position.value))
    day = {"checked_on": place.checked_on.isoformat()}
    changes += set_members(text, feature["properties"].at, day)
    new = applied(text, changes)
    return new if json.loads(new) == _wanted(json.loads(text), place) else None


def _position(source: str, accuracy: str, faults: list[Fault]) -> Position:
    """Read source and accuracy; faults are added to the list."""
    if not source:
        faults.append(Fault("source_missing", "--source"))
    elif len(source) > _LONGEST_SOURCE:
        values: dict[str, object] = {"value": bare(source), "bound": _LONGEST_SOURCE}
        faults.append(Fault("text_too_long", "--source", values))
    elif "\n" in source:
        faults.append(Fault("text_line", "--source", {"value": bare(source)}))
    faults += [Fault(code, "--source", values) for code, _, values in unprintable(source)]
    if not accuracy:
        return Position(status="confirmed", source=source)
    if not (accuracy.isascii() and accuracy.isdigit() and 1 <= int(accuracy[:9]) <= _MOST_M):
        values = {"value": bare(accuracy), "low": 1, "high": _MOST_M}
        faults.append(Fault("accuracy_unreadable", "--accuracy", values))
        return Position(status="approximate", source=source)
    metres = int(accuracy)
    status: Literal["confirmed", "approximate"] = "confirmed" if metres <= SURE_M else "approximate"
    return Position(status=status, accuracy_m=metres, source=source)


def _spot(text: str, boundary: Polygon, faults: list[Fault]) -> tuple[float, float] | None:
    """Read a position and see that it is near the quarter."""
    found = _LONLAT.fullmatch(text)
    if found is None:
        faults.append(Fault("lonlat_unreadable", "LON,LAT", {"value": bare(text)}))
        return None
    lon, lat = (round(float(number), _DECIMALS) for number in found.groups())
    away_m, other_m = from_outline_m([(lon, lat), (lat, lon)], boundary)
    if _on_earth(lon, lat) and away_m <= FAR_M:
        return lon, lat
    if _on_earth(lat, lon) and other_m <= FAR_M:
        faults.append(Fault("lonlat_swapped", "LON,LAT", {"lon": lat, "lat": lon}))
    elif not _on_earth(lon, lat):
        faults.append(Fault("start_not_on_earth", "LON,LAT", {"value": bare(text)}))
    else:
        faults.append(Fault("place_far", "LON,LAT", {"km": round(away_m / 1000)}))
    return None


def _on_earth(lon: float, lat: float) -> bool:
    """Tell whether a longitude and a latitude are within their bounds."""
    return abs(lon) <= 180 and abs(lat) <= 90  # noqa: PLR2004 - degrees


def _point(text: str, geometry: Member, place: Place) -> list[Change]:
    """Plan the change of the coordinates, or of a null geometry to a point."""
    numbers = [f"{place.lon:.{_DECIMALS}f}", f"{place.lat:.{_DECIMALS}f}"]
    if geometry.value is not None:
        spots = items(text, members(text, geometry.at)["coordinates"].at)
        return [
            Change(at=at, end=end, text=number)
            for number, (value, at, end) in zip(numbers, spots, strict=True)
            if value != float(number)
        ]
    point = f'{{"type": "Point", "coordinates": [{", ".join(numbers)}]}}'
    if text[geometry.name_end : geometry.at] == ":":  # a file without blanks
        point = point.replace(" ", "")
    return [Change(at=geometry.at, end=geometry.end, text=point)]


def _named(position: Position, there: Any) -> dict[str, Any]:  # noqa: ANN401 - an object of JSON
    """Return the position's fields; an empty one only where the file has it."""
    return {k: v for k, v in asdict(position).items() if k in there or v is not None}


def _wanted(data: Any, place: Place) -> Any:  # noqa: ANN401 - JSON
    """Make the same change to the values of the file as to its text."""
    row = next(row for row in data["features"] if row["properties"]["id"] == place.id)
    row["geometry"] = (row["geometry"] or {"type": "Point"}) | {
        "coordinates": [place.lon, place.lat]
    }
    row["properties"]["position"] |= _named(place.position, row["properties"]["position"])
    row["properties"]["checked_on"] = place.checked_on.isoformat()
    return data


def _write(path: Path, place: Place) -> None:
    """Change the file, whole or not at all."""
    content = path.read_bytes()
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    new = edited(content[len(mark) :].decode("utf-8"), place)
    if new is None:
        raise DatasetError([Fault("text_not_found", f"{path.name}: {place.id}: geometry")])
    replace_file(path, lambda file: file.write(mark + new.encode("utf-8")))
