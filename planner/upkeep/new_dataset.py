"""Makes the dataset folder of another quarter from an OSM file and a file of places.

Units: metres; (lon, lat) WGS-84. Imports the loaders of a dataset and planner.streets.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from shapely import Point, Polygon, box
from shapely.geometry import MultiPoint, mapping

from planner.errors import DatasetError, Fault
from planner.places import Place, load_places
from planner.streets.cache import load_network
from planner.streets.network import Network
from planner.streets.overpass import Box, file_box
from planner.upkeep.dataset_check import check_dataset, load_boundary
from planner.upkeep.new_starts import find_starts

AROUND_M = 150.0
"""How far the outline reaches beyond the outermost places: both sides of their streets."""

NEAR_DEG = 0.05
"""How far beyond the extract, in degrees, a place may be and still shape the outline."""

ANYWHERE = "ZZ"
"""Country code that ISO 3166 leaves to users: no public holidays are known."""

_THEMES = """# Themes of walks; add more, and score each place for them in poi.geojson (0 to 5).

[all]
name_zh = "精华"
name_en = "Best of the quarter"
promise_zh = "第一次来，就走这一条。"
promise_en = "If you come only once."
colour = "#9b1b30"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a dataset is made from.

    Parameters
    ----------
    osm, poi : Path
        OpenStreetMap extract; places as in ``data/README.md``.
    boundary : Path or None
        GeoJSON with one polygon; None for an outline around the places.
    themes : Path or None
        A ``themes.toml``; None for the theme ``all`` only.
    name_zh, name_en : str
        Name of the quarter; empty for the folder's name.
    timezone : str
        IANA name; empty for the nautical zone of the longitude, which knows no summer time.
    country : str
        ISO 3166 code; its public holidays hold where a calendar is known.
    """

    osm: Path
    poi: Path
    boundary: Path | None = None
    themes: Path | None = None
    name_zh: str = ""
    name_en: str = ""
    timezone: str = ""
    country: str = ANYWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made: figures, and what is still to be mended by hand."""

    folder: Path
    places: int
    starts: int
    network_km: float
    timezone: str
    warnings: tuple[Fault, ...]


def new_dataset(folder: Path, sources: Sources, *, today: date) -> Made:
    """Make a dataset folder that the checks pass, or none at all.

    Parameters
    ----------
    folder : Path
        Not there yet, or empty.
    sources : Sources
        Files and names.
    today : datetime.date
        Day of compiling.

    Returns
    -------
    Made
        What is in the folder.

    Raises
    ------
    CitywalkError
        If the folder holds something, or a file is missing or broken: every fault of the check at
        once. The folder is left as it was.
    """
    faults = list(_early_faults(folder, sources))
    if faults:
        raise DatasetError(faults)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        made = _fill(work, folder, sources, today)
        if folder.exists():
            folder.rmdir()
        work.chmod(0o755)
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return made


def _early_faults(folder: Path, sources: Sources) -> Iterator[Fault]:
    """Yield what can be known before anything is read."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        yield Fault("folder_not_empty", str(folder))
    for path in (sources.osm, sources.poi, sources.boundary, sources.themes):
        if path is not None and not path.is_file():
            yield Fault("file_missing", path.name, {"path": str(path)})


def _fill(work: Path, folder: Path, sources: Sources, today: date) -> Made:
    """Write all files into the working folder and check them together."""
    extract = re.sub(r"[^A-Za-z0-9_.-]", "_", sources.osm.name).lstrip(".-")
    shutil.copyfile(sources.osm, work / extract)
    shutil.copyfile(sources.poi, work / "poi.geojson")
    places = load_places(work / "poi.geojson")
    other = sorted({theme for place in places for theme in place.themes} - {"all"})
    if other and sources.themes is None:
        raise DatasetError([Fault("themes_wanted", "poi.geojson", {"names": ", ".join(other)})])
    network = load_network(work / extract, None, work / ".cache")
    if sources.boundary is None:
        outline = _outline(places, network, file_box(work / extract))
        _write(work / "boundary.geojson", _boundary(outline, sources, folder))
    else:
        shutil.copyfile(sources.boundary, work / "boundary.geojson")
        outline = load_boundary(work / "boundary.geojson")
    taken = frozenset(place.id for place in places)
    starts = find_starts(work / extract, network, outline.centroid, taken)
    _write(work / "starts.geojson", {"type": "FeatureCollection", "features": starts})
    if sources.themes is None:
        (work / "themes.toml").write_text(_THEMES, "utf-8")
    else:
        shutil.copyfile(sources.themes, work / "themes.toml")
    zone = sources.timezone or _nautical(outline.centroid)
    (work / "dataset.toml").write_text(_description(folder, sources, extract, zone, today), "utf-8")
    found = check_dataset(work, today=today)
    if found.faults:
        raise DatasetError(found.faults)
    return Made(
        folder=folder,
        places=len(places),
        starts=len(starts),
        network_km=float(network.length_m.sum()) / 1000,
        timezone=zone,
        warnings=found.warnings,
    )


def _outline(places: tuple[Place, ...], network: Network, around: Box) -> Polygon:
    """Draw a line around the places of the quarter, or around the extract if there are none.

    Places far from the extract are left outside, so that the check tells of them.
    """
    near = box(*around).buffer(NEAR_DEG)
    spots = [
        (place.lon, place.lat)
        for place in places
        if place.in_quarter
        and place.lon is not None
        and place.lat is not None
        and near.covers(Point(place.lon, place.lat))
    ]
    if not spots:
        return box(*around)
    flat = shapely.transform(MultiPoint(spots), network.to_utm.transform, interleaved=False)
    grown = flat.convex_hull.buffer(AROUND_M).simplify(5.0)
    outline: Polygon = shapely.transform(
        grown, partial(network.to_utm.transform, direction="INVERSE"), interleaved=False
    )
    return outline


def _boundary(outline: Polygon, sources: Sources, folder: Path) -> dict[str, Any]:
    """Write the outline as GeoJSON, seven decimals."""
    ring = [[round(x, 7), round(y, 7)] for x, y in outline.exterior.coords]
    properties = {
        "name_zh": sources.name_zh or folder.name,
        "name_en": sources.name_en or folder.name,
        "source": "drawn around the places by `citywalk dataset new`",
    }
    geometry = mapping(Polygon(ring))
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


def _description(folder: Path, sources: Sources, extract: str, zone: str, today: date) -> str:
    """Write ``dataset.toml``."""
    values = {
        "name_zh": sources.name_zh or folder.name,
        "name_en": sources.name_en or folder.name,
        "timezone": zone,
        "country": sources.country,
        "places": "poi.geojson",
        "themes": "themes.toml",
        "starts": "starts.geojson",
        "boundary": "boundary.geojson",
        "extract": extract,
        "attribution": "© OpenStreetMap contributors",
        "attribution_url": "https://www.openstreetmap.org/copyright",
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    head = (
        "# What this folder holds; made by `citywalk dataset new`. File names are relative to it."
    )
    return "\n".join([head, *lines, f"compiled = {today.isoformat()}", ""])


def _nautical(middle: Point) -> str:
    """Name the zone of whole hours for a longitude; ``Etc`` names count westwards."""
    hours = -round(middle.x / 15)
    zone = f"Etc/GMT{hours:+d}" if hours else "Etc/GMT"
    return ZoneInfo(zone).key


def _write(path: Path, value: dict[str, Any]) -> None:
    """Write JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
