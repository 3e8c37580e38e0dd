"""A dataset folder looked through as a whole: faults and warnings. Metres; degrees WGS-84.

Imports the loaders of its files, and planner.hours for the syntax of opening hours.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from shapely import Polygon
from shapely.errors import GEOSException
from shapely.geometry import shape

from planner.catalogue import PublishedRoute, catalogue_faults, load_catalogue
from planner.china.calendar import calendar_for
from planner.dataset import Description, load_description
from planner.errors import DatasetError, Fault
from planner.files.characters import bare, joined
from planner.files.datafile import read_json
from planner.files.lines import line_faults
from planner.files.nearest import nearest
from planner.hours import check_spec
from planner.metres import from_outline_m
from planner.own_stop import OWN_ID
from planner.places import Place, sound_places
from planner.starts import Start, load_starts
from planner.themes import Theme, load_themes
from planner.upkeep.place_check import place_warnings
from planner.upkeep.stale_check import catalogue_warnings, last_entry_faults

T = TypeVar("T")

FAR_M = 10_000
"""Farther from the quarter than this, a place is a slip of the pen: no walk gets there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a check found: with faults the dataset is not used, with warnings it is.

    ``description`` is None if ``dataset.toml`` cannot be read; ``places`` are those without fault.
    """

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    description: Description | None = None
    places: tuple[Place, ...] = ()


def check_dataset(folder: Path, *, today: date) -> Findings:
    """Look through a dataset folder, its streets left out, and name everything at once.

    Parameters
    ----------
    folder : Path
        A folder with ``dataset.toml``.
    today : datetime.date
        By this day hours are called old.

    Returns
    -------
    Findings
        Faults of all files and between them; warnings of those places that could be read.
    """
    faults: list[Fault] = []
    description = _try(load_description, folder, faults)
    if description is None:
        return Findings(faults=tuple(faults), warnings=())
    file = description.places
    before = len(faults)
    places = _try(lambda path: sound_places(path, faults), folder / file, faults) or ()
    whole = places if len(faults) == before else ()
    themes = _try(load_themes, folder / description.themes, faults) or ()
    starts = _try(load_starts, folder / description.starts, faults) or ()
    boundary = _try(load_boundary, folder / description.boundary, faults)
    faults.extend(_line_file_faults(folder, description))
    faults.extend(cross_faults(places, themes, starts, boundary, file=file))
    warnings = list(place_warnings(places, boundary, today=today, file=file))
    if description.catalogue is not None:
        routes = _try(load_catalogue, folder / description.catalogue, faults) or ()
        faults.extend(published_faults(routes, themes, starts, whole, description))
        warnings = [*catalogue_warnings(routes, file=description.catalogue), *warnings]
    return Findings(
        faults=tuple(faults),
        warnings=tuple(warnings),
        description=description,
        places=places,
    )


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
    if not isinstance(outline, Polygon) or not outline.is_valid or not _on_earth(outline):
        raise DatasetError([Fault("not_a_polygon", path.name)])
    return outline


def cross_faults(
    places: Sequence[Place],
    themes: Iterable[Theme],
    starts: Iterable[Start],
    boundary: Polygon | None,
    *,
    file: str,
) -> Iterator[Fault]:
    """Yield what the files of a dataset say against one another.

    Parameters
    ----------
    places, themes, starts : sequence and iterables
        What the files hold; a file that could not be read gives nothing.
    boundary : Polygon or None
        The quarter's outline in degrees.
    file : str
        Name of the file of places.

    Yields
    ------
    Fault
        A score of no theme, hours that cannot be read, a last entry outside them, an id of a start
        and a place or kept for stops of guides, a place far away.
    """
    known = [theme.id for theme in themes]
    start_ids = {start.id for start in starts}
    away = from_outline_m([(place.lon, place.lat) for place in places], boundary)
    for place, away_m in zip(places, away, strict=True):
        at = f"{file}: {place.id}"
        for name in place.themes if known else ():
            if name not in known:
                near = nearest(name, known)
                values: dict[str, object] = {"value": bare(name), "nearest": near}
                yield Fault("score_of_no_theme", joined(at, ("themes", name)), values)
        for index, option in enumerate(place.options):
            if option.opening_hours is not None:
                part = f"{at}: options[{index}]"
                fault = check_spec(option.opening_hours, f"{part}.opening_hours")
                yield from [fault] if fault else last_entry_faults(option, part)
        if OWN_ID.fullmatch(place.id):
            yield Fault("id_reserved", f"{at}: id", {"value": place.id})
        if place.id in start_ids:
            yield Fault("start_and_place", f"{at}: id", {"value": place.id})
        if away_m > FAR_M:
            km = round(away_m / 1000)
            yield Fault("place_far", f"{at}: geometry.coordinates", {"km": km})


def published_faults(
    routes: Iterable[PublishedRoute],
    themes: Iterable[Theme],
    starts: Iterable[Start],
    places: Sequence[Place],
    description: Description,
) -> Iterator[Fault]:
    """Yield what the published routes name that the other files do not have.

    Parameters
    ----------
    routes : iterable of PublishedRoute
        The published routes.
    themes, starts, places : iterables and sequence
        What the files hold; nothing is checked against one that gives nothing.
    description : Description
        Names the file of published routes, and the country.

    Yields
    ------
    Fault
        As of ``planner.catalogue.catalogue_faults``; a route for public holidays where none is
        known.
    """
    file = description.catalogue or ""
    routes = tuple(routes)
    if calendar_for(description.country).last_year is None:
        for route in routes:
            if route.weekday == "holiday":
                yield Fault("no_holiday_known", f"{file}: {route.id}: weekday")
    yield from catalogue_faults(
        routes,
        themes=[theme.id for theme in themes],
        starts=[start.id for start in starts],
        places=[place.id for place in places],
        unplaced={
            place.id: {"zh": place.name_zh, "en": place.name_en}
            for place in places
            if place.lon is None
        },
        file=file,
    )


def _on_earth(outline: Polygon) -> bool:
    """Tell whether an outline encloses something within the longitudes and latitudes."""
    west, south, east, north = outline.bounds or (-999, 0, 0, 0)
    return -180 <= west < east <= 180 and -90 <= south < north <= 90  # noqa: PLR2004 - degrees


def _line_file_faults(folder: Path, description: Description) -> Iterator[Fault]:
    """Yield what is wrong with the extract, overlay and railways, which are used elsewhere."""
    extract = folder / description.extract
    if not extract.is_file():
        yield Fault("file_missing", extract.name, {"path": str(extract)})
    if description.overlay is not None:
        yield from line_faults(folder / description.overlay, needs="highway")
    if description.rails is not None:
        yield from line_faults(folder / description.rails, needs="kind")


def _try(load: Callable[[Path], T], path: Path, faults: list[Fault]) -> T | None:
    """Load one file; its faults are added to the list."""
    try:
        return load(path)
    except DatasetError as err:
        faults.extend(err.faults)
        return None
