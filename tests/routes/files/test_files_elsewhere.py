"""Every format of a walk in another quarter: another country, zone and UTM zone, no overlay."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from planner.plan import plan
from planner.quarter import load_quarter
from planner.request import Request
from routes.formats import FORMATS, Walk, written
from routes.heading import heading_of

SMALL = set(FORMATS) - {"map", "walk"}  # these have tests of their own


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quarter") / "town"
    shutil.copytree(Path(__file__).parents[2] / "other_quarter", folder)
    quarter = load_quarter(folder)
    at = datetime(2026, 12, 5, 13, 0, tzinfo=quarter.zone)
    request = Request(theme="all", minutes=90, start=quarter.starts[0].id, at=at)
    route = plan(quarter, request, now=at)
    return Walk(quarter=quarter, route=route, heading=heading_of(quarter, route), lang="en")


@pytest.mark.parametrize("name", sorted(SMALL))
def test_written_there_too(walk, name):
    assert len(written(name, walk)) > 500


def test_no_chinese_datum_and_no_chinese_app(walk):
    page = written("links", walk).decode()
    assert not re.search(r"amap|baidu|qq\.com", page)
    first = walk.route.legs[0].geometry[0]
    assert f"geo:{first[1]:.6f},{first[0]:.6f}" in page


def test_the_event_is_in_the_quarters_zone(walk):
    event = written("ics", walk).decode()
    assert f"DTSTART;TZID={walk.quarter.description.timezone}:20261205T130000" in event


def test_the_park_is_where_the_group_stands(walk):
    assert "20 people can stand at Fish Market Park" in written("cues-text", walk).decode()
