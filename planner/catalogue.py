"""Published routes: saved requests with titles and texts, catalogue.toml. Minutes, km/h.

Imports planner.files.datafile, planner.errors, planner.files.fields and planner.request.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from planner.errors import DatasetError, Fault
from planner.files.datafile import read_tables
from planner.files.fields import LINE, PROSE, STRICT, checked
from planner.files.nearest import nearest
from planner.request import DEFAULT_DETOUR, DEFAULT_PACE_KMH, DETOUR, MINUTES, PACE_KMH, Wish

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]
Prose = Annotated[str, Field(min_length=1, max_length=2000, pattern=PROSE)]
Spot = Annotated[str, Field(min_length=1, max_length=60, pattern=LINE)]

_LONLAT = re.compile(r"\s*-?\d+(\.\d+)?\s*,\s*-?\d+(\.\d+)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRoute:
    """A route that the bureau publishes: what the user would choose, a title and a text.

    It has a weekday (or any public holiday) and a clock time, never a date. ``start`` and ``end``
    are ``LON,LAT`` (WGS-84) or the id of a start or a place; without ``end`` it is a loop.
    ``edition`` is a year and a month, ``2026-11``: it is printed on the sheet, and the files kept
    of the route are planned for a day of that month (``planner.published``). The other fields are
    those of a request.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: Id
    title_zh: Line
    title_en: Line
    text_zh: Prose
    text_en: Prose
    edition: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
    weekday: Literal["mo", "tu", "we", "th", "fr", "sa", "su", "holiday"]
    clock: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    theme: Annotated[str, Field(pattern=r"^[a-z]+$", max_length=40)]
    minutes: Annotated[int, Field(ge=MINUTES[0], le=MINUTES[1])]
    start: Spot
    end: Spot | None = None
    pace: Annotated[float, Field(ge=PACE_KMH[0], le=PACE_KMH[1])] = DEFAULT_PACE_KMH
    must: tuple[Id, ...] = ()
    never: tuple[Id, ...] = ()
    order: tuple[Id, ...] = ()
    detour: Annotated[int, Field(ge=DETOUR[0], le=DETOUR[1])] = DEFAULT_DETOUR
    prefer: tuple[Wish, ...] = ()
    step_free: bool = False
    inside_quarter: bool = False
    overlay: bool = True


_ROUTE = TypeAdapter(PublishedRoute)


def load_catalogue(path: Path) -> tuple[PublishedRoute, ...]:
    """Read the published routes of a quarter.

    Parameters
    ----------
    path : Path
        A TOML file with one table a route, named by the route's id; it may hold none.

    Returns
    -------
    tuple of PublishedRoute
        In the file's order.

    Raises
    ------
    DatasetError
        If anything is wrong with the file: every fault at once, each with route and field.
    """
    faults: list[Fault] = []
    routes: list[PublishedRoute] = []
    for where, table in read_tables(path, faults, code="not_a_route_table"):
        route = checked(_ROUTE, table, where, faults)
        if route is not None:
            routes.append(route)
    if faults:
        raise DatasetError(faults)
    return tuple(routes)


def catalogue_faults(
    routes: Iterable[PublishedRoute],
    *,
    themes: Collection[str],
    starts: Collection[str],
    places: Collection[str],
    unplaced: Mapping[str, Mapping[str, str]],
    file: str,
) -> Iterator[Fault]:
    """Yield the ids in published routes that nothing in the dataset has, or that nobody can go to.

    Parameters
    ----------
    routes : iterable of PublishedRoute
        The routes.
    themes, starts, places : collection of str
        The ids that are known; an empty one is not checked against, its file could not be read.
    unplaced : mapping of str to mapping
        Names by language of those places whose position is not known, by id.
    file : str
        Name of the file of published routes.

    Yields
    ------
    Fault
        An unknown theme, start or place with the nearest match; a place asked for and ruled out; a
        place without position that has to be walked to.
    """
    anchors = [*starts, *places] if starts and places else []
    for route in routes:
        at = f"{file}: {route.id}"
        yield from _unknown("theme_unknown", f"{at}: theme", route.theme, themes)
        for field in ("start", "end"):
            spot = getattr(route, field)
            if spot is not None and not _LONLAT.fullmatch(spot):
                yield from _unknown("start_unknown", f"{at}: {field}", spot, anchors)
                yield from _unplaced(f"{at}: {field}", spot, unplaced)
        for field in ("must", "never", "order"):
            for index, name in enumerate(getattr(route, field)):
                where = f"{at}: {field}[{index}]"
                yield from _unknown("place_unknown", where, name, places)
                yield from _unplaced(where, name, unplaced if field != "never" else {})
        for index, name in enumerate(route.never):
            if name in route.must + route.order:
                yield Fault("must_and_never", f"{at}: never[{index}]", {"id": name})


def _unknown(code: str, where: str, given: str, known: Collection[str]) -> Iterator[Fault]:
    """Yield a fault if an id is not known, with the one that may have been meant."""
    if known and given not in known:
        values = {"value": given, "nearest": nearest(given, known), "known": ", ".join(known)}
        yield Fault(code, where, values)


def _unplaced(where: str, given: str, unplaced: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    """Yield a fault if nobody has published where a place is."""
    if given in unplaced:
        yield Fault("place_unplaced", where, {"id": given, "name": unplaced[given]})
