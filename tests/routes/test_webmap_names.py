"""Names, card and legend of the map in headless Chromium, on published routes."""

import math

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import launched

from planner.quarter import load_quarter
from routes.kept import kept_route
from routes.mapfile import map_html

pytestmark = pytest.mark.browser

WALKS = ("first-visit", "names-at-the-lanes", "count-and-find")
LOOK = """() => {
    const box = e => {
        const r = e.getBoundingClientRect();
        return [r.left, r.top, r.right, r.bottom];
    };
    const all = css => [...document.querySelectorAll(css)];
    return {
        view: box(document.querySelector('.cw-map')),
        fixed: all('.leaflet-control').map(box),
        pins: all('.cw-badge').map(box),
        names: all('.cw-label').map((e, i) => ({
            i,
            box: box(e),
            led: Boolean(e.parentNode.querySelector('.cw-leader')),
            away: e.classList.contains('cw-away'),
        })).filter(n => !n.away),
    }; }"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Write the maps of some published routes in both languages."""
    quarter, folder = load_quarter(), tmp_path_factory.mktemp("maps")
    found = {}
    for name in WALKS:
        route = kept_route(quarter, quarter.published_by_id[name])
        for lang in ("zh", "en"):
            found[name, lang] = folder / f"{name}-{lang}.html"
            found[name, lang].write_text(map_html(quarter, route, lang), "utf-8")
    return found


@pytest.fixture(scope="module")
def browser(play):
    started = launched(play, "canvas")
    yield started
    started.close()


def opened(browser, path, width=390, height=844, **more):
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    tab = context.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_selector("[data-base]")
    tab.wait_for_timeout(300)
    return tab


def overlap(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0, across) * max(0, down)


def away(box, pin):
    x, y = (pin[0] + pin[2]) / 2, (pin[1] + pin[3]) / 2
    return math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", WALKS)
def test_names_are_clear_and_nearest_to_their_own_pin(browser, pages, name, lang):
    tab = opened(browser, pages[name, lang])
    for moved in (False, True):
        if moved:  # laid out anew after a pan
            tab.mouse.move(195, 300)
            tab.mouse.down()
            tab.mouse.move(225, 330, steps=4)
            tab.mouse.up()
            tab.wait_for_timeout(500)
        seen = tab.evaluate(LOOK)
        names = seen["names"]
        assert len(names) >= (0.4 if moved else 0.6) * len(seen["pins"])
        for k, label in enumerate(names):
            box = label["box"]
            others = [n["box"] for n in names[k + 1 :]] + seen["fixed"]
            assert max(overlap(box, other) for other in others) < 1
            apart = [away(box, pin) for pin in seen["pins"]]
            radii = [(pin[2] - pin[0]) / 2 for pin in seen["pins"]]
            assert min(far - r for far, r in zip(apart, radii, strict=True)) > 0  # pins are round
            mine = apart.pop(label["i"])
            assert label["led"] or mine < min(apart)
            if not moved:
                assert overlap(box, seen["view"]) == pytest.approx(overlap(box, box))
    tab.context.close()


def test_no_stop_is_under_the_buttons_of_a_low_map(browser, pages):
    for name, lang in pages:
        tab = opened(browser, pages[name, lang], height=572)
        seen = tab.evaluate(LOOK)
        for pin in seen["pins"]:
            assert max(overlap(pin, one) for one in seen["fixed"]) < 1
        tab.context.close()


def test_card_opens_by_key_and_tap_and_leads_to_the_list(browser, pages):
    tab = opened(browser, pages["first-visit", "en"])
    stop = tab.locator('.cw-icon[title^="Stop 3:"]')
    stop.focus()
    tab.keyboard.press("Enter")
    card = tab.get_by_role("dialog")
    assert "09:" in card.inner_text()
    assert tab.locator("path.cw-coming").count() > 0
    assert tab.locator("path.cw-line:not(.cw-coming)").count() > 0
    tab.keyboard.press("Escape")
    assert card.count() == 0
    assert tab.locator(".cw-coming").count() == 0
    assert tab.evaluate("document.activeElement.title").startswith("Stop 3:")
    tab.locator(".cw-stop").nth(4).click()
    card.get_by_role("button", name="Show in the list").click()
    assert card.count() == 0
    rows = "[...document.querySelectorAll('li.stop')].indexOf(document.activeElement)"
    assert tab.evaluate(rows) == 4
    tab.locator("li.stop").nth(6).hover()
    assert tab.locator(".cw-lit").get_attribute("title").startswith("Stop 7:")
    tab.context.close()


def test_legend_shows_the_signs_of_this_map_and_no_others(browser, pages):
    tab = opened(browser, pages["first-visit", "zh"], width=1440, color_scheme="dark")
    rows = tab.locator(".cw-legend li").all()
    kinds = [row.get_attribute("data-kind") for row in rows if row.is_visible()]
    assert {"stop", "end", "line", "redrawn", "along", "quarter"} <= set(kinds)
    assert not {"way", "dot"} & set(kinds)
    assert tab.locator(".cw-map").get_attribute("data-scheme") == "dark"
    tab.context.close()


def test_axe_finds_nothing_serious_with_a_card_open(browser, pages):
    tab = opened(browser, pages["first-visit", "zh"])
    tab.locator(".cw-stop").nth(2).click()
    found = Axe().run(tab).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    tab.context.close()
