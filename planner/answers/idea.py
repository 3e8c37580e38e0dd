"""A change that might mend a guide's tour. Imports planner.answers.anyway and wish. Minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from planner.answers.anyway import earliest
from planner.answers.wish import Wish, rewished
from planner.request import MINUTES, Request

Kind = Literal[
    "leave_earlier",
    "leave_later",
    "other_day",
    "more_time",
    "drop",
    "shorter",
    "shorter_all",
    "move_fixed",
    "free_order",
]

STEP_MIN = 5
"""Departures, locked times and budgets are tried on the five minutes of the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A change that should mend a tour.

    Parameters
    ----------
    kind : Kind
        What is changed.
    request : Request
        The request, changed.
    effort : float
        What it costs the guide, about in minutes: the smaller the better.
    named : tuple of str
        Ids of the stops that the change is about, as the request before names them.
    values : mapping of str to object
        What is said of it beside: clock times, minutes.
    """

    kind: Kind
    request: Request
    effort: float
    named: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


def made_good(
    wish: Wish, request: Request, order: Sequence[int], *, longer: bool = False
) -> Request | None:
    """Return a request if its tour can be walked on the shortest ways.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        The same request, changed (``rewished``).
    order : sequence of int
        Groups.
    longer : bool, optional
        Whether as much more time may be allowed as it takes.

    Returns
    -------
    Request or None
        The request, with more time where it needs that; None if something breaks.
    """
    tour = earliest(rewished(wish, request), order)
    if any(call.broken for call in tour.calls) or not tour.ends:
        return None
    minutes = -(-tour.back_s // (STEP_MIN * 60)) * STEP_MIN
    if tour.back_s <= request.minutes * 60:
        return request
    return replace(request, minutes=minutes) if longer and minutes <= MINUTES[1] else None
