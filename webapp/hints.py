"""Tells a browser with the first answer what will be needed, so that it loads beside the page.

Imports routes, starlette and webapp.frontpage.
"""

from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from routes.foliummap import ASSETS, STYLES
from webapp.frontpage import frame_script, front_page

SOON = "public, max-age=600"
"""The map stands in a frame: it finds what was loaded ahead only if that may be kept."""
_MAP = (
    (f"{ASSETS}map.js", "script"),
    *((ASSETS + name, "style") for name in STYLES),
    (f"{ASSETS}basemap.json", "fetch; crossorigin"),
    (f"{ASSETS}gl.js", "script"),
)
"""In the order in which they are needed. All after Streamlit's own parts, without which nothing is
seen: so their priority is low."""


class MapFiles(StaticFiles):
    """The files of the map, which a browser may keep for some minutes."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - Starlette's own
        """Answer with a file.

        Returns
        -------
        Response
            As of Starlette, with how long it may be kept.
        """
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = SOON
        return response


class Hints:
    """Adds the hints to the answer that is the page itself, and changes the page.

    Parameters
    ----------
    app : ASGIApp
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on.

        Parameters
        ----------
        scope, receive, send
            As of ASGI.
        """
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return

        started: list[Message] = []
        parts: list[bytes] = []

        async def changing(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=started[0])
            headers.append("link", _hints())
            body = b"".join(parts)
            if headers.get("content-type", "").startswith("text/html") and body:
                body = front_page(body.decode()).encode()
                headers["content-length"] = str(len(body))
                for name in ("etag", "last-modified"):  # they are those of the page before
                    del headers[name]
            await send(started[0])
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, changing)


def _hints() -> str:
    """Write the header."""
    frame = frame_script()
    wanted = ((frame, "script"), *_MAP) if frame else _MAP
    return ", ".join(f"<{url}>; rel=preload; as={kind}; fetchpriority=low" for url, kind in wanted)
