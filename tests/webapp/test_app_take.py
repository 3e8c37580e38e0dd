"""The app in headless Chromium: what is taken away, where one is, what has changed, for all."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from visit import DESKTOP, PHONE, WALK, Visit

pytestmark = pytest.mark.browser

NEAR, FAR = (31.2214, 121.4270), (31.2300, 121.4900)


@pytest.fixture
def opened(app, browser):
    """Open visits that are closed in the end."""
    visits = []

    def make(size=PHONE, **more):
        visits.append(Visit(browser, app, size, **more))
        return visits[-1]

    yield make
    for visit in visits:
        visit.context.close()


def test_files_are_saved_under_the_walks_name(opened):
    visit = opened()
    visit.open(published="lunch-hour")
    visit.wait_for_route()
    visit.page.locator('[data-fold="take"] > summary').click()
    link = visit.page.get_by_role("link", name="轨迹 GPX").get_attribute("href")
    answer = visit.page.request.get(f"{visit.address}/{link}")
    assert answer.ok
    assert "filename*=UTF-8''%E5%8D%88%E4%BC%91" in answer.headers["content-disposition"]
    assert "<gpx" in answer.text()
    stops = visit.page.locator(".cw-walk li.stop .what > b").all_inner_texts()
    assert all(name in answer.text() for name in stops)
    link = visit.page.get_by_role("link", name="离线网页").get_attribute("href")
    answer = visit.page.request.get(f"{visit.address}/{link}")
    assert "attachment" in answer.headers["content-disposition"]
    assert all(name in answer.text() for name in stops)


def test_a_sheet_that_cannot_be_printed_says_why_in_the_place_of_its_picture(opened):
    visit = opened()
    words = "“<b>㐂</b>”里的“㐂”字体里没有，印不出来\n请换一个写法"
    said = {"status": 400, "content_type": "text/plain; charset=utf-8", "body": words}
    visit.page.route("**/take/png*", lambda route: route.fulfill(**said))
    visit.open(published="lunch-hour")
    visit.wait_for_route()
    visit.page.locator('[data-fold="take"] > summary').click()
    visit.page.locator('[data-fold="preview"] > summary').click()
    why = visit.page.locator('[data-fold="preview"] > p')
    expect(why).to_have_text(words, use_inner_text=True)
    expect(visit.page.locator('[data-fold="preview"] img')).to_have_count(0)


def test_a_copied_link_gives_the_same_walk(opened):
    visit = opened(permissions=["clipboard-read", "clipboard-write"])
    visit.open(**WALK, never="sim")
    stops = visit.wait_for_route()
    visit.page.locator('[data-fold="take"] > summary').click()
    visit.page.get_by_role("button", name="复制链接").click()
    expect(visit.page.get_by_text("链接已复制")).to_be_visible()
    link = visit.page.evaluate("navigator.clipboard.readText()")
    assert re.search("[?&]v=", link)
    other = opened(locale="en-GB")
    other.page.goto(link)
    assert other.wait_for_route() == stops
    assert other.page.url == link
    expect(other.page.locator(".cw-ready")).not_to_contain_text("updated since")


def test_a_link_of_older_data_says_what_has_changed(opened):
    visit = opened()
    visit.open(**WALK, v="0123456789ab", s="sim.qian-library.gone-for-good", m="90")
    visit.wait_for_route()
    told = visit.page.locator(".cw-walk .note").first
    expect(told).to_contain_text("资料更新过了")
    expect(told).to_contain_text("钱学森图书馆")
    expect(told).to_contain_text("原来 90 分钟")
    expect(told).to_contain_text("另有 1 处已不在资料里")


@pytest.mark.parametrize(("where", "says"), [(NEAR, None), (FAR, "没法从这里走起")])
def test_start_where_one_is(opened, where, says):
    place = {"latitude": where[0], "longitude": where[1]}
    visit = opened(geolocation=place, permissions=["geolocation"])
    visit.open()
    button = visit.page.get_by_role("button", name="从我这里出发")
    button.wait_for(timeout=60_000)
    visit.go(button)
    if says is None:
        expect(visit.page).to_have_url(re.compile(r"make=1.*start=121\.427000%2C31\.221400"))
        visit.go(visit.page.locator("a.cw-main"))
        visit.wait_for_route()
        expect(visit.page.locator(".cw-walk li.end .what > b").first).to_have_text("我的位置")
        return
    expect(visit.page.get_by_role("alert")).to_contain_text(says)
    visit.go(visit.page.get_by_role("link", name=re.compile("改从.*站.*出发")))
    expect(visit.page).to_have_url(re.compile("make=1.*start=[a-z]"))


def test_a_phone_that_refuses_is_told_what_to_do_instead(opened):
    visit = opened(permissions=[])
    visit.open()
    button = visit.page.get_by_role("button", name="从我这里出发")
    button.wait_for(timeout=60_000)
    visit.rest()
    button.click()
    expect(visit.page.locator("[data-said]")).to_contain_text("地铁口")


def test_sliding_the_clock_asks_the_server_for_nothing(opened):
    visit = opened()
    visit.open(published="names-at-the-lanes")
    visit.wait_for_route()
    visit.rest()
    visit.page.locator('[data-fold="clock"] > summary').click()
    slider = visit.page.get_by_role("slider").first
    visit.map.locator("[data-base]").wait_for(timeout=60_000)  # all that it loads is there
    asked, seen = len(visit.asked), set()
    for _ in range(int(slider.get_attribute("max"))):
        slider.press("ArrowRight")
    slider.press("Home")
    for _ in range(12):
        seen.add(visit.page.locator("[data-hour]:not([hidden])").first.inner_text())
        slider.press("ArrowRight")
    assert len(seen) == 12
    assert len(visit.asked) == asked
    visit.go(visit.page.locator("[data-hour]:not([hidden]) a").first)
    expect(visit.page).to_have_url(re.compile("published=names-at-the-lanes&at="))
    assert visit.wait_for_route() > 0


def test_wechat_is_told_how_to_save(opened):
    visit = opened(user_agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50")
    visit.open(**WALK)
    visit.wait_for_route()
    visit.page.locator('[data-fold="take"] > summary').click()
    expect(visit.page.get_by_text("在浏览器打开")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_serious(opened, scheme, size):
    visit = opened(size, color_scheme=scheme, reduced_motion="reduce")
    for query in ({}, {"make": "1"}, {"published": "names-at-the-lanes"}, {"theme": "chip"}):
        visit.open(**query)
        visit.page.locator(".cw-ready, .cw-fault").first.wait_for(timeout=60_000)
        visit.rest()
        visit.page.evaluate("document.querySelectorAll('details').forEach(f => { f.open = true; })")
        found = Axe().run(visit.page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []


def test_all_by_keyboard(opened):
    visit = opened(DESKTOP)
    visit.open()
    card = visit.page.locator(".cw-card").first
    card.wait_for(timeout=60_000)
    visit.rest()
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        if card.evaluate("card => card === document.activeElement"):
            break
    visit.page.keyboard.press("Enter")
    visit.title().wait_for()
    visit.wait_for_route()
    expect(visit.page).to_have_url(re.compile("published="))
