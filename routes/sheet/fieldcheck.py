"""The field-check sheet: one A4 page of what is uncertain on a walk, to be filled in on the spot.

Units: millimetres. Imports planner and modules of routes.
"""

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
from routes.sheet.map.draw import draw_map
from routes.sheet.press import PREVIEW_PPI, set_pages

_WIDTH_MM, _HEIGHT_MM = 190.0, 92.0
_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)
"""Points; the largest at which all questions fit on the page."""
_WORDS = ("title", "who", "date", "right", "wrong", "none", "how", "then", "marks")


def field_check_pdf(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> bytes:
    """Set the sheet as PDF.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    bytes
        The file, one page of A4.

    Raises
    ------
    LetterError
        If a text holds a character that the fonts do not have.
    """
    return set_pages("fieldcheck", _data(quarter, route, heading, lang), made_at=route.made_at)[0]


def field_check_png(
    quarter: Quarter, route: Route, heading: Heading, lang: Lang, *, ppi: float = PREVIEW_PPI
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
    lang : {"zh", "en"}
        Language.
    ppi : float, optional
        Dots per inch.

    Returns
    -------
    list of bytes
        One PNG.

    Raises
    ------
    LetterError
        If a text holds a character that the fonts do not have.
    """
    data = _data(quarter, route, heading, lang)
    return set_pages("fieldcheck", data, made_at=route.made_at, as_format="png", ppi=ppi)


def _data(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> dict[str, Any]:
    """Gather what the template needs."""
    langs = (lang,)
    drawn = draw_map(quarter, route, width_mm=_WIDTH_MM, height_mm=_HEIGHT_MM, langs=langs)
    found = checks(quarter, route, lang)
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
        "langs": [lang],
        "author": getattr(quarter.description, f"name_{lang}"),
        "title": title_block(quarter, route, heading, langs),
        "map": {"svg": drawn.svg, "width_mm": _WIDTH_MM, "height_mm": _HEIGHT_MM},
        "checks": rows,
        "sizes": list(_SIZES),
        "imprint": imprint(quarter, route, heading, langs, None),
        "levels": [],
        "words": {name: say(f"sheet.check_{name}", lang) for name in _WORDS}
        | {"map_alt": [say("sheet.map_alt", lang)]},
    }


def _row(check: Check, mark: str, lang: Lang) -> dict[str, Any]:
    """Write one place or stretch with its questions."""
    place_id = check.place_id
    return {
        "mark": mark,
        "name": check.name,
        "id": say("sheet.check_id", lang, id=place_id) if place_id else "",
        "questions": list(check.questions),
    }


def _letters() -> list[str]:
    """Return marks for stretches: A to Z, then AA to ZZ."""
    return [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]
