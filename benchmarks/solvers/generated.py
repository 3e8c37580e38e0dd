"""Made-up quarters and cities: places strewn over a square, seeded. Metres, seconds."""

import numpy as np

from planner.orienteering.problem import Problem

DETOUR, SPEED_MS = 1.1, 1.2
PLACES_KM2 = 45 / 1.3**2
"""As dense as the real quarter."""


def made_up(seed: int, places: int, minutes: int, inside: float, side_m: float) -> Problem:
    """Strew places over a square; each is seen from outside at any time, some inside in hours.

    Parameters
    ----------
    seed : int
        Of the random numbers.
    places : int
        How many.
    minutes : int
        Budget.
    inside : float
        Part of the places that can be entered.
    side_m : float
        Of the square.

    Returns
    -------
    Problem
        A loop from a random spot.
    """
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, side_m, size=(places, 2))
    start = rng.uniform(0, side_m, size=2)
    rows: list[tuple[int, int, int, int, int]] = []
    for place in range(places):
        score = int(rng.integers(1, 6))
        rows.append((2 * score, 60 * int(rng.integers(3, 9)), 0, 86400, place))
        if rng.random() < inside:
            opens = 60 * int(rng.integers(-120, 100))
            closes = opens + 60 * int(rng.integers(60, 300))
            rows.append((5 * score, 60 * int(rng.integers(15, 46)), opens, closes, place))
    prize, dwell_s, open_s, close_s, place_of = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    at = np.concatenate([spots[place_of], [start, start]])
    metres = np.abs(at[:, None] - at[None]).sum(axis=2) * DETOUR
    return Problem(
        prize=prize,
        dwell_s=dwell_s,
        open_s=open_s,
        close_s=close_s,
        place=place_of,
        travel_s=np.ceil(metres / SPEED_MS).astype(np.int64),
        start=len(rows),
        end=len(rows) + 1,
        budget_s=minutes * 60,
    )


def side_of(places: int) -> float:
    """Return the side of a square in which places are as dense as in the quarter.

    Parameters
    ----------
    places : int
        How many.

    Returns
    -------
    float
        Metres.
    """
    return float(1000 * np.sqrt(places / PLACES_KM2))
