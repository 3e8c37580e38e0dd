"""Shorter stays that might mend a guide's tour. Minutes. Imports planner.answers.idea and wish."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.answers.anyway import earliest
from planner.answers.idea import Idea, made_good
from planner.answers.wish import Wish
from planner.request import Request
from planner.shaping import is_own

_SHARES = (90, 80, 70, 60, 50)
"""Per cent to which all stays are cut; none is cut below half."""


def shorter(wish: Wish, request: Request, order: Sequence[int]) -> Iterator[Idea]:
    """Cut one stay by as little as helps; if none alone does, all of them.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        What the guide asked for.
    order : sequence of int
        Groups in the order tried.

    Yields
    ------
    Idea
        One at most.
    """
    stays = _stays(wish, order)
    cuts = []
    for place_id, (stay, least) in stays.items():
        minutes = _longest(wish, request, order, (place_id, stay, least))
        if minutes is not None:
            cuts.append((stay - minutes, -stay, place_id, minutes))
    if cuts:
        cut, was, place_id, minutes = min(cuts)
        yield Idea(
            kind="shorter",
            request=with_stays(request, {place_id: minutes}),
            effort=1.5 * cut,
            named=(place_id,),
            values={"stay": minutes, "stayed": -was},
        )
        return
    for share in _SHARES:
        cut_to = {
            place_id: max(least, -(-stay * share // 100))
            for place_id, (stay, least) in stays.items()
            if least < stay
        }
        if changed := made_good(wish, with_stays(request, cut_to), order):
            cut = sum(stays[place_id][0] - minutes for place_id, minutes in cut_to.items())
            values = {"cut": cut}
            yield Idea(kind="shorter_all", request=changed, effort=1.5 * cut, values=values)
            return


def with_stays(request: Request, minutes: dict[str, int]) -> Request:
    """Stay so long at some stops.

    Parameters
    ----------
    request : Request
        What the guide asked for.
    minutes : dict of str to int
        Length of the visit by id of a place or an own stop.

    Returns
    -------
    Request
        An own stop has its own length, a place one in ``dwell``.
    """
    own = tuple(
        replace(stop, minutes=minutes.get(place_id, stop.minutes))
        for place_id, stop in zip(request.own_ids, request.own, strict=True)
    )
    stays = (dict(request.dwell) | minutes).items()
    dwell = tuple(
        sorted((one, stay) for one, stay in stays if not (is_own(one) and one in minutes))
    )
    return replace(request, dwell=dwell, own=own)


def _stays(wish: Wish, order: Sequence[int]) -> dict[str, tuple[int, int]]:
    """Return how long one stays at each stop, and half of what its longest visit takes."""
    found: dict[str, tuple[int, int]] = {}
    for call in earliest(wish, order).calls:
        place = wish.candidates.places[call.group]
        longest_s = max(
            (visit.dwell_s for visit in wish.candidates.visits if visit.place is place),
            default=call.option.dwell_min * 60,
        )
        found[place.id] = (call.option.dwell_min, -(-longest_s // 120))
    return found


def _longest(
    wish: Wish, request: Request, order: Sequence[int], stop: tuple[str, int, int]
) -> int | None:
    """Find the longest stay at one stop that mends the tour; None if the least does not."""
    place_id, high, low = stop  # ``high`` does not, ``low`` may
    if low >= high or not made_good(wish, with_stays(request, {place_id: low}), order):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if made_good(wish, with_stays(request, {place_id: middle}), order):
            low = middle
        else:
            high = middle
    return low
