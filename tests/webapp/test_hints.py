"""What the map needs is named with the first answer, and may be kept until its frame asks."""

from pathlib import Path

import pytest
from asgi import ask
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

import routes
from routes.foliummap import BUNDLES, SCRIPTS, STYLES
from webapp.hints import Hints, MapFiles

STATIC = Path(routes.__file__).parent / "static"


PAGE = "<html><head><title>x</title></head></html>"


@pytest.fixture(scope="module")
def asked():
    def page(_):
        return HTMLResponse(PAGE, headers={"etag": "1"})

    app = Starlette(
        routes=[Route("/", page), Route("/other", page)], middleware=[Middleware(Hints)]
    )

    def answered(path):
        _, headers, body = ask(app, path)
        return headers | {"body": body.decode()}

    return answered


def test_the_page_names_what_its_map_needs(asked):
    named = asked("/")["link"]
    for name in (*BUNDLES, *STYLES, "basemap.json"):
        assert f"</assets/{name}>; rel=preload; as=" in named
    # What draws the names of streets comes last: the map is seen without it.
    assert named.rindex("/assets/") == named.index("/assets/gl.js")
    assert "link" not in asked("/other")


def test_the_page_is_changed_whole_and_others_are_not(asked):
    told = asked("/")
    assert told["body"] != PAGE
    assert told["body"].endswith("</html>")
    assert int(told["content-length"]) == len(told["body"].encode())
    assert "etag" not in told
    assert asked("/other")["body"] == PAGE


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES])
def test_those_files_are_there_and_may_be_kept(name):
    scope = {"type": "http", "method": "GET", "headers": []}
    answer = MapFiles(directory=STATIC).file_response(STATIC / name, (STATIC / name).stat(), scope)
    assert "max-age" in answer.headers["cache-control"]
    assert answer.headers["etag"]
