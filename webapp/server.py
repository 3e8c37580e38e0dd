"""The server around the page: compressed answers, the files of the map, walks to take away.

Imports routes and starlette.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

import routes
from planner.errors import CitywalkError
from planner.ground.paths import warm as warm_ground
from planner.orienteering.warm import warm
from planner.published import next_request
from routes.basemap_cache import base_layers
from routes.foliummap import BUNDLES, bundle
from routes.webmap import map_bundle
from webapp.dataset import planned, quarter
from webapp.frontpage import PARTS_URL
from webapp.hints import SOON, Hints, MapFiles
from webapp.packed import Packed
from webapp.parts import parts_digest, parts_script
from webapp.take import take
from webapp.walkdoor import WALK_ROUTES

_AN_HOUR = {"cache-control": "public, max-age=3600"}
_FOR_GOOD = {"cache-control": "public, max-age=31536000, immutable"}
_TEN_MINUTES = {"cache-control": SOON}


@cache
def _basemap_json() -> str:
    """Write the base map once a process; a dataset that cannot be loaded is tried again."""
    return json.dumps(map_bundle(base_layers(quarter())), ensure_ascii=False, separators=(",", ":"))


def basemap(_: Request) -> Response:
    """Answer with what the browser needs to draw the base map.

    Returns
    -------
    Response
        JSON.
    """
    return Response(_basemap_json(), media_type="application/json", headers=_AN_HOUR)


def parts(_: Request) -> Response:
    """Answer with the small modules of Streamlit's page; their address changes with them.

    Returns
    -------
    Response
        JavaScript.
    """
    return Response(parts_script(), media_type="text/javascript", headers=_FOR_GOOD)


def script(request: Request) -> Response:
    """Answer with the map's scripts, several in one.

    Returns
    -------
    Response
        JavaScript.
    """
    text = bundle(request.url.path.rpartition("/")[2])
    return Response(text, media_type="text/javascript", headers=_TEN_MINUTES)


@asynccontextmanager
async def prepared(_: st.App) -> AsyncIterator[None]:
    """Load the quarter and the compiled solver before the first visitor comes.

    A dataset that cannot be loaded is no reason not to start: the page tells what is wrong with it.
    """
    warm()
    warm_ground()
    import_module("folium.plugins")  # the map's frame loads them: the first visitor would wait
    parts_digest()
    with suppress(CitywalkError):
        base_layers(quarter())
        Thread(target=_plan_published, daemon=True).start()
    yield


def _plan_published() -> None:
    """Plan the published routes for their next day, so that a tap on a card opens at once."""
    here = quarter()
    for route in here.published:
        with suppress(CitywalkError):
            request = next_request(route, here, now=datetime.now(here.zone))
            planned(request, here.data_version)


ROUTES = (
    *WALK_ROUTES,
    Route("/assets/basemap.json", basemap),
    *(Route(f"/assets/{name}", script) for name in BUNDLES),
    Route(f"/{PARTS_URL}", parts),
    Route("/take/{format}", take),
    Mount("/assets", MapFiles(directory=Path(routes.__file__).parent / "static")),
)
MIDDLEWARE = (
    Middleware(Packed),
    Middleware(GZipMiddleware, minimum_size=1000),
    Middleware(Hints),
)
