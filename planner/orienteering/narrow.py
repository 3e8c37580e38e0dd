"""A problem closed in on the tours of at least some prize: sharp bounds, and few arcs.

What can come before an arc and what can come after it are bounded by the backward programmes of
both directions; arcs with which both together do not come to the prize are left out (variable
fixing by reduced costs: Irnich, Desaulniers, Desrosiers, Hadjar 2010). With fewer arcs the
programmes get faster, so that more steps of the penalties are affordable, which leaves fewer arcs.
Of those that stay it is left out when they are of no use, as for buckets of arcs in Sadykov, Uchoa,
Pessoa 2021. Units: seconds, prizes. Imports bounds, compiled, lagrange, nearby, net, relaxed,
sharpen.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.bounds import Grip, nearby_bounds
from planner.orienteering.compiled import inlined, lean
from planner.orienteering.lagrange import root_bound
from planner.orienteering.nearby import NO_GROUP, Nearby
from planner.orienteering.net import Net, cut, reversed_net, tails
from planner.orienteering.problem import IntArray
from planner.orienteering.relaxed import SCALE, Bounds
from planner.orienteering.sharpen import Charge, Effort, sharpened, work_of

PASSES = 6
"""How often penalties are moved and arcs are left out in turn, at most."""
ENOUGH = 0.9
"""Another pass follows if no more than this part of the arcs was left."""


Useful = tuple[NDArray[np.bool_], IntArray, IntArray]
"""Of each arc whether it is kept, ``leave_s`` and ``reach_s``."""


class Narrow(NamedTuple):
    """What is left of a problem.

    Parameters
    ----------
    net, back : Net
        The problem and its reverse.
    grip : Grip
        Penalties and memory.
    bounds : Bounds
        Of the reversed net, made from them.
    bound : int
        Prize that no tour exceeds.
    """

    net: Net
    back: Net
    grip: Grip
    bounds: Bounds
    bound: int


def closed_in(
    net: Net, back: Net, grip: Grip, wish: tuple[int, int], effort: Effort, charge: Charge
) -> Narrow | None:
    """Move penalties, and leave out arcs that no tour of at least some prize uses, in turn.

    Parameters
    ----------
    net, back : Net
        Reduced problem, and its reverse.
    grip : Grip
        Penalties and memory to begin with.
    wish : tuple of two int
        The prize, and one that no tour exceeds.
    effort : Effort
        For the penalties, in each pass.
    charge : callable
        Told the work done; True ends it early.

    Returns
    -------
    Narrow or None
        None if there is certainly no such tour.
    """
    for _ in range(PASSES):
        arcs = net.arc_to.size
        grip = sharpened(back, grip, wish, effort, charge)
        sides = _sides(net, back, grip, wish[1], effort.rungs)
        spent = charge(work_of(net, sides[0]) + work_of(back, sides[1]))
        few = cut(net, *_useful_arcs(net, back, sides, wish[0]))
        if few is None:
            return None
        grip = _carried(net, few, grip)
        net, back = few, reversed_net(few)
        if net.arc_to.size > ENOUGH * arcs or spent:
            break
    bounds = nearby_bounds(back, grip, wish[1], effort.rungs)
    return Narrow(net, back, grip, bounds, root_bound(back, bounds))


Sides = tuple[Bounds, Bounds]
"""What can come after nodes, and before them."""


def _sides(net: Net, back: Net, grip: Grip, bound: int, rungs: int) -> Sides:
    """Run the programmes of both directions."""
    turn = _turned(net)
    ahead = nearby_bounds(net, Grip(grip.penalty, grip.near[turn]), bound, rungs)
    return ahead, nearby_bounds(back, grip, bound, rungs)


def _turned(net: Net) -> IntArray:
    """Name each node as in the reversed net: start and end change places."""
    size = net.group.size
    turn: IntArray = np.concatenate([np.arange(size - 2), [size - 1, size - 2]])
    return turn


def _useful_arcs(net: Net, back: Net, sides: Sides, least: int) -> Useful:
    """Find the arcs that a tour of at least some prize can use, and when."""
    (ahead, behind), turn, size = sides, _turned(net), net.group.size
    number = np.zeros((size, size), dtype=np.int64)
    number[tails(back), back.arc_to] = np.arange(back.arc_to.size)
    reverse = number[turn[net.arc_to], turn[tails(net)]]
    useful = np.ones(net.arc_to.size, dtype=np.bool_), net.leave_s.copy(), net.reach_s.copy()
    wanted = -((int(ahead.penalty.sum()) - least * SCALE) // ahead.nearby.rung)
    _mark(net, (ahead.nearby, behind.nearby), reverse, wanted, useful)
    return useful


@lean
def _mark(
    net: Net, sides: tuple[Nearby, Nearby], reverse: IntArray, wanted: int, useful: Useful
) -> None:
    """Mark the arcs, and when they are used, by walks that are worth enough, and no others."""
    (ahead, behind), (kept, leave_s, reach_s) = sides, useful
    start = net.option.size
    for node in range(start + 1):
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            to = net.arc_to[arc]
            # Rungs to be collected before and after both ends of the arc.
            more, most = wanted, 0
            if node != start:
                more -= behind.gain[node]
                most = behind.late_s.shape[0] - 1
            if to != start + 1:
                more -= ahead.gain[to]
                low = max(0, more - ahead.late_s.shape[0] + 1)
            else:
                low = max(0, more)
            high = min(most, max(low, more))
            place = node, arc, reverse[arc], more
            while low <= high and _span_of(net, sides, place, low)[0] < 0:
                low += 1
            kept[arc] = low <= high
            if low > high:
                continue
            reach_s[arc] = _span_of(net, sides, place, low)[1]
            while high > low and _span_of(net, sides, place, high)[0] < 0:
                high -= 1
            leave_s[arc] = _span_of(net, sides, place, high)[0]


@inlined
def _span_of(
    net: Net, sides: tuple[Nearby, Nearby], place: tuple[int, int, int, int], before: int
) -> tuple[int, int]:
    """Latest start at the tail and earliest at the head with so many rungs collected before.

    The first is -1 if there is none.
    """
    ahead, behind = sides
    node, arc, reverse, more = place
    start, to = net.option.size, net.arc_to[arc]
    early_s, late_s = net.open_s[node], net.close_s[to]
    if node != start:
        then_s = behind.late_s[before, behind.turn[behind.turn_from[reverse]]]
        if then_s < 0:
            return -1, 0
        early_s = net.budget_s - then_s
    if to != start + 1:
        late_s = ahead.late_s[max(0, more - before), ahead.turn[ahead.turn_from[arc]]]
    reach_s = max(early_s + net.step_s[node, to], net.reach_s[arc])
    if early_s > net.leave_s[arc] or reach_s > late_s:
        return -1, 0
    return min(net.leave_s[arc], late_s - net.step_s[node, to]), reach_s


def _carried(net: Net, few: Net, grip: Grip) -> Grip:
    """Take penalties and memory over to what is left of a net."""
    place = np.searchsorted(net.name, few.name)
    number = np.full(net.name.size + 1, NO_GROUP, dtype=np.int64)
    number[place] = np.arange(place.size)
    near = grip.near[np.concatenate([np.isin(net.option, few.option), [True, True]])]
    left = number[np.where(near == NO_GROUP, net.name.size, near)]
    # Groups first, then what is empty.
    return Grip(grip.penalty[place], -np.sort(-left, axis=1))
