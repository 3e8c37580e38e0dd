"""The solver beside others on all families; a row a run in solver.csv, what is there is kept."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from time import process_time

from benchmarks.solvers import ours
from benchmarks.solvers.families import CITY, FOLDER, Case, all_cases, some
from benchmarks.solvers.posed import Claim, Posed, digest, posed, value_of
from benchmarks.solvers.records import keep
from benchmarks.solvers.summary import figures, report
from benchmarks.solvers.table import Table
from planner.instances.read import read_instance
from planner.orienteering.problem import Problem
from planner.orienteering.warm import warm

SHORT_S, LONG_S = 5.0, 60.0
"""Everyone gets the short time; what it does not prove, if published or a city, the long one."""
HEURISTIC_S = (0.1, 1.0)
HEURISTIC_CASES = 12
"""Of a family, for the heuristic alone."""
PEER_CASES = 4
"""Of a family, for the peers, who use all of their time on each."""
PEERS = {"pyvrp": "vrp", "ortools-routing": "routing", "ortools-cpsat": "cpsat", "didppy": "didp"}
WARMERS = ("toptw_solomon100/rc103.txt", "toptw_cordeau/pr03.txt")
"""Instances of more places than one machine word has bits, and than four have."""
WARM_S = 120.0
"""Time to compile for them; a moment once that is done."""
PACKAGE = {"ortools-routing": "ortools", "ortools-cpsat": "ortools"}

Row = dict[str, object]
Solve = Callable[[Problem, float], tuple[list[int], int | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A solver and the time it is given.

    Parameters
    ----------
    solver : str
        Its name in the table.
    seconds : float
        Time allowed.
    version : str
        Of its code.
    solve : callable
        Takes problem and seconds, returns rows of the problem in order, bound or None.
    """

    solver: str
    seconds: float
    version: str
    solve: Solve


def run(*, fresh: bool = False) -> list[Row]:
    """Measure what is missing in solver.csv and print the summary.

    Parameters
    ----------
    fresh : bool, optional
        Measure everything again.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    table = Table() if fresh else Table().load()
    _warm()
    for case, entry in _runs(table):
        _measure(table, case, entry)
    print(report(table))
    return figures(table)


def _warm() -> None:
    """Load or compile the solver for every size of problem, so that no row pays for it."""
    warm()
    for name in WARMERS:
        ours.whole(read_instance(FOLDER / name).problem, WARM_S)


def _runs(table: Table) -> Iterator[tuple[Case, Entry]]:
    """Go through who solves what: ours on everything first, then the peers."""
    cases = all_cases()
    code = ours.version()
    for case in cases:
        yield case, Entry(solver="citywalk", seconds=SHORT_S, version=code, solve=_whole)
        yield case, Entry(solver="greedy", seconds=SHORT_S, version="1", solve=_peer("greedy"))
    many = some(cases, HEURISTIC_CASES)
    for case in cases:
        for seconds in HEURISTIC_S if case.name in many else ():
            yield case, Entry(solver="heuristic", seconds=seconds, version=code, solve=_heuristic)
    few = some(cases, PEER_CASES)
    for solver, module in PEERS.items():
        try:
            version = installed(PACKAGE.get(solver, solver))
        except PackageNotFoundError:
            print(f"{solver} is not installed: its rows stay as they are")
            continue
        for case in cases:
            if case.name in few:
                yield (
                    case,
                    Entry(solver=solver, seconds=SHORT_S, version=version, solve=_peer(module)),
                )
    for case in cases:
        hard = case.path is not None or case.family == CITY
        if hard and not table.proved(case.family, case.name):
            yield case, Entry(solver="citywalk", seconds=LONG_S, version=code, solve=_whole)


def _measure(table: Table, case: Case, entry: Entry) -> None:
    """Run one solver on one instance, unless its row stands."""
    problem = case.problem()
    row: Row = {
        "family": case.family,
        "instance": case.name,
        "solver": entry.solver,
        "seconds_allowed": f"{entry.seconds:g}",
        "best_known": "" if case.best is None else case.best,
        "version": entry.version,
        "problem": digest(problem),
    }
    if table.has(row):
        return
    began = process_time()
    order, bound = entry.solve(problem, entry.seconds)
    seconds = process_time() - began
    value = value_of(problem, order)
    row |= {
        "value": value,
        "bound": "" if bound is None else bound,
        "proved": int(value == bound),
        "seconds": f"{seconds:.3f}",
    }
    table.add(row)
    if case.path is not None and case.best is not None and value > case.best:
        keep(case.path.parent.name, read_instance(case.path), order, value, case.best)
    print(*(row[name] for name in ("family", "instance", "solver", "value", "bound", "seconds")))


def _whole(problem: Problem, seconds: float) -> tuple[list[int], int | None]:
    """Our solver."""
    found = ours.whole(problem, seconds)
    return list(found.order), found.bound


def _heuristic(problem: Problem, seconds: float) -> tuple[list[int], None]:
    """Our heuristic alone."""
    return ours.heuristic_alone(problem, seconds), None


def _peer(module: str) -> Solve:
    """Another solver; to state its model takes time of its own, which its seconds show."""
    solver = importlib.import_module(f"benchmarks.solvers.peers.{module}")

    def solve(problem: Problem, seconds: float) -> tuple[list[int], int | None]:
        small: Posed = posed(problem)
        if not small.size:
            return [], None
        claim: Claim = solver.run(small, seconds)
        return [int(small.option[row]) for row in claim.order], claim.bound

    return solve
