"""The carriageways of streets, and which of them run side by side under one name.

Units: metres in the local UTM zone. Imports planner.streets.extract and planner.streets.tags.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info

from planner.streets.extract import Extract
from planner.streets.tags import CARRIAGEWAYS

Floats = NDArray[np.float64]

TWIN_M = 45.0
"""Farthest carriageways of one street; on the real data they are 11 to 34 m apart."""
ON_IT_M = 4.0
"""What is nearer is the same carriageway."""
PARALLEL = 0.94
"""Cosine of 20 degrees."""
ABREAST = 0.5
"""Cosine of 60 degrees: what lies more ahead than beside is the same carriageway further on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A named street on one level, as it passes a node: what its twin must agree with."""

    name: str
    grade: int
    highway: str
    along: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The spot of another carriageway straight across: on ``way`` after its vertex ``place``."""

    way: int
    place: int
    east: float
    north: float
    width_m: float


@dataclass(frozen=True, kw_only=True)
class Carriageways:
    """The carriageways of an extract in metres.

    Parameters
    ----------
    extract : Extract
        The ways.
    utm_epsg : int
        Code of the local UTM zone.
    spots : dict of int to Floats
        East and north of every node.
    """

    extract: Extract
    utm_epsg: int
    spots: dict[int, Floats]

    @cached_property
    def _parts(self) -> list[tuple[int, int]]:
        """Way and vertex at which each straight part of a carriageway begins."""
        return [
            (row, place)
            for row, way in enumerate(self.extract.ways)
            if way.highway in CARRIAGEWAYS and way.name_zh and not way.area
            for place in range(len(way.nodes) - 1)
        ]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        """Index of the straight parts."""
        ends = [self._ends(row, place) for row, place in self._parts]
        return shapely.STRtree(shapely.linestrings(np.array(ends).reshape(-1, 2, 2)))

    @cached_property
    def _at(self) -> dict[int, list[tuple[int, int]]]:
        """Way and vertex of every carriageway through a node."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, place in self._parts:
            nodes = self.extract.ways[row].nodes
            found[nodes[place]].append((row, place))
            if place == len(nodes) - 2:
                found[nodes[-1]].append((row, place))
        return found

    def _ends(self, row: int, place: int) -> tuple[Floats, Floats]:
        """Return the two ends of a straight part."""
        nodes = self.extract.ways[row].nodes
        return self.spots[nodes[place]], self.spots[nodes[place + 1]]

    @cached_property
    def to_utm(self) -> Transformer:
        """Transformer from (lon, lat) WGS-84 to metres (east, north)."""
        return Transformer.from_crs(4326, self.utm_epsg, always_xy=True)

    def streets_at(self, ref: int) -> list[Street]:
        """List the named streets whose carriageway passes a node.

        Parameters
        ----------
        ref : int
            Id of the node.

        Returns
        -------
        list of Street
            Each name and level once, in the order of the data.
        """
        found: dict[tuple[str, int], Street] = {}
        for row, place in self._at.get(ref, []):
            way = self.extract.ways[row]
            first, last = self._ends(row, place)
            length_m = float(np.hypot(*(last - first)))
            if length_m > 0:
                east, north = ((last - first) / length_m).tolist()
                street = Street(
                    name=way.name_zh, grade=way.grade, highway=way.highway, along=(east, north)
                )
                found.setdefault((way.name_zh, way.grade), street)
        return list(found.values())

    def twins(self, ref: int, street: Street) -> list[Twin]:
        """Find the other carriageways of a street straight across from a node.

        Parameters
        ----------
        ref : int
            Id of a node on the street.
        street : Street
            One of ``streets_at``.

        Returns
        -------
        list of Twin
            The nearest one on either side: same name and level, within 20 degrees of parallel,
            abreast, at most ``TWIN_M`` away.
        """
        here, along = self.spots[ref], np.array(street.along)
        nearest: dict[bool, Twin] = {}
        for part in self._tree.query(shapely.Point(here), "dwithin", TWIN_M).tolist():
            row, place = self._parts[part]
            way = self.extract.ways[row]
            if (way.name_zh, way.grade) != (street.name, street.grade) or ref in way.nodes:
                continue
            first, last = self._ends(row, place)
            step = last - first
            size = float(step @ step)
            share = min(1.0, max(0.0, float((here - first) @ step) / size)) if size else 0.0
            over = first + share * step - here
            width_m = float(np.hypot(*over))
            if (
                width_m < ON_IT_M
                or abs(along @ step) < PARALLEL * np.sqrt(size)
                or abs(along @ over) > ABREAST * width_m
            ):
                continue
            left = bool(along[0] * over[1] > along[1] * over[0])
            if left not in nearest or width_m < nearest[left].width_m:
                east, north = (here + over).tolist()
                nearest[left] = Twin(way=row, place=place, east=east, north=north, width_m=width_m)
        return list(nearest.values())


def carriageways(extract: Extract) -> Carriageways:
    """Prepare an extract for the questions above.

    Parameters
    ----------
    extract : Extract
        Ways and nodes.

    Returns
    -------
    Carriageways
        In metres of the UTM zone in which the extract lies.
    """
    refs = list(extract.nodes)
    lon, lat = np.array([extract.nodes[ref] for ref in refs]).T
    epsg = utm_zone(float(lon.mean()), float(lat.mean()))
    east, north = Transformer.from_crs(4326, epsg, always_xy=True).transform(lon, lat)
    spots = np.column_stack([east, north])
    return Carriageways(extract=extract, utm_epsg=epsg, spots=dict(zip(refs, spots, strict=True)))


def utm_zone(lon: float, lat: float) -> int:
    """Return the code of the UTM zone around a position.

    Parameters
    ----------
    lon, lat : float
        WGS-84.

    Returns
    -------
    int
        EPSG code.

    Examples
    --------
    >>> utm_zone(2.35, 48.86)
    32631
    """
    area = AreaOfInterest(lon, lat, lon, lat)
    return int(query_utm_crs_info(datum_name="WGS 84", area_of_interest=area)[0].code)
