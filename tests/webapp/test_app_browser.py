"""The web app in headless Chromium on the real data, at phone and desktop width."""

import re

import pytest
from playwright.sync_api import expect
from visit import DESKTOP, PHONE, WALK, Visit

pytestmark = pytest.mark.browser


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visit(app, browser, request):
    window = Visit(browser, app, request.param)
    window.size = request.param
    yield window
    window.context.close()


def test_first_screen_offers_published_routes_and_asks_no_foreign_host(visit):
    visit.open()
    cards = visit.page.locator(".cw-card")
    cards.first.wait_for(timeout=60_000)
    assert cards.count() >= 8
    expect(visit.map.locator('[data-base="gl"]')).to_be_visible(timeout=30_000)
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= visit.size[0]
    assert visit.query() == {}
    assert visit.only_our_host()
    assert visit.wrong == []


def test_a_card_opens_its_route_and_says_what_it_said(visit):
    visit.open()
    card = visit.page.locator(".cw-card").nth(1)
    card.wait_for(timeout=60_000)
    name = card.locator(".cw-card-text > b").inner_text()
    visit.map.locator('[data-base="gl"]').wait_for(timeout=60_000)
    visit.rest()
    visit.map.locator("body").evaluate("body => { body.dataset.same = 'yes'; }")
    visit.go(card)
    expect(visit.title()).to_have_text(name)
    visit.wait_for_route()
    assert set(visit.query()) == {"published"}
    assert visit.map.locator("body").evaluate("body => body.dataset.same") == "yes"
    visit.page.reload()
    expect(visit.title()).to_have_text(name)
    visit.page.go_back()
    expect(visit.page.locator(".cw-card").first).to_be_visible()
    assert visit.query() == {}


def test_a_walk_opens_at_its_top_and_the_list_where_it_was_left(visit):
    visit.open()
    card = visit.page.locator(".cw-card").nth(8)
    card.wait_for(timeout=60_000)
    visit.rest()
    card.scroll_into_view_if_needed()
    where = "document.querySelector('[data-testid=stMain]').scrollTop"
    left = visit.page.evaluate(where)
    assert left > 0
    visit.go(card)
    visit.wait_for_route()
    assert visit.page.evaluate(where) == 0
    visit.page.locator(".cw-drop").last.scroll_into_view_if_needed()
    visit.go(visit.page.locator(".cw-drop").last)
    visit.wait_for_route()
    assert visit.page.evaluate(where) > 0
    visit.go(visit.page.locator(".cw-back"))
    card.wait_for()
    visit.page.wait_for_function(f"Math.abs({where} - {left}) < 2")


def test_what_a_tap_changed_is_said_and_undone(visit):
    visit.open(published="lunch-hour")
    stops = visit.wait_for_route()
    name = visit.page.locator(".cw-walk li.stop .what > b").first.inner_text()
    visit.go(visit.page.locator(".cw-drop").first)
    did = visit.page.locator(".cw-did")
    expect(did).to_contain_text(f"不去{name}了")
    expect(visit.title()).to_have_text("午休一小时")
    visit.go(did.get_by_role("link", name="撤销"))
    expect(did).to_have_count(0)
    assert visit.wait_for_route() == stops
    assert set(visit.query()) == {"published"}


def test_three_taps_to_a_walk_of_ones_own(visit):
    visit.open()
    main = visit.page.locator("a.cw-main")
    main.wait_for(timeout=60_000)
    visit.go(main)
    expect(visit.page).to_have_url(re.compile("make=1"))
    visit.page.get_by_role("radio", name="新材料").click()
    expect(visit.page).to_have_url(re.compile("theme=materials"))
    visit.go(main)
    visit.wait_for_route()
    expect(visit.title()).to_have_text("新材料")
    assert "make" not in visit.query()


def test_english_browsers_get_english(app, browser):
    visit = Visit(browser, app, PHONE, locale="en-GB")
    visit.open()
    expect(visit.page.locator("a.cw-main")).to_have_text("Make my own walk", timeout=60_000)
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    assert visit.query() == {}
    visit.go(visit.page.get_by_role("radio", name="中文"))
    expect(visit.page.locator("a.cw-main")).to_have_text("自己定一条路线")
    assert visit.query() == {"lang": "zh"}
    visit.context.close()


def test_a_stop_is_dropped_and_taken_back_by_one_tap_each(visit):
    visit.open(published="lunch-hour")
    stops = visit.wait_for_route()
    name = visit.page.locator(".cw-walk li.stop .what > b").first.inner_text()
    visit.go(visit.page.locator(".cw-drop").first)
    chip = visit.page.locator(".cw-chip")
    expect(chip).to_contain_text(name)
    visit.wait_for_route()
    assert name not in visit.page.locator(".cw-walk li.stop .what > b").all_inner_texts()
    visit.go(chip)
    expect(chip).to_have_count(0)
    expect(visit.title()).to_have_text("午休一小时")
    assert visit.wait_for_route() == stops
    assert visit.query()["published"] == "lunch-hour"


def test_the_other_way_round_later_and_slower(visit):
    visit.open(**WALK)
    visit.wait_for_route()
    names = visit.page.locator(".cw-walk li.stop .what > b").all_inner_texts()
    visit.go(visit.page.get_by_role("link", name="反方向走"))
    expect(visit.page).to_have_url(re.compile("order="))
    visit.wait_for_route()
    turned = visit.page.locator(".cw-walk li.stop .what > b").all_inner_texts()
    assert turned == names[::-1]
    visit.page.go_back()
    expect(visit.page).not_to_have_url(re.compile("order="))
    visit.go(visit.page.get_by_role("link", name="晚 30 分钟出发"))
    expect(visit.page).to_have_url(re.compile("at=2026-12-05T13%3A30"))
    visit.go(visit.page.get_by_role("link", name="走慢一点"))
    expect(visit.page).to_have_url(re.compile("pace=3.6"))
    assert visit.wrong == []


def test_map_and_list_say_the_same(visit):
    visit.open(**WALK)
    visit.wait_for_route()
    names = visit.page.locator(".cw-walk li.stop .what > b").all_inner_texts()
    labels = visit.map.locator(".cw-icon:has(.cw-stop) .cw-label").all_text_contents()
    plain = [label.replace("（沿线）", "").replace("\n", "") for label in labels]
    assert plain == names
    frame = visit.page.locator("iframe").bounding_box()
    assert frame["width"] > 300
    assert frame["height"] > 300
    for stop in visit.map.locator(".cw-stop").all():
        box = stop.bounding_box()
        assert frame["x"] <= box["x"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]


def test_theme_and_time_change_the_walk_without_a_new_map(visit):
    visit.open(**WALK)
    visit.wait_for_route()
    visit.map.locator("body").evaluate("body => { body.dataset.same = 'yes'; }")
    visit.adjust()
    visit.page.get_by_role("radio", name="科学家精神").click()
    expect(visit.page.locator(".cw-head h1")).to_have_text("科学家精神")
    visit.page.get_by_role("radio", name="1小时", exact=True).click()
    expect(visit.page).to_have_url(re.compile("minutes=60"))
    visit.wait_for_route()
    assert visit.query()["theme"] == "spirit"
    assert visit.map.locator("body").evaluate("body => body.dataset.same") == "yes"
    visit.page.reload()
    visit.wait_for_route()
    expect(visit.page.locator(".cw-head h1")).to_have_text("科学家精神")
    assert visit.query()["minutes"] == "60"


def test_language_keeps_the_walk(visit):
    visit.open(**WALK)
    stops = visit.wait_for_route()
    visit.go(visit.page.get_by_role("radio", name="English"))
    expect(visit.page.locator(".cw-head h1")).to_have_text("Best of the quarter")
    assert visit.wait_for_route() == stops
    assert visit.query() == {**WALK, "lang": "en"}
    text = visit.page.locator(".st-key-page").inner_text()
    left = re.findall("[\u4e00-\u9fff]+", text)
    assert set(left) <= {"硅巷", "中文"}
    assert visit.page.evaluate("document.documentElement.lang") == "en"


def test_a_tap_on_the_map_becomes_the_start(visit):
    visit.open(**WALK)
    visit.wait_for_route()
    visit.page.wait_for_timeout(1000)
    frame = visit.page.locator("iframe").bounding_box()
    x, y = frame["x"] + frame["width"] * 0.45, frame["y"] + frame["height"] * 0.55
    visit.page.mouse.click(x, y)
    visit.page.get_by_role("button", name=re.compile("^从.+出发$")).click()
    expect(visit.page).to_have_url(re.compile(r"start=121\.\d+%2C31\.\d+"))
    visit.wait_for_route()
    first = visit.page.locator(".cw-walk li.end .what > b").first
    expect(first).to_have_text("地图上选定的位置")
    expect(visit.page.locator(".st-key-tap")).to_have_count(0)
    expect(visit.page.frame_locator("iframe").locator(".cw-tap")).to_have_count(0)


def test_a_tap_on_the_first_screens_map_begins_a_walk_of_ones_own(app, browser):
    visit = Visit(browser, app, PHONE)
    visit.open()
    visit.page.locator(".cw-card").first.wait_for(timeout=60_000)
    visit.page.wait_for_timeout(2000)
    frame = visit.page.locator("iframe").bounding_box()
    visit.page.mouse.click(frame["x"] + frame["width"] * 0.45, frame["y"] + frame["height"] * 0.5)
    visit.go(visit.page.locator(".st-key-tap button").first)
    expect(visit.page).to_have_url(re.compile(r"make=1.*start=121\.\d+%2C31\.\d+"))
    expect(visit.map.locator(".cw-end + .cw-label")).to_have_text("地图上选定的位置")
    visit.go(visit.page.locator("a.cw-main"))
    visit.wait_for_route()
    visit.context.close()


def test_panning_asks_the_server_for_nothing(visit):
    visit.open(**WALK)
    visit.wait_for_route()
    visit.map.locator("[data-base]").wait_for(timeout=60_000)  # all that it loads is there
    visit.page.wait_for_timeout(1500)
    frame = visit.page.locator("iframe").bounding_box()
    asked = len(visit.asked)
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + 60, y - 40, steps=5)
    visit.page.mouse.up()
    visit.page.wait_for_timeout(800)
    assert len(visit.asked) == asked
    assert visit.page.locator('[data-testid="stStatusWidget"]').count() == 0


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"theme": "nonsense"}, "认不出来（nonsense）"),
        ({"start": "121.9,31.2"}, "太远了"),
        ({"minutes": "9"}, "不是可用的分钟数"),
        ({"minutes": "10"}, "10 分钟不够"),
        ({"must": "no1"}, "位置尚未公布"),
        (
            {"must": "<img src=x onerror=alert(1)>"},
            "认不出来（<img src=x onerror=alert(1)>）",
        ),
        ({"at": "someday"}, "看不懂日期时间“someday”"),
        ({"pace": "quick", "lang": "fr"}, "“quick”不是可用的步速"),
    ],
)
def test_bad_addresses_are_answered_in_words(app, browser, query, words):
    visit = Visit(browser, app, PHONE)
    visit.open(**(WALK | query))
    expect(visit.page.locator(".st-key-head")).to_contain_text(words, timeout=60_000)
    assert "Traceback" not in visit.page.inner_text("body")
    assert visit.wrong == []
    visit.context.close()


def test_shared_link_keeps_wishes_without_a_control(app, browser):
    visit = Visit(browser, app, PHONE)
    visit.open(**WALK, order="wysh,sim", lang="en")
    assert visit.wait_for_route() == 2
    assert visit.query()["order"] == "wysh,sim"
    visit.go(visit.page.locator(".cw-chip"))
    expect(visit.page).not_to_have_url(re.compile("order"))
    assert visit.wait_for_route() > 2
    visit.context.close()


def test_back_button_goes_back(app, browser):
    visit = Visit(browser, app, PHONE)
    visit.open(**WALK)
    visit.wait_for_route()
    visit.adjust()
    visit.page.get_by_role("radio", name="新材料").click()
    expect(visit.title()).to_have_text("新材料")
    visit.page.go_back()
    expect(visit.title()).to_have_text("硅巷精华")
    visit.context.close()


def test_rotation_keeps_everything(app, browser):
    visit = Visit(browser, app, PHONE)
    visit.open(**WALK)
    stops = visit.wait_for_route()
    visit.page.locator(".cw-walk details.told summary").first.click()
    visit.page.set_viewport_size({"width": PHONE[1], "height": PHONE[0]})
    assert visit.wait_for_route() == stops
    assert visit.page.locator(".cw-walk details.told[open]").count() == 1
    shown = visit.page.locator('iframe[title*="folium"]').bounding_box()
    assert shown["x"] > PHONE[1] / 3, "the map stands beside the list of a phone that lies down"
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE[1]
    visit.context.close()


def test_nothing_is_wider_than_the_narrowest_phone(app, browser):
    visit = Visit(browser, app, (320, 640), locale="en-GB")
    for query in ({}, {"make": "1"}, WALK | {"theme": "spirit"}):
        visit.open(**query)
        visit.page.locator(".cw-ready").first.wait_for(timeout=60_000)
        visit.rest()
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
        main = visit.page.get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollWidth - main.clientWidth") == 0
    visit.context.close()


def test_another_walk_is_taken_over_by_one_tap(visit):
    visit.open(**WALK)
    first = visit.wait_for_route()
    visit.go(visit.page.locator('[data-act="others"]'))
    card = visit.page.locator(".cw-other").first
    card.wait_for(timeout=60_000)
    stops = int(re.match(r"\d+", card.inner_text())[0])
    names = card.locator("small").inner_text()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= visit.size[0]
    assert visit.query() == WALK
    visit.go(card.get_by_role("link", name="改走这一条"))
    expect(visit.page).to_have_url(re.compile("never=|order="))
    assert visit.wait_for_route() == stops
    shown = visit.page.locator(".cw-walk li.stop .what > b").all_inner_texts()
    assert "、".join(shown) == names
    visit.page.go_back()
    expect(visit.page.locator(".cw-walk li.stop")).to_have_count(first)
    assert visit.query() == WALK
    assert visit.wrong == []


def test_a_place_left_out_tells_why_and_is_added_by_one_tap(visit):
    visit.open(**WALK)
    visit.wait_for_route()
    visit.page.locator('details[data-fold="left-out"] > summary').click()
    place = visit.page.locator(".cw-left li", has_text="路易·艾黎故居")
    ask = place.get_by_role("button", name="加了会怎样")
    visit.go(ask)
    answer = visit.page.locator(".cw-why")
    expect(answer).to_contain_text("都想去，总共要", timeout=60_000)
    expect(answer).to_contain_text("原定时间内也能去")
    visit.go(ask)
    expect(answer).to_have_count(0)
    visit.go(place.get_by_role("link", name="加进来"))
    expect(visit.page).to_have_url(re.compile("must=rewi"))
    visit.wait_for_route()
    names = visit.page.locator(".cw-walk li.stop .what > b").all_inner_texts()
    assert "路易·艾黎故居" in names
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= visit.size[0]
    assert visit.wrong == []


def test_a_mistaken_name_is_mended_by_one_tap(app, browser):
    visit = Visit(browser, app, PHONE)
    visit.open(**WALK | {"theme": "chip", "pace": "quick"})
    trouble = visit.page.get_by_role("alert")
    expect(trouble).to_contain_text("认不出来（chip）", timeout=60_000)
    expect(trouble).to_contain_text("“quick”不是可用的步速")
    visit.go(trouble.get_by_role("link", name="改成：芯片与传感"))
    visit.go(trouble.get_by_role("link", name="去掉这一项"))
    visit.wait_for_route()
    expect(visit.title()).to_have_text("芯片与传感")
    visit.context.close()
