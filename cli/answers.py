"""Answers about a walk: ``citywalk why`` and ``citywalk plan --alternatives``.

Each makes one call into planner and prints what comes back.
"""

import argparse
from typing import Any

from cli.output import DONE, NO_ROUTE, complain, print_json
from cli.wish import read_wish
from planner.answers.alternatives import MOST, Alternative, alternatives
from planner.answers.why_not import why_not
from planner.no_route import NoRoute
from planner.plan import plan
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route, as_json
from planner.words import Lang, say
from routes.answers import names_of, other_text, others_remark, why_lines


def why(arguments: argparse.Namespace) -> int:
    """Plan a walk, and say why a place is not in it."""
    quarter, request = read_wish(arguments)
    route = plan(quarter, request)
    if isinstance(route, NoRoute):
        complain([route.fault], arguments.lang, as_object=arguments.json)
        return NO_ROUTE
    found = why_not(quarter, request, route, arguments.of)
    if arguments.json:
        print_json({"why": as_json(found)})
        return DONE
    lines = why_lines(quarter, route, found, arguments.lang)
    print(getattr(quarter.place_by_id[arguments.of], f"name_{arguments.lang}"))
    print(*(f"· {line}" for line in lines), sep="\n")
    return DONE


def others_json(quarter: Quarter, request: Request, route: Route) -> dict[str, Any]:
    """Find other walks, for ``--json``.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    request : Request
        What the user chose.
    route : Route
        The walk.

    Returns
    -------
    dict
        ``route`` and ``alternatives``: request, share of street in common, route.
    """
    found = alternatives(quarter, request, route)
    rows = [
        {
            "request": other.request.as_json(),
            "shared": round(other.shared, 3),
            "route": as_json(other.route),
        }
        for other in found
    ]
    return {"route": as_json(route), "alternatives": rows}


def others_text(quarter: Quarter, request: Request, route: Route, lang: Lang) -> str:
    """Find other walks, and say how each is asked for.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    request : Request
        What the user chose.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Lines of text.
    """
    found = alternatives(quarter, request, route)
    lines = ["", say("answers.others", lang)]
    for number, other in enumerate(found, 1):
        stops = [stop.id for stop in other.route.stops]
        lines.append(f"{number}  {other_text(other, lang)}")
        lines.append(f"   {names_of(quarter, stops, lang)}")
        lines.append(f"   {_options(other)}")
    if remark := others_remark(route, len(found), MOST, lang):
        lines.append(remark)
    return "\n".join(lines)


def _options(other: Alternative) -> str:
    """Write the options that ask for a walk, beside those given already."""
    if other.request.order:
        return f"--order {','.join(other.request.order)}"
    return " ".join(f"--never {place_id}" for place_id in other.request.never)
