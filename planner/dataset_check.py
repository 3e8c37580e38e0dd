"""A dataset folder looked through as a whole: faults and warnings. Metres; degrees WGS-84.

Imports the loaders of its files, and planner.hours for the syntax of opening hours.
"""

import difflib
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from shapely import Point, Polygon
from shapely.affinity import scale
from shapely.errors import GEOSException
from shapely.geometry import shape

from planner.datafile import read_json
from planner.dataset import Description, load_description
from planner.errors import DatasetError, Fault
from planner.hours import check_spec
from planner.places import Place, load_places
from planner.starts import Start, load_starts
from planner.themes import Theme, load_themes

T = TypeVar("T")

_DEGREE_M = 111_200
"""Metres in a degree of latitude, good to 0.3 %: for warnings, not for walks."""

_FAR_M = 10_000
"""Farther from the quarter than this, a place is a slip of the pen: no walk gets there."""

_TOUCH_M = 5
"""Nearer to one another than this, two entrances are likely the same, or one is wrong."""

_FRONTAGE_M = 40
"""Depth of the frontages that count as inside though the boundary runs along street centres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a check found: with faults the dataset is not used, with warnings it is."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def check_dataset(folder: Path, *, today: date) -> Findings:
    """Look through a dataset folder and name everything at once.

    Parameters
    ----------
    folder : Path
        A folder with ``dataset.toml``.
    today : datetime.date
        By this day hours are called old.

    Returns
    -------
    Findings
        Faults of all files and between them; warnings of those files that could be read.
    """
    faults: list[Fault] = []
    description = _try(load_description, folder, faults)
    if description is None:
        return Findings(faults=tuple(faults), warnings=())
    places = _try(load_places, folder / description.places, faults) or ()
    themes = _try(load_themes, folder / description.themes, faults) or ()
    starts = _try(load_starts, folder / description.starts, faults) or ()
    boundary = _try(load_boundary, folder / description.boundary, faults)
    faults.extend(_missing_files(folder, description))
    faults.extend(cross_faults(places, themes, starts, boundary, file=description.places))
    warnings = place_warnings(places, boundary, today=today, file=description.places)
    return Findings(faults=tuple(faults), warnings=tuple(warnings))


def load_boundary(path: Path) -> Polygon:
    """Read the outline of a quarter.

    Parameters
    ----------
    path : Path
        A GeoJSON FeatureCollection with one polygon.

    Returns
    -------
    Polygon
        In degrees, (lon, lat).

    Raises
    ------
    DatasetError
        If there is no valid polygon.
    """
    data = read_json(path)
    try:
        outline = shape(data["features"][0]["geometry"])
    except (GEOSException, ValueError, TypeError, LookupError, AttributeError):
        outline = None
    if not isinstance(outline, Polygon) or not outline.is_valid or outline.is_empty:
        raise DatasetError([Fault("not_a_polygon", path.name)])
    return outline


def cross_faults(
    places: Iterable[Place],
    themes: Iterable[Theme],
    starts: Iterable[Start],
    boundary: Polygon | None,
    *,
    file: str,
) -> Iterator[Fault]:
    """Yield what the files of a dataset say against one another.

    Parameters
    ----------
    places, themes, starts : iterable
        What the files hold; a file that could not be read gives nothing.
    boundary : Polygon or None
        The quarter's outline in degrees.
    file : str
        Name of the file of places.

    Yields
    ------
    Fault
        A score of no theme, hours that cannot be read, an id of a start and a place, a place far
        away.
    """
    known = [theme.id for theme in themes]
    start_ids = {start.id for start in starts}
    for place in places:
        at = f"{file}: {place.id}"
        for name in place.themes if known else ():
            if name not in known:
                near = (difflib.get_close_matches(name, known, n=1, cutoff=0.3) or known)[0]
                values: dict[str, object] = {"value": name, "nearest": near}
                yield Fault("score_of_no_theme", f"{at}: themes.{name}", values)
        for index, option in enumerate(place.options):
            if option.opening_hours is not None:
                fault = check_spec(option.opening_hours, f"{at}: options[{index}].opening_hours")
                yield from [fault] if fault else []
        if place.id in start_ids:
            yield Fault("start_and_place", f"{at}: id", {"value": place.id})
        away = _away_m(place, boundary)
        if away > _FAR_M:
            km = round(away / 1000)
            yield Fault("place_far", f"{at}: geometry.coordinates", {"km": km})


def place_warnings(
    places: Iterable[Place], boundary: Polygon | None, *, today: date, file: str
) -> Iterator[Fault]:
    """Yield what should be mended, though walks can be planned without.

    Parameters
    ----------
    places : iterable of Place
        The places.
    boundary : Polygon or None
        The quarter's outline in degrees.
    today : datetime.date
        By this day hours are called old.
    file : str
        Name of the file of places.

    Yields
    ------
    Fault
        In the order of the places.
    """
    earlier: list[Place] = []
    for place in places:
        at = f"{file}: {place.id}"
        yield from _text_warnings(place, at)
        yield from _position_warnings(place, boundary, at)
        for index, option in enumerate(place.options):
            if option.hours_year is not None and option.hours_year < today.year - 1:
                year: dict[str, object] = {"year": option.hours_year}
                yield Fault("old_hours", f"{at}: options[{index}].hours_year", year)
        for other in earlier:
            if _apart_m(place, other) < _TOUCH_M:
                values: dict[str, object] = {"other": other.id, "metres": _TOUCH_M}
                yield Fault("places_touch", f"{at}: geometry.coordinates", values)
        earlier.append(place)


def _text_warnings(place: Place, at: str) -> Iterator[Fault]:
    """Yield what is thin in a place's texts."""
    for field, story, language in (
        ("story_zh", place.story_zh, {"zh": "中文", "en": "Chinese"}),
        ("story_en", place.story_en, {"zh": "英文", "en": "English"}),
    ):
        if story is None:
            yield Fault("story_missing", f"{at}: {field}", {"language": language})
    if not any(place.themes.values()):
        yield Fault("no_score", f"{at}: themes")
    for index, fact in enumerate(place.facts):
        if fact.date is None:
            values: dict[str, object] = {"publisher": fact.publisher}
            yield Fault("fact_undated", f"{at}: facts[{index}].date", values)


def _position_warnings(place: Place, boundary: Polygon | None, at: str) -> Iterator[Fault]:
    """Yield what is uncertain in a place's position."""
    accuracy = place.position.accuracy_m or 0
    values: dict[str, object] = {"id": place.id, "metres": accuracy}
    if place.position.status == "unknown":
        yield Fault("position_awaited", f"{at}: position", values)
    elif place.position.status == "approximate":
        yield Fault("position_approximate", f"{at}: position", values)
    away = _away_m(place, boundary)
    if place.in_quarter and away > accuracy + _FRONTAGE_M:
        yield Fault("place_and_quarter", f"{at}: in_quarter", {"metres": round(away)})


def _missing_files(folder: Path, description: Description) -> Iterator[Fault]:
    """Yield the files that the description names and that are opened elsewhere."""
    for name in (description.extract, description.overlay, description.rails):
        if name is not None and not (folder / name).is_file():
            yield Fault("file_missing", name, {"path": str(folder / name)})


def _away_m(place: Place, boundary: Polygon | None) -> float:
    """Measure how far a place is from the quarter; 0 inside, or where either is unknown."""
    if boundary is None or place.lon is None or place.lat is None:
        return 0.0
    squeeze = math.cos(math.radians(place.lat))
    flat = scale(boundary, xfact=squeeze, origin=(place.lon, place.lat))
    return float(flat.distance(Point(place.lon, place.lat))) * _DEGREE_M


def _apart_m(one: Place, other: Place) -> float:
    """Measure how far two places are apart; infinite where a position is unknown."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return math.inf
    squeeze = math.cos(math.radians(one.lat))
    return math.hypot((one.lon - other.lon) * squeeze, one.lat - other.lat) * _DEGREE_M


def _try(load: Callable[[Path], T], path: Path, faults: list[Fault]) -> T | None:
    """Load one file; its faults are added to the list."""
    try:
        return load(path)
    except DatasetError as err:
        faults.extend(err.faults)
        return None
