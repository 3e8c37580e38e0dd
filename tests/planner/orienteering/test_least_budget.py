"""The least budget for given groups against every order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_problems import arrival, least_budget_by_force, make_problem, problems

from planner.orienteering.least_budget import MOST_GROUPS, least_budget_s, least_tour


@settings(max_examples=150, deadline=None)
@given(problems(most_places=5), st.data())
def test_least_budget_is_that_of_the_best_order(problem, data):
    groups = sorted({int(group) for group in problem.place})
    chosen = tuple(data.draw(st.lists(st.sampled_from(groups), unique=True)) if groups else [])
    expected = least_budget_by_force(problem, chosen)
    assert least_budget_s(problem, chosen) == expected
    tour = least_tour(problem, chosen)
    assert (tour is None) == (expected is None)
    if tour is not None:
        assert arrival(problem, tour[0]) == expected


def row_of_places(count):
    at = [*range(10, 10 * count + 10, 10), 0, 0]
    return make_problem(
        prize=[1] * count,
        dwell=[5] * count,
        windows=[(0, 9999)] * count,
        place=range(count),
        travel=[[abs(a - b) for b in at] for a in at],
        budget=0,
    )


def test_twelve_groups_in_a_row():
    assert least_budget_s(row_of_places(13), tuple(range(1, 13))) == 2 * 130 + 12 * 5


def test_a_group_without_options_never_fits():
    assert least_budget_s(row_of_places(2), (0, 5)) is None


def test_more_groups_than_the_table_holds():
    with pytest.raises(ValueError, match=str(MOST_GROUPS)):
        least_budget_s(row_of_places(16), tuple(range(16)))
