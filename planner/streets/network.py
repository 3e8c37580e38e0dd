"""The walking network as arrays.

Units: metres on the ellipsoid; (lon, lat) WGS-84 and local UTM.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from planner.streets.tags import Control

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Answers = NDArray[np.int8]
"""1 yes, 0 no, -1 nobody has said."""

ACCESS_CODES = ("open", "unknown", "destination")
CONTROL_CODES: tuple[Control | None, ...] = (None, "crossing", "signals")
_MAIN = ("trunk", "primary")


@dataclass(frozen=True, kw_only=True)
class Network:
    """Street pieces between junctions; each may be walked both ways unless it is one-way on foot.

    Parameters
    ----------
    utm_epsg : int
        Code of the local UTM zone, derived from the data.
    node_lonlat : Floats, shape (n, 2)
        Junctions and ends, (lon, lat).
    control : Ints, shape (n,)
        Index into ``CONTROL_CODES``: how streets are crossed there.
    u, v : Ints, shape (p,)
        Nodes at which a piece begins and ends.
    length_m : Floats, shape (p,)
        Geodesic length.
    delay_s : Floats, shape (p,)
        Waiting on the piece (crossings, signals) and slowness of steps, whatever the pace.
    crossings : Floats, shape (p,)
        Crossings with signals or marks on the piece, by their share; half of one at a junction.
    street : Ints, shape (p,)
        Index into ``street_zh`` and ``street_en``; -1 where the piece has no name.
    kind, surface : Ints, shape (p,)
        Index into ``kinds`` and ``surfaces``; -1 where it is not said or changes along the piece.
    access : Ints, shape (p,)
        Index into ``ACCESS_CODES``.
    overlay, steps, crossing, one_way : Bools, shape (p,)
        Redrawn line; flight of steps; way over a carriageway; walkable from ``u`` to ``v`` only.
    underfoot : Bools, shape (p,)
        Whether the tags of the whole piece say what wheels and feet meet (``tags.underfoot``).
    covered, lit : Answers, shape (p,)
        Whether it has a roof, and lamps.
    traffic : Ints, shape (p,)
        Index into ``comfort.TRAFFIC``: how big the road is that it is or runs beside.
    green : Floats, shape (p,)
        Share of its length along a park, wood, row of trees or water.
    first : Ints, shape (p + 1,)
        Piece ``i`` has the vertices ``lonlat[first[i]:first[i + 1]]``.
    lonlat : Floats, shape (c, 2)
        Vertices of all pieces.
    obstacle_first, obstacle_lonlat : Ints, shape (o + 1,); Floats, shape (d, 2)
        The same for water, walls, rails and fast roads, elevated ones too.
    street_zh, street_en : tuple of str
        Names of streets; the English one is empty where nobody has given one.
    kinds, surfaces : tuple of str
        Values of the OSM tags ``highway`` and ``surface``.
    map_date : str
        Months of the street data, ISO 8601 (``2025-08/2026-07``).
    """

    utm_epsg: int
    node_lonlat: Floats
    control: Ints
    u: Ints
    v: Ints
    length_m: Floats
    delay_s: Floats
    crossings: Floats
    street: Ints
    kind: Ints
    surface: Ints
    access: Ints
    overlay: Bools
    steps: Bools
    crossing: Bools
    covered: Answers
    lit: Answers
    underfoot: Bools
    traffic: Ints
    green: Floats
    one_way: Bools
    first: Ints
    lonlat: Floats
    obstacle_first: Ints
    obstacle_lonlat: Floats
    street_zh: tuple[str, ...]
    street_en: tuple[str, ...]
    kinds: tuple[str, ...]
    surfaces: tuple[str, ...]
    map_date: str

    @cached_property
    def to_utm(self) -> Transformer:
        """Transformer from (lon, lat) WGS-84 to metres (east, north) in the local UTM zone."""
        return Transformer.from_crs(4326, self.utm_epsg, always_xy=True)

    @cached_property
    def lines(self) -> NDArray[np.object_]:
        """Pieces as shapely lines in metres, shape (p,)."""
        return self._in_metres(self.lonlat, self.first)

    @cached_property
    def obstacles(self) -> NDArray[np.object_]:
        """Obstacles as shapely lines in metres, shape (o,)."""
        return self._in_metres(self.obstacle_lonlat, self.obstacle_first)

    @cached_property
    def main_pieces(self) -> Ints:
        """Carriageways that are crossed at crossings only: primary streets and above."""
        main = [row for row, kind in enumerate(self.kinds) if kind in _MAIN]
        return np.flatnonzero(np.isin(self.kind, main) & ~self.crossing)

    def _in_metres(self, lonlat: Floats, first: Ints) -> NDArray[np.object_]:
        """Make a line of each run of vertices."""
        east, north = self.to_utm.transform(lonlat[:, 0], lonlat[:, 1])
        run = np.repeat(np.arange(len(first) - 1), np.diff(first))
        return np.asarray(shapely.linestrings(np.column_stack([east, north]), indices=run))

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

    @cached_property
    def wait_s_m(self) -> Floats:
        """Waiting spread over the metres of each piece, seconds a metre, shape (p,)."""
        return np.asarray(self.delay_s / self.length_m)

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
        return 1.0 / speed_ms + self.wait_s_m

    def slower_at_crossings(self, wait_s: float) -> "Network":
        """Return the same streets for walkers whom each crossing takes longer.

        Parameters
        ----------
        wait_s : float
            Seconds more, at each crossing with signals or marks.

        Returns
        -------
        Network
            The same one for 0.
        """
        if not wait_s:
            return self
        return replace(self, delay_s=self.delay_s + wait_s * self.crossings)

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
