"""Which places a matched walk passes, and the walk cut at them. Units: metres along the walk.

Imports planner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from planner.places import OPTION_WEIGHT, Place, VisitOption
from planner.quarter import Quarter
from planner.resolve import snap_place
from planner.streets.network import Floats, Network
from planner.streets.snap import Snap
from planner.streets.travel import Stretch

PASSED_M = 30.0
"""A place whose spot on the street is so near to the walk is passed: the other pavement is too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A place that a walk passes: where on the walk, and what it is worth in a theme."""

    place: Place
    option: VisitOption
    prize: int
    snap: Snap
    at_m: float


def passed_stops(quarter: Quarter, way: Sequence[Stretch], theme: str) -> list[Passed]:
    """Recognise the places that a walk passes and that a theme counts.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    way : sequence of Stretch
        The walk.
    theme : str
        Id of a theme; places that it gives nothing are not stops.

    Returns
    -------
    list of Passed
        In walking order; each place once, where the walk comes nearest to it. They are seen from
        the street: a recording does not say who went in.
    """
    network = quarter.network
    vertices, at_m = drawn(network, way)
    line = shapely.LineString(vertices)
    shapely.prepare(line)
    usable = network.usable()
    found = []
    for place in quarter.places:
        option = next((o for o in place.options if o.kind == "outside"), None)
        prize = place.themes.get(theme, 0) * OPTION_WEIGHT["outside"]
        if place.lon is None or place.lat is None or option is None or not prize:
            continue
        snap = snap_place(quarter, place, usable)
        spot = shapely.Point(network.to_utm.transform(snap.on_lon, snap.on_lat))
        if line.distance(spot) <= PASSED_M:
            there = float(np.interp(line.project(spot), _planar(vertices), at_m))
            found.append(Passed(place=place, option=option, prize=prize, snap=snap, at_m=there))
    return sorted(found, key=lambda one: one.at_m)


def drawn(network: Network, way: Sequence[Stretch]) -> tuple[Floats, Floats]:
    """Draw a walk in metres.

    Parameters
    ----------
    network : Network
        The network.
    way : sequence of Stretch
        The walk.

    Returns
    -------
    tuple of Floats, shapes (n, 2) and (n,)
        East and north of its vertices; how far along the walk each is.
    """
    spots: list[Floats] = []
    marks: list[Floats] = []
    done = 0.0
    for part in way:
        line = network.lines[part.piece]
        scale = line.length / float(network.length_m[part.piece])
        cut = shapely.ops.substring(line, part.from_m * scale, part.to_m * scale)
        vertices = shapely.get_coordinates(cut)
        at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))])
        metres = abs(part.to_m - part.from_m)
        spots.append(vertices)
        marks.append(done + at * (metres / max(float(at[-1]), 1e-9)))
        done += metres
    return np.concatenate(spots), np.concatenate(marks)


def slices(way: Sequence[Stretch], cuts: Sequence[float]) -> list[list[Stretch]]:
    """Cut a walk into legs.

    Parameters
    ----------
    way : sequence of Stretch
        The walk.
    cuts : sequence of float
        Metres along it, rising.

    Returns
    -------
    list of list of Stretch
        One more than cuts; a leg may be empty.
    """
    whole = sum(abs(part.to_m - part.from_m) for part in way)
    ends = [0.0, *(min(max(cut, 0.0), whole) for cut in cuts), whole]
    legs = []
    for low, high in pairwise(ends):
        leg, done = [], 0.0
        for part in way:
            metres = abs(part.to_m - part.from_m)
            begin, end = max(low, done) - done, min(high, done + metres) - done
            if end > begin:
                step = 1.0 if part.to_m >= part.from_m else -1.0
                ends_m = part.from_m + step * begin, part.from_m + step * end
                leg.append(Stretch(piece=part.piece, from_m=ends_m[0], to_m=ends_m[1]))
            done += metres
        legs.append(leg)
    return legs


def _planar(vertices: Floats) -> Floats:
    """Measure how far along the drawn line each vertex is."""
    steps = np.hypot(*np.diff(vertices, axis=0).T)
    metres: Floats = np.concatenate([[0.0], np.cumsum(steps)])
    return metres
