"""What all tests share: the real quarter, loaded once, and a clock that stands still."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from planner.quarter import Quarter, load_quarter
from planner.request import Request

ZONE = ZoneInfo("Asia/Shanghai")
SATURDAY = datetime(2026, 12, 5, 13, 0, tzinfo=ZONE)


@pytest.fixture(scope="session")
def quarter() -> Quarter:
    return load_quarter()


@pytest.fixture
def make_request():
    def make(**changes) -> Request:
        chosen = {"theme": "all", "minutes": 120, "start": "jiangsu-road", "at": SATURDAY}
        return Request(**(chosen | changes))

    return make
