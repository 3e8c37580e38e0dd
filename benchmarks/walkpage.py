"""The walk page: how much is sent, and how soon it can be used, in headless Chromium.

Usable: the map is drawn and the buttons answer. The app plans the walk before the timed part.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
WALK = "/walk?theme=all&minutes=120&start=jiangsu-road&at=2026-12-05T13:00"
REPEATS = 5
MOBILE = {"offline": False, "latency": 170, "downloadThroughput": 9e6 / 8, "uploadThroughput": 1e6}
CPU_SLOWER = 4
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    with _app() as address, sync_playwright() as play:
        asked = urllib.request.Request(  # noqa: S310 - our own server
            address + WALK, headers={"Accept-Encoding": "gzip"}
        )
        sizes, answers = [], []
        for _ in range(REPEATS + 1):
            began = time.perf_counter()
            with urllib.request.urlopen(asked) as answer:  # noqa: S310 - our own server
                sizes.append(len(answer.read()))
            answers.append(time.perf_counter() - began)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        plain = median(_usable_s(browser, address, slow=False) for _ in range(REPEATS))
        slow = median(_usable_s(browser, address, slow=True) for _ in range(REPEATS))
        browser.close()
    case = "walk page"
    return [
        {"case": case, "figure": "sent, gzip", "value": round(sizes[-1] / 1000, 1), "unit": "kB"},
        {
            "case": case,
            "figure": "answer of the server, warm, median",
            "value": round(median(answers[1:]), 3),
            "unit": "s",
        },
        {"case": case, "figure": "usable, median", "value": round(plain, 2), "unit": "s"},
        {
            "case": case,
            "figure": "usable, 9 Mbit/s 170 ms CPU x4, median",
            "value": round(slow, 2),
            "unit": "s",
        },
    ]


def _usable_s(browser: Browser, address: str, *, slow: bool) -> float:
    """Open the page in a fresh context and wait until it can be used."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, service_workers="block"
    )
    page = context.new_page()
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", MOBILE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    began = time.perf_counter()
    page.goto(address + WALK, wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    took = time.perf_counter() - began
    context.close()
    return took


@contextmanager
def _app() -> Iterator[str]:
    """Start the app on a free port and wait until it answers."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "citywalk.py", "app", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}{WALK}", timeout=60).close()  # noqa: S310
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(20)
