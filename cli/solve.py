"""Solves a published orienteering instance and says what is proved. Imports planner.instances."""

import argparse
import math
import re
import sys
from collections.abc import Callable
from time import monotonic

from cli.output import DONE, NO_ROUTE, complain, print_json
from planner.errors import Fault, RequestError
from planner.instances.answer import solve_instance
from planner.instances.instance import Instance
from planner.instances.read import read_instance
from planner.orienteering.problem import Solution
from planner.orienteering.warm import warm
from planner.words import Lang, say

WORK_LIMIT = 40_000_000
"""Labels at most, some gigabytes; with ``--seconds`` it is the clock that ends most searches."""
TELL_S = 5.0
"""Seconds between two lines of progress."""
LONGEST_S = 86_400.0


def solve(arguments: argparse.Namespace) -> int:
    """Read an instance, solve it within the seconds given, and print the answer."""
    seconds, lang = _seconds(arguments.seconds), arguments.lang
    instance = read_instance(arguments.instance)
    warm()  # before the clock runs: the first start after an installation compiles
    found = solve_instance(instance, work_limit=WORK_LIMIT, stop=_deadline(seconds, lang))
    if not found.feasible:
        code = "instance_no_tour" if found.proved else "instance_no_tour_yet"
        values: dict[str, object] = {"seconds": f"{seconds:g}"}
        complain([Fault(code, instance.name, values)], lang, as_object=arguments.json)
        return NO_ROUTE
    if arguments.json:
        print_json(_as_json(instance, found))
    else:
        print("\n".join(_lines(instance, found, lang)))
    return DONE


def _seconds(text: str) -> float:
    """Read the time allowed."""
    seconds = float(text) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) else math.nan
    if not 0 <= seconds <= LONGEST_S:
        values: dict[str, object] = {"value": text, "most": f"{LONGEST_S:g}"}
        raise RequestError([Fault("seconds_unreadable", "--seconds", values)])
    return seconds


def _deadline(seconds: float, lang: Lang) -> Callable[[], bool]:
    """Return what the solver asks; it also tells on stderr that the search goes on."""
    began = told = monotonic()

    def over() -> bool:
        nonlocal told
        now = monotonic()
        if now - told >= TELL_S:
            told = now
            values = {"passed": f"{now - began:.0f}", "seconds": f"{seconds:g}"}
            print(say("solve.searching", lang, **values), file=sys.stderr)
        return now - began >= seconds

    return over


def _as_json(instance: Instance, found: Solution) -> dict[str, object]:
    """Write the answer as one object."""
    return {
        "name": instance.name,
        "format": instance.form,
        "places": int(instance.problem.prize.size),
        "value": found.value,
        "bound": found.bound,
        "proved": found.value == found.bound,
        "seconds": round(found.seconds, 4),
        "nodes": found.work,
        "phase": found.phase,
        "ended": found.ended,
        "tour": instance.tour(found.order),
    }


def _lines(instance: Instance, found: Solution, lang: Lang) -> list[str]:
    """Write the answer as text."""
    proved = "proved" if found.value == found.bound else f"open_{found.ended.replace(' ', '_')}"
    values = {
        "name": instance.name,
        "places": instance.problem.prize.size,
        "value": found.value,
        "bound": found.bound,
        "seconds": f"{found.seconds:.2f}",
        "nodes": found.work,
        "stops": len(found.order),
        "tour": " ".join(str(number) for number in instance.tour(found.order)),
    }
    return [say(f"solve.{key}", lang, **values) for key in ("about", proved, "effort", "tour")]
