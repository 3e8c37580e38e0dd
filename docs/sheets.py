"""Renew docs/images/sheet-*.png, the pictures of printed sheets: ``python docs/sheets.py``."""

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))

from planner.quarter import load_quarter  # noqa: E402 - found by the line above
from planner.route import Route  # noqa: E402
from routes.heading import Heading, heading_of  # noqa: E402
from routes.kept import kept_route  # noqa: E402
from routes.sheet.contact import contact_sheet  # noqa: E402
from routes.sheet.fieldcheck import field_check_png  # noqa: E402
from routes.sheet.pages import sheet_pdf, sheet_png  # noqa: E402

URL = "https://walk.example.org"
"""As where the app has an address: the code leads to the walk."""
GAP_PX, GREY, COLOURS = 10, "#8a8a8a", 256
PPI = 200.0
LEAFLET, OTHERS, CHECKED = "two-gates", "old-works-new-names", "first-visit"


def opened(pages: list[bytes]) -> list[Image.Image]:
    """Open pages as pictures."""
    return [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]


def shrunk(picture: Image.Image, *, high: int) -> Image.Image:
    """Shrink a picture to a height."""
    size = (round(picture.width * high / picture.height), high)
    return picture.resize(size, Image.Resampling.LANCZOS)


def kept(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours, small enough for the repository."""
    few = picture.quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE
    )
    few.save(HERE / "images" / name, optimize=True)


def beside(pictures: list[Image.Image], *, down: bool = False) -> Image.Image:
    """Lay pictures side by side, or one below the other, on grey."""
    wide, high = [p.width + GAP_PX for p in pictures], [p.height + GAP_PX for p in pictures]
    size = (max(wide), sum(high)) if down else (sum(wide), max(high))
    sheet = Image.new("RGB", (size[0] + GAP_PX, size[1] + GAP_PX), GREY)
    at = GAP_PX
    for picture, w, h in zip(pictures, wide, high, strict=True):
        sheet.paste(picture, (GAP_PX, at) if down else (at, GAP_PX))
        at += h if down else w
    return sheet


def main() -> None:
    """Print what docs/print.zh.md shows."""
    quarter = load_quarter()
    walks: dict[str, tuple[Route, Heading]] = {}
    for published in quarter.published:
        route = kept_route(quarter, published)
        if isinstance(route, Route):
            walks[published.id] = (route, heading_of(quarter, route, published))
    leaflet = opened(sheet_png(quarter, *walks[LEAFLET], "zh", public_url=URL, ppi=PPI))
    kept(beside([shrunk(page, high=707) for page in leaflet], down=True), "sheet-leaflet.png")
    pages: list[Image.Image] = []
    for paper in ("A3", "A5"):
        made = sheet_png(quarter, *walks[OTHERS], "both", paper=paper, public_url=URL, ppi=PPI)
        pages += opened(made)
    pages += opened(field_check_png(quarter, *walks[CHECKED], "zh", ppi=PPI))
    kept(beside([shrunk(page, high=700) for page in pages]), "sheet-others.png")
    with TemporaryDirectory() as folder:
        for name, walk in walks.items():
            content = sheet_pdf(quarter, *walk, "zh", public_url=URL)
            (Path(folder) / f"{name}.pdf").write_bytes(content)
        (fronts,) = opened([contact_sheet(Path(folder), [f"{name}.pdf" for name in walks])])
    kept(shrunk(fronts, high=round(fronts.height * 0.8)), "sheet-contact.png")


if __name__ == "__main__":
    main()
