"""The solver against every order of tiny problems, and what must hold of larger ones."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_problems import arrival, best_by_force, make_problem, problems, random_problem

from planner.orienteering import hunt, narrow, search
from planner.orienteering import solve as solver
from planner.orienteering.bounds import nearby_bounds
from planner.orienteering.lagrange import root_bound
from planner.orienteering.least_budget import MOST_GROUPS
from planner.orienteering.problem import UNREACHABLE
from planner.orienteering.sharpen import Effort
from planner.orienteering.solve import solve


def stage(*, rounds, few, rungs, aims=1 << 60):
    effort = Effort(rounds=rounds, few=few, rungs=rungs, work=1 << 60)
    return search.Stage(effort, shakes=1, anew=1, labels=aims, aims=aims)


SMALL = {
    search: {
        "PENALTY_ROUNDS": 2,
        "NEARBY": 0,
        "FIRST_LABELS": 30,
        "WALKS": 1,
        "STAGES": [stage(rounds=3, few=1, rungs=4), stage(rounds=2, few=3, rungs=8)],
    },
}
"""Sizes with which even tiny problems need every part of the search."""


def walk_in_town(seed: int, places: int, minutes: int, must: int = 0):
    """Places strewn over a square kilometre, seen from outside at any time or inside in hours."""
    rng = np.random.default_rng(seed)
    spot = np.repeat(rng.uniform(0, 1200, (places, 2)), 2, axis=0)
    spot = np.concatenate([spot, np.full((2, 2), 600.0)])
    travel = np.ceil(np.abs(spot[:, None] - spot[None]).sum(axis=2) / 1.2).astype(np.int64)
    score = rng.integers(1, 6, places)
    opens = rng.integers(-60, 90, places) * 60
    windows = np.stack([opens, opens + rng.integers(60, 240, places) * 60], axis=1)
    return make_problem(
        prize=np.stack([2 * score, 5 * score], axis=1).ravel(),
        dwell=np.stack([np.full(places, 300), rng.integers(15, 40, places) * 60], axis=1).ravel(),
        windows=np.stack([np.tile([0, 86400], (places, 1)), windows], axis=1).reshape(-1, 2),
        place=np.repeat(np.arange(places), 2),
        travel=travel,
        budget=minutes * 60,
        must=rng.permutation(places)[:must].tolist(),
    )


def check_against_force(problem):
    best, solution = best_by_force(problem), solve(problem)
    assert solution.proved
    assert solution.feasible == (best is not None)
    if best is not None:
        assert (solution.value, arrival(problem, solution.order)) == best
        assert solution.bound == solution.value


@pytest.mark.parametrize("part", range(10))
def test_most_prize_then_earliest_return(part):
    """A thousand problems with every feature, each compared with all its tours."""
    for seed in range(100 * part, 100 * part + 100):
        rng = np.random.default_rng(seed)
        two = rng.random(int(rng.integers(0, 7))) < 0.4
        place = [group for group in range(two.size) for _ in range(1 + two[group])][:8]
        check_against_force(random_problem(rng, rng.permutation(place).tolist()))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_most_prize_then_earliest_return_of_larger_ones(problem):
    check_against_force(problem)


@settings(max_examples=120, deadline=None)
@given(problems(), st.integers(0, 1), st.integers(1, 3))
def test_every_part_of_the_search(problem, tour_labels, unit):
    """Without the heuristic, and with so few labels allowed that all parts are gone through."""
    problem = dataclasses.replace(problem, prize=problem.prize * unit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "roamer", lambda *_: None)
        patch.setattr(search, "TOUR_LABELS", tour_labels)
        patch.setattr(search, "TOUR_PART", 1 + 30 * tour_labels)
        for module, values in SMALL.items():
            for name, value in values.items():
                patch.setattr(module, name, value)
        check_against_force(problem)


@settings(max_examples=80, deadline=None)
@given(problems(most_places=6), st.integers(0, 40))
def test_cut_off_search_keeps_its_word(problem, work_limit):
    best, solution = best_by_force(problem), solve(problem, work_limit=work_limit)
    assert solution.work <= work_limit
    assert solution.bound >= solution.value
    if best is None:
        assert not solution.feasible
    else:
        assert solution.bound >= best[0] >= solution.value
        assert solution.feasible or not solution.proved
    if solution.proved and best is not None:
        assert (solution.value, arrival(problem, solution.order)) == best


@settings(max_examples=40, deadline=None)
@given(problems(most_places=6), st.randoms(use_true_random=False))
def test_names_and_rows_do_not_matter(problem, random):
    m = problem.prize.size
    turn = list(range(m))
    random.shuffle(turn)
    rows = [*turn, m, m + 1]
    name = {int(group): 1000 - 7 * int(group) for group in problem.place}
    turned = dataclasses.replace(
        problem,
        **{k: getattr(problem, k)[turn] for k in ("prize", "dwell_s", "open_s", "close_s")},
        place=np.array([name[int(problem.place[k])] for k in turn], dtype=np.int64),
        travel_s=problem.travel_s[np.ix_(rows, rows)],
        must=tuple(name[group] for group in problem.must),
        fixed_order=tuple(name[group] for group in problem.fixed_order),
    )
    one, other = solve(problem), solve(turned)
    assert (one.value, one.feasible) == (other.value, other.feasible)
    assert arrival(problem, one.order) == arrival(turned, other.order)


@pytest.mark.parametrize("seed", range(3))
def test_more_time_never_lowers_the_prize(seed):
    values = []
    for minutes in range(20, 130, 10):
        solution = solve(walk_in_town(seed, 12, minutes))
        assert solution.proved
        values.append(solution.value)
    assert values == sorted(values)
    assert values[0] < values[-1]


def test_same_problem_same_answer():
    problem = walk_in_town(5, 16, 120, must=2)
    one, other = solve(problem), solve(problem)
    assert dataclasses.replace(one, seconds=0.0) == dataclasses.replace(other, seconds=0.0)


def test_effort_narrows_the_gap_of_a_larger_problem():
    problem = walk_in_town(4, 30, 180)
    whole = solve(problem)
    assert whole.proved
    for work_limit in (0, 100, 3000):
        cut = solve(problem, work_limit=work_limit)
        assert cut.value <= whole.value <= cut.bound
        assert not cut.proved


def wide_open(net, back, grip, wish, effort, _charge):
    bounds = nearby_bounds(back, grip, wish[1], effort.rungs)
    return narrow.Narrow(net, back, grip, bounds, root_bound(back, bounds))


OFF = {
    "penalties": (search, "PENALTY_ROUNDS", 0),
    "first attempt": (search, "FIRST_LABELS", 0),
    "memory at first": (search, "NEARBY", 0),
    "cycles cut": (search, "WALKS", 0),
    "aims": (search, "LARGE_GAP", 1 << 60),
    "penalties of the bound with a memory": (search, "STAGES", [stage(rounds=0, few=1, rungs=1)]),
    "arcs left out": (narrow, "_mark", lambda *_: None),
    "closing in": (search, "closed_in", wide_open),
    "heuristic": (solver, "roamer", lambda *_: None),
}


@pytest.mark.parametrize("name", OFF)
def test_same_optimum_without_each_acceleration(name, monkeypatch):
    problem = walk_in_town(6, 10, 100)
    usual = solve(problem)
    monkeypatch.setattr(*OFF[name])
    without = solve(problem)
    assert without.proved
    assert without.value == usual.value
    assert arrival(problem, without.order) == arrival(problem, usual.order)


def test_more_effort_is_never_worse():
    problem = walk_in_town(1, 60, 240)
    cut = [solve(problem, work_limit=limit) for limit in (0, 2_000, 70_000, 200_000, 400_000)]
    values, bounds = [s.value for s in cut], [s.bound for s in cut]
    assert values == sorted(values)
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[0] > bounds[-1] >= values[-1]
    assert {s.ended for s in cut} <= {"work limit", "proved"}


def test_memory_is_bounded(monkeypatch):
    """Room for a few thousand labels: the search ends with its tour, a bound and the reason."""
    monkeypatch.setattr(hunt, "MOST_BYTES", 1 << 21)
    problem = walk_in_town(1, 60, 240)
    solution = solve(problem)
    assert (solution.proved, solution.ended) == (False, "memory")
    assert solution.order
    assert 0 < solution.value <= solution.bound < problem.prize.sum()


@pytest.mark.parametrize("seed", range(25))
def test_bits_spread_over_several_words(seed):
    """Tiny problems with many places between theirs, of which only one can be seen by itself."""
    rng = np.random.default_rng(seed)
    groups = int(rng.integers(2, 7))
    problem = random_problem(rng, (rng.permutation(groups) * 25).tolist())
    if best_by_force(problem) is None or problem.budget_s < 3:
        pytest.skip("nothing fits")
    many = sorted(set(range(25 * groups)) - set(problem.place.tolist()))
    m, more = problem.prize.size, len(many)
    travel = np.full((m + more + 2, m + more + 2), UNREACHABLE)
    old = [*range(m), m + more, m + more + 1]
    travel[np.ix_(old, old)] = problem.travel_s
    travel[m + more, m : m + more], travel[m : m + more, m + more + 1] = 1, 1
    wide = dataclasses.replace(
        problem,
        prize=np.append(problem.prize, np.ones(more, dtype=np.int64)),
        dwell_s=np.append(problem.dwell_s, np.zeros(more, dtype=np.int64)),
        open_s=np.append(problem.open_s, np.zeros(more, dtype=np.int64)),
        close_s=np.append(problem.close_s, np.full(more, 10**6)),
        place=np.append(problem.place, many),
        travel_s=travel,
        start=m + more,
        end=m + more + 1,
    )
    best, solution = best_by_force(wide), solve(wide)
    assert solution.proved
    assert (solution.value, arrival(wide, solution.order)) == best


def test_stop_ends_the_search_with_a_tour():
    problem = walk_in_town(4, 30, 240)
    calls = itertools.count()
    solution = solve(problem, stop=lambda: next(calls) > 5)
    assert not solution.proved
    assert solution.order
    assert next(calls) < 40
    at_once = solve(problem, stop=lambda: True)
    assert at_once.work == 0
    assert at_once.order
    assert at_once.bound >= solution.value
    assert (at_once.ended, at_once.phase) == ("stopped", "construction")


LINE = [[abs(a - b) for b in (10, 20, 30, 0, 0)] for a in (10, 20, 30, 0, 0)]


def on_a_line(**changes):
    r"""Start and end S, places A, B, C:  S --10-- A --10-- B --10-- C."""
    given_ = {
        "prize": [3, 3, 9],
        "dwell": [5, 5, 5],
        "windows": [(0, 999)] * 3,
        "place": [0, 1, 2],
        "travel": LINE,
        "budget": 75,
    }
    return make_problem(**(given_ | changes))


def test_a_line_worked_out_by_hand():
    solution = solve(on_a_line())
    assert solution.value == 15
    assert arrival(on_a_line(), solution.order) == 75
    assert solve(on_a_line(budget=74)).order in ((0, 2), (1, 2))
    assert solve(on_a_line(budget=64)).value == 6
    assert solve(on_a_line(budget=24)).order == ()


def test_waiting_counts_but_not_before_the_first_chance():
    problem = on_a_line(windows=[(0, 999), (50, 999), (0, 999)])
    solution = solve(problem)
    assert solution.order == (0, 2, 1)
    assert solution.start_s == (10, 35, 50)


def test_fixed_order_binds_only_groups_named():
    solution = solve(on_a_line(fixed_order=(2, 0)))
    assert solution.value == 15
    assert solution.order.index(2) < solution.order.index(0)


def test_must_see_costs_prize():
    problem = on_a_line(prize=[0, 9, 9], travel=_far_first(), budget=90, must=(0,))
    solution = solve(problem)
    assert solution.order == (0,)
    assert solution.proved
    assert solve(dataclasses.replace(problem, must=())).value == 18


def _far_first():
    """Place A is 40 away on the other side."""
    at = (-40, 20, 30, 0, 0)
    return [[abs(a - b) for b in at] for a in at]


@pytest.mark.parametrize(
    "changes",
    [
        {"must": (0, 1, 2), "budget": 74},
        {"must": (7,)},
        {"must": (2,), "windows": [(0, 999), (0, 999), (0, 29)]},
        {"must": (0, 2), "windows": [(60, 62), (0, 999), (60, 62)]},
        {"must": (1,), "travel": [[UNREACHABLE] * 5] * 5},
        {"budget": -1},
    ],
)
def test_must_sees_that_do_not_fit(changes):
    solution = solve(on_a_line(**changes))
    assert solution.proved
    assert not solution.feasible
    assert (solution.order, solution.value, solution.bound) == ((), 0, 0)


def test_must_sees_too_many_for_the_table():
    """Fifteen must-sees in a row: found, and found not to fit when a second is missing."""
    count = MOST_GROUPS + 1
    at = [*range(10, 10 * count + 10, 10), 0, 0]
    parts = {
        "prize": [1] * count,
        "dwell": [5] * count,
        "windows": [(0, 9999)] * count,
        "place": range(count),
        "travel": [[abs(a - b) for b in at] for a in at],
        "must": range(count),
    }
    assert solve(make_problem(**parts, budget=25 * count)).value == count
    short = solve(make_problem(**parts, budget=25 * count - 1))
    assert short.proved
    assert not short.feasible


def test_nothing_to_visit():
    problem = make_problem(
        prize=[], dwell=[], windows=[], place=[], travel=[[0, 0], [0, 0]], budget=60
    )
    solution = solve(problem)
    assert solution.proved
    assert solution.feasible
    assert (solution.order, solution.bound) == ((), 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"prize": np.array([1.0, 2.0, 3.0])},
        {"dwell_s": np.array([1, 2])},
        {"dwell_s": np.array([1, -2, 3])},
        {"travel_s": np.zeros((4, 4), dtype=np.int64)},
        {"end": 3},
        {"fixed_order": (1, 1)},
        {"budget_s": UNREACHABLE},
        {"prize": np.array([1, 2, 1 << 40])},
    ],
)
def test_malformed_problems_are_refused(changes):
    with pytest.raises(ValueError, match=r"."):
        solve(dataclasses.replace(on_a_line(), **changes))


def crowded(groups):
    """Tiny problem of which the options are spread over so many groups that none else reaches."""
    rng = np.random.default_rng(groups)
    problem = random_problem(rng, list(range(groups)))
    return dataclasses.replace(
        problem,
        prize=rng.integers(1, 9, groups),
        open_s=np.zeros(groups, dtype=np.int64),
        close_s=np.full(groups, 10**6),
        dwell_s=np.ones(groups, dtype=np.int64),
        travel_s=np.ones((groups + 2, groups + 2), dtype=np.int64),
        budget_s=2 * 5 + 1,
        must=(groups - 1,),
        fixed_order=(),
    )


@pytest.mark.parametrize("groups", [63, 64, 65, 128, 129])
def test_any_number_of_places_within_reach(groups):
    """Five stops fit anywhere: the must-see, on the last bit, and the four of most prize."""
    problem = crowded(groups)
    solution = solve(problem)
    others = np.sort(problem.prize[:-1])[-4:].sum()
    assert solution.proved
    assert (solution.value, len(solution.order)) == (others + problem.prize[-1], 5)


def test_too_many_options():
    with pytest.raises(ValueError, match="1001 visit options"):
        solve(crowded(1001))
