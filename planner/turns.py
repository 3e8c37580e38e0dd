"""Which way to turn at the beginning of a segment. Units: degrees, metres; (lon, lat) WGS-84.

Imports numpy, planner.route and planner.words.
"""

import math
from collections.abc import Sequence

import numpy as np

from planner.route import LonLat, Turn
from planner.words import Lang, say

REACH_M = 15.0
"""How much of either segment gives the direction: more than a corner that is drawn round."""
SIGHT_M = 40.0
"""How much of a way gives the point of the compass: more than the step from a door to the kerb."""
POINTS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
"""The points of the compass, as in the keys ``cues.to_n`` and so on."""
_STRAIGHT, _SLIGHT, _TURN, _SHARP = 25.0, 45.0, 125.0, 160.0
"""Degrees up to which it is straight on, slightly, a turn, a sharp turn; beyond, back again."""
_DEGREE_M = 111_200.0


def turn_between(before: Sequence[LonLat], after: Sequence[LonLat], *, crossing: bool) -> Turn:
    """Name the turn from one segment into the next.

    Parameters
    ----------
    before, after : sequence of (float, float)
        Vertices of the two segments in walking order; the last one of ``before`` is the first one
        of ``after``.
    crossing : bool
        Whether the next segment leads over a carriageway; that is said rather than the direction.

    Returns
    -------
    Turn
        The angle between the last and first ``REACH_M``.

    Examples
    --------
    >>> turn_between([(0.0, 0.0), (0.001, 0.0)], [(0.001, 0.0), (0.001, 0.001)], crossing=False)
    'left'
    """
    if crossing:
        return "cross"
    came, goes = _course(before[::-1]), _course(after)
    if came is None or goes is None:
        return "straight"
    return turn_of(math.degrees(math.remainder(goes - (came + math.pi), 2 * math.pi)))


def turn_of(degrees: float) -> Turn:
    """Name an angle.

    Parameters
    ----------
    degrees : float
        Change of direction, -180 to 180; left is positive.

    Returns
    -------
    Turn
        One of the turns, ``start`` and ``cross`` apart.

    Examples
    --------
    >>> turn_of(-10), turn_of(-90), turn_of(40), turn_of(140), turn_of(-175)
    ('straight', 'right', 'slight_left', 'sharp_left', 'u_turn')
    """
    size = abs(degrees)
    if size <= _STRAIGHT:
        return "straight"
    if size > _SHARP:
        return "u_turn"
    if degrees > 0:
        return "slight_left" if size <= _SLIGHT else "left" if size <= _TURN else "sharp_left"
    return "slight_right" if size <= _SLIGHT else "right" if size <= _TURN else "sharp_right"


def turn_text(turn: Turn, lang: Lang) -> str:
    """Say a turn.

    Parameters
    ----------
    turn : Turn
        The turn of a segment.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        A few words, without the name of the street.

    Examples
    --------
    >>> turn_text("slight_left", "en")
    'Bear left'
    """
    return say(f"route.turn_{turn}", lang)


def compass(course: float) -> str:
    """Name a direction.

    Parameters
    ----------
    course : float
        Radians from north to the east.

    Returns
    -------
    str
        One of ``POINTS``.

    Examples
    --------
    >>> compass(math.pi / 2)
    'e'
    """
    return POINTS[round(course / (math.pi / 4)) % 8]


def towards(line: Sequence[LonLat]) -> str | None:
    """Name the direction in which a way begins.

    Parameters
    ----------
    line : sequence of (float, float)
        Its vertices in walking order.

    Returns
    -------
    str or None
        One of ``POINTS``, by the first ``SIGHT_M``; None if it has no length.

    Examples
    --------
    >>> towards([(0.0, 0.0), (0.001, 0.001)])
    'ne'
    """
    course = _course(line, SIGHT_M) if len(line) > 1 else None
    return None if course is None else compass(math.pi / 2 - course)


def _course(line: Sequence[LonLat], reach_m: float = REACH_M) -> float | None:
    """Return the direction in which a line begins, radians from east; None if it has none."""
    spots = np.array(line)
    flat = (spots - spots[0]) * [_DEGREE_M * math.cos(math.radians(spots[0, 1])), _DEGREE_M]
    at_m = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(flat, axis=0).T))])
    if at_m[-1] == 0:
        return None
    reach_m = min(reach_m, float(at_m[-1]))
    east, north = (np.interp(reach_m, at_m, flat[:, axis]) for axis in (0, 1))
    return math.atan2(north, east)
