"""Where on the network a recorded point can have been, and how far it is between such spots.

Units: metres in the local UTM zone and along pieces. Imports planner.streets.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planner.streets.network import Floats, Ints, Network
from planner.streets.travel import Stretch

REACH_M = 60.0
"""How far off a street a point may be: four times the noise of a poor receiver."""
_KEPT_BYTES = 100_000_000
"""What distances once computed may take; then they are forgotten and computed again."""
_CHORD_M = 8.0
"""On either side of a spot, by which the direction of its street is told."""
MOST = 10
"""Spots that are weighed for one point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """The spots of one point, nearest first: piece, metres along it, metres away, its direction.

    ``course``, shape (n, 2), is the unit vector along the piece there, east and north.
    """

    piece: Ints
    along_m: Floats
    away_m: Floats
    course: Floats


class Streets:
    """The network as walkers use it, both ways everywhere, with distances kept once computed.

    Parameters
    ----------
    network : Network
        The network.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._tree = shapely.STRtree(network.lines)
        nodes = len(network.node_lonlat)
        tail = np.concatenate([network.u, network.v])
        head = np.concatenate([network.v, network.u])
        weight = np.maximum(np.concatenate([network.length_m] * 2), 1e-6)
        piece = np.concatenate([np.arange(len(network.u))] * 2)
        order = np.lexsort((weight, tail * nodes + head))
        keys = (tail * nodes + head)[order]
        first = np.unique(keys, return_index=True)[1]
        chosen = order[first]
        self._keys, self._piece, self._nodes = keys[first], piece[chosen], nodes
        self._graph = csr_array(
            (weight[chosen], (tail[chosen], head[chosen])), shape=(nodes, nodes)
        )
        self._rows: dict[int, tuple[Floats, Ints]] = {}

    def near(self, points: Floats) -> list[Spots]:
        """Find the spots of each point.

        Parameters
        ----------
        points : Floats, shape (n, 2)
            East, north.

        Returns
        -------
        list of Spots
            One a point; empty where no street is within reach.
        """
        here = shapely.points(points)
        which, pieces = self._tree.query(here, predicate="dwithin", distance=REACH_M)
        order = np.argsort(which, kind="stable")
        groups = np.split(pieces[order], np.cumsum(np.bincount(which, minlength=len(here)))[:-1])
        found = []
        for point, mine in zip(here, groups, strict=True):
            lines = self.network.lines[mine]
            away = shapely.distance(lines, point)
            nearest = np.argsort(away, kind="stable")[:MOST]
            share = shapely.line_locate_point(lines[nearest], point, normalized=True)
            spots = mine[nearest].astype(np.int64)
            along = share * self.network.length_m[spots]
            course = _course(lines[nearest], share)
            found.append(Spots(piece=spots, along_m=along, away_m=away[nearest], course=course))
        return found

    def between(self, one: Spots, other: Spots) -> Floats:
        """Measure the shortest ways between the spots of two points.

        Parameters
        ----------
        one, other : Spots
            Spots.

        Returns
        -------
        Floats, shape (len(one), len(other))
            Metres; ``inf`` where there is no way.
        """
        ends, offsets = self._ends(one)
        to_ends, to_offsets = self._ends(other)
        rows = self._distances(np.unique(ends))
        best = np.full((len(one.piece), len(other.piece)), np.inf)
        for a in (0, 1):
            from_node = np.array([rows[node] for node in ends[a].tolist()])
            for b in (0, 1):
                ways = offsets[a][:, None] + from_node[:, to_ends[b]] + to_offsets[b][None, :]
                best = np.minimum(best, ways)
        same = one.piece[:, None] == other.piece[None, :]
        straight = np.abs(one.along_m[:, None] - other.along_m[None, :])
        shortest: Floats = np.where(same, np.minimum(best, straight), best)
        return shortest

    def way(self, one: tuple[int, float], other: tuple[int, float]) -> list[Stretch]:
        """Return the shortest way between two spots.

        Parameters
        ----------
        one, other : (int, float)
            Piece and metres along it.

        Returns
        -------
        list of Stretch
            In walking order; the last one ends at the second spot.
        """
        (p, a), (q, b) = one, other
        if p == q:
            return [Stretch(piece=p, from_m=a, to_m=b)]
        network = self.network
        starts = ((int(network.u[p]), 0.0), (int(network.v[p]), float(network.length_m[p])))
        ends = ((int(network.u[q]), 0.0), (int(network.v[q]), float(network.length_m[q])))
        rows = self._distances(np.array([node for node, _ in starts]))
        _, start, end = min(
            (abs(a - out_m) + float(rows[out][into]) + abs(b - in_m), (out, out_m), (into, in_m))
            for out, out_m in starts
            for into, in_m in ends
        )
        middle = self._path(start[0], end[0])
        return [
            Stretch(piece=p, from_m=a, to_m=start[1]),
            *middle,
            Stretch(piece=q, from_m=end[1], to_m=b),
        ]

    def _ends(self, spots: Spots) -> tuple[Ints, Floats]:
        """Return the nodes at both ends of the pieces, and how far the spots are from them."""
        network = self.network
        nodes = np.array([network.u[spots.piece], network.v[spots.piece]])
        return nodes, np.array([spots.along_m, network.length_m[spots.piece] - spots.along_m])

    def _distances(self, nodes: Ints) -> dict[int, Floats]:
        """Measure from some nodes to all, each once."""
        missing = [node for node in nodes.tolist() if node not in self._rows]
        if len(self._rows) + len(missing) > max(_KEPT_BYTES // (12 * self._nodes), 1):
            self._rows.clear()
            missing = nodes.tolist()
        if missing:
            metres, before = dijkstra(self._graph, indices=missing, return_predecessors=True)
            self._rows |= {node: (metres[n], before[n]) for n, node in enumerate(missing)}
        return {node: self._rows[node][0] for node in nodes.tolist()}

    def _path(self, start: int, end: int) -> list[Stretch]:
        """Return the pieces between two nodes in walking order."""
        before = self._rows[start][1]
        found = []
        head = end
        while head != start:
            tail = int(before[head])
            piece = int(self._piece[np.searchsorted(self._keys, tail * self._nodes + head)])
            length = float(self.network.length_m[piece])
            ahead = int(self.network.u[piece]) == tail
            ends = (0.0, length) if ahead else (length, 0.0)
            found.append(Stretch(piece=piece, from_m=ends[0], to_m=ends[1]))
            head = tail
        return found[::-1]


def _course(lines: NDArray[np.object_], share: Floats) -> Floats:
    """Measure the direction of lines at a spot, as unit vectors."""
    metres = shapely.length(lines)
    before, after = (
        shapely.get_coordinates(
            shapely.line_interpolate_point(lines, np.clip(share * metres + aside, 0.0, metres))
        )
        for aside in (-_CHORD_M, _CHORD_M)
    )
    unit: Floats = (after - before) / np.maximum(np.hypot(*(after - before).T), 1e-9)[:, None]
    return unit
