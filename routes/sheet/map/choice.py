"""One candidate for each name so that none touches another: greedy, then improved.

No units. Knows nothing of maps.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Costs = Sequence[float] | NDArray[np.float64]

TOUCHING = 60.0
"""What two touching candidates cost: more than any place for a name."""
STARTS = 40
"""Orders of the names that are tried."""
SWEEPS = 12
"""Rounds in which each name may move, at most."""


def choose(
    owner: Sequence[int], cost: Costs, touching: NDArray[np.bool_], absent: float
) -> dict[int, int]:
    """Choose at most one candidate for each owner; no two chosen ones touch.

    The same input gives the same choice. It is a heuristic: coordinate descent from several
    orders, the best result kept.

    Parameters
    ----------
    owner : sequence of int, length m
        Whose candidate each is.
    cost : sequence or array of float, length m
        How bad each is.
    touching : array of bool, shape (m, m)
        Which candidates touch.
    absent : float
        What it costs if an owner gets none.

    Returns
    -------
    dict of int to int
        Chosen candidate by owner.

    Examples
    --------
    >>> apart = np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)
    >>> choose([0, 0, 1], [0.0, 2.0, 0.0], apart, 50.0) == {0: 1, 1: 2}
    True
    """
    price = np.asarray(cost, dtype=float)
    mine = {who: np.flatnonzero(np.asarray(owner) == who) for who in sorted(set(owner))}
    rng = np.random.default_rng(0)
    best: tuple[float, dict[int, int]] = (float("inf"), {})
    for start in range(STARTS):
        # First those with the fewest ways out, then any order.
        order = sorted(mine, key=lambda who: len(mine[who]))
        if start:
            order = [int(who) for who in rng.permutation(order)]
        chosen = _descend(order, mine, price, touching)
        kept = _without_conflicts(chosen, price, touching)
        total = float(sum(price[i] for i in kept.values())) + absent * (len(mine) - len(kept))
        if total < best[0]:
            best = (total, kept)
    return best[1]


def _descend(
    order: list[int],
    mine: dict[int, NDArray[np.intp]],
    price: NDArray[np.float64],
    touching: NDArray[np.bool_],
) -> dict[int, int]:
    """Give each owner in turn its best candidate, until nothing changes."""
    chosen: dict[int, int] = {}
    for _ in range(SWEEPS):
        before = dict(chosen)
        for who in order:
            others = [i for other, i in chosen.items() if other != who]
            some = mine[who]
            bad = touching[some][:, others].sum(axis=1) if others else 0
            chosen[who] = int(some[np.argmin(price[some] + TOUCHING * bad)])
        if chosen == before:
            break
    return chosen


def _without_conflicts(
    chosen: dict[int, int], price: NDArray[np.float64], touching: NDArray[np.bool_]
) -> dict[int, int]:
    """Drop owners until no two touch: the one that touches most, the dearest of those."""
    kept = dict(chosen)
    while kept:
        rows = list(kept.values())
        bad = touching[rows][:, rows].sum(axis=1)
        if not bad.any():
            break
        worst = max(zip(bad.tolist(), (price[i] for i in rows), kept, strict=True))[2]
        del kept[worst]
    return kept
