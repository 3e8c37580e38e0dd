"""Euclidean distances in whole numbers, without floating point. Units: those of the file, scaled.

Imports the solver's problem only.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

import numpy as np

from planner.orienteering.problem import UNREACHABLE, IntArray

FINEST = 40
"""Decimals of a length that is compared with a budget: legs are square roots, which no fixed number
of decimals tells apart from every budget, but a tie to forty decimals is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points whose coordinates are whole multiples of ``10 ** -decimals``.

    Parameters
    ----------
    at : tuple of tuple of int
        Abscissa and ordinate of each, in these multiples.
    decimals : int
        Decimals of the file's coordinates.
    """

    at: tuple[tuple[int, int], ...]
    decimals: int

    def length(self, first: int, second: int, digits: int) -> int:
        """Return a distance rounded down.

        Parameters
        ----------
        first, second : int
            The two points.
        digits : int
            Decimals kept.

        Returns
        -------
        int
            ``floor(distance * 10 ** digits)``, exactly.
        """
        (x, y), (u, v) = self.at[first], self.at[second]
        square = (x - u) ** 2 + (y - v) ** 2
        return isqrt(square * 10 ** (2 * digits) // 10 ** (2 * self.decimals))


def points_of(coordinates: list[tuple[Fraction, Fraction]]) -> Points:
    """Bring coordinates to whole numbers.

    Parameters
    ----------
    coordinates : list of tuple of Fraction
        Abscissa and ordinate, decimal fractions.

    Returns
    -------
    Points
        The same points.

    Examples
    --------
    >>> points_of([(Fraction("0.5"), Fraction(2)), (Fraction("3.5"), Fraction(6))])
    Points(at=((5, 20), (35, 60)), decimals=1)
    """
    decimals = 0
    while any((10**decimals * value).denominator > 1 for pair in coordinates for value in pair):
        decimals += 1
    at = tuple((int(x * 10**decimals), int(y * 10**decimals)) for x, y in coordinates)
    return Points(at=at, decimals=decimals)


def lengths(points: Points, digits: int, *, upwards: bool = False) -> IntArray:
    """Return all distances in whole numbers.

    Parameters
    ----------
    points : Points
        The points.
    digits : int
        Decimals kept.
    upwards : bool, optional
        Round every inexact one up instead of down.

    Returns
    -------
    IntArray, shape (n, n)
        Distances times ``10 ** digits``, rounded; at most ``UNREACHABLE``.
    """
    n = len(points.at)
    table = np.zeros((n, n), dtype=np.int64)
    for i in range(n):
        for j in range(i):
            length = points.length(i, j, digits)
            if upwards and length * 10 ** (FINEST - digits) < points.length(i, j, FINEST):
                length += 1
            table[i, j] = table[j, i] = min(length, UNREACHABLE)
    return table
