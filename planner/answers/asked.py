"""The problem of a request, posed again to ask about it. Units: seconds after leaving the start."""

from dataclasses import dataclass, replace

from planner.orienteering.problem import Problem
from planner.pose import Candidates, find_candidates, pose
from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.resolve import resolve
from planner.route import Stop
from planner.shaping import shaped
from planner.streets.travel import Travel, travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Candidates of a request, the ways between them and the problem they pose.

    Parameters
    ----------
    candidates : Candidates
        Places that may be in the walk.
    ways : Travel
        Shortest ways between them.
    problem : Problem
        Row ``i`` is ``candidates.visits[i]``.
    """

    candidates: Candidates
    ways: Travel
    problem: Problem

    def rows(self, place_id: str, kind: str | None = None) -> list[int]:
        """List the rows of a place.

        Parameters
        ----------
        place_id : str
            The place.
        kind : str, optional
            Only those of one kind of option.

        Returns
        -------
        list of int
            Empty if it is no candidate.
        """
        return [
            row
            for row, visit in enumerate(self.candidates.visits)
            if visit.place.id == place_id and kind in (None, visit.option.kind)
        ]

    def rows_of(self, stop: Stop) -> list[int]:
        """List the rows of a stop as it is seen in its walk, one for each opening.

        Parameters
        ----------
        stop : Stop
            A stop.

        Returns
        -------
        list of int
            At least one for a stop of a walk planned for the same request.
        """
        return self.rows(stop.id, stop.option)


def ask(quarter: Quarter, request: Request, *, longest: bool = False) -> Asked:
    """Pose a request's problem.

    Parameters
    ----------
    quarter : Quarter
        Places and streets.
    request : Request
        What the user chose.
    longest : bool, optional
        Whether to allow the longest walk that can be asked for, instead of the request's budget.

    Returns
    -------
    Asked
        The problem.

    Raises
    ------
    RequestError
        If the request names something that is not there.
    """
    quarter = shaped(quarter, request)
    asked = replace(request, minutes=MINUTES[1]) if longest else request
    trip = resolve(quarter, asked)
    candidates = find_candidates(quarter, asked, trip)
    ways = travel(quarter.network, candidates.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    return Asked(candidates=candidates, ways=ways, problem=pose(candidates, ways, asked))
