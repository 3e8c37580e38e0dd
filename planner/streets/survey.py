"""What a surveyor should look at on the ground: where the data may not be what the street is.

Units: metres; (lon, lat) WGS-84. These are questions to the street, never answers: nothing is
joined by distance alone, and a compound wall looks just like a forgotten joint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planner.streets.compare import Spot, names_of, street_of
from planner.streets.extract import Extract
from planner.streets.network import ACCESS_CODES, Floats, Ints, Network
from planner.streets.snap import snap
from planner.streets.travel import travel

LonLat = tuple[float, float]

GAP_M = 15.0
"""How far another street may be from a dead end to be worth a look."""
JOINED_M = 60.0
"""A way round of less than this counts as joined: a stub beside its own street is no gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to check: its kind (a text ``survey_<kind>``), where, and the text's values."""

    kind: str
    points: tuple[LonLat, ...]
    values: Mapping[str, object] = field(default_factory=dict)


def gaps(extract: Extract, network: Network) -> list[Finding]:
    """Find dead ends with another street near by that they do not join.

    Parameters
    ----------
    extract : Extract
        All ways that may be walked, isolated ones too.
    network : Network
        Gives the local metres.

    Returns
    -------
    list of Finding
        Kind ``gap``: a line from the dead end to the other street.
    """
    refs = sorted({ref for way in extract.ways for ref in way.nodes})
    row = {ref: i for i, ref in enumerate(refs)}
    spots = np.array([extract.nodes[ref] for ref in refs])
    xy = np.column_stack(network.to_utm.transform(spots[:, 0], spots[:, 1]))
    pairs = {
        tuple(sorted((row[a], row[b])))
        for way in extract.ways
        for a, b in zip(way.nodes, way.nodes[1:], strict=False)
        if a != b
    }
    ends = np.array(sorted(pairs), dtype=np.int64)
    length_m = np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T)
    graph = join_pieces(ends[:, 0], ends[:, 1], length_m, len(refs))
    segments = shapely.linestrings(xy[ends])
    tree = shapely.STRtree(segments)
    dead = np.flatnonzero(np.bincount(ends.ravel(), minlength=len(refs)) == 1)
    found = []
    for node in dead.tolist():
        here = shapely.Point(xy[node])
        near = tree.query(here, "dwithin", GAP_M)
        reached = dijkstra(graph, directed=False, indices=node, limit=JOINED_M + GAP_M)
        apart = near[np.isinf(reached[ends[near]].min(axis=1))]
        if not len(apart):
            continue
        gap_m = shapely.distance(segments[apart], here)
        best = int(gap_m.argmin())
        if gap_m[best] < 0.05:  # noqa: PLR2004 - metres: a closed gate, its two sides in one spot
            continue
        other = segments[apart[best]].interpolate(segments[apart[best]].project(here))
        there = network.to_utm.transform(other.x, other.y, direction="INVERSE")
        points = (rounded(spots[node]), rounded(there))
        found.append(Finding(kind="gap", points=points, values={"metres": f"{gap_m[best]:.1f}"}))
    return found


def overlay_lines(extract: Extract, network: Network) -> list[Finding]:
    """List the redrawn streets, which nobody has surveyed.

    Parameters
    ----------
    extract : Extract
        Ways, the overlay's among them.
    network : Network
        Gives the English names.

    Returns
    -------
    list of Finding
        Kind ``overlay``: where to walk along. Not to be copied into OSM.
    """
    return [
        Finding(
            kind="overlay",
            points=tuple(rounded(extract.nodes[ref]) for ref in way.nodes),
            values={"street": names_of(network, way.name_zh)},
        )
        for way in extract.ways
        if way.overlay
    ]


def doubtful_entrances(network: Network, spots: Sequence[Spot]) -> list[Finding]:
    """List the places that stand nearer to another street than to that of their address.

    Parameters
    ----------
    network : Network
        The network.
    spots : sequence of Spot
        Places.

    Returns
    -------
    list of Finding
        Kind ``street``: a line from the position to the street of the address; kind ``no_street``
        if that street is nowhere near.
    """
    found = []
    for spot in spots:
        own = snap(network, spot.lon, spot.lat, street=spot.street)
        near = snap(network, spot.lon, spot.lat)
        nearest = street_of(network, near.piece)
        if spot.street is None or nearest == spot.street:
            continue
        values = {
            "place": {"zh": spot.name_zh, "en": spot.name_en},
            "street": names_of(network, spot.street),
            "nearest": names_of(network, nearest),
            "metres": round(own.offset_m),
            "nearest_m": round(near.offset_m),
        }
        kind = "street" if own.on_own_street else "no_street"
        points = ((spot.lon, spot.lat), rounded((own.on_lon, own.on_lat)))
        found.append(Finding(kind=kind, points=points, values=values))
    return found


def unknown_access(
    network: Network, starts: Sequence[Spot], spots: Sequence[Spot]
) -> list[Finding]:
    """List the stretches of which nobody has said who may pass, on the ways to the places.

    Parameters
    ----------
    network : Network
        The network.
    starts, spots : sequence of Spot
        Each place is walked to from the start that is nearest on foot.

    Returns
    -------
    list of Finding
        Kind ``access``: one for each piece of the network, with the places behind it.
    """
    if not starts or not spots:
        return []
    snaps = [snap(network, s.lon, s.lat, street=s.street) for s in (*starts, *spots)]
    ways = travel(network, snaps, speed_ms=1.0)
    unsaid = ACCESS_CODES.index("unknown")
    behind: dict[int, list[str]] = {}
    for column, spot in enumerate(spots, len(starts)):
        origin = int(np.argmin(ways.seconds[: len(starts), column]))
        for stretch in ways.stretches(origin, column):
            if network.access[stretch.piece] == unsaid:
                behind.setdefault(stretch.piece, []).append(spot.id)
    return [
        Finding(
            kind="access",
            points=tuple(rounded(point) for point in network.piece_lonlat(piece)),
            values={
                "metres": round(float(network.length_m[piece])),
                "places": ", ".join(dict.fromkeys(ids)),
            },
        )
        for piece, ids in sorted(behind.items())
    ]


def join_pieces(u: Ints, v: Ints, length_m: Floats, size: int) -> csr_array:
    """Join nodes by pieces, of parallel ones the shortest."""
    order = np.lexsort((length_m, np.maximum(u, v), np.minimum(u, v)))
    keys = (np.minimum(u, v) * size + np.maximum(u, v))[order]
    first = order[np.unique(keys, return_index=True)[1]]
    weight = np.maximum(length_m[first], 1e-9)
    low, high = np.minimum(u, v)[first], np.maximum(u, v)[first]
    return csr_array((weight, (low, high)), shape=(size, size))


def rounded(point: Sequence[float] | Floats) -> LonLat:
    """Round to OSM's own resolution, a centimetre."""
    return round(float(point[0]), 7), round(float(point[1]), 7)
