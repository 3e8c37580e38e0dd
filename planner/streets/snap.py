"""Puts a position onto the network: the nearest spot of its own street.

Units: metres; (lon, lat) WGS-84.
"""

from dataclasses import dataclass

import numpy as np
import shapely
import shapely.ops

from planner.streets.network import Bools, Network

OWN_STREET_M = 150.0
"""How far off the street of the address may be; beyond it, address and position disagree."""

_TOUCH_M = 0.5
"""The straight way ends on a street; so near to its ends it crosses none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snap:
    """A spot on a street piece and the straight way from a position to it.

    Parameters
    ----------
    lon, lat : float
        The position.
    piece : int
        Piece of the network.
    along_m : float
        Geodesic metres from the piece's beginning.
    on_lon, on_lat : float
        The spot on the street.
    offset_m : float
        From the position to the spot; walked on the way there and on the way back.
    on_own_street : bool
        False if a street was named but is nowhere near, so that the nearest street was taken.
    """

    lon: float
    lat: float
    piece: int
    along_m: float
    on_lon: float
    on_lat: float
    offset_m: float
    on_own_street: bool


def snap(
    network: Network,
    lon: float,
    lat: float,
    *,
    street: str | None = None,
    usable: Bools | None = None,
) -> Snap:
    """Find the nearest spot on the network that can be reached straight.

    The straight way should cross no water, wall, rails, fast or elevated road and no carriageway
    of a main street; where that bars all spots within ``OWN_STREET_M``, the nearest is taken.
    Nothing is snapped to a crossing: nobody's door is in the middle of a carriageway.

    Parameters
    ----------
    network : Network
        The network.
    lon, lat : float
        Position, WGS-84.
    street : str, optional
        Chinese name of the street whose pavement the position is on: the nearest edge is often
        another street. Within ``OWN_STREET_M`` it goes before any nearer street.
    usable : Bools, shape (p,), optional
        Pieces that may be used; all if not given.

    Returns
    -------
    Snap
        The spot; ``offset_m`` says how far it is.
    """
    east, north = network.to_utm.transform(lon, lat)
    here = shapely.Point(east, north)
    allowed = ~network.crossing if usable is None else usable & ~network.crossing
    piece = -1
    if street is not None and street in network.street_zh:
        named = allowed & (network.street == network.street_zh.index(street))
        piece = _nearest(network, here, named, OWN_STREET_M)
    own = piece >= 0 or street is None
    if piece < 0:
        piece = _nearest(network, here, allowed, np.inf)
    line = network.lines[piece]
    projected_m = line.project(here)
    spot = line.interpolate(projected_m)
    on_lon, on_lat = network.to_utm.transform(spot.x, spot.y, direction="INVERSE")
    return Snap(
        lon=lon,
        lat=lat,
        piece=piece,
        along_m=float(network.length_m[piece] * projected_m / line.length),
        on_lon=on_lon,
        on_lat=on_lat,
        offset_m=float(here.distance(spot)),
        on_own_street=own,
    )


def _nearest(network: Network, here: shapely.Point, mask: Bools, limit_m: float) -> int:
    """Return the nearest marked piece, rather one that nothing bars; -1 if none is near."""
    pieces = np.flatnonzero(mask)
    away_m = shapely.distance(network.lines[pieces], here)
    order = np.argsort(away_m, kind="stable")
    near: list[int] = pieces[order].tolist()
    away_m = away_m[order]
    if not near or away_m[0] > limit_m:
        return -1
    within = int(np.searchsorted(away_m, min(limit_m, OWN_STREET_M), side="right"))
    return next((piece for piece in near[:within] if not _barred(network, here, piece)), near[0])


def _barred(network: Network, here: shapely.Point, piece: int) -> bool:
    """Whether the straight way to a piece crosses an obstacle or another main carriageway."""
    line = network.lines[piece]
    spot = line.interpolate(line.project(here))
    metres = here.distance(spot)
    if metres <= 2 * _TOUCH_M:
        return False
    whole = shapely.LineString([here, spot])
    inner = shapely.ops.substring(whole, _TOUCH_M, metres - _TOUCH_M)
    if shapely.intersects(network.obstacles, inner).any():
        return True
    roads = network.main_pieces
    return bool(shapely.intersects(network.lines[roads[roads != piece]], inner).any())
