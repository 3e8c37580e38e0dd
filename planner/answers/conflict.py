"""A smallest set of groups that no walk can hold. Units: seconds.

All sets of one size are looked at before those of the next, each with its earliest departure from
every last option (the programme of Held and Karp 1962, cut off at the budget), so the first set
without a walk is a smallest one. Where that takes too many steps, groups are taken out one by one
as long as the rest is proved to have no walk (a deletion filter, Chinneck and Dravnieks 1991): what
remains cannot be cut down that way, but a smaller set may exist elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.answers.part import impossible
from planner.orienteering.problem import Problem

STEPS = 1_000_000
"""Options tried after one another at most: some tenths of a second, the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Groups that no walk holds together; ``smallest``: every smaller set has one."""

    groups: tuple[int, ...]
    smallest: bool


def smallest_conflict(
    problem: Problem, groups: Sequence[int], *, steps: int = STEPS
) -> Conflict | None:
    """Find a smallest set of groups that do not fit into one walk with nothing else.

    Parameters
    ----------
    problem : Problem
        Options, windows and times; its budget and fixed order hold.
    groups : sequence of int
        Groups that should all be visited; of sets of one size the first in this order is taken.
    steps : int, optional
        Effort before the deletion filter takes over.

    Returns
    -------
    Conflict or None
        None if all fit, or if it is not proved that they do not.
    """
    wanted = list(dict.fromkeys(groups))
    walks = _Walks(problem, wanted, steps)
    for _ in wanted:
        failed = walks.grow()
        if walks.left < 0:
            return _irreducible(problem, wanted)
        if failed:
            return Conflict(
                groups=tuple(group for k, group in enumerate(wanted) if failed >> k & 1),
                smallest=True,
            )
    return None


def _irreducible(problem: Problem, groups: Sequence[int]) -> Conflict | None:
    """Take groups out as long as the rest is proved to have no walk."""
    kept = list(groups)
    if not impossible(problem, kept):
        return None
    for group in groups:
        rest = [other for other in kept if other != group]
        if rest and impossible(problem, rest):
            kept = rest
    return Conflict(groups=tuple(kept), smallest=False)


class _Walks:
    """Walks through every set of one size: earliest departure from each last option.

    A set is a bit mask of positions in the list of groups. ``left`` steps may still be made.
    """

    def __init__(self, problem: Problem, groups: Sequence[int], left: int) -> None:
        self.left = left
        self._count = len(groups)
        self._end, self._budget_s = problem.end, problem.budget_s
        self._travel_s: list[list[int]] = problem.travel_s.tolist()
        self._rows: list[list[int]] = [(problem.place == g).nonzero()[0].tolist() for g in groups]
        self._dwell_s: list[int] = problem.dwell_s.tolist()
        self._window: list[tuple[int, int]] = list(
            zip(problem.open_s.tolist(), problem.close_s.tolist(), strict=True)
        )
        rank = {group: number for number, group in enumerate(problem.fixed_order)}
        self._later = [
            sum(
                1 << k
                for k, other in enumerate(groups)
                if group in rank and rank.get(other, -1) > rank[group]
            )
            for group in groups
        ]
        self._walks: dict[int, dict[int, int]] = {0: {problem.start: 0}}

    def grow(self) -> int:
        """Make the sets one larger; return the first that has no walk, 0 if all have."""
        grown: dict[int, dict[int, int]] = {}
        for seen in self._walks:
            for k in range(seen.bit_length(), self._count):
                whole = seen | 1 << k
                grown[whole] = self._walks_through(whole)
                if self.left < 0:
                    return 0
        self._walks = grown
        return next((whole for whole, ends in grown.items() if not self._is_back(ends)), 0)

    def _walks_through(self, whole: int) -> dict[int, int]:
        """Visit each group of a set last."""
        ends: dict[int, int] = {}
        for k in range(whole.bit_length()):
            if not whole >> k & 1 or self._later[k] & whole:
                continue
            before = self._walks[whole & ~(1 << k)]
            self.left -= len(before) * len(self._rows[k])
            for row in self._rows[k]:
                leave_s = self._leave_s(before, row)
                if leave_s is not None:
                    ends[row] = leave_s
        return ends

    def _leave_s(self, before: Mapping[int, int], row: int) -> int | None:
        """Leave an option that is visited next as early as possible; None if it is too late."""
        low, high = self._window[row]
        arrivals = (time_s + self._travel_s[last][row] for last, time_s in before.items())
        start_s = max(min(arrivals, default=high + 1), low)
        leave_s = start_s + self._dwell_s[row]
        return leave_s if start_s <= high and leave_s <= self._budget_s else None

    def _is_back(self, ends: Mapping[int, int]) -> bool:
        """Whether one of the walks is back within the budget."""
        return any(t + self._travel_s[row][self._end] <= self._budget_s for row, t in ends.items())
