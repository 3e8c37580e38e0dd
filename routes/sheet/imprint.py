"""Who publishes a sheet, what it rests on, and the code that leads to the walk. Units: millimetres.

Imports planner and modules of routes.
"""

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from defusedxml.ElementTree import fromstring

from planner.errors import CitywalkError, Fault
from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.heading import Heading
from routes.sheet.leads import is_draft
from routes.sheet.tongues import Texts, told

LogoFormat = Literal["svg", "png"]
MOST_LOGO_BYTES = 2_000_000
"""A logo larger than this makes a file that no office sends by mail."""
_ROLE = re.compile(r"^\s*(出版单位|出版|published by)\s*[:：]?\s*", re.IGNORECASE)
"""What the sheet says before the name anyway."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"


class LogoError(CitywalkError):
    """The logo cannot be read or is neither SVG nor PNG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture to be printed as it is."""

    content: bytes
    format: LogoFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who hands a sheet out; ``map_number`` is the 审图号 that an authority has given to it."""

    name: str | None = None
    logo: Logo | None = None
    map_number: str | None = None


def read_logo(path: Path) -> Logo:
    """Read a logo.

    Parameters
    ----------
    path : Path
        An SVG or PNG file.

    Returns
    -------
    Logo
        The file's content.

    Raises
    ------
    LogoError
        If it cannot be read, is neither, or is too large.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise LogoError([Fault("logo_unreadable", str(path))]) from None
    if len(content) > MOST_LOGO_BYTES:
        values: dict[str, object] = {"most": MOST_LOGO_BYTES // 1_000_000}
        raise LogoError([Fault("logo_large", str(path), values)])
    if content.startswith(_PNG) and content.endswith(_PNG_END):
        return Logo(content=content, format="png")
    if _is_svg(content):
        return Logo(content=content, format="svg")
    raise LogoError([Fault("logo_format", str(path))])


def imprint(
    quarter: Quarter,
    route: Route,
    heading: Heading,
    langs: tuple[Lang, ...],
    publisher: Publisher | None,
) -> dict[str, Any]:
    """Write the small print of a sheet.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    langs : tuple of {"zh", "en"}
        Languages of the sheet.
    publisher : Publisher or None
        Who hands it out.

    Returns
    -------
    dict
        JSON values: the credit of the map, other lines, whether it is a draft, the publisher.
    """
    description = quarter.description
    address = description.attribution_url.split("://")[-1].removeprefix("www.")
    date = told("map.map_date", langs, date=route.map_date.replace("/", "–"))
    lines: list[Texts] = [told("story.compiled", langs, date=description.compiled)]
    draft = is_draft(quarter, route)
    if draft:
        lines.append(told("story.draft", langs))
    number = publisher.map_number if publisher else None
    given = told("sheet.map_number", langs, number=number) if number else None
    name = _ROLE.sub("", publisher.name).strip() if publisher and publisher.name else None
    key = "sheet.publisher" if len(langs) == 1 else "sheet.publisher_both"
    edition = heading.edition
    return {
        "credit": f"{description.attribution}, {address}",
        "date": date,
        "lines": lines,
        "draft": [say("sheet.draft", lang) for lang in langs] if draft else [],
        "edition": told("sheet.edition", langs, edition=edition) if edition else [],
        "number": told("sheet.number", langs, id=route.id),
        "map_number": given or told("sheet.map_number_blank", langs),
        "publisher": told(key, langs[:1], name=name) if name else [],
        "logo_alt": told(
            "sheet.logo_alt", langs, name=name or told("sheet.publisher_unnamed", langs)
        ),
    }


def logo_data(publisher: Publisher | None) -> dict[str, Any] | None:
    """Hand a logo to the templates.

    Parameters
    ----------
    publisher : Publisher or None
        Who hands the sheet out.

    Returns
    -------
    dict or None
        JSON values: the content as SVG text; None without a logo.
    """
    logo = publisher.logo if publisher else None
    if logo is None:
        return None
    content = logo.content.decode() if logo.format == "svg" else _wrapped(logo.content)
    return {"format": "svg", "content": content}


def _wrapped(png: bytes) -> str:
    """Wrap a PNG in an SVG, which goes to the templates as text."""
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    code = b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{code}"/></svg>'
    )


def _is_svg(content: bytes) -> bool:
    """Whether bytes are an SVG picture."""
    try:
        root = fromstring(content)
    except (ET.ParseError, ValueError):
        return False
    return str(root.tag).rpartition("}")[2] == "svg"
