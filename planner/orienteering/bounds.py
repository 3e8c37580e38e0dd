"""Bounds for one set of penalties: sizes of the backward programme, and its run. Units: seconds.

Each group bears a penalty that is paid at every visit and given back once, if the group is open
(Lagrangian relaxation of "at most once", and of "once" for must-see groups).
Imports masks, net, nearby, relaxed.
"""

from typing import NamedTuple

import numpy as np

from planner.orienteering.masks import byte_sums, words_for
from planner.orienteering.nearby import NO_GROUP, nearby_for, no_nearby
from planner.orienteering.net import Net
from planner.orienteering.problem import UNREACHABLE, IntArray
from planner.orienteering.relaxed import NOTHING, SCALE, Bounds, run_backwards

BUCKETS = 256
"""Buckets used at least if not said otherwise."""
FEWEST = 32
"""Buckets used however large the problem is."""
MOST_STEPS = 12_000_000
"""Arcs times buckets aimed at while penalties are sought; a hundredth of a second."""
MOST_BUCKETS = 1536
MOST_STATES = 1 << 26
"""Rungs times memories at most: half a gigabyte."""
MOST_RUNGS = 1000
"""If one a unit of prize are more, worth is rounded up."""
SWEEPS = 3
"""Passes through a bucket where steps are shorter than it."""


class Grip(NamedTuple):
    """What bounds are made from.

    Parameters
    ----------
    penalty : IntArray, shape (groups,)
        Scaled.
    near : IntArray, shape (n + 2, few)
        Groups that each node remembers, then ``NO_GROUP``; nodes as in the reversed net.
    """

    penalty: IntArray
    near: IntArray


def bounds_of(
    net: Net,
    penalty: IntArray,
    buckets: int = BUCKETS,
) -> Bounds:
    """Run the backward programme.

    Parameters
    ----------
    net : Net
        Reduced problem.
    penalty : IntArray, shape (groups,)
        Scaled; >= 0 but for must-see groups.
    buckets : int, optional
        Buckets used at least, if time allows so many; finer is sharper and slower.

    Returns
    -------
    Bounds
        Valid whatever the penalties are.
    """
    n = net.option.size
    worth = net.prize * SCALE
    worth[:n] -= penalty[net.group[:n]]
    best = np.zeros(penalty.size, dtype=np.int64)
    np.maximum.at(best, net.group[:n], worth[:n])
    # The start is filled last in its bucket, so its steps may be as short as they like.
    least = int(net.step_s[:n, :n].min(initial=UNREACHABLE))
    shift = max(0, min(least, net.budget_s // buckets).bit_length() - 1)
    while net.budget_s >> shift >= MOST_BUCKETS:
        shift += 1
    shape = ((net.budget_s >> shift) + 1, n + 2)
    bounds = Bounds(
        first=np.full(shape, NOTHING, dtype=np.int64),
        second=np.full(shape, NOTHING, dtype=np.int64),
        penalty=penalty,
        worth=worth,
        refund=byte_sums(penalty, words_for(penalty.size)),
        shift=shift,
        sweeps=1 if least >= 1 << shift else SWEEPS,
        most=int(best.sum()),
        nearby=no_nearby(net),
    )
    run_backwards(net, bounds)
    return bounds


def nearby_bounds(net: Net, grip: Grip, bound: int, rungs: int) -> Bounds:
    """Run the backward programme with a memory.

    Parameters
    ----------
    net : Net
        Reduced problem.
    grip : Grip
        Penalties and memory; the penalties are rounded to rungs.
    bound : int
        Prize that no tour exceeds.
    rungs : int
        About how many, if one a unit of prize are not more.

    Returns
    -------
    Bounds
        Valid whatever the penalties are.
    """
    n, unit = net.option.size, max(1, int(np.gcd.reduce(net.prize))) * SCALE
    span = _span(net, grip.penalty, bound)
    rung = max(1, span // min(max(rungs, span // unit), MOST_RUNGS))
    if rung <= unit:
        rung = unit >> ((unit // rung).bit_length() - 1)
        penalty = (grip.penalty + rung // 2) // rung * rung
    else:
        rung, penalty = -(-rung // unit) * unit, grip.penalty
    worth = net.prize * SCALE
    worth[:n] -= penalty[net.group[:n]]
    none = np.empty((0, n + 2), dtype=np.int64)
    return Bounds(
        first=none,
        second=none,
        penalty=penalty,
        worth=worth,
        refund=byte_sums(penalty, words_for(penalty.size)),
        shift=0,
        sweeps=1,
        most=0,
        nearby=nearby_for(net, _fitting(grip.near, span // rung + 1), worth, rung),
    )


def _fitting(near: IntArray, rungs: int) -> IntArray:
    """Let nodes remember fewer groups if there were too many states."""
    while rungs * int((1 << np.count_nonzero(near != NO_GROUP, axis=1)).sum()) > MOST_STATES:
        near = near[:, :-1]
    return near


def _span(net: Net, penalty: IntArray, bound: int) -> int:
    """Most scaled worth that can be wanted after any visit."""
    n = net.option.size
    loss = np.zeros(penalty.size, dtype=np.int64)
    np.maximum.at(loss, net.group[:n], penalty[net.group[:n]] - net.prize[:n] * SCALE)
    return max(0, (bound + 1) * SCALE - int(penalty.sum()) + int(loss.sum()))


def affordable(net: Net, buckets: int) -> int:
    """Choose how many buckets to use while penalties are sought.

    Parameters
    ----------
    net : Net
        Reduced problem.
    buckets : int
        Buckets wanted.

    Returns
    -------
    int
        The same, or less if there are many arcs.
    """
    return min(buckets, max(FEWEST, MOST_STEPS // max(net.arc_to.size, 1)))
