"""Which groups each node remembers, and what the cycles of walks add to that.

Dynamic ng-routes: Roberti, Mingozzi 2014. Units: seconds, prizes. Imports compiled, masks, net,
pool, relaxed.
"""

import numpy as np

from planner.orienteering.compiled import lean
from planner.orienteering.mask_arrays import mask_at, put_mask
from planner.orienteering.masks import MaskArray, bits_of, words_for
from planner.orienteering.net import Net
from planner.orienteering.pool import BACKWARD, LIMIT, MADE, UNIT, VALUE, Pool
from planner.orienteering.problem import UNREACHABLE, IntArray
from planner.orienteering.relaxed import SCALE
from planner.orienteering.words import both, count_groups, either, is_empty

MOST_REMEMBERED = 16
"""Groups that a node remembers at most for the sake of cycles."""


def nearby_groups(net: Net, size: int) -> MaskArray:
    """Choose the groups to which going and coming back is shortest, and all must-see groups.

    Where a step takes no time a cycle may take none, and would be gone through for ever: then all.

    Parameters
    ----------
    net : Net
        Reduced problem.
    size : int
        Groups a node, its own and the must-see groups not counted.

    Returns
    -------
    MaskArray, shape (n + 2,)
        Masks of groups.
    """
    n = net.option.size
    if net.step_s[:n, :n].min(initial=1) <= 0:
        return everything(net)
    bits = bits_of(nearest(net, size), words_for(net.name.size))
    must = np.array(net.must, dtype=np.uint64)
    memory: MaskArray = np.bitwise_or.reduce(bits, axis=1, initial=0) | net.bit | must
    return memory


def nearest(net: Net, size: int) -> IntArray:
    """Find the groups to which going and coming back is shortest.

    Parameters
    ----------
    net : Net
        Reduced problem.
    size : int
        How many of them, if there are so many.

    Returns
    -------
    IntArray, shape (n + 2, size)
        Groups, nearest first; a node's own is the last of all.
    """
    n, groups = net.option.size, net.late_s.shape[1]
    far = np.full((n + 2, groups), 4 * UNREACHABLE, dtype=np.int64)
    round_trip = net.step_s[:, :n] + net.step_s[:n, :].T
    for group in range(groups):
        far[:, group] = round_trip[:, net.group[:n] == group].min(axis=1)
    far[np.arange(n), net.group[:n]] = 5 * UNREACHABLE
    return np.argsort(far, axis=1, kind="stable")[:, : max(0, min(size, groups))]


def everything(net: Net) -> MaskArray:
    """Remember every group everywhere.

    Parameters
    ----------
    net : Net
        Reduced problem.

    Returns
    -------
    MaskArray, shape (n + 2,)
        Masks of groups.
    """
    return np.full(net.bit.shape, ~np.uint64(0), dtype=np.uint64)


def best_walks(net: Net, pool: Pool, base: int) -> tuple[IntArray, int]:
    """Find the walks from start to end that would be better than the best tour known.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Of a finished search for walks.
    base : int
        Sum of all penalties.

    Returns
    -------
    tuple of IntArray and int
        Last label of each, best first, and the most prize of any, or -1 if there is none.
    """
    state = pool.state
    settled = np.flatnonzero(pool.settled[: state[MADE]])
    node, total = pool.node[settled], pool.value[settled] + base
    left_s = net.budget_s - net.step_s[node, net.option.size + 1]
    more = (pool.time_s[settled] <= left_s) & (total >= (state[VALUE] + state[UNIT]) * SCALE)
    waste_s = net.budget_s - state[LIMIT]
    tight_s = pool.time_s[settled] + waste_s
    if state[BACKWARD]:
        tight_s = np.maximum(pool.time_s[settled], pool.length_s[settled] + waste_s)
    same = (tight_s <= left_s) & (total >= state[VALUE] * SCALE)
    good = np.flatnonzero(more | same)
    turn = good[np.argsort(-total[good], kind="stable")]
    return settled[turn], int(total[turn[0]]) // SCALE if turn.size else -1


@lean
def cut_cycles(net: Net, pool: Pool, ends: IntArray, memory: MaskArray) -> int:
    """Remember along each cycle of some walks the group at which it closes.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Where the walks are.
    ends : IntArray
        Last label of each.
    memory : MaskArray, shape (n + 2,)
        Changed in place.

    Returns
    -------
    int
        Groups added over all nodes.
    """
    added = 0
    for k in range(ends.size):
        label = ends[k]
        while pool.parent[label] >= 0:
            group = net.group[pool.node[label]]
            bit = mask_at(net.bit, pool.node[label], net.must)
            before = pool.parent[label]
            while before >= 0 and net.group[pool.node[before]] != group:
                before = pool.parent[before]
            between = pool.parent[label]
            while before >= 0 and between != before:
                mask = mask_at(memory, pool.node[between], bit)
                if is_empty(both(mask, bit)) and count_groups(mask) < MOST_REMEMBERED:
                    put_mask(memory, pool.node[between], either(mask, bit))
                    added += 1
                between = pool.parent[between]
            label = pool.parent[label]
    return added
