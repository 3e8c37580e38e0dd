"""Recorded walks matched to streets, beside the nearest street of each point. Units: metres.

Fifty walks are made up on the network: a way through five to nine junctions, one wrong turn and
back, a point every 3 to 8 seconds at 1.25 m/s, noise of 5 to 15 m (half of it drifting, as a
receiver's does), one gap of one to two minutes. The right street is known for every point.

The matcher's numbers were chosen on the walks of the seeds below 100. What counts are the others:
seeds that nothing was chosen on, in the same quarter and in the made-up town of the tests, which
is another network in another zone.
"""

import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely

from planner.importing.candidates import Streets
from planner.importing.match import match
from planner.quarter import load_quarter
from planner.streets.network import Floats, Ints, Network
from planner.streets.travel import Stretch

WALKS = 50
ROOT = Path(__file__).parents[1]
SETS = (
    ("chosen on", ROOT / "data", 0),
    ("unseen", ROOT / "data", 1000),
    ("unseen, other town", ROOT / "tests" / "other_quarter", 1000),
)
"""What the walks were used for, the folder of their quarter, and their first seed."""
_SPEED_MS = 1.25
_DRIFT = 0.9


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk that was made up: noisy points, the piece of each, and the true way."""

    points: Floats
    piece: Ints
    way: list[Stretch]


def simulated(network: Network, seed: int) -> Walk:
    """Make up a walk.

    Parameters
    ----------
    network : Network
        The network.
    seed : int
        Same seed, same walk.

    Returns
    -------
    Walk
        A few kilometres.
    """
    random = np.random.default_rng(seed)
    streets = Streets(network)
    way = _way(streets, random)
    spots, pieces = _along(network, way, random.uniform(3, 8) * _SPEED_MS)
    sigma = random.uniform(5, 15)
    white = random.normal(0, sigma * np.sqrt(0.5), spots.shape)
    drift = np.zeros_like(spots)
    for index in range(1, len(spots)):
        fresh = random.normal(0, sigma * np.sqrt(0.5 * (1 - _DRIFT**2)), 2)
        drift[index] = _DRIFT * drift[index - 1] + fresh
    points = spots + white + drift
    gap = int(random.uniform(60, 120) / 5)
    at = int(random.integers(len(points) // 4, len(points) * 3 // 4))
    kept = np.r_[0:at, min(at + gap, len(points) - 1) : len(points)]
    return Walk(points[kept], pieces[kept], way)


def score(streets: Streets, walk: Walk) -> tuple[float, ...]:
    """Compare a match with the truth.

    Parameters
    ----------
    streets : Streets
        The network.
    walk : Walk
        The walk.

    Returns
    -------
    tuple of float
        Metres of our way on streets that were walked, of our way, of the true way; the same three
        by the nearest street of each point; metres of points, and those on the right street by us
        and by the nearest street.
    """
    network = streets.network
    found = match(streets, walk.points)
    if found is None:
        raise ValueError("no street is near the walk")
    metres = np.hypot(*np.diff(walk.points[found.used], axis=0).T)
    metres = np.r_[metres, 0.0]
    truth = walk.piece[found.used]
    nearest = np.array([spots.piece[0] for spots in streets.near(walk.points[found.used])])
    walked = _cover(network, walk.way)
    ours = _cover(network, found.way)
    theirs: dict[int, float] = {}
    for piece, step in zip(nearest.tolist(), metres.tolist(), strict=True):
        key = _key(network, piece)
        theirs[key] = theirs.get(key, 0.0) + step
    return (
        *_shared(ours, walked),
        *_shared(theirs, walked),
        float(metres.sum()),
        float(metres[_same(network, found.piece, truth)].sum()),
        float(metres[_same(network, nearest, truth)].sum()),
    )


def _shared(ours: dict[int, float], walked: dict[int, float]) -> tuple[float, float, float]:
    """Add up what two ways have in common, street by street, and each of them."""
    both = sum(min(metres, walked.get(key, 0.0)) for key, metres in ours.items())
    return both, sum(ours.values()), sum(walked.values())


def _key(network: Network, piece: int) -> int:
    """Name the street of a piece; those without a name are streets of their own."""
    street = int(network.street[piece])
    return street if street >= 0 else -1 - piece


def _same(network: Network, one: Ints, other: Ints) -> np.ndarray:
    """Whether pieces are the same street: the same piece, or of the same name."""
    street = network.street
    return (one == other) | ((street[one] == street[other]) & (street[one] >= 0))


def _cover(network: Network, way: list[Stretch] | tuple[Stretch, ...]) -> dict[int, float]:
    """Add up metres by street; pieces without a name are streets of their own."""
    metres: dict[int, float] = {}
    for part in way:
        key = _key(network, part.piece)
        metres[key] = metres.get(key, 0.0) + abs(part.to_m - part.from_m)
    return metres


def _way(streets: Streets, random: np.random.Generator) -> list[Stretch]:
    """Lead through some junctions, with one wrong turn."""
    network = streets.network
    plain = np.flatnonzero((network.access != 2) & ~network.crossing)  # noqa: PLR2004 - destination
    middle = np.median(network.node_lonlat, axis=0)
    near = [
        int(p)
        for p in plain
        if np.abs(network.piece_lonlat(int(p))[0] - middle).max() < 0.012  # noqa: PLR2004 - 1.2 km
    ]
    chosen = random.choice(near, int(random.integers(5, 10)), replace=False)
    spots = [(int(p), float(network.length_m[p] / 2)) for p in chosen]
    way: list[Stretch] = []
    for one, other in pairwise(spots):
        way += streets.way(one, other)
    return _wrong_turn(network, way, random)


def _wrong_turn(network: Network, way: list[Stretch], random: np.random.Generator) -> list[Stretch]:
    """Go up to 120 m into a street that the way does not take, and back."""
    for index in random.permutation(len(way) - 1).tolist():
        part = way[index]
        at = network.v if part.to_m > part.from_m else network.u
        node = int(at[part.piece])
        if part.to_m not in {0.0, float(network.length_m[part.piece])}:
            continue
        taken = {part.piece, way[index + 1].piece}
        others = np.flatnonzero((network.u == node) | (network.v == node))
        free = [int(p) for p in others if p not in taken and network.length_m[p] > 50]  # noqa: PLR2004
        if free:
            piece = free[0]
            far = min(float(network.length_m[piece]), float(random.uniform(50, 120)))
            start = 0.0 if int(network.u[piece]) == node else float(network.length_m[piece])
            end = far if start == 0.0 else start - far
            there = Stretch(piece=piece, from_m=start, to_m=end)
            back = Stretch(piece=piece, from_m=end, to_m=start)
            return [*way[: index + 1], there, back, *way[index + 1 :]]
    return way


def _along(network: Network, way: list[Stretch], step_m: float) -> tuple[Floats, Ints]:
    """Put a point every so many metres."""
    spots, pieces = [], []
    left = 0.0
    for part in way:
        length = abs(part.to_m - part.from_m)
        line = network.lines[part.piece]
        full = float(network.length_m[part.piece])
        while left < length:
            along = part.from_m + (left if part.to_m > part.from_m else -left)
            spot = shapely.line_interpolate_point(line, along / full, normalized=True)
            spots.append((spot.x, spot.y))
            pieces.append(part.piece)
            left += step_m
        left -= length
    return np.array(spots), np.array(pieces)


def run() -> list[dict[str, object]]:
    """Match all walks, of the seeds that the matcher was tuned on and of others.

    Returns
    -------
    list of dict
        Case, figure, value, unit.
    """
    found: list[dict[str, object]] = []
    for name, folder, first in SETS:
        found += _measured(f"{WALKS} recorded walks, {name}", folder, first)
    return found


def _measured(case: str, folder: Path, first: int) -> list[dict[str, object]]:
    """Match the walks of one set."""
    network = load_quarter(folder).network
    streets = Streets(network)
    walks = [simulated(network, seed) for seed in range(first, first + WALKS)]
    begin = time.perf_counter()
    rows = np.array([score(streets, walk) for walk in walks])
    seconds = (time.perf_counter() - begin) / WALKS
    total = rows.sum(axis=0)
    shares = {
        "way on walked streets, ours": total[0] / total[1],
        "way on walked streets, nearest edge": total[3] / total[4],
        "true way found, ours": total[0] / total[2],
        "points on their street, ours": total[7] / total[6],
        "points on their street, nearest edge": total[8] / total[6],
    }
    figures: list[dict[str, object]] = [
        {"case": case, "figure": name, "value": round(100 * share, 1), "unit": "% of metres"}
        for name, share in shares.items()
    ]
    return [
        *figures,
        {"case": case, "figure": "match one", "value": round(seconds, 3), "unit": "s"},
    ]
