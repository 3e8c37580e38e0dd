"""All instances by family: published, on the real quarter, made up."""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from benchmarks.solvers.generated import made_up, side_of
from benchmarks.solvers.quarter import HOURS, MINUTES, STARTS, quarter, request_problem
from planner.instances.read import read_instance
from planner.orienteering.problem import Problem

FOLDER = Path(__file__).parent.parent / "instances"
SEED = 20261124
SEEDS = 3
QUARTER_PLACES = (20, 30, 45)
QUARTER_SIDE_M = 1300.0
CITY = "made-up city"
CITY_PLACES = 200
CITY_MINUTES = (120, 180, 240)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One instance.

    Parameters
    ----------
    family, name : str
        Where it belongs and what it is called.
    problem : callable
        Reads or makes it.
    best : int, optional
        The published value.
    path : Path, optional
        The published file.
    """

    family: str
    name: str
    problem: Callable[[], Problem]
    best: int | None = None
    path: Path | None = None


def all_cases() -> list[Case]:
    """List every instance.

    Returns
    -------
    list of Case
        By family, in a fixed order.
    """
    return [*_published(), *_quarter(), *_made_up(), *_city()]


def some(cases: list[Case], most: int) -> set[str]:
    """Choose instances of each family, the same ones always.

    Parameters
    ----------
    cases : list of Case
        All.
    most : int
        How many of a family.

    Returns
    -------
    set of str
        Their names.
    """
    chosen: set[str] = set()
    for family in sorted({case.family for case in cases}):
        names = sorted(case.name for case in cases if case.family == family)
        chosen |= set(random.Random(SEED).sample(names, min(most, len(names))))  # noqa: S311
    return chosen


def _published() -> Iterator[Case]:
    """Files with the values that are best known."""
    with (FOLDER / "best_known.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            folder, name = row["family"], row["instance"]
            path = next((FOLDER / folder).glob(f"{name}.*"))
            yield Case(
                family=_family(folder, name),
                name=name,
                problem=partial(_read, path),
                best=int(row["value"]) if row["status"] != "unresolved" else None,
                path=path,
            )


def _read(path: Path) -> Problem:
    """Read a published file."""
    return read_instance(path).problem


def _family(folder: str, name: str) -> str:
    """Name the part of a collection whose instances are alike."""
    match folder:
        case "toptw_solomon100":
            return f"solomon100-{name[:-2]}"
        case "tdoptw_static":
            return f"tdoptw-{name.split('.', maxsplit=1)[0]}"
        case "optw_solomon50":
            return "solomon50"
        case "toptw_cordeau":
            return "cordeau"
    return folder


def _quarter() -> Iterator[Case]:
    """Every theme, length, hour and start."""
    for theme, minutes, hour, start in product(quarter().theme_by_id, MINUTES, HOURS, STARTS):
        problem = partial(request_problem, theme, minutes, hour, start)
        yield Case(family="quarter", name=f"{theme} {minutes} {hour}h {start}", problem=problem)


def _made_up() -> Iterator[Case]:
    """Quarters of three sizes."""
    for places, minutes, inside, seed in product(QUARTER_PLACES, MINUTES, (0.5, 1.0), range(SEEDS)):
        yield Case(
            family="made-up quarter",
            name=f"{places} places {minutes} min {inside:.0%} inside #{seed}",
            problem=partial(made_up, seed, places, minutes, inside, QUARTER_SIDE_M),
        )


def _city() -> Iterator[Case]:
    """Cities, seen from outside only, and with half of the places to enter."""
    for inside, minutes, seed in product((0.0, 0.5), CITY_MINUTES, range(SEEDS)):
        yield Case(
            family=CITY,
            name=f"{minutes} min {inside:.0%} inside #{seed}",
            problem=partial(made_up, seed, CITY_PLACES, minutes, inside, side_of(CITY_PLACES)),
        )
