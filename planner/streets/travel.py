"""Seconds and paths on foot between snapped positions. Units: metres, seconds.

The search graph has the network's nodes and, for each position, a source and a target of its own. A
piece that is open to those with a stop on it only (``destination``) is walked in two extra layers:
*leaving* (from a source until the first public street) and *arriving* (from the last public street
to a target). So no path can pass through such a piece, and every stop on one can be reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planner.streets.network import ACCESS_CODES, Bools, Floats, Ints, Network
from planner.streets.snap import Snap

_DESTINATION = ACCESS_CODES.index("destination")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Part of a piece, walked from ``from_m`` to ``to_m`` (backwards if ``from_m`` is larger)."""

    piece: int
    from_m: float
    to_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Arcs of the search graph: arc ``i`` goes ``tail[i]`` → ``head[i]`` on ``piece[i]``."""

    tail: Ints
    head: Ints
    piece: Ints
    from_m: Floats
    to_m: Floats
    extra_m: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Walking between k positions.

    Parameters
    ----------
    seconds : Floats, shape (k, k)
        From row to column, straight ways to the network included; ``inf`` where there is no way.
    """

    seconds: Floats
    _arcs: Arcs
    _order: NDArray[np.int64]
    _keys: Ints
    _size: int
    _before: NDArray[np.int32]
    _sources: Ints
    _targets: Ints

    def stretches(self, i: int, j: int) -> tuple[Stretch, ...]:
        """Return the street pieces of the shortest way from position ``i`` to position ``j``.

        Parameters
        ----------
        i, j : int
            Row and column of ``seconds``.

        Returns
        -------
        tuple of Stretch
            In walking order; empty if there is no way, or none to go.
        """
        found: list[Stretch] = []
        if not 0 < self.seconds[i, j] < np.inf:
            return ()
        head = int(self._targets[j])
        while head != self._sources[i]:
            tail = int(self._before[i, head])
            arc = self._order[np.searchsorted(self._keys, tail * self._size + head)]
            found.append(
                Stretch(
                    piece=int(self._arcs.piece[arc]),
                    from_m=float(self._arcs.from_m[arc]),
                    to_m=float(self._arcs.to_m[arc]),
                )
            )
            head = tail
        return tuple(reversed(found))


def travel(
    network: Network, snaps: Sequence[Snap], *, speed_ms: float, usable: Bools | None = None
) -> Travel:
    """Compute the shortest ways between all positions (Dijkstra 1959, compiled by SciPy).

    Parameters
    ----------
    network : Network
        The network.
    snaps : sequence of Snap
        Positions, k of them.
    speed_ms : float
        Walking speed, metres a second.
    usable : Bools, shape (p,), optional
        Pieces that may be used; all if not given.

    Returns
    -------
    Travel
        Seconds and paths.
    """
    arcs, size = _arcs(network, snaps, np.ones(len(network.u), bool) if usable is None else usable)
    walked_m = np.abs(arcs.to_m - arcs.from_m)
    weight = walked_m * network.pace_s(speed_ms)[arcs.piece] + arcs.extra_m / speed_ms
    keys = arcs.tail * size + arcs.head
    order = np.lexsort((weight, keys))
    order = order[np.unique(keys[order], return_index=True)[1]]  # of parallel arcs the shortest
    weight = np.maximum(weight, 1e-9)  # SciPy would take a weight of zero for no arc
    graph = csr_array((weight[order], (arcs.tail[order], arcs.head[order])), shape=(size, size))
    sources = np.arange(size - 2 * len(snaps), size, 2)
    seconds, before = dijkstra(graph, indices=sources, return_predecessors=True)
    seconds = seconds[:, sources + 1]
    spots = np.array([(spot.lon, spot.lat) for spot in snaps])
    seconds[(spots[:, None] == spots).all(axis=2)] = 0.0
    return Travel(
        seconds=seconds,
        _arcs=arcs,
        _order=order,
        _keys=keys[order],
        _size=size,
        _before=before,
        _sources=sources,
        _targets=sources + 1,
    )


def _arcs(network: Network, snaps: Sequence[Snap], usable: Bools) -> tuple[Arcs, int]:
    """Lay out the search graph: nodes, leaving and arriving layer, ends of each snap."""
    n = len(network.node_lonlat)
    guarded = usable & (network.access == _DESTINATION)
    inner = np.unique(np.concatenate([network.u[guarded], network.v[guarded]]))
    public, leaving, arriving = np.arange(n), np.arange(n), np.arange(n)
    leaving[inner] = n + np.arange(len(inner))
    arriving[inner] = n + len(inner) + np.arange(len(inner))
    base = n + 2 * len(inner)
    through = _directed(network, usable & ~guarded)
    inside = _directed(network, guarded)
    rows = [
        _layer(through, public, public),
        _layer(through[:, np.isin(through[0], inner)], leaving, public),
        _layer(inside, leaving, leaving),
        _layer(inside, public, arriving),
        _layer(inside, arriving, arriving),
        _ends(network, snaps, guarded, (public, leaving, arriving), base),
    ]
    tail, head, piece, from_m, to_m, extra_m = np.concatenate(rows, axis=1)
    arcs = Arcs(
        tail=tail.astype(np.int64),
        head=head.astype(np.int64),
        piece=piece.astype(np.int64),
        from_m=from_m,
        to_m=to_m,
        extra_m=extra_m,
    )
    return arcs, base + 2 * len(snaps)


def _directed(network: Network, mask: Bools) -> Floats:
    """Return rows tail, head, piece, from_m, to_m, extra_m: marked pieces, each allowed way."""
    ahead = np.flatnonzero(mask)
    back = np.flatnonzero(mask & ~network.one_way)
    full, none = network.length_m, np.zeros
    forward = [network.u[ahead], network.v[ahead], ahead, none(len(ahead)), full[ahead]]
    backward = [network.v[back], network.u[back], back, full[back], none(len(back))]
    rows = np.concatenate([np.array(forward, float), np.array(backward, float)], axis=1)
    return np.vstack([rows, none(rows.shape[1])])


def _layer(directed: Floats, tails: Ints, heads: Ints) -> Floats:
    """Place directed pieces between two layers of nodes."""
    placed = directed.copy()
    placed[0] = tails[directed[0].astype(np.int64)]
    placed[1] = heads[directed[1].astype(np.int64)]
    return placed


def _ends(
    network: Network,
    snaps: Sequence[Snap],
    guarded: Bools,
    layers: tuple[Ints, Ints, Ints],
    base: int,
) -> Floats:
    """Join the source and target of each snap to the ends of its piece and to the others on it."""
    public, leaving, arriving = layers
    rows: list[tuple[float, ...]] = []
    for i, a in enumerate(snaps):
        source, target, p = base + 2 * i, base + 2 * i + 1, a.piece
        u, v, full = network.u[p], network.v[p], float(network.length_m[p])
        out = leaving if guarded[p] else public
        into = {leaving[u], public[u]}, {leaving[v], public[v]}
        if guarded[p]:
            into[0].add(arriving[u])
            into[1].add(arriving[v])
        rows.append((source, out[v], p, a.along_m, full, a.offset_m))
        rows += [(node, target, p, 0.0, a.along_m, a.offset_m) for node in into[0]]
        if not network.one_way[p]:
            rows.append((source, out[u], p, a.along_m, 0.0, a.offset_m))
            rows += [(node, target, p, full, a.along_m, a.offset_m) for node in into[1]]
        rows += [
            (source, base + 2 * j + 1, p, a.along_m, b.along_m, a.offset_m + b.offset_m)
            for j, b in enumerate(snaps)
            if b.piece == p and i != j and (b.along_m >= a.along_m or not network.one_way[p])
        ]
    return np.array(rows, float).T
