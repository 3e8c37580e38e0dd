"""The exact search: walks that may repeat themselves bound tours.

Walks are made from the end backward, tours from the start forward, each step of which some walk
must be able to complete. If there are too many, penalties are moved to where the walks repeat
themselves least, and what they repeat is remembered; then walks are made in both directions in
turn, each run under the bounds of the one before. Each question is asked of a net with only the
arcs that can still answer it. Units: seconds, prizes. Imports the modules named below.
"""

from planner.orienteering.bounds import bounds_of
from planner.orienteering.hunt import NO_LIMIT, Hunt, run
from planner.orienteering.labels import Rules
from planner.orienteering.lagrange import penalties, root_bound
from planner.orienteering.masks import MaskArray
from planner.orienteering.memory import best_walks, cut_cycles, everything, nearby_groups
from planner.orienteering.narrow import DEEP, FEW_ROUNDS, LIGHT, MANY_ARCS, Narrow, closed_in
from planner.orienteering.nearby import remembered
from planner.orienteering.pool import (
    BACKWARD,
    BEST,
    DONE,
    LIMIT,
    MADE,
    VALUE,
    Pool,
    most_open,
    tour_of,
)
from planner.orienteering.problem import IntArray
from planner.orienteering.relaxed import Bounds
from planner.orienteering.sharpen import Effort, Grip, first_grip
from planner.orienteering.store import no_store, store_of

PENALTY_ROUNDS = 30
"""Steps of the penalties before the first walk is made."""
NEARBY = 2
"""Groups that a node remembers at first, its own and the must-see groups not counted."""
MORE_NEARBY = 6
"""The same after the first attempt: more labels then, but far fewer in the other direction."""
FIRST_LABELS, MORE_LABELS = 60_000, 100_000
"""Labels of the walks of the first attempt at most, and of the second."""
MORE_SHAKES, MOST_SHAKES = 1000, 8000
"""Shakes of the heuristic in all before the second attempt and the third: each unit of prize that
it finds saves more labels than it costs."""
FIRST_PART, NEXT_PART = 2, 4
"""How far up this prize is: this part of the gap, first carefully, then closer to the tour."""
EASY_LABELS = 1_000_000
"""If an answer took fewer, the whole question is asked next."""
LARGE_GAP = 1
"""So far apart, a prize between the best tour and the bound is asked for first; an earlier return
of as much prize comes last, since it leaves more arcs and takes more labels."""
WALKS = 200
"""Walks whose cycles are cut after a run."""
TOUR_LABELS, TOUR_PART = 2_000, 6
"""Labels of a run for tours at most, at least so many, else this many times the walks kept."""


def search(hunt: Hunt) -> None:
    """Look for the best tour until it is found and proved or effort is spent.

    Parameters
    ----------
    hunt : Hunt
        Changed in place; valid however early it ended.
    """
    rounds = FEW_ROUNDS if hunt.net.arc_to.size > MANY_ARCS else PENALTY_ROUNDS
    first = penalties(hunt.back, hunt.value - 1, rounds, lambda: hunt.meter.spent(0))
    bounds = bounds_of(hunt.back, first)
    hunt.lower(root_bound(hunt.back, bounds))
    memory = nearby_groups(hunt.net, NEARBY)
    _attempt(hunt, bounds, memory)
    if hunt.proved or hunt.meter.spent(1 + hunt.net.option.size):
        return
    hunt.roam(MORE_SHAKES)
    near = _narrower(hunt, first_grip(hunt.back, bounds.penalty), LIGHT)
    if near is None or _ask(hunt, near, None, MORE_LABELS):
        return
    hunt.roam(MOST_SHAKES)
    near = _narrower(hunt, near.grip, DEEP)
    if near is None:
        return
    before, aim = hunt.meter.made, _aim(hunt, FIRST_PART)
    while not hunt.proved and _ask(hunt, near, aim):
        easy = hunt.meter.made - before < EASY_LABELS
        before, aim = hunt.meter.made, None if easy else _aim(hunt, NEXT_PART)


def _narrower(hunt: Hunt, grip: Grip, effort: Effort) -> Narrow | None:
    """Leave out for good what no tour uses that is as good as the best known; None if none is."""
    near = _close_in(hunt, grip, max(hunt.value, 0), effort)
    if near is None:
        hunt.proved = True
    else:
        hunt.net, hunt.back = near.net, near.back
    return near


def _close_in(hunt: Hunt, grip: Grip, least: int, effort: Effort) -> Narrow | None:
    """Leave out what no tour of at least some prize uses; None if there is no such tour."""
    near = closed_in(hunt.net, hunt.back, grip, least, effort, lambda: hunt.meter.spent(0))
    hunt.lower(least - 1 if near is None else max(near.bound, least - 1))
    return near


def _ask(hunt: Hunt, near: Narrow, aim: int | None, labels: int = NO_LIMIT) -> bool:
    """Climb where only arcs are left with which the prize wanted can be reached.

    True as ``_climb``.
    """
    whole = hunt.net, hunt.back
    if aim is not None:
        closer = _close_in(hunt, near.grip, aim, DEEP)
        if closer is None:
            return True
        near = closer
    hunt.net, hunt.back = near.net, near.back
    memory = nearby_groups(near.net, MORE_NEARBY) | remembered(near.net, near.bounds.nearby)
    answered = _climb(hunt, near.bounds, memory, aim, labels)
    hunt.net, hunt.back = whole
    return answered


def _aim(hunt: Hunt, part: int) -> int | None:
    """Choose a prize between the best tour and the bound to ask for, if they are far apart."""
    gap = (hunt.bound - hunt.value) // hunt.unit
    if hunt.value < 0 or gap < LARGE_GAP:
        return None
    return hunt.value + (gap + part - 1) // part * hunt.unit


def _attempt(hunt: Hunt, bounds: Bounds, memory: MaskArray) -> None:
    """Try once, with few labels."""
    rules = Rules(bounds, no_store(hunt.net), memory, int(bounds.penalty.sum()), strict=False)
    pool = run(hunt, hunt.back, rules, FIRST_LABELS)
    if pool.state[DONE] and _walks_left(hunt, rules, pool).size:
        rules = rules._replace(store=store_of(hunt.back, bounds.worth, pool))
        _seek_tours(hunt, rules, _tours_allowed(rules))


def _climb(
    hunt: Hunt, bounds: Bounds, memory: MaskArray, aim: int | None, labels: int = NO_LIMIT
) -> bool:
    """Make walks in both directions in turn, ever fewer, until tours can be gone through.

    True if it is proved that no tour is better than the best known or, with an aim, that none
    reaches it, or that one does; False if effort is spent before, or so many labels in the first
    run.
    """
    # What is remembered more makes first runs larger, and only later ones smaller.
    nets, memory = (hunt.back, hunt.net), memory.copy()
    rules = Rules(bounds, no_store(hunt.net), memory, int(bounds.penalty.sum()), strict=False)
    turn = 0
    while not _settled(hunt, aim):
        if hunt.meter.spent(1 + hunt.net.option.size):
            return False
        pool = run(hunt, nets[turn], rules, labels, aim=aim)
        labels = NO_LIMIT
        if not pool.state[DONE]:
            return False
        walks = _walks_left(hunt, rules, pool)
        rules = rules._replace(store=store_of(nets[turn], bounds.worth, pool))
        added = cut_cycles(nets[turn], pool, walks[:WALKS], memory)
        if turn == 0 and walks.size:
            # Without another cycle to cut, walks will not become fewer.
            _seek_tours(hunt, rules, _tours_allowed(rules) if added else NO_LIMIT, aim)
            if hunt.meter.ended == "memory":
                return False
        turn = 1 - turn
    return True


def _settled(hunt: Hunt, aim: int | None) -> bool:
    """Whether a question is answered, or a tour is known that has reached the aim."""
    return hunt.proved or (aim is not None and (hunt.bound < aim or hunt.value >= aim))


def _walks_left(hunt: Hunt, rules: Rules, pool: Pool) -> IntArray:
    """Find the walks of a finished run that would be what was wanted, and conclude."""
    state = pool.state
    walks, most = best_walks(hunt.back if state[BACKWARD] else hunt.net, pool, rules.base)
    _conclude(hunt, pool, most)
    hunt.proved = walks.size == 0 and _was_whole(hunt, pool)
    return walks


def _tours_allowed(rules: Rules) -> int:
    """Choose how many labels tours may take against a store."""
    return max(TOUR_LABELS, TOUR_PART * rules.store.worth.size)


def _seek_tours(hunt: Hunt, rules: Rules, labels: int, aim: int | None = None) -> None:
    """Make tours that walks can complete."""
    rules = rules._replace(memory=everything(hunt.net), strict=True)
    pool = run(hunt, hunt.net, rules, labels, aim=aim)
    state = pool.state
    if state[BEST] >= 0:
        tour = tour_of(hunt.net, pool, int(state[BEST]))
        hunt.take(tour, (int(state[VALUE]), int(state[LIMIT]) + 1), "exact")
    if state[DONE]:
        _conclude(hunt, pool, -1)
        hunt.proved = _was_whole(hunt, pool)
    elif state[MADE]:
        _conclude(hunt, pool, most_open(pool))


def _conclude(hunt: Hunt, pool: Pool, most: int) -> None:
    """Lower the bound: of what a run asked for, a unit more than its value, this much is left."""
    hunt.lower(max(most, int(pool.state[VALUE]) + hunt.unit - 1))


def _was_whole(hunt: Hunt, pool: Pool) -> bool:
    """Whether a finished run asked for all that is better than the best tour now known."""
    state = pool.state
    return bool(state[VALUE] == hunt.value and state[LIMIT] == hunt.back_s - 1)
