"""Local search on a tour of the heuristic, until nothing helps. Units: seconds, prizes.

2-opt, or-opt and exchange bring the return forward; insertion and replacement raise the prize.
Imports compiled, walk, insertion.
"""

from planner.orienteering.compiled import lean
from planner.orienteering.insertion import cheapest, fill, mark
from planner.orienteering.problem import IntArray
from planner.orienteering.walk import (
    RETURN,
    SIZE,
    Field,
    Walk,
    better,
    copy,
    put_in,
    take_out,
    timed,
)

LONGEST_RUN = 3
"""Stops that are moved together at most."""


@lean
def improve(
    field: Field, walk: Walk, scratch: Walk, room: tuple[IntArray, IntArray], seed: IntArray
) -> None:
    """Shorten, fill and replace until nothing helps.

    Parameters
    ----------
    field : Field
        Reduced problem.
    walk, scratch : Walk
        Timed, changed in place; room to work in.
    room : tuple of two IntArray, shape (n + 1,)
        As for ``fill``.
    seed : IntArray, shape (1,)
        Left alone.
    """
    while True:
        while (
            _reversed(field, walk, scratch)
            or _moved(field, walk, scratch)
            or _exchanged(field, walk, scratch)
        ):
            pass
        fill(field, walk, room, seed, (1, 2, False))
        if not _replaced(field, walk, scratch, room[0]):
            return


@lean
def _taken_over(field: Field, walk: Walk, scratch: Walk) -> bool:
    """Take a trial over if it is feasible and back earlier."""
    if timed(field, scratch) and scratch.facts[RETURN] < walk.facts[RETURN]:
        copy(scratch, walk)
        return True
    return False


@lean
def _reversed(field: Field, walk: Walk, scratch: Walk) -> bool:
    """Turn one stretch of the tour round (2-opt)."""
    size, start, end = walk.facts[SIZE], field.gain.size, field.gain.size + 1
    for low in range(size - 1):
        before = walk.stops[low - 1] if low > 0 else start
        leave = walk.early_s[low - 1] if low > 0 else 0
        for high in range(low + 1, size):
            if leave + field.step_s[before, walk.stops[high]] > field.close_s[walk.stops[high]]:
                continue
            node, time_s, fits = before, leave, True
            for k in range(high, low - 1, -1):
                to = walk.stops[k]
                time_s = max(time_s + field.step_s[node, to], field.open_s[to])
                if time_s > field.close_s[to]:
                    fits = False
                    break
                node = to
            after = walk.stops[high + 1] if high + 1 < size else end
            arrive = time_s + field.step_s[node, after]
            was = walk.early_s[high] + field.step_s[walk.stops[high], after]
            if not fits or arrive >= was:
                continue
            copy(walk, scratch)
            for k in range(low, high + 1):
                scratch.stops[k] = walk.stops[low + high - k]
            if _taken_over(field, walk, scratch):
                return True
    return False


@lean
def _moved(field: Field, walk: Walk, scratch: Walk) -> bool:
    """Move one to three stops to another position (or-opt)."""
    size = walk.facts[SIZE]
    for count in range(1, min(LONGEST_RUN, size - 1) + 1):
        for at in range(size - count + 1):
            copy(walk, scratch)
            take_out(scratch, at, count)
            if not timed(field, scratch):
                continue
            to = _cheapest_run(field, walk, scratch, (at, count))
            if to < 0:
                continue
            for k in range(count):
                put_in(scratch, walk.stops[at + k], to + k)
            if _taken_over(field, walk, scratch):
                return True
    return False


@lean
def _cheapest_run(field: Field, walk: Walk, rest: Walk, run: tuple[int, int]) -> int:
    """Find another position for stops of a walk in the rest of it, or -1."""
    start, end, size = field.gain.size, field.gain.size + 1, rest.facts[SIZE]
    at, count = run
    best, best_to = 2 * field.budget_s + 1, -1
    for to in range(size + 1):
        node = rest.stops[to - 1] if to > 0 else start
        leave = rest.early_s[to - 1] if to > 0 else 0
        after = rest.stops[to] if to < size else end
        latest = rest.late_s[to] if to < size else field.budget_s
        direct_s = field.step_s[node, after]
        time_s, fits = leave, to != at
        for k in range(at, at + count):
            stop = walk.stops[k]
            time_s = max(time_s + field.step_s[node, stop], field.open_s[stop])
            fits = fits and time_s <= field.close_s[stop]
            node = stop
        arrive = time_s + field.step_s[node, after]
        if fits and arrive <= latest and arrive - leave - direct_s < best:
            best, best_to = arrive - leave - direct_s, to
    return best_to


@lean
def _exchanged(field: Field, walk: Walk, scratch: Walk) -> bool:
    """Let two stops change places."""
    size = walk.facts[SIZE]
    for low in range(size - 2):
        for high in range(low + 2, size):
            one, other = walk.stops[low], walk.stops[high]
            if walk.early_s[low] > field.close_s[other] or walk.late_s[high] < field.open_s[one]:
                continue
            before = walk.stops[low - 1] if low > 0 else field.gain.size
            old = field.step_s[before, one] + field.step_s[one, walk.stops[low + 1]]
            new = field.step_s[before, other] + field.step_s[other, walk.stops[low + 1]]
            after = walk.stops[high + 1] if high + 1 < size else field.gain.size + 1
            old += field.step_s[walk.stops[high - 1], other] + field.step_s[other, after]
            new += field.step_s[walk.stops[high - 1], one] + field.step_s[one, after]
            if new > old:
                continue
            copy(walk, scratch)
            scratch.stops[low], scratch.stops[high] = other, one
            if _taken_over(field, walk, scratch):
                return True
    return False


@lean
def _replaced(field: Field, walk: Walk, scratch: Walk, taken: IntArray) -> bool:
    """Put another stop in for one, wherever it fits, if the tour gains or is back earlier."""
    mark(field, walk, taken)
    for at in range(walk.facts[SIZE]):
        old = walk.stops[at]
        copy(walk, scratch)
        take_out(scratch, at, 1)
        if not timed(field, scratch):
            continue
        taken[field.group[old]] = 0
        best, best_to, best_gain, best_s = -1, -1, field.gain[old], field.budget_s + 1
        for node in range(field.gain.size):
            gain = field.gain[node]
            if node == old or gain == 0 or gain < best_gain or taken[field.group[node]]:
                continue
            added, to = cheapest(field, scratch, node)
            if to >= 0 and (gain > best_gain or added < best_s):
                best, best_to, best_gain, best_s = node, to, gain, added
        taken[field.group[old]] = 1
        if best >= 0:
            put_in(scratch, best, best_to)
            if timed(field, scratch) and better(scratch, walk):
                copy(scratch, walk)
                return True
    return False
