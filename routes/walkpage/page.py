"""The walk page put together: one HTML file, both languages inside, nothing loaded from outside.

Imports planner and modules of routes.
"""

import json
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape, unescape
from importlib.resources import files
from string import Template
from typing import Any

from planner.quarter import Quarter
from planner.route import Route
from planner.words import LANGS, Lang, html_lang
from routes.basemap_cache import base_layers
from routes.gpx import gpx_text
from routes.heading import Heading
from routes.links import map_links
from routes.mapfile import stretches
from routes.palette import PALETTES
from routes.table import ics_text
from routes.timetable import summary
from routes.walkpage.course import course
from routes.walkpage.ground import origin_of, packed_map
from routes.walkpage.listing import listing_html
from routes.walkpage.words import script_words

SCRIPTS = (
    "store.js", "follow.js", "labels.js", "map.js", "touch.js", "sheet.js", "progress.js",
    "locate.js", "extras.js", "start.js",
)  # fmt: skip
"""In the order in which they are joined into one script."""
_WHITE_SHARE = 0.5
"""How much white is mixed into a theme's colour for dark pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What a page that is served can lead to; a saved file has none of it.

    ``app``: where the walk is changed; ``sheet``: where it is printed; ``save``: the page as a
    file; ``worker``: the script that keeps the page for offline; ``manifest`` and ``icon``: what a
    phone puts on its home screen; ``for_day``: a remark on the day that was chosen, by language.
    """

    app: str
    sheet: str
    save: str
    worker: str
    manifest: str
    icon: str
    for_day: dict[Lang, str] | None = None


def walk_html(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> str:
    """Write the walk page as one file that is saved and opens anywhere.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en"}
        Language that it opens in; the other is inside too.

    Returns
    -------
    str
        HTML; it asks nothing of any host.
    """
    return page_html(quarter, route, heading, lang)


def page_html(
    quarter: Quarter, route: Route, heading: Heading, lang: Lang, door: Door | None = None
) -> str:
    """Write the walk page, to be served or saved.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    lang : {"zh", "en"}
        Language that it opens in.
    door : Door, optional
        What it leads to, if it is served.

    Returns
    -------
    str
        HTML.
    """
    theme = quarter.theme_by_id[route.request["theme"]]
    css = Template(static("page.css")).substitute(
        theme=theme.colour, bright=mixed(theme.colour, _WHITE_SHARE)
    )
    script = f'"use strict";(()=>{{\n{"".join(map(static, SCRIPTS))}}})();'
    return Template(static("page.html")).substitute(
        code=html_lang(lang),
        lang=lang,
        policy=escape(policy(css, script)),
        served="" if door is None else _served(door),
        colour=theme.colour,
        title=escape(heading.title(lang)),
        css=css,
        script=script,
        data=_json(_data(quarter, route, heading, door)),
        credit=escape(quarter.description.attribution),
        credit_url=escape(quarter.description.attribution_url),
        map_date=escape(route.map_date.replace("/", "–")),
        tongues="".join(_tongue(quarter, route, heading, each, lang) for each in LANGS),
        **{f"title_{each}": escape(heading.title(each)) for each in LANGS},
    )


def policy(css: str, script: str) -> str:
    """Write the page's Content-Security-Policy: its own script and style, and no host but its own.

    Parameters
    ----------
    css, script : str
        What stands in the page's ``<style>`` and ``<script>``.

    Returns
    -------
    str
        The policy, for a ``<meta>`` or a header.
    """
    hashes = {
        name: b64encode(sha256(text.encode()).digest()).decode()
        for name, text in (("style", css), ("script", script))
    }
    return (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; "
        f"style-src 'sha256-{hashes['style']}'; img-src 'self' data:; manifest-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def policy_of(page: str) -> str:
    """Read the Content-Security-Policy that a page has inside, for the header of the answer.

    Parameters
    ----------
    page : str
        From `page_html`.

    Returns
    -------
    str
        The policy.
    """
    _, begun = page.split('http-equiv="Content-Security-Policy" content="', 1)
    return unescape(begun.split('"', 1)[0])


def static(name: str) -> str:
    """Read a file of the page.

    Parameters
    ----------
    name : str
        File in ``static``.

    Returns
    -------
    str
        Its text.
    """
    return (files("routes.walkpage") / "static" / name).read_text("utf-8")


def drawn(name: str) -> bytes:
    """Read a picture of the page: the icon, and the same as 192 pixels that Chromium drew of it.

    Parameters
    ----------
    name : str
        File in ``static``.

    Returns
    -------
    bytes
        SVG or PNG.
    """
    return (files("routes.walkpage") / "static" / name).read_bytes()


def mixed(colour: str, share: float) -> str:
    """Mix white into a colour.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    share : float
        Of white, 0 to 1.

    Returns
    -------
    str
        ``#rrggbb``.

    Examples
    --------
    >>> mixed("#9b1b30", 0.5)
    '#cd8d98'
    """
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)


def _data(quarter: Quarter, route: Route, heading: Heading, door: Door | None) -> dict[str, Any]:
    """Gather what the script wants to know."""
    along = stretches(quarter, route)
    points = [point for leg in route.legs for point in leg.geometry]
    points += [(stop.lon, stop.lat) for stop in route.stops]
    origin = origin_of(points)
    return {
        "id": route.id,
        "origin": [origin.lon, origin.lat, origin.east_m, origin.north_m],
        "colour": quarter.theme_by_id[route.request["theme"]].colour,
        "bright": mixed(quarter.theme_by_id[route.request["theme"]].colour, _WHITE_SHARE),
        "palettes": PALETTES,
        "map": packed_map(base_layers(quarter), origin, points),
        "exits": [
            {"zh": start.name_zh, "en": start.name_en, "p": origin.pack([(start.lon, start.lat)])}
            for start in quarter.starts
            if start.kind == "exit"
        ],
        "course": course(route, origin, along),
        "words": {lang: script_words(lang) for lang in LANGS},
        "titles": {lang: heading.title(lang) for lang in LANGS},
        "sums": {lang: summary(route, lang) for lang in LANGS},
        "day": f"{route.totals.leave:%Y-%m-%d}",
        "name": f"citywalk-{heading.published_id or route.id}",
        "files": {
            lang: {
                "gpx": gpx_text(quarter, route, heading, lang),
                "ics": ics_text(quarter, route, heading, lang),
            }
            for lang in LANGS
        },
        "links": {lang: map_links(quarter, route, lang).to_start for lang in LANGS},
        "door": None
        if door is None
        else {key: getattr(door, key) for key in ("app", "sheet", "save", "worker", "for_day")},
    }


def _served(door: Door) -> str:
    """Write what stands in the head of a page that is served."""
    manifest, icon = escape(door.manifest), escape(door.icon)
    return f'<link rel="manifest" href="{manifest}">\n<link rel="apple-touch-icon" href="{icon}">'


def _json(data: dict[str, Any]) -> str:
    """Write JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _tongue(quarter: Quarter, route: Route, heading: Heading, lang: Lang, shown: Lang) -> str:
    """Write one language's part of the page, hidden unless it is the one that is shown."""
    hidden = "" if lang == shown else " hidden"
    inside = listing_html(quarter, route, heading, lang)
    return f'<div class="tongue" lang="{html_lang(lang)}" data-lang="{lang}"{hidden}>{inside}</div>'
