"""The walk page over HTTP, without a browser and without a server."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers

from webapp.walkdoor import WALK_ROUTES

WALK = "/walk?theme=chips&minutes=90&start=jiangsu-road&at=2026-12-05T13:00"


class Answer:
    def __init__(self, messages):
        self.status_code = messages[0]["status"]
        self.headers = Headers(raw=messages[0]["headers"])
        self.body = b"".join(part.get("body", b"") for part in messages[1:])

    @property
    def text(self):
        return self.body.decode()


class Web:
    """Asks the routes as a server would."""

    def __init__(self):
        self.app = Starlette(routes=list(WALK_ROUTES))

    def get(self, address, headers=None, params=None):
        path, _, query = address.partition("?")
        query = query or urlencode(params or {})
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": quote(path).encode(),
            "query_string": quote(query, safe="=&%,:").encode(), "root_path": "", "scheme": "http",
            "headers": [(k.encode(), v.encode()) for k, v in (headers or {}).items()],
            "server": ("localhost", 80),
        }  # fmt: skip
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        # In a thread of its own: a browser driven by other tests may have a loop in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(self.app(scope, receive, send))).result()
        return Answer(sent)


@pytest.fixture(scope="module")
def web():
    return Web()


def test_a_request_is_answered_with_its_walk(web):
    answer = web.get(WALK)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert '"app":"/?theme=chips\\u0026minutes=90' in answer.text


def test_the_same_page_is_not_sent_twice(web):
    tag = web.get(WALK).headers["etag"]
    again = web.get(WALK, headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.text == ""


@pytest.mark.parametrize(
    ("query", "header", "lang"),
    [
        ("&lang=en", "zh-CN", "en"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr,zh;q=0.5", "zh"),
        ("", "", "zh"),
    ],
)
def test_language_is_the_address_s_or_the_browser_s(web, query, header, lang):
    answer = web.get(WALK + query, headers={"accept-language": header})
    assert f'data-lang="{lang}">\n<head>' in answer.text


def test_without_a_time_it_leaves_now_and_says_so(web):
    answer = web.get("/walk?theme=all&minutes=60&start=jiangsu-road")
    assert answer.status_code == 200
    assert "Planned for leaving now" in answer.text


def test_what_is_wrong_is_said_in_both_languages(web):
    answer = web.get("/walk?theme=<b>nothing</b>&minutes=5&start=jiangsu-road")
    assert answer.status_code == 400
    assert "<b>" not in answer.text
    assert "这个链接里有看不懂的地方" in answer.text
    assert "Something in this link cannot be read" in answer.text
    assert 'href="/"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_no_feasible_walk_is_no_error(web):
    answer = web.get("/walk?theme=chips&minutes=10&start=hongqiao-road&at=2026-12-05T13:00")
    assert answer.status_code == 200
    assert "No walk can be made of this" in answer.text
    assert 'href="/?theme=chips&amp;minutes=10' in answer.text


def test_a_published_route_is_planned_for_its_next_day(web, quarter):
    published = quarter.published[0]
    answer = web.get(f"/walk/p/{published.id}")
    assert answer.status_code == 200
    assert f"<title>{published.title_zh}</title>" in answer.text
    assert "Planned for " in answer.text
    day = re.search(r'"day":"(\d{4}-\d\d-\d\d)"', answer.text).group(1)
    assert day >= datetime.now(UTC).strftime("%Y-%m-%d")


def test_a_published_route_is_found_by_query_too_and_at_another_time(web, quarter):
    published = quarter.published[0]
    answer = web.get(f"/walk?published={published.id}&at=2026-12-08T10:00")
    assert f"<title>{published.title_zh}</title>" in answer.text
    assert '"day":"2026-12-08"' in answer.text
    assert "Planned for " not in answer.text.replace("Planned for leaving now", "")
    assert f"/take/pdf?published={published.id}\\u0026at=2026-12-08T10:00" in answer.text


def test_an_unknown_published_route_is_not_found(web):
    answer = web.get("/walk/p/<script>")
    assert answer.status_code == 404
    assert "<script" not in answer.text


def test_worker_may_serve_all_of_walk(web):
    answer = web.get("/walk/sw.js")
    assert answer.headers["service-worker-allowed"] == "/walk"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_home_screens_get_a_picture_that_they_can_draw(web):
    assert '<link rel="apple-touch-icon" href="/walk/icon.png">' in web.get(WALK).text
    answer = web.get("/walk/icon.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.body.startswith(b"\x89PNG")
    assert web.get("/walk/icon.svg").text.startswith("<svg")


def test_manifest_starts_walks_only(web):
    here = web.get("/walk/manifest.webmanifest", params={"to": "/walk/p/x?at=1"})
    assert json.loads(here.text)["start_url"] == "/walk/p/x?at=1"
    away = web.get("/walk/manifest.webmanifest", params={"to": "//evil.example/"})
    assert json.loads(away.text)["start_url"] == "/walk"
