"""The commands about what a dataset holds: lists, ``check``, ``places locate``.

Each makes one call into planner and prints what comes back.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cli.folder import dataset_folder
from cli.output import BAD_INPUT, DONE, fault_line, print_json, progress
from planner.dataset import load_description
from planner.errors import Fault
from planner.places import load_places
from planner.quarter import load_quarter
from planner.starts import load_starts
from planner.themes import load_themes
from planner.upkeep.catalogue_check import unwalkable
from planner.upkeep.locate import Said
from planner.upkeep.locate import locate as set_position
from planner.upkeep.street_check import check_folder
from planner.words import Lang, say

_FIRST = 3
"""Warnings of one kind that are shown unless all are asked for."""


def list_rows(arguments: argparse.Namespace) -> int:
    """List places, themes or starts."""
    folder, lang, what = dataset_folder(arguments), arguments.lang, arguments.command
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
    folder, lang = dataset_folder(arguments), arguments.lang
    today = datetime.now().astimezone().date()
    found = check_folder(folder, today=today, progress=progress(lang))
    faults, warnings = found.faults, found.warnings
    if not faults and found.description and (file := found.description.catalogue):
        print(say("cli.check_walks", lang), file=sys.stderr)
        faults = tuple(unwalkable(load_quarter(folder), file=file))
    if arguments.json:
        print_json(
            {
                "faults": [fault.as_json(lang) for fault in faults],
                "warnings": [warning.as_json(lang) for warning in warnings],
            }
        )
        return BAD_INPUT if faults else DONE
    for fault in faults:
        print(fault_line("error", fault, lang))
    for line in _grouped(warnings, lang, most=len(warnings) if arguments.every else _FIRST):
        print(line)
    key = "cli.check_bad" if faults else "cli.check_ok"
    print(say(key, lang, faults=len(faults), warnings=len(warnings)))
    return BAD_INPUT if faults else DONE


def _grouped(warnings: Sequence[Fault], lang: Lang, *, most: int) -> Iterator[str]:
    """Write warnings of the same kind together: the first few, and how many there are more."""
    kinds: dict[str, list[Fault]] = {}
    for warning in warnings:
        kinds.setdefault(warning.code, []).append(warning)
    for group in kinds.values():
        for warning in group[:most]:
            yield fault_line("warning", warning, lang)
        if len(group) > most:
            yield say("cli.check_more", lang, more=len(group) - most, all=len(group))


def locate(arguments: argparse.Namespace) -> int:
    """Set the position of a place."""
    folder, lang = dataset_folder(arguments), arguments.lang
    zone = ZoneInfo(load_description(folder).timezone)
    said = Said(
        place_id=arguments.id,
        lonlat=arguments.lonlat,
        source=arguments.source,
        accuracy=arguments.accuracy,
    )
    today = datetime.now(zone).date()
    done = set_position(folder, said, today=today, progress=progress(lang))
    place = done.place
    if arguments.json:
        row = asdict(place)
        kept = ("id", "name_zh", "name_en", "lon", "lat", "position", "checked_on")
        print_json(
            {
                "place": {name: row[name] for name in kept},
                "file": str(done.file),
                "warnings": [warning.as_json(lang) for warning in done.warnings],
            }
        )
        return DONE
    key = f"cli.located_{place.position.status}"
    name, metres = getattr(place, f"name_{lang}"), place.position.accuracy_m
    print(say(key, lang, name=name, file=done.file, lon=place.lon, lat=place.lat, metres=metres))
    for warning in done.warnings:
        print(fault_line("warning", warning, lang))
    return DONE
