"""A visit to the web app by headless Chromium, for the browser tests."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

PHONE, DESKTOP = (390, 844), (1440, 900)
WALK = {
    "theme": "all", "minutes": "120", "start": "jiangsu-road", "at": "2026-12-05T13:00",
}  # fmt: skip

expect.set_options(timeout=30_000)  # a busy machine is no fault


class Visit:
    """A browser window on the app that notes every request and every fault."""

    def __init__(self, browser, address, size, locale="zh-CN", **more):
        self.address = address
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            has_touch=size == PHONE,
            **more,
        )
        self.page = self.context.new_page()
        self.asked, self.wrong = [], []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("response", self._note)

    def _note(self, response):
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    def open(self, **query):
        self.page.goto(f"{self.address}/?{urlencode(query)}")

    @property
    def map(self):
        return self.page.frame_locator('iframe[title*="folium"]')

    def wait_for_route(self):
        """Wait until the script rests and list and map show the same stops."""
        self.page.locator(".cw-walk li.stop").first.wait_for(timeout=60_000)
        # Another language has another map: for a moment the old one stands beside it.
        expect(self.page.locator('iframe[title*="folium"]')).to_have_count(1)
        self.map.locator(".cw-stop").first.wait_for(timeout=60_000)
        for _ in range(200):
            running = self.page.locator('[data-test-script-state="running"]').count()
            listed = self.page.locator(".cw-walk li.stop").count()
            if not running and listed == self.map.locator(".cw-stop").count():
                return listed
            self.page.wait_for_timeout(150)
        pytest.fail("list and map do not show the same stops")

    def rest(self):
        """Wait until the script rests: till then a button may be replaced under the finger."""
        expect(self.page.locator('[data-test-script-state="running"]')).to_have_count(0)
        self.page.wait_for_timeout(300)

    def title(self):
        return self.page.locator(".cw-head h1")

    def adjust(self):
        """Unfold the controls beside a route."""
        self.page.locator(".st-key-more summary").click()

    def go(self, link):
        """Follow a link of the page and wait until the script rests."""
        self.rest()
        link.click()
        self.rest()

    def query(self):
        return {key: value[0] for key, value in parse_qs(urlsplit(self.page.url).query).items()}

    def only_our_host(self):
        ours = urlsplit(self.address).netloc
        foreign = [
            url
            for url in self.asked
            if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != ours
        ]
        return foreign == [] and self.asked != []
