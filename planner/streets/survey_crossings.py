"""Signals and crossings of a street drawn twice that reach one carriageway only.

Units: metres; (lon, lat) WGS-84.
"""

from pathlib import Path

import numpy as np
import osmium
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from planner.streets.compare import names_of
from planner.streets.network import Floats, Network
from planner.streets.survey import Finding, LonLat, join_pieces, rounded

TWIN_M = 40.0
"""Farthest carriageways of one street; nearer than ``ON_IT_M`` it is the same one."""
ON_IT_M = 4.0
PARALLEL = 0.94
"""Cosine of 20 degrees."""
ABREAST = 0.5
"""Cosine of 60 degrees: what lies more ahead than beside is the same carriageway further on."""
DETOUR_M = 60.0
"""Walking round this much more than straight across says that a crossing does not reach over."""


def unlinked_crossings(osm: Path, network: Network) -> list[Finding]:
    """Find signals and crossings of a street drawn twice from which one cannot get over.

    Parameters
    ----------
    osm : Path
        The extract, for its nodes.
    network : Network
        The network, its own links included.

    Returns
    -------
    list of Finding
        Kind ``crossing``: a line from the node to the other carriageway.
    """
    nodes = _crossing_nodes(osm)
    if not nodes:
        return []
    east, north = network.to_utm.transform(*np.array(nodes).T)
    graph = join_pieces(network.u, network.v, network.length_m, len(network.node_lonlat))
    tree = shapely.STRtree(network.lines)
    found = []
    for lonlat, here in zip(nodes, shapely.points(east, north), strict=True):
        near = tree.query(here, "dwithin", TWIN_M)
        away_m = shapely.distance(network.lines[near], here)
        own = near[(away_m < ON_IT_M) & (network.street[near] >= 0)]
        for street in np.unique(network.street[own]).tolist():
            mine = own[network.street[own] == street]
            twins = near[(away_m >= ON_IT_M) & (network.street[near] == street)]
            twins = twins[[_beside(network, int(mine[0]), int(twin), here) for twin in twins]]
            over_m = shapely.distance(network.lines[twins], here)
            round_m = [_walk_m(network, graph, int(mine[0]), int(twin), here) for twin in twins]
            if not len(twins) or min(round_m - over_m) <= DETOUR_M:
                continue
            best = int(over_m.argmin())
            values: dict[str, object] = {
                "street": names_of(network, network.street_zh[street]),
                "metres": round(float(over_m[best])),
            }
            points = (rounded(lonlat), _nearest_lonlat(network, int(twins[best]), here))
            found.append(Finding(kind="crossing", points=points, values=values))
    return found


def _crossing_nodes(osm: Path) -> list[LonLat]:
    """Read where the extract has signals and crossings."""
    return [
        (node.location.lon, node.location.lat)
        for node in osmium.FileProcessor(str(osm), osmium.osm.NODE)
        if isinstance(node, osmium.osm.Node)
        and node.tags.get("highway") in {"crossing", "traffic_signals"}
    ]


def _beside(network: Network, one: int, other: int, here: shapely.Point) -> bool:
    """Whether the other piece runs alongside at a point: parallel, and abreast of it."""
    a, b = (_direction(network.lines[piece], here) for piece in (one, other))
    line = network.lines[other]
    spot = line.interpolate(line.project(here))
    over = np.array([spot.x - here.x, spot.y - here.y])
    return bool(abs(a @ b) >= PARALLEL and abs(a @ over) <= ABREAST * np.hypot(*over))


def _direction(line: shapely.LineString, here: shapely.Point) -> Floats:
    """Return the unit vector of a line where it passes a point."""
    along = line.project(here)
    ends = [line.interpolate(max(0.0, along - 5)), line.interpolate(min(line.length, along + 5))]
    step = np.array([ends[1].x - ends[0].x, ends[1].y - ends[0].y])
    return np.asarray(step / np.hypot(*step))


def _walk_m(network: Network, graph: csr_array, one: int, other: int, here: shapely.Point) -> float:
    """Measure the way on the network between the spots of two pieces that are nearest to a point.

    Infinite beyond some 250 m.
    """
    a, b = (network.lines[piece].project(here) for piece in (one, other))
    full = network.lines[one].length, network.lines[other].length
    rows = dijkstra(graph, directed=False, indices=[network.u[one], network.v[one]], limit=250.0)
    start = rows + np.array([[a], [full[0] - a]])
    ways = start[:, [network.u[other], network.v[other]]] + [b, full[1] - b]
    return float(ways.min())


def _nearest_lonlat(network: Network, piece: int, here: shapely.Point) -> LonLat:
    """Return the spot of a piece that is nearest to a point."""
    spot = network.lines[piece].interpolate(network.lines[piece].project(here))
    return rounded(network.to_utm.transform(spot.x, spot.y, direction="INVERSE"))
