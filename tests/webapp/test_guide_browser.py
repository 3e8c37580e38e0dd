"""A guide shapes a tour in headless Chromium, at phone and desktop width."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from visit import DESKTOP, PHONE, Visit

pytestmark = pytest.mark.browser

TOUR = {
    "guide": "1", "theme": "all", "minutes": "150", "start": "jiangsu-road",
    "at": "2026-12-05T09:30", "order": "qian-home,sic,wysh",
}  # fmt: skip


class Guide(Visit):
    """A visit that shapes a tour."""

    @property
    def stops(self):
        return self.page.locator(".cw-shape li.stop")

    @property
    def verdict(self):
        return self.page.locator(".cw-verdict")

    def names(self):
        return self.stops.locator("b").all_inner_texts()

    def shape(self, **query):
        self.open(**(TOUR | query))
        self.stops.first.wait_for(timeout=60_000)
        self.drawn()

    def drawn(self):
        """Wait until list and map show the same stops."""
        expect(self.page.locator('iframe[title*="folium"]')).to_have_count(1)
        self.map.locator(".cw-stop").first.wait_for(timeout=60_000)
        self.rest()
        expect(self.map.locator(".cw-stop")).to_have_count(self.stops.count())

    def do(self, act):
        self.rest()
        self.page.locator(f'[data-do^="{act}"]').click()

    def field(self, act):
        return self.page.locator(f'[data-set="{act}"]')

    def put(self, act, value):
        self.rest()
        self.field(act).fill(value)
        self.field(act).press("Enter")

    def told(self, text):
        expect(self.page).to_have_url(re.compile(re.escape(text).replace("%3A", "(%3A|:)")))


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def guide(app, browser, request):
    window = Guide(browser, app, request.param)
    window.size = request.param
    yield window
    assert window.wrong == []
    assert window.only_our_host()
    window.context.close()


def test_a_tour_is_entered_reordered_timed_locked_and_left(guide):
    guide.open()
    door = guide.page.get_by_role("link", name="带队排路线")
    door.wait_for(timeout=60_000)
    guide.go(door)
    guide.drawn()
    assert guide.query()["guide"] == "1"
    assert guide.stops.count() > 2
    guide.shape()
    before = guide.names()
    first = guide.page.locator('[data-do^="down:"]').first.get_attribute("data-do")
    guide.page.locator(f'[data-do="{first}"]').focus()
    guide.page.keyboard.press("Enter")
    expect(guide.stops.locator("b").first).to_have_text(before[1])
    guide.rest()
    assert guide.names() == [before[1], before[0], before[2]]
    assert guide.page.evaluate("document.activeElement.dataset.do") == first
    moved = guide.query()
    stop = moved["order"].split(",")[1]
    guide.put(f"stay:{stop}:", "33")
    guide.told(f"{stop}%3A33")
    guide.do(f"lock:{stop}")
    expect(guide.field(f"lock:{stop}:")).to_be_visible()
    locked = guide.query()["fixed"]
    guide.page.reload()
    guide.stops.first.wait_for(timeout=60_000)
    guide.drawn()
    expect(guide.field(f"stay:{stop}:")).to_have_value("33")
    expect(guide.field(f"lock:{stop}:")).to_have_value(locked.split("@")[1])
    guide.go(guide.page.get_by_role("radio", name="English"))
    expect(guide.page.get_by_role("heading", name="Shape a tour")).to_be_visible()
    assert guide.query()["fixed"] == locked
    guide.page.go_back()
    guide.rest()
    guide.page.go_back()
    expect(guide.field(f"lock:{stop}:")).to_have_count(0)
    expect(guide.field(f"stay:{stop}:")).to_have_value("33")
    guide.go(guide.page.locator(".cw-back"))
    guide.wait_for_route()
    assert "guide" not in guide.query()
    assert guide.query()["dwell"] == f"{stop}:33"
    guide.go(guide.page.get_by_role("link", name="带队排路线"))
    expect(guide.field(f"stay:{stop}:")).to_have_value("33")


def test_an_own_stop_is_tapped_named_and_removed_and_the_group_grows(guide):
    guide.shape()
    frame = guide.page.locator("iframe").bounding_box()
    guide.page.wait_for_timeout(1000)
    guide.page.mouse.click(frame["x"] + frame["width"] * 0.45, frame["y"] + frame["height"] * 0.55)
    guide.page.get_by_role("button", name=re.compile("^加一站")).click()
    expect(guide.stops).to_have_count(4)
    guide.told("own-1")
    guide.put("name:own-1:", "午餐、“面馆”")
    expect(guide.stops.filter(has_text="午餐、“面馆”")).to_have_count(1)
    expect(guide.map.locator(".cw-label", has_text="午餐、“面馆”")).to_have_count(1)
    guide.put("stay:own-1:", "20")
    guide.told("%2C20%2C")
    guide.put("group:", "30")
    guide.told("group=30")
    guide.put("group:", "99")
    expect(guide.page.get_by_role("alert")).to_contain_text("1 到 60")
    expect(guide.field("group:")).to_have_value("30")
    guide.do("drop:own-1")
    expect(guide.stops).to_have_count(3)
    assert "own" not in guide.query()
    assert guide.page.evaluate("document.documentElement.scrollWidth") <= guide.size[0]


def test_acts_faster_than_the_page_are_all_done(guide):
    guide.shape()
    guide.page.evaluate(
        """() => {
          const click = (act) => document.querySelector(`[data-do="${act}"]`).click();
          click("down:qian-home"); click("down:qian-home"); click("drop:sic");
        }"""
    )
    expect(guide.stops).to_have_count(2)
    guide.rest()
    assert guide.query()["order"] == "wysh,qian-home"


def test_what_breaks_is_marked_and_a_tap_mends_it(guide):
    guide.shape(fixed="sic@09:35", group="30")
    expect(guide.verdict).to_contain_text("排不成")
    expect(guide.stops.locator(".cw-wrong")).to_have_count(1)
    expect(guide.map.locator(".cw-stop.cw-wrong")).to_have_count(1)
    assert guide.page.locator(".cw-take").count() == 0
    mend = guide.page.locator(".cw-mends a").first
    mend.wait_for(timeout=60_000)
    guide.go(mend)
    expect(guide.verdict).to_contain_text("排得下")
    expect(guide.map.locator(".cw-wrong")).to_have_count(0)
    guide.page.go_back()
    expect(guide.verdict).to_contain_text("排不成")


def test_a_route_file_is_saved_and_opened_again(guide, tmp_path):
    guide.shape(own="121.4270,31.2214,10,集合点", order="own-1,qian-home,sic,wysh", group="30")
    guide.page.locator('[data-fold="take"] > summary').click()
    link = guide.page.get_by_role("link", name="route.json").get_attribute("href")
    answer = guide.page.request.get(f"{guide.address}/{link}")
    kept = tmp_path / "周六.json"
    kept.write_bytes(answer.body())
    assert json.loads(kept.read_text("utf-8"))["request"]["group"] == 30
    for sort in ("GPX", "提示单网页", "提示单 PDF"):
        link = guide.page.get_by_role("link", name=sort).get_attribute("href")
        assert guide.page.request.get(f"{guide.address}/{link}").ok, sort
    guide.open(guide="1")
    guide.stops.first.wait_for(timeout=60_000)
    guide.drawn()
    chooser = guide.page.locator('input[type="file"]')
    chooser.set_input_files(files=[{"name": "x.json", "mimeType": "text/plain", "buffer": b"{}"}])
    expect(guide.page.get_by_role("alert")).to_contain_text("打不开“x.json”")
    guide.rest()
    chooser.set_input_files(str(kept))
    expect(guide.page.get_by_text("已打开 周六.json")).to_be_visible()
    guide.drawn()
    assert guide.names()[0] == "集合点"
    assert guide.query()["own"] == "121.427000,31.221400,10,集合点"


def test_what_only_guides_need_is_not_sent_to_others(app, browser):
    guide = Guide(browser, app, PHONE)
    sent = []

    def note(frame):
        sent.append(frame if isinstance(frame, bytes) else frame.encode())

    guide.page.on("websocket", lambda socket: socket.on("framereceived", note))
    guide.open()
    guide.page.locator(".cw-card").first.wait_for(timeout=60_000)
    guide.rest()
    needed = (b"data-do", b".cw-verdict")
    assert not any(word in frame for frame in sent for word in needed)
    guide.go(guide.page.get_by_role("link", name="带队排路线"))
    guide.stops.first.wait_for(timeout=60_000)
    assert all(any(word in frame for frame in sent) for word in needed)
    guide.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(320, 640), DESKTOP], ids=["narrow", "desktop"])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(app, browser, scheme, size):
    guide = Guide(browser, app, size, locale="en-GB", color_scheme=scheme)
    guide.shape(fixed="sic@09:35", own="121.4270,31.2214,10,Gate", order="own-1,sic,wysh")
    guide.page.wait_for_timeout(500)
    found = Axe().run(guide.page)
    serious = [
        (one["id"], node["html"][:200])
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
    assert serious == []
    main = guide.page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") == 0
    small = guide.page.locator(".cw-guide :is(a, button, input, select):visible").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect())"
        ".filter((box) => box.width < 24 || box.height < 24).length"
    )
    assert small == 0
    text = guide.page.locator(".st-key-page").inner_text()
    assert set(re.findall("[\u4e00-\u9fff]+", text)) <= {"硅巷", "中文"}
    guide.context.close()
