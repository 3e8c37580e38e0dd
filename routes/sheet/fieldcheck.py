"""The field-check sheet: an A4 page of what is uncertain on a walk, to be filled in on the spot.

Units: millimetres. Imports planner and modules of routes.
"""

from dataclasses import asdict
from string import ascii_uppercase
from typing import Any

import numpy as np

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.heading import Heading
from routes.sheet.checks import Check, checks
from routes.sheet.imprint import imprint
from routes.sheet.leads import title_block
from routes.sheet.listing import short_name
from routes.sheet.map.draw import draw_map
from routes.sheet.press import PREVIEW_PPI, set_pages
from routes.sheet.tongues import SheetLang, langs_of

_WIDTH_MM = 190.0
_HEIGHTS_MM = {6: 150.0, 12: 118.0, 24: 92.0}
"""Height of the map by how many questions there are at most: the fewer, the larger."""
_LEAST_HEIGHT_MM = 76.0
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
"""Points; the largest at which all questions fit on the page."""
_WORDS = ("title", "who", "date", "none", "notes", "how", "then", "marks")


def field_check_pdf(quarter: Quarter, route: Route, heading: Heading, lang: SheetLang) -> bytes:
    """Set the sheet as PDF.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en", "both"}
        Language; both give a page each.

    Returns
    -------
    bytes
        The file, one page of A4 a language.

    Raises
    ------
    LetterError
        If a text holds a character that the fonts do not have.
    """
    return set_pages("fieldcheck", _data(quarter, route, heading, lang), made_at=route.made_at)[0]


def field_check_png(
    quarter: Quarter, route: Route, heading: Heading, lang: SheetLang, *, ppi: float = PREVIEW_PPI
) -> list[bytes]:
    """Set the sheet as a picture.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en", "both"}
        Language; both give a page each.
    ppi : float, optional
        Dots per inch.

    Returns
    -------
    list of bytes
        One PNG a language.

    Raises
    ------
    LetterError
        If a text holds a character that the fonts do not have.
    """
    data = _data(quarter, route, heading, lang)
    return set_pages("fieldcheck", data, made_at=route.made_at, as_format="png", ppi=ppi)


def _data(quarter: Quarter, route: Route, heading: Heading, lang: SheetLang) -> dict[str, Any]:
    """Gather what the template needs."""
    langs = langs_of(lang)
    return {
        "langs": list(langs),
        "author": getattr(quarter.description, f"name_{langs[0]}"),
        "title": title_block(quarter, route, heading, langs),
        "pages": [_page(quarter, route, heading, one) for one in langs],
        "imprint": imprint(quarter, route, heading, langs, None),
        "sizes": list(_SIZES),
        "levels": [],
    }


def _page(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> dict[str, Any]:
    """Gather what one page says, in its language."""
    found = checks(quarter, route, lang)
    asked = sum(len(check.questions) for check in found)
    height = next((mm for most, mm in _HEIGHTS_MM.items() if asked <= most), _LEAST_HEIGHT_MM)
    drawn = draw_map(quarter, route, width_mm=_WIDTH_MM, height_mm=height, langs=(lang,))
    lonlat = np.array([check.lonlat for check in found] or [(0.0, 0.0)])
    metres = np.column_stack(quarter.network.to_utm.transform(*lonlat.T))
    spots = drawn.frame.on_paper(metres)
    letters = iter(_letters())
    rows = []
    for check, (x, y) in zip(found, spots.tolist(), strict=False):
        stretch = check.number is None
        mark = next(letters) if stretch else str(check.number)
        rows.append(_row(check, mark, lang) | {"stretch": stretch, "x": x, "y": y})
    return {
        "lang": lang,
        "title": short_name([heading.title(lang)])[0],
        "map": {"svg": drawn.svg, "width_mm": _WIDTH_MM, "height_mm": height},
        "checks": rows,
        "imprint": imprint(quarter, route, heading, (lang,), None),
        "words": {name: say(f"sheet.check_{name}", lang) for name in _WORDS}
        | {"map_alt": say("sheet.map_alt", lang)},
    }


def _row(check: Check, mark: str, lang: Lang) -> dict[str, Any]:
    """Write one place or stretch with its questions."""
    place_id = check.place_id
    return {
        "mark": mark,
        "name": check.name,
        "id": say("sheet.check_id", lang, id=place_id) if place_id else "",
        "questions": [asdict(question) for question in check.questions],
    }


def _letters() -> list[str]:
    """Return marks for stretches: A to Z, then AA to ZZ."""
    return [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]
