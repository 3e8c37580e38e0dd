"""One function a command: each makes one call into planner or routes and prints what comes back."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from cli.answers import others_json, others_text
from cli.folder import dataset_folder
from cli.no_walk import no_walk
from cli.output import DONE, NO_ROUTE, print_json
from cli.wish import read_wish
from planner.china.calendar import calendar_for
from planner.dataset import load_description
from planner.errors import Fault, RequestError
from planner.hours import as_json as hours_json
from planner.hours import check_spec, day_hours
from planner.no_route import NoRoute
from planner.places import load_places
from planner.plan import plan
from planner.route import as_json
from routes.heading import heading_of
from routes.plain import plain_text

MOST_DAYS = 400


def plan_walk(arguments: argparse.Namespace) -> int:
    """Plan a walk, print it, and write its files if a folder is given."""
    quarter, request = read_wish(arguments)
    route = plan(quarter, request)
    if isinstance(route, NoRoute):
        no_walk(quarter, request, route, arguments)
        return NO_ROUTE
    published = quarter.published_by_id.get(arguments.published_id)
    if arguments.out is not None:
        # The map's libraries take half a second to load: only who wants it waits for them.
        files = import_module("cli.walk_files")
        files.write_walk(arguments.out, quarter, route, arguments.lang, published)
    if arguments.json:
        found = others_json(quarter, request, route) if arguments.alternatives else as_json(route)
        print_json(found)
    else:
        heading = heading_of(quarter, route, published)
        print(plain_text(quarter, route, heading.title(arguments.lang), arguments.lang))
        if arguments.alternatives:
            print(others_text(quarter, request, route, arguments.lang))
    return DONE


def hours(arguments: argparse.Namespace) -> int:
    """List each day's opening hours."""
    folder, lang, spec = dataset_folder(arguments), arguments.lang, arguments.of
    description = load_description(folder)
    places = {place.id: place for place in load_places(folder / description.places)}
    last_entry = None
    if spec in places:
        inside = [option for option in places[spec].options if option.kind == "inside"]
        spec, last_entry = (
            (inside[0].opening_hours, inside[0].last_entry) if inside else (None, None)
        )
    elif fault := check_spec(spec, "SPEC"):
        raise RequestError([fault])
    first = _day(arguments, ZoneInfo(description.timezone))
    if not arguments.days.isdecimal() or not 1 <= int(arguments.days[:9]) <= MOST_DAYS:
        values: dict[str, object] = {"value": arguments.days, "low": 1, "high": MOST_DAYS}
        raise RequestError([Fault("days_unreadable", "--days", values)])
    calendar = calendar_for(description.country)
    days = [
        hours_json(
            day_hours(spec, first + timedelta(days=n), calendar=calendar, last_entry=last_entry)
        )
        for n in range(int(arguments.days))
    ]
    if arguments.json:
        print_json({"days": days})
        return DONE
    for day in days:
        windows = " ".join(f"{low}–{high}" for low, high in day["windows"])
        print(f"{day['date']}  {windows or '—':24} {day[f'reason_{lang}']}")
    return DONE


def app(arguments: argparse.Namespace) -> int:
    """Open the web app."""
    door = Path(__file__).parent.parent / "streamlit_app.py"
    port = arguments.port
    if not port.isdecimal() or not 1024 <= int(port[:9]) <= 65535:  # noqa: PLR2004 - TCP's range
        raise RequestError([Fault("port_unreadable", "--port", {"value": port})])
    with socket.socket() as trial:
        if trial.connect_ex(("localhost", int(port))) == 0:
            raise RequestError([Fault("port_taken", "--port", {"value": port})])
    command = [sys.executable, "-m", "streamlit", "run", str(door), "--server.port", port]
    settings = {**os.environ, "CITYWALK_DATA": str(dataset_folder(arguments).resolve())}
    with subprocess.Popen(command, env=settings) as server:  # noqa: S603 - our own door
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        return server.wait()


def _day(arguments: argparse.Namespace, zone: ZoneInfo) -> date:
    """Read the first day to list."""
    text = getattr(arguments, "from")
    if not text:
        return datetime.now(zone).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError([Fault("day_unreadable", "--from", {"value": text})]) from None
