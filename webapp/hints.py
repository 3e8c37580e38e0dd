"""Tells a browser with the first answer what the map will need, so that it loads beside the page.

Imports routes and starlette.
"""

from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from routes.foliummap import ASSETS, SCRIPTS, STYLES

_SOON = "public, max-age=600"
"""The map stands in a frame: it finds what was loaded ahead only if that may be kept."""
_HINTS = ", ".join(
    f"<{ASSETS}{name}>; rel=preload; as={kind}"
    for names, kind in (
        (SCRIPTS, "script"),
        (STYLES, "style"),
        (("basemap.json",), "fetch; crossorigin"),
    )
    for name in names
)


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
        response.headers["cache-control"] = _SOON
        return response


class Hints:
    """Adds the hints to the answer that is the page itself.

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

        async def hinting(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("link", _HINTS)
            await send(message)

        await self.app(scope, receive, hinting)
