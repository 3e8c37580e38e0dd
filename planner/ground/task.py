"""A set of stops to be walked to: the streets around them, and their clock.

Units: seconds, metres. Imports graph and what a problem and a network are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.ground.graph import StreetGraph, street_graph
from planner.ground.paths import Bools, Floats, Ints
from planner.orienteering.problem import Problem
from planner.streets.network import Network
from planner.streets.same_street import strips_of
from planner.streets.snap import Snap


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A set of stops to be walked to.

    Parameters
    ----------
    graph : StreetGraph
        The streets; its stops are the rows' entrances in their order, then start, then end.
    problem : Problem
        Windows and budget.
    rows : tuple of int
        The rows of the problem to visit, k of them.
    snaps : tuple of Snap
        Their entrances, then start, then end.
    offset_s : Floats, shape (k + 2,)
        Straight way between each entrance and the network.
    straight_s : Floats, shape (k + 2, k + 2)
        Straight ways between entrances and network at both ends of each leg.
    same : Bools, shape (k + 2, k + 2)
        Pairs at the very same spot: nothing is walked.
    after : Ints, shape (k,)
        Bits of the stops that must come before each, by the fixed order.
    hours : bool
        Whether any window can bind.
    """

    graph: StreetGraph
    problem: Problem
    rows: tuple[int, ...]
    snaps: tuple[Snap, ...]
    offset_s: Floats
    straight_s: Floats
    same: Bools
    after: Ints
    hours: bool

    @property
    def size(self) -> int:
        """Number of stops."""
        return len(self.rows)

    @property
    def turns_round(self) -> bool:
        """Whether a walk may be turned round: a loop on streets that lead both ways."""
        return bool(self.same[self.size, self.size + 1]) and self.graph.two_way

    def pairs(self, order: Sequence[int]) -> list[tuple[int, int]]:
        """Return the two ends of each leg of an order."""
        return list(pairwise((self.size, *order, self.size + 1)))


def make_task(  # noqa: PLR0913 - a network, a problem, and how both are walked
    network: Network,
    usable: Bools,
    snaps: Sequence[Snap],
    problem: Problem,
    order: Sequence[int],
    *,
    speed_ms: float,
    burden: Floats | None = None,
) -> Task:
    """Lay out the streets around one set of stops.

    Parameters
    ----------
    network : Network
        The streets.
    usable : Bools, shape (p,)
        Pieces that may be used.
    snaps : sequence of Snap
        Entrances of the problem's groups, then start, then end.
    problem : Problem
        Windows, budget, fixed order.
    order : sequence of int
        Rows of the problem.
    speed_ms : float
        Walking speed, metres a second.
    burden : Floats, shape (p,), optional
        What a metre of each piece counts more than a metre, >= 0; nothing if not given.

    Returns
    -------
    Task
        Streets and clock of these stops.
    """
    rows = [int(row) for row in order]
    groups = [int(problem.place[row]) for row in rows]
    near = [*(snaps[group] for group in groups), snaps[-2], snaps[-1]]
    offset_s = np.array([snap.offset_m for snap in near]) / speed_ms
    spots = np.array([(snap.lon, snap.lat) for snap in near])
    same = (spots[:, None] == spots).all(axis=2)
    rank = {group: k for k, group in enumerate(problem.fixed_order)}
    ranks = [rank.get(group, -1) for group in groups]
    after = [sum(1 << j for j, r in enumerate(ranks) if 0 <= r < mine) for mine in ranks]
    ready = problem.close_s[rows] + problem.dwell_s[rows] >= problem.budget_s
    liked = np.zeros(len(usable)) if burden is None else burden
    strips = strips_of(network)
    return Task(
        graph=street_graph(network, strips, usable, near, speed_ms=speed_ms, burden=liked),
        problem=problem,
        rows=tuple(rows),
        snaps=tuple(near),
        offset_s=offset_s,
        straight_s=np.where(same, 0.0, offset_s[:, None] + offset_s),
        same=same,
        after=np.array(after, dtype=np.int64),
        hours=bool((problem.open_s[rows] > 0).any() or not ready.all()),
    )


def unpassed(task: Task, done: int) -> Bools:
    """Mark the nodes of stops that would be visited if they were passed now.

    Parameters
    ----------
    task : Task
        The stops.
    done : int
        Bits of the stops visited.

    Returns
    -------
    Bools, shape (n,)
        Nodes that a leg may reach but not leave, when each stop is visited as soon as it is passed.
    """
    graph = task.graph
    marked = np.zeros(len(graph.first) - 1, dtype=bool)
    due = [i for i in range(task.size) if not done >> i & 1 and not task.after[i] & ~done]
    for nodes in (graph.spot, graph.source, graph.target):
        marked[nodes[due]] = True
    return marked
