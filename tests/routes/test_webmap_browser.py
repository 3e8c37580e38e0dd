"""The stand-alone map in headless Chromium, with and without WebGL."""

from dataclasses import replace
from pathlib import Path

import pytest
from chromium import launched
from fake_walk import fake_walk

from routes.basemap import build_basemap
from routes.webmap import standalone_html

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
EVIL = "</script><img src=x onerror=window.hit=1>`${window.hit=1}{{ 7*7 }}"


@pytest.fixture(scope="module")
def layers():
    data = ROOT / "data"
    return build_basemap(
        data / "guixiang.osm.pbf",
        data / "redrawn_streets.geojson",
        data / "boundary.geojson",
        rails=data / "metro_lines.geojson",
    )


def opened(browser, path, *, width=390, height=844, scheme="light"):
    """Open a file; return the page and what went wrong or out."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    told = {"requests": [], "errors": []}
    tab.on("request", lambda request: told["requests"].append(request.url))
    tab.on("pageerror", lambda error: told["errors"].append(str(error)))
    tab.on(
        "console",
        lambda line: told["errors"].append(line.text) if line.type == "error" else None,
    )
    tab.goto(path.as_uri())
    tab.wait_for_selector("[data-base]")
    return tab, told


@pytest.mark.parametrize("base", ["gl", "canvas"])
def test_file_opens_alone_with_every_stop(play, layers, tmp_path, base):
    path = tmp_path / "map.html"
    path.write_text(
        standalone_html(
            fake_walk(), layers=layers, title="硅巷精华", theme_colour="#9b1b30", lang="zh"
        ),
        "utf-8",
    )
    browser = launched(play, base)
    for width, scheme in ((390, "light"), (1440, "dark"), (320, "light")):
        tab, told = opened(browser, path, width=width, scheme=scheme)
        box = tab.locator(".cw-map")
        assert box.get_attribute("data-base") == base
        assert box.get_attribute("data-scheme") == scheme
        assert box.get_attribute("aria-label") == "上海硅巷地图"
        assert tab.locator(".cw-stop").all_inner_texts() == ["1", "2", "3", "4", "5"]
        assert tab.locator(".cw-arrow").count() > 4
        assert tab.locator("path.cw-line[stroke-dasharray]").count() == 2
        stop = tab.get_by_role("button", name="第1站：岐山村，13:20到")
        assert stop.get_attribute("tabindex") == "0"
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        tab.wait_for_timeout(500)
        assert [u for u in told["requests"] if not u.startswith(("file:", "blob:", "data:"))] == []
        assert told["errors"] == []
    browser.close()


def test_no_name_lies_over_a_stop_or_another_name(play, layers, tmp_path):
    path = tmp_path / "map.html"
    path.write_text(
        standalone_html(fake_walk(), layers=layers, title="x", theme_colour="#9b1b30", lang="en"),
        "utf-8",
    )
    browser = launched(play, "canvas")
    for width in (390, 1440):
        tab, _ = opened(browser, path, width=width)
        labels, badges = (
            tab.evaluate(
                f"""[...document.querySelectorAll("{css}")].map(e => {{
                    const r = e.getBoundingClientRect();
                    return [r.left, r.top, r.right, r.bottom]; }})"""
            )
            for css in (".cw-label:not(.cw-away)", ".cw-badge")
        )
        assert len(labels) >= 5
        boxes = labels + badges
        for i, one in enumerate(labels):
            for other in boxes[i + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert min(across, down) < 8 or across * down < 60, (one, other)
    browser.close()


NAMED = """() => {
    const map = Object.values(window).find(one => one && one._cwBase);
    const gl = map._cwBase.getMaplibreMap();
    const named = {filter: gl.getFilter("station_name") || ["all"]};
    return gl.querySourceFeatures("stations", named).map(one => one.properties.zh);
}"""
"""Stations that the base map would name, where there is room."""


@pytest.mark.parametrize("exit_of", ["江苏路站", ""])
def test_a_stations_name_is_left_to_its_own_exits_label(play, layers, tmp_path, exit_of):
    """The same map says the station's name where no end of the walk does."""
    walk = fake_walk()
    named = replace(walk.start, name_zh=f"{exit_of}7号口", name_en="Exit 7")
    path = tmp_path / "map.html"
    path.write_text(
        standalone_html(
            replace(walk, start=named, end=named),
            layers=layers, title="硅巷", theme_colour="#9b1b30", lang="zh",
        ),
        "utf-8",
    )  # fmt: skip
    browser = launched(play, "gl")
    tab, told = opened(browser, path, width=1440, height=900)
    tab.wait_for_function(f"({NAMED})().includes('中山公园')")
    assert ("江苏路" in tab.evaluate(NAMED)) == (not exit_of)
    assert told["errors"] == []
    browser.close()


def test_hostile_names_do_not_run(play, layers, tmp_path):
    path = tmp_path / "map.html"
    walk = fake_walk([(EVIL, EVIL)] * 5)
    html = standalone_html(walk, layers=layers, title=EVIL, theme_colour="#9b1b30", lang="zh")
    path.write_text(html, "utf-8")
    browser = launched(play, "canvas")
    tab, told = opened(browser, path)
    assert tab.locator(".cw-label").nth(1).text_content() == EVIL
    assert tab.title() == EVIL
    assert tab.locator("img").count() == 0
    assert tab.evaluate("window.hit") is None
    assert told["errors"] == []
    browser.close()
