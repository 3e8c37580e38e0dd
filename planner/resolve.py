"""The request's ids and coordinates → places and spots on the network, every fault at once.

(lon, lat) WGS-84.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from pyproj import Geod

from planner.errors import Fault, RequestError
from planner.files.nearest import nearest
from planner.own_stop import OwnStop
from planner.places import Place
from planner.preferences import burden
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Anchor
from planner.starts import Start
from planner.streets.network import Bools, Floats
from planner.streets.snap import Snap, snap
from planner.themes import Theme
from planner.words import say

REACH_M = 250.0
"""How far from the network a walk may start: about the depth of a housing block."""

_WORTH_SNAPPING_M = 5000.0
"""Beyond this from every junction no street is near, and the UTM zone may not reach."""

_NOT_WALKED_TO = ("never", "dwell")
"""Fields whose places need no position."""
_LONLAT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A request whose every name is known.

    Parameters
    ----------
    start, end : Anchor
        Where the walk begins and ends.
    start_snap, end_snap : Snap
        The same on the network.
    usable : Bools, shape (p,)
        Pieces of the network that this walk may use.
    burden : Floats, shape (p,)
        What a metre of each counts more than a metre, by what the request prefers.
    speed_ms : float
        Walking speed, metres a second.
    """

    start: Anchor
    end: Anchor
    start_snap: Snap
    end_snap: Snap
    usable: Bools
    burden: Floats
    speed_ms: float


def resolve(quarter: Quarter, request: Request) -> Trip:
    """Look up everything that a request names.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    request : Request
        What the user chose.

    Returns
    -------
    Trip
        Start and end on the network.

    Raises
    ------
    RequestError
        If a theme, place or start is not known, has no position, or is too far from the network:
        every such field at once, with the nearest match.
    """
    faults: list[Fault] = []
    if request.theme not in quarter.theme_by_id:
        faults.append(unknown("theme_unknown", "theme", request.theme, quarter.themes))
    named = {name: getattr(request, name) for name in ("must", "never", "order")}
    named |= {name: [one for one, _ in getattr(request, name)] for name in ("dwell", "fixed")}
    for field, ids in named.items():
        faults += _place_faults(quarter, field, ids)
    faults += [
        Fault("must_and_never", "never", {"id": place_id})
        for place_id in request.never
        if place_id in request.insisted + request.order
    ]
    usable = quarter.network.usable(overlay=request.overlay, step_free=request.step_free)
    faults += _own_faults(quarter, request.own, usable)
    start = _anchor(quarter, "start", request.start, usable, faults)
    end = start
    if request.end is not None and request.end != request.start:
        end = _anchor(quarter, "end", request.end, usable, faults)
    if faults or start is None or end is None:
        raise RequestError(faults)
    return Trip(
        start=start[0],
        start_snap=start[1],
        end=end[0],
        end_snap=end[1],
        usable=usable,
        burden=burden(quarter.network, request.prefer),
        speed_ms=request.pace_kmh / 3.6,
    )


def snap_place(quarter: Quarter, place: Place, usable: Bools) -> Snap:
    """Put a place's entrance onto its own street.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    place : Place
        A place with a position.
    usable : Bools, shape (p,)
        Pieces that may be used.

    Returns
    -------
    Snap
        The spot.

    Raises
    ------
    ValueError
        If nobody has published the place's position.
    """
    if place.lon is None or place.lat is None:
        raise ValueError(place.id)
    return snap(quarter.network, place.lon, place.lat, street=place.street, usable=usable)


def _place_faults(quarter: Quarter, field: str, ids: Iterable[str]) -> list[Fault]:
    """Name the ids that are no places, and those that have to be walked to but have no position."""
    faults: list[Fault] = []
    for place_id in ids:
        place = quarter.place_by_id.get(place_id)
        if place is None:
            faults.append(unknown("place_unknown", field, place_id, quarter.places))
        elif place.lon is None and field not in _NOT_WALKED_TO:
            faults.append(Fault("place_unplaced", field, _names(place)))
    return faults


def _names(place: Place | Start) -> dict[str, object]:
    """Name a place in a fault."""
    return {"id": place.id, "name": {"zh": place.name_zh, "en": place.name_en}}


def unknown(code: str, field: str, given: str, known: Iterable[Theme | Start | Place]) -> Fault:
    """Say that an id is not known, and which one may have been meant, by id or by name.

    Parameters
    ----------
    code : str
        Of the fault.
    field : str
        Where the id stands.
    given : str
        The id.
    known : iterable of Theme, Start or Place
        What there is; at least one.

    Returns
    -------
    Fault
        With the nearest id and all of them.
    """
    named = {name: thing.id for thing in known for name in (thing.id, thing.name_en, thing.name_zh)}
    near = nearest(given, named)
    ids = ", ".join(dict.fromkeys(named.values()))
    return Fault(code, field, {"value": given, "nearest": named[near], "known": ids})


def _anchor(
    quarter: Quarter, field: str, text: str, usable: Bools, faults: list[Fault]
) -> tuple[Anchor, Snap] | None:
    """Find a start or end and put it onto the network, or add what is wrong to the faults."""
    found = _locate(quarter, field, text)
    if isinstance(found, Fault):
        faults.append(found)
        return None
    anchor, street = found
    spot = _near(quarter, anchor, street, usable)
    if isinstance(spot, Snap):
        return anchor, spot
    faults.append(_too_far(quarter, field, anchor, spot))
    return None


def _near(
    quarter: Quarter, spot: Anchor | OwnStop, street: str | None, usable: Bools
) -> Snap | float:
    """Put a spot onto the network, or say how many metres too far it is."""
    away_m = float(_metres(spot, quarter.network.node_lonlat).min())
    if away_m >= _WORTH_SNAPPING_M:
        return away_m
    found = snap(quarter.network, spot.lon, spot.lat, street=street, usable=usable)
    return found if found.offset_m <= REACH_M else found.offset_m


def _own_faults(quarter: Quarter, own: Iterable[OwnStop], usable: Bools) -> list[Fault]:
    """Name the own stops that are too far from every street."""
    near = ((stop, _near(quarter, stop, None, usable)) for stop in own)
    return [
        Fault("own_far", "own", {"name": stop.name, "away_m": round(found)})
        for stop, found in near
        if not isinstance(found, Snap)
    ]


def _locate(quarter: Quarter, field: str, text: str) -> tuple[Anchor, str | None] | Fault:
    """Read coordinates or the id of a start or a place, with the street it stands on if known."""
    if lonlat := _LONLAT.fullmatch(text):
        lon, lat = float(lonlat[1]), float(lonlat[2])
        if abs(lon) > 180 or abs(lat) > 90:  # noqa: PLR2004 - degrees
            return Fault("start_not_on_earth", field, {"value": text})
        zh, en = say("route.spot", "zh"), say("route.spot", "en")
        return Anchor(id=None, name_zh=zh, name_en=en, lon=lon, lat=lat), None
    known = quarter.start_by_id.get(text) or quarter.place_by_id.get(text)
    if known is None:
        return unknown("start_unknown", field, text, [*quarter.starts, *quarter.places])
    if known.lon is None or known.lat is None:
        return Fault("place_unplaced", field, _names(known))
    anchor = Anchor(
        id=known.id, name_zh=known.name_zh, name_en=known.name_en, lon=known.lon, lat=known.lat
    )
    return anchor, known.street


def _metres(anchor: Anchor | OwnStop, lonlat: Floats) -> Floats:
    """Geodesic distance from an anchor to each row of ``lonlat``."""
    lons, lats = np.full(len(lonlat), anchor.lon), np.full(len(lonlat), anchor.lat)
    return np.asarray(Geod(ellps="WGS84").inv(lons, lats, lonlat[:, 0], lonlat[:, 1])[2])


def _too_far(quarter: Quarter, field: str, anchor: Anchor, away_m: float) -> Fault:
    """Say how far a start is from the network, and which good start is the nearest."""
    lonlat = np.array([(start.lon, start.lat) for start in quarter.starts]).reshape(-1, 2)
    values: dict[str, object] = {"away_m": round(away_m)}
    if not len(lonlat):
        return Fault("start_far_alone", field, values)
    distance_m = _metres(anchor, lonlat)
    nearest = quarter.starts[int(distance_m.argmin())]
    values |= {
        "nearest": {"zh": nearest.name_zh, "en": nearest.name_en},
        "nearest_id": nearest.id,
        "nearest_m": round(float(distance_m.min())),
    }
    return Fault("start_far", field, values)
