"""Minutes that a walk lacks for one more place, its stops, their order and their kind kept.

Units: seconds after leaving the start, minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.orienteering.problem import UNREACHABLE, Problem
from planner.places import Place
from planner.pose import Candidates
from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.visits import visits_of

_LONGEST_S = MINUTES[1] * 60
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to see a place, with every opening up to the longest walk that can be asked for."""

    node: int
    dwell_s: int
    windows: tuple[tuple[int, int], ...]

    def leave_s(self, arrive_s: int) -> int:
        """When a visit ends that begins as early as it can; ``UNREACHABLE`` if it cannot."""
        starts = (max(low, arrive_s) for low, high in self.windows if arrive_s <= high)
        return min(starts, default=UNREACHABLE) + self.dwell_s


def extra_minutes(
    quarter: Quarter,
    request: Request,
    candidates: Candidates,
    problem: Problem,
    order: Sequence[int],
) -> dict[str, int]:
    """Say for each candidate that is not in the walk how much more time would let it in.

    The place is put where it fits best between two stops of the walk, none of which is dropped,
    moved or seen in another way, by the shortest ways; so another order may need less time, never
    more. Opening hours hold also beyond the present budget. With this many minutes more the walk
    is feasible, with one less it is not.

    Parameters
    ----------
    quarter : Quarter
        Its calendar.
    request : Request
        What the user chose.
    candidates : Candidates
        Places that could have been in it.
    problem : Problem
        Seconds between them.
    order : sequence of int
        Rows of the walk.

    Returns
    -------
    dict of str to int
        Minutes beyond the budget by place id, 0 if it fits as it is; a place for which the longest
        walk that can be asked for is too short, or never open when it is passed, is not in it.
    """
    node = {group: row for row, group in reversed(list(enumerate(candidates.group)))}
    travel_s: list[list[int]] = problem.travel_s.tolist()
    walk = []
    for row in order:
        visit = candidates.visits[row]
        ways = _ways(quarter, request, visit.place, row)
        walk.append(ways[visit.option.kind])
    inside = {candidates.group[row] for row in order}
    found: dict[str, int] = {}
    for group, place in enumerate(candidates.places):
        if group in inside or group not in node:
            continue
        ways = _ways(quarter, request, place, node[group])
        back_s = min(
            (_earliest_back_s(travel_s, walk, way) for way in ways.values()), default=UNREACHABLE
        )
        if back_s <= _LONGEST_S:
            found[place.id] = max(-(-back_s // _MINUTE_S) - request.minutes, 0)
    return found


def _ways(quarter: Quarter, request: Request, place: Place, node: int) -> dict[str, _Way]:
    """List the ways to see a place, by kind of option."""
    visits = visits_of(
        place,
        request.theme,
        request.at,
        _LONGEST_S,
        quarter.calendar,
        begin=dict(request.fixed).get(place.id),
    )
    return {
        option.kind: _Way(
            node,
            option.dwell_min * _MINUTE_S,
            tuple((v.open_s, v.close_s) for v in visits if v.option is option),
        )
        for option in place.options
    }


def _earliest_back_s(travel_s: Sequence[Sequence[int]], walk: Sequence[_Way], new: _Way) -> int:
    """Put one more visit into a walk where it brings the walker back first."""
    start, end = len(travel_s) - 2, len(travel_s) - 1
    best = UNREACHABLE
    leave_s, here = 0, start
    for position in range(len(walk) + 1):
        time_s = new.leave_s(leave_s + travel_s[here][new.node])
        last = new.node
        for stop in walk[position:]:
            if time_s >= best:
                break
            time_s = stop.leave_s(time_s + travel_s[last][stop.node])
            last = stop.node
        best = min(best, time_s + travel_s[last][end])
        if position < len(walk):
            leave_s = walk[position].leave_s(leave_s + travel_s[here][walk[position].node])
            here = walk[position].node
    return best
