"""Keeps compressed answers that are the same for everybody, so that each is compressed once.

Imports starlette.
"""

import re
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAME = ("/static/", "/assets/", "/component/")
"""Where files stand that do not change while the server runs."""
_OWN = ("range", "if-none-match", "if-modified-since")
"""What makes an answer one's own."""
_KEPT = 300
_FOR_GOOD = "public, max-age=31536000, immutable"
_NAMED_BY_CONTENT = re.compile(r"/component/.+\.[0-9a-f]{8}\.(js|css)$")


class Packed:
    """Answers from memory what was asked for and compressed before.

    Parameters
    ----------
    app : ASGIApp
        What answers, compressed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it.

        Parameters
        ----------
        scope, receive, send
            As of ASGI.
        """
        if not _same_for_all(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path in self._kept:
            for message in self._kept[path]:
                await send(message)
            return
        answer: list[Message] = []

        async def noting(message: Message) -> None:
            if message.get("status") == HTTPStatus.OK and _NAMED_BY_CONTENT.search(path):
                MutableHeaders(scope=message)["cache-control"] = _FOR_GOOD
            answer.append(message)
            await send(message)

        await self.app(scope, receive, noting)
        if _may_be_kept(answer) and len(self._kept) < _KEPT:
            self._kept[path] = answer


def _same_for_all(scope: Scope) -> bool:
    """Tell whether everybody who asks this gets the same."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    packed = "gzip" in headers.get("accept-encoding", "")
    return packed and scope["path"].startswith(_SAME) and not any(h in headers for h in _OWN)


def _may_be_kept(answer: list[Message]) -> bool:
    """Tell whether an answer is whole, compressed and nobody's own."""
    if not answer or answer[0].get("status") != HTTPStatus.OK or answer[-1].get("more_body"):
        return False
    headers = Headers(raw=answer[0]["headers"])
    own = "set-cookie" in headers or "access-control-allow-origin" in headers
    return headers.get("content-encoding") == "gzip" and not own
