"""Changes that mend a guide's tour on the shortest ways; none is planned yet. Minutes, seconds.

Imports planner.answers.anyway, idea, idea_stays, idea_times, wish and wished.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from planner.answers.anyway import WORK_LIMIT, fits
from planner.answers.idea import Idea, made_good
from planner.answers.idea_stays import shorter
from planner.answers.idea_times import days, departures, moved, no_waiting
from planner.answers.wish import Wish
from planner.answers.wished import best_order, whole
from planner.orienteering.solve import solve
from planner.request import Request
from planner.shaping import without


def ideas(wish: Wish, request: Request, order: Sequence[int]) -> list[Idea]:
    """Find changes that mend a tour on the shortest ways.

    A change of departure, of the whole time, of a locked time counts by its minutes, a locked
    time twice, since somebody else may rely on it; a stay cut counts half as much again as its
    minutes; another order as 10 minutes, another day as four hours, a stop left out as an hour
    and its score.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    request : Request
        The same, as the guide asked for it, or in the order tried if without one.
    order : sequence of int
        Groups in the order tried.

    Returns
    -------
    list of Idea
        The nearest of each kind, best first. Other departures, days and locked times that need
        more time as well are among them where more time alone mends nothing, and a later departure
        where it saves long waiting.
    """
    found: list[Idea] = []
    patient = made_good(wish, request, order, longer=True)
    for change in (departures, days, moved):
        once = [*change(wish, request, order)]
        found += once or ([] if patient else change(wish, request, order, longer=True))
    if patient and not any(idea.kind == "leave_later" for idea in found):
        found += no_waiting(wish, request, order, patient.minutes)
    found = [
        replace(idea, effort=idea.effort + idea.request.minutes - request.minutes) for idea in found
    ]
    if patient:
        more = patient.minutes - request.minutes
        found.append(Idea(kind="more_time", request=patient, effort=more))
    for way in (_fewer, shorter, _reordered):
        found += way(wish, request, order)
    return sorted(found, key=lambda idea: idea.effort)


def _fewer(wish: Wish, request: Request, order: Sequence[int]) -> Iterator[Idea]:
    """Leave out the fewest stops: must-sees, locked and own stops last, then by their scores.

    Exact: the solver of the plan, the order kept. More than half of the tour is not left out.
    """
    problem, places = whole(wish), wish.candidates.places
    prizes = [(problem.prize * (problem.place == g)).max(initial=0) for g in range(len(places))]
    one = int(sum(prizes)) + 1
    insisted = [place.id in request.insisted for place in places]
    worth = np.array(prizes) + one + one * len(places) * np.array(insisted)
    solution = solve(
        replace(
            problem,
            prize=worth[problem.place].astype(np.int64),
            must=(),
            fixed_order=tuple(order),
            budget_s=wish.budget_s,
        ),
        work_limit=WORK_LIMIT,
    )
    kept = {int(problem.place[row]) for row in solution.order}
    gone = [group for group in order if group not in kept]
    if not gone or len(gone) > max(1, len(order) // 2) or not kept:
        return
    changed = request
    behind = {place_id: index for index, place_id in enumerate(request.own_ids)}
    dropped = [places[group].id for group in gone]
    for place_id in sorted(dropped, key=lambda each: behind.get(each, -1), reverse=True):
        changed = without(changed, place_id)  # from behind: own stops after it are renamed
    lost = int(sum(prizes[group] for group in gone))
    yield Idea(kind="drop", request=changed, effort=60 * len(dropped) + lost, named=tuple(dropped))


def _reordered(wish: Wish, request: Request, order: Sequence[int]) -> Iterator[Idea]:
    """Walk the same stops in the shortest order."""
    shortest = best_order(wish)
    if wish.request.order and shortest and shortest != tuple(order) and fits(wish, shortest):
        ids = tuple(wish.candidates.places[group].id for group in shortest)
        numbers = [str(list(order).index(group) + 1) for group in shortest]
        yield Idea(
            kind="free_order",
            request=replace(request, order=ids),
            effort=10,
            values={"numbers": " → ".join(numbers)},
        )
