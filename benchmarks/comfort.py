"""Preferences on the real quarter: what each changes of the walk, against the same without.

Sixty seeded requests through the whole planner. Shares are of the metres walked, averaged over the
walks; metres are pooled.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from time import perf_counter

import numpy as np

from planner.no_route import NoRoute
from planner.plan import plan
from planner.quarter import Quarter, load_quarter
from planner.request import WISHES, Request
from planner.route import Route

REQUESTS = 60
SEED = 5
MINUTES = (60, 90, 120, 150, 180, 240)
HOURS = (9, 11, 13, 15, 18)
OWN = {
    "quiet": ("quiet_m",),
    "green": ("green_m",),
    "lit": ("lit_m", "lit_unknown_m"),
    "rain": ("covered_m", "steps_m"),
    "step_free": ("steps_m", "steps_unknown_m"),
}
"""Certificate metres that each wish is about."""


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    quarter = load_quarter()
    walks = _walks(quarter)
    rows: list[tuple[str, str, float, str]] = []
    for wish in (*WISHES, "step_free"):
        began = perf_counter()
        wished = [_planned(quarter, request, wish) for request, _ in walks]
        seconds = (perf_counter() - began) / len(walks)
        rows += _figures(wish, [before for _, before in walks], wished, seconds)
    return [dict(zip(("case", "figure", "value", "unit"), row, strict=True)) for row in rows]


def _planned(quarter: Quarter, request: Request, wish: str) -> Route | None:
    """Plan a request with a wish."""
    wished = replace(request, step_free=True)
    for preference in WISHES:
        if preference == wish:
            wished = replace(request, prefer=(preference,))
    route = plan(quarter, wished)
    return None if isinstance(route, NoRoute) else route


def _walks(quarter: Quarter) -> list[tuple[Request, Route]]:
    """Plan seeded requests without a wish until there are enough that lead anywhere."""
    chance = random.Random(SEED)  # noqa: S311 - requests, not secrets
    walks: list[tuple[Request, Route]] = []
    while len(walks) < REQUESTS:
        at = datetime(2026, 12, 5, chance.choice(HOURS), tzinfo=quarter.zone)
        request = Request(
            theme=chance.choice(list(quarter.theme_by_id)),
            minutes=chance.choice(MINUTES),
            start=chance.choice([start.id for start in quarter.starts]),
            at=at,
        )
        route = plan(quarter, request)
        if not isinstance(route, NoRoute):
            walks.append((request, route))
    return walks


def _figures(
    wish: str, before: Sequence[Route], wished: Sequence[Route | None], seconds: float
) -> list[tuple[str, str, float, str]]:
    """Sum up one wish."""
    name = f"prefer {wish} ({len(before)})"
    both = [(old, new) for old, new in zip(before, wished, strict=True) if new is not None]
    rows = [(name, "infeasible", float(len(before) - len(both)), "routes")]
    same = [_stops(old) == _stops(new) for old, new in both]
    rows.append((name, "same stops", _percent(np.mean(same)), "%"))
    for metres in OWN[wish]:
        for when, routes in (("without", [o for o, _ in both]), ("with", [n for _, n in both])):
            own = np.array([getattr(route.certificate.comfort, metres) for route in routes])
            whole = np.array([route.totals.length_m for route in routes])
            rows.append((name, f"{metres} {when}, mean", _percent(np.mean(own / whole)), "%"))
            rows.append((name, f"{metres} {when}, in all", float(own.sum()), "m"))
    for figure, values in (
        ("longer on foot", [new.totals.walk_s / old.totals.walk_s - 1 for old, new in both]),
        ("repeated without", [_twice(old) for old, _ in both]),
        ("repeated with", [_twice(new) for _, new in both]),
        ("ground proved", [float(new.certificate.repeated_proved) for _, new in both]),
    ):
        rows.append((name, figure, _percent(np.mean(values)), "%"))
    return [*rows, (name, "planning time, mean", round(1000 * seconds), "ms")]


def _stops(route: Route) -> set[tuple[str, str]]:
    """Return what is visited, and how."""
    return {(stop.id, stop.option) for stop in route.stops}


def _twice(route: Route) -> float:
    """Return the share of a walk that is walked twice."""
    return route.certificate.repeated_m / route.totals.length_m


def _percent(share: float) -> float:
    """Write a share in percent."""
    return round(100 * float(share), 2)
