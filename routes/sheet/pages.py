"""The printed sheets of a walk: A4 leaflet, A3 poster, A5 card. Units: millimetres.

Imports planner and modules of routes.
"""

from dataclasses import dataclass
from typing import Any

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang
from routes.heading import Heading
from routes.qr import qr_svg
from routes.sheet.imprint import Publisher, imprint, logo_data
from routes.sheet.leads import tips, title_block, way_there
from routes.sheet.levels import levels
from routes.sheet.listing import listing
from routes.sheet.live import live_link
from routes.sheet.map.draw import draw_map, symbol_svg
from routes.sheet.map.wrapping import pieces
from routes.sheet.papers import Format, Paper, format_of
from routes.sheet.press import PREVIEW_PPI, set_pages
from routes.sheet.sources import sources
from routes.sheet.tongues import SheetLang, langs_of, told

_CODE_MM = 27.0
"""Side of the code with its quiet margin: the code itself is at least 20 mm wide."""
_CHILDREN = "family"
"""Theme of walks with children: each stop has a question for them."""
_LABELS = {
    "walk": "sheet.walk", "there": "sheet.there", "tips": "sheet.tips", "index": "sheet.index",
    "cell": "sheet.column_cell", "arrive": "sheet.column_arrive", "map_alt": "sheet.map_alt",
    "shortened": "sheet.shortened", "untold": "sheet.untold", "question": "story.question",
    "sources": "sheet.sources", "key_cell": "sheet.key_cell",
}  # fmt: skip


def sheet_pdf(  # noqa: PLR0913 - a walk, a language and four wishes
    quarter: Quarter,
    route: Route,
    heading: Heading,
    lang: SheetLang,
    *,
    paper: Paper = "A4",
    public_url: str | None = None,
    publisher: Publisher | None = None,
) -> bytes:
    """Set a sheet as PDF: A4 and A5 of two pages, A3 of one.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en", "both"}
        One language, or Chinese with English below.
    paper : {"A4", "A3", "A5"}, optional
        Leaflet to be folded in three, poster, or card.
    public_url : str, optional
        Address of the app that the code leads to; that of ``CITYWALK_PUBLIC_URL`` if not given.
    publisher : Publisher, optional
        Who hands it out.

    Returns
    -------
    bytes
        The file. The same walk on the same data gives the same bytes.

    Raises
    ------
    CitywalkError
        If a text holds a character that the fonts do not have, or the address cannot be opened by
        others.
    """
    form, data = _sheet(quarter, route, heading, lang, _Wishes(paper, public_url, publisher))
    return set_pages(form.template, data, made_at=route.made_at)[0]


def sheet_png(  # noqa: PLR0913 - a walk, a language and five wishes
    quarter: Quarter,
    route: Route,
    heading: Heading,
    lang: SheetLang,
    *,
    paper: Paper = "A4",
    public_url: str | None = None,
    publisher: Publisher | None = None,
    ppi: float = PREVIEW_PPI,
) -> list[bytes]:
    """Set a sheet as pictures, for a preview.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en", "both"}
        One language, or Chinese with English below.
    paper : {"A4", "A3", "A5"}, optional
        Leaflet to be folded in three, poster, or card.
    public_url : str, optional
        Address of the app that the code leads to; that of ``CITYWALK_PUBLIC_URL`` if not given.
    publisher : Publisher, optional
        Who hands it out.
    ppi : float, optional
        Dots per inch.

    Returns
    -------
    list of bytes
        One PNG a page.

    Raises
    ------
    CitywalkError
        As of ``sheet_pdf``.
    """
    form, data = _sheet(quarter, route, heading, lang, _Wishes(paper, public_url, publisher))
    return set_pages(form.template, data, made_at=route.made_at, as_format="png", ppi=ppi)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What may be chosen of a sheet besides its language."""

    paper: Paper
    public_url: str | None
    publisher: Publisher | None


def _sheet(
    quarter: Quarter, route: Route, heading: Heading, lang: SheetLang, wishes: _Wishes
) -> tuple[Format, dict[str, Any]]:
    """Gather all that a template needs."""
    langs, paper, publisher = langs_of(lang), wishes.paper, wishes.publisher
    form = format_of(quarter, route, paper, langs)
    live = live_link(quarter, route, heading, langs[0], wishes.public_url)
    drawn, cells = _map(quarter, route, form, paper, langs)
    named = publisher.name if publisher else None
    return form, {
        "langs": list(langs),
        "author": named or quarter.description.name_zh,
        "title": title_block(quarter, route, heading, langs),
        "rows": listing(quarter, route, langs, cells),
        "there": way_there(quarter, route, langs),
        "tips": tips(route, langs, few=paper == "A5"),
        "map": drawn,
        "qr": {
            "svg": qr_svg(live.link, side_mm=_CODE_MM),
            "parts": [pieces(text) for text in told(live.key, langs)],
            "alt": told("sheet.qr_alt", langs, link=live.link),
        },
        "sources": sources(quarter, route, langs),
        "imprint": imprint(quarter, route, heading, langs, publisher),
        "logo": logo_data(publisher),
        "levels": levels(paper, asking=route.request["theme"] == _CHILDREN),
        "words": {name: told(key, langs) for name, key in _LABELS.items()},
    }


def _map(
    quarter: Quarter, route: Route, form: Format, paper: Paper, langs: tuple[Lang, ...]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Draw the map; return it with its scale and legend, and the square of each stop."""
    width, height = form.map_mm
    drawn = draw_map(
        quarter, route, width_mm=width, height_mm=height, langs=langs, folds_mm=form.folds_mm
    )
    colour = quarter.theme_by_id[route.request["theme"]].colour
    scale = f"{drawn.scale:,}".replace(",", "\N{NO-BREAK SPACE}")
    data = {
        "svg": drawn.svg,
        "width_mm": width,
        "height_mm": height,
        "scale": drawn.scale,
        "bar_m": drawn.bar_m,
        "scale_text": told("sheet.scale", langs, scale=scale),
        "printed": told("sheet.printed_size", langs, paper=paper),
        "cell": drawn.cells[route.stops[0].id] if route.stops else "A1",
        "legend": [
            {"svg": symbol_svg(key, colour), "label": told(f"sheet.key_{key}", langs)}
            for key in drawn.symbols
        ],
    }
    return data, dict(drawn.cells)
