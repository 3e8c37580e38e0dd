"""Candidates of a request and the problem they pose to the solver.

Units: seconds after leaving the start.
"""

from dataclasses import dataclass

import numpy as np

from planner.legs import whole_seconds
from planner.orienteering.problem import UNREACHABLE, Problem
from planner.places import Place
from planner.quarter import Quarter
from planner.request import Request
from planner.resolve import REACH_M, Trip, snap_place
from planner.shaping import is_own
from planner.streets.snap import Snap
from planner.streets.travel import Travel
from planner.visits import Visit, visits_of

ENTRANCE_REACH_M = 100.0
"""An entrance farther from every street that this walk may use cannot be walked to: what lies
between is not on the map. Entrances of the embedded dataset are within 15 m of their streets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The places that a walk may use, with all ways to see them.

    Parameters
    ----------
    places : tuple of Place
        Group ``g`` of the problem is ``places[g]``.
    visits : tuple of Visit
        Row ``i`` of the problem is ``visits[i]``.
    group : tuple of int
        The group of each row.
    snaps : tuple of Snap
        The groups' entrances on the network, then start, then end.
    """

    places: tuple[Place, ...]
    visits: tuple[Visit, ...]
    group: tuple[int, ...]
    snaps: tuple[Snap, ...]


def find_candidates(quarter: Quarter, request: Request, trip: Trip) -> Candidates:
    """Choose the places that may be in the route.

    Parameters
    ----------
    quarter : Quarter
        Places and streets.
    request : Request
        What the user chose.
    trip : Trip
        The same, looked up.

    Returns
    -------
    Candidates
        Every place with a position and a score in the theme, and all must-sees, also those that are
        closed.
    """
    wanted = {*request.insisted, *request.order}
    begin = dict(request.fixed)
    places: list[Place] = []
    visits: list[Visit] = []
    group: list[int] = []
    for place in quarter.places:
        if place.lon is None or (place.id not in wanted and not _eligible(place, request)):
            continue
        ways = visits_of(
            place,
            request.theme,
            request.at,
            request.minutes * 60,
            quarter.calendar,
            begin=begin.get(place.id),
        )
        if not ways and place.id not in wanted:
            continue
        group += [len(places)] * len(ways)
        places.append(place)
        visits += ways
    snaps = [snap_place(quarter, place, trip.usable) for place in places]
    return Candidates(
        places=tuple(places),
        visits=tuple(visits),
        group=tuple(group),
        snaps=(*snaps, trip.start_snap, trip.end_snap),
    )


def _eligible(place: Place, request: Request) -> bool:
    """Whether a place that nobody insists on may be in the route."""
    return (
        not request.order
        and place.id not in request.never
        and (place.in_quarter or not request.inside_quarter)
        and place.themes.get(request.theme, 0) > 0
    )


def pose(candidates: Candidates, ways: Travel, request: Request) -> Problem:
    """Write the problem in arrays.

    Parameters
    ----------
    candidates : Candidates
        Places and their options.
    ways : Travel
        Seconds between ``candidates.snaps``.
    request : Request
        Budget, must-sees and order.

    Returns
    -------
    Problem
        One row an option.
    """
    visits, places = candidates.visits, candidates.places
    rows = np.array([*candidates.group, len(places), len(places) + 1])
    group = {place.id: g for g, place in enumerate(places)}
    order = tuple(group[place_id] for place_id in request.order)
    travel_s = between(candidates, ways)
    return Problem(
        prize=np.array([visit.prize for visit in visits], dtype=np.int64),
        dwell_s=np.array([visit.dwell_s for visit in visits], dtype=np.int64),
        open_s=np.array([visit.open_s for visit in visits], dtype=np.int64),
        close_s=np.array([visit.close_s for visit in visits], dtype=np.int64),
        place=np.array(candidates.group, dtype=np.int64),
        travel_s=travel_s[np.ix_(rows, rows)],
        start=len(visits),
        end=len(visits) + 1,
        budget_s=request.minutes * 60,
        must=tuple(sorted({*order, *(group[place_id] for place_id in request.insisted)})),
        fixed_order=order,
    )


def between(
    candidates: Candidates, ways: Travel
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return the seconds between places, start and end.

    Parameters
    ----------
    candidates : Candidates
        The places, k of them.
    ways : Travel
        Seconds between ``candidates.snaps``.

    Returns
    -------
    ndarray of int64, shape (k + 2, k + 2)
        ``UNREACHABLE`` where there is no way, or an entrance is too far from every street.
    """
    travel_s = travel_matrix(ways)
    off = [
        g
        for g, place in enumerate(candidates.places)
        if candidates.snaps[g].offset_m > (REACH_M if is_own(place.id) else ENTRANCE_REACH_M)
    ]
    travel_s[off, :] = travel_s[:, off] = UNREACHABLE
    return travel_s


def travel_matrix(ways: Travel) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Round travel times up to whole seconds, as the legs of a route are.

    Parameters
    ----------
    ways : Travel
        Seconds between k positions.

    Returns
    -------
    ndarray of int64, shape (k, k)
        ``UNREACHABLE`` where there is no way.
    """
    whole = [
        [whole_seconds(s) if np.isfinite(s) else UNREACHABLE for s in row] for row in ways.seconds
    ]
    return np.array(whole, dtype=np.int64)
