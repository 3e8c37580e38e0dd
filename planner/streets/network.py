"""The walking network as arrays.

Units: metres on the ellipsoid; (lon, lat) WGS-84 and local UTM.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ACCESS_CODES = ("open", "unknown", "destination")


@dataclass(frozen=True, kw_only=True)
class Network:
    """Street pieces between junctions; each may be walked both ways unless it is one-way on foot.

    Parameters
    ----------
    utm_epsg : int
        Code of the local UTM zone, derived from the data.
    node_lonlat : Floats, shape (n, 2)
        Junctions and ends, (lon, lat).
    u, v : Ints, shape (p,)
        Nodes at which a piece begins and ends.
    length_m : Floats, shape (p,)
        Geodesic length.
    delay_s : Floats, shape (p,)
        Waiting on the piece (crossings, signals), whatever the pace.
    street : Ints, shape (p,)
        Index into ``street_zh`` and ``street_en``; -1 where the piece has no name.
    access : Ints, shape (p,)
        Index into ``ACCESS_CODES``.
    overlay, steps, one_way : Bools, shape (p,)
        Redrawn line; flight of steps; walkable from ``u`` to ``v`` only.
    first : Ints, shape (p + 1,)
        Piece ``i`` has the vertices ``lonlat[first[i]:first[i + 1]]``.
    lonlat : Floats, shape (c, 2)
        Vertices of all pieces.
    street_zh, street_en : tuple of str
        Names of streets; the English one is empty where nobody has given one.
    map_date : str
        Months of the street data, ISO 8601 (``2025-08/2026-07``).
    """

    utm_epsg: int
    node_lonlat: Floats
    u: Ints
    v: Ints
    length_m: Floats
    delay_s: Floats
    street: Ints
    access: Ints
    overlay: Bools
    steps: Bools
    one_way: Bools
    first: Ints
    lonlat: Floats
    street_zh: tuple[str, ...]
    street_en: tuple[str, ...]
    map_date: str

    @cached_property
    def to_utm(self) -> Transformer:
        """Transformer from (lon, lat) WGS-84 to metres (east, north) in the local UTM zone."""
        return Transformer.from_crs(4326, self.utm_epsg, always_xy=True)

    @cached_property
    def lines(self) -> NDArray[np.object_]:
        """Pieces as shapely lines in metres, shape (p,)."""
        east, north = self.to_utm.transform(self.lonlat[:, 0], self.lonlat[:, 1])
        piece = np.repeat(np.arange(len(self.u)), np.diff(self.first))
        return np.asarray(shapely.linestrings(np.column_stack([east, north]), indices=piece))

    def piece_lonlat(self, piece: int) -> Floats:
        """Return the vertices of one piece.

        Parameters
        ----------
        piece : int
            Index of the piece.

        Returns
        -------
        Floats, shape (k, 2)
            (lon, lat) from ``u`` to ``v``.
        """
        return self.lonlat[self.first[piece] : self.first[piece + 1]]

    def pace_s(self, speed_ms: float) -> Floats:
        """Return the seconds that each metre of each piece takes, waiting included.

        Parameters
        ----------
        speed_ms : float
            Walking speed, metres a second.

        Returns
        -------
        Floats, shape (p,)
            Seconds a metre.
        """
        return 1.0 / speed_ms + self.delay_s / self.length_m

    def usable(self, *, overlay: bool = True, step_free: bool = False) -> Bools:
        """Mark the pieces that a walk may use.

        Parameters
        ----------
        overlay : bool, optional
            Whether redrawn lines may be used.
        step_free : bool, optional
            Whether flights of steps are shunned.

        Returns
        -------
        Bools, shape (p,)
            True where the piece may be used.
        """
        keep = np.ones(len(self.u), dtype=bool)
        if not overlay:
            keep &= ~self.overlay
        if step_free:
            keep &= ~self.steps
        return keep
