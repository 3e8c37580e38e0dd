"""Requests on the real quarter, posed as ``plan`` poses them."""

from datetime import datetime
from functools import cache

from planner.orienteering.problem import Problem
from planner.pose import find_candidates, pose
from planner.quarter import Quarter, load_quarter
from planner.request import Request
from planner.resolve import resolve
from planner.streets.travel import travel

MINUTES = (60, 90, 120, 180, 240)
HOURS = (10, 14, 19)
STARTS = ("jiangsu-road", "zhongshan-park", "121.4190,31.2160")


@cache
def quarter() -> Quarter:
    """Load the embedded dataset once.

    Returns
    -------
    Quarter
        The dataset.
    """
    return load_quarter()


def request_problem(theme: str, minutes: int, hour: int, start: str) -> Problem:
    """Pose one request of a Saturday in December.

    Parameters
    ----------
    theme : str
        Of the dataset.
    minutes : int
        Budget.
    hour : int
        Of leaving.
    start : str
        As in ``plan --start``.

    Returns
    -------
    Problem
        As ``plan`` would pose it.
    """
    here = quarter()
    at = datetime(2026, 12, 5, hour, tzinfo=here.zone)
    request = Request(theme=theme, minutes=minutes, start=start, at=at)
    trip = resolve(here, request)
    candidates = find_candidates(here, request, trip)
    ways = travel(here.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    return pose(candidates, ways, request)
