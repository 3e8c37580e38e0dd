"""Stretches of street → the legs of a route. Units: metres, seconds; (lon, lat) WGS-84."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from planner.route import Landmark, Leg, LonLat, Segment, Turn
from planner.streets.network import ACCESS_CODES, CONTROL_CODES, Floats, Network
from planner.streets.snap import Snap
from planner.streets.travel import Stretch
from planner.turns import turn_between

_DECIMALS = 7  # OSM's own resolution, about 1 cm


class _Kind(NamedTuple):
    """What all pieces of a segment have in common."""

    street: int
    overlay: bool
    access: str
    steps: bool
    crossing: bool


@dataclass(slots=True)
class _Run:
    """A segment being drawn: vertices ``first`` … ``last``; it ends ``end_m`` into the leg.

    ``landmark``: what stands where it begins. ``wait_s``: what crossings, signals and steps take of
    its time. ``way``: its line on the street, without the straight ways to doors.
    """

    kind: _Kind
    landmark: Landmark | None
    first: int
    last: int = 0
    end_m: float = 0.0
    wait_s: float = 0.0
    way: list[LonLat] = field(default_factory=list)


def make_leg(
    network: Network,
    stretches: Sequence[Stretch],
    ends: tuple[Snap, Snap],
    ids: tuple[str, str],
    seconds: float,
) -> Leg:
    """Draw one leg from position to position.

    Parameters
    ----------
    network : Network
        The network.
    stretches : sequence of Stretch
        What is walked, in order; empty if both ends are the same spot.
    ends : (Snap, Snap)
        Where the leg begins and ends; the straight ways to and from the street are part of it.
    ids : (str, str)
        ``start``, ``end`` or the ids of stops.
    seconds : float
        Time on foot.

    Returns
    -------
    Leg
        Metres and seconds are rounded once, for the leg; those of its segments sum to them exactly.
    """
    line: list[LonLat] = [_rounded((ends[0].lon, ends[0].lat))]
    runs: list[_Run] = []
    walked_m = ends[0].offset_m if stretches else 0.0
    for stretch in stretches:
        kind = _kind(network, stretch.piece)
        if not runs or runs[-1].kind != kind:
            landmark = _landmark(network, stretch) if runs else _departure(ids[0])
            runs.append(_Run(kind, landmark, first=len(line) - 1))
        vertices = _vertices(network, stretch)
        _extend(line, vertices)
        runs[-1].way += vertices
        metres = abs(stretch.to_m - stretch.from_m)
        walked_m += metres
        runs[-1].wait_s += float(network.wait_s_m[stretch.piece]) * metres
        runs[-1].last, runs[-1].end_m = len(line) - 1, walked_m
    _extend(line, [(ends[1].lon, ends[1].lat)])
    if runs:
        walked_m += ends[1].offset_m
        runs[-1].last, runs[-1].end_m = len(line) - 1, walked_m
    walk_s = whole_seconds(seconds)
    return Leg(
        from_id=ids[0],
        to_id=ids[1],
        length_m=round(walked_m),
        walk_s=walk_s,
        geometry=tuple(line) if len(line) > 1 else (line[0], line[0]),
        segments=_segments(network, runs, walk_s),
    )


def whole_seconds(seconds: float) -> int:
    """Round a time on foot up, so that no plan promises more than can be walked.

    Parameters
    ----------
    seconds : float
        Time on foot.

    Returns
    -------
    int
        Whole seconds.

    Examples
    --------
    >>> whole_seconds(80.2), whole_seconds(80.0000000001)
    (81, 80)
    """
    return math.ceil(seconds - 1e-6)


def _kind(network: Network, piece: int) -> _Kind:
    """Return what decides whether two pieces are one segment."""
    access = ACCESS_CODES[network.access[piece]]
    return _Kind(
        street=int(network.street[piece]),
        overlay=bool(network.overlay[piece]),
        access="unknown" if access == "unknown" else "open",
        steps=bool(network.steps[piece]),
        crossing=bool(network.crossing[piece]),
    )


def _departure(from_id: str) -> Landmark | None:
    """Name what a leg begins at."""
    return None if from_id == "start" else "stop"


def _landmark(network: Network, stretch: Stretch) -> Landmark | None:
    """Return what stands at the junction where a stretch begins."""
    ends = network.u, network.v
    node = int(ends[stretch.from_m > stretch.to_m][stretch.piece])
    return CONTROL_CODES[int(network.control[node])]


def _vertices(network: Network, stretch: Stretch) -> list[LonLat]:
    """Cut a stretch out of its piece, in walking order."""
    lonlat = network.piece_lonlat(stretch.piece)
    step = np.hypot(
        np.diff(lonlat[:, 0]) * math.cos(math.radians(lonlat[0, 1])), np.diff(lonlat[:, 1])
    )
    at_m = np.concatenate([[0.0], np.cumsum(step)])
    at_m *= network.length_m[stretch.piece] / at_m[-1]
    low, high = sorted((stretch.from_m, stretch.to_m))
    cut = np.concatenate([[low], at_m[(at_m > low) & (at_m < high)], [high]])
    spots = np.column_stack(
        [np.interp(cut, at_m, lonlat[:, 0]), np.interp(cut, at_m, lonlat[:, 1])]
    )
    ordered: Floats = spots if stretch.from_m <= stretch.to_m else spots[::-1]
    return [(lon, lat) for lon, lat in ordered.tolist()]


def _extend(line: list[LonLat], spots: Iterable[LonLat]) -> None:
    """Add spots to a line, none twice running."""
    for spot in spots:
        if (rounded := _rounded(spot)) != line[-1]:
            line.append(rounded)


def _rounded(spot: LonLat) -> LonLat:
    """Round a position to what is written."""
    return round(spot[0], _DECIMALS), round(spot[1], _DECIMALS)


def _segments(network: Network, runs: Sequence[_Run], walk_s: int) -> tuple[Segment, ...]:
    """Share out the leg's metres and seconds so that they sum to what the leg says."""
    ends_m = np.array([run.end_m for run in runs])
    waits_s = np.cumsum([run.wait_s for run in runs])
    shares = ends_m / max(ends_m[-1:].sum(), 1e-9)
    ends_s = waits_s + shares * (walk_s - waits_s[-1:].sum())
    lengths_m = np.diff(np.round(ends_m), prepend=0).astype(int)
    spans_s = np.diff(np.round(ends_s), prepend=0).astype(int)
    return tuple(
        Segment(
            street_zh=network.street_zh[run.kind.street] if run.kind.street >= 0 else None,
            street_en=(network.street_en[run.kind.street] or None)
            if run.kind.street >= 0
            else None,
            length_m=int(length_m),
            walk_s=int(span_s),
            turn=_turn(runs, number),
            landmark=run.landmark,
            overlay=run.kind.overlay,
            access="unknown" if run.kind.access == "unknown" else "open",
            steps=run.kind.steps,
            first=run.first,
            last=run.last,
        )
        for number, (run, length_m, span_s) in enumerate(zip(runs, lengths_m, spans_s, strict=True))
    )


def _turn(runs: Sequence[_Run], number: int) -> Turn:
    """Name what to do where a segment begins."""
    if number == 0:
        return "start"
    before, run = runs[number - 1], runs[number]
    return turn_between(before.way, run.way, crossing=run.kind.crossing)
