"""A problem closed in on the tours of at least some prize: sharp bounds, and few arcs.

What can come before an arc and what can come after it are bounded by the backward programmes of
both directions; arcs with which both together do not come to the prize are left out (variable
fixing by reduced costs: Irnich, Desaulniers, Desrosiers, Hadjar 2010). With fewer arcs the
programmes get faster, so that more steps of the penalties and finer buckets are affordable, which
leaves fewer arcs. Units: seconds, prizes. Imports bounds, compiled, lagrange, nearby, net, relaxed,
sharpen.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.bounds import bounds_of
from planner.orienteering.compiled import lean
from planner.orienteering.lagrange import root_bound
from planner.orienteering.nearby import NEVER, NO_GROUP
from planner.orienteering.net import Net, cut, reversed_net, tails
from planner.orienteering.problem import IntArray, Stop
from planner.orienteering.relaxed import SCALE, Bounds
from planner.orienteering.sharpen import Effort, Grip, affordable_nearby, sharpened

PASSES = 6
"""How often penalties are moved and arcs are left out in turn, at most."""
ENOUGH = 0.9
"""Another pass follows if no more than this part of the arcs was left."""
MANY_ARCS, FEW_ROUNDS = 20_000, 10
"""While there are so many arcs, so few steps of the penalties are taken in a pass."""
LIGHT, DEEP = Effort(20, 3_000_000), Effort(60, 12_000_000)
"""Effort at first, some tenth of a second a pass, and once labels have not settled it."""
STATES, BUCKETS = 50_000_000, (192, 1024)
"""Arcs times memories times buckets aimed at when arcs are left out, and limits of buckets."""


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
    net: Net, back: Net, grip: Grip, least: int, effort: Effort, stop: Stop
) -> Narrow | None:
    """Move penalties, and leave out arcs that no tour of at least some prize uses, in turn.

    Parameters
    ----------
    net, back : Net
        Reduced problem, and its reverse.
    grip : Grip
        Penalties and memory to begin with.
    least : int
        The prize.
    effort : Effort
        For the penalties, in each pass.
    stop : callable
        Asked now and then; True ends it early.

    Returns
    -------
    Narrow or None
        None if there is certainly no such tour.
    """
    brief = effort._replace(rounds=min(FEW_ROUNDS, effort.rounds))
    for _ in range(PASSES):
        arcs = net.arc_to.size
        grip = sharpened(back, grip, least, brief if arcs > MANY_ARCS else effort, stop)
        few = cut(net, _useful_arcs(net, back, grip, least))
        if few is None:
            return None
        grip = _carried(net, few, grip)
        net, back = few, reversed_net(few)
        if net.arc_to.size > ENOUGH * arcs or stop():
            break
    buckets = affordable_nearby(net, grip.near, STATES, BUCKETS)
    bounds = bounds_of(back, grip.penalty, buckets, grip.near)
    return Narrow(net, back, grip, bounds, root_bound(back, bounds))


def _useful_arcs(net: Net, back: Net, grip: Grip, least: int) -> NDArray[np.bool_]:
    """Find the arcs that a tour of at least some prize can use."""
    n, size = net.option.size, net.group.size
    turn = np.concatenate([np.arange(n), [n + 1, n]])
    buckets = affordable_nearby(net, grip.near, STATES, BUCKETS)
    behind = bounds_of(back, grip.penalty, buckets, grip.near, alone=True)
    ahead = bounds_of(net, grip.penalty, buckets, grip.near[turn], alone=True)
    kept = np.ones(net.arc_to.size, dtype=np.bool_)
    if ahead.nearby.best.shape[0] > 0:
        number = np.zeros((size, size), dtype=np.int64)
        number[tails(back), back.arc_to] = np.arange(back.arc_to.size)
        reverse = number[turn[net.arc_to], turn[tails(net)]]
        _mark(net, (ahead, behind), reverse, least * SCALE - int(grip.penalty.sum()), kept)
    return kept


@lean
def _mark(
    net: Net,
    sides: tuple[Bounds, Bounds],
    reverse: IntArray,
    wanted: int,
    kept: NDArray[np.bool_],
) -> None:
    """Mark the arcs that can be part of a walk that is worth enough, and no others."""
    ahead, behind = sides
    n, shift = net.option.size, ahead.shift
    for node in range(n + 1):
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            to = net.arc_to[arc]
            least = wanted - ahead.worth[node] - ahead.worth[to]
            kept[arc] = False
            for bucket in range(net.open_s[node] >> shift, (net.close_s[node] >> shift) + 1):
                # Within a bucket the latest start has most before it, the earliest most after it.
                early = max(bucket << shift, net.open_s[node])
                late = min(((bucket + 1) << shift) - 1, net.close_s[node])
                arrive = max(early + net.step_s[node, to], net.open_s[to])
                if arrive > net.close_s[to]:
                    break
                after = before = 0
                if to != n + 1:
                    state = ahead.nearby.turn[arc, 0]
                    after = int(ahead.nearby.best[arrive >> shift, to, state])
                if node != n:
                    state = behind.nearby.turn[reverse[arc], 0]
                    before = int(behind.nearby.best[(net.budget_s - late) >> shift, node, state])
                if min(after, before) > NEVER // 2 and after + before >= least:
                    kept[arc] = True
                    break


def _carried(net: Net, few: Net, grip: Grip) -> Grip:
    """Take penalties and memory over to what is left of a net."""
    place = np.searchsorted(net.name, few.name)
    number = np.full(net.name.size + 1, NO_GROUP, dtype=np.int64)
    number[place] = np.arange(place.size)
    near = grip.near[np.concatenate([np.isin(net.option, few.option), [True, True]])]
    left = number[np.where(near == NO_GROUP, net.name.size, near)]
    # Groups first, then what is empty.
    return Grip(grip.penalty[place], -np.sort(-left, axis=1))
