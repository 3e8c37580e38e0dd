"""``citywalk export``: a route file in a format that people take away. Imports planner, routes."""

import argparse
import sys
from pathlib import Path

from cli.folder import dataset_folder
from cli.output import DONE, fault_line, print_json, progress, write_bytes
from planner.errors import DatasetError, Fault, RequestError
from planner.published import published_as
from planner.quarter import Quarter, load_quarter
from planner.route import Route
from planner.route_file import read_route, request_in
from planner.shaping import quarter_of
from routes.cues import GROUP
from routes.formats import FORMATS, Walk, written
from routes.heading import heading_of
from routes.share import public_url, share_link


def export(arguments: argparse.Namespace) -> int:
    """Write a route file in another format, to a file or to stdout."""
    _check(arguments)
    lang = arguments.lang
    route = read_route(arguments.route)
    quarter = load_quarter(dataset_folder(arguments), progress=progress(lang))
    check_route(quarter, route, arguments.route)
    if route.data_version != quarter.data_version:
        values: dict[str, object] = {"value": route.data_version, "now": quarter.data_version}
        other = Fault("route_other_data", arguments.route.name, values)
        print(fault_line("warning", other, lang), file=sys.stderr)
    base, request = public_url(arguments.public_url), request_in(route)
    walk = Walk(
        quarter=quarter,
        route=route,
        heading=heading_of(quarter, route, published_as(quarter, request)),
        lang=lang,
        link=share_link(request, lang, "/walk", base=base) if base else None,
        group=None if arguments.group is None else int(arguments.group),
    )
    content = written(arguments.format, walk, arguments.variant)
    if arguments.output is not None:
        write_bytes(arguments.output, content, lang)
        if arguments.json:
            print_json({"file": str(arguments.output), "bytes": len(content)})
    elif arguments.json:
        print_json({"format": arguments.format, "content": content.decode()})
    else:
        sys.stdout.write(content.decode())
    return DONE


def check_route(quarter: Quarter, route: Route, path: Path) -> None:
    """Refuse a route of another dataset.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        What was read.
    path : Path
        Where it was read from.

    Raises
    ------
    DatasetError
        If its theme or one of its stops is not in the quarter.
    """
    known = {*quarter_of(quarter, route).place_by_id, *quarter.theme_by_id}
    named = [("request.theme", route.request["theme"])]
    named += [(f"stops[{n}].id", stop.id) for n, stop in enumerate(route.stops)]
    faults = [
        Fault("route_place_unknown", f"{path.name}: {where}", {"value": value})
        for where, value in named
        if value not in known
    ]
    if faults:
        raise DatasetError(faults)


def _check(arguments: argparse.Namespace) -> None:
    """Refuse a variant that the format has not, and bytes on a terminal."""
    kind = FORMATS.get(arguments.format)
    if kind is None:
        values: dict[str, object] = {"value": arguments.format, "known": ", ".join(FORMATS)}
        raise RequestError([Fault("format_unknown", "--format", values)])
    if arguments.variant and arguments.variant not in kind.variants:
        known = ", ".join(kind.variants) or "—"
        values = {"value": arguments.variant, "format": arguments.format, "known": known}
        raise RequestError([Fault("variant_unknown", "--variant", values)])
    group = arguments.group
    if group is not None and (not group.isdecimal() or not GROUP[0] <= int(group[:9]) <= GROUP[1]):
        values = {"value": group, "low": GROUP[0], "high": GROUP[1]}
        raise RequestError([Fault("group_unreadable", "--group", values)])
    if arguments.output is None and not kind.is_text:
        raise RequestError([Fault("output_missing", "-o", {"format": arguments.format})])
