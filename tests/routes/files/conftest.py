"""Walks that are written in every format: a loop, one with an end elsewhere, a hostile one."""

from dataclasses import replace
from datetime import datetime

import pytest
from clock import SATURDAY
from hostile_names import HOSTILE

from planner.plan import plan
from planner.request import Request
from planner.route import Route
from routes.heading import Heading, heading_of


@pytest.fixture(scope="session")
def planned(quarter) -> Route:
    """A loop of two hours."""
    return _plan(quarter)


@pytest.fixture(scope="session")
def one_way(quarter) -> Route:
    """A walk that ends at another station."""
    return _plan(quarter, end="west-yanan-road")


@pytest.fixture(scope="session")
def both(planned, one_way) -> tuple[Route, Route]:
    """A loop, and a walk to elsewhere."""
    return planned, one_way


@pytest.fixture(scope="session")
def heading(quarter, planned) -> Heading:
    return heading_of(quarter, planned)


@pytest.fixture(scope="session")
def hostile(planned) -> Route:
    """The loop with names that are no use to careless writers of files."""
    stops = tuple(
        replace(stop, name_zh=HOSTILE[n % len(HOSTILE)], name_en=HOSTILE[n % len(HOSTILE)])
        for n, stop in enumerate(planned.stops)
    )
    return replace(planned, stops=stops)


@pytest.fixture(scope="session")
def hostile_heading() -> Heading:
    text = " ".join(HOSTILE)
    return Heading(title_zh=text, title_en=text, text_zh=text, text_en=text)


def _plan(quarter, **changes) -> Route:
    chosen = {"theme": "all", "minutes": 120, "start": "jiangsu-road", "at": SATURDAY, **changes}
    made_at = datetime(2026, 11, 1, 8, 0, tzinfo=quarter.zone)
    return plan(quarter, Request(**chosen), now=made_at)
