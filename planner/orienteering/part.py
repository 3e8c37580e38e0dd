"""Part of a problem: some of its options only. Units: seconds. Imports problem."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.orienteering.problem import Problem


def part_of(problem: Problem, rows: Sequence[int]) -> Problem:
    """Keep some options, all of whose groups have to be visited.

    Parameters
    ----------
    problem : Problem
        Options, windows and times.
    rows : sequence of int
        Options to keep.

    Returns
    -------
    Problem
        Row ``i`` is ``rows[i]``; groups keep their numbers.
    """
    kept = list(rows)
    nodes = [*kept, problem.start, problem.end]
    groups = {int(group) for group in problem.place[kept]}
    return replace(
        problem,
        prize=problem.prize[kept],
        dwell_s=problem.dwell_s[kept],
        open_s=problem.open_s[kept],
        close_s=problem.close_s[kept],
        place=problem.place[kept],
        travel_s=problem.travel_s[np.ix_(nodes, nodes)],
        start=len(kept),
        end=len(kept) + 1,
        must=tuple(sorted(groups)),
        fixed_order=tuple(group for group in problem.fixed_order if group in groups),
    )
