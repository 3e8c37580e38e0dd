"""A server on this machine that answers like Overpass and Nominatim, from a small OSM file.

It is told beforehand how to answer each request: "ok" or a mishap.
"""

import json
import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import osmium

REMARK = 'runtime error: Query timed out in "query" at line 3 after 181 seconds.'
MISHAPS = {
    "html": "<html>please log in</html>",
    "list": [1, 2],
    "remark": {"elements": [], "remark": REMARK},
    "bent": {"elements": [{"type": "way", "id": 1, "tags": {"highway": "road"}}]},
}


def elements(osm: Path) -> list[dict]:
    """The file's elements as Overpass writes them."""
    found = []
    for item in osmium.FileProcessor(str(osm)):
        tags = {tag.k: tag.v for tag in item.tags if tag.k != "data_date"}
        row = {"id": item.id} | ({"tags": tags} if tags else {})
        if isinstance(item, osmium.osm.Node):
            row |= {"type": "node", "lat": item.location.lat, "lon": item.location.lon}
        elif isinstance(item, osmium.osm.Way):
            row |= {"type": "way", "nodes": [node.ref for node in item.nodes]}
        else:
            row |= {
                "type": "relation",
                "members": [
                    {"type": {"w": "way", "n": "node"}[m.type], "ref": m.ref, "role": m.role}
                    for m in item.members
                ],
            }
        found.append(row)
    return found


class StandIn:
    """What the server knows, what it is to do, and what it was asked."""

    def __init__(self, rows: list[dict]) -> None:
        self.rows = rows
        self.plan: list[str] = []
        self.queries: list[str] = []
        self.areas: list[dict] = []
        self.url = ""

    def answer(self, query: str) -> list[dict]:
        """The elements that a query of OSMnx selects, those below them included."""
        keys = re.findall(r"(node|way|relation)\[[\"'](.*?)[\"'](?:=[\"'](.*?)[\"'])?\]", query)
        wanted = {
            (row["type"], row["id"])
            for row in self.rows
            for kind, key, value in keys
            if row["type"] == kind
            and key in row.get("tags", {})
            and value in ("", row["tags"][key])
        }
        for row in reversed(self.rows):  # relations before their ways, ways before their nodes
            if (row["type"], row["id"]) in wanted:
                wanted |= {("node", ref) for ref in row.get("nodes", ())}
                wanted |= {(m["type"], m["ref"]) for m in row.get("members", ())}
        return [row for row in self.rows if (row["type"], row["id"]) in wanted]


class Handler(BaseHTTPRequestHandler):
    """Answers for the stand-in that the server carries."""

    def log_message(self, *_):
        """Keep quiet."""

    def do_GET(self):
        stand_in = self.server.stand_in
        stand_in.queries.append(self.path)
        self.reply(stand_in.areas)

    def do_POST(self):
        stand_in = self.server.stand_in
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(body)["data"][0]
        stand_in.queries.append(query)
        what = stand_in.plan.pop(0) if stand_in.plan else "ok"
        if what.isdecimal():
            self.reply("<html>busy</html>", int(what))
        elif what in MISHAPS:
            self.reply(MISHAPS[what])
        elif what in {"silent", "stalled"}:
            self.dawdle(begun=what == "stalled")
        else:
            found = [] if what == "empty" else stand_in.answer(query)
            head = {"timestamp_osm_base": "2026-11-23T21:00:00Z"}
            self.reply({"version": 0.6, "osm3s": head, "elements": found})

    def dawdle(self, *, begun):
        """Say nothing, or begin an answer, and let the asker wait."""
        if begun:
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"elements": [')
        time.sleep(1.5)

    def reply(self, value, status=200):
        text = value if isinstance(value, str) else json.dumps(value)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())


@contextmanager
def serve(rows: list[dict]):
    """Run the server while the block runs."""
    stand_in = StandIn(rows)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.stand_in = stand_in
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}/api"
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
