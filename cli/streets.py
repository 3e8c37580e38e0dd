"""The commands ``citywalk streets …``: build, report, fetch.

Each makes one call into planner and prints what comes back.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.folder import dataset_folder, dataset_network
from cli.output import DONE, print_json, progress, write
from planner.dataset import load_description
from planner.errors import Fault, RequestError
from planner.quarter import load_quarter
from planner.streets.cache import load_network
from planner.streets.compare import Streets, compare
from planner.streets.extract import read_extract
from planner.streets.report import report
from planner.upkeep.survey_file import spots, survey
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.upkeep.renew_streets import Renewal

LONGEST_WAIT_S = 3600
MOST_ROWS = 20
"""Rows of a list that are printed; ``--json`` has them all."""


def build(arguments: argparse.Namespace) -> int:
    """Build the walking network anew."""
    began = time.perf_counter()
    network = dataset_network(arguments, rebuild=True)
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


def describe(arguments: argparse.Namespace) -> int:
    """Describe the walking network, compare it with another, or list what to survey."""
    if arguments.survey is not None:
        return _survey(arguments)
    if arguments.other is not None:
        return _compare(arguments)
    folder, lang = dataset_folder(arguments), arguments.lang
    osm, overlay = load_description(folder).street_files(folder)
    found = report(osm, overlay, dataset_network(arguments))
    if arguments.json:
        print_json(found)
        return DONE
    for key, value in found.items():
        parts = value.items() if isinstance(value, dict) else ()
        text = ", ".join(f"{say(f'streets.{name}', lang)} {km}" for name, km in parts) or value
        print(f"{say(f'streets.{key}', lang)}: {text}")
    return DONE


def fetch(arguments: argparse.Namespace) -> int:
    """Replace the street extract by live OpenStreetMap data."""
    from planner.streets.fetch import Server, find_place  # noqa: PLC0415 - takes 1.5 s to import
    from planner.upkeep.renew_streets import check_size, read_box, renew_streets  # noqa: PLC0415 - OSMnx

    folder = dataset_folder(arguments)
    if arguments.place and arguments.bbox:
        raise RequestError([Fault("place_and_box", "--place")])
    server = Server(
        overpass=arguments.endpoint,
        geocoder=arguments.geocoder,
        timeout_s=_seconds(arguments.timeout),
    )
    box, tell = None, _teller(arguments.lang)
    if arguments.bbox:
        box = read_box(arguments.bbox)
    elif arguments.place:
        box = find_place(arguments.place, server, progress=tell)
    if box is not None:
        check_size(box, "--bbox" if arguments.bbox else "--place")
    done = renew_streets(
        folder,
        box,
        server,
        progress=tell,
        force=arguments.force,
        keep_overlay=arguments.keep_overlay,
    )
    return _tell_fetched(done, arguments)


def _tell_fetched(done: "Renewal", arguments: argparse.Namespace) -> int:
    """Print what was replaced."""
    lang = arguments.lang
    values: dict[str, Any] = {
        "extract": str(done.extract),
        "previous": None if done.previous is None else str(done.previous),
        "bbox": list(done.box),
        "before_km": None if done.before_km is None else round(done.before_km, 1),
        "after_km": round(done.after_km, 1),
        "map_date": done.map_date,
        "overlay_out": done.overlay_out,
    }
    if arguments.json:
        print_json(values)
        return DONE
    print(say("cli.fetched", lang, **values))
    if done.overlay_out:
        print(say("cli.fetched_overlay", lang))
    if done.previous is not None:
        print(say("cli.fetched_previous", lang, **values))
    return DONE


def _survey(arguments: argparse.Namespace) -> int:
    """Write what should be checked on the ground."""
    found = survey(load_quarter(dataset_folder(arguments), progress=progress(arguments.lang)))
    write(arguments.survey, json.dumps(found, ensure_ascii=False, indent=1), arguments.lang)
    kinds = [feature["properties"]["kind"] for feature in found["features"]]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    if arguments.json:
        print_json({"file": str(arguments.survey), "counts": counts})
    else:
        for kind, count in counts.items():
            print(f"{say(f'cli.survey_{kind}', arguments.lang)}: {count}")
    return DONE


def _compare(arguments: argparse.Namespace) -> int:
    """Compare the dataset's network with that of another dataset or extract."""
    folder, lang = dataset_folder(arguments), arguments.lang
    quarter = load_quarter(folder, progress=progress(lang))
    osm, overlay = quarter.description.street_files(folder)
    this = Streets(extract=read_extract(osm, overlay), network=quarter.network)
    other = _streets(arguments.other, folder / ".cache", progress(lang))
    found = compare(this, other, spots((*quarter.places, *quarter.starts)))
    if arguments.json:
        print_json(found)
        return DONE
    for side in ("this", "other"):
        print(say(f"streets.side_{side}", lang))
        for key, value in found[side].items():
            print(f"    {say(f'streets.{key}', lang)}: {value}")
    for key in ("new_streets", "lost_streets", "moved"):
        print(f"{say(f'streets.{key}', lang)}: {len(found[key]) or say('streets.none', lang)}")
        print(*_rows(found[key], lang), sep="", end="")
    return DONE


def _streets(path: Path, cache: Path, tell: Callable[[str], None]) -> Streets:
    """Read an extract, or the extract and overlay of a dataset folder."""
    osm, overlay = load_description(path).street_files(path) if path.is_dir() else (path, None)
    extract = read_extract(osm, overlay)
    return Streets(extract=extract, network=load_network(osm, overlay, cache, progress=tell))


def _rows(rows: list[dict[str, Any]], lang: Lang) -> Iterable[str]:
    """Write the first rows of a list, one a line."""
    for row in rows[:MOST_ROWS]:
        if "street_zh" in row:
            name = row[f"street_{lang}"] or row["street_zh"]
            yield f"    {name}  {row['metres']} m\n"
        else:
            before, now = (row[k][lang] or say("route.unnamed", lang) for k in _BEFORE_NOW)
            text = say("streets.moved_row", lang, metres=row["metres"], before=before, now=now)
            yield f"    {row[f'name_{lang}']}  {text}\n"
    if len(rows) > MOST_ROWS:
        yield f"    … (--json: {len(rows)})\n"


_BEFORE_NOW = ("street_before", "street")


def _teller(lang: Lang) -> Callable[..., None]:
    """Return a function that tells on stderr how far a download has come."""
    return lambda step, **values: print(say(f"streets.{step}", lang, **values), file=sys.stderr)


def _seconds(text: str) -> int:
    """Read how long an answer may take."""
    if not text.isdecimal() or not 1 <= int(text[:9]) <= LONGEST_WAIT_S:
        values: dict[str, object] = {"value": text, "low": 1, "high": LONGEST_WAIT_S}
        raise RequestError([Fault("timeout_unreadable", "--timeout", values)])
    return int(text)
