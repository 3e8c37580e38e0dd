"""Renew docs/images/app.png and guide.png: ``python docs/screenshots.py ADDRESS``.

The first is the picture of the README, the second that of docs/guides.zh.md.

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

WALK = "theme=all&minutes=120&start=jiangsu-road&at=2026-12-05T13:00"
TOUR = (
    "guide=1&theme=all&minutes=150&start=jiangsu-road&at=2026-12-05T09:30&group=30"
    "&own=121.4270,31.2214,10,集合点;121.4230,31.2159,40,午餐&fixed=sic@10:00&dwell=wysh:15"
    "&order=own-1,qian-home,childrens-palace,yuyuan-road,sic,wuyi-road,mix320,own-2,wysh"
)
"""It breaks: the stop that is locked is reached too late."""
GAP_PX = 16


def taken(browser: Browser, width: int, query: str, ready: str) -> Image.Image:
    """Take a picture of a walk, once list and map are there."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{sys.argv[1]}/?{query}")
    page.locator(ready).first.wait_for()
    inside = page.frame_locator('iframe[title*="folium"]')
    inside.locator('[data-base="gl"]').wait_for()
    inside.locator(".cw-stop").first.wait_for()
    page.wait_for_timeout(2500)  # until the base map has faded in
    return Image.open(io.BytesIO(page.screenshot()))


def main() -> None:
    """Take a phone and a desktop side by side: a walk in both languages, a tour being shaped."""
    with sync_playwright() as play:
        browser = launched(play)
        walk = [
            taken(browser, width, f"{WALK}&lang={lang}", ".cw-walk li.stop")
            for width, lang in ((390, "zh"), (1280, "en"))
        ]
        tour = [taken(browser, width, f"{TOUR}&lang=zh", ".cw-mends a") for width in (390, 1280)]
        browser.close()
    for name, (phone, desktop) in (("app", walk), ("guide", tour)):
        both = Image.new("RGB", (phone.width + GAP_PX + desktop.width, phone.height), "white")
        both.paste(phone, (0, 0))
        both.paste(desktop, (phone.width + GAP_PX, 0))
        both.quantize(128).save(HERE / "images" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
