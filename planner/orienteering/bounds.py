"""Bounds for one set of penalties: sizes of the backward programme, and its run. Units: seconds.

Each group bears a penalty that is paid at every visit and given back once, if the group is open
(Lagrangian relaxation of "at most once", and of "once" for must-see groups). Imports net, relaxed.
"""

import numpy as np

from planner.orienteering.net import Net
from planner.orienteering.problem import UNREACHABLE, IntArray
from planner.orienteering.relaxed import NOTHING, SCALE, Bounds, link_memories, run_backwards

BUCKETS = 320
MOST_BUCKETS = 1536
"""Buckets used at least, if time allows so many, and at most; finer is sharper and slower."""
MOST_STEPS = 1 << 28
"""Steps of one backward programme at most, half a second or so; memory is cut down to fit."""
SWEEPS = 3
"""Passes through a bucket where steps are shorter than it."""


def bounds_of(net: Net, penalty: IntArray, memory: int) -> Bounds:
    """Run the backward programme.

    Parameters
    ----------
    net : Net
        Reduced problem.
    penalty : IntArray, shape (groups,)
        Scaled; >= 0 but for must-see groups.
    memory : int
        Groups that each node remembers at most; time and space double with each.

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
    least = int(net.step_s[: n + 1, :n].min(initial=UNREACHABLE))
    width = max(1, -(-(net.budget_s + 1) // MOST_BUCKETS))
    width = max(width, min(least, -(-(net.budget_s + 1) // BUCKETS)))
    buckets = net.budget_s // width + 1
    while memory and net.arc_to.size * buckets << memory > MOST_STEPS:
        memory -= 1
    near = nearby_groups(net, memory)
    shape = (n + 2, buckets, 1 << near.shape[1])
    bounds = Bounds(
        first=np.full(shape, NOTHING, dtype=np.int64),
        second=np.full(shape, NOTHING, dtype=np.int64),
        penalty=penalty,
        worth=worth,
        refund=_refunds(penalty),
        near=near,
        kept=np.full((net.arc_to.size, shape[2]), -1, dtype=np.int16),
        back=np.ones(net.arc_to.size, dtype=np.bool_),
        width_s=width,
        sweeps=1 if least >= width else SWEEPS,
        most=int(best.sum()),
    )
    link_memories(net, bounds)
    run_backwards(net, bounds)
    return bounds


def nearby_groups(net: Net, memory: int) -> IntArray:
    """Choose what each node remembers: the groups to which going and coming back is shortest.

    Parameters
    ----------
    net : Net
        Reduced problem.
    memory : int
        Groups a node at most.

    Returns
    -------
    IntArray, shape (n + 2, k)
        Numbers of groups, the node's own never among them.
    """
    n, groups = net.option.size, net.late_s.shape[1]
    far = np.full((n + 2, groups), 4 * UNREACHABLE, dtype=np.int64)
    round_trip = net.step_s[:, :n] + net.step_s[:n, :].T
    for group in range(groups):
        far[:, group] = round_trip[:, net.group[:n] == group].min(axis=1)
    far[np.arange(n), net.group[:n]] = 5 * UNREACHABLE
    nearest = np.argsort(far, axis=1, kind="stable")
    return np.ascontiguousarray(nearest[:, : max(0, min(memory, groups - 1))])


def _refunds(penalty: IntArray) -> IntArray:
    """Sum the penalties of every byte of a mask, so that a mask takes eight look-ups."""
    padded = np.zeros(64, dtype=np.int64)
    padded[: penalty.size] = penalty
    bits = (np.arange(256)[:, None] >> np.arange(8)[None, :]) & 1
    return np.ascontiguousarray(padded.reshape(8, 8) @ bits.T)
