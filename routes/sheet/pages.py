"""The printed sheets of a walk: A4 leaflet, A3 poster, A5 card. Units: millimetres.

Imports planner and modules of routes.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from planner.errors import Fault, RequestError
from planner.quarter import Quarter
from planner.route import Route
from routes.heading import Heading
from routes.qr import qr_svg
from routes.sheet.imprint import Publisher, imprint
from routes.sheet.leads import title_block, tips, way_there
from routes.sheet.levels import levels
from routes.sheet.listing import listing
from routes.sheet.press import PREVIEW_PPI, set_pages
from routes.sheet.std import DrawnMap, draw_map, symbol_svg
from routes.sheet.tongues import SheetLang, langs_of, told

Paper = Literal["A4", "A3", "A5"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
LANGUAGES: tuple[SheetLang, ...] = get_args(SheetLang)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    """A template and the room that it gives to the map; ``folds_mm`` count from the map's left."""

    template: str
    map_width_mm: float
    map_height_mm: float
    folds_mm: tuple[float, ...] = ()


def sheet_pdf(
    quarter: Quarter,
    route: Route,
    heading: Heading,
    lang: SheetLang,
    *,
    paper: Paper = "A4",
    public_url: str | None = None,
    publisher: Publisher | None = None,
) -> bytes:
    data, template = _sheet(quarter, route, heading, lang, paper, public_url, publisher)
    return set_pages(template, data, made_at=route.made_at)[0]


def sheet_png(quarter, route, heading, lang, *, paper="A4", public_url=None, publisher=None, ppi=PREVIEW_PPI):
    data, template = _sheet(quarter, route, heading, lang, paper, public_url, publisher)
    return set_pages(template, data, made_at=route.made_at, as_format="png", ppi=ppi)


def _format(paper, route, langs):
    if paper == "A4":
        return _Format(template="leaflet", map_width_mm=187, map_height_mm=179, folds_mm=(92,))
    if paper == "A3":
        n = len(route.stops)
        h = 235 if n <= 6 else 222 if n <= 10 else 205 if n <= 14 else 190
        return _Format(template="poster", map_width_mm=273, map_height_mm=h)
    return _Format(template="card", map_width_mm=134, map_height_mm=148)


def _sheet(quarter, route, heading, lang, paper, public_url, publisher):
    langs = langs_of(lang)
    form = _format(paper, route, langs)
    drawn = draw_map(quarter, route, width_mm=form.map_width_mm, height_mm=form.map_height_mm, langs=langs, folds_mm=form.folds_mm)
    link, live = "https://walk.example.org/walk/p/first-visit", True
    words = {
        "walk": told("sheet.walk", langs), "there": told("sheet.there", langs), "tips": told("sheet.tips", langs),
        "index": told("sheet.index", langs), "cell": told("sheet.column_cell", langs), "arrive": told("sheet.column_arrive", langs),
        "map_alt": told("sheet.map_alt", langs)[0], "shortened": told("sheet.shortened", langs), "untold": told("sheet.untold", langs),
        "legend": told("sheet.legend", langs), "question": told("story.question", langs), "sources": told("story.sources", langs),
    }
    data = {
        "langs": list(langs),
        "author": (publisher.name if publisher and publisher.name else quarter.description.name_zh),
        "title": title_block(quarter, route, heading, langs),
        "rows": listing(quarter, route, langs, drawn.cells),
        "there": way_there(quarter, route, langs),
        "tips": tips(route, langs),
        "map": {"svg": drawn.svg, "width_mm": form.map_width_mm, "height_mm": form.map_height_mm, "scale": drawn.scale, "bar_m": drawn.bar_m,
            "scale_text": told("sheet.scale", langs, scale=f"{drawn.scale:,}".replace(",", " ")), "printed": told("sheet.printed_size", langs, paper=paper),
            "legend": [{"svg": symbol_svg(k), "label": [k]*len(langs)} for k in drawn.symbols]},
        "qr": {"svg": qr_svg(link, side_mm=30), "caption": told("sheet.qr_live", langs), "alt": told("sheet.qr_alt", langs, link=link)},
        "imprint": imprint(quarter, route, heading, langs, publisher),
        "logo": ({"content": publisher.logo.content.decode() if publisher.logo.format == "svg" else list(publisher.logo.content), "format": publisher.logo.format}
            if publisher and publisher.logo else None),
        "levels": levels(paper),
        "words": words,
    }
    return data, form.template
