"""The independent check refuses whatever is not so."""

import dataclasses

import pytest
from tiny_problems import make_problem

from planner.orienteering.check import verify
from planner.orienteering.problem import UNREACHABLE
from planner.orienteering.solve import solve


def problem(**changes):
    r"""S --10-- A --10-- B, A with two options, B open from 40."""
    at = (10, 10, 20, 0, 0)
    parts = {
        "prize": [2, 5, 4],
        "dwell": [5, 15, 5],
        "windows": [(0, 99), (0, 99), (40, 99)],
        "place": [0, 0, 1],
        "travel": [[abs(a - b) for b in at] for a in at],
        "budget": 70,
    }
    return make_problem(**(parts | changes))


def test_a_right_solution_passes():
    solution = solve(problem())
    assert (solution.order, solution.start_s, solution.value) == ((1, 2), (10, 40), 9)
    verify(problem(), solution)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"order": (0, 1, 2)}, "twice"),
        ({"order": (1, 7)}, "does not exist"),
        ({"order": (-1, 2)}, "does not exist"),
        ({"order": (2, 1), "start_s": (40, 55)}, "back at 80"),
        ({"start_s": (10, 35)}, "start at"),
        ({"value": 10}, "collects 9"),
        ({"bound": 8}, "collects 9"),
        ({"bound": 12}, "not excluded"),
        ({"feasible": False}, "none is said"),
    ],
)
def test_a_wrong_claim_is_refused(changes, says):
    with pytest.raises(ValueError, match=says):
        verify(problem(), dataclasses.replace(solve(problem()), **changes))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"budget": 64}, "back at 65"),
        ({"windows": [(0, 99), (0, 9), (40, 99)]}, "option 1 cannot"),
        ({"windows": [(0, 99), (0, 99), (20, 29)]}, "option 2 cannot"),
        ({"must": (0, 3)}, "missing"),
        ({"fixed_order": (1, 0)}, "fixed order"),
        ({"travel": [[UNREACHABLE] * 5] * 5}, "option 1 cannot"),
    ],
)
def test_a_solution_of_another_problem_is_refused(changes, says):
    with pytest.raises(ValueError, match=says):
        verify(problem(**changes), solve(problem()))
