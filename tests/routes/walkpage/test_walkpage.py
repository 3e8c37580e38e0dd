"""The walk page as a file: whole in both languages, escaped, small, and bound to its own script."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from gzip import compress
from html import escape, unescape
from html.parser import HTMLParser
from math import hypot

import numpy as np
import pytest
from clock import SATURDAY
from pyproj import Geod

from planner.plan import plan
from planner.published import edition_day, request_of
from planner.request import Request
from planner.words import LANGS
from routes.basemap_cache import base_layers
from routes.dark import dark_lines
from routes.heading import Heading, heading_of
from routes.walkpage import walk_html
from routes.walkpage.ground import AROUND_M, Origin, origin_of, packed, packed_map
from routes.walkpage.notice import notice_html

NASTY = "</script><script>alert(1)</script>\"'&"


@pytest.fixture(scope="module")
def route(quarter):
    return plan(quarter, Request(theme="chips", minutes=90, start="jiangsu-road", at=SATURDAY))


@pytest.fixture(scope="module")
def page(quarter, route):
    return walk_html(quarter, route, heading_of(quarter, route), "zh")


def data_of(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL).group(1))


def unpacked(steps):
    return np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / 10


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_page_is_small(page):
    assert len(compress(page.encode())) < 150_000


def test_page_loads_nothing(page):
    tags = Tags()
    tags.feed(page)
    for tag, attrs in tags.found:
        assert "src" not in attrs, tag
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")], tag
        if tag in {"link", "img", "iframe", "object"}:
            pytest.fail(f"{tag} would load something")


def test_policy_allows_just_the_script_and_style_of_the_page(page):
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1))
    for tag in ("script", "style"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_both_languages_are_inside_and_one_is_shown(quarter, route, page):
    tongues = re.findall(r'<div class="tongue" lang="([^"]+)" data-lang="(\w+)"( hidden)?>', page)
    assert tongues == [("zh-CN", "zh", ""), ("en", "en", " hidden")]
    for stop in route.stops:
        assert stop.name_zh in page
        assert stop.name_en.replace("'", "&#x27;") in page
    english = walk_html(quarter, route, heading_of(quarter, route), "en")
    assert '<html lang="en" data-lang="en">' in english


def test_what_comes_from_data_is_escaped(quarter, route):
    heading = Heading(title_zh=NASTY, title_en=NASTY, text_zh=NASTY, text_en=NASTY)
    stops = tuple(replace(stop, name_zh=NASTY, name_en=NASTY) for stop in route.stops)
    page = walk_html(quarter, replace(route, stops=stops), heading, "zh")
    assert "alert(1)</script>" not in page
    assert page.count("<script") == 2
    assert data_of(page)["course"]["stops"][0]["zh"].startswith("</script>")


def test_line_of_the_page_is_as_long_as_the_walk(route, page):
    data = data_of(page)
    line = unpacked(data["course"]["line"])
    far = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    assert far[-1] == pytest.approx(route.totals.length_m, rel=0.01)
    # A stop stands where its leg ends: the walk to it is as long as its legs.
    walked = 0
    for leg, stop in zip(route.legs, data["course"]["stops"], strict=False):
        walked += leg.length_m
        assert far[stop["v"]] == pytest.approx(walked, rel=0.01, abs=5)


def test_turns_and_runs_lie_on_the_line(page):
    course = data_of(page)["course"]
    vertices = len(course["line"]) // 2
    places = [turn["v"] for turn in course["turns"]]
    assert places == sorted(places)
    assert max(places) < vertices
    assert course["runs"][0][0] == 0
    assert course["runs"][-1][1] == vertices - 1
    for before, after in zip(course["runs"], course["runs"][1:], strict=False):
        assert before[1] in {after[0], after[0] - 1}


def test_metres_agree_with_the_ellipsoid():
    origin = Origin(lon=121.42, lat=31.217)
    east, north = origin.metres(np.array([[121.437, 31.229]]))[0]
    _, _, true_m = Geod(ellps="WGS84").inv(121.42, 31.217, 121.437, 31.229)
    assert hypot(east, north) == pytest.approx(true_m, abs=0.5)


def test_packed_steps_add_up():
    points = np.array([[0.04, 0.04], [0.08, 0.08], [0.12, 0.12], [100.0, -50.0]])
    steps = packed(points)
    assert np.abs(unpacked(steps) - points).max() <= 0.05


def test_map_is_cut_to_the_surroundings(quarter, route):
    points = [point for leg in route.legs for point in leg.geometry]
    origin = origin_of(points)
    drawn = packed_map(base_layers(quarter), origin, points)
    west, south, east, north = (side / 10 for side in drawn["box"])
    spots = origin.metres(np.array(points))
    assert west == pytest.approx(spots[:, 0].min() - AROUND_M, abs=0.1)
    for feature in drawn["streets"]:
        for line in map(unpacked, feature["p"]):
            assert line[:, 0].min() >= west - 0.1
            assert line[:, 1].max() <= north + 0.1
    assert {street.get("zh") for street in drawn["streets"]} > {"愚园路"}
    assert south < 0 < east


def test_files_to_take_along_are_inside(page):
    data = data_of(page)
    for lang in ("zh", "en"):
        assert data["files"][lang]["gpx"].startswith("<?xml")
        assert "BEGIN:VCALENDAR" in data["files"][lang]["ics"]


def test_notice_says_it_in_both_languages():
    page = notice_html("not_found", "en", more="not_found_hint")
    assert page.index("There is no such walk") < page.index("没有这条路线")
    assert '<html lang="en">' in page
    assert "<h1>" in page


@pytest.mark.parametrize("lang", LANGS)
def test_a_walk_in_the_evening_says_that_it_is_dark(quarter, route, lang):
    published = quarter.published_by_id["after-work"]
    evening = plan(quarter, request_of(published, quarter, on=edition_day(published)))
    (dark,) = dark_lines(quarter, evening, lang)
    assert escape(dark) in walk_html(quarter, evening, heading_of(quarter, evening), lang)
    assert dark_lines(quarter, route, lang) == []
