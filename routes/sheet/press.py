"""Sets pages with Typst: templates of this folder, data as JSON, the shipped fonts only.

Units: as the templates say. Imports typst and modules of routes.sheet.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from routes.sheet.lettering import FONTS, check_letters

TEMPLATES = Path(__file__).parent
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
"""For archives, and for screen readers: Typst refuses what does not conform."""
PREVIEW_PPI = 110.0
"""Dots per inch of a preview: an A4 page fills a laptop's screen."""

_ONE_AT_A_TIME = threading.Lock()
_NOT_TEXT = {"svg", "content", "colour", "format", "link"}
"""Keys whose strings are not set in our fonts."""


def set_pages(
    template: str,
    data: Mapping[str, Any],
    *,
    made_at: datetime,
    as_format: Literal["pdf", "png"] = "pdf",
    ppi: float = PREVIEW_PPI,
) -> list[bytes]:
    """Set pages.

    Parameters
    ----------
    template : str
        Name of a template in this folder, without its ending.
    data : mapping
        JSON values; strings are set as they are, never read as markup.
    made_at : datetime
        Date in the file, so that the same walk gives the same bytes.
    as_format : {"pdf", "png"}, optional
        What to make.
    ppi : float, optional
        Dots per inch of PNG.

    Returns
    -------
    list of bytes
        One PDF, or one PNG a page.

    Raises
    ------
    LetterError
        If a text holds a character that the fonts do not have.
    """
    check_letters(texts_in(data))
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            input=str(TEMPLATES / f"{template}.typ"),
            format=as_format,
            ppi=ppi,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=made_at.astimezone(UTC),
            pdf_standards=list(STANDARDS) if as_format == "pdf" else [],
        )
    return list(made) if isinstance(made, list) else [made or b""]


def texts_in(data: Any, where: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Yield the strings that are printed, with the path of keys that leads to them.

    Parameters
    ----------
    data : Any
        JSON values.
    where : str, optional
        Path of ``data`` itself.

    Yields
    ------
    tuple of str
        Path and text.
    """
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key not in _NOT_TEXT:
                yield from texts_in(value, f"{where}.{key}" if where else key)
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from texts_in(value, f"{where}[{index}]")


@cache
def _compiler() -> typst.Compiler:
    """Keep one compiler: it has read the fonts, and remembers what it has set."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts)
