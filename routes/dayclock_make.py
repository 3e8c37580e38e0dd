"""Plans a published route for each half hour of its day and of a public holiday.

Units: seconds after leaving. Imports planner and modules of routes.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from planner.catalogue import PublishedRoute
from planner.errors import RequestError
from planner.no_route import NoRoute
from planner.plan import plan
from planner.pose import find_candidates
from planner.published import edition_day, plain_day, request_of
from planner.quarter import Quarter
from planner.request import Request
from planner.resolve import Trip, resolve
from planner.route import Leg, LonLat, Route
from routes.dayclock import (
    SCALE,
    ClockDay,
    ClockRun,
    ClockStop,
    ClockWalk,
    DayClock,
    Slot,
    kept_id,
)
from routes.dayclock_why import Departure, change
from routes.drawing import runs_of

FIRST, LAST, STEP_MIN = time(8), time(20, 30), 30
"""Departures: nobody is asked to leave before eight, and the longest walk ends before midnight."""

Key = tuple[tuple[str, str, int, int], ...]


def make_day_clock(quarter: Quarter, published: PublishedRoute) -> DayClock:
    """Plan a published route through the day.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    published : PublishedRoute
        The route.

    Returns
    -------
    DayClock
        Its own day first, then a public holiday if the calendar knows one. Departures that find
        every door as another does have that one's walk, which is the same; each other is planned.

    Raises
    ------
    RequestError
        If the route names something that is not there.
    """
    day = edition_day(published)
    request = request_of(published, quarter, on=day)
    trip = resolve(quarter, request)
    planned: dict[Key, Route] = {}
    days = []
    for kind in dict.fromkeys((published.weekday, "holiday")):
        try:
            on = plain_day(kind, quarter.calendar, on=day)
        except RequestError:  # no holiday is known
            continue
        departures = [
            Departure(at=at, answer=_answer(quarter, replace(request, at=at), trip, planned))
            for at in _times(on, request.at, quarter)
        ]
        days.append(ClockDay(day=kind, on=on, slots=tuple(_slots(quarter, departures))))
    return DayClock(
        published_id=published.id, route_id=kept_id(quarter, published), days=tuple(days)
    )


def clock_text(clock: DayClock) -> str:
    """Write a route's day as JSON; ``routes.dayclock.read_clock`` is the inverse.

    Parameters
    ----------
    clock : DayClock
        What was planned.

    Returns
    -------
    str
        Each run and each walk once, one a row, so that versions can be compared. A run is 1 where
        it is redrawn, else 0, and its line: whole millionths of a degree, the first pair as it is,
        the others as differences.
    """
    walks = list(dict.fromkeys(slot.walk for day in clock.days for slot in day.slots if slot.walk))
    runs = list(dict.fromkeys(run for walk in walks for part in walk.parts for run in part))
    days = [
        {
            "day": day.day,
            "on": day.on.isoformat(),
            "slots": [
                [
                    slot.clock,
                    None if slot.walk is None else walks.index(slot.walk),
                    slot.change_zh,
                    slot.change_en,
                ]
                for slot in day.slots
            ],
        }
        for day in clock.days
    ]
    rows: dict[str, list[Any]] = {
        "runs": [[int(run.redrawn), *_flat(run.path)] for run in runs],
        "walks": [_walk_json(walk, runs) for walk in walks],
        "days": days,
    }
    head = json.dumps({"id": clock.published_id, "route": clock.route_id})[:-1]
    parts = [f'"{name}": [\n{_rows(values)}\n]' for name, values in rows.items()]
    return ",\n".join([head, *parts]) + "}\n"


def _times(on: date, own: datetime, quarter: Quarter) -> list[datetime]:
    """List the departures of a day, the route's own clock time among them."""
    first, last, at = (
        datetime.combine(on, clock, quarter.zone) for clock in (FIRST, LAST, own.time())
    )
    steps = (last - first) // timedelta(minutes=STEP_MIN)
    grid = (first + n * timedelta(minutes=STEP_MIN) for n in range(steps + 1))
    return sorted({*grid, at})


def _answer(
    quarter: Quarter, request: Request, trip: Trip, planned: dict[Key, Route]
) -> Route | NoRoute:
    """Plan a departure, or take the walk of one that finds the same doors open as long."""
    visits = find_candidates(quarter, request, trip).visits
    key = tuple((v.place.id, v.option.kind, v.open_s, v.close_s) for v in visits)
    if key in planned:
        return planned[key]
    answer = plan(quarter, request, now=request.at, stop=lambda: False)
    if isinstance(answer, Route):
        planned[key] = answer
    return answer


def _slots(quarter: Quarter, departures: Sequence[Departure]) -> Iterator[Slot]:
    """Write each departure, walks that are the same as the same object."""
    walks: dict[ClockWalk, ClockWalk] = {}
    for before, now in zip((None, *departures), departures, strict=False):
        walk = None if isinstance(now.answer, NoRoute) else clock_walk(now.answer)
        said = change(quarter, before, now)
        yield Slot(
            clock=f"{now.at:%H:%M}",
            walk=None if walk is None else walks.setdefault(walk, walk),
            change_zh=said["zh"],
            change_en=said["en"],
        )


def clock_walk(route: Route) -> ClockWalk:
    """Keep of a route what is needed to draw it.

    Parameters
    ----------
    route : Route
        The route.

    Returns
    -------
    ClockWalk
        Its stops and lines; seconds from its departure.
    """

    def since(moment: datetime) -> int:
        return round((moment - route.totals.leave).total_seconds())

    stops = [
        ClockStop(
            id=stop.id,
            option=stop.option,
            arrive_s=since(stop.arrive),
            start_s=since(stop.start),
            leave_s=since(stop.leave),
        )
        for stop in route.stops
    ]
    return ClockWalk(
        stops=tuple(stops),
        parts=tuple(_part(leg) for leg in route.legs),
        length_m=route.totals.length_m,
        walk_s=route.totals.walk_s,
        back_s=since(route.totals.back),
        prize=route.totals.prize,
    )


def _part(leg: Leg) -> tuple[ClockRun, ...]:
    """Cut a leg where redrawn streets begin and end; one that goes nowhere is a point."""
    runs = [*runs_of(leg)] or [{"path": [leg.geometry[0][::-1]], "redrawn": False}]
    return tuple(
        ClockRun(path=tuple((lon, lat) for lat, lon in run["path"]), redrawn=run["redrawn"])
        for run in runs
    )


def _flat(line: Sequence[LonLat]) -> list[int]:
    """Write a line as whole numbers, each after the first pair as its difference."""
    whole = [(round(lon * SCALE), round(lat * SCALE)) for lon, lat in line]
    pairs = zip([(0, 0), *whole], whole, strict=False)
    return [number for (x, y), (lon, lat) in pairs for number in (lon - x, lat - y)]


def _walk_json(walk: ClockWalk, runs: Sequence[ClockRun]) -> dict[str, object]:
    """Write a walk, its runs by number."""
    return asdict(walk) | {
        "stops": [list(asdict(stop).values()) for stop in walk.stops],
        "parts": [[runs.index(run) for run in part] for part in walk.parts],
    }


def _rows(values: Sequence[object]) -> str:
    """Write values one a row."""
    return ",\n".join(json.dumps(v, ensure_ascii=False, separators=(",", ":")) for v in values)
