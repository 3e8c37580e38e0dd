"""Two quarters, and the problem of a request as the planner poses it."""

from pathlib import Path

import pytest

from planner.pose import find_candidates, pose
from planner.quarter import load_quarter
from planner.resolve import resolve
from planner.streets.travel import travel

TOY = Path(__file__).parents[2] / "other_quarter"


@pytest.fixture(scope="session")
def toy():
    return load_quarter(TOY)


@pytest.fixture(scope="session")
def posed():
    def make(quarter, request):
        trip = resolve(quarter, request)
        candidates = find_candidates(quarter, request, trip)
        ways = travel(quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
        return candidates, pose(candidates, ways, request)

    return make
