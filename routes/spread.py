"""Discs pushed apart until none touches another. Any unit of length, the same for all."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

ROUNDS = 80
"""Pushes at most; two discs on one spot need about ten."""
_CLOSE = 1e-3
"""What may be left of a touch."""
_SAME = 1e-6
"""Two discs nearer than this are on one spot."""


def spread(
    spots: Array,
    radius: Array,
    light: Array,
    gap: float,
    keep: Callable[[Array], Array] = lambda spots: spots,
) -> Array:
    """Push discs apart.

    Parameters
    ----------
    spots : ndarray of float, shape (n, 2)
        Centres.
    radius : ndarray of float, shape (n,)
        Radii.
    light : ndarray of float, shape (n,)
        How easily each gives way, against the others.
    gap : float
        Between two discs.
    keep : callable, optional
        Takes and returns the centres, after each push: what they have to keep to besides.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Centres; some may still touch where there is no room.
    """
    least = radius[:, None] + radius[None, :] + gap
    np.fill_diagonal(least, 0.0)
    share = light[:, None] / (light[:, None] + light[None, :])
    for _ in range(ROUNDS):
        apart = spots[:, None] - spots[None, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        short = least - distance
        if not (short > _CLOSE).any():
            break
        spots = keep(spots + _push(apart, distance, short, share))
    return spots


def _push(apart: Array, distance: Array, short: Array, share: Array) -> Array:
    """Return how far each disc is pushed; two on one spot part sideways."""
    away = np.where(
        distance[..., None] > _SAME, apart / np.maximum(distance, _SAME)[..., None], 0.0
    )
    together = (distance <= _SAME) & (short > 0)
    order = np.sign(np.arange(len(apart))[:, None] - np.arange(len(apart))[None, :])
    away[together] = np.column_stack([order[together], np.zeros(int(together.sum()))])
    pushed: Array = (away * (np.clip(short, 0, None) * share)[..., None]).sum(axis=1)
    return pushed
