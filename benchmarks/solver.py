"""The solver: made-up quarters of three sizes, and every theme and length on the real one."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from planner.orienteering.problem import Problem, Solution
from planner.orienteering.solve import solve
from planner.orienteering.warm import warm
from planner.pose import find_candidates, pose
from planner.quarter import load_quarter
from planner.request import Request
from planner.resolve import resolve
from planner.streets.travel import travel

MINUTES = (60, 90, 120, 180, 240)
SIZES = (20, 30, 45)
SEEDS = 3
SIDE_M, DETOUR, SPEED_MS = 1300.0, 1.1, 1.2
HOURS = (10, 14, 19)
STARTS = ("jiangsu-road", "zhongshan-park", "121.4190,31.2160")


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    warm()
    rows: list[dict[str, object]] = []
    for places in SIZES:
        for minutes in MINUTES:
            for inside in (0.5, 1.0):
                problems = (made_up(seed, places, minutes, inside) for seed in range(SEEDS))
                case = f"{places} places, {minutes} min, {inside:.0%} inside"
                rows += _figures(case, [solve(problem) for problem in problems])
    for minutes in MINUTES:
        rows += _figures(f"real quarter, {minutes} min", [solve(p) for p in real(minutes)])
    return rows


def made_up(seed: int, places: int, minutes: int, inside: float) -> Problem:
    """Strew places over a square; each is seen from outside at any time, some inside in hours.

    Parameters
    ----------
    seed : int
        Of the random numbers.
    places : int
        How many.
    minutes : int
        Budget.
    inside : float
        Part of the places that can be entered.

    Returns
    -------
    Problem
        A loop from a random spot.
    """
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, SIDE_M, size=(places, 2))
    start = rng.uniform(0, SIDE_M, size=2)
    rows: list[tuple[int, int, int, int, int]] = []
    for place in range(places):
        score = int(rng.integers(1, 6))
        rows.append((2 * score, 60 * int(rng.integers(3, 9)), 0, 86400, place))
        if rng.random() < inside:
            opens = 60 * int(rng.integers(-120, 100))
            closes = opens + 60 * int(rng.integers(60, 300))
            rows.append((5 * score, 60 * int(rng.integers(15, 46)), opens, closes, place))
    prize, dwell_s, open_s, close_s, place_of = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    at = np.concatenate([spots[place_of], [start, start]])
    metres = np.abs(at[:, None] - at[None]).sum(axis=2) * DETOUR
    return Problem(
        prize=prize,
        dwell_s=dwell_s,
        open_s=open_s,
        close_s=close_s,
        place=place_of,
        travel_s=np.ceil(metres / SPEED_MS).astype(np.int64),
        start=len(rows),
        end=len(rows) + 1,
        budget_s=minutes * 60,
    )


def real(minutes: int) -> Iterator[Problem]:
    """Pose the problems of all themes, hours and starts on the embedded dataset.

    Parameters
    ----------
    minutes : int
        Budget.

    Yields
    ------
    Problem
        As ``plan`` would pose it.
    """
    quarter = load_quarter()
    for theme in quarter.theme_by_id:
        for hour in HOURS:
            for start in STARTS:
                at = datetime(2026, 12, 5, hour, tzinfo=quarter.zone)
                request = Request(theme=theme, minutes=minutes, start=start, at=at)
                trip = resolve(quarter, request)
                candidates = find_candidates(quarter, request, trip)
                ways = travel(
                    quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable
                )
                yield pose(candidates, ways, request)


def _figures(case: str, solutions: list[Solution]) -> list[dict[str, object]]:
    """Write the rows of one case."""
    seconds = [solution.seconds for solution in solutions]
    proved = sum(solution.proved for solution in solutions)
    figures = (
        ("median", round(float(np.median(seconds)), 3), "s"),
        ("95 %", round(float(np.quantile(seconds, 0.95)), 3), "s"),
        ("longest", round(max(seconds), 3), "s"),
        ("labels, most", max(solution.work for solution in solutions), "1"),
        ("proved", f"{proved}/{len(solutions)}", "routes"),
    )
    return [
        {"case": f"solver: {case}", "figure": figure, "value": value, "unit": unit}
        for figure, value, unit in figures
    ]
