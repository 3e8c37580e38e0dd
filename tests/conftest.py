"""What all tests share: the real quarter, loaded once, and a clock that stands still."""

import pytest
from clock import SATURDAY
from hypothesis import settings
from playwright.sync_api import sync_playwright

from planner.quarter import Quarter, load_quarter
from planner.request import Request

# The same examples every time: a change is refused for what it does, not for what was drawn that
# day. `pytest --hypothesis-profile default` draws new ones.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")


def pytest_collection_modifyitems(items):
    """Put the browser's tests first: they are the longest; the other worker fills in beside."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


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
