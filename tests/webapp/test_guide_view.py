"""A guide's acts on a tour, by their effect on the request; and the view by Streamlit's harness."""

import json
import re
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from planner.answers.tried import tried
from planner.errors import CitywalkError, RequestError
from planner.own_stop import OwnStop
from planner.plan import plan
from planner.route_file import route_text
from routes.drawing import drawing
from webapp.guidefile import file_name, query_of_file
from webapp.shape import changed

DOOR = str(Path(__file__).parents[2] / "streamlit_app.py")
SHOWN = ("qian-home", "sic", "wysh")
OWN = OwnStop(lon=121.427, lat=31.2214, minutes=10, name="集合点")


def done(quarter, request, *acts, shown=SHOWN):
    for act in acts:
        request = changed(quarter, request, shown, act)
    return request


def test_the_first_act_keeps_the_stops_that_are_shown(quarter, make_request):
    moved = done(quarter, make_request(must=("sic",)), "up:sic")
    assert moved.order == ("sic", "qian-home", "wysh")
    assert moved.must == ()


def test_beyond_either_end_nothing_moves(quarter, make_request):
    assert done(quarter, make_request(), "up:qian-home", "down:wysh").order == SHOWN


def test_moves_follow_one_another(quarter, make_request):
    assert done(quarter, make_request(), "down:qian-home", "down:qian-home").order == (
        "sic", "wysh", "qian-home",
    )  # fmt: skip


def test_a_stay_and_a_lock_are_set_changed_and_taken_back(quarter, make_request):
    shaped = done(quarter, make_request(), "stay:sic:25", "lock:sic:10:30", "lock:sic:10:45")
    assert shaped.dwell == (("sic", 25),)
    assert shaped.fixed == (("sic", "10:45"),)
    assert done(quarter, shaped, "unlock:sic").fixed == ()
    assert done(quarter, shaped, "lock:sic:").fixed == ()


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("stay:sic:241", "dwell_unreadable"),
        ("stay:sic:", "dwell_unreadable"),
        ("lock:sic:25:00", "fixed_unreadable"),
        ("group:61", "group_unreadable"),
        ("group:0", "group_unreadable"),
        ("crossing:121", "crossing_wait_unreadable"),
        ("minutes:9", "minutes_unreadable"),
        ("name:own-1:", "own_name"),
        (f"name:own-1:{'长' * 41}", "own_name"),
    ],
)
def test_what_does_not_read_is_told(quarter, make_request, act, code):
    with pytest.raises(RequestError) as told:
        done(quarter, make_request(own=(OWN,)), act)
    assert [fault.code for fault in told.value.faults] == [code]
    assert all(fault.message(lang) for fault in told.value.faults for lang in ("zh", "en"))


def test_an_own_stop_is_put_where_it_is_near_named_timed_and_removed(quarter, make_request):
    start = quarter.start_by_id["jiangsu-road"]
    added = done(quarter, make_request(), f"own:{start.lon},{start.lat}:集合点")
    assert added.order[0] == "own-1" or added.order[-1] == "own-1"
    named = done(quarter, added, "name:own-1:午餐: 面馆, 二楼", "stay:own-1:45", shown=added.order)
    assert (named.own[0].name, named.own[0].minutes) == ("午餐: 面馆, 二楼", 45)
    assert named.dwell == ()
    gone = done(quarter, named, "drop:own-1", shown=named.order)
    assert (gone.own, gone.order) == ((), SHOWN)


def test_a_place_is_added_once_and_no_longer_ruled_out(quarter, make_request):
    request = make_request(never=("sim",))
    added = done(quarter, request, "add:sim", "add:sim")
    assert added.order.count("sim") == 1
    assert added.never == ()


def test_the_last_stop_stays(quarter, make_request):
    assert done(quarter, make_request(order=("sic",)), "drop:sic", shown=("sic",)).order == ("sic",)


def test_choosing_anew_keeps_what_is_locked(quarter, make_request):
    shaped = done(quarter, make_request(), "lock:sic:10:30", f"own:{OWN.lon},{OWN.lat}:集合点")
    free = done(quarter, shaped, "anew:")
    assert free.order == ()
    assert free.insisted == ("sic", "own-1")


def test_the_group_is_set(quarter, make_request):
    shaped = done(quarter, make_request(), "group:30", "pace:3.6", "crossing:15", "minutes:155")
    assert (shaped.group, shaped.pace_kmh, shaped.crossing_wait) == (30, 3.6, 15)
    assert shaped.minutes == 155
    assert done(quarter, shaped, "crossing:").crossing_wait is None


def test_a_route_file_asks_again_for_what_it_was_made_of(quarter, make_request):
    request = make_request(order=("own-1", "sic"), own=(OWN,), fixed=(("sic", "14:00"),), group=30)
    route = plan(quarter, request)
    assert query_of_file(quarter, "周六.json", route_text(route)) == request.as_query()


def test_a_route_file_of_other_data_says_what_it_was(quarter, make_request):
    text = route_text(plan(quarter, make_request(order=("sic",))))
    old = text.replace(quarter.data_version, "0" * len(quarter.data_version))
    query = query_of_file(quarter, "old.json", old)
    assert query["s"] == "sic"
    assert query["v"] == "0" * len(quarter.data_version)


@pytest.mark.parametrize("text", ["", "{}", "[1", '{"legs": 3}', "\0", "[" * 5000, "x" * 3_000_001])
def test_a_file_that_is_no_route_is_refused_in_words(quarter, text):
    with pytest.raises(CitywalkError) as told:
        query_of_file(quarter, "../a\0.json", text)
    assert all(fault.message(lang) for fault in told.value.faults for lang in ("zh", "en"))


@pytest.mark.parametrize("name", ["", "..", "a/..", "\0", "C:\\x\\.", "长" * 300, "a\nb.json"])
def test_any_name_becomes_a_file_name(name):
    plain = file_name(name)
    assert plain.strip(".")
    assert len(plain.encode()) <= 255
    assert not set(plain) & set("/\\\0\n")


@pytest.fixture
def page():
    test = AppTest.from_file(DOOR, default_timeout=60)
    test.query_params = {
        "guide": "1", "theme": "all", "minutes": "150", "start": "jiangsu-road",
        "at": "2026-12-05T09:30", "fixed": "sic@10:30", "own": "121.4270,31.2214,10,集合点",
        "group": "30",
    }  # fmt: skip
    return test


def said(page):
    return "".join(json.loads(piece.proto.json)["html"] for piece in page.get("bidi_component"))


def test_the_view_shows_all_that_is_shaped_and_every_field_has_a_name(page):
    page.run()
    assert not page.exception
    html = said(page)
    assert "排得下" in html
    assert 'value="10:30" data-set="lock:sic:"' in html
    assert 'value="集合点"' in html
    assert 'value="30" data-set="group:"' in html
    for field in re.findall(r"<(?:input|select)[^>]*>", html):
        inside = "aria-label" in field or f">{field}" not in html
        assert inside or re.search(rf"<label[^>]*>[^<]+{re.escape(field)}", html), field
    assert page.query_params["guide"] == "1"


def test_a_guests_page_keeps_the_shape_and_offers_the_view(page):
    page.query_params.pop("guide")
    page.run()
    assert not page.exception
    html = said(page)
    assert "集合点" in html
    links = re.findall(r'data-go="([^"]*)"[^>]*>带队排路线', html)
    asked = dict(parse_qsl(unescape(links[0]).lstrip("?")))
    assert asked["guide"] == "1"
    assert asked["fixed"] == "sic@10:30"
    assert asked["group"] == "30"
    assert page.query_params["own"].endswith("集合点")
    assert datetime.fromisoformat(page.query_params["at"]).hour == 9


def test_a_guests_page_turns_round_only_what_has_no_locked_time(page):
    page.query_params.pop("guide")
    page.run()
    assert "反方向走" not in said(page)
    page.query_params.pop("fixed")
    page.run()
    assert "反方向走" in said(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_tour_that_breaks_leads_from_the_guests_page_back_to_the_view(page, lang):
    page.query_params.pop("guide")
    page.query_params["fixed"] = "sic@09:31"
    page.query_params["lang"] = lang
    page.run()
    assert not page.exception
    words = "回去接着排" if lang == "zh" else "Go on shaping it"
    links = re.findall(rf'data-go="([^"]*)"[^>]*>{words}', said(page))
    asked = dict(parse_qsl(unescape(links[0]).lstrip("?")))
    assert asked["guide"] == "1"
    assert asked["fixed"] == "sic@09:31"
    assert asked["group"] == "30"


def test_a_tourists_fault_does_not_speak_of_a_tour(page):
    page.query_params = {
        "theme": "all", "minutes": "20", "start": "jiangsu-road", "at": "2026-12-05T13:00",
        "must": "hudec,sic", "lang": "zh",
    }  # fmt: skip
    page.run()
    html = said(page)
    assert "分钟，必到的都走到" in html
    assert "接着排" not in html


def test_the_view_in_english_has_no_chinese_but_names(page):
    page.query_params["lang"] = "en"
    page.query_params["own"] = "121.4270,31.2214,10,Gate"
    page.run()
    assert not page.exception
    text = re.sub(r"<[^>]*>", " ", re.sub(r"<svg.*?</svg>", "", said(page), flags=re.DOTALL))
    assert set(re.findall("[\u4e00-\u9fff]+", text)) <= {"硅巷", "中文"}


def test_a_tour_that_breaks_is_drawn_and_says_where(page, quarter, make_request):
    late = make_request(order=("sic", "wysh"), fixed=(("wysh", "13:01"),))
    drawn = drawing(tried(quarter, late), "#000000", "zh")
    assert [stop.get("wrong", False) for stop in drawn["stops"]] == [False, True]
    page.query_params = {"guide": "1", **late.as_query()}
    page.run()
    assert not page.exception
    html = said(page)
    assert "排不成" in html
    assert html.count('class="cw-wrong"') == 1
    links = re.findall(r'data-go="([^"]*)"[^>]*>推迟|data-go="([^"]*)"[^>]*>改定好', html)
    assert links
    assert all("guide=1" in unescape("".join(one)) for one in links)


@pytest.mark.parametrize(
    "bad",
    [{"group": "99"}, {"own": "1,2,3"}, {"fixed": "sic"}, {"dwell": "sic:x"},
     {"crossing_wait": "x"}, {"fixed": "nosuch@10:30"}, {"own": "121.9,31.2,10,far"}],
)  # fmt: skip
def test_a_shaped_field_that_makes_no_sense_is_left_out_by_a_tap(page, bad):
    page.query_params = {"guide": "1", "at": "2026-12-05T09:30", "lang": "zh"} | bad
    page.run()
    assert not page.exception
    links = re.findall(r'data-go="([^"]*)"[^>]*>去掉这一项', said(page))
    assert links
    mended = dict(parse_qsl(unescape(links[0]).lstrip("?")))
    assert mended["guide"] == "1"
    assert not mended.keys() & bad.keys()
