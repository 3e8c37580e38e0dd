"""``citywalk import``: a recorded or drawn walk becomes a route file. Imports planner, routes."""

import argparse
from datetime import datetime

from cli.folder import dataset_folder
from cli.output import DONE, print_json, progress, write
from planner.errors import Fault, RequestError
from planner.importing.made import Wanted
from planner.importing.read import read_points
from planner.importing.walked import DATUMS, Walked, import_walk
from planner.quarter import load_quarter
from planner.request import read_request
from planner.resolve import unknown
from planner.route import Route, as_json
from planner.route_file import route_text
from planner.words import Lang, say
from routes.timetable import MINUTE_S, clock_minutes, duration


def take(arguments: argparse.Namespace) -> int:
    """Match a walk to the streets, say what it is, and write it."""
    if arguments.datum not in {None, *DATUMS}:
        values: dict[str, object] = {"value": arguments.datum, "known": ", ".join(DATUMS)}
        raise RequestError([Fault("datum_unknown", "--datum", values)])
    points = read_points(arguments.file)
    quarter = load_quarter(dataset_folder(arguments), progress=progress(arguments.lang))
    now = datetime.now(quarter.zone)
    query = {name: getattr(arguments, name) or "" for name in ("theme", "at", "pace")}
    wish = read_request({**query, "start": "0,0"}, quarter.zone, now=now)
    if wish.theme not in quarter.theme_by_id:
        raise RequestError([unknown("theme_unknown", "theme", wish.theme, quarter.themes)])
    wanted = Wanted(theme=wish.theme, at=wish.at, pace_kmh=wish.pace_kmh, now=now)
    walked = import_walk(quarter, points, wanted, datum=arguments.datum, where=arguments.file.name)
    if arguments.output is not None:
        write(arguments.output, route_text(walked.route), arguments.lang)
    if arguments.json:
        print_json(
            {
                "share": round(walked.share, 3),
                "trace_m": round(walked.trace_m),
                "route": as_json(walked.route),
                "best": as_json(walked.best),
            }
        )
    else:
        print("\n".join(_report(walked, arguments.lang)))
    return DONE


def _report(walked: Walked, lang: Lang) -> list[str]:
    """Say how well it fits, what it passes, and how the planner's compares."""
    lines = [
        say(
            "files.import_trace",
            lang,
            km=f"{walked.trace_m / 1000:.1f}",
            share=f"{walked.share:.0%}",
        )
    ]
    for stop in walked.route.stops:
        name = stop.name(lang)
        values = {"clock": f"{stop.arrive:%H:%M}", "number": stop.number}
        lines.append(say("files.import_stop", lang, name=name, **values))
    lines.append(say("files.import_yours", lang, **_figures(walked.route, lang)))
    if walked.best is None:
        return [*lines, say("files.import_no_best", lang)]
    return [*lines, say("files.import_best", lang, **_figures(walked.best, lang))]


def _figures(route: Route, lang: Lang) -> dict[str, object]:
    """Sum a walk up."""
    totals = route.totals
    minutes = clock_minutes(totals.leave, totals.back)
    return {
        "stops": len(route.stops),
        "km": f"{totals.length_m / 1000:.1f}",
        "duration": duration(minutes * MINUTE_S, lang),
        "prize": totals.prize,
    }
