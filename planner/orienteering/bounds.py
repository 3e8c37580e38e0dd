"""Bounds for one set of penalties: sizes of the backward programme, and its run. Units: seconds.

Each group bears a penalty that is paid at every visit and given back once, if the group is open
(Lagrangian relaxation of "at most once", and of "once" for must-see groups).
Imports masks, net, nearby, relaxed.
"""

import numpy as np

from planner.orienteering.masks import byte_sums, words_for
from planner.orienteering.nearby import MOST_WORTH, nearby_for, no_nearby, run_nearby
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
SWEEPS = 3
"""Passes through a bucket where steps are shorter than it."""


def bounds_of(
    net: Net,
    penalty: IntArray,
    buckets: int = BUCKETS,
    near: IntArray | None = None,
    *,
    alone: bool = False,
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
    near : IntArray, shape (n + 2, FEW), optional
        Groups that each node remembers; if not given, there is no memory.
    alone : bool, optional
        Whether only the programme with the memory is filled, if there is one.

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
    if near is None or bounds.most > MOST_WORTH or not alone:
        run_backwards(net, bounds)
    if near is None or bounds.most > MOST_WORTH:
        return bounds
    nearby = nearby_for(net, near, shape[0])
    run_nearby(net, worth, nearby, bounds.shift, bounds.sweeps, bounds.most)
    return bounds._replace(nearby=nearby)


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
