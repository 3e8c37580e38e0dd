"""A good tour in milliseconds: insertion, then ruin and recreate with local search.

Ruining by strings of stops and recreating by insertion with some blindness follows Christiaens and
Vanden Berghe 2020, going on from worse tours while it is hot follows simulated annealing. Units:
seconds, prizes. Imports net, walk, insertion, moves.
"""

from dataclasses import dataclass

import numpy as np

from planner.orienteering.compiled import lean
from planner.orienteering.insertion import cheapest, fill, mark, new_room
from planner.orienteering.moves import improve
from planner.orienteering.net import Net
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
    field_of,
    new_walk,
    put_in,
    take_out,
    timed,
)

SHAKES = 250
"""Shakes tried if not said otherwise."""
CYCLE = 250
"""Shakes from hot to cold; each time twice as many as before."""
LONGEST_STRING = 12
"""Stops taken out together at most."""
SEED = 20261124
POWERS = (2, 1)
"""Powers of the gain with which a tour is constructed: great stops, or many small ones."""
HEAT = 0.5
"""Mean prizes that may be lost in a shake at the beginning of a cycle."""
SLACK = 1.0
"""Mean prizes that the whole budget is worth when tours are compared to go on from."""
POLISH_ONE_IN = 16
"""So many shakes, one of which is followed by local search."""
TRIES = 8
"""Draws in search of a node that is not visited."""


@dataclass(slots=True, kw_only=True)
class Roamer:
    """A heuristic under way that can be asked to go on.

    Parameters
    ----------
    net : Net
        Reduced problem.
    field : Field
        What is read of it.
    best, now, trial, scratch : Walk
        Best tour; the one gone on from; room.
    room : tuple of two IntArray
        Room for insertion.
    seed : IntArray, shape (1,)
        Of the random numbers.
    cycle, done, shakes : int, optional
        Length of this cycle, shakes made in it, and in all.
    """

    net: Net
    field: Field
    best: Walk
    now: Walk
    trial: Walk
    scratch: Walk
    room: tuple[IntArray, IntArray]
    seed: IntArray
    cycle: int = CYCLE
    done: int = 0
    shakes: int = 0

    def go_on(self, shakes: int) -> bool:
        """Shake the tour further; the same in one piece or in several.

        Parameters
        ----------
        shakes : int
            How often.

        Returns
        -------
        bool
            Whether a better tour was found.
        """
        before = (int(self.best.facts[GAIN]), int(self.best.facts[RETURN]))
        while shakes > 0:
            part = min(shakes, self.cycle - self.done)
            walks = (self.best, self.now, self.trial, self.scratch)
            roam(self.field, walks, self.room, self.seed, (self.done, part, self.cycle))
            self.done, self.shakes, shakes = self.done + part, self.shakes + part, shakes - part
            if self.done == self.cycle:
                self.cycle, self.done = 2 * self.cycle, 0
                copy_walk(self.best, self.now)
        return before != (int(self.best.facts[GAIN]), int(self.best.facts[RETURN]))

    def facts(self) -> tuple[int, int]:
        """Read the best tour's prize and return.

        Returns
        -------
        tuple of int and int
            Prize, and arrival at the end.
        """
        stops = self.best.stops[: self.best.facts[SIZE]]
        return int(self.net.prize[stops].sum()), int(self.best.facts[RETURN])

    def tour(self) -> tuple[int, ...] | None:
        """Read the best tour.

        Returns
        -------
        tuple of int or None
            The problem's options in order; None if must-see groups are missing.
        """
        stops = self.best.stops[: self.best.facts[SIZE]]
        must = np.array(self.net.must, dtype=np.uint64)
        if np.any(must & ~np.bitwise_or.reduce(self.net.bit[stops], axis=0)):
            return None
        return tuple(int(option) for option in self.net.option[stops])


def roamer(net: Net, first: tuple[int, ...] = (), seed: int = SEED) -> Roamer | None:
    """Construct a tour by insertion, in two ways, and take the better.

    Parameters
    ----------
    net : Net
        Reduced problem.
    first : tuple of int, optional
        Options of a feasible tour to begin with.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    Roamer or None
        None if neither the first tour nor the empty one keeps the budget.
    """
    field = field_of(net)
    walks = [new_walk(field) for _ in range(4)]
    found = Roamer(
        net=net,
        field=field,
        best=walks[0],
        now=walks[1],
        trial=walks[2],
        scratch=walks[3],
        room=new_room(field),
        seed=np.array([1 + seed % 2147483646]),
    )
    node_of = {int(option): node for node, option in enumerate(net.option)}
    begin = [node_of[option] for option in first] if all(o in node_of for o in first) else []
    for stops in (begin, []):
        found.best.stops[: len(stops)] = stops
        found.best.facts[SIZE] = len(stops)
        if timed(field, found.best):
            copy_walk(found.best, found.now)
            for power in POWERS:
                copy_walk(found.now, found.trial)
                fill(field, found.trial, found.room, found.seed, (1, power, False))
                if better(found.trial, found.best):
                    copy_walk(found.trial, found.best)
            improve(field, found.best, found.scratch, found.room, found.seed)
            copy_walk(found.best, found.now)
            return found
    return None


def heuristic_tour(
    net: Net, first: tuple[int, ...] = (), shakes: int = SHAKES
) -> tuple[int, ...] | None:
    """Look for a tour with much prize, and among those for an early return.

    Parameters
    ----------
    net : Net
        Reduced problem.
    first : tuple of int, optional
        Options of a feasible tour to begin with.
    shakes : int, optional
        Shakes tried.

    Returns
    -------
    tuple of int or None
        The problem's options in order; None if no tour with all must-see groups was found.
    """
    found = roamer(net, first)
    if found is None:
        return None
    found.go_on(shakes)
    return found.tour()


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
