"""Why not this place: what it would cost in prize, and in minutes. Units: minutes, prizes.

Dear answers to one question, asked on demand; ``planner.answers.extra_time`` is the cheap one that
every plan gives for every place.
"""

from dataclasses import dataclass, replace

from planner.answers.asked import Asked, ask
from planner.answers.part import Least, least_time
from planner.errors import Fault, RequestError
from planner.orienteering.part import part_of
from planner.plan import plan
from planner.quarter import Quarter
from planner.request import Request
from planner.resolve import unknown
from planner.route import LeftOut, Route

_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """The best walk of the same time with the place in it.

    Parameters
    ----------
    request : Request
        The same wish with the place as a must-see; it makes this walk again.
    lost_least, lost_most : int
        The prize lost against the walk shown lies between these; equal if both walks are proved.
        Below zero where the walk shown was not proved and this one collects more.
    dropped, added : tuple of str
        Ids of stops of the walk shown that are not in it, and of stops that only it has (the place
        itself left aside).
    """

    request: Request
    lost_least: int
    lost_most: int
    dropped: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why a place is not in a walk.

    Parameters
    ----------
    out : LeftOut
        The place, the reason, and the minutes that would let it in with the order kept.
    instead : Instead or None
        None if no walk of this time can hold it.
    beside_min : int or None
        Minutes beyond the budget for today's stops, seen as today, and the place, in any order; 0
        if they fit as it is. None if no walk holds them all, however long.
    beside_exact : bool
        Whether no fewer would do; always so up to 14 places.
    alone_min : int or None
        Length in minutes of the shortest walk to the place, the must-sees and nothing else. None
        if there is none.
    """

    out: LeftOut
    instead: Instead | None
    beside_min: int | None
    beside_exact: bool
    alone_min: int | None


def why_not(quarter: Quarter, request: Request, route: Route, place_id: str) -> WhyNot:
    """Work out what it would cost to go to a place that is not in the walk.

    Parameters
    ----------
    quarter : Quarter
        Places and streets.
    request : Request
        What the route answers.
    route : Route
        The walk.
    place_id : str
        The place.

    Returns
    -------
    WhyNot
        Reason and costs.

    Raises
    ------
    RequestError
        If there is no such place, or it is in the walk.
    """
    if place_id not in quarter.place_by_id:
        raise RequestError([unknown("place_unknown", "place", place_id, quarter.places)])
    if any(stop.id == place_id for stop in route.stops):
        place = quarter.place_by_id[place_id]
        name = {"zh": place.name_zh, "en": place.name_en}
        raise RequestError([Fault("why_in_route", "place", {"name": name})])
    left = {out.id: out for out in route.left_out}
    if place_id in left and left[place_id].reason == "position_unknown":
        return WhyNot(
            out=left[place_id], instead=None, beside_min=None, beside_exact=True, alone_min=None
        )
    insisting = replace(
        request,
        must=(*request.must, place_id),
        never=tuple(other for other in request.never if other != place_id),
    )
    asked = ask(quarter, insisting, longest=True)
    out, beside = left[place_id], _beside(asked, route, place_id)
    alone = least_time(asked.problem, asked.problem.must)
    needed = [out.cost_min] if out.cost_min is not None else []
    if beside is not None:
        needed.append(max(_minutes(beside) - request.minutes, 0))
    return WhyNot(
        out=out,
        instead=_instead(quarter, insisting, route, place_id),
        beside_min=min(needed, default=None),
        beside_exact=beside is None or beside.exact,
        alone_min=None if alone is None else _minutes(alone),
    )


def _instead(quarter: Quarter, insisting: Request, route: Route, place_id: str) -> Instead | None:
    """Plan the same with the place as a must-see."""
    other = plan(quarter, insisting)
    if not isinstance(other, Route):
        return None
    prize, today = route.certificate.prize, {stop.id for stop in route.stops}
    there = {stop.id for stop in other.stops}
    return Instead(
        request=insisting,
        lost_least=prize - other.certificate.bound,
        lost_most=prize - other.certificate.prize,
        dropped=tuple(stop.id for stop in route.stops if stop.id not in there),
        added=tuple(s.id for s in other.stops if s.id not in today and s.id != place_id),
    )


def _beside(asked: Asked, route: Route, place_id: str) -> Least | None:
    """Find the shortest walk through today's stops, seen as they are, and the place."""
    rows = [row for stop in route.stops for row in asked.rows_of(stop)]
    both = part_of(asked.problem, [*rows, *asked.rows(place_id)])
    return least_time(both, sorted({*both.must, *asked.problem.must}))


def _minutes(least: Least) -> int:
    """Round up to whole minutes."""
    return -(-least.seconds // _MINUTE_S)
