"""Renew docs/images/app.png, the picture of the README: ``python docs/screenshots.py ADDRESS``.

ADDRESS is that of a running app. Needs Chromium, as the browser tests do, and their way to start it.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))

from chromium import launched  # noqa: E402 - found by the line above

WALK = "theme=all&minutes=120&start=jiangsu-road&at=2026-12-05T13:00"
GAP_PX = 16


def taken(browser: Browser, address: str, width: int, height: int, lang: str) -> Image.Image:
    """Take a picture of the walk, once list and map are there."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}/?{WALK}&lang={lang}")
    page.locator(".cw-walk li.stop").first.wait_for()
    inside = page.frame_locator('iframe[title*="folium"]')
    inside.locator('[data-base="gl"]').wait_for()
    inside.locator(".cw-stop").first.wait_for()
    page.wait_for_timeout(2500)  # until the base map has faded in
    return Image.open(io.BytesIO(page.screenshot()))


def main() -> None:
    """Take a phone in Chinese and a desktop in English, side by side."""
    with sync_playwright() as play:
        browser = launched(play)
        phone = taken(browser, sys.argv[1], 390, 844, "zh")
        desktop = taken(browser, sys.argv[1], 1280, 844, "en")
        browser.close()
    both = Image.new("RGB", (phone.width + GAP_PX + desktop.width, 844), "white")
    both.paste(phone, (0, 0))
    both.paste(desktop, (phone.width + GAP_PX, 0))
    target = HERE / "images" / "app.png"
    both.quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    main()
