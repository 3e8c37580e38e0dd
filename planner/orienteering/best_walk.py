"""The best walk of the programme with a memory, from which penalties and heuristic learn.

Units: seconds. Imports compiled, nearby, net, problem.
"""

import numpy as np

from planner.orienteering.compiled import lean
from planner.orienteering.nearby import Nearby
from planner.orienteering.net import Net
from planner.orienteering.problem import IntArray


def best_walk(net: Net, nearby: Nearby) -> IntArray:
    """Read the best walk from the start.

    Parameters
    ----------
    net : Net
        Reduced problem.
    nearby : Nearby
        Its programme.

    Returns
    -------
    IntArray
        Nodes in order, start and end left out.
    """
    walk = np.empty(nearby.late_s.shape[0], dtype=np.int64)
    return walk[: _follow(net, nearby, walk)]


def outline(net: Net, nearby: Nearby) -> tuple[int, ...]:
    """Read the best walk, each group where it comes first.

    Parameters
    ----------
    net : Net
        Reversed net.
    nearby : Nearby
        Its programme.

    Returns
    -------
    tuple of int
        The problem's options, in the order of the net that was reversed; mostly a tour that is not
        quite full.
    """
    stops = best_walk(net, nearby)[::-1]
    _, first = np.unique(net.group[stops], return_index=True)
    return tuple(int(option) for option in net.option[stops[np.sort(first)]])


@lean
def _follow(net: Net, nearby: Nearby, walk: IntArray) -> int:
    """Write the nodes of the best walk, and say how many they are."""
    start = net.option.size
    node, time_s, column = start, 0, nearby.column[start]
    rung = nearby.late_s.shape[0] - 1
    while rung > 0 and nearby.late_s[rung, column] < 0:
        rung -= 1
    for count in range(walk.size):
        last = node
        for arc in range(net.arc_from[node], net.arc_from[node + 1]):
            to = net.arc_to[arc]
            if time_s > net.leave_s[arc]:
                continue
            if to == start + 1:
                if rung <= 0:
                    return count
                continue
            after = nearby.turn[nearby.turn_from[arc] + column - nearby.column[node]]
            then_s = max(time_s + net.step_s[node, to], net.reach_s[arc])
            left = max(rung - nearby.gain[to], 0)
            if nearby.late_s[left, after] >= then_s:
                walk[count] = to
                node, time_s, column, rung = to, then_s, after, left
                break
        if node == last:
            return count
    return int(walk.size)
