"""Reads recorded or drawn walks: GPX, KML, GeoJSON. Units: degrees, (lon, lat) as written.

Files come from anywhere, so size and number of points are bounded, archives and entities refused,
and XML is read piece by piece. Imports planner.errors and planner.files.
"""

import math
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import numpy as np
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from planner.errors import DatasetError, Fault
from planner.files.datafile import read_json
from planner.streets.network import Floats

LARGEST_BYTES = 10_000_000
"""A day's walk with a point a second and heart rate is 6 MB."""
MOST_POINTS = 50_000
"""Fourteen hours with a point a second."""
DEEPEST = 64
"""Elements within one another; a real file has six, and each one open takes memory."""
_LON, _LAT = 180.0, 90.0
_LINES = {"LineString": 1, "MultiLineString": 2}


def read_points(path: Path) -> Floats:
    """Read the line of a walk.

    Parameters
    ----------
    path : Path
        GPX (its tracks, else its routes), KML (its lines) or GeoJSON (its lines), not packed.

    Returns
    -------
    Floats, shape (n, 2)
        (lon, lat) in the datum of the file, all lines in their order.

    Raises
    ------
    DatasetError
        If it cannot be read, is too large, holds no line, or a position that is none.
    """
    content = _content(path)
    if content.startswith(b"PK"):
        raise DatasetError([Fault("import_packed", path.name)])
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    spots = _of_json(path) if start in {b"{", b"["} else _of_xml(path, content)
    found: list[tuple[float, float]] = []
    for lon, lat in spots:
        if not (math.isfinite(lon) and math.isfinite(lat)) or abs(lon) > _LON or abs(lat) > _LAT:
            values: dict[str, object] = {"number": len(found) + 1}
            raise DatasetError([Fault("import_position", path.name, values)])
        found.append((lon, lat))
        if len(found) > MOST_POINTS:
            raise DatasetError([Fault("import_too_many", path.name, {"most": MOST_POINTS})])
    if len(set(found)) < 2:  # noqa: PLR2004 - a line has two ends
        raise DatasetError([Fault("import_no_line", path.name)])
    return np.array(found)


def _content(path: Path) -> bytes:
    """Read a file that is not too large."""
    try:
        if not path.is_file():
            raise DatasetError([Fault("file_missing", path.name, {"path": str(path)})])
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            sizes = {"size": size // 1_000_000, "most": LARGEST_BYTES // 1_000_000}
            raise DatasetError([Fault("file_too_large", path.name, sizes)])
        return path.read_bytes()
    except OSError as error:
        why = {"reason": error.strerror or type(error).__name__}
        raise DatasetError([Fault("file_unreadable", path.name, why)]) from None


def _of_xml(path: Path, content: bytes) -> Iterator[tuple[float, float]]:
    """Yield the positions of GPX or KML: of tracks and lines, or else of routes."""
    tracks: list[tuple[float, float]] = []
    routes: list[tuple[float, float]] = []
    try:
        depth = 0
        for event, tag in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise DatasetError([Fault("import_xml", path.name, {"why": "RecursionError"})])
            if event == "start":
                continue
            name = tag.tag.rpartition("}")[2]
            if name in {"trkpt", "rtept"}:
                (tracks if name == "trkpt" else routes).append(_attributes(tag))
            elif name == "coordinates":
                line = [_kml(spot) for spot in (tag.text or "").split()]
                tracks += line if len(line) > 1 else []
            elif name == "coord":
                tracks.append(_kml(",".join((tag.text or "").split())))
            tag.clear()
            if max(len(tracks), len(routes)) > MOST_POINTS:
                break
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        reason = {"why": f"{type(error).__name__}"}
        raise DatasetError([Fault("import_xml", path.name, reason)]) from None
    yield from tracks or routes


def _attributes(tag: Element) -> tuple[float, float]:
    """Read a point of GPX; what is no number is none."""
    return _number(tag.get("lon")), _number(tag.get("lat"))


def _kml(text: str) -> tuple[float, float]:
    """Read a position of KML."""
    lon, _, rest = text.partition(",")
    return _number(lon), _number(rest.partition(",")[0])


def _number(value: object) -> float:
    """Read a number; NaN if it is none."""
    try:
        return float(str(value))
    except ValueError:
        return math.nan


def _of_json(path: Path) -> Iterator[tuple[float, float]]:
    """Yield the positions of the lines of GeoJSON."""
    data: Any = read_json(path)
    features = data.get("features", [data]) if isinstance(data, dict) else []
    for feature in features if isinstance(features, list) else []:
        shape = feature.get("geometry", feature) if isinstance(feature, dict) else None
        if not isinstance(shape, dict) or shape.get("type") not in _LINES:
            continue
        lines = shape.get("coordinates")
        for line in [lines] if _LINES[shape["type"]] == 1 else lines or []:
            for spot in line if isinstance(line, list) else []:
                whole = isinstance(spot, list) and len(spot) > 1
                yield (_number(spot[0]), _number(spot[1])) if whole else (math.nan, math.nan)
