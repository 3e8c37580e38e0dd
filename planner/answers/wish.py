"""What a request wants to visit, and the ways between it. Units: metres, seconds.

Imports planner.pose, planner.resolve, planner.shaping and planner.streets.
"""

from dataclasses import dataclass, replace

from pyproj import Geod

from planner.orienteering.problem import UNREACHABLE
from planner.pose import Candidates, between, find_candidates
from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.resolve import Trip, resolve
from planner.shaping import shaped, staying
from planner.streets.travel import Travel, travel
from planner.visits import visits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a request wants to visit, and nothing else.

    Parameters
    ----------
    quarter : Quarter
        The quarter as the request shapes it.
    request : Request
        The request, its time as long as can be asked for.
    budget_s : int
        The time it really has.
    trip : Trip
        The same, looked up.
    candidates : Candidates
        The places wanted, k of them.
    ways : Travel
        Shortest ways between them, start and end.
    travel_s : tuple of tuple of int, shape (k + 2, k + 2)
        Seconds on foot, ``UNREACHABLE`` where there is no way.
    """

    quarter: Quarter
    request: Request
    budget_s: int
    trip: Trip
    candidates: Candidates
    ways: Travel
    travel_s: tuple[tuple[int, ...], ...]


def wish_of(quarter: Quarter, request: Request) -> Wish | None:
    """Look up what a request wants to visit.

    Parameters
    ----------
    quarter : Quarter
        Places and streets, as loaded.
    request : Request
        What the user chose.

    Returns
    -------
    Wish or None
        None if it insists on nothing.

    Raises
    ------
    RequestError
        If the request names something that is not there.
    """
    wanted = tuple(dict.fromkeys((*request.order, *request.insisted)))
    if not wanted:
        return None
    quarter = shaped(quarter, request)
    trip = resolve(quarter, request)
    longest = replace(request, minutes=MINUTES[1])
    # With all of them in the order nothing else becomes a candidate.
    candidates = find_candidates(quarter, replace(longest, order=wanted), trip)
    ways = travel(quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    return Wish(
        quarter=quarter,
        request=longest,
        budget_s=request.minutes * 60,
        trip=trip,
        candidates=candidates,
        ways=ways,
        travel_s=tuple(tuple(row) for row in between(candidates, ways).tolist()),
    )


def rewished(wish: Wish, request: Request) -> Wish:
    """Wish for the same places with other stays, locked times, departure or budget.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        Names the same places, start and end, and the same pace, streets and group.

    Returns
    -------
    Wish
        With the visits that can be had then.
    """
    own = zip(request.own_ids, (stop.minutes for stop in request.own), strict=True)
    stays, begin = dict(own) | dict(request.dwell), dict(request.fixed)
    places = tuple(
        staying(place, stays[place.id]) if place.id in stays else place
        for place in wish.candidates.places
    )
    longest = replace(request, minutes=MINUTES[1])
    visits = [
        visits_of(
            place,
            request.theme,
            request.at,
            longest.minutes * 60,
            wish.quarter.calendar,
            begin=begin.get(place.id),
        )
        for place in places
    ]
    candidates = replace(
        wish.candidates,
        places=places,
        visits=tuple(visit for each in visits for visit in each),
        group=tuple(group for group, each in enumerate(visits) for _ in each),
    )
    budget_s = request.minutes * 60
    return replace(wish, request=longest, budget_s=budget_s, candidates=candidates)


def walk_s(wish: Wish, here: int, there: int) -> int:
    """Return the seconds between two places; straight through the air where there is no way.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    here, there : int
        Groups, or k for the start and k + 1 for the end.

    Returns
    -------
    int
        Seconds.
    """
    on_foot_s = wish.travel_s[here][there]
    if on_foot_s < UNREACHABLE:
        return on_foot_s
    return round(straight_m(wish, here, there) / wish.trip.speed_ms)


def straight_m(wish: Wish, here: int, there: int) -> float:
    """Measure the straight line between two places.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    here, there : int
        Groups, or k for the start and k + 1 for the end.

    Returns
    -------
    float
        Geodesic metres.
    """
    a, b = wish.candidates.snaps[here], wish.candidates.snaps[there]
    return float(Geod(ellps="WGS84").inv(a.lon, a.lat, b.lon, b.lat)[2])
