"""The streets that a recorded walk followed: a hidden Markov model of it.

P. Newson and J. Krumm, *Hidden Markov map matching through noise and sparseness*, ACM GIS 2009: the
streets are hidden, the points are seen. A point is the less likely the further off the street it
is, and (not in the paper) the more the street lies across the walk; a step is the less likely the
more the way along the streets differs from the straight one. The most likely walk is found by
Viterbi's algorithm. Units: metres, in the local UTM zone.

Imports planner.streets and planner.importing.candidates.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.importing.candidates import Spots, Streets
from planner.importing.tidy import tidy
from planner.streets.network import Floats, Ints
from planner.streets.travel import Stretch

NOISE_M = 10.0
"""Standard deviation of a point's distance from its street: phones among houses, half a street."""
BETA_M = 5.0
"""Scale of the difference between the way and the straight line, metres."""
STEP_M = 15.0
"""Points nearer to the last one tell nothing but noise (the paper takes two deviations)."""
_NEIGHBOURS = (1, 5, 3.0)
"""Points on either side that a point is averaged with: at least, at most, metres of noise for one;
noise trembles, walkers do not."""
ACROSS = 2.0
"""What it costs that a street lies square to the walk, as much as being two deviations off it: it
keeps the points beside a corner out of the side street."""
_TREMBLE_M, _TREMBLE_NOISE = 20.0, 3.0
"""Turning back for less than this, and so many times the noise, is noise; a wrong turn or a way to
a door and back is longer."""
_NORMAL = 1.4826
"""Standard deviation of a normal distribution by the median of absolute deviations."""
_DENSE_M = 40.0
"""Only with neighbours so near; a drawn line, or a gap, is left as it is."""
_OFF_M = 30.0
"""A point further off its street does not count as matched."""
_SLACK_M = 60.0
"""Nor does a step whose way is longer than twice the straight line and this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What streets a walk followed.

    Parameters
    ----------
    way : tuple of Stretch
        The whole walk in order, connected.
    used : Ints, shape (k,)
        Indices of the points that were weighed.
    piece : Ints, shape (k,)
        The piece that each of them is on.
    trace_m, matched_m : float
        Length of the recorded line, and of its part that agrees with streets.
    """

    way: tuple[Stretch, ...]
    used: Ints
    piece: Ints
    trace_m: float
    matched_m: float

    @property
    def share(self) -> float:
        """Share of the recorded line that agrees with streets, 0 to 1."""
        return self.matched_m / self.trace_m if self.trace_m else 0.0


def match(streets: Streets, points: Floats) -> Matched | None:
    """Find the streets of a recorded walk.

    Parameters
    ----------
    streets : Streets
        The network.
    points : Floats, shape (n, 2)
        East, north in walking order.

    Returns
    -------
    Matched or None
        None if fewer than two points are near any street.
    """
    noise_m = noise_of(points)
    points = smoothed(points, noise_m)
    thinned = _thinned(points)
    spots = streets.near(points[thinned])
    kept = [n for n, found in enumerate(spots) if len(found.piece)]
    if len(kept) < 2:  # noqa: PLR2004 - a walk has two ends
        return None
    used = thinned[kept]
    near = [spots[n] for n in kept]
    steps = np.hypot(*np.diff(points[used], axis=0).T)
    courses = _courses(points[used], steps)
    unlikely = [_unlikely(found, course) for found, course in zip(near, courses, strict=True)]
    chosen, ways_m = _viterbi(streets, near, steps, unlikely)
    at = [(int(s.piece[c]), float(s.along_m[c])) for s, c in zip(near, chosen, strict=True)]
    away = np.array([s.away_m[c] for s, c in zip(near, chosen, strict=True)])
    good = (away[1:] <= _OFF_M) & (away[:-1] <= _OFF_M) & (ways_m <= 2 * steps + _SLACK_M)
    whole_m = float(np.hypot(*np.diff(points[thinned], axis=0).T).sum())
    way: list[Stretch] = []
    for one, other in pairwise(at):
        way += streets.way(one, other)
    return Matched(
        way=tuple(tidy(way, _TREMBLE_M + _TREMBLE_NOISE * noise_m)),
        used=used,
        piece=np.array([piece for piece, _ in at]),
        trace_m=whole_m,
        matched_m=float(steps[good].sum()),
    )


def noise_of(points: Floats) -> float:
    """Estimate how much a recording trembles, from how far points are off their neighbours' middle.

    Parameters
    ----------
    points : Floats, shape (n, 2)
        East, north.

    Returns
    -------
    float
        Standard deviation in metres; 0 for a drawn line with its vertices far apart.
    """
    steps = np.hypot(*np.diff(points, axis=0).T)
    dense = (steps[1:] < _DENSE_M) & (steps[:-1] < _DENSE_M)
    if not dense.any():
        return 0.0
    bends = np.abs(points[:-2] - 2 * points[1:-1] + points[2:])[dense]
    return float(_NORMAL * np.median(bends) / math.sqrt(6))


def smoothed(points: Floats, noise_m: float) -> Floats:
    """Average each point of a dense recording with its neighbours.

    Parameters
    ----------
    points : Floats, shape (n, 2)
        East, north.
    noise_m : float
        How much the recording trembles; the more, the more neighbours are taken.

    Returns
    -------
    Floats, shape (n, 2)
        As many on either side are taken, so that the walk keeps its pace; the ends stay.
    """
    steps = np.hypot(*np.diff(points, axis=0).T)
    group = np.concatenate([[0], np.cumsum(steps > _DENSE_M)])
    total = points.copy()
    weight = np.ones(len(points))
    least, most, each_m = _NEIGHBOURS
    for away in range(1, min(max(round(noise_m / each_m), least), most) + 1):
        low, high = slice(0, -2 * away), slice(2 * away, None)
        same = np.flatnonzero(group[low] == group[high])
        total[same + away] += points[same] + points[same + 2 * away]
        weight[same + away] += 2
    averaged: Floats = total / weight[:, None]
    return averaged


def _thinned(points: Floats) -> Ints:
    """Drop points that are too near to the last kept one; the ends stay."""
    kept = [0]
    for index in range(1, len(points)):
        if np.hypot(*(points[index] - points[kept[-1]])) >= STEP_M:
            kept.append(index)
    if kept[-1] != len(points) - 1:
        kept.append(len(points) - 1)
    return np.array(kept)


def _viterbi(
    streets: Streets, near: Sequence[Spots], steps: Floats, unlikely: Sequence[Floats]
) -> tuple[list[int], Floats]:
    """Choose a spot for each point, and measure the way from each to the next."""
    cost = unlikely[0]
    back: list[Ints] = []
    ways: list[Floats] = []
    for index, step in enumerate(steps, 1):
        between = streets.between(near[index - 1], near[index])
        turn = cost[:, None] + np.abs(between - step) / BETA_M
        if not np.isfinite(turn).any():  # another component: begin anew, at the best spot so far
            turn = np.repeat(cost[:, None], len(near[index].piece), axis=1)
        back.append(np.argmin(turn, axis=0))
        ways.append(between)
        cost = turn.min(axis=0) + unlikely[index]
    chosen = [int(np.argmin(cost))]
    for before in reversed(back):
        chosen.append(int(before[chosen[-1]]))
    chosen.reverse()
    pairs = zip(ways, pairwise(chosen), strict=True)
    return chosen, np.array([way[a, b] for way, (a, b) in pairs])


def _courses(points: Floats, steps: Floats) -> Floats:
    """Tell in which direction a walk goes at each point.

    From the point before to the point after, by the metres between: shorter than 1 where the walk
    turns, 0 beside gaps.
    """
    ahead = np.diff(points, axis=0)
    ahead[steps > _DENSE_M] = 0.0
    none = np.zeros((1, 2))
    before, after = np.concatenate([none, ahead]), np.concatenate([ahead, none])
    metres = np.hypot(*before.T) + np.hypot(*after.T)
    course: Floats = (before + after) / np.maximum(metres, 1e-9)[:, None]
    return course


def _unlikely(spots: Spots, course: Floats) -> Floats:
    """Weigh a point's spots, how far off and how far across: minus the log of the likelihood."""
    across = spots.course[:, 0] * course[1] - spots.course[:, 1] * course[0]
    cost: Floats = 0.5 * (spots.away_m / NOISE_M) ** 2 + ACROSS * across**2
    return cost
