"""Planning: a whole ``citywalk plan``, and plans inside a running process, on the real quarter."""

import subprocess
import sys
from datetime import datetime
from time import perf_counter

import numpy as np

from planner.orienteering.warm import warm
from planner.plan import plan
from planner.quarter import load_quarter
from planner.request import Request
from planner.route import Route

MINUTES = (60, 90, 120, 180, 240)
HOURS = (10, 14, 19)
STARTS = ("jiangsu-road", "zhongshan-park", "121.4190,31.2160")
REPEATS = 5


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    process_s = float(np.median([_process() for _ in range(REPEATS + 1)][1:]))
    seconds, proved = _inside()
    rows = [
        ("citywalk plan, warm", "whole process, median", round(process_s, 2), "s"),
        (f"plan in process ({len(seconds)})", "median", round(float(np.median(seconds)), 4), "s"),
        (
            f"plan in process ({len(seconds)})",
            "95 %",
            round(float(np.quantile(seconds, 0.95)), 3),
            "s",
        ),
        (f"plan in process ({len(seconds)})", "longest", round(max(seconds), 3), "s"),
        (f"plan in process ({len(seconds)})", "proved", f"{sum(proved)}/{len(proved)}", "routes"),
    ]
    return [dict(zip(("case", "figure", "value", "unit"), row, strict=True)) for row in rows]


def _process() -> float:
    """Time one command from start to end."""
    command = [sys.executable, "-m", "citywalk", "plan", "--start", "jiangsu-road", "--json"]
    began = perf_counter()
    subprocess.run([*command, "--at", "2026-12-05T13:00"], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began


def _inside() -> tuple[list[float], list[bool]]:
    """Plan all themes, lengths, hours and starts once each."""
    quarter = load_quarter()
    warm()
    seconds: list[float] = []
    proved: list[bool] = []
    for theme in quarter.theme_by_id:
        for minutes in MINUTES:
            for hour in HOURS:
                for start in STARTS:
                    at = datetime(2026, 12, 5, hour, tzinfo=quarter.zone)
                    request = Request(theme=theme, minutes=minutes, start=start, at=at)
                    began = perf_counter()
                    route = plan(quarter, request)
                    seconds.append(perf_counter() - began)
                    if isinstance(route, Route):
                        proved.append(route.certificate.proved)
    return seconds, proved
