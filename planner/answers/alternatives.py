"""Other walks for the same wish, on other streets. Units: seconds, metres, prizes.

Streets already walked are made slower and stops already made worth less, in several strengths; the
solver then finds walks that keep away from them (the penalty method for dissimilar paths, Johnson,
Joy, Clarke and Jacobi 1992, on tours). Each is planned again as a request of its own, and shown
only if the finished walks, measured street by street, have less than half in common.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np
from scipy.sparse import csr_array

from planner.answers.asked import Asked, ask
from planner.answers.shared import StreetParts, share_in_common
from planner.orienteering.part import part_of
from planner.orienteering.problem import UNREACHABLE
from planner.orienteering.solve import solve
from planner.plan import plan
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route
from planner.schedule import schedule
from planner.streets.network import Floats

MOST = 3
"""Walks looked for."""
MOST_SHARED = 0.5
"""Walks with this share of street in common, or more, are not different walks."""
LEAST_WORTH = 0.5
"""A walk that collects less than this share of the best one's prize is no alternative to it."""
WORK_LIMIT = 0
"""Labels for one proposal: it need not be proved, the heuristic's answer is enough."""
_SLOWER = (0.5, 1.0, 2.0, 4.0)
"""A street already walked takes so many times longer on top."""
_WORTH, _FULL_WORTH = (4, 2, 0), 4
"""What a stop already made counts for, and any other."""
_LONGER = (1.0, 1.1, 1.2)
"""The budget is stretched to make up for slow streets; what misses the real one is dropped."""
_TRIED = 10
"""Proposals planned in full before giving up on a further walk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another walk.

    Parameters
    ----------
    request : Request
        The wish that makes this walk, wherever it is planned.
    route : Route
        The walk.
    shared : float
        The largest share of street it has in common with the first walk or another alternative,
        by the shorter of the two (``planner.answers.shared``).
    """

    request: Request
    route: Route
    shared: float


def alternatives(
    quarter: Quarter, request: Request, route: Route, *, most: int = MOST
) -> tuple[Alternative, ...]:
    """Find other walks of high prize, any two of which have less than half their streets in common.

    A heuristic, and the same on every machine: the search ends by a work limit. It finds what
    there is in most cases, and never shows a walk that is not different. Must-sees, places ruled
    out and all other wishes hold.

    Parameters
    ----------
    quarter : Quarter
        Places and streets.
    request : Request
        What the route answers.
    route : Route
        The walk that is shown already.
    most : int, optional
        How many to look for.

    Returns
    -------
    tuple of Alternative
        Most prize first; fewer than ``most``, or none, where no more are found. None where the
        user has put the stops in order.
    """
    if request.order:
        return ()
    search = _Search(quarter, request, route)
    while len(search.found) < most and search.extend():
        pass
    return search.compared()


class _Search:
    """The walks found so far, and the search for one more."""

    def __init__(self, quarter: Quarter, request: Request, route: Route) -> None:
        self.quarter, self.request, self.route = quarter, request, route
        self.parts = StreetParts(quarter.network)
        self.asked = ask(quarter, request)
        self.pairs = _pairs(self.asked, len(quarter.network.length_m))
        self.whole_m = self._rows_by_rows(self.pairs.sum(axis=1))
        self.shared_m = np.zeros_like(self.whole_m)
        self.walks = [self.parts.walked(route)]
        self.stops = {stop.id for stop in route.stops}
        self.found: list[tuple[Request, Route]] = []

    def compared(self) -> tuple[Alternative, ...]:
        """Say of each walk found how much it has in common with the others; most prize first."""
        others = [
            Alternative(
                request=request,
                route=route,
                shared=max(
                    share_in_common(self.walks[number], walk)
                    for k, walk in enumerate(self.walks)
                    if k != number
                ),
            )
            for number, (request, route) in enumerate(self.found, 1)
        ]
        return tuple(sorted(others, key=lambda other: -other.route.certificate.prize))

    def extend(self) -> bool:
        """Find one more walk."""
        self.shared_m = self._rows_by_rows(self.pairs @ self.parts.used(self.walks))
        tried: set[Request] = set()
        for order in self._proposals()[:_TRIED]:
            for request in self._requests(order):
                if request in tried:
                    continue
                tried.add(request)
                other = plan(self.quarter, request)
                if isinstance(other, Route) and self._accept(request, other):
                    return True
        return False

    def _accept(self, request: Request, other: Route) -> bool:
        """Take a finished walk if it is worth it and different from all others."""
        walk = self.parts.walked(other)
        worth = LEAST_WORTH * self.route.certificate.prize
        alike = any(share_in_common(walk, shown) >= MOST_SHARED for shown in self.walks)
        if alike or other.certificate.prize < worth:
            return False
        self.walks.append(walk)
        self.stops |= {stop.id for stop in other.stops}
        self.found.append((request, other))
        return True

    def _requests(self, order: Sequence[int]) -> Iterator[Request]:
        """Ask for a proposal: by what it leaves out if that looks different, else by its stops."""
        problem, visits = self.asked.problem, self.asked.candidates.visits
        ids = tuple(visits[row].place.id for row in order)
        without = sorted(self.stops - {*ids})
        rows = [row for row, visit in enumerate(visits) if visit.place.id not in without]
        free = replace(part_of(problem, rows), must=problem.must)
        likely = [rows[row] for row in solve(free, work_limit=WORK_LIMIT).order]
        if likely and self._estimate(likely) < MOST_SHARED:
            never = tuple(dict.fromkeys((*self.request.never, *without)))
            yield replace(self.request, never=never)
        yield replace(self.request, order=ids, must=())

    def _proposals(self) -> list[tuple[int, ...]]:
        """Solve with streets slowed down and stops worth less; most prize first."""
        problem, share = self.asked.problem, self.shared_m / self.whole_m
        seen = np.array([v.place.id in self.stops for v in self.asked.candidates.visits], bool)
        orders: dict[tuple[int, ...], None] = {}
        for slower, worth, longer in product(_SLOWER, _WORTH, _LONGER):
            slow_s = np.ceil(problem.travel_s * (1 + slower * share)).astype(np.int64)
            posed = replace(
                problem,
                travel_s=np.where(problem.travel_s >= UNREACHABLE, UNREACHABLE, slow_s),
                prize=problem.prize * np.where(seen, worth, _FULL_WORTH),
                budget_s=round(problem.budget_s * longer),
            )
            order = solve(posed, work_limit=WORK_LIMIT).order
            in_time = bool(order) and schedule(problem, order) is not None
            if in_time and self._estimate(order) < MOST_SHARED:
                orders[order] = None
        return sorted(orders, key=lambda order: -int(problem.prize[list(order)].sum()))

    def _estimate(self, order: Sequence[int]) -> float:
        """Share of a proposal's shortest ways on streets already walked, by the shorter walk."""
        steps = list(pairwise([self.asked.problem.start, *order, self.asked.problem.end]))
        shared_m = sum(float(self.shared_m[step]) for step in steps)
        whole_m = sum(float(self.whole_m[step]) for step in steps)
        return shared_m / min(whole_m, *(walk.length_m for walk in self.walks))

    def _rows_by_rows(self, metres: Floats) -> Floats:
        """Arrange what is known of each pair of rows; nothing is made a hair, to divide by."""
        square: Floats = np.asarray(metres).reshape(self.asked.problem.travel_s.shape)
        return np.maximum(square, 1e-9)


def _pairs(asked: Asked, pieces: int) -> csr_array:
    """Metres on each piece of the network of the shortest way from each row to each other."""
    count = len(asked.candidates.places)
    ways = [[asked.ways.stretches(a, b) for b in range(count + 2)] for a in range(count + 2)]
    group = [*asked.candidates.group, count, count + 1]
    pairs = [ways[a][b] for a in group for b in group]
    piece = [part.piece for way in pairs for part in way]
    metres = [abs(part.to_m - part.from_m) for way in pairs for part in way]
    first = np.cumsum([0, *(len(way) for way in pairs)])
    return csr_array((metres, piece, first), shape=(len(pairs), pieces))
