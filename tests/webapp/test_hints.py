"""What the map needs is named with the first answer, and may be kept until its frame asks."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

import routes
from routes.foliummap import SCRIPTS, STYLES
from webapp.hints import Hints, MapFiles

STATIC = Path(routes.__file__).parent / "static"


@pytest.fixture(scope="module")
def asked():
    def page(_):
        return PlainTextResponse("page")

    app = Starlette(
        routes=[Route("/", page), Route("/other", page)], middleware=[Middleware(Hints)]
    )

    def ask(path):
        headers = {}

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            headers.update(message.get("headers", ()))

        scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": [],
                 "query_string": b""}  # fmt: skip
        with ThreadPoolExecutor(1) as thread:  # other tests may have a loop in this one
            thread.submit(lambda: anyio.run(app, scope, receive, send)).result()
        return {name.decode(): value.decode() for name, value in headers.items()}

    return ask


def test_the_page_names_what_its_map_needs(asked):
    named = asked("/")["link"]
    for name in (*SCRIPTS, *STYLES, "basemap.json"):
        assert f"</assets/{name}>; rel=preload; as=" in named
    assert "link" not in asked("/other")


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES])
def test_those_files_are_there_and_may_be_kept(name):
    scope = {"type": "http", "method": "GET", "headers": []}
    answer = MapFiles(directory=STATIC).file_response(STATIC / name, (STATIC / name).stat(), scope)
    assert "max-age" in answer.headers["cache-control"]
    assert answer.headers["etag"]
