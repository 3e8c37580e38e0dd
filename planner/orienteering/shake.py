"""A tour of the heuristic ruined and recreated again and again. Units: seconds, prizes.

Imports compiled, walk, insertion, moves.
"""

from planner.orienteering.compiled import lean
from planner.orienteering.insertion import cheapest, fill, mark
from planner.orienteering.moves import improve
from planner.orienteering.problem import IntArray
from planner.orienteering.walk import (
    GAIN,
    RETURN,
    SIZE,
    Field,
    Walk,
    better,
    copy,
    draw,
    put_in,
    take_out,
    timed,
)

LONGEST_STRING = 12
"""Stops taken out together at most."""
HEAT = 0.5
"""Mean prizes that may be lost in a shake at the beginning of a cycle."""
SLACK = 1.0
"""Mean prizes that the whole budget is worth when tours are compared to go on from."""
POLISH_ONE_IN = 16
"""So many shakes, one of which is followed by local search."""
TRIES = 8
"""Draws in search of a node that is not visited."""


@lean
def copy_walk(source: Walk, target: Walk) -> None:
    """Make one walk like another; see ``copy``.

    Parameters
    ----------
    source, target : Walk
        Of the same net.
    """
    copy(source, target)


@lean
def roam(
    field: Field,
    walks: tuple[Walk, Walk, Walk, Walk],
    room: tuple[IntArray, IntArray],
    seed: IntArray,
    part: tuple[int, int, int],
) -> None:
    """Ruin and recreate a tour again and again.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walks : tuple of four Walk
        Best tour and the one gone on from, both timed and changed in place; room.
    room : tuple of two IntArray
        Room for insertion.
    seed : IntArray, shape (1,)
        Changed in place.
    part : tuple of three int
        First shake, number of shakes, shakes of the whole cycle.
    """
    best, now, trial, scratch = walks
    mean = 0.0
    for k in range(best.facts[SIZE]):
        mean += field.prize[best.stops[k]]
    mean /= max(best.facts[SIZE], 1)
    slack = SLACK * mean / max(field.budget_s, 1)
    for shake in range(part[0], part[0] + part[1]):
        copy(now, trial)
        forced = ruin(field, trial, room, seed)
        if not timed(field, trial):
            continue
        if forced >= 0:
            _, at = cheapest(field, trial, forced)
            if at >= 0:
                put_in(trial, forced, at)
                timed(field, trial)
        fill(field, trial, room, seed, (1, 1 + draw(seed, 2), True))
        if better(trial, best) or draw(seed, POLISH_ONE_IN) == 0:
            improve(field, trial, scratch, room, seed)
        if better(trial, best):
            copy(trial, best)
        loss = float(now.facts[GAIN] - trial.facts[GAIN])
        loss += slack * (trial.facts[RETURN] - now.facts[RETURN])
        heat = HEAT * mean * (part[2] - shake) / part[2]
        if loss * 1024.0 <= heat * draw(seed, 1024):
            copy(trial, now)


@lean
def ruin(field: Field, walk: Walk, room: tuple[IntArray, IntArray], seed: IntArray) -> int:
    """Take out a string of stops: anywhere, or where a node not visited would stand.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk : Walk
        Timed; changed in place, and not timed after.
    room : tuple of two IntArray
        Room for insertion.
    seed : IntArray, shape (1,)
        Changed in place.

    Returns
    -------
    int
        The node, or -1.
    """
    size = walk.facts[SIZE]
    if size == 0:
        return -1
    count = 1 + draw(seed, min(LONGEST_STRING, (size + 1) // 2))
    node = -1
    if draw(seed, 2) == 0:
        mark(field, walk, room[0])
        for _ in range(TRIES):
            other = draw(seed, field.gain.size)
            if field.gain[other] > 0 and room[0][field.group[other]] == 0:
                node = other
                break
    middle = draw(seed, size) if node < 0 else nearest(field, walk, node)
    if node < 0 and draw(seed, 4) == 0:
        for _ in range(count):
            take_out(walk, draw(seed, int(walk.facts[SIZE])), 1)
        return -1
    take_out(walk, max(0, min(middle - draw(seed, count), size - count)), count)
    return node


@lean
def nearest(field: Field, walk: Walk, node: int) -> int:
    """Find the stop next to which a node would cost least, windows roughly kept.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk : Walk
        Timed, with stops.
    node : int
        Not visited.

    Returns
    -------
    int
        Position.
    """
    best, best_at = 1 << 60, 0
    for at in range(walk.facts[SIZE]):
        stop = walk.stops[at]
        there = max(walk.early_s[at] + field.step_s[stop, node], field.open_s[node])
        late = max(there - field.close_s[node], 0)
        cost = there - walk.early_s[at] + field.step_s[node, stop] + 2 * late
        if cost < best:
            best, best_at = cost, at
    return best_at
