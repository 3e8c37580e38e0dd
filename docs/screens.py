"""Renew docs/images/screens.png, the contact sheet of the app: ``python docs/screens.py ADDRESS``.

ADDRESS is that of a running app. Needs Chromium, as the browser tests do, and their way to start
it.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))

from chromium import launched  # noqa: E402 - found by the line above

PHONE, DESKTOP = (390, 844), (1440, 844)
ROWS = (
    ("", "make=1", "published=names-at-the-lanes"),
    ("", "published=names-at-the-lanes"),
)
"""Addresses shown on a phone and on a desktop."""
GAP_PX, SHRINK = 20, 2


def taken(
    browser: Browser, address: str, size: tuple[int, int], query: str, *, end: bool = False
) -> Image.Image:
    """Take a picture, once list and map are there; ``end``: of the foot of the page."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{address}/?{query}")
    page.locator(".cw-ready").first.wait_for()
    page.frame_locator('iframe[title*="folium"]').locator('[data-base="gl"]').wait_for()
    page.wait_for_timeout(4000)  # until the base map has faded in
    if end:
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
        page.wait_for_timeout(500)
    shot = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return shot.resize((shot.width // SHRINK, shot.height // SHRINK), Image.Resampling.LANCZOS)


def main() -> None:
    """Lay out both widths in both languages; the first screen's foot once, where guides go on."""
    with sync_playwright() as play:
        browser = launched(play)
        rows = [
            [taken(browser, sys.argv[1], size, f"{query}&lang={lang}") for query in queries]
            for size, queries in zip((PHONE, DESKTOP), ROWS, strict=True)
            for lang in ("zh", "en")
        ]
        foot = taken(browser, sys.argv[1], PHONE, "lang=zh", end=True)
        browser.close()
    rows = [rows[0] + rows[1] + [foot], rows[2], rows[3]]
    wide = max(sum(shot.width + GAP_PX for shot in row) for row in rows)
    high = sum(row[0].height + GAP_PX for row in rows)
    sheet = Image.new("RGB", (wide + GAP_PX, high + GAP_PX), "#8a8a8a")
    top = GAP_PX
    for row in rows:
        left = GAP_PX
        for shot in row:
            sheet.paste(shot, (left, top))
            left += shot.width + GAP_PX
        top += row[0].height + GAP_PX
    sheet.quantize(256).save(HERE / "images" / "screens.png", optimize=True)


if __name__ == "__main__":
    main()
