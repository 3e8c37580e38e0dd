"""Request → the best loop there is under the scores, these hours and this map.

The main job, top to bottom: resolve → candidates → travel times → problem → solution → legs on
the ground → route. Units: seconds, metres.
"""

import json
import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from time import monotonic

from planner.answers.latest import latest_leave
from planner.ground.together import PRICE, Ground, on_the_ground
from planner.left_out import left_out
from planner.legs import make_leg
from planner.no_route import NoRoute, why_no_route
from planner.notes import access_unknown_m, overlay_m, route_notes, stop_notes
from planner.orienteering.equal import equal_tours
from planner.orienteering.problem import Problem, Solution
from planner.orienteering.solve import solve
from planner.pose import Candidates, find_candidates, pose
from planner.preferences import comfort, price_of_repeating
from planner.quarter import Quarter
from planner.request import Request
from planner.resolve import resolve
from planner.route import Certificate, Leg, Route, Stop, Totals
from planner.schedule import Call, Schedule
from planner.shaping import shaped
from planner.streets.travel import travel
from planner.visits import Door, Visit, door

WORK_LIMIT = 600_000
"""Work of the solver for one plan, in labels, the same on every machine: under half a second. A
route that needs more is shown with its gap."""
OTHER_SETS = 4
"""Sets of stops of equal prize whose walks are compared; most requests have none."""
MANY_STOPS = 13
"""With more stops each further set takes up to a second, so only the solver's is walked."""
EQUAL_LIMIT = 8_000
"""Labels and sets that may be made to find them, about 0.1 s."""
SAFETY_S = 8.0
"""A search that runs longer is cut off, whatever the machine; the solver's work limit is meant to
end it before, so that the same request gives the same route everywhere."""


def plan(
    quarter: Quarter,
    request: Request,
    *,
    now: datetime | None = None,
    stop: Callable[[], bool] | None = None,
) -> Route | NoRoute:
    """Plan a walk.

    Parameters
    ----------
    quarter : Quarter
        Places and streets.
    request : Request
        What the user chose.
    now : datetime, optional
        When the plan is made, tz-aware; the clock's time if not given.
    stop : callable, optional
        Asked now and then whether to stop searching; if not given, ``SAFETY_S`` stops it. A route
        cut off so says that it is not proved.

    Returns
    -------
    Route or NoRoute
        The route; or why there is none: no stop fits, or not all must-sees do.

    Raises
    ------
    RequestError
        If the request names something that is not there.
    """
    quarter = shaped(quarter, request)
    trip = resolve(quarter, request)
    candidates = find_candidates(quarter, request, trip)
    ways = travel(quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    problem = pose(candidates, ways, request)
    solution = solve(problem, work_limit=WORK_LIMIT, stop=stop or _after(SAFETY_S))
    if not solution.order:
        return why_no_route(quarter, request, trip)
    ground = on_the_ground(
        quarter.network,
        trip.usable,
        candidates.snaps,
        problem,
        solution.order,
        alternatives=other_sets(problem, solution),
        speed_ms=trip.speed_ms,
        allowance=request.detour / 100,
        price=price_of_repeating(request.prefer, PRICE),
        burden=trip.burden,
    )
    legs = _legs(quarter, candidates, ground)
    stops = _stops(quarter, request, candidates, ground.timetable)
    return Route(
        id=checksum(request, quarter.data_version),
        request=request.as_json(),
        data_version=quarter.data_version,
        map_date=quarter.network.map_date,
        made_at=(now or datetime.now(quarter.zone)).replace(microsecond=0),
        latest_leave=latest_leave(quarter, request, stops, legs),
        start=trip.start,
        end=trip.end,
        stops=stops,
        legs=legs,
        totals=_totals(request, stops, legs, ground.timetable),
        certificate=_certificate(quarter, solution, candidates, ground, legs),
        left_out=left_out(quarter, request, candidates, problem, ground.order),
        notes=route_notes(request, legs, now or datetime.now(quarter.zone), proved=solution.proved),
    )


def other_sets(problem: Problem, solution: Solution) -> tuple[tuple[int, ...], ...]:
    """List other sets of stops that are worth as much, of which one may walk better.

    Parameters
    ----------
    problem : Problem
        What was asked.
    solution : Solution
        The solver's answer.

    Returns
    -------
    tuple of tuple of int
        Rows in a feasible order, ``OTHER_SETS`` at most; those back earliest.
    """
    if len(solution.order) > MANY_STOPS:
        return ()
    listed = equal_tours(problem, solution, most=1 + OTHER_SETS, work_limit=EQUAL_LIMIT)
    own = set(solution.order)
    return tuple(order for order in listed.orders if set(order) != own)[:OTHER_SETS]


def _after(seconds: float) -> Callable[[], bool]:
    """Return a question whether so many seconds have passed since now."""
    end = monotonic() + seconds
    return lambda: monotonic() > end


def checksum(request: Request, data_version: str) -> str:
    """Return the id of a route: the same request on the same data has the same.

    Parameters
    ----------
    request : Request
        What the user chose.
    data_version : str
        Checksum of the dataset.

    Returns
    -------
    str
        Twelve hexadecimal digits.
    """
    text = json.dumps([request.as_json(), data_version], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:12]


def _legs(quarter: Quarter, candidates: Candidates, ground: Ground) -> tuple[Leg, ...]:
    """Draw the legs from the start through the stops to the end."""
    count = len(candidates.places)
    groups = [count, *(candidates.group[row] for row in ground.order), count + 1]
    ids = ["start", *(candidates.visits[row].place.id for row in ground.order), "end"]
    return tuple(
        make_leg(
            quarter.network,
            ground.legs[i],
            (candidates.snaps[a], candidates.snaps[b]),
            (ids[i], ids[i + 1]),
            ground.leg_s[i],
        )
        for i, (a, b) in enumerate(pairwise(groups))
    )


def _stops(
    quarter: Quarter, request: Request, candidates: Candidates, timetable: Schedule
) -> tuple[Stop, ...]:
    """Write each visit with its times on the clock."""
    stops: list[Stop] = []
    for number, call in enumerate(timetable.calls, 1):
        place = candidates.visits[call.row].place
        ways = [visit for visit in candidates.visits if visit.place is place]
        entry = door(place, ways, request.at.date(), quarter.calendar)
        stops.append(_stop(request, candidates.visits[call.row], call, number, entry))
    return tuple(stops)


def _stop(request: Request, visit: Visit, call: Call, number: int, entry: Door) -> Stop:
    """Write one visit."""
    place = visit.place
    if place.lon is None or place.lat is None:
        raise ValueError(place.id)
    return Stop(
        id=place.id,
        name_zh=place.name_zh,
        name_en=place.name_en,
        number=number,
        option=visit.option.kind,
        arrive=request.at + timedelta(seconds=call.arrive_s),
        start=request.at + timedelta(seconds=call.start_s),
        leave=request.at + timedelta(seconds=call.leave_s),
        slack_s=call.latest_s - call.arrive_s,
        wait_s=call.start_s - call.arrive_s,
        prize=visit.prize,
        lon=place.lon,
        lat=place.lat,
        notes=stop_notes(visit, entry, dict(request.fixed).get(place.id)),
    )


def _totals(
    request: Request, stops: Sequence[Stop], legs: Sequence[Leg], timetable: Schedule
) -> Totals:
    """Sum what is printed for stops and legs."""
    return Totals(
        length_m=sum(leg.length_m for leg in legs),
        walk_s=sum(leg.walk_s for leg in legs),
        dwell_s=sum(call.leave_s - call.start_s for call in timetable.calls),
        wait_s=sum(stop.wait_s for stop in stops),
        leave=request.at,
        back=request.at + timedelta(seconds=timetable.back_s),
        prize=sum(stop.prize for stop in stops),
    )


def _certificate(
    quarter: Quarter,
    solution: Solution,
    candidates: Candidates,
    ground: Ground,
    legs: Sequence[Leg],
) -> Certificate:
    """State what is proved and what the route rests on; bounds are rounded down."""
    count = len(candidates.places)
    visited = [candidates.group[row] for row in ground.order]
    offsets = [candidates.snaps[group].offset_m for group in (*visited, *visited, count, count + 1)]
    return Certificate(
        prize=solution.value,
        bound=solution.bound,
        gap=solution.bound - solution.value,
        proved=solution.proved,
        repeated_m=round(ground.repeated_m),
        repeated_bound_m=math.floor(ground.repeated_bound_m),
        repeated_floor_m=math.floor(ground.repeated_floor_m),
        repeated_proved=ground.proved,
        any_order=ground.any_order,
        detour_s=max(0, round(ground.detour_s)),
        spurs_m=round(ground.spurs_m),
        overlay_m=overlay_m(legs),
        access_unknown_m=access_unknown_m(legs),
        snapped_m=round(sum(offsets)),
        comfort=comfort(quarter.network, [part for leg in ground.legs for part in leg]),
    )
