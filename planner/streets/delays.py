"""Seconds that crossings, signals and steps add to a walk, whatever the pace.

Units: seconds. Imports planner.streets.carriageways, extract and tags. ``docs/streets.md`` has the
sources and says which figures are assumed.

Signals: mean wait of somebody who comes at any moment, (C - g)^2 / 2C with cycle C and green g for
walkers (Highway Capacity Manual 2000, chapter 18; FHWA-RD-98-107). The red time C - g of primary
and secondary streets is the longest that GB/T 51439-2021, 9.2.1, recommends: 90 s in all with an
island, 70 s without; that of the others and all cycles are assumed, no timing plan being public.

Without signals: mean wait for a gap, (exp(vt) - vt - 1) / v with traffic flow v and a gap of
t = width / 1.2 m/s + 3 s (Highway Capacity Manual 2000, chapter 18). Widths and flows are assumed.

Steps: 0.610 m/s up, 0.694 m/s down against 1.34 m/s on the flat, along the horizontal (Weidmann
1993), the mean of both directions.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import exp

import numpy as np

from planner.streets.carriageways import Carriageways
from planner.streets.extract import Way
from planner.streets.tags import CARRIAGEWAYS, Control

NEAR_SIGNALS_M = 25.0
"""Signals stand at the stop line, so a junction this far along the street has them too."""

STEPS_S = (1 / 0.610 + 1 / 0.694) / 2 - 1 / 1.34
"""Seconds that a metre of steps takes more than a metre of street."""


def signal_wait_s(cycle_s: float, red_s: float) -> float:
    """Return the mean wait at signals.

    Parameters
    ----------
    cycle_s, red_s : float
        Cycle, and the part of it in which walkers may not start.

    Returns
    -------
    float
        Seconds.

    Examples
    --------
    >>> signal_wait_s(140, 70)
    17.5
    """
    return red_s**2 / (2 * cycle_s)


def gap_wait_s(width_m: float, vehicles_h: float) -> float:
    """Return the mean wait for a gap in the traffic.

    Parameters
    ----------
    width_m : float
        Of the roadway crossed in one go.
    vehicles_h : float
        Vehicles an hour.

    Returns
    -------
    float
        Seconds.

    Examples
    --------
    >>> round(gap_wait_s(7, 250), 1)
    3.4
    """
    flow, gap_s = vehicles_h / 3600, width_m / 1.2 + 3
    return (exp(flow * gap_s) - flow * gap_s - 1) / flow


WAITS_S: dict[str, dict[Control, float]] = {
    "primary": {"signals": signal_wait_s(120, 90), "crossing": 2 * gap_wait_s(10, 430)},
    "secondary": {"signals": signal_wait_s(100, 70), "crossing": gap_wait_s(14, 300)},
    "tertiary": {"signals": signal_wait_s(80, 48), "crossing": gap_wait_s(9, 200)},
    "other": {"signals": signal_wait_s(60, 30), "crossing": gap_wait_s(6, 60)},
}
"""Seconds of crossing a whole street by its class: 34, 25, 14, 8 at signals; 25, 14, 4, 1 without.
A primary road without signals is crossed in two stages, with a refuge between them."""


@dataclass(slots=True)
class _Arms:
    """A street at a node: its class, and at how many sides of the node it goes on."""

    highway: str
    sides: set[int] = field(default_factory=set)
    doubled: bool = False

    @property
    def share(self) -> float:
        """How much of the street a walker crosses here."""
        return min(1.0, len(self.sides) / 2) * (0.5 if self.doubled else 1.0)


class Waits:
    """Waiting at the nodes of a network.

    A walker who passes a node along one street crosses the other streets there: all of one that
    runs through, half of one that ends there, as half of the walkers are on its side; half of one
    of two carriageways, since the other has a node of its own. Half of the wait is put on the piece
    before the node and half on that after, so a turn costs half of both streets.

    Parameters
    ----------
    base : Carriageways
        The streets, links included.
    """

    def __init__(self, base: Carriageways) -> None:
        self._base = base
        self._arms = _arms(base)
        self._signalled = _signalled(base)

    def control(self, ref: int) -> Control | None:
        """Return how streets are crossed at a node.

        Parameters
        ----------
        ref : int
            Id of the node.

        Returns
        -------
        {"crossing", "signals"} or None
            Signals also where those of the junction stand at its stop lines.
        """
        named = sum(arms.highway in CARRIAGEWAYS for arms in self._arms.get(ref, {}).values())
        if named > 1 and ref in self._signalled:
            return "signals"
        return self._base.extract.controls.get(ref)

    def at_end_s(self, ref: int, street: str) -> float:
        """Return the waiting that a piece has at one of its ends.

        Parameters
        ----------
        ref : int
            Id of the node.
        street : str
            ``street_key`` of the piece.

        Returns
        -------
        float
            Seconds.
        """
        kind: Control = "signals" if self.control(ref) == "signals" else "crossing"
        waits = (wait_s(arms.highway, kind) * arms.share for arms in self._crossed(ref, street))
        return max(waits, default=0.0) / 2

    def crossed_at_end(self, ref: int, street: str) -> float:
        """Return how much of a crossing with signals or marks a piece has at one of its ends.

        Parameters
        ----------
        ref : int
            Id of the node.
        street : str
            ``street_key`` of the piece.

        Returns
        -------
        float
            From 0 to a half, shared out as the waiting is.
        """
        if self.control(ref) is None:
            return 0.0
        return max((arms.share for arms in self._crossed(ref, street)), default=0.0) / 2

    def _crossed(self, ref: int, street: str) -> list[_Arms]:
        """List the streets that are crossed at a node by who comes along another one."""
        return [
            arms
            for name, arms in self._arms.get(ref, {}).items()
            if name != street and arms.highway in CARRIAGEWAYS
        ]


def street_key(name: str, highway: str) -> str:
    """Return what pieces of one street have in common at a node.

    Parameters
    ----------
    name, highway : str
        Name, may be empty, and class.

    Returns
    -------
    str
        The name, or the class of a way without one.
    """
    return name or f"({highway})"


def wait_s(highway: str, kind: Control) -> float:
    """Return the wait of crossing a whole street.

    Parameters
    ----------
    highway : str
        Class of the street.
    kind : {"crossing", "signals"}
        How it is crossed.

    Returns
    -------
    float
        Seconds.

    Examples
    --------
    >>> round(wait_s("primary", "signals")), round(wait_s("primary", "crossing"))
    (34, 25)
    """
    return WAITS_S.get(highway, WAITS_S["other"])[kind]


def _arms(base: Carriageways) -> dict[int, dict[str, _Arms]]:
    """Collect the streets at every node."""
    found: dict[int, dict[str, _Arms]] = defaultdict(dict)
    for way in base.extract.ways:
        key = street_key(way.name_zh, way.highway)
        for place, ref in enumerate(way.nodes):
            arms = found[ref].setdefault(key, _Arms(way.highway))
            arms.sides.update(way.nodes[max(0, place - 1) : place + 2])
            if way.highway in CARRIAGEWAYS:
                arms.highway = way.highway
    for ref, streets in found.items():
        for arms in streets.values():
            arms.sides.discard(ref)
        if len(streets) > 1:
            for street in base.streets_at(ref):
                streets[street.name].doubled = bool(base.twins(ref, street))
    return found


def _signalled(base: Carriageways) -> set[int]:
    """Collect the nodes with signals on them or near by along a carriageway."""
    found: set[int] = set()
    for way in base.extract.ways:
        if way.highway not in CARRIAGEWAYS:
            continue
        at_m = _at_m(base, way)
        lights = [m for m, ref in zip(at_m, way.nodes, strict=True) if _lit(base, ref)]
        found.update(
            ref
            for m, ref in zip(at_m, way.nodes, strict=True)
            if any(abs(m - light) <= NEAR_SIGNALS_M for light in lights)
        )
    return found


def _lit(base: Carriageways, ref: int) -> bool:
    """Whether a node has signals."""
    return base.extract.controls.get(ref) == "signals"


def _at_m(base: Carriageways, way: Way) -> list[float]:
    """Return how far along a way each of its nodes is."""
    spots = np.array([base.spots[ref] for ref in way.nodes])
    steps = np.hypot(*np.diff(spots, axis=0).T)
    return [0.0, *np.cumsum(steps).tolist()]
