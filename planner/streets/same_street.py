"""Strips of street: which pieces of the network are the same street, side by side.

Units: metres; local UTM. A piece is cut into cells of about 10 m. Two cells are the same street
where they lie abreast, their names are equal, their directions differ by 20 degrees at most and
they are 40 m apart at most; a cell without a name within 15 m of a named one has its name. Cells
side by side are gathered into strips: a strip passed twice, on whichever side, is a street walked
twice. A street crossed is not walked, for what crosses it is not parallel.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from planner.streets.network import Bools, Floats, Ints, Network

CELL_M = 10.0
"""Length of the pieces on which sameness is measured (DESIGN section 6)."""
APART_M = 40.0
"""Carriageways of one name are 11 to 34 m apart (medians in the embedded extract)."""
ALONGSIDE_M = 15.0
"""A way without a name this near to a street is its pavement."""
PARALLEL_COS = float(np.cos(np.radians(20.0)))
_LEEWAY_M = 1.5
"""In a bend, cells abreast are shifted by a little more than half a cell."""
_NEIGHBOURS = 8
_BEND_CELLS = 2  # cells of one piece nearer than this follow each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Strips:
    """Strips of street and the parts of pieces that are their sides.

    Parameters
    ----------
    first : Ints, shape (p + 1,)
        Piece ``i`` has the parts ``first[i]`` … ``first[i + 1] - 1``, from its ``u`` to its ``v``.
    from_m, to_m : Floats, shape (k,)
        Where the part begins and ends on its piece.
    strip : Ints, shape (k,)
        The strip of the part.
    reverse : Bools, shape (k,)
        Whether the part runs against the strip.
    length_m : Floats, shape (s,)
        Length of each strip: that of its longest side.
    """

    first: Ints
    from_m: Floats
    to_m: Floats
    strip: Ints
    reverse: Bools
    length_m: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """Cells of all pieces in order: middle, unit direction, length, piece, name."""

    middle: Floats
    ahead: Floats
    length_m: Floats
    piece: Ints
    street: Ints
    count: Ints


def strips_of(network: Network) -> Strips:
    """Find the strips of a network.

    Parameters
    ----------
    network : Network
        The network.

    Returns
    -------
    Strips
        Kept with the network, so that the second call is free.

    Notes
    -----
    The cells of the longest pieces lead; every other cell follows the leader most nearly abreast,
    or leads itself. Leaders in a row on one piece with the same pieces beside them are one strip.
    """
    kept: Strips | None = vars(network).get("_strips")
    if kept is None:
        cells = _cells(network)
        leader = _leaders(network, cells)
        kept = _gathered(network, cells, leader, _runs(cells, leader))
        vars(network)["_strips"] = kept
    return kept


def _cells(network: Network) -> _Cells:
    """Cut every piece into equal cells of about ``CELL_M`` and name them."""
    count = np.maximum(1, np.round(network.length_m / CELL_M)).astype(np.int64)
    piece = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    lines = network.lines[piece]

    def spots(share: Floats) -> Floats:
        points = shapely.line_interpolate_point(lines, share, normalized=True)
        return np.asarray(shapely.get_coordinates(points))

    begin, end = spots(place / count[piece]), spots((place + 1) / count[piece])
    chord = end - begin
    size = np.maximum(np.hypot(chord[:, 0], chord[:, 1]), 1e-9)
    cells = _Cells(
        middle=spots((place + 0.5) / count[piece]),
        ahead=chord / size[:, None],
        length_m=(network.length_m / count)[piece],
        piece=piece,
        street=network.street[piece].copy(),
        count=count,
    )
    _adopt_names(cells)
    return cells


def _adopt_names(cells: _Cells) -> None:
    """Give each cell without a name that of the nearest named cell alongside."""
    bare, named = np.flatnonzero(cells.street < 0), np.flatnonzero(cells.street >= 0)
    if not len(named) or not len(bare):
        return
    reach = float(np.hypot(ALONGSIDE_M, CELL_M))
    _, near = cKDTree(cells.middle[named]).query(
        cells.middle[bare], k=_NEIGHBOURS, distance_upper_bound=reach
    )
    row, column = np.nonzero(near < len(named))
    pairs = np.column_stack([bare[row], named[near[row, column]]])
    fits, _, lateral = _abreast(cells, pairs, ALONGSIDE_M)
    pairs, lateral = pairs[fits], lateral[fits]
    order = np.lexsort((pairs[:, 1], lateral, pairs[:, 0]))
    pairs = pairs[order]
    found, at = np.unique(pairs[:, 0], return_index=True)
    cells.street[found] = cells.street[pairs[at, 1]]


def _abreast(cells: _Cells, pairs: Ints, apart_m: float) -> tuple[Bools, Floats, Floats]:
    """Tell which pairs of cells lie side by side, their shift along and their distance across."""
    a, b = pairs[:, 0], pairs[:, 1]
    cosine = (cells.ahead[a] * cells.ahead[b]).sum(axis=1)
    axis = cells.ahead[a] + np.where(cosine < 0, -1.0, 1.0)[:, None] * cells.ahead[b]
    axis /= np.maximum(np.hypot(axis[:, 0], axis[:, 1]), 1e-9)[:, None]
    gap = cells.middle[b] - cells.middle[a]
    along = np.abs((gap * axis).sum(axis=1))
    across = np.abs(gap[:, 0] * axis[:, 1] - gap[:, 1] * axis[:, 0])
    half = np.maximum(cells.length_m[a], cells.length_m[b]) / 2 + _LEEWAY_M
    fits = (np.abs(cosine) >= PARALLEL_COS) & (along <= half) & (across <= apart_m)
    return fits, along, across


def _leaders(network: Network, cells: _Cells) -> Ints:
    """Choose the leader of each cell; a leader is its own."""
    named = np.flatnonzero(cells.street >= 0)
    pairs = np.empty((0, 2), dtype=np.int64)
    if len(named):
        tree = cKDTree(cells.middle[named])
        pairs = named[tree.query_pairs(float(np.hypot(APART_M, CELL_M)), output_type="ndarray")]
    a, b = pairs[:, 0], pairs[:, 1]
    near = (cells.piece[a] == cells.piece[b]) & (np.abs(a - b) <= _BEND_CELLS)
    pairs = pairs[(cells.street[a] == cells.street[b]) & ~near]
    fits, along, across = _abreast(cells, pairs, APART_M)
    pairs, shift = pairs[fits], along[fits] + across[fits] / 1000  # nearest along, then across
    rank = np.empty(len(cells.piece), dtype=np.int64)
    rank[np.lexsort((cells.piece, -network.length_m[cells.piece]))] = np.arange(len(rank))
    swap = rank[pairs[:, 0]] > rank[pairs[:, 1]]
    pairs[swap] = pairs[swap][:, ::-1]
    order = np.lexsort((rank[pairs[:, 0]], shift, rank[pairs[:, 1]]))
    leader = np.arange(len(rank))
    settled = np.zeros(len(rank), dtype=bool)
    for ahead, cell in pairs[order].tolist():  # by rank of the cell: its leaders are settled
        if not settled[cell] and leader[ahead] == ahead:
            leader[cell], settled[cell] = ahead, True
    return _gaps_closed(cells, leader)


def _gaps_closed(cells: _Cells, leader: Ints) -> Ints:
    """Let a lone cell between two that follow the same piece follow it too."""
    inner = np.arange(1, len(leader) - 1)
    leads = np.bincount(leader, minlength=len(leader)) > 1
    same = (cells.piece[inner - 1] == cells.piece[inner + 1]) & (leader[inner] == inner)
    beside = cells.piece[leader[inner - 1]]
    same &= (beside == cells.piece[leader[inner + 1]]) & (beside != cells.piece[inner])
    gap = inner[same & ~leads[inner]]
    closed = leader.copy()
    closed[gap] = leader[gap - 1]
    return closed


def _runs(cells: _Cells, leader: Ints) -> Ints:
    """Give each leading cell the strip of its run, and the others -1."""
    follows = np.flatnonzero(leader != np.arange(len(leader)))
    beside: list[set[int]] = [set() for _ in range(len(leader))]
    for cell in follows.tolist():
        beside[leader[cell]].add(int(cells.piece[cell]))
    leads = leader == np.arange(len(leader))
    for cell in range(1, len(leader) - 1):
        if leads[cell - 1 : cell + 2].all() and (
            cells.piece[cell - 1] == cells.piece[cell] == cells.piece[cell + 1]
        ):
            beside[cell] |= beside[cell - 1] & beside[cell + 1]
    run = np.full(len(leader), -1)
    number = -1
    for cell in np.flatnonzero(leads).tolist():
        if (
            cell == 0
            or run[cell - 1] < 0
            or cells.piece[cell - 1] != cells.piece[cell]
            or beside[cell - 1] != beside[cell]
        ):
            number += 1
        run[cell] = number
    return run


def _gathered(network: Network, cells: _Cells, leader: Ints, run: Ints) -> Strips:
    """Join cells in a row of one piece and one strip into parts."""
    label = run[leader]
    begins = np.ones(len(label), dtype=bool)
    begins[1:] = (label[1:] != label[:-1]) | (cells.piece[1:] != cells.piece[:-1])
    at = np.flatnonzero(begins)
    last = np.append(at[1:], len(label)) - 1
    piece = cells.piece[at]
    start = (np.cumsum(cells.count) - cells.count)[piece]
    share = 1.0 / cells.count[piece]
    length_m = np.zeros(int(run.max()) + 1)
    from_m = (at - start) * share * network.length_m[piece]
    to_m = (last + 1 - start) * share * network.length_m[piece]
    np.maximum.at(length_m, label[at], to_m - from_m)
    return Strips(
        first=np.searchsorted(piece, np.arange(len(network.u) + 1)),
        from_m=from_m,
        to_m=to_m,
        strip=label[at],
        reverse=(cells.ahead[at] * cells.ahead[leader[at]]).sum(axis=1) < 0,
        length_m=length_m,
    )
