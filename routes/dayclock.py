"""A published route through the day, planned ahead: a walk each half hour, and why it changes.

Units: metres, seconds after leaving; (lon, lat) WGS-84. Reads what ``citywalk batch
--write-published`` keeps; plans nothing. Imports planner and routes.kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

from planner.catalogue import PublishedRoute
from planner.errors import DatasetError
from planner.files.datafile import read_json
from planner.plan import checksum
from planner.published import WEEKDAYS, edition_day, request_of
from planner.quarter import Quarter
from planner.route import LonLat, Option
from planner.words import Lang, say
from routes.kept import kept_folder

Day = Literal["mo", "tu", "we", "th", "fr", "sa", "su", "holiday"]

SCALE = 1_000_000
"""Coordinates are kept in millionths of a degree, about a decimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStop:
    """A place on a walk: seen from ``start_s`` to ``leave_s``; its number is its place in order."""

    id: str
    option: Option
    arrive_s: int
    start_s: int
    leave_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRun:
    """A piece of a walk's line; ``redrawn`` where its street is from the overlay."""

    path: tuple[LonLat, ...]
    redrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWalk:
    """A walk, complete enough to be drawn.

    ``parts``: a leg each (from the start to the first stop, between stops, to the end), cut where
    redrawn streets begin and end. ``length_m`` and ``walk_s`` are those on foot, ``back_s`` is when
    the walk ends.
    """

    stops: tuple[ClockStop, ...]
    parts: tuple[tuple[ClockRun, ...], ...]
    length_m: int
    walk_s: int
    back_s: int
    prize: int

    @property
    def legs(self) -> tuple[tuple[LonLat, ...], ...]:
        """The lines of the legs, whole."""
        return tuple(
            tuple(spot for run in part for spot in run.path[run is not part[0] :])
            for part in self.parts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What leaving at ``clock`` (``HH:MM``) gives; slots with the same walk share the object.

    ``walk`` is None where nothing can be walked. ``change_zh`` and ``change_en`` say what is other
    than in the slot before and why; empty where nothing is. In the first slot they are empty too,
    unless nothing can be walked.
    """

    clock: str
    walk: ClockWalk | None
    change_zh: str
    change_en: str

    def change(self, lang: Lang) -> str:
        """Return what is other than in the slot before, in one language.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        str
            Plain text, empty where nothing is.
        """
        return self.change_zh if lang == "zh" else self.change_en


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDay:
    """A sort of day: a weekday or ``holiday``; ``on`` is the date whose hours were taken."""

    day: Day
    on: date
    slots: tuple[Slot, ...]

    def label(self, lang: Lang) -> str:
        """Name the day.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        str
            The weekday; of a holiday also the date whose hours were taken, and its weekday, since
            most doors go by that.
        """
        if self.day != "holiday":
            return say(f"published.day_{self.day}", lang)
        weekday = say(f"published.day_{WEEKDAYS[self.on.weekday()]}", lang)
        return say("published.clock_holiday", lang, on=self.on.isoformat(), weekday=weekday)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClock:
    """A published route through its own day, and through a public holiday where one is known.

    ``route_id``: id of the route as it is kept (its request and the data's version).
    """

    published_id: str
    route_id: str
    days: tuple[ClockDay, ...]


def day_clock(quarter: Quarter, published_id: str) -> DayClock | None:
    """Read how a published route changes through the day.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    published_id : str
        Id of a published route.

    Returns
    -------
    DayClock or None
        None where nothing is kept, or what is kept was planned from other data or for another
        request: a slider that is out of date is none.
    """
    published = quarter.published_by_id[published_id]
    path = clock_path(quarter, published_id)
    if not path.is_file():
        return None
    try:
        kept = read_clock(read_json(path))
    except (DatasetError, LookupError, TypeError, ValueError):  # of another version, or damaged
        return None
    return kept if kept.route_id == kept_id(quarter, published) else None


def clock_path(quarter: Quarter, published_id: str) -> Path:
    """Return the file of a published route's day.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    published_id : str
        Id of a published route.

    Returns
    -------
    Path
        It need not be there.
    """
    return kept_folder(quarter.folder) / f"{published_id}.clock.json"


def kept_id(quarter: Quarter, published: PublishedRoute) -> str:
    """Return the id of a published route as it is kept.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    published : PublishedRoute
        The route.

    Returns
    -------
    str
        The id of the route of its edition, with nothing planned.
    """
    request = request_of(published, quarter, on=edition_day(published))
    return checksum(request, quarter.data_version)


def read_clock(data: Any) -> DayClock:  # noqa: ANN401 - JSON
    """Read the content of a file; the inverse of ``routes.dayclock_make.clock_text``.

    Parameters
    ----------
    data : object
        The JSON.

    Returns
    -------
    DayClock
        What it holds.

    Raises
    ------
    LookupError, TypeError, ValueError
        If it is something else.
    """
    runs = [ClockRun(path=_line(flat), redrawn=bool(marked)) for marked, *flat in data["runs"]]
    walks = [_walk(walk, runs) for walk in data["walks"]]
    days = [
        ClockDay(
            day=day["day"],
            on=date.fromisoformat(day["on"]),
            slots=tuple(
                Slot(
                    clock=clock,
                    walk=None if number is None else walks[number],
                    change_zh=zh,
                    change_en=en,
                )
                for clock, number, zh, en in day["slots"]
            ),
        )
        for day in data["days"]
    ]
    return DayClock(published_id=data["id"], route_id=data["route"], days=tuple(days))


def _walk(data: Any, runs: Sequence[ClockRun]) -> ClockWalk:  # noqa: ANN401 - JSON
    """Read a walk; its runs are named by number."""
    stops = [
        ClockStop(id=name, option=option, arrive_s=arrive_s, start_s=start_s, leave_s=leave_s)
        for name, option, arrive_s, start_s, leave_s in data["stops"]
    ]
    return ClockWalk(
        stops=tuple(stops),
        parts=tuple(tuple(runs[number] for number in part) for part in data["parts"]),
        length_m=data["length_m"],
        walk_s=data["walk_s"],
        back_s=data["back_s"],
        prize=data["prize"],
    )


def _line(flat: Sequence[int]) -> tuple[LonLat, ...]:
    """Read a line: longitude and latitude in turn, each after the first as its difference."""
    lons, lats = accumulate(flat[::2]), accumulate(flat[1::2])
    return tuple((lon / SCALE, lat / SCALE) for lon, lat in zip(lons, lats, strict=True))
