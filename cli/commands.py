"""One function a command: each makes one call into planner or routes and prints what comes back."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cli.output import BAD_INPUT, DONE, NO_ROUTE, complain, fault_line, print_json, progress, write
from planner.china.calendar import calendar_for
from planner.dataset import load_description
from planner.dataset_check import check_dataset
from planner.errors import DatasetError, Fault, RequestError
from planner.hours import as_json as hours_json
from planner.hours import check_spec, day_hours
from planner.no_route import NoRoute
from planner.places import load_places
from planner.plan import plan
from planner.quarter import load_quarter
from planner.request import read_request
from planner.route import as_json
from planner.starts import load_starts
from planner.streets.cache import load_network
from planner.streets.network import Network
from planner.streets.report import report
from planner.themes import load_themes
from planner.words import say
from routes.mapfile import map_html
from routes.plain import plain_text

MOST_DAYS = 400
REQUEST = (
    "theme", "minutes", "start", "end", "at", "pace", "must", "never", "order",
    "step_free", "inside_quarter", "no_overlay",
)  # fmt: skip
"""Options of ``plan`` that make up the request."""


def plan_walk(arguments: argparse.Namespace) -> int:
    """Plan a walk, print it, and write its files if a folder is given."""
    quarter = load_quarter(_folder(arguments), progress=progress(arguments.lang))
    query = {name: _as_text(getattr(arguments, name)) for name in REQUEST}
    request = read_request(query, quarter.zone, now=datetime.now(quarter.zone))
    route = plan(quarter, request)
    if isinstance(route, NoRoute):
        complain([route.fault], arguments.lang, as_object=arguments.json)
        return NO_ROUTE
    if arguments.out is not None:
        arguments.out.mkdir(parents=True, exist_ok=True)
        text = json.dumps(as_json(route), ensure_ascii=False, indent=1)
        write(arguments.out / "route.json", text, arguments.lang)
        write(arguments.out / "map.html", map_html(quarter, route, arguments.lang), arguments.lang)
    if arguments.json:
        print_json(as_json(route))
    else:
        theme = quarter.theme_by_id[request.theme]
        print(plain_text(route, getattr(theme, f"name_{arguments.lang}"), arguments.lang))
    return DONE


def list_rows(arguments: argparse.Namespace) -> int:
    """List places, themes or starts."""
    folder, lang, what = _folder(arguments), arguments.lang, arguments.command
    description = load_description(folder)
    load = {"places": load_places, "themes": load_themes, "starts": load_starts}[what]
    rows: Sequence[Any] = load(folder / getattr(description, what))
    if arguments.json:
        print_json({what: [asdict(row) for row in rows]})
        return DONE
    for row in rows:
        remarks = []
        if getattr(row, "lon", 0) is None:
            remarks.append(say("cli.awaited", lang))
        if not getattr(row, "in_quarter", True):
            remarks.append(say("cli.outside_quarter", lang))
        tail = getattr(row, f"promise_{lang}", "") or " · ".join(remarks)
        print(f"{row.id:24} {getattr(row, f'name_{lang}')}{'  ' if tail else ''}{tail}")
    return DONE


def check(arguments: argparse.Namespace) -> int:
    """Check the dataset."""
    folder, lang = _folder(arguments), arguments.lang
    found = check_dataset(folder, today=datetime.now().astimezone().date())
    faults, warnings = found.faults, found.warnings
    if arguments.json:
        print_json(
            {
                "faults": [fault.as_json(lang) for fault in faults],
                "warnings": [warning.as_json(lang) for warning in warnings],
            }
        )
        return BAD_INPUT if faults else DONE
    for key, items in (("error", faults), ("warning", warnings)):
        for item in items:
            print(fault_line(key, item, lang))
    key = "cli.check_bad" if faults else "cli.check_ok"
    print(say(key, lang, faults=len(faults), warnings=len(warnings)))
    return BAD_INPUT if faults else DONE


def hours(arguments: argparse.Namespace) -> int:
    """List each day's opening hours."""
    folder, lang, spec = _folder(arguments), arguments.lang, arguments.of
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


def streets_build(arguments: argparse.Namespace) -> int:
    """Build the walking network anew."""
    began = time.perf_counter()
    network = _network(arguments, rebuild=True)
    values = {
        "km": round(float(network.length_m.sum()) / 1000, 1),
        "junctions": len(network.node_lonlat),
        "seconds": round(time.perf_counter() - began, 1),
    }
    if arguments.json:
        print_json(values)
    else:
        print(say("cli.built", arguments.lang, **values))
    return DONE


def streets_report(arguments: argparse.Namespace) -> int:
    """Describe the walking network."""
    folder, lang = _folder(arguments), arguments.lang
    description = load_description(folder)
    overlay = None if description.overlay is None else folder / description.overlay
    found = report(folder / description.extract, overlay, _network(arguments))
    if arguments.json:
        print_json(found)
        return DONE
    for key, value in found.items():
        parts = value.items() if isinstance(value, dict) else ()
        text = ", ".join(f"{say(f'streets.{name}', lang)} {km}" for name, km in parts) or value
        print(f"{say(f'streets.{key}', lang)}: {text}")
    return DONE


def app(arguments: argparse.Namespace) -> int:
    """Open the web app."""
    door = Path(__file__).parent.parent / "streamlit_app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(door), "--server.port", arguments.port]
    settings = {**os.environ, "CITYWALK_DATA": str(_folder(arguments).resolve())}
    return subprocess.run(command, check=False, env=settings).returncode  # noqa: S603 - our own door


def _folder(arguments: argparse.Namespace) -> Path:
    """Return the dataset folder, if there is one."""
    folder: Path = arguments.data
    if not folder.is_dir():
        raise DatasetError([Fault("folder_missing", str(folder))])
    return folder


def _network(arguments: argparse.Namespace, *, rebuild: bool = False) -> Network:
    """Load or build the network of the dataset folder."""
    folder = _folder(arguments)
    description = load_description(folder)
    return load_network(
        folder / description.extract,
        None if description.overlay is None else folder / description.overlay,
        folder / ".cache",
        rebuild=rebuild,
        progress=progress(arguments.lang),
    )


def _as_text(value: object) -> str:
    """Write an option as a field of a URL query."""
    if isinstance(value, list):
        return ",".join(value)
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else str(value)


def _day(arguments: argparse.Namespace, zone: ZoneInfo) -> date:
    """Read the first day to list."""
    text = getattr(arguments, "from")
    if not text:
        return datetime.now(zone).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError([Fault("date_unreadable", "--from", {"value": text})]) from None
