"""Other departures, days and locked times that might mend a guide's tour. Minutes.

Imports planner.answers.anyway, idea and wish.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from planner.answers.anyway import earliest
from planner.answers.idea import STEP_MIN, Idea, Kind, made_good
from planner.answers.wish import Wish, rewished
from planner.request import Request

EARLIER_MIN, LATER_MIN, MOVED_MIN = 180, 360, 180
"""How far a departure is brought forward or put off, and a locked time is moved."""
SAVED_MIN = 15
"""Waiting that is worth another departure."""
MORNING = 6
"""Nobody is asked to leave before this hour who did not want to."""
DAYS = 7
"""Days ahead on which the same tour is tried."""
LOCKS = 4
"""Locked times that are tried to be moved, those first that break."""


def departures(
    wish: Wish, request: Request, order: Sequence[int], *, longer: bool = False
) -> Iterator[Idea]:
    """Leave at the nearest other time of the day.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        What the guide asked for.
    order : sequence of int
        Groups in the order tried.
    longer : bool, optional
        Whether more time may be allowed too.

    Yields
    ------
    Idea
        One earlier and one later at most.
    """
    ways: tuple[tuple[Kind, int], ...] = (
        ("leave_earlier", -EARLIER_MIN),
        ("leave_later", LATER_MIN),
    )
    for kind, limit_min in ways:
        for at in _clocks(request.at, limit_min):
            if at.date() != request.at.date() or at.hour < min(MORNING, request.at.hour):
                break
            if changed := made_good(wish, replace(request, at=at), order, longer=longer):
                yield Idea(kind=kind, request=changed, effort=_apart_min(at, request.at))
                break


def no_waiting(wish: Wish, request: Request, order: Sequence[int], minutes: int) -> Iterator[Idea]:
    """Leave so late that nobody waits long, and allow the time that is still lacking.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        What the guide asked for.
    order : sequence of int
        Groups in the order tried.
    minutes : int
        Time that the tour takes when it leaves as asked.

    Yields
    ------
    Idea
        One at most, if it saves more than it takes to say so.
    """
    best: Request | None = None
    for at in _clocks(request.at, LATER_MIN):
        if at.date() != request.at.date():
            break
        changed = made_good(wish, replace(request, at=at), order, longer=True)
        if changed is not None and changed.minutes < (best.minutes if best else minutes):
            best = changed
    if best is not None and best.minutes <= minutes - SAVED_MIN:
        yield Idea(kind="leave_later", request=best, effort=_apart_min(best.at, request.at))


def days(
    wish: Wish, request: Request, order: Sequence[int], *, longer: bool = False
) -> Iterator[Idea]:
    """Go on the next day on which everything is open.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        What the guide asked for.
    order : sequence of int
        Groups in the order tried.
    longer : bool, optional
        Whether more time may be allowed too.

    Yields
    ------
    Idea
        One at most.
    """
    for ahead in range(1, DAYS + 1):
        other = replace(request, at=request.at + timedelta(days=ahead))
        if changed := made_good(wish, other, order, longer=longer):
            yield Idea(kind="other_day", request=changed, effort=240 + ahead)
            return


def moved(
    wish: Wish, request: Request, order: Sequence[int], *, longer: bool = False
) -> Iterator[Idea]:
    """Move one locked time to the nearest at which all can be kept, else all that break.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        What the guide asked for.
    order : sequence of int
        Groups in the order tried.
    longer : bool, optional
        Whether more time may be allowed too.

    Yields
    ------
    Idea
        One at most.
    """
    broken = _broken_locks(wish, order)
    nearest: Idea | None = None
    for place_id, clock in sorted(request.fixed, key=lambda lock: lock[0] not in broken)[:LOCKS]:
        lock = _on_day(request, clock)
        for moment in _nearest(lock):
            minutes = _apart_min(moment, lock)
            if nearest is not None and 2 * minutes >= nearest.effort:
                break
            other = _fixed(request, {place_id: f"{moment:%H:%M}"})
            if changed := made_good(wish, other, order, longer=longer):
                nearest = _lock_idea(request, changed, (place_id,))
    found = nearest or _all_moved(wish, request, order, longer=longer)
    if found is not None:
        yield found


def _all_moved(wish: Wish, request: Request, order: Sequence[int], *, longer: bool) -> Idea | None:
    """Put every locked time that breaks to when one is there, one after the other."""
    other, names = request, []
    for _ in request.fixed:
        now = rewished(wish, other)
        broken = _broken_locks(now, order)
        if not broken:
            break
        place_id, arrive_s = next(iter(broken.items()))
        minutes = -(-arrive_s // (STEP_MIN * 60)) * STEP_MIN
        names.append(place_id)
        moment = request.at + timedelta(minutes=minutes - request.at.minute % STEP_MIN)
        moment += timedelta(minutes=STEP_MIN if request.at.minute % STEP_MIN else 0)
        other = _fixed(other, {place_id: f"{moment:%H:%M}"})
    changed = made_good(wish, other, order, longer=longer) if len(names) > 1 else None
    return None if changed is None else _lock_idea(request, changed, tuple(dict.fromkeys(names)))


def _broken_locks(wish: Wish, order: Sequence[int]) -> dict[str, int]:
    """List the stops that break and have a locked time, in order, and when one is there."""
    locked = dict(wish.request.fixed)
    return {
        place_id: call.arrive_s
        for call in earliest(wish, order).calls
        if call.broken and (place_id := wish.candidates.places[call.group].id) in locked
    }


def _fixed(request: Request, clocks: dict[str, str]) -> Request:
    """Lock visits at other times."""
    return replace(request, fixed=tuple(sorted((dict(request.fixed) | clocks).items())))


def _lock_idea(request: Request, changed: Request, named: tuple[str, ...]) -> Idea:
    """Name locked times that are moved."""
    was, now = dict(request.fixed), dict(changed.fixed)
    minutes = (_apart_min(_on_day(request, was[one]), _on_day(request, now[one])) for one in named)
    return Idea(kind="move_fixed", request=changed, effort=2 * sum(minutes), named=named)


def _on_day(request: Request, clock: str) -> datetime:
    """Return a clock time on the day of the tour."""
    hour, minute = clock.split(":")
    return request.at.replace(hour=int(hour), minute=int(minute))


def _nearest(lock: datetime) -> list[datetime]:
    """List other times for a locked one, the nearest first."""
    both = (*_clocks(lock, -MOVED_MIN), *_clocks(lock, MOVED_MIN))
    return sorted(both, key=lambda moment: _apart_min(moment, lock))


def _clocks(at: datetime, limit_min: int) -> Iterable[datetime]:
    """List the five minutes of the clock from a moment on, up to a limit before or after it."""
    ahead, past = limit_min > 0, at.minute % STEP_MIN
    first = STEP_MIN - past if ahead else -(past or STEP_MIN)
    step = STEP_MIN if ahead else -STEP_MIN
    return (at + timedelta(minutes=shift) for shift in range(first, limit_min + step, step))


def _apart_min(one: datetime, other: datetime) -> float:
    """Return the minutes between two moments."""
    return abs(one - other).total_seconds() / 60
