"""The walk page over HTTP: /walk?<request>, /walk/p/<published id>, and what makes it work offline.

Times in the quarter's zone. Imports planner, routes and starlette. The routes are plain functions,
which Starlette runs in threads: planning does not hold up other visitors.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import Request as WebRequest
from starlette.responses import Response
from starlette.routing import Route as WebRoute

from planner.catalogue import PublishedRoute
from planner.errors import CitywalkError, RequestError
from planner.no_route import NoRoute
from planner.published import next_request
from planner.quarter import Quarter
from planner.request import Request, read_request
from planner.words import LANGS, Lang, html_lang, say
from routes.timetable import clock
from routes.walkpage.notice import notice_html, notice_policy
from routes.walkpage.page import Door, drawn, page_html, policy_of, static
from webapp.dataset import planned, quarter
from webapp.variation import OF, heading

_WORKER = "/walk/sw.js"
_ICON = "/walk/icon.png"
_PAGES_KEPT = 100
"""Pages kept for all visitors; one takes some 200 kB."""
_SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "geolocation=(self), screen-wake-lock=(self), camera=(), microphone=()",
}
_ASK_AGAIN = {"cache-control": "no-cache", "vary": "Accept-Language"}
_A_DAY = {"cache-control": "public, max-age=86400"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What an address asks for, looked up."""

    request: Request
    published: PublishedRoute | None
    dated: bool
    made_of: str | None = None


def walk(asked: WebRequest) -> Response:
    """Answer /walk with the walk of the address's request.

    Parameters
    ----------
    asked : WebRequest
        Its query is a request, or names a published route; without ``at`` the walk leaves now.

    Returns
    -------
    Response
        The page; 400 with what is wrong, 200 with the reason where nothing fits.
    """
    return _answered(asked, asked.query_params.get("published"))


def published_walk(asked: WebRequest) -> Response:
    """Answer /walk/p/<id> with a published route on the next day that it is meant for.

    Parameters
    ----------
    asked : WebRequest
        ``id`` in its path; ``at`` in its query chooses another time.

    Returns
    -------
    Response
        The page; 404 where there is no such route.
    """
    return _answered(asked, asked.path_params["id"])


def _answered(asked: WebRequest, published_id: str | None) -> Response:
    """Answer with a walk, or with what is wrong in words."""
    lang = _language(asked)
    try:
        here = quarter()
        if published_id is not None and published_id not in here.published_by_id:
            return _notice("not_found", lang, 404, more="not_found_hint")
        return _walk(asked, here, _wish(asked, here, published_id), lang)
    except RequestError as error:
        return _notice("bad_request", lang, 400, error=error)
    except CitywalkError as error:
        return _notice("data_broken", lang, 503, error=error)


def _wish(asked: WebRequest, here: Quarter, published_id: str | None) -> _Wish:
    """Read what an address asks for; ``at`` in it chooses the time of a published route too."""
    now, query = datetime.now(here.zone), dict(asked.query_params)
    given = query.get("at", "").strip()
    if published_id is None:
        request = read_request(query, here.zone, now=now)
        return _Wish(request=request, published=None, dated=bool(given), made_of=query.get(OF))
    published = here.published_by_id[published_id]
    request = next_request(published, here, now=now)
    if given:
        request = read_request(request.as_query() | {"at": given}, here.zone, now=now)
    return _Wish(request=request, published=published, dated=bool(given))


def _walk(asked: WebRequest, here: Quarter, wish: _Wish, lang: Lang) -> Response:
    """Plan, and answer with the page; what the browser has already is not sent again."""
    route = planned(wish.request, here.data_version)
    if isinstance(route, NoRoute):
        return _notice("no_route", lang, 200, error=RequestError([route.fault]), app=_app(wish))
    path = asked.url.path + (f"?{query}" if (query := _without_lang(asked)) else "")
    page, tag = _page(wish, path, lang, here.data_version)
    headers = _SAFE | _ASK_AGAIN | {"etag": tag, "x-citywalk": "walk"}
    headers["content-security-policy"] = f"{policy_of(page)}; frame-ancestors 'none'"
    if tag in asked.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(page, media_type="text/html", headers=headers)


@lru_cache(maxsize=_PAGES_KEPT)
def _page(wish: _Wish, path: str, lang: Lang, data_version: str) -> tuple[str, str]:
    """Write a page and its tag, once for all visitors who ask for the same; there is a route."""
    here, route = quarter(), planned(wish.request, data_version)
    if isinstance(route, NoRoute):
        raise RequestError([route.fault])
    told = None
    if not wish.dated:
        key = "for_now" if wish.published is None else "for_day"
        told = {
            each: say(f"walkpage.{key}", each, day=_day(wish, each), clock=clock(route, each))
            for each in LANGS
        }
    manifest = f"/walk/manifest.webmanifest?{urlencode({'to': path, 'lang': lang})}"
    take = f"/take/pdf?{urlencode(_taken(wish), safe=',:')}"
    save = f"/take/html?{urlencode(_taken(wish), safe=',:')}"
    door = Door(
        sheet=take, app=_app(wish), save=save, worker=_WORKER, manifest=manifest, icon=_ICON,
        for_day=told,
    )  # fmt: skip
    name = wish.published.id if wish.published else None
    page = page_html(here, route, heading(here, route, name, wish.made_of), lang, door)
    return page, f'W/"{sha256(page.encode()).hexdigest()[:24]}"'


def _taken(wish: _Wish) -> dict[str, str]:
    """Name a walk as /take does: a published route keeps its title."""
    query = wish.request.as_query()
    if wish.published is None:
        return query
    return {"published": wish.published.id, "at": query["at"]}


def _app(wish: _Wish) -> str:
    """Return the address where a walk is changed."""
    return f"/?{urlencode(wish.request.as_query(), safe=',:')}"


def _day(wish: _Wish, lang: Lang) -> str:
    """Name the weekday that a published route is meant for."""
    return say(f"published.day_{wish.published.weekday}", lang) if wish.published else ""


def _without_lang(asked: WebRequest) -> str:
    """Return the query without the language: the page holds both."""
    kept = [(key, value) for key, value in asked.query_params.multi_items() if key != "lang"]
    return urlencode(kept, safe=",:")


def _notice(
    key: str,
    lang: Lang,
    status: int,
    *,
    error: CitywalkError | None = None,
    app: str = "/",
    more: str = "",
) -> Response:
    """Answer with a page that says why there is no walk."""
    faults = () if error is None else error.faults
    page = notice_html(key, lang, app=app, faults=faults, more=more)
    headers = _SAFE | {"cache-control": "no-store", "content-security-policy": notice_policy()}
    return Response(page, status, headers=headers, media_type="text/html")


def offline(asked: WebRequest) -> Response:
    """Answer with what the worker shows where there is no network and nothing is kept.

    Parameters
    ----------
    asked : WebRequest
        The request.

    Returns
    -------
    Response
        HTML; the worker puts the kept walks into it.
    """
    page = notice_html("nothing_kept", _language(asked), app=None, more="kept_walks")
    headers = _SAFE | {"cache-control": "no-cache", "content-security-policy": notice_policy()}
    return Response(page, media_type="text/html", headers=headers)


def worker(_: WebRequest) -> Response:
    """Answer with the service worker, whose scope is /walk.

    Returns
    -------
    Response
        JavaScript.
    """
    headers = {"cache-control": "no-cache", "service-worker-allowed": "/walk"}
    return Response(static("sw.js"), media_type="text/javascript", headers=_SAFE | headers)


def manifest(asked: WebRequest) -> Response:
    """Answer with what a phone reads to put a walk on its home screen.

    Parameters
    ----------
    asked : WebRequest
        ``to``: the walk's path; one that is no walk's becomes /walk.

    Returns
    -------
    Response
        A web app manifest.
    """
    to = asked.query_params.get("to", "")
    lang = _language(asked)
    name = say("walkpage.short_name", lang)
    content: Mapping[str, object] = {
        "name": name,
        "short_name": name,
        "lang": html_lang(lang),
        "start_url": to if to.startswith(("/walk?", "/walk/p/")) else "/walk",
        "scope": "/walk",
        "display": "standalone",
        "background_color": "#faf6ed",
        "theme_color": "#9b1b30",
        "icons": [
            {"src": "/walk/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": _ICON, "sizes": "192x192", "type": "image/png", "purpose": "any"},
        ],
    }
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, media_type="application/manifest+json", headers=_SAFE | _A_DAY)


def icon(asked: WebRequest) -> Response:
    """Answer with the icon of the walk page.

    Parameters
    ----------
    asked : WebRequest
        Its path ends in the file's name.

    Returns
    -------
    Response
        SVG; PNG for home screens that take no SVG.
    """
    name = asked.url.path.rpartition("/")[2]
    kind = "image/png" if name.endswith(".png") else "image/svg+xml"
    return Response(drawn(name), media_type=kind, headers=_SAFE | _A_DAY)


def _language(asked: WebRequest) -> Lang:
    """Choose a language: the address's, else the browser's first one of ours, else Chinese."""
    given = asked.query_params.get("lang")
    for lang in LANGS:
        if given == lang:
            return lang
    for part in asked.headers.get("accept-language", "").lower().split(","):
        for lang in LANGS:
            if part.strip().startswith(lang):
                return lang
    return "zh"


WALK_ROUTES = (
    WebRoute("/walk", walk),
    WebRoute("/walk/p/{id}", published_walk),
    WebRoute("/walk/offline", offline),
    WebRoute(_WORKER, worker),
    WebRoute("/walk/manifest.webmanifest", manifest),
    WebRoute("/walk/icon.svg", icon),
    WebRoute(_ICON, icon),
)
