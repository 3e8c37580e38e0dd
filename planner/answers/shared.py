"""Metres of street that two walks have in common, on the pieces of the network they walk. Metres.

Imports planner.streets and planner.route.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from planner.route import Route
from planner.streets.network import Floats, Ints, Network

_ON_STREET_M = 0.3
"""Vertices of a leg are rounded to a centimetre; what is farther off leads to an entrance."""
_Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a walk walks: spans of straight parts of the network, as often as they are walked."""

    spans: dict[int, list[_Span]]

    @property
    def length_m(self) -> float:
        """Metres on streets, each time counted."""
        return sum(high - low for spans in self.spans.values() for low, high in spans)


class StreetParts:
    """The straight parts of a network, to find a walk on them.

    Parameters
    ----------
    network : Network
        The network.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        last = network.first[1:-1] - 1
        begins = np.delete(np.arange(len(network.lonlat) - 1), last)
        east, north = network.to_utm.transform(network.lonlat[:, 0], network.lonlat[:, 1])
        spots = np.column_stack([east, north])
        self._begin, self._end = spots[begins], spots[begins + 1]
        self._tree = shapely.STRtree(
            shapely.linestrings(np.stack([self._begin, self._end], axis=1))
        )
        self.piece: Ints = np.searchsorted(network.first, begins, side="right") - 1
        self.part_m: Floats = np.hypot(*(self._end - self._begin).T)

    def walked(self, route: Route) -> Walked:
        """Find a route on the network; the straight ways to entrances are left out.

        Parameters
        ----------
        route : Route
            A walk planned on this network.

        Returns
        -------
        Walked
            Its spans.
        """
        spans: defaultdict[int, list[_Span]] = defaultdict(list)
        for leg in route.legs:
            lonlat = np.array(leg.geometry)
            spots = np.column_stack(self._network.to_utm.transform(lonlat[:, 0], lonlat[:, 1]))
            middle = shapely.points((spots[:-1] + spots[1:]) / 2)
            part = self._tree.nearest(middle)
            near = shapely.distance(middle, self._tree.geometries[part]) < _ON_STREET_M
            ends = [self._along(part, spots[:-1]), self._along(part, spots[1:])]
            for k in np.flatnonzero(near):
                low, high = sorted((float(ends[0][k]), float(ends[1][k])))
                if high > low:
                    spans[int(part[k])].append((low, high))
        return Walked(spans=dict(spans))

    def used(self, walks: Sequence[Walked]) -> Floats:
        """Return which share of each piece is walked by any of some walks.

        Parameters
        ----------
        walks : sequence of Walked
            Walks on this network.

        Returns
        -------
        Floats, shape (p,)
            From 0 to 1.
        """
        walked_m = np.zeros(len(self.part_m))
        for part in {part for walk in walks for part in walk.spans}:
            spans = _union([span for walk in walks for span in walk.spans.get(part, [])])
            walked_m[part] = sum(high - low for low, high in spans)
        pieces = len(self._network.length_m)
        whole = np.bincount(self.piece, self.part_m, pieces)
        share: Floats = np.bincount(self.piece, walked_m, pieces) / np.maximum(whole, 1e-9)
        return np.minimum(share, 1.0)

    def _along(self, part: Ints, spots: Floats) -> Floats:
        """Metres from the beginning of each part to the foot of each spot on it."""
        step = self._end[part] - self._begin[part]
        length_m = np.maximum(self.part_m[part], 1e-9)
        along: Floats = ((spots - self._begin[part]) * step).sum(axis=1) / length_m
        return np.clip(along, 0.0, self.part_m[part])


def share_in_common(a: Walked, b: Walked) -> float:
    """Return the share of the shorter walk that two walks have in common.

    The metres of either walk on streets that the other one walks too, each time counted, the larger
    of the two, by the metres of the shorter walk: no other way to count gives more.

    Parameters
    ----------
    a, b : Walked
        Two walks on one network.

    Returns
    -------
    float
        0 for walks with no street in common; may pass 1 where a street is walked twice.
    """
    shorter_m = min(a.length_m, b.length_m)
    return max(_metres_on(a, b), _metres_on(b, a)) / shorter_m if shorter_m else 0.0


def _metres_on(walk: Walked, other: Walked) -> float:
    """Metres of a walk on streets of another, each time counted."""
    shared_m = 0.0
    for part, spans in walk.spans.items():
        for low, high in _union(other.spans.get(part, [])):
            shared_m += sum(max(min(high, b) - max(low, a), 0.0) for a, b in spans)
    return shared_m


def _union(spans: Sequence[_Span]) -> list[_Span]:
    """Join spans that touch."""
    joined: list[_Span] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined
