"""A quarter as a guide has shaped it: own stops among its places, stays changed, a group to lead.

Units: minutes, seconds; (lon, lat) WGS-84.
"""

from dataclasses import replace
from datetime import date

from planner.group import crossing_wait_s
from planner.own_stop import OWN_ID, OwnStop, own_id
from planner.places import Place, Position, VisitOption
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route
from planner.route_file import request_in

_EPOCH = date(1970, 1, 1)


def shaped(quarter: Quarter, request: Request) -> Quarter:
    """Return the quarter in which a request is planned.

    Parameters
    ----------
    quarter : Quarter
        The quarter as loaded.
    request : Request
        What the user chose.

    Returns
    -------
    Quarter
        The same one if nothing is shaped; to be made once, since crossings get slower each time.
    """
    wait_s, stays = crossing_wait_s(request), dict(request.dwell)
    if not (request.own or stays or wait_s):
        return quarter
    full = with_own(quarter, request.own)
    places = tuple(
        staying(place, stays[place.id]) if place.id in stays else place for place in full.places
    )
    return replace(full, places=places, network=quarter.network.slower_at_crossings(wait_s))


def with_own(quarter: Quarter, own: tuple[OwnStop, ...]) -> Quarter:
    """Add a guide's own stops to the places of a quarter.

    Parameters
    ----------
    quarter : Quarter
        The quarter, with or without them.
    own : tuple of OwnStop
        The stops.

    Returns
    -------
    Quarter
        The same one if there are none.
    """
    if not own:
        return quarter
    mine = tuple(_place(own_id(index), stop) for index, stop in enumerate(own))
    named = {place.id for place in mine}
    others = tuple(place for place in quarter.places if place.id not in named)
    return replace(quarter, places=(*others, *mine))


def quarter_of(quarter: Quarter, route: Route) -> Quarter:
    """Return a quarter in which every stop of a route is a place.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The route.

    Returns
    -------
    Quarter
        With the guide's own stops; the same one if there are none.
    """
    return with_own(quarter, request_in(route).own) if "own" in route.request else quarter


def without(request: Request, place_id: str) -> Request:
    """Take a stop out of a shaped tour.

    Parameters
    ----------
    request : Request
        What the user chose.
    place_id : str
        A place or an own stop.

    Returns
    -------
    Request
        It no longer names the stop; own stops behind an own stop taken out are renamed everywhere.
    """
    gone = request.own_ids.index(place_id) if place_id in request.own_ids else len(request.own)
    new = {old: own_id(index - (index > gone)) for index, old in enumerate(request.own_ids)}
    kept = {
        name: tuple(new.get(one, one) for one in getattr(request, name) if one != place_id)
        for name in ("must", "never", "order")
    }
    dwell = {new.get(one, one): stay for one, stay in request.dwell if one != place_id}
    fixed = {new.get(one, one): clock for one, clock in request.fixed if one != place_id}
    return replace(
        request,
        must=kept["must"],
        never=kept["never"],
        order=kept["order"],
        dwell=tuple(sorted(dwell.items())),
        fixed=tuple(sorted(fixed.items())),
        own=tuple(stop for index, stop in enumerate(request.own) if index != gone),
    )


def is_own(place_id: str) -> bool:
    """Tell whether an id is that of a guide's own stop.

    Parameters
    ----------
    place_id : str
        Id of a place; no dataset has such ids.

    Returns
    -------
    bool
        Whether it is.
    """
    return OWN_ID.fullmatch(place_id) is not None


def staying(place: Place, minutes: int) -> Place:
    """Stay for so long, whichever way the place is seen.

    Parameters
    ----------
    place : Place
        A place.
    minutes : int
        Length of the visit.

    Returns
    -------
    Place
        All its options last so long.
    """
    options = tuple(replace(option, dwell_min=minutes) for option in place.options)
    return replace(place, options=options)


def _place(place_id: str, stop: OwnStop) -> Place:
    """Make a place of an own stop: there at any hour, nothing to tell, no score in any theme."""
    return Place(
        id=place_id,
        lon=stop.lon,
        lat=stop.lat,
        name_zh=stop.name,
        name_en=stop.name,
        kind="heritage",  # files draw it as an unspecified sight, which is what it is
        address_zh=None,
        address_en=None,
        street=None,
        in_quarter=True,
        options=(VisitOption(kind="outside", dwell_min=stop.minutes),),
        themes={},
        facts=(),
        position=Position(status="confirmed"),
        checked_on=_EPOCH,
        reviewed_by=stop.name,  # its only text is the guide's own
    )
