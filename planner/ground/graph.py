"""The streets around a set of stops as arcs, with the bits of street that each arc passes.

Units: seconds on foot, metres. Stops cut their pieces in two, so that an edge is walked from end to
end or not at all. A junction on a piece open to visitors only stands thrice: *leaving* (from a stop
until the first public street), public, and *arriving* (to a stop); so no leg passes through.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.streets.network import ACCESS_CODES, Bools, Floats, Ints, Network
from planner.streets.same_street import Strips
from planner.streets.snap import Snap
from planner.streets.travel import Stretch
from planner.streets.walked_twice import share_at

_DESTINATION = ACCESS_CODES.index("destination")
_SAME_SPOT_M = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Pieces, those with stops on them cut: ``piece`` from ``from_m`` to ``to_m``, node to node."""

    tail: Ints
    head: Ints
    piece: Ints
    from_m: Floats
    to_m: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetGraph:
    """A directed graph in compressed rows, and what repeats.

    Parameters
    ----------
    first : Ints, shape (n + 1,)
        Node ``i`` is left by the arcs ``first[i]`` … ``first[i + 1] - 1``.
    tail, head : Ints, shape (a,)
        Ends of each arc.
    edge : Ints, shape (a,)
        The edge it walks; the last one (0 s) where it only changes the layer.
    backward : Bools, shape (a,)
        Whether it walks its edge backwards.
    seconds : Floats, shape (e + 1,)
        Time on each edge.
    burden_m : Floats, shape (e + 1,)
        Metres that each edge counts more than it has, as the walker dislikes it.
    spot, source, target : Ints, shape (k,)
        Node of each stop: on the street, as the beginning and as the end of a leg.
    edges : Edges
        What each edge is, e of them.
    pass_edge, pass_bit : Ints, shape (q,)
        Edge ``pass_edge[i]`` passes the bit of street ``pass_bit[i]``.
    bit_m : Floats, shape (b,)
        Length of each bit: it counts once for each pass too many.
    two_way : bool
        Whether every edge may be walked both ways.
    """

    first: Ints
    tail: Ints
    head: Ints
    edge: Ints
    backward: Bools
    seconds: Floats
    burden_m: Floats
    spot: Ints
    source: Ints
    target: Ints
    edges: Edges
    pass_edge: Ints
    pass_bit: Ints
    bit_m: Floats
    two_way: bool

    def stretch(self, arc: int) -> Stretch | None:
        """Return what an arc walks.

        Parameters
        ----------
        arc : int
            The arc.

        Returns
        -------
        Stretch or None
            None where it only changes the layer.
        """
        edge = self.edge[arc]
        if edge == len(self.edges.piece):
            return None
        ends = float(self.edges.from_m[edge]), float(self.edges.to_m[edge])
        begin, end = ends[::-1] if self.backward[arc] else ends
        return Stretch(piece=int(self.edges.piece[edge]), from_m=begin, to_m=end)


def street_graph(
    network: Network,
    strips: Strips,
    usable: Bools,
    snaps: Sequence[Snap],
    *,
    speed_ms: float,
    burden: Floats,
) -> StreetGraph:
    """Lay out the streets around stops.

    Parameters
    ----------
    network : Network
        The network.
    strips : Strips
        Its strips.
    usable : Bools, shape (p,)
        Pieces that may be used.
    snaps : sequence of Snap
        Where the stops are on it, k of them.
    speed_ms : float
        Walking speed, metres a second.
    burden : Floats, shape (p,)
        What a metre counts more than a metre, >= 0.

    Returns
    -------
    StreetGraph
        Arcs and bits of street.
    """
    edges, spot = _cut(network, usable, snaps)
    pass_edge, pass_bit, bit_m = _bits(strips, edges, snaps)
    guarded = network.access[edges.piece] == _DESTINATION
    count = max(int(spot.max()) + 1, len(network.node_lonlat))
    inner = np.unique(np.concatenate([edges.tail[guarded], edges.head[guarded]]))
    leaving, arriving = np.arange(count), np.arange(count)
    leaving[inner] = count + np.arange(len(inner))
    arriving[inner] = count + len(inner) + np.arange(len(inner))
    both = ~network.one_way[edges.piece]
    arcs = _arcs(edges, guarded, both, inner, (leaving, arriving))
    tail, head, edge, backward = arcs[:, np.argsort(arcs[0], kind="stable")]
    long_m = edges.to_m - edges.from_m
    behind = network.access[[snap.piece for snap in snaps]] == _DESTINATION
    return StreetGraph(
        first=np.searchsorted(tail, np.arange(count + 2 * len(inner) + 1)),
        tail=tail,
        head=head,
        edge=edge,
        backward=backward.astype(bool),
        seconds=np.append(long_m * network.pace_s(speed_ms)[edges.piece], 0.0),
        burden_m=np.append(long_m * burden[edges.piece], 0.0),
        spot=spot,
        source=np.where(behind, leaving[spot], spot),
        target=np.where(behind, arriving[spot], spot),
        edges=edges,
        pass_edge=pass_edge,
        pass_bit=pass_bit,
        bit_m=bit_m,
        two_way=bool(both.all()),
    )


def _cut(network: Network, usable: Bools, snaps: Sequence[Snap]) -> tuple[Edges, Ints]:
    """Cut the pieces on which stops are; return the node of each stop as well."""
    inside: dict[int, list[tuple[float, int]]] = defaultdict(list)
    spot = np.empty(len(snaps), dtype=np.int64)
    count = len(network.node_lonlat)
    for i, snap in enumerate(snaps):
        p = snap.piece
        ends = [(0.0, int(network.u[p])), (float(network.length_m[p]), int(network.v[p]))]
        near = [n for m, n in ends + inside[p] if abs(m - snap.along_m) <= _SAME_SPOT_M]
        spot[i] = near[0] if near else count
        if not near:
            inside[p].append((snap.along_m, count))
            count += 1
    whole = usable.copy()
    whole[list(inside)] = False
    piece = np.flatnonzero(whole)
    rows = [(network.u[piece], network.v[piece], piece, 0.0 * piece, network.length_m[piece])]
    for p, cuts in inside.items():
        begin, end = (0.0, int(network.u[p])), (float(network.length_m[p]), int(network.v[p]))
        at = [begin, *sorted(cuts), end]
        m, node = np.array([m for m, _ in at]), np.array([n for _, n in at])
        rows.append((node[:-1], node[1:], np.full(len(at) - 1, p), m[:-1], m[1:]))
    columns = (np.concatenate(column) for column in zip(*rows, strict=True))
    tail, head, pieces, from_m, to_m = columns
    return Edges(tail=tail, head=head, piece=pieces, from_m=from_m, to_m=to_m), spot


def _bits(strips: Strips, edges: Edges, snaps: Sequence[Snap]) -> tuple[Ints, Ints, Floats]:
    """Cut the strips where a stop is on one of their sides; say which edge passes which bit."""
    ends = _bit_ends(strips, snaps)
    more = np.zeros(len(strips.length_m), dtype=np.int64)
    more[list(ends)] = [len(shares) - 2 for shares in ends.values()]
    first_bit = np.cumsum(1 + more) - 1 - more
    bit_m = np.repeat(strips.length_m, 1 + more)
    for strip, shares in ends.items():
        bit_m[first_bit[strip] : first_bit[strip] + len(shares) - 1] *= np.diff(shares)
    edge, part, begin, end = _parts_of_edges(strips, edges)
    strip_of = strips.strip[part]
    plain = more[strip_of] == 0
    rows = [(edge[plain], first_bit[strip_of[plain]])]
    for i in np.flatnonzero(~plain).tolist():
        shares = ends[int(strip_of[i])]
        spans = [share_at(strips, int(part[i]), float(m)) for m in (begin[i], end[i])]
        middle = (shares[:-1] + shares[1:]) / 2
        passed = np.flatnonzero((middle > min(spans)) & (middle < max(spans)))
        rows.append((np.full(len(passed), edge[i]), passed + first_bit[strip_of[i]]))
    pass_edge, pass_bit = (np.concatenate(column) for column in zip(*rows, strict=True))
    return pass_edge, pass_bit, bit_m


def _bit_ends(strips: Strips, snaps: Sequence[Snap]) -> dict[int, Floats]:
    """Return, for each strip with a stop on one of its sides, the shares at which it is cut."""
    shares: dict[int, set[float]] = defaultdict(set)
    for snap in snaps:
        for part in range(strips.first[snap.piece], strips.first[snap.piece + 1]):
            if strips.from_m[part] < snap.along_m < strips.to_m[part]:
                strip = int(strips.strip[part])
                shares[strip].add(round(share_at(strips, part, snap.along_m), 9))
    return {strip: np.array(sorted({0.0, *inside, 1.0})) for strip, inside in shares.items()}


def _parts_of_edges(strips: Strips, edges: Edges) -> tuple[Ints, Ints, Floats, Floats]:
    """Pair each edge with the parts it passes: edge, part, and where on the piece."""
    low, many = strips.first[edges.piece], np.diff(strips.first)[edges.piece]
    edge = np.repeat(np.arange(len(edges.piece)), many)
    part = np.arange(len(edge)) + np.repeat(low - np.cumsum(many) + many, many)
    begin = np.maximum(strips.from_m[part], edges.from_m[edge])
    end = np.minimum(strips.to_m[part], edges.to_m[edge])
    kept = end - begin > _SAME_SPOT_M
    return edge[kept], part[kept], begin[kept], end[kept]


def _arcs(
    edges: Edges, guarded: Bools, both: Bools, inner: Ints, layers: tuple[Ints, Ints]
) -> Ints:
    """Return rows tail, head, edge, backward: each edge both ways, in the layers it stands in."""
    leaving, arriving = layers
    public = np.arange(len(leaving))
    number = np.arange(len(edges.piece))
    rows: list[Ints] = []
    for mask, layer in ((~guarded, public), (guarded, leaving), (guarded, arriving)):
        ahead, back = number[mask], number[mask & both]
        tail, head = layer[edges.tail], layer[edges.head]
        rows.append(np.array([tail[ahead], head[ahead], ahead, 0 * ahead]))
        rows.append(np.array([head[back], tail[back], back, 0 * back + 1]))
    still = np.full(len(inner), len(number)), 0 * inner
    for layer, reached in ((leaving, public), (public, arriving), (leaving, arriving)):
        rows.append(np.array([layer[inner], reached[inner], *still]))
    return np.concatenate(rows, axis=1).astype(np.int64)
