"""A good tour in milliseconds: insertion and iterated local search. Seconds; imports net, walk.

Shaking by taking out a run of stops follows Vansteenwegen et al. 2009.
"""

import numpy as np

from planner.orienteering.compiled import lean
from planner.orienteering.masks import meeting
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray
from planner.orienteering.walk import (
    GAIN,
    RETURN,
    SIZE,
    Walk,
    best_insertion,
    better,
    copy,
    draw,
    new_walk,
    put_in,
    take_out,
    timed,
)

ROUNDS = 120
"""Shakes tried."""
PATIENCE = 20
"""Shakes without a better tour before the search goes back to the best."""
POWERS = (2, 1)
"""Powers of the gain with which tours are begun: great stops, or many small ones."""
LONGEST_RUN = 3
"""Stops that are moved together at most."""
SEED = 20261124


def heuristic_tour(
    net: Net, first: tuple[int, ...] = (), rounds: int = ROUNDS
) -> tuple[int, ...] | None:
    """Look for a tour with much prize, and among those for an early return.

    Parameters
    ----------
    net : Net
        Reduced problem.
    first : tuple of int, optional
        Options of a feasible tour to begin with.
    rounds : int, optional
        Shakes tried.

    Returns
    -------
    tuple of int or None
        The problem's options in order; None if no tour with all must-see groups was found.
    """
    n = net.option.size
    gain = net.prize[:n] + meeting(net.bit[:n], net.must) * (int(net.prize.sum()) + 1)
    node_of = {int(option): node for node, option in enumerate(net.option)}
    begin = [node_of[option] for option in first] if all(o in node_of for o in first) else []
    found = [_from(net, gain, begin, power, rounds) for power in POWERS[: rounds + 1]]
    walks = [walk for walk in found if walk is not None]
    best = min(walks, key=lambda walk: (-walk.facts[GAIN], walk.facts[RETURN]), default=None)
    if best is None:
        return None
    must = np.array(net.must, dtype=np.uint64)
    stops = best.stops[: best.facts[SIZE]]
    if np.any(must & ~np.bitwise_or.reduce(net.bit[stops], axis=0)):
        return None
    return tuple(int(option) for option in net.option[stops])


def _from(net: Net, gain: IntArray, begin: list[int], power: int, rounds: int) -> Walk | None:
    """Search from one beginning; None if not even the empty tour keeps the budget."""
    best = new_walk(net)
    for stops in (begin, []):
        best.stops[: len(stops)] = stops
        best.facts[SIZE] = len(stops)
        if timed(net, gain, best):
            spare = (new_walk(net), new_walk(net), new_walk(net))
            roam(net, gain, best, spare, np.array([SEED]), (rounds, power))
            return best
    return None


@lean
def roam(
    net: Net,
    gain: IntArray,
    best: Walk,
    spare: tuple[Walk, Walk, Walk],
    seed: IntArray,
    plan: tuple[int, int],
) -> None:
    """Improve a tour by local search, shaken again and again.

    Parameters
    ----------
    net : Net
        Reduced problem.
    gain : IntArray, shape (n,)
        What each node counts.
    best : Walk
        Timed; changed in place.
    spare : tuple of three Walk
        Room to work in.
    seed : IntArray, shape (1,)
        Changed in place.
    plan : tuple of two int
        Shakes tried; power of the gain in insertions, see ``best_insertion``.
    """
    now, trial, scratch = spare
    fill(net, gain, best, seed, (1, plan[1], False))
    improve(net, gain, best, scratch, seed)
    copy(best, now)
    idle = 0
    for _ in range(plan[0]):
        copy(now, trial)
        size = now.facts[SIZE]
        if size == 0:
            return
        count = 1 + draw(seed, (size + 1) // 2)
        take_out(trial, draw(seed, size - count + 1), count)
        if not timed(net, gain, trial):
            continue
        fill(net, gain, trial, seed, (1, plan[1], True))
        improve(net, gain, trial, scratch, seed)
        idle += 1
        if better(trial, best):
            copy(trial, best)
            idle = 0
        if better(trial, now) or draw(seed, 4) == 0:
            copy(trial, now)
        if idle >= PATIENCE:
            copy(best, now)
            idle = 0


@lean
def fill(net: Net, gain: IntArray, walk: Walk, seed: IntArray, wish: tuple[int, int, bool]) -> None:
    """Insert stops while any fits.

    Parameters
    ----------
    net : Net
        Reduced problem.
    gain : IntArray, shape (n,)
        What each node counts.
    walk : Walk
        Timed; changed in place.
    seed, wish : IntArray, tuple
        As for ``best_insertion``.
    """
    while True:
        node, at = best_insertion(net, gain, walk, seed, wish)
        if node < 0:
            return
        put_in(walk, node, at)
        timed(net, gain, walk)


@lean
def improve(net: Net, gain: IntArray, walk: Walk, scratch: Walk, seed: IntArray) -> None:
    """Shorten, fill and replace until nothing helps.

    Parameters
    ----------
    net : Net
        Reduced problem.
    gain : IntArray, shape (n,)
        What each node counts.
    walk, scratch : Walk
        Timed, changed in place; room to work in.
    seed : IntArray, shape (1,)
        Left alone.
    """
    while True:
        while _reversed(net, gain, walk, scratch) or _moved(net, gain, walk, scratch):
            pass
        fill(net, gain, walk, seed, (1, 2, False))
        if not _replaced(net, gain, walk, scratch, seed):
            return


@lean
def _reversed(net: Net, gain: IntArray, walk: Walk, scratch: Walk) -> bool:
    """Turn one stretch of the tour round if that brings the return forward (2-opt)."""
    size = walk.facts[SIZE]
    for low in range(size - 1):
        for high in range(low + 1, size):
            copy(walk, scratch)
            for k in range(low, high + 1):
                scratch.stops[k] = walk.stops[low + high - k]
            if timed(net, gain, scratch) and scratch.facts[RETURN] < walk.facts[RETURN]:
                copy(scratch, walk)
                return True
    return False


@lean
def _moved(net: Net, gain: IntArray, walk: Walk, scratch: Walk) -> bool:
    """Move one to three stops to another position if that brings the return forward (or-opt)."""
    size = walk.facts[SIZE]
    for count in range(1, min(LONGEST_RUN, size - 1) + 1):
        for at in range(size - count + 1):
            for to in range(size - count + 1):
                if to == at:
                    continue
                _shift(walk, scratch, (at, count, to))
                if timed(net, gain, scratch) and scratch.facts[RETURN] < walk.facts[RETURN]:
                    copy(scratch, walk)
                    return True
    return False


@lean
def _shift(walk: Walk, scratch: Walk, move: tuple[int, int, int]) -> None:
    """Write the walk into scratch with ``count`` stops from ``at`` standing at ``to``."""
    at, count, to = move
    scratch.facts[SIZE] = walk.facts[SIZE]
    source = 0
    for k in range(walk.facts[SIZE]):
        if to <= k < to + count:
            scratch.stops[k] = walk.stops[at + k - to]
            continue
        if source == at:
            source += count
        scratch.stops[k] = walk.stops[source]
        source += 1


@lean
def _replaced(net: Net, gain: IntArray, walk: Walk, scratch: Walk, seed: IntArray) -> bool:
    """Put another stop in for one, wherever it fits, if the tour gains or is back earlier."""
    for at in range(walk.facts[SIZE]):
        old = walk.stops[at]
        copy(walk, scratch)
        take_out(scratch, at, 1)
        if not timed(net, gain, scratch):
            continue
        for least in (gain[old] + 1, gain[old]):
            node, to = best_insertion(net, gain, scratch, seed, (least, 2, False))
            if node >= 0:
                put_in(scratch, node, to)
                if timed(net, gain, scratch) and better(scratch, walk):
                    copy(scratch, walk)
                    return True
                copy(walk, scratch)
                take_out(scratch, at, 1)
                timed(net, gain, scratch)
    return False
