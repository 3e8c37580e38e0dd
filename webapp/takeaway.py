"""What can be taken away of a route: files, a link and its code, map apps. All is escaped here.

Imports planner, routes and streamlit.
"""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.heading import Heading
from routes.links import CHINESE, Target, map_links
from routes.qr import qr_svg
from routes.share import public_url
from routes.timetable import clock_minutes
from webapp.choices import SHARED

Query = Mapping[str, str]

_FILES = ("pdf", "gpx", "ics", "html")
_PAPERS = ("pdf-a3", "pdf-a5", "pdf-a4-both", "pdf-a3-both", "pdf-a5-both")
GUIDE_FILES = ("json", "gpx", "cues", "cues-pdf", "pdf", "ics", "html")
_CODE_MM = 44.0
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def take_html(
    here: Quarter,
    route: Route,
    heading: Heading,
    query: Query,
    lang: Lang,
    files: Sequence[str] = _FILES,
) -> str:
    """Write the fold with all that can be taken away.

    Parameters
    ----------
    here : Quarter
        The quarter.
    route : Route
        The walk.
    heading : Heading
        What it is called.
    query : mapping of str to str
        Fields of the address of this page.
    lang : {"zh", "en"}
        Language.
    files : sequence of str, optional
        Files that are offered, by their names in `webapp.take.FORMATS`.

    Returns
    -------
    str
        HTML.
    """
    told = {**query, "lang": lang}
    parts = [_wechat(lang), _share(route, heading, query, lang), _files(told, files, lang)]
    parts.append(_apps(here, route, lang))
    summary = escape(say("take.title", lang))
    inside = "".join(parts)
    fold = '<details class="fold cw-take" data-fold="take">'
    return f"{fold}<summary>{summary}</summary>{inside}</details>"


def walk_link_html(route: Route, query: Query, lang: Lang) -> str:
    """Write the link to the walk page, which is what one opens on the street.

    Parameters
    ----------
    route : Route
        The walk.
    query : mapping of str to str
        Fields of the address of this page.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    plain = {name: text for name, text in query.items() if name not in {"lang", *SHARED}}
    path = "walk"
    if name := plain.pop("published", ""):
        path = f"walk/p/{name}"
        plain = {"at": f"{route.totals.leave:%Y-%m-%dT%H:%M}"}
    address = escape(f"{path}?{urlencode({**plain, 'lang': lang}, safe=',:')}")
    text = escape(say("take.walk", lang))
    hint = escape(say("take.walk_hint", lang))
    return (
        f'<div class="cw-walkit"><a class="cw-button cw-main" href="{address}">{text}</a>'
        f"<small>{hint}</small></div>"
    )


def shared_query(route: Route, query: Query) -> dict[str, str]:
    """Write the address that is shared: with what tells the receiver of changes of the data.

    Parameters
    ----------
    route : Route
        The walk.
    query : mapping of str to str
        Fields of the address of this page.

    Returns
    -------
    dict of str to str
        A published route goes by its name alone.
    """
    plain = {name: text for name, text in query.items() if name not in {"lang", *SHARED}}
    if "published" in plain:
        return plain
    minutes = clock_minutes(route.totals.leave, route.totals.back)
    stops = ".".join(stop.id for stop in route.stops)
    return {**plain, "v": route.data_version, "s": stops, "m": str(minutes)}


def _share(route: Route, heading: Heading, query: Query, lang: Lang) -> str:
    """Write the buttons that pass the address on, and its code."""
    address = "?" + urlencode(shared_query(route, query), safe=",:")
    title, link = escape(heading.title(lang)), escape(address)
    done = escape(say("take.copied", lang))
    buttons = (
        f'<button type="button" class="cw-button" data-name="share" data-share="{link}" '
        f'data-title="{title}">{escape(say("take.share", lang))}</button>'
        f'<button type="button" class="cw-button" data-name="copy" data-copy="{link}" '
        f'data-title="{title}" data-done="{done}">{escape(say("take.copy", lang))}</button>'
        '<span data-said class="cw-soft" role="status"></span>'
    )
    html = f'<div class="cw-tools">{buttons}</div>'
    if base := _base():
        label = escape(say("take.code", lang))
        code = qr_svg(f"{base}/{address}", side_mm=_CODE_MM)
        html += f'<figure class="cw-code"><div role="img" aria-label="{label}">{code}</div>'
        html += f"<figcaption>{label}</figcaption></figure>"
    return html


def _files(query: Query, files: Sequence[str], lang: Lang) -> str:
    """Write the links to the files."""
    address = escape(urlencode(query, safe=",:"))

    def links(forms: Sequence[str]) -> str:
        buttons = "".join(
            f'<a class="cw-button" href="take/{form}?{address}" target="_blank">'
            f"{escape(say(f'take.{form}', lang))}</a>"
            for form in forms
        )
        return f'<div class="cw-tools">{buttons}</div>'

    alt = escape(say("take.preview", lang))
    preview = (
        f'<details class="cw-preview" data-fold="preview"><summary>{alt}</summary>'
        f'<img loading="lazy" src="take/png?{address}" alt="{alt}" width="1052" height="744">'
        "</details>"
    )
    title = escape(say("take.papers", lang))
    papers = f'<details data-fold="papers"><summary>{title}</summary>{links(_PAPERS)}</details>'
    return links(files) + preview + papers


def _apps(here: Quarter, route: Route, lang: Lang) -> str:
    """Write the links into the map apps: to the start, and leg by leg."""
    links = map_links(here, route, lang)
    targets = [target for target in CHINESE if target in links.to_start and target != "geo"]
    start = escape(say("take.to_start", lang))
    rows = f"<p><b>{start}</b></p>{_row(links.to_start, targets, lang)}"
    legs = "".join(
        f"<li><span>{escape(leg.start.name(lang))} → {escape(leg.end.name(lang))}</span>"
        f"{_row(leg.urls, targets, lang)}</li>"
        for leg in links.legs
    )
    title = escape(say("take.legs", lang))
    fold = f'<details data-fold="legs"><summary>{title}</summary>'
    return f'{rows}{fold}<ol class="cw-legs">{legs}</ol></details>'


def _row(urls: Mapping[Target, str], targets: Sequence[Target], lang: Lang) -> str:
    """Write one link for each app."""
    links = "".join(
        f'<a class="cw-button" target="_blank" rel="noopener" href="{escape(urls[target])}">'
        f"{escape(say(f'take.{target}', lang))}</a>"
        for target in targets
    )
    return f'<div class="cw-tools">{links}</div>'


def _wechat(lang: Lang) -> str:
    """Tell those who came by WeChat that it saves no files."""
    if "MicroMessenger" not in (st.context.headers.get("User-Agent") or ""):
        return ""
    return f'<p class="note">{escape(say("take.wechat", lang))}</p>'


def _base() -> str | None:
    """Return the address at which others reach this app: as set, or as this visitor reached it."""
    if base := public_url():
        return base
    parts = urlsplit(st.context.url or "")
    if not parts.hostname or parts.hostname in _THIS_MACHINE:
        return None
    return f"{parts.scheme}://{parts.netloc}"
