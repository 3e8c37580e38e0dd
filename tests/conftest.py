"""What all tests share: the real quarter, loaded once, and a clock that stands still."""

import pytest
from clock import SATURDAY
from playwright.sync_api import sync_playwright

from planner.quarter import Quarter, load_quarter
from planner.request import Request


@pytest.fixture(scope="session")
def quarter() -> Quarter:
    return load_quarter()


@pytest.fixture(scope="session")
def play():
    """Playwright, started once: a second one in the same process would refuse to."""
    with sync_playwright() as started:
        yield started


@pytest.fixture
def make_request():
    def make(**changes) -> Request:
        chosen = {"theme": "all", "minutes": 120, "start": "jiangsu-road", "at": SATURDAY}
        return Request(**(chosen | changes))

    return make
