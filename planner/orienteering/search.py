"""The exact search: walks that may repeat themselves bound tours.

Walks are made from the end backward, tours from the start forward, each step of which some walk
must be able to complete. If there are too many, penalties are moved to where the walks repeat
themselves least, and what they repeat is remembered; then walks are made in both directions in
turn, each run under the bounds of the one before. Each question is asked of a net with only the
arcs that can still answer it. Units: seconds, prizes. Imports the modules named below.
"""

from typing import NamedTuple

from planner.orienteering.best_walk import outline
from planner.orienteering.bounds import Grip, bounds_of
from planner.orienteering.hunt import NO_LIMIT, Hunt, run
from planner.orienteering.labels import Rules
from planner.orienteering.lagrange import penalties, root_bound
from planner.orienteering.masks import MaskArray
from planner.orienteering.memory import best_walks, cut_cycles, everything, nearby_groups
from planner.orienteering.narrow import Narrow, closed_in
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
from planner.orienteering.sharpen import Effort, first_grip
from planner.orienteering.store import no_store, store_of

PENALTY_ROUNDS = 30
"""Steps of the penalties before the first walk is made."""
MANY_ARCS, FEW_ROUNDS = 20_000, 5
"""If there are so many arcs, so few steps are taken."""
NEARBY = 2
"""Groups that a node remembers at first, its own and the must-see groups not counted."""
MORE_NEARBY = 6
"""The same after the first attempt: more labels then, but far fewer in the other direction."""
FIRST_LABELS = 20_000
"""Labels of the walks of the first attempt at most."""


class Stage(NamedTuple):
    """How hard to try before the next stage.

    Parameters
    ----------
    effort : Effort
        To close in on the tours that are as good as the best known, and on those of an aim.
    shakes : int
        Of the heuristic in all before that: each unit of prize that it finds saves more.
    anew : int
        Of the heuristic after that, from the best walk with the arcs that are left.
    labels : int
        Of the first walks when all that is better is asked for, at most.
    aims : int
        The same when a prize between the best tour and the bound is asked for; 0 if none is.
    """

    effort: Effort
    shakes: int
    anew: int
    labels: int
    aims: int


STAGES = (
    # Effort: rounds, few, rungs, work; then shakes, anew, labels, aims.
    Stage(Effort(10, 4, 200, 3 * 10**8), 1000, 500, 100_000, 0),
    Stage(Effort(60, 6, 400, 5 * 10**8), 2000, 1000, 200_000, 200_000),
    Stage(Effort(60, 8, 400, 4 * 10**9), 4000, 2000, 400_000, 400_000),
    Stage(Effort(120, 8, 800, 2 * 10**10), 8000, 4000, 1_000_000, 3_000_000),
    Stage(Effort(240, 8, 800, 8 * 10**10), 16000, 8000, 4_000_000, NO_LIMIT),
)
"""What a later stage does takes longer, and saves ever more labels."""
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
    grip = first_grip(hunt.back, bounds.penalty)
    for stage in STAGES:
        hunt.roam(stage.shakes)
        near = _narrower(hunt, grip, stage)
        if near is None or _ask(hunt, near, stage, None, stage.labels):
            return
        while stage.aims and _ask(hunt, near, stage, _aim(hunt), stage.aims):
            if hunt.proved:
                return
        if hunt.meter.spent(1 + hunt.net.option.size) or hunt.meter.ended == "memory":
            return
        grip = near.grip


def _narrower(hunt: Hunt, grip: Grip, stage: Stage) -> Narrow | None:
    """Leave out for good what no tour uses that is as good as the best known; None if none is."""
    near = _close_in(hunt, grip, max(hunt.value, 0), stage)
    if near is None:
        hunt.proved = True
    else:
        hunt.net, hunt.back = near.net, near.back
    return near


def _close_in(hunt: Hunt, grip: Grip, least: int, stage: Stage) -> Narrow | None:
    """Leave out what no tour of at least some prize uses; None if there is no such tour."""
    wish = least, hunt.bound
    near = closed_in(hunt.net, hunt.back, grip, wish, stage.effort, hunt.meter.charge)
    hunt.lower(least - 1 if near is None else max(near.bound, least - 1))
    if near is not None:
        hunt.begin(near.net, outline(near.back, near.bounds.nearby), stage.anew)
    return near


def _ask(hunt: Hunt, near: Narrow, stage: Stage, aim: int | None, labels: int) -> bool:
    """Climb where only arcs are left with which the prize wanted can be reached.

    True as ``_climb``.
    """
    whole = hunt.net, hunt.back
    if aim is not None:
        closer = _close_in(hunt, near.grip, aim, stage)
        if closer is None:
            return True
        near = closer
    hunt.net, hunt.back = near.net, near.back
    memory = nearby_groups(near.net, MORE_NEARBY) | remembered(near.net, near.bounds.nearby)
    answered = _climb(hunt, near.bounds, memory, aim, labels)
    hunt.net, hunt.back = whole
    return answered


def _aim(hunt: Hunt) -> int | None:
    """Choose a prize between the best tour and the bound to ask for, if they are far apart."""
    gap = (hunt.bound - hunt.value) // hunt.unit
    if hunt.value < 0 or gap < LARGE_GAP:
        return None
    return hunt.value + (gap + 1) // 2 * hunt.unit


def _attempt(hunt: Hunt, bounds: Bounds, memory: MaskArray) -> None:
    """Try once, with few labels."""
    rules = Rules(bounds, no_store(hunt.net), memory, int(bounds.penalty.sum()), strict=False)
    pool = run(hunt, hunt.back, rules, FIRST_LABELS)
    if pool.state[DONE] and _walks_left(hunt, rules, pool).size:
        rules = rules._replace(store=store_of(hunt.back, bounds.worth, pool))
        _seek_tours(hunt, rules, _tours_allowed(rules))


def _climb(hunt: Hunt, bounds: Bounds, memory: MaskArray, aim: int | None, labels: int) -> bool:
    """Make walks in both directions in turn, ever fewer, until tours can be gone through.

    True if it is proved that no tour is better than the best known or, with an aim, that none
    reaches it, or that one does; False if effort is spent before, or so many labels in the first
    run.
    """
    # What is remembered more makes first runs larger, and only later ones smaller.
    nets, memory = (hunt.back, hunt.net), memory.copy()
    rules = Rules(bounds, no_store(hunt.net), memory, int(bounds.penalty.sum()), strict=False)
    turn, most = 0, labels
    while not _settled(hunt, aim):
        if hunt.meter.spent(1 + hunt.net.option.size):
            return False
        pool = run(hunt, nets[turn], rules, most, aim=aim)
        most = NO_LIMIT
        if not pool.state[DONE]:
            return False
        walks = _walks_left(hunt, rules, pool)
        rules = rules._replace(store=store_of(nets[turn], bounds.worth, pool))
        added = cut_cycles(nets[turn], pool, walks[:WALKS], memory)
        if turn == 0 and walks.size:
            # Without another cycle to cut, walks will not become fewer.
            tours = _tours_allowed(rules)
            _seek_tours(hunt, rules, tours if added else max(tours, labels), aim)
            if hunt.meter.ended == "memory" or not (added or _settled(hunt, aim)):
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
