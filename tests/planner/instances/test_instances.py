"""Published files become the problems they publish: distances, windows, optima, faults."""

import csv
import math
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import CitywalkError
from planner.instances.answer import keeps_budget, solve_instance
from planner.instances.distance import lengths, points_of
from planner.instances.op import rounded_up
from planner.instances.read import read_instance
from planner.orienteering.check import check_problem
from planner.words import LANGS

FOLDER = Path(__file__).parents[3] / "benchmarks" / "instances"
ALL = sorted(path for path in FOLDER.glob("*/*") if "titt" not in path.name)


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {row["instance"]: row for row in csv.DictReader(file)}


BEST = rows_of("best_known.csv")
BETTER = rows_of("better_tours.csv")

# Small, of every format, each proved in well under a second.
PROVED = (
    "optw_solomon50/50_c101.txt", "optw_solomon50/50_r104.txt", "optw_solomon50/50_rc104.txt",
    "toptw_cordeau/pr01.txt", "tdoptw_static/20.2.1.TXT", "tdoptw_static/50.3.1.TXT",
    "op/set_66_1_005.txt", "op/tsiligirides_problem_1_budget_46.txt",
    "op/tsiligirides_problem_2_budget_30.txt", "op/tsiligirides_problem_3_budget_040.txt",
)  # fmt: skip

# Customers at 3-4-5 and 1-1 from the depot; the second has a list of two and is open 20 to 30.
TOPTW = """4 1 2 1
0 200
0 0 0 0 0 0 0 0 100
1 3 4 1.5 7 1 1 1 0 60
2 1 1 2 9 1 2 1 2 20 30
"""
# From 0 by way of two places to 3; the start opens at 1000.
TDOPTW = """4
500
9;0;0;0;1000;2000
8;5;0;10;1100;1200
7;6;0;20;1000;1900
6;0;0;0;1000;1400
"""
TABLE = "0;50;60;70;\n51;0;61;71;\n52;62;0;72;\n53;63;73;0;\n"
OP = "10\t1\n0 0 0\n3 4 0\n0.5 1.25 4\n"


def write(folder, text, name="toy.txt"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def solved(instance, work_limit=200_000):
    return solve_instance(instance, work_limit=work_limit, stop=lambda: False)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_published_file_is_a_problem(path):
    instance = read_instance(path)
    check_problem(instance.problem)
    assert len(set(instance.numbers[:-1])) == instance.problem.prize.size + 1
    assert instance.problem.prize.sum() >= int(BEST[path.stem]["value"])


@pytest.mark.parametrize("name", PROVED)
def test_published_optimum(name):
    instance = read_instance(FOLDER / name)
    best = BEST[instance.name]
    found = solved(instance)
    assert best["status"] == "optimal"
    assert (found.value, found.bound) == (int(best["value"]), int(best["value"]))
    assert keeps_budget(instance, found.order)


@pytest.mark.parametrize("name", BETTER)
def test_tours_better_than_the_best_known(name):
    """Checked on the raw file in floating point, by nothing the solver uses."""
    row = BETTER[name]
    path = FOLDER / row["family"] / f"{name}.txt"
    lines = [line.split() for line in path.read_text("utf-8").splitlines()[2:] if line.strip()]
    points = {int(fields[0]): [float(field) for field in fields] for fields in lines}
    whole = all(p[1].is_integer() and p[2].is_integer() for p in points.values())
    scale = 10 if whole else 100
    tour = [int(number) for number in row["tour"].split()]
    assert tour[0] == tour[-1] == 0
    assert len(set(tour)) == len(tour) - 1
    free, value = points[0][-2], 0
    for here, there in pairwise(points[number] for number in tour):
        away = math.hypot(here[1] - there[1], here[2] - there[2])
        begin = max(free + math.floor(away * scale + 1e-9) / scale, there[-2])
        assert begin <= there[-1] + 1e-6
        free, value = begin + there[3], value + there[4]
    assert value == int(row["value"]) > int(BEST[name]["value"])


def test_customers_with_windows(tmp_path):
    instance = read_instance(write(tmp_path, TOPTW))
    problem = instance.problem
    assert (instance.form, instance.ticks, instance.numbers) == ("toptw", 10, (1, 2, 0, 0))
    assert problem.prize.tolist() == [7, 9]
    assert problem.dwell_s.tolist() == [15, 20]
    assert problem.open_s.tolist() == [0, 200]
    assert problem.close_s.tolist() == [600, 300]
    assert problem.budget_s == 1000
    # sqrt(2) = 1.41…, sqrt(13) = 3.60…: one decimal each, cut off
    assert problem.travel_s.tolist() == [
        [0, 36, 50, 50], [36, 0, 14, 14], [50, 14, 0, 0], [50, 14, 0, 0]
    ]  # fmt: skip


def test_fractional_coordinates_keep_two_decimals(tmp_path):
    text = TOPTW.replace("2 1 1 2 9", "2 1.000 1.001 2 9")
    problem = read_instance(write(tmp_path, text)).problem
    assert problem.budget_s == 10000
    assert problem.travel_s[1, 2] == 141  # sqrt(1 + 1.001²) = 1.4149…


def test_numbers_are_those_of_the_file(tmp_path):
    instance = read_instance(write(tmp_path, TOPTW.replace("\n1 3 4", "\n71 3 4")))
    assert instance.tour((0, 1)) == [0, 71, 2, 0]


def test_places_on_roads(tmp_path):
    write(tmp_path, TABLE, "titt4.TXT")
    instance = read_instance(write(tmp_path, TDOPTW))
    problem = instance.problem
    assert (instance.form, instance.numbers) == ("tdoptw", (1, 2, 0, 3))
    assert problem.prize.tolist() == [5, 6]
    assert problem.open_s.tolist() == [100, 0]
    assert problem.close_s.tolist() == [200, 900]
    assert problem.budget_s == 400  # the end closes before Tmax
    assert problem.travel_s[problem.start].tolist() == [50, 60, 0, 70]
    assert problem.travel_s[0, problem.end] == 71
    assert problem.travel_s[problem.end, 0] == 63


def test_points_without_windows(tmp_path):
    instance = read_instance(write(tmp_path, OP))
    problem = instance.problem
    assert (instance.form, instance.numbers) == ("op", (2, 0, 1))
    assert problem.budget_s == 10 * instance.ticks
    assert problem.travel_s[problem.start, problem.end] == 5 * instance.ticks
    assert problem.travel_s[0, problem.start] == 1_346_291_201  # sqrt(1.8125)
    assert rounded_up(instance).travel_s[0, problem.start] == 1_346_291_202
    assert solved(instance).value == 4


def test_a_tour_that_only_rounding_lets_through_is_refused(tmp_path):
    """Twice the root of two is 2.8284271247…: nine decimals rounded down reach 2.828427124."""
    text = "2.828427124 1\n0 0 0\n2 2 0\n1 1 5\n0 0 1\n"
    instance = read_instance(write(tmp_path, text))
    assert not keeps_budget(instance, (0,))
    found = solved(instance)
    assert not found.feasible
    longer = read_instance(write(tmp_path, text.replace("427124", "427125")))
    found = solved(longer)
    assert found.feasible
    assert (found.value, found.bound) == (6, 6)


def test_a_bound_of_rounded_distances_is_still_a_bound(tmp_path):
    """There and back to (1, 1) is too long by less than the rounding; (1, 0) can be reached."""
    text = "2.828427124 1\n0 0 0\n0 0 0\n1 1 5\n1 0 1\n"
    found = solved(read_instance(write(tmp_path, text)))
    assert (found.value, found.bound) == (1, 5)
    assert not found.proved
    assert found.ended == "rounding"


@given(st.lists(st.tuples(*[st.decimals(-99, 99, places=3)] * 2), min_size=2, max_size=5))
def test_distances_are_rounded_the_right_way(coordinates):
    points = points_of([(Fraction(x), Fraction(y)) for x, y in coordinates])
    down, up = lengths(points, 2), lengths(points, 2, upwards=True)
    place = np.array(coordinates, dtype=float)
    exact = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1)) * 100
    assert np.all(down <= exact + 1e-6)
    assert np.all(exact - 1 < down)
    assert np.all(up >= exact - 1e-6)
    assert np.all(up - down <= 1)
    assert np.all((up == down) | (exact - down > 0))


FAULTS = {
    "instance_unknown": ("", "hello\nworld\n", TOPTW.replace("4 1 2 1", "4 1 2")),
    "instance_count": (
        TOPTW.replace("4 1 2 1", "4 1 3 1"), TDOPTW.replace("4\n", "5\n", 1), "10 1\n0 0 0\n"
    ),
    "instance_fields": (
        TOPTW.replace(" 60\n", "\n"), TDOPTW.replace(";1200", ""), OP.replace(" 4\n", "\n", 1),
        TOPTW.replace("1 3 4 1.5 7 1 1 1 0 60", "1 3 4"),
    ),
    "instance_number": (
        TOPTW.replace("3 4", "3 four"), TDOPTW.replace("1100", "nan"), OP.replace("0.5", "1e3"),
        TOPTW.replace("3 4", "3 ٤"),
    ),
    "instance_fraction": (TOPTW.replace("1.5 7", "1.25 7"), OP.replace("1.25 4", "1.25 4.5")),
    "instance_low": (TOPTW.replace("1.5 7", "-1 7"), TDOPTW.replace("8;5", "8;-5")),
    "instance_twice": (TOPTW.replace("\n2 1 1", "\n1 1 1"),),
    "instance_walkers": (OP.replace("\t1", "\t2"),),
    "instance_budget": (OP.replace("10\t", "999999999999999\t"), OP.replace("10\t", "-1\t")),
    "instance_table": (TDOPTW,),
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in FAULTS.items() for text in texts]
)
def test_faults(tmp_path, code, text):
    with pytest.raises(CitywalkError) as caught:
        read_instance(write(tmp_path, text))
    (fault,) = caught.value.faults
    assert fault.code == code
    assert fault.where.startswith("toy.txt")
    for lang in LANGS:
        assert fault.message(lang)
        assert fault.hint(lang)


def test_the_line_at_fault_is_named(tmp_path):
    with pytest.raises(CitywalkError) as caught:
        read_instance(write(tmp_path, "\n" + TOPTW.replace("3 4", "3 four")))
    (fault,) = caught.value.faults
    assert fault.where == "toy.txt:5"
    assert fault.message("en") == "“four” in line 5 is no number"


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (TABLE.replace("53;63;73;0;\n", ""), "instance_count"),
        (TABLE.replace("51;", ""), "instance_fields"),
        (TABLE.replace("61", "x"), "instance_number"),
        (TABLE.replace("61", "-61"), "instance_low"),
    ],
)
def test_faults_of_a_table(tmp_path, table, code):
    write(tmp_path, table, "titt4.TXT")
    with pytest.raises(CitywalkError) as caught:
        read_instance(write(tmp_path, TDOPTW))
    (fault,) = caught.value.faults
    assert fault.code == code
    assert fault.where.startswith("titt4.TXT")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CitywalkError) as caught:
        read_instance(tmp_path / "none.txt")
    assert caught.value.faults[0].code == "file_missing"
