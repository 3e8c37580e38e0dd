"""Writes a route.json and reads it back, strict: `planner.route.as_json`. Units as in it.

Imports planner.errors, planner.files, planner.request and planner.route.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from planner.errors import DatasetError, Fault
from planner.files.characters import Spot, joined, shown
from planner.files.datafile import read_json
from planner.files.fields import checked
from planner.request import Request
from planner.route import Leg, LonLat, Route, as_json

_ROUTE = TypeAdapter(Route)
_REQUEST = TypeAdapter(Request)
_ENDS = ("from", "to")
_MOST_FAULTS = 20
_LON, _LAT = 180.0, 90.0


def route_text(route: Route) -> str:
    """Write a route.

    Parameters
    ----------
    route : Route
        The route.

    Returns
    -------
    str
        JSON, a line a value; ``read_route`` of it is equal.
    """
    return json.dumps(as_json(route), ensure_ascii=False, indent=1)


def read_route(path: Path) -> Route:
    """Read a route.

    Parameters
    ----------
    path : Path
        A route.json (docs/route.schema.json).

    Returns
    -------
    Route
        Equal to the one that was written; ``as_json`` of it is the file's content.

    Raises
    ------
    DatasetError
        If the file cannot be read, is no route, or contradicts itself: the faults found at once.
    """
    faults: list[Fault] = []
    data = read_json(path)
    if not isinstance(data, dict) or "legs" not in data:
        raise DatasetError([Fault("not_a_route", path.name)])
    route = checked(_ROUTE, _as_fields(data), path.name, faults)
    if route is not None:
        request = checked(_REQUEST, data["request"], f"{path.name}: request", faults)
        faults += _altered(data, as_json(route), path.name, ())
        if request is not None:
            written = as_json(request.as_json())
            faults += _altered(data["request"], written, path.name, ("request",))
        if not faults:
            faults += _contradictions(route, path.name)
    if route is None or faults:
        raise DatasetError(faults[:_MOST_FAULTS])
    return route


def request_in(route: Route) -> Request:
    """Return the request that a route answers.

    Parameters
    ----------
    route : Route
        A route.

    Returns
    -------
    Request
        Its time has the offset that is written, not the quarter's zone.
    """
    return _REQUEST.validate_python(route.request | {"at": _moment(route.request["at"])})


def _moment(text: str) -> datetime:
    """Read a time with offset."""
    return datetime.fromisoformat(text)


def _as_fields(data: dict[str, Any]) -> dict[str, Any]:
    """Name the parts of the legs as the dataclass does; what is no leg stays for the check."""
    legs = data["legs"]
    return data | {"legs": [_leg(leg) for leg in legs] if isinstance(legs, list) else legs}


def _leg(leg: object) -> object:
    """Name the parts of one leg."""
    if not isinstance(leg, dict):
        return leg
    named = {f"{key}_id" if key in _ENDS else key: value for key, value in leg.items()}
    geometry = leg.get("geometry")
    if isinstance(geometry, dict):
        named["geometry"] = geometry.get("coordinates")
    return named


def _altered(data: object, again: object, file: str, path: Spot) -> Iterator[Fault]:
    """Yield what was read but would not be written again: unknown fields, other spellings."""
    if isinstance(data, dict) and isinstance(again, dict):
        for key in data:
            if key in again:
                yield from _altered(data[key], again[key], file, (*path, key))
            else:
                values = {"name": key, "value": shown(data[key])}
                yield Fault("field_unknown", joined(file, (*path, key)), values)
        for key in again.keys() - data.keys():
            yield Fault("field_missing", joined(file, (*path, key)), {"name": key})
    elif isinstance(data, list) and isinstance(again, list) and len(data) == len(again):
        for index, (one, other) in enumerate(zip(data, again, strict=True)):
            yield from _altered(one, other, file, (*path, index))
    elif data != again:
        values = {"value": shown(data), "again": shown(again)}
        yield Fault("value_respelled", joined(file, path), values)


def _contradictions(route: Route, file: str) -> Iterator[Fault]:
    """Yield what two parts of a route say against one another, and positions not on earth."""
    if not route.stops or len(route.legs) != len(route.stops) + 1:
        values = {"legs": len(route.legs), "stops": len(route.stops)}
        yield Fault("route_legs", joined(file, ("legs",)), values)
        return
    ids = ["start", *(stop.id for stop in route.stops), "end"]
    for index, (leg, ends) in enumerate(zip(route.legs, pairwise(ids), strict=True)):
        where = joined(file, ("legs", index))
        if (leg.from_id, leg.to_id) != ends:
            yield Fault("route_leg_ends", where, {"wanted": " → ".join(ends)})
        yield from _line_faults(leg, where)
    spots = [("start", (route.start.lon, route.start.lat)), ("end", (route.end.lon, route.end.lat))]
    spots += [(f"stops[{n}]", (stop.lon, stop.lat)) for n, stop in enumerate(route.stops)]
    for name, spot in spots:
        if not _on_earth(spot):
            yield Fault("position_not_on_earth", f"{file}: {name}")
    if [stop.number for stop in route.stops] != list(range(1, len(route.stops) + 1)):
        yield Fault("route_numbers", joined(file, ("stops",)))
    yield from _time_faults(route, file)
    yield from _sum_faults(route, file)


def _line_faults(leg: Leg, where: str) -> Iterator[Fault]:
    """Yield what is wrong with a leg's line and its segments."""
    if len(leg.geometry) < 2:  # noqa: PLR2004 - a line has two ends
        yield Fault("route_line", f"{where}.geometry")
    elif not all(_on_earth(spot) for spot in leg.geometry):
        yield Fault("position_not_on_earth", f"{where}.geometry")
    for name in ("length_m", "walk_s"):
        if getattr(leg, name) < 0:
            values = {"value": getattr(leg, name), "bound": 0}
            yield Fault("number_too_small", f"{where}.{name}", values)
    for index, part in enumerate(leg.segments):
        if not 0 <= part.first <= part.last < len(leg.geometry):
            yield Fault("route_segment", f"{where}.segments[{index}]")


def _on_earth(spot: LonLat) -> bool:
    """Whether a position is one."""
    return abs(spot[0]) <= _LON and abs(spot[1]) <= _LAT


def _time_faults(route: Route, file: str) -> Iterator[Fault]:
    """Yield where the clock runs backwards."""
    totals = route.totals
    times = [("totals.leave", totals.leave)]
    for index, stop in enumerate(route.stops):
        moments = (("arrive", stop.arrive), ("start", stop.start), ("leave", stop.leave))
        times += [(f"stops[{index}].{name}", moment) for name, moment in moments]
    times.append(("totals.back", totals.back))
    naive = [name for name, moment in times if moment.tzinfo is None]
    if naive:
        yield Fault("time_without_offset", f"{file}: {naive[0]}")
        return
    for (_, before), (name, after) in pairwise(times):
        if after < before:
            yield Fault("time_backwards", f"{file}: {name}", {"value": after.isoformat()})


def _sum_faults(route: Route, file: str) -> Iterator[Fault]:
    """Yield totals that are not the sums of what is written."""
    stays = [round((stop.leave - stop.start).total_seconds()) for stop in route.stops]
    sums = {
        "length_m": sum(leg.length_m for leg in route.legs),
        "walk_s": sum(leg.walk_s for leg in route.legs),
        "dwell_s": sum(stays),
        "wait_s": sum(stop.wait_s for stop in route.stops),
        "prize": sum(stop.prize for stop in route.stops),
    }
    for name, value in sums.items():
        written = getattr(route.totals, name)
        if written != value:
            values = {"value": written, "sum": value}
            yield Fault("route_total", joined(file, ("totals", name)), values)
