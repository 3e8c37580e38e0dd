"""The web app in headless Chromium: first load, replanning, many visitors; seconds, bytes.

Needs Chromium and the development environment. Work is the same on every machine, seconds are not:
compare rows of one run.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import numpy as np
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from chromium import launched  # noqa: E402 - found by the line above

PHONE = {"width": 390, "height": 844}
SLOW = {
    "offline": False,
    "downloadThroughput": 9e6 / 8,
    "uploadThroughput": 9e6 / 8,
    "latency": 170,
}
"""A phone network: 9 Mbit/s, 170 ms there and back."""
SLOWER_CPU = 4
VISITORS = 30
THEMES = ("all", "spirit", "chips", "materials", "internet", "renewal")
MINUTES = (60, 90, 120)
SETTLED_S = 3.0
OPENED_S = 4.0
"""A new window of Chromium first loads the pages that its own buttons are made of, on the
processor that the app would need; a visitor's browser has long been open."""
IDLE = 0.05
"""Share of a processor below which a server has nothing to do."""
TURNS, THINK_S = 3, 10.0
"""Walks that each of many visitors asks for, and how long they look at one."""


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    rows = []
    with _app() as (address, process), sync_playwright() as play:
        browser = launched(play)
        for case, throttled in (
            ("app, unthrottled", False),
            ("app, 9 Mbit/s, 170 ms, CPU/4", True),
        ):
            moved, card_s, map_s, drawn_s = _first_load(browser, address, throttled=throttled)
            rows += [
                (case, "first load, transferred", moved, "bytes"),
                (case, "first card", round(card_s, 2), "s"),
                (case, "map seen, has followed a finger", round(map_s, 2), "s"),
                (case, "map with street names (GL)", round(drawn_s, 2), "s"),
            ]
        seconds = _replans(browser, address)
        case = f"app, replan on screen ({len(seconds)})"
        rows += [
            (case, "median", round(float(np.median(seconds)), 3), "s"),
            (case, "95 %", round(float(np.quantile(seconds, 0.95)), 3), "s"),
        ]
        before, worked_s = _memory(process), _worked(process)
        many = _together(address)
        worked_s = (_worked(process) - worked_s) / (len(many) + VISITORS)
        grown = (_memory(process) - before) / VISITORS / 2**20
        case = f"app, {VISITORS} visitors at once"
        rows += [
            (case, "replan, median", round(float(np.median(many)), 3), "s"),
            (case, "replan, 95 %", round(float(np.quantile(many, 0.95)), 3), "s"),
            (case, "processor time a page", round(worked_s, 3), "s"),
            (case, "memory a visitor", round(grown, 1), "MB"),
        ]
        browser.close()
    keys = ("case", "figure", "value", "unit")
    return [dict(zip(keys, row, strict=True)) for row in rows]


@contextmanager
def _app() -> Iterator[tuple[str, int]]:
    """Start the app on a free port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "citywalk.py", "app", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(240):
            try:
                socket.create_connection(("localhost", port), timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        _rest(server.pid)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(20)


def _rest(process: int) -> None:
    """Wait until a server has planned the published routes: till then it works."""
    before = -1.0
    while (worked_s := _worked(process)) - before > IDLE * SETTLED_S:
        before = worked_s
        time.sleep(SETTLED_S)


def _first_load(
    browser: Browser, address: str, *, throttled: bool
) -> tuple[int, float, float, float]:
    """Open the first screen with an empty cache, and drag the map as soon as it is seen."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True)
    page = context.new_page()
    page.wait_for_timeout(OPENED_S * 1000)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if throttled:
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    moved = _counted(session)
    began = time.perf_counter()
    page.goto(address)
    page.locator(".cw-card").first.wait_for(timeout=120_000)
    card_s = time.perf_counter() - began
    inside = page.frame_locator('iframe[title*="folium"]')
    inside.locator("[data-seen] .cw-dot").first.wait_for(timeout=120_000)
    _dragged(page)
    map_s = time.perf_counter() - began
    inside.locator('[data-base="gl"]').wait_for(timeout=120_000)
    drawn_s = time.perf_counter() - began
    page.wait_for_timeout(SETTLED_S * 1000)
    context.close()
    return moved[0], card_s, map_s, drawn_s


def _dragged(page: Page) -> None:
    """Drag the map and wait until it has followed."""
    frame = page.locator('iframe[title*="folium"]')
    box = frame.bounding_box()
    pane = page.frame_locator('iframe[title*="folium"]').locator(".leaflet-map-pane")
    before = pane.get_attribute("style")
    if box is None:
        message = "the map has no place on the page"
        raise RuntimeError(message)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y - 20, steps=3)
    while pane.get_attribute("style") == before:
        time.sleep(0.01)
    page.mouse.up()


def _counted(session: CDPSession) -> list[int]:
    """Count the bytes that come over the wire, frames of the socket included."""
    moved = [0]

    def loaded(event: dict[str, float]) -> None:
        moved[0] += int(event["encodedDataLength"])

    def framed(event: dict[str, dict[str, str]]) -> None:
        moved[0] += len(event["response"]["payloadData"]) * 3 // 4  # written in base 64

    session.on("Network.loadingFinished", loaded)
    session.on("Network.webSocketFrameReceived", framed)
    return moved


def _replans(browser: Browser, address: str) -> list[float]:
    """Change theme and time beside a route, and wait for the other route."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True)
    page = context.new_page()
    query = {"theme": "all", "minutes": "150", "start": "jiangsu-road", "at": "2026-12-05T13:00"}
    page.goto(f"{address}/?{urlencode(query)}")
    page.locator(".cw-walk li.stop").first.wait_for(timeout=60_000)
    page.locator(".st-key-more summary").click()
    page.wait_for_timeout(SETTLED_S * 1000)
    seconds = []
    for minutes in range(len(MINUTES)):
        turn = [*range(1, len(THEMES)), 0]
        seconds += [_clicked(page, ".st-key-theme", theme) for theme in turn]
        seconds.append(_clicked(page, ".st-key-minutes", minutes))
    context.close()
    return seconds


def _clicked(page: Page, group: str, index: int) -> float:
    """Tap one choice; the seconds until the list shows another route."""
    before = page.locator(".cw-figures").inner_html() + page.locator(".cw-head h1").inner_html()
    began = time.perf_counter()
    page.locator(f"{group} [role=radio]").nth(index).click()
    changed = (
        "before => document.querySelector('.cw-figures') && before !== "
        "document.querySelector('.cw-figures').innerHTML + "
        "document.querySelector('.cw-head h1').innerHTML"
    )
    page.wait_for_function(changed, arg=before, timeout=60_000)
    took = time.perf_counter() - began
    page.wait_for_timeout(400)
    return took


def _together(address: str) -> list[float]:
    """Let visitors without a browser ask for different walks at the same time."""
    seconds: list[float] = []
    asks = [Thread(target=_visitor, args=(address, n, seconds)) for n in range(VISITORS)]
    for visitor in asks:
        visitor.start()
    for visitor in asks:
        visitor.join()
    return seconds


def _visitor(address: str, number: int, seconds: list[float]) -> None:
    """Open the app as its own page does, then ask for walks; most are nobody else's."""
    socket_address = address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(socket_address, subprotocols=["streamlit"], max_size=None) as line:
        _asked(line, "")
        for turn in range(TURNS):
            query = {
                "theme": THEMES[(number + turn) % len(THEMES)],
                "minutes": 60 + 5 * ((number + 7 * turn) % 13),
                "start": "jiangsu-road",
                "at": f"2026-12-05T{9 + number % 8:02d}:{10 * turn:02d}",
            }
            time.sleep(THINK_S + number / VISITORS * THINK_S)
            began = time.perf_counter()
            _asked(line, urlencode(query))
            seconds.append(time.perf_counter() - began)


def _asked(line: ClientConnection, query: str) -> None:
    """Ask for a page and read it to its end."""
    ask = BackMsg()
    ask.rerun_script.query_string = query
    line.send(ask.SerializeToString())
    told = ForwardMsg()
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(line.recv(timeout=120))


def _worked(process: int) -> float:
    """Return the processor seconds of a process and its children (Linux); load does not matter."""
    tasks = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_worked(int(child)) for child in tasks)


def _memory(process: int) -> int:
    """Return the resident bytes of a process and its children (Linux)."""
    tasks = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 + sum(_memory(int(child)) for child in tasks)
