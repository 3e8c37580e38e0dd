"""Partial tours extended in order of time and pruned. Units: seconds, prizes.

A label remembers the groups visited that its last node has in its memory (ng-routes: Baldacci,
Mingozzi, Roberti 2011), all of them in a search for tours (Feillet, Dejax, Gendreau, Gueguen 2004).
Imports compiled, mask_arrays, words, net, relaxed, pool, store.
"""

from typing import NamedTuple

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.dominance import dominated, settle
from planner.orienteering.mask_arrays import mask_at, put_mask, sum_over
from planner.orienteering.masks import Mask, MaskArray
from planner.orienteering.net import Net
from planner.orienteering.pool import (
    BACKWARD,
    BEST,
    BINS,
    DONE,
    LIMIT,
    LOWEST,
    MADE,
    UNIT,
    VALUE,
    Pool,
    next_open,
)
from planner.orienteering.relaxed import SCALE, Bounds, completion
from planner.orienteering.store import Store, best_following
from planner.orienteering.words import both, either, empty_like, is_empty, without

LOOKS, NO_END = 24, 1 << 60
"""Chunks looked into for a label that dominates a tour, which is not often found; and a walk."""


class Rules(NamedTuple):
    """What a search goes by.

    Parameters
    ----------
    bounds : Bounds
        Penalties, and the backward programme of the reversed net.
    store : Store
        Labels of the other direction made with the same penalties; if empty, the programme bounds.
    memory : MaskArray, shape (n + 2,)
        Groups that each node remembers, must-see groups among them.
    base : int
        Sum of all penalties.
    strict : bool
        Whether all groups are remembered, so that walks are tours.
    """

    bounds: Bounds
    store: Store
    memory: MaskArray
    base: int
    strict: bool


@lean
def plant(net: Net, rules: Rules, pool: Pool) -> None:
    """Make the first label, at the start at time 0.

    Parameters
    ----------
    net, rules : Net, Rules
        Reduced problem and how to search it.
    pool : Pool
        Empty; its state says what is wanted.
    """
    start = net.option.size
    shut = out_of_reach(net, start, 0)
    if is_empty(both(shut, net.must)):
        root = _add(net, pool, -1, (start, 0, 0, shut))
        pool.length_s[root] = 0
        put_mask(pool.seen, root, empty_like(shut))
        pool.most[root] = -LOWEST
        if rules.strict:
            _finish(net, pool, root)


@lean
def advance(net: Net, rules: Rules, pool: Pool, labels: int) -> None:
    """Extend open labels in order of time until enough labels are made or none is open.

    Parameters
    ----------
    net, rules : Net, Rules
        Reduced problem and how to search it.
    pool : Pool
        Changed in place; ``state[DONE]`` is 1 when nothing is open any more.
    labels : int
        Labels to be made at most; returns early if the pool has no room for another extension.
    """
    state = pool.state
    ceiling = min(state[MADE] + labels, pool.time_s.size) - net.option.size
    while state[MADE] <= ceiling:
        label = next_open(pool)
        if label < 0:
            state[DONE] = 1
            return
        node, most = int(pool.node[label]), pool.most[label]
        if rules.strict and most < state[VALUE] + state[UNIT]:
            # What was wanted may have grown since the label was made.
            late = pool.time_s[label] + net.back_s[node] > state[LIMIT]
            if late or most < state[VALUE]:
                continue
        if dominated(net, pool, label, LOOKS if rules.strict else NO_END):
            continue
        settle(net, pool, label)
        paid = 0
        if rules.strict:
            paid = sum_over(rules.bounds.refund, 0, mask_at(pool.shut, label, net.must))
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            _extend(net, rules, pool, (label, paid), arc)


@inlined
def _extend(net: Net, rules: Rules, pool: Pool, source: tuple[int, int], arc: int) -> None:
    """Visit one more node after a label, if it is allowed and can still come to something."""
    label, paid = source
    to = net.arc_to[arc]
    if to == net.option.size + 1 or pool.time_s[label] > net.leave_s[arc]:
        return
    shut, bit = mask_at(pool.shut, label, net.must), mask_at(net.bit, to, net.must)
    if not is_empty(both(bit, shut)):
        return
    step_s = net.step_s[int(pool.node[label]), to]
    time_s = max(pool.time_s[label] + step_s, net.reach_s[arc])
    memory, state = mask_at(rules.memory, to, shut), pool.state
    length_s = pool.length_s[label] + step_s * state[BACKWARD]
    # Seen from the end, an earlier return is a later beginning.
    tight_s = time_s
    if state[BACKWARD] == 1:
        tight_s = max(time_s, length_s + net.budget_s - state[LIMIT])
    value = pool.value[label] + (net.prize[to] * SCALE if rules.strict else rules.bounds.worth[to])
    seen = either(both(mask_at(pool.seen, label, shut), memory), bit)
    after = either(both(shut, memory), mask_at(net.shuts, to, shut))
    base = value + rules.base
    if rules.strict:
        base -= paid + rules.bounds.penalty[net.group[to]]
        closed = without(after, either(shut, bit))
        if not is_empty(closed):
            base -= sum_over(rules.bounds.refund, 0, closed)
    total = base + _ahead(net, rules, pool, (to, time_s, tight_s, base), (seen, after))
    if total < state[VALUE] * SCALE:
        return
    gone = without(out_of_reach(net, to, time_s), after)
    if rules.strict:
        # Penalties of groups that are certainly over are not given back.
        total -= sum_over(rules.bounds.refund, 0, gone)
    after = either(after, gone)
    missed = without(both(after, net.must), either(shut, bit))
    if is_empty(missed) and total >= state[VALUE] * SCALE:
        new = _add(net, pool, label, (to, time_s, value, after))
        pool.length_s[new] = length_s
        put_mask(pool.seen, new, seen)
        pool.most[new] = total // SCALE
        if rules.strict:
            _finish(net, pool, new)


@inlined
def _ahead(
    net: Net,
    rules: Rules,
    pool: Pool,
    visit: tuple[int, int, int, int],
    masks: tuple[Mask, Mask],
) -> int:
    """Most worth after a visit: for more prize in any time, or for as much and an earlier end."""
    node, time_s, tight_s, base = visit
    seen, after = masks
    state = pool.state
    more, same = (state[VALUE] + state[UNIT]) * SCALE - base, state[VALUE] * SCALE - base
    if rules.store.first.size > 0:
        limits = (time_s, tight_s, state[LIMIT], net.budget_s + 1)
        return best_following(rules.store, node, seen, limits, (more, same))
    ahead = completion(net, rules.bounds, (node, time_s), after, same)
    if ahead >= more or time_s == tight_s:
        return ahead
    if tight_s > net.close_s[node]:
        return LOWEST
    return completion(net, rules.bounds, (node, tight_s), after, same)


@inlined
def _add(net: Net, pool: Pool, parent: int, label: tuple[int, int, int, Mask]) -> int:
    """Store a label."""
    node, time_s, value, shut = label
    new = int(pool.state[MADE])
    pool.state[MADE] += 1
    pool.node[new] = node
    pool.time_s[new] = time_s
    pool.value[new] = value
    put_mask(pool.shut, new, shut)
    pool.parent[new] = parent
    bin_ = min(time_s * BINS // (net.budget_s + 1), BINS - 1)
    pool.after[new] = pool.bins[bin_]
    pool.bins[bin_] = new
    return new


@inlined
def _finish(net: Net, pool: Pool, label: int) -> None:
    """Note a tour that is better than the best known."""
    state, prize = pool.state, pool.value[label] // SCALE
    back_s = pool.time_s[label] + net.step_s[pool.node[label], net.option.size + 1]
    left = without(net.must, mask_at(pool.shut, label, net.must))
    whole = is_empty(left) and back_s <= net.budget_s
    if whole and (prize > state[VALUE] or (prize == state[VALUE] and back_s <= state[LIMIT])):
        state[VALUE], state[LIMIT], state[BEST] = prize, back_s - 1, label


@inlined
def out_of_reach(net: Net, node: int, time_s: int) -> Mask:
    """Find the groups that cannot be visited any more, by shortest ways with service.

    Parameters
    ----------
    net : Net
        Reduced problem.
    node, time_s : int
        Where and when a service starts.

    Returns
    -------
    Mask
        It need not hold the node's own group.
    """
    low, high = 0, net.late_s.shape[1]
    while low < high:
        middle = (low + high) // 2
        if net.late_s[node, middle] < time_s:
            low = middle + 1
        else:
            high = middle
    found: Mask = mask_at(net.late_mask, node * (net.late_s.shape[1] + 1) + low, net.must)
    return found
