"""The map in headless Chromium: from a file, with and without WebGL, and inside Streamlit."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_walk import fake_walk
from playwright.sync_api import sync_playwright

from routes.basemap import build_basemap
from routes.webmap import standalone_html

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GPU = {
    "gl": ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    "canvas": ["--disable-gpu", "--disable-3d-apis"],
}
EVIL = "</script><img src=x onerror=window.hit=1>`${window.hit=1}{{ 7*7 }}"


def launched(play, base):
    return play.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*FLAGS, *GPU[base]], headless=True
    )


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
def test_file_opens_alone_with_every_stop(layers, tmp_path, base):
    path = tmp_path / "map.html"
    path.write_text(
        standalone_html(
            fake_walk(), layers=layers, title="硅巷精华", theme_colour="#9b1b30", lang="zh"
        ),
        "utf-8",
    )
    with sync_playwright() as play:
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
            assert [
                u for u in told["requests"] if not u.startswith(("file:", "blob:", "data:"))
            ] == []
            assert told["errors"] == []
        browser.close()


def test_no_name_lies_over_a_stop_or_another_name(layers, tmp_path):
    path = tmp_path / "map.html"
    path.write_text(
        standalone_html(fake_walk(), layers=layers, title="x", theme_colour="#9b1b30", lang="en"),
        "utf-8",
    )
    with sync_playwright() as play:
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


def test_hostile_names_do_not_run(layers, tmp_path):
    path = tmp_path / "map.html"
    walk = fake_walk([(EVIL, EVIL)] * 5)
    html = standalone_html(walk, layers=layers, title=EVIL, theme_colour="#9b1b30", lang="zh")
    path.write_text(html, "utf-8")
    with sync_playwright() as play:
        browser = launched(play, "canvas")
        tab, told = opened(browser, path)
        assert tab.locator(".cw-label").nth(1).text_content() == EVIL
        assert tab.title() == EVIL
        assert tab.locator("img").count() == 0
        assert tab.evaluate("window.hit") is None
        assert told["errors"] == []
        browser.close()


@pytest.fixture
def app():
    """Serve map_app.py by ``streamlit run`` on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "browser.serverAddress": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "server.fileWatcherType": "none",
    }
    flags = [f"--{key}={value}" for key, value in options.items()]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "map_app.py", *flags],
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                link.request("GET", "/_stcore/health")
                link.getresponse()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def test_map_inside_streamlit(app):
    with sync_playwright() as play:
        browser = launched(play, "gl")
        tab = browser.new_page(viewport={"width": 900, "height": 1000})
        asked, wrong = [], []
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.goto(app)
        inside = tab.frame_locator('iframe[title*="folium"]')
        inside.locator('[data-base="gl"]').wait_for()
        steps = (("walk", 6), ("spots", 1), ("evil", 6), ("walk", 6))
        for run, (what, count) in enumerate(steps, 2):
            tab.get_by_text(what, exact=True).click()
            tab.get_by_text(f"runs {run}").wait_for()
            inside.locator(".cw-badge").nth(count - 1).wait_for()
            tab.wait_for_timeout(500)
            assert inside.locator(".cw-badge").count() == count
            assert inside.locator("img").count() == 0
        frame = tab.locator("iframe").bounding_box()
        x, y = frame["x"] + 300, frame["y"] + 300
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x + 60, y - 40, steps=5)
        tab.mouse.up()
        tab.wait_for_timeout(1000)
        assert (
            tab.get_by_text("runs ").inner_text() == "runs 5"
        )  # panning asks nothing of the server
        inside.locator(".cw-stop").nth(2).click()
        tab.get_by_text("'lat': 31.218126, 'lng': 121.41764").wait_for()
        assert wrong == []
        assert [u for u in asked if not u.startswith((app, "blob:", "data:"))] == []
        browser.close()
