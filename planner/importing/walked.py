"""A walk that somebody has walked: matched, made a Route, compared with the planner's.

Units: metres; (lon, lat). Imports planner.
"""

from dataclasses import dataclass, replace

import numpy as np
from pyproj import Geod

from planner.china.datum import bd_to_gcj, gcj_to_wgs
from planner.errors import DatasetError, Fault
from planner.importing.candidates import Streets
from planner.importing.made import Wanted, route_of
from planner.importing.match import Matched, match
from planner.importing.passed import passed_stops
from planner.no_route import NoRoute
from planner.plan import plan
from planner.quarter import Quarter
from planner.route import Route
from planner.route_file import request_in
from planner.streets.network import Floats

GEOD = Geod(ellps="WGS84")
DATUMS = ("wgs84", "gcj02", "bd09")
LEAST_SHARE = 0.6
"""Less of a line on streets is no walk in this quarter."""
_LONGEST_KM = 200
"""Nobody walks further; a longer line is none, and would take minutes."""
_MARGIN = 0.15
"""So much more of a line on streets when it is taken for GCJ-02 is no chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """An imported walk.

    Parameters
    ----------
    route : Route
        The walk on its streets, with the stops that it passes.
    share : float
        Share of the recorded line that agrees with streets, 0 to 1.
    trace_m : float
        Length of the recorded line.
    best : Route or None
        The planner's walk from the same start in the same time; None if there is none.
    """

    route: Route
    share: float
    trace_m: float
    best: Route | None


def import_walk(
    quarter: Quarter, points: Floats, wanted: Wanted, *, datum: str | None, where: str
) -> Walked:
    """Make a Route of a recorded line.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    points : Floats, shape (n, 2)
        (lon, lat) in walking order.
    wanted : Wanted
        Theme, departure, pace.
    datum : {"wgs84", "gcj02", "bd09"} or None
        Datum of the line; None to have it looked at.
    where : str
        What faults name.

    Returns
    -------
    Walked
        The walk.

    Raises
    ------
    DatasetError
        If the line is longer than anybody walks, is not on these streets, passes no place, or fits
        them far better as GCJ-02 than as WGS-84 while nobody has said which it is.
    """
    km = GEOD.line_length(points[:, 0], points[:, 1]) / 1000
    if km > _LONGEST_KM:
        values: dict[str, object] = {"km": round(km), "most": _LONGEST_KM}
        raise DatasetError([Fault("import_too_long", where, values)])
    streets = Streets(quarter.network)
    found = _match(quarter, streets, points, datum, where)
    passed = passed_stops(quarter, found.way, wanted.theme)
    if not passed:
        raise DatasetError([Fault("import_no_stop", where)])
    route = route_of(quarter, found.way, passed, wanted)
    best = plan(quarter, replace(request_in(route), order=()), now=wanted.now)
    return Walked(
        route=route if isinstance(best, NoRoute) else _bounded(route, best),
        share=found.share,
        trace_m=found.trace_m,
        best=None if isinstance(best, NoRoute) else best,
    )


def _match(
    quarter: Quarter, streets: Streets, points: Floats, datum: str | None, where: str
) -> Matched:
    """Match a line, having asked which datum it is in if it fits better in another."""
    found = _matched(streets, points, datum or "wgs84")
    share = found.share if found else 0.0
    if datum is None and quarter.description.country == "CN":
        other = _matched(streets, points, "gcj02")
        if other and other.share >= LEAST_SHARE and other.share > share + _MARGIN:
            values: dict[str, object] = {
                "wgs": f"{share:.0%}",
                "gcj": f"{other.share:.0%}",
            }
            raise DatasetError([Fault("import_datum", where, values)])
    if found is None or share < LEAST_SHARE:
        raise DatasetError([Fault("import_elsewhere", where, {"share": f"{share:.0%}"})])
    return found


def _matched(streets: Streets, points: Floats, datum: str) -> Matched | None:
    """Match a line that is in a datum."""
    moved = points
    if datum != "wgs84":
        spots = [(float(lon), float(lat)) for lon, lat in points]
        if datum == "bd09":
            spots = [bd_to_gcj(spot) for spot in spots]
        moved = np.array([gcj_to_wgs(spot) for spot in spots])
    east, north = streets.network.to_utm.transform(moved[:, 0], moved[:, 1])
    return match(streets, np.column_stack([east, north]))


def _bounded(route: Route, best: Route) -> Route:
    """Say what the best walk in the same time is worth."""
    known = route.certificate
    bound = max(best.certificate.bound, known.prize)
    certificate = replace(known, bound=bound, gap=bound - known.prize, proved=bound == known.prize)
    return replace(route, certificate=certificate)
