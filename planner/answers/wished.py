"""In which order a request's places are wanted. Units: seconds. Imports planner.answers.anyway."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.answers.anyway import WORK_LIMIT, earliest
from planner.answers.wish import Wish
from planner.orienteering.problem import Problem
from planner.orienteering.solve import solve
from planner.pose import pose


def wished_order(wish: Wish) -> tuple[int, ...]:
    """Put all places wanted in a sensible order.

    The request's own order is kept; where it leaves something open, the shortest walk through all
    is taken. Where there is none, each further place is put in where least breaks, then where
    least time is lost, those with a locked time first and by their clocks.

    Parameters
    ----------
    wish : Wish
        What is wanted.

    Returns
    -------
    tuple of int
        Groups, each once.
    """
    group = {place.id: g for g, place in enumerate(wish.candidates.places)}
    order = [group[place_id] for place_id in wish.request.order]
    if len(order) == len(group):
        return tuple(order)
    return best_order(wish, order) or _inserted(wish, order)


def best_order(wish: Wish, fixed: Sequence[int] = ()) -> tuple[int, ...]:
    """Find the shortest walk through all places wanted.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    fixed : sequence of int, optional
        Groups that keep this order among themselves.

    Returns
    -------
    tuple of int
        Groups; empty if no such walk is found, however long.
    """
    problem = whole(wish)
    # With every prize the same, all walks are equal and the solver returns the shortest.
    equal = replace(problem, prize=np.ones_like(problem.prize), fixed_order=tuple(fixed))
    solution = solve(equal, work_limit=WORK_LIMIT)
    return tuple(int(problem.place[row]) for row in solution.order)


def whole(wish: Wish) -> Problem:
    """Pose the visits of all places wanted, in any order, with the longest time there is.

    Parameters
    ----------
    wish : Wish
        What is wanted.

    Returns
    -------
    Problem
        Row ``i`` is ``wish.candidates.visits[i]``; all groups have to be visited.
    """
    problem = pose(wish.candidates, wish.ways, replace(wish.request, order=()))
    return replace(problem, must=tuple(range(len(wish.candidates.places))))


def _inserted(wish: Wish, order: list[int]) -> tuple[int, ...]:
    """Put the other places into an order one by one."""
    begin = dict(wish.request.fixed)
    ids = [place.id for place in wish.candidates.places]
    others = [group for group in range(len(ids)) if group not in order]
    for group in sorted(others, key=lambda g: (begin.get(ids[g], "~"), g)):
        tours = [[*order[:k], group, *order[k:]] for k in range(len(order) + 1)]
        order = min(tours, key=lambda tour: _harm(wish, tour))
    return tuple(order)


def _harm(wish: Wish, order: Sequence[int]) -> tuple[int, int, int]:
    """Count what breaks, the seconds it is late, and those it takes."""
    tour = earliest(wish, order)
    late_s = sum(call.late_s for call in tour.calls)
    return sum(call.broken for call in tour.calls), late_s, tour.back_s
