"""Files of a walk to take away, each at an address of its own: ``/take/gpx?…`` and the like.

The address is that of the walk's page, so that any replica can make the file. Imports planner,
routes, starlette and webapp.dataset.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from starlette.requests import Request as Asked
from starlette.responses import PlainTextResponse, Response

from planner.errors import CitywalkError
from planner.no_route import NoRoute
from planner.published import next_request, published_route
from planner.quarter import Quarter
from planner.request import Request, read_request
from planner.route_file import route_text
from planner.words import LANGS, Lang
from routes.formats import Walk, written
from routes.geojson import geojson_text
from routes.gpx import gpx_text
from routes.share import public_url, share_link
from routes.sheet.pages import sheet_pdf, sheet_png
from routes.sheet.papers import Paper
from routes.sheet.tongues import SheetLang
from routes.table import ics_text
from routes.walkpage.page import walk_html
from webapp.dataset import planned, quarter
from webapp.variation import OF, heading

_SHEETS_KEPT = 60
"""Sheets kept for all visitors; one takes up to 400 kB."""
_PREVIEW_PPI = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A sort of file; ``shown`` in the browser, or else saved."""

    media_type: str
    ending: str
    write: Callable[[Walk], str | bytes]
    shown: bool = False


def take(asked: Asked) -> Response:
    """Answer with a file of the walk that the address names. Starlette runs it off its event loop.

    Parameters
    ----------
    asked : starlette.requests.Request
        ``format`` is in the path, the walk and ``lang`` in the query.

    Returns
    -------
    Response
        The file, or in words what is wrong.
    """
    form = FORMATS.get(asked.path_params["format"])
    query = dict(asked.query_params)
    lang: Lang = "en" if query.get("lang") == "en" else LANGS[0]
    if form is None:
        return PlainTextResponse("404", status_code=404)
    try:
        request, published_id = _asked(quarter(), query)
        found = _walk(request, published_id, query.get(OF), lang)
        if isinstance(found, NoRoute):
            return PlainTextResponse(found.fault.message(lang), status_code=422)
        content = form.write(found)  # which fails at a letter that the fonts do not have
    except CitywalkError as error:
        parts = [part for fault in error.faults for part in (fault.message(lang), fault.hint(lang))]
        return PlainTextResponse("\n".join(part for part in parts if part), status_code=400)
    headers = {"content-disposition": _disposition(found, form), "cache-control": "no-cache"}
    return Response(content, media_type=form.media_type, headers=headers)


def _asked(here: Quarter, query: dict[str, str]) -> tuple[Request, str | None]:
    """Read the walk of an address: a published route, at its next hour or another; or a request."""
    now = datetime.now(here.zone)
    if name := query.get("published"):
        usual = next_request(published_route(here, name), here, now=now).as_query()
        at = {"at": query["at"]} if "at" in query else {}
        return read_request(usual | at, here.zone, now=now), name
    return read_request(query, here.zone, now=now), None


def _walk(
    request: Request, published_id: str | None, made_of: str | None, lang: Lang
) -> Walk | NoRoute:
    """Plan it and name it."""
    here = quarter()
    route = planned(request, here.data_version)
    if isinstance(route, NoRoute):
        return route
    base = public_url()
    link = share_link(published_id or request, lang, base=base) if base else None
    name = heading(here, route, published_id, made_of)
    return Walk(quarter=here, route=route, heading=name, lang=lang, link=link)


def _disposition(walk: Walk, form: Format) -> str:
    """Name the file: in ASCII, and as it is called (RFC 6266)."""
    name = walk.heading.published_id or walk.route.request["theme"]
    title = f"{walk.heading.title(walk.lang)} {walk.route.totals.leave:%Y-%m-%d}{form.ending}"
    kind = "inline" if form.shown else "attachment"
    plain = f"citywalk-{name}-{walk.route.totals.leave:%Y-%m-%d}{form.ending}"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(title, safe='')}"


def _gpx(walk: Walk) -> str:
    return gpx_text(walk.quarter, walk.route, walk.heading, walk.lang, link=walk.link)


def _ics(walk: Walk) -> str:
    return ics_text(walk.quarter, walk.route, walk.heading, walk.lang, link=walk.link)


def _html(walk: Walk) -> str:
    return walk_html(walk.quarter, walk.route, walk.heading, walk.lang)


def _geojson(walk: Walk) -> str:
    return geojson_text(walk.quarter, walk.route, walk.heading)


def _png(walk: Walk) -> bytes:
    return _sheet(_Key(walk), "A4", None)


def _paper(paper: Paper, *, both: bool) -> Format:
    """Return the format of a printed sheet, in the walk's language or in two."""

    def write(walk: Walk) -> bytes:
        return _sheet(_Key(walk), paper, "both" if both else walk.lang)

    ending = f"-{paper}.pdf"
    return Format(media_type="application/pdf", ending=ending, write=write, shown=True)


class _Key:
    """A walk as the key of a sheet: two of the same route, title and language are the same."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.same = (walk.route.id, walk.heading, walk.lang, walk.link)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.same == self.same

    def __hash__(self) -> int:
        return hash(self.same)


@lru_cache(maxsize=_SHEETS_KEPT)
def _sheet(key: _Key, paper: Paper, lang: SheetLang | None) -> bytes:
    """Print a sheet once for all visitors who ask for the same; without a language as a picture."""
    walk = key.walk
    what = (walk.quarter, walk.route, walk.heading)
    if lang is None:
        return sheet_png(*what, walk.lang, public_url=public_url(), ppi=_PREVIEW_PPI)[0]
    return sheet_pdf(*what, lang, paper=paper, public_url=public_url())


FORMATS = {
    "cues": Format(
        media_type="text/html; charset=utf-8",
        ending="-cues.html",
        write=lambda walk: written("cues", walk),
        shown=True,
    ),
    "cues-pdf": Format(
        media_type="application/pdf",
        ending="-cues.pdf",
        write=lambda walk: written("cues-pdf", walk),
        shown=True,
    ),
    "gpx": Format(media_type="application/gpx+xml", ending=".gpx", write=_gpx),
    "geojson": Format(media_type="application/geo+json", ending=".geojson", write=_geojson),
    "html": Format(media_type="text/html; charset=utf-8", ending=".html", write=_html),
    "ics": Format(media_type="text/calendar; charset=utf-8", ending=".ics", write=_ics),
    "json": Format(
        media_type="application/json",
        ending=".route.json",
        write=lambda walk: route_text(walk.route),
    ),
    "pdf": _paper("A4", both=False),
    "pdf-a3": _paper("A3", both=False),
    "pdf-a5": _paper("A5", both=False),
    "pdf-a4-both": _paper("A4", both=True),
    "pdf-a3-both": _paper("A3", both=True),
    "pdf-a5-both": _paper("A5", both=True),
    "png": Format(media_type="image/png", ending=".png", write=_png, shown=True),
}
