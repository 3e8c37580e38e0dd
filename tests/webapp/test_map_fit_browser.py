"""What a map shows first lies free of its legend, scale, buttons and credit."""

import pytest
from playwright.sync_api import expect
from test_guide_browser import TOUR
from visit import DESKTOP, Visit

pytestmark = pytest.mark.browser

UNDER = """() => {
    const box = e => e.getBoundingClientRect();
    const laid = [...document.querySelectorAll('.leaflet-control')].map(box);
    const view = box(document.querySelector('.cw-map'));
    return [...document.querySelectorAll('PINS')].map(box).filter(pin =>
        pin.left < view.left || pin.right > view.right || pin.top < view.top ||
        pin.bottom > view.bottom || laid.some(r => pin.left < r.right && pin.right > r.left &&
            pin.top < r.bottom && pin.bottom > r.top)).length; }"""


def under(visit, pins):
    return visit.map.locator("body").evaluate(UNDER.replace("PINS", pins))


@pytest.mark.parametrize("size", [(320, 700), DESKTOP], ids=["narrowest", "desktop"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_place_of_the_first_screen_is_seen(app, browser, lang, size):
    visit = Visit(browser, app, size)
    visit.open(lang=lang)
    visit.map.locator('[data-seen][data-base="gl"]').wait_for(timeout=60_000)
    visit.rest()
    assert visit.map.locator(".cw-dot").count() > 20
    assert under(visit, ".cw-dot") == 0
    visit.context.close()


def test_no_stop_of_a_tour_lies_under_the_legend(app, browser):
    """The legend of a tour is wider than the one before it."""
    visit = Visit(browser, app, DESKTOP)
    visit.open(**TOUR, own="121.4270,31.2214,10,A", lang="zh")
    expect(visit.map.locator(".cw-badge")).to_have_count(5)
    visit.rest()
    expect(visit.map.locator(".cw-legend[open]")).to_be_visible()
    assert under(visit, ".cw-badge") == 0
    visit.context.close()
