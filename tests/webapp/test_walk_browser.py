"""The walk page in headless Chromium: walked with emulated positions, offline, saved, axe."""

import json
import math
import re
from urllib.parse import urlsplit

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from clock import SATURDAY
from playwright.sync_api import expect

from planner.plan import plan
from planner.request import Request
from routes.heading import heading_of
from routes.walkpage import walk_html
from routes.walkpage.page import static

pytestmark = pytest.mark.browser

WALK = "/walk?theme=chips&minutes=90&start=jiangsu-road&at=2026-12-05T13:00"
PHONE, DESKTOP, NARROW = (390, 844), (1440, 900), (320, 568)
AXE_TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


class Hand:
    """A phone with the page open: notes requests and faults, and walks along the route."""

    def __init__(self, browser, size=PHONE, **context):
        chosen = {"viewport": {"width": size[0], "height": size[1]}, "locale": "zh-CN"}
        self.context = browser.new_context(**(chosen | context))
        self.page = self.context.new_page()
        self.asked, self.wrong = [], []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message):
        # Without a network the worker's own page comes with 503, as it should.
        if message.type == "error" and not {"ERR_INTERNET_DISCONNECTED", "503"} & set(
            message.text.replace("net::", "").split()
        ):
            self.wrong.append(message.text)

    def open(self, address):
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]")
        self.data = json.loads(self.page.locator("#data").text_content())
        steps = self.data["course"]["line"]
        x = y = 0
        self.line = []
        for i in range(0, len(steps), 2):
            x, y = x + steps[i], y + steps[i + 1]
            self.line.append((x / 10, y / 10))
        self.far = [0.0]
        for a, b in zip(self.line, self.line[1:], strict=False):
            self.far.append(self.far[-1] + math.dist(a, b))

    def at(self, s):
        i = next((i for i in range(1, len(self.far)) if self.far[i] >= s), len(self.far) - 1)
        share = (s - self.far[i - 1]) / ((self.far[i] - self.far[i - 1]) or 1)
        (ax, ay), (bx, by) = self.line[i - 1], self.line[i]
        return ax + share * (bx - ax), ay + share * (by - ay)

    def stand(self, x, y, accuracy=12):
        lon, lat, east_m, north_m = self.data["origin"]
        spot = {"longitude": lon + x / east_m, "latitude": lat + y / north_m, "accuracy": accuracy}
        self.context.set_geolocation(spot)
        # The page has drawn this position when its status has been told for it.
        self.page.wait_for_timeout(45)

    def text(self, selector):
        return self.page.locator(selector).text_content()


@pytest.fixture
def hand(browser):
    opened = []

    def make(size=PHONE, **context):
        opened.append(Hand(browser, size, **context))
        return opened[-1]

    yield make
    wrong = [fault for one in opened for fault in one.wrong]
    for one in opened:
        one.context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def saved(quarter, tmp_path_factory):
    """The page as a saved file."""
    route = plan(quarter, Request(theme="chips", minutes=90, start="jiangsu-road", at=SATURDAY))
    path = tmp_path_factory.mktemp("saved") / "walk.html"
    path.write_text(walk_html(quarter, route, heading_of(quarter, route), "zh"), "utf-8")
    return path.as_uri()


def test_a_walk_with_positions_reaches_every_stop_in_order(app, hand):
    phone = hand(permissions=["geolocation"])
    phone.open(app + WALK)
    noise = np.random.default_rng(7).normal(0, 5, (1000, 2))
    phone.stand(*phone.at(0))
    expect(phone.page.locator("#where")).to_have_text("我在哪里")
    phone.page.click("#where")
    expect(phone.page.locator("#kicker")).to_contain_text("下一站")
    reached, s = [], 0
    while s < phone.far[-1]:
        s += 22
        x, y = phone.at(min(s, phone.far[-1]))
        east, north = noise[s // 22]
        phone.stand(x + east, y + north)
        if phone.text("#kicker") == "您到了":
            here = phone.page.locator("#told").get_attribute("data-n")
            if here and here not in reached[-1:]:
                reached.append(here)
    numbers = [str(stop["n"]) for stop in phone.data["course"]["stops"]]
    assert reached == numbers
    expect(phone.page.locator(".seal.on")).to_have_count(len(numbers))
    expect(phone.page.locator("#done")).to_be_visible()


def test_arrival_opens_the_story_once(app, hand):
    phone = hand(permissions=["geolocation"])
    phone.open(app + WALK)
    stop = phone.data["course"]["stops"][0]
    phone.stand(*phone.at(0))
    phone.page.click("#where")
    phone.stand(*phone.at(phone.far[stop["v"]]))
    told = phone.page.locator('.tongue:not([hidden]) li.stop[data-n="1"] details.told')
    expect(told).to_have_attribute("open", "")
    told.evaluate("part => part.open = false")
    x, y = phone.at(phone.far[stop["v"]])
    phone.stand(x + 2, y)
    phone.stand(x, y + 2)
    expect(told).not_to_have_attribute("open", "")
    expect(phone.page.locator(".seal.on")).to_have_count(1)


def test_far_off_is_said_kindly_and_a_rough_position_stamps_nothing(app, hand):
    phone = hand(permissions=["geolocation"])
    phone.open(app + WALK)
    phone.stand(*phone.at(0))
    phone.page.click("#where")
    x, y = phone.at(0)
    phone.stand(x + 200, y + 160)
    expect(phone.page.locator("#kicker")).to_contain_text("离路线")
    expect(phone.page.locator("#small-line")).to_contain_text("不着急")
    expect(phone.page.locator("#guide")).to_be_hidden()
    start = phone.page.locator(".pin.end").first
    expect(start).to_be_in_viewport()  # the nearest of the walk, not one's own spot alone
    assert start.bounding_box()["y"] < phone.page.locator("#sheet").bounding_box()["y"]
    phone.stand(*phone.at(phone.far[phone.data["course"]["stops"][0]["v"]]), accuracy=400)
    expect(phone.page.locator("#notice")).to_contain_text("误差约 400 米")
    expect(phone.page.locator(".seal.on")).to_have_count(0)


def test_far_from_the_walk_both_are_seen_and_a_map_app_leads_to_the_start(app, hand):
    phone = hand(permissions=["geolocation"])
    phone.open(app + WALK)
    x, y = phone.at(0)
    phone.stand(x + 4000, y + 800)
    phone.page.click("#where")
    expect(phone.page.locator("#small-line")).to_contain_text("西边")
    expect(phone.page.locator("#small-line")).not_to_contain_text("不着急")
    expect(phone.page.locator("#guide")).to_have_attribute("href", re.compile("uri.amap.com"))
    start, seen = phone.page.locator(".pin.end").first.bounding_box(), 844 * 0.5
    assert 0 < start["x"] < 390
    assert 0 < start["y"] < seen
    phone.page.click("#guide-more")
    expect(phone.page.locator("#apps")).to_have_attribute("open", "")
    phone.stand(x, y)
    expect(phone.page.locator("#guide")).to_be_hidden()
    phone.page.click("#tongue")
    expect(phone.page.locator("#small-line")).to_contain_text("Now: south-west along Yuyuan Road")


COVERED = """() => {
  const box = (part) => part.getBoundingClientRect(), map = box(document.getElementById("map"));
  const over = [...document.querySelectorAll("#tools > *, #zoom > *, #scale, #credit, #sheet")];
  return [...document.querySelectorAll(".pin")].filter((pin) => {
    const { x, y, width } = box(pin), [cx, cy, r] = [x + width / 2, y + width / 2, 11];
    const hit = (b) => cx + r > b.left && cx - r < b.right && cy + r > b.top && cy - r < b.bottom;
    return over.some((part) => hit(box(part))) || cx < map.left || cx > map.right || cy < map.top;
  }).map((pin) => pin.title);
}"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP, NARROW], ids=["phone", "desktop", "narrow"])
def test_no_pin_is_under_a_control_however_the_phone_is_turned(app, hand, size, lang):
    phone = hand(size, reduced_motion="reduce")
    phone.open(f"{app}{WALK}&lang={lang}")
    sizes = (size, size[::-1], size) if size != DESKTOP else (size,)
    for wide, high in sizes:
        phone.page.set_viewport_size({"width": wide, "height": high})
        phone.page.wait_for_timeout(400)
        assert phone.page.evaluate(COVERED) == []


def test_it_leads_back_to_the_app_and_is_saved_as_a_file(app, hand, saved):
    phone = hand()
    phone.open(app + WALK)
    change = phone.page.locator("#change")
    expect(change).to_have_attribute("href", re.compile(r"^/\?theme=chips.*lang=zh"))
    with phone.page.expect_download() as download:
        phone.page.click("#files a[download]")
    assert '"door":null' in download.value.path().read_text("utf-8")
    phone.open(saved)
    expect(change).to_be_hidden()
    expect(phone.page.locator("#files a")).to_have_count(0)


def test_a_refused_position_is_said_in_words(app, hand):
    phone = hand(permissions=[])
    phone.open(app + WALK)
    phone.page.click("#where")
    expect(phone.page.locator("#notice")).to_contain_text("没有得到定位许可")
    expect(phone.page.locator("#where")).to_have_text("我在哪里")


def test_position_is_not_asked_for_before_the_tap(app, hand):
    phone = hand()
    phone.context.add_init_script(
        "navigator.geolocation.watchPosition = navigator.geolocation.getCurrentPosition"
        " = () => { window.askedForPosition = true; };"
    )
    phone.open(app + WALK)
    assert not phone.page.evaluate("window.askedForPosition")
    phone.page.click("#where")
    assert phone.page.evaluate("window.askedForPosition")


def test_it_opens_offline_after_one_visit_and_asks_no_other_host(app, hand):
    phone = hand()
    phone.open(app + WALK)
    phone.page.wait_for_selector("html[data-kept]")
    hosts = {urlsplit(url).netloc for url in phone.asked}
    assert hosts == {urlsplit(app).netloc}
    phone.context.set_offline(True)
    phone.open(app + WALK + "&lang=en")
    expect(phone.page.locator("#title")).to_have_text("Chips and sensors")
    assert phone.page.locator("#canvas").evaluate("c => c.width > 0")
    phone.page.goto(app + "/walk?theme=all&minutes=60&start=zhongshan-park&at=2026-12-05T13:00")
    expect(phone.page.locator("h1")).to_contain_text("没有网络")
    expect(phone.page.locator("li a")).to_have_text("芯片与传感")


def test_stamps_by_hand_survive_a_reload_and_can_be_cleared(app, hand):
    phone = hand()
    phone.open(app + WALK)
    phone.page.click(".seal >> nth=0")
    stamp = phone.page.locator('.tongue:not([hidden]) button.stamp[data-n="1"]')
    stamp.click()
    expect(stamp).to_have_attribute("aria-pressed", "true")
    phone.open(app + WALK)
    expect(phone.page.locator(".seal.on")).to_have_count(1)
    phone.page.on("dialog", lambda dialog: dialog.accept())
    phone.page.click("#reset")
    expect(phone.page.locator(".seal.on")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESKTOP, NARROW], ids=["phone", "desktop", "narrow"])
def test_both_languages_switch_without_a_reload_and_nothing_is_too_wide(app, hand, size):
    phone = hand(size)
    phone.open(app + WALK)
    asked = len([url for url in phone.asked if "/walk?" in url])
    for code, name in (("en", "Chips and sensors"), ("zh-CN", "芯片与传感")):
        phone.page.click("#tongue")
        expect(phone.page.locator("h1")).to_have_text(name)
        assert phone.page.locator("html").get_attribute("lang") == code
        assert phone.page.title() == name
        wide = "[document.documentElement, document.getElementById('list')]"
        assert phone.page.evaluate(f"{wide}.every(box => box.scrollWidth <= box.clientWidth)")
    phone.page.click("#big")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    loads = [url for url in phone.asked if "/walk?" in url]
    assert len(loads) <= asked + 1  # the worker's own copy


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(saved, hand, scheme, size):
    phone = hand(size, color_scheme=scheme, reduced_motion="reduce")
    phone.open(saved)
    phone.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    phone.page.click("#tongue")
    answer = Axe().run(phone.page, options=AXE_TAGS).response
    assert len(answer["passes"]) > 10
    found = answer["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []


def test_the_saved_file_asks_for_nothing(saved, hand):
    phone = hand()
    phone.open(saved)
    phone.page.click("#tongue")
    phone.page.click("#in")
    assert phone.asked == [saved]
    with phone.page.expect_download() as download:
        phone.page.click("#files button >> nth=0")
    assert download.value.suggested_filename.endswith(".gpx")
    assert download.value.path().read_text("utf-8").startswith("<?xml")
    assert {urlsplit(url).scheme for url in phone.asked} <= {"file", "blob"}


def test_an_insecure_address_is_said_in_words(app, hand):
    phone = hand()
    phone.context.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', { value: false });"
    )
    phone.open(app + WALK)
    phone.page.click("#where")
    expect(phone.page.locator("#notice")).to_contain_text("https")


def test_a_screen_that_cannot_stay_on_is_said_in_words(saved, hand):
    phone = hand()
    phone.context.add_init_script("delete Navigator.prototype.wakeLock;")
    phone.open(saved)
    phone.page.click("#awake")
    expect(phone.page.locator("#notice")).to_contain_text("不能让屏幕常亮")
    expect(phone.page.locator("#awake")).to_have_attribute("aria-pressed", "false")


VOICES = """
window.spoken = [];
const voices = [{ lang: "en-GB", name: "a" }, { lang: "zh-CN", name: "b" }];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, cancel: () => { window.spoken.push("stop"); },
  speak: (words) => { window.spoken.push(words.lang + " " + words.text); },
  addEventListener: () => {},
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def test_stories_are_read_in_the_language_of_the_page(saved, hand):
    phone = hand()
    phone.context.add_init_script(VOICES)
    phone.open(saved)
    for name, code in (("zh", "zh-CN"), ("en", "en-GB")):
        if name == "en":
            phone.page.click("#tongue")
        phone.page.click(".seal >> nth=0")
        button = phone.page.locator('.tongue:not([hidden]) button.listen[data-n="1"]')
        phone.page.evaluate("window.spoken = []")
        button.click()
        spoken = [words for words in phone.page.evaluate("window.spoken") if words != "stop"]
        first = phone.data["course"]["stops"][0][name].split("（")[0].split(" (")[0]
        assert len(spoken) > 2
        assert all(words.startswith(code) for words in spoken)
        assert first in spoken[0]
        button.click()
        assert phone.page.evaluate("window.spoken.at(-1)") == "stop"


def test_without_a_voice_there_is_no_button(saved, hand):
    phone = hand()
    phone.context.add_init_script(VOICES.replace("() => voices", "() => []"))
    phone.open(saved)
    expect(phone.page.locator("button.listen:visible")).to_have_count(0)
    expect(phone.page.locator("#auto-box")).to_be_hidden()


def test_progress_goes_on_where_the_walk_crosses_itself(hand):
    """An eight of 1.6 km, crossed in its middle; then 200 m of street walked there and back.

    ::

        +---+            s = 0 at the crossing, first the right loop, then the left one
        |   |
        +---X---+--- back and forth
            |   |
            +---+
    """
    loop = [(0, 0), (200, 0), (200, -200), (0, -200), (0, 0), (0, 200), (-200, 200), (-200, 0)]
    line = [*loop, (0, 0), (0, -3), (200, -3), (0, -3)]
    steps, before = [], (0, 0)
    for x, y in line:
        steps += [(x - before[0]) * 10, (y - before[1]) * 10]
        before = (x, y)
    course = {"line": steps, "stops": [], "ends": [], "turns": [], "runs": []}
    data = {"words": {}, "origin": [0, 0, 1, 1], "course": course}
    script = f"{static('store.js')}{static('follow.js')}window.track = tracker(0); window.at = at;"
    phone = hand()
    phone.page.set_content(
        f'<html data-lang="zh"><script type="application/json" id="data">{json.dumps(data)}'
        f"</script><script>{script}</script>"
    )
    at = phone.page.evaluate("window.at")
    noise = np.random.default_rng(3).normal(0, 6, (400, 2))
    for s in range(0, int(at[-1]), 12):
        i = next(i for i in range(1, len(at)) if at[i] >= s)
        share = (s - at[i - 1]) / (at[i] - at[i - 1])
        x, y = (a + share * (b - a) for a, b in zip(line[i - 1], line[i], strict=True))
        east, north = noise[s // 12]
        found = phone.page.evaluate(
            "([x, y]) => window.track.feed(x, y, 12)", [x + east, y + north]
        )
        assert found["s"] == pytest.approx(s, abs=45)


def test_the_map_moves_by_keys(saved, hand):
    phone = hand()
    phone.open(saved)
    pin = phone.page.locator('.pin[data-n="1"]')
    before = pin.bounding_box()
    phone.page.focus("#map")
    phone.page.keyboard.press("ArrowRight")
    left = "document.querySelector('.pin[data-n=\"1\"]').getBoundingClientRect().x"
    moved = f"x => Math.abs({left} - x) < 2"
    phone.page.wait_for_function(moved, arg=before["x"] - 80)
    phone.page.keyboard.press("0")
    phone.page.wait_for_function(moved, arg=before["x"])
