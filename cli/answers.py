"""The command ``citywalk why``: what it would cost to go to a place that is not in the walk."""

import argparse

from cli.output import DONE, NO_ROUTE, complain, print_json
from cli.wish import read_wish
from planner.answers.why_not import why_not
from planner.no_route import NoRoute
from planner.plan import plan
from planner.route import as_json
from routes.answers import why_lines


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
