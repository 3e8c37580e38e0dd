"""Asks an ASGI app without a server."""

from concurrent.futures import ThreadPoolExecutor

import anyio


def ask(app, path, *, method="GET", headers=None):
    """Return status, headers and body of an answer."""
    told = {"headers": {}, "body": b""}
    named = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": named,
             "query_string": b""}  # fmt: skip

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if message["type"] == "http.response.start":
            told["status"] = message["status"]
            told["headers"] = {name.decode(): value.decode() for name, value in message["headers"]}
        told["body"] += message.get("body", b"")

    with ThreadPoolExecutor(1) as thread:  # other tests may have a loop in this one
        thread.submit(lambda: anyio.run(app, scope, receive, send)).result()
    return told["status"], told["headers"], told["body"]
