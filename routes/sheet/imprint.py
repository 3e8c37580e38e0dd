"""Who publishes a sheet, what it rests on, and the code that leads to the walk. Units: millimetres.

Imports planner and modules of routes.
"""

import re
from dataclasses import dataclass
from typing import Any

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.heading import Heading
from routes.sheet.leads import is_draft
from routes.sheet.logo import Logo, logo_svg
from routes.sheet.tongues import Texts, told

_ROLE = re.compile(r"^\s*(出版单位|出版|published by)\s*[:：]?\s*", re.IGNORECASE)
"""What the sheet says before the name anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who hands a sheet out; ``map_number`` is the 审图号 that an authority has given to it."""

    name: str | None = None
    logo: Logo | None = None
    map_number: str | None = None


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
    return {"format": "svg", "content": logo_svg(logo)}
