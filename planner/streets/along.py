"""The stretch of a street on which an uncertain position lies. Units: metres; (lon, lat) WGS-84."""

import numpy as np
import shapely

from planner.streets.network import Network
from planner.streets.snap import Snap

LonLat = tuple[float, float]


def stretch_along(network: Network, spot: Snap, reach_m: float) -> tuple[LonLat, ...]:
    """Cut the street around a snapped position.

    Parameters
    ----------
    network : Network
        The network.
    spot : Snap
        Where the position is on the network.
    reach_m : float
        How far to either side, as the crow flies: the accuracy of the position.

    Returns
    -------
    tuple of (float, float)
        The line through the spot along the street of the same name, (lon, lat); at least two
        points.
    """
    street = network.street[spot.piece]
    mask = network.street == street if street >= 0 else np.arange(len(network.u)) == spot.piece
    here = shapely.Point(network.to_utm.transform(spot.on_lon, spot.on_lat))
    near = shapely.intersection(network.lines[mask], here.buffer(reach_m))
    joined = shapely.line_merge(shapely.union_all(near))
    parts = [part for part in shapely.get_parts(joined) if part.geom_type == "LineString"]
    line = min(parts, key=here.distance)
    east, north = shapely.get_coordinates(line).T
    lon, lat = network.to_utm.transform(east, north, direction="INVERSE")
    return tuple(zip(np.round(lon, 7).tolist(), np.round(lat, 7).tolist(), strict=True))
