"""What is the same for everybody is compressed once; what is one's own is asked anew."""

import gzip

import pytest
from asgi import ask
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Route

from webapp.packed import Packed

TEXT = "硅巷" * 2000


@pytest.fixture
def visit():
    asked = []

    def answer(request):
        asked.append(request.url.path)
        code = 404 if "missing" in request.url.path else 200
        headers = {"set-cookie": "a=b"} if "own" in request.url.path else None
        return Response(TEXT, code, media_type="text/plain", headers=headers)

    app = Starlette(
        routes=[Route("/{path:path}", answer, methods=["GET", "POST"])],
        middleware=[Middleware(Packed), Middleware(GZipMiddleware, minimum_size=1000)],
    )

    def visited(path, method="GET", **headers):
        packed = {"accept-encoding": "gzip"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        status, told, body = ask(app, path, method=method, headers=packed | named)
        if told.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return status, told, body.decode()

    visited.asked = asked
    return visited


def test_a_file_is_compressed_once_and_whole(visit):
    for _ in range(2):
        status, headers, text = visit("/assets/map.js")
        assert (status, text, headers["content-encoding"]) == (200, TEXT, "gzip")
    assert visit.asked == ["/assets/map.js"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/take/gpx", {}),
        ("/static/missing.js", {}),
        ("/static/own.js", {}),
        ("/assets/map.js", {"accept_encoding": "identity"}),
        ("/assets/map.js", {"range": "bytes=0-9"}),
        ("/assets/map.js", {"if_none_match": '"1"'}),
    ],
)
def test_anything_else_is_asked_each_time(visit, path, headers):
    for _ in range(2):
        assert visit(path, **headers)[2] == TEXT
    assert len(visit.asked) == 2


def test_only_what_is_got_is_kept(visit):
    visit("/assets/map.js", method="POST")
    visit("/assets/map.js")
    assert len(visit.asked) == 2


def test_a_file_named_by_its_content_may_be_kept_for_good(visit):
    def kept(path):
        return visit(path)[1].get("cache-control", "")

    assert "immutable" in kept("/component/x/static/js/main.521860b0.js")
    assert kept("/component/x/index.html") == ""
    assert kept("/component/x/missing.521860b0.js") == ""
