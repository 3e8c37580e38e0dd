"""What is compiled by warm() is all that solving needs."""

import importlib
import os
import pkgutil
import subprocess
import sys
import time
from pathlib import Path

from tiny_problems import make_problem

import planner.orienteering as package
from planner.orienteering.compiled import drop_stale_code
from planner.orienteering.equal import equal_tours
from planner.orienteering.solve import heuristic, solve
from planner.orienteering.warm import warm

ROOT = Path(package.__path__[0]).parent.parent


def versions_compiled() -> dict[str, int]:
    """Number of versions of each kernel by name."""
    counts = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for name, thing in vars(module).items():
            if hasattr(thing, "signatures"):
                counts[f"{info.name}.{name}"] = len(thing.signatures)
    return counts


def test_nothing_is_compiled_after_warm():
    warm()
    before = versions_compiled()
    at = [(7 * k) % 23 * 10 for k in range(22)] + [0, 0]
    problem = make_problem(
        prize=[1 + (5 * k) % 7 for k in range(22)],
        dwell=[20] * 22,
        windows=[((3 * k) % 5 * 40, 900) for k in range(22)],
        place=[k // 2 for k in range(22)],
        travel=[[abs(a - b) for b in at] for a in at],
        budget=600,
        must=(1, 2),
        fixed_order=(2, 1),
    )
    solution = solve(problem)
    solve(problem, work_limit=30)
    equal_tours(problem, solution, most=3)
    heuristic(problem, shakes=30)
    assert versions_compiled() == before
    assert sum(before.values()) > 10


COUNT = """
import importlib, pkgutil
import planner.orienteering as package
from planner.orienteering.warm import warm

warm()
hits = misses = 0
for info in pkgutil.iter_modules(package.__path__):
    for thing in vars(importlib.import_module(f"{package.__name__}.{info.name}")).values():
        if hasattr(thing, "stats"):
            hits += sum(thing.stats.cache_hits.values())
            misses += sum(thing.stats.cache_misses.values())
print(hits, misses)
"""


def test_a_second_process_compiles_nothing():
    warm()
    again = subprocess.run(
        [sys.executable, "-c", COUNT], capture_output=True, text=True, check=True, cwd=ROOT
    )
    hits, misses = map(int, again.stdout.split())
    assert hits > 10
    assert misses == 0


def test_code_older_than_a_source_is_dropped(tmp_path):
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    now = time.time()
    for name, age in (("a.py", 60), ("__pycache__/a.f.nbi", 90), ("__pycache__/a.f.1.nbc", 30)):
        file = tmp_path / name
        file.write_bytes(b"")
        os.utime(file, (now - age, now - age))
    drop_stale_code(tmp_path)
    assert [file.name for file in kept.iterdir()] == ["a.f.1.nbc"]


def test_code_that_another_process_has_just_dropped_is_no_matter(tmp_path):
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    (tmp_path / "a.py").write_bytes(b"")
    # Listed, but not there: what a second process sees that starts at the same moment.
    (kept / "a.f.1.nbc").symlink_to(tmp_path / "gone")
    drop_stale_code(tmp_path)
