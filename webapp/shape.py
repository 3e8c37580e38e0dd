"""What one act of a guide changes of a request. Minutes, seconds; (lon, lat) WGS-84.

An act is a short text, ``verb:what`` or ``verb:id:value``. The first one turns the stops that the
planner chose into stops that are asked for, in their order, so that none vanishes by itself.
Imports planner only.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from pyproj import Geod

from planner.errors import Fault, RequestError
from planner.own_stop import DWELL, OwnStop, own_id
from planner.quarter import Quarter
from planner.request import CROSSING_WAIT, GROUP, MINUTES, PACE_KMH, Request
from planner.request_text import UnreadableError, fixed, own, own_text, speed, whole
from planner.resolve import resolve
from planner.shaping import with_own, without

OWN_MIN = 10
"""Stay at an own stop until the guide says how long."""
_GEOD = Geod(ellps="WGS84")


def changed(here: Quarter, request: Request, shown: Sequence[str], act: str) -> Request:
    """Do what a guide asks for.

    Parameters
    ----------
    here : Quarter
        The quarter as loaded.
    request : Request
        The tour as it is asked for.
    shown : sequence of str
        Ids of the stops that the page shows for it, in their order.
    act : str
        ``up:ID``, ``down:ID``, ``drop:ID``, ``unlock:ID``, ``add:ID``, ``stay:ID:MIN``,
        ``lock:ID:HH:MM``, ``name:ID:TEXT``, ``own:LON,LAT:NAME``, ``group:N``, ``minutes:N``,
        ``pace:KMH``, ``crossing:S`` (empty: by the group), ``anew:`` (the planner chooses stops and
        order again, around what is locked).

    Returns
    -------
    Request
        The tour as it is asked for now.

    Raises
    ------
    RequestError
        If a value cannot be read; nothing is changed then.
    ValueError
        If there is no such act or stop.
    """
    verb, _, what = act.partition(":")
    if verb == "anew":
        return replace(request, order=(), must=())
    if verb not in _ACTS:
        raise ValueError(act)
    try:
        return _ACTS[verb](here, _kept(request, shown), what)
    except UnreadableError as error:
        value = what.rpartition(":")[2] if verb != "lock" else what.partition(":")[2]
        raise RequestError([Fault(error.code, verb, {"value": value, **error.values})]) from None


def in_order(request: Request, order: Sequence[str]) -> Request:
    """Ask for just these stops, one after the other.

    Parameters
    ----------
    request : Request
        The tour as it is asked for.
    order : sequence of str
        Ids of places and own stops.

    Returns
    -------
    Request
        The same tour with these stops.
    """
    never = tuple(name for name in request.never if name not in order)
    return replace(request, order=tuple(order), must=(), never=never)


def _kept(request: Request, shown: Sequence[str]) -> Request:
    """Ask for the stops that are shown, in their order, unless the request has all in its own."""
    named = tuple(dict.fromkeys((*request.order, *request.insisted)))
    if set(request.order) == set(named) != set():
        return in_order(request, named)
    known = set(shown) == set(named) or not request.order
    return in_order(request, shown if shown and known else named)


def _moved(request: Request, stop: str, by: int) -> Request:
    """Let a stop change places with its neighbour; beyond either end nothing happens."""
    order = list(request.order)
    at = order.index(stop)
    to = min(max(at + by, 0), len(order) - 1)
    order[at], order[to] = order[to], order[at]
    return in_order(request, order)


def _up(_: Quarter, request: Request, stop: str) -> Request:
    return _moved(request, stop, -1)


def _down(_: Quarter, request: Request, stop: str) -> Request:
    return _moved(request, stop, 1)


def _drop(_: Quarter, request: Request, stop: str) -> Request:
    return without(request, stop) if len(request.order) > 1 else request


def _unlock(_: Quarter, request: Request, stop: str) -> Request:
    return replace(request, fixed=tuple(pair for pair in request.fixed if pair[0] != stop))


def _lock(here: Quarter, request: Request, what: str) -> Request:
    stop, _, clock = what.partition(":")
    if not clock:
        return _unlock(here, request, stop)
    locks = dict(request.fixed) | dict(fixed(f"{stop}@{clock}"))
    return replace(request, fixed=tuple(sorted(locks.items())))


def _stay(_: Quarter, request: Request, what: str) -> Request:
    stop, text = what.split(":", 1)
    minutes = whole(text, DWELL, "dwell_unreadable")
    if stop in request.own_ids:
        return _own_put(request, stop, lambda mine: replace(mine, minutes=minutes))
    stays = dict(request.dwell) | {stop: minutes}
    return replace(request, dwell=tuple(sorted(stays.items())))


def _name(_: Quarter, request: Request, what: str) -> Request:
    stop, name = what.split(":", 1)
    return _own_put(request, stop, lambda mine: replace(mine, name=name))


def _own_put(request: Request, stop: str, change: Callable[[OwnStop], OwnStop]) -> Request:
    """Change an own stop, if it can be read again."""
    stops = list(request.own)
    at = request.own_ids.index(stop)
    stops[at] = change(stops[at])
    return replace(request, own=own(own_text(stops)))


def _add(here: Quarter, request: Request, place_id: str) -> Request:
    place = here.place_by_id[place_id]
    if place.lon is None or place.lat is None or place_id in request.order:
        return request
    return _put(here, request, place_id, place.lon, place.lat)


def _own(here: Quarter, request: Request, what: str) -> Request:
    spot, _, name = what.partition(":")
    lon, lat = (float(part) for part in spot.split(","))
    stop = OwnStop(lon=lon, lat=lat, minutes=OWN_MIN, name=name)
    more = replace(request, own=own(own_text((*request.own, stop))))
    return _put(here, more, own_id(len(request.own)), lon, lat)


def _put(here: Quarter, request: Request, stop: str, lon: float, lat: float) -> Request:
    """Put a stop where it lengthens the way least, as the crow flies."""
    trip = resolve(here, replace(request, own=(), order=(), must=(), fixed=(), dwell=()))
    known = with_own(here, request.own).place_by_id
    line = [(trip.start.lon, trip.start.lat)]
    line += [(known[name].lon or 0.0, known[name].lat or 0.0) for name in request.order]
    line.append((trip.end.lon, trip.end.lat))

    def away_m(one: tuple[float, float], other: tuple[float, float]) -> float:
        return float(_GEOD.inv(*one, *other)[2])

    new = (lon, lat)
    longer_m = [away_m(a, new) + away_m(new, b) - away_m(a, b) for a, b in pairwise(line)]
    order = list(request.order)
    order.insert(longer_m.index(min(longer_m)), stop)
    return in_order(request, order)


def _group(_: Quarter, request: Request, text: str) -> Request:
    return replace(request, group=whole(text, GROUP, "group_unreadable"))


def _minutes(_: Quarter, request: Request, text: str) -> Request:
    return replace(request, minutes=whole(text, MINUTES, "minutes_unreadable"))


def _pace(_: Quarter, request: Request, text: str) -> Request:
    return replace(request, pace_kmh=speed(text, PACE_KMH))


def _crossing(_: Quarter, request: Request, text: str) -> Request:
    wait = whole(text, CROSSING_WAIT, "crossing_wait_unreadable") if text else None
    return replace(request, crossing_wait=wait)


_ACTS: dict[str, Callable[[Quarter, Request, str], Request]] = {
    "up": _up, "down": _down, "drop": _drop, "lock": _lock, "unlock": _unlock, "stay": _stay,
    "name": _name, "add": _add, "own": _own, "group": _group, "minutes": _minutes, "pace": _pace,
    "crossing": _crossing,
}  # fmt: skip
