"""The page by Streamlit's own test harness: the other half of the double door."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

import webapp.dataset

DOOR = str(Path(__file__).parents[2] / "streamlit_app.py")


@pytest.fixture
def page():
    test = AppTest.from_file(DOOR, default_timeout=60)
    test.query_params["at"] = "2026-12-05T13:00"
    return test


def walk(page):
    """All that the page's own pieces say."""
    return "".join(json.loads(piece.proto.json)["html"] for piece in page.get("bidi_component"))


def test_draws_a_walk(page):
    page.run()
    assert not page.exception
    assert "硅巷精华" in walk(page)


def test_controls_write_the_address(page):
    page.run()
    page.toggle(key="step_free").set_value(True).run()
    assert page.query_params["step_free"] == "1"
    assert not page.exception


def test_preferences_are_in_the_address_and_in_words(page):
    page.query_params["prefer"] = "quiet"
    page.run()
    assert "不在大路上" in walk(page)
    next(group for group in page.pills if group.key == "prefer").select("lit").run()
    assert page.query_params["prefer"] == "lit,quiet"
    assert "不等于没有灯" in walk(page)
    assert not page.exception


def test_an_unknown_preference_is_told(page):
    page.query_params["prefer"] = "sunny"
    page.run()
    assert not page.exception
    assert "sunny" in walk(page)


def test_faults_are_shown_in_words(page):
    page.query_params["theme"] = "*bold* <b>"
    page.run()
    assert not page.exception
    assert "链接里有一处我们认不出来（*bold* &lt;b&gt;）" in walk(page)


def test_broken_data_is_told_not_raised(page, tmp_path, monkeypatch):
    (tmp_path / "dataset.toml").write_text("name_zh = 3", "utf-8")
    monkeypatch.setenv("CITYWALK_DATA", str(tmp_path))
    webapp.dataset.quarter.clear()
    page.run()
    webapp.dataset.quarter.clear()
    assert not page.exception
    assert page.error


def test_spare_time_is_said(page):
    page.run()
    assert not page.exception
    assert "路上耽搁" in walk(page)


def test_a_long_wish_names_three_places_and_counts(page):
    page.query_params["never"] = "sim,sic,wysh,hudec"
    page.run()
    assert "等 4 处" in walk(page)


def test_a_walk_after_sunset_says_so(page):
    page.query_params["at"] = "2026-12-05T19:00"
    page.run()
    assert "全程都在天黑以后" in walk(page)


def follow(page, name):
    """Take over the address of a link, as a tap does."""
    links = re.findall(r'data-go="([^"]*)"[^>]*>(.*?)</a>', walk(page))
    address = next(address for address, text in links if text.startswith(name))
    page.session_state["going"] = dict(parse_qsl(unescape(address).lstrip("?")))
    page.run()
    assert not page.exception


def test_a_varied_published_walk_keeps_its_title_and_takes_the_time_it_needs(page):
    page.query_params = {"published": "two-gates"}
    page.run()
    stops = walk(page).count('class="stop"')
    follow(page, "反方向走")
    follow(page, "走慢一点")
    assert "<h1>两扇所门，一条弄堂</h1>" in walk(page)
    assert walk(page).count('class="stop"') == stops
    assert "时间加到" in walk(page)
    assert "自己排的先后" not in walk(page)
    follow(page, "用平常步速")
    follow(page, "站序已改")
    assert page.query_params == {"published": "two-gates"}


def test_what_belongs_to_a_published_walk_is_no_wish(page):
    page.query_params = {"published": "no-steps"}
    page.run()
    follow(page, "反方向走")
    assert walk(page).count('class="cw-chip"') == 1


def test_minutes_are_the_same_on_card_head_and_clock(page):
    page.query_params = {}
    page.run()
    card = re.search(r'href="\?published=hudecs-album.*?<b>(\d+)</b>', walk(page))[1]
    page.query_params = {"published": "hudecs-album", "lang": "zh"}
    page.run()
    assert f"<b>{card}</b> 分钟" in walk(page)
    assert f"<b>13:00</b> 出发 · {card} 分钟" in walk(page)


@pytest.mark.parametrize(
    ("query", "offer"),
    [
        ({"published": "nosuch"}, "看全部路线"),
        ({"must": "nosuch"}, "去掉这一项"),
        ({"theme": "zzzz"}, "去掉这一项"),
    ],
)
def test_what_nobody_can_have_meant_is_left_out(page, query, offer):
    page.query_params = {"at": "2026-12-05T13:00"} | query
    page.run()
    assert "认不出来" in walk(page)
    assert "改成" not in walk(page)
    follow(page, offer)
    assert "cw-fault" not in walk(page)


def test_an_unknown_published_route_is_told(page):
    page.query_params["published"] = "lunch"
    page.run()
    assert not page.exception
    assert "链接里有一处我们认不出来（lunch）" in walk(page)
    assert "改成：午休一小时" in walk(page)


def test_every_published_route_opens_in_both_languages(page, quarter):
    clocks = 0
    for number, name in enumerate(quarter.published_by_id):
        page.query_params = {"published": name, "lang": ("zh", "en")[number % 2]}
        page.run()
        assert not page.exception
        assert "cw-figures" in walk(page)
        clocks += "data-hour" in walk(page)
    assert clocks >= 3
