"""The published routes of the quarter, planned: what each promises holds on its own day."""

import re
from itertools import pairwise

import pytest

from planner.no_route import NoRoute
from planner.plan import plan
from planner.published import edition_day, request_of
from planner.quarter import load_quarter

FLAGSHIPS = {"qian-home", "sim", "sic", "wuyi-quadrant", "wysh"}
"""The district's own list, without those whose position is not published."""
PUBLISHED = load_quarter().published


@pytest.fixture(scope="module")
def walks(quarter):
    def walk(published):
        request = request_of(published, quarter, on=edition_day(published))
        return plan(quarter, request, stop=lambda: False)

    return {published.id: walk(published) for published in PUBLISHED}


def test_every_theme_and_the_occasions_are_there(quarter):
    assert {route.theme for route in PUBLISHED} == set(quarter.theme_by_id)
    assert any(route.minutes == 60 and route.clock.startswith("12") for route in PUBLISHED)
    assert any("rain" in route.prefer for route in PUBLISHED)
    assert any(route.step_free for route in PUBLISHED)
    assert any("lit" in route.prefer and route.clock >= "18:00" for route in PUBLISHED)


def test_titles_are_their_own(quarter):
    themes = {name for theme in quarter.themes for name in (theme.name_zh, theme.name_en)}
    titles = [name for route in PUBLISHED for name in (route.title_zh, route.title_en)]
    assert len(set(titles)) == len(titles)
    assert not themes & set(titles)


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda route: route.id)
def test_a_route_is_worth_publishing(walks, published):
    route = walks[published.id]
    assert not isinstance(route, NoRoute)
    assert len(route.stops) >= 3
    assert route.certificate.proved
    assert route.certificate.repeated_m <= 0.05 * route.totals.length_m
    assert min(stop.slack_s or 0 for stop in route.stops) >= 120
    assert not any(stop.wait_s > 300 for stop in route.stops)


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda route: route.id)
def test_a_text_is_two_to_four_lines_in_each_language(published):
    for text in (published.text_zh, published.text_en):
        assert len(re.findall(r"[。.?？](?=\s|\n|$|[^\d\s])", text)) >= 2
        assert "—" not in text
    assert 60 <= len(published.text_zh) <= 200
    assert 40 <= len(published.text_en.split()) <= 110


def test_what_opens_its_door_is_seen_inside(walks):
    inside = {
        (name, stop.id)
        for name, route in walks.items()
        for stop in route.stops
        if stop.option == "inside"
    }
    assert inside == {
        ("lane-to-campus", "qian-library"),
        ("names-at-the-lanes", "bolshevik"),
        ("yuyuan-in-the-rain", "bolshevik"),
        ("hudecs-album", "hudec"),
    }


def test_the_flagships_are_visited(walks):
    seen = {stop.id for route in walks.values() for stop in route.stops}
    assert seen >= FLAGSHIPS


def test_no_two_routes_are_the_same(walks):
    sets = sorted(tuple(sorted(stop.id for stop in route.stops)) for route in walks.values())
    assert all(one != other for one, other in pairwise(sets))
