"""A good tour in milliseconds: insertion, then ruin and recreate with local search.

Ruining by strings of stops and recreating by insertion with some blindness follows Christiaens and
Vanden Berghe 2020, going on from worse tours while it is hot follows simulated annealing. Units:
seconds, prizes. Imports net, walk, insertion, moves,
shake.
"""

from dataclasses import dataclass

import numpy as np

from planner.orienteering.insertion import fill, new_room
from planner.orienteering.moves import improve
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray
from planner.orienteering.shake import copy_walk, roam
from planner.orienteering.walk import (
    GAIN,
    RETURN,
    SIZE,
    Field,
    Walk,
    better,
    field_of,
    new_walk,
    timed,
)

SHAKES = 250
"""Shakes tried if not said otherwise."""
CYCLE = 250
"""Shakes from hot to cold; each time twice as many as before."""
SEED = 20261124
POWERS = (2, 1)
"""Powers of the gain with which a tour is constructed: great stops, or many small ones."""


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
