"""A page of links into the map apps, a QR code a leg, for the phone and for paper. Units: metres.

Imports planner and modules of routes. All is escaped here.
"""

from html import escape

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.barepage import bare_page
from routes.heading import Heading
from routes.links import LegLinks, Target, link, map_links
from routes.qr import qr_svg
from routes.spots import Spot, leg_minutes, leg_text, spots_of

_STYLE = """
body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
margin:0 auto;max-width:44rem;padding:1rem;color:#1c1a17;background:#fff}
h1{font-size:1.4rem}h2{font-size:1rem;margin:0}p{margin:.2rem 0}
section{display:grid;grid-template-columns:auto 1fr;gap:0 1rem;align-items:center;
border-top:1px solid #d8d2c8;padding:.8rem 0;break-inside:avoid}
svg{width:26mm;height:26mm}ul{list-style:none;margin:.3rem 0 0;padding:0;display:flex;
flex-wrap:wrap;gap:.4rem}a{color:#174a7c}li a{display:inline-block;padding:.5rem .8rem;
border:1px solid #174a7c;border-radius:.4rem;text-decoration:none}
@media print{li a{border:0;padding:0 .4rem 0 0}}
"""


def links_html(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> str:
    """Write the page of links.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        Its title.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML that loads nothing else.
    """
    found = map_links(quarter, route, lang)
    title = escape(say("files.links_title", lang, title=heading.title(lang)))
    china = quarter.description.country == "CN"
    start = spots_of(quarter, route)[0]
    first = next(iter(found.to_start))
    rows = [
        _section(
            say("files.links_to_start", lang, name=start.name(lang)),
            "",
            link(first, None, start, None, china=china),
            found.to_start,
            lang,
        )
    ]
    for leg, part, minutes in zip(route.legs, found.legs, leg_minutes(route), strict=True):
        below = leg_text(leg.length_m, minutes, lang)
        rows.append(_section(_leg_title(part, lang), below, part.short, part.urls, lang))
    whole = ""
    if found.whole:
        text = escape(say("files.links_whole", lang))
        whole = f'<p><a href="{escape(found.whole)}">{text}</a></p>'
    how = escape(say("files.links_how", lang))
    return bare_page(title, _STYLE, f"<h1>{title}</h1><p>{how}</p>{whole}{''.join(rows)}", lang)


def _leg_title(part: LegLinks, lang: Lang) -> str:
    """Say from where to where a leg leads."""
    ends = {"start": _numbered(part.start, lang), "end": _numbered(part.end, lang)}
    return say("files.links_leg", lang, number=part.number, **ends)


def _numbered(spot: Spot, lang: Lang) -> str:
    """Name a stop with its number."""
    return f"{spot.number} {spot.name(lang)}" if spot.kind == "stop" else spot.name(lang)


def _section(title: str, below: str, code: str, urls: dict[Target, str], lang: Lang) -> str:
    """Write one leg: code, title, links."""
    items = "".join(
        f'<li><a href="{escape(url)}">{escape(say(f"files.app_{target}", lang))}</a></li>'
        for target, url in urls.items()
    )
    line = f"<p>{escape(below)}</p>" if below else ""
    return (
        f"<section>{qr_svg(code, side_mm=26)}<div><h2>{escape(title)}</h2>{line}"
        f"<ul>{items}</ul></div></section>"
    )
