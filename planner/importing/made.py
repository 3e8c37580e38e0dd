"""The Route of a walk that somebody has walked: legs on its own streets, timed. Metres, seconds.

Imports planner.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

import shapely

from planner.importing.passed import Passed, slices
from planner.legs import make_leg
from planner.notes import access_unknown_m, overlay_m, route_notes, stop_notes
from planner.preferences import comfort
from planner.quarter import Quarter
from planner.request import MINUTES, Request
from planner.route import Anchor, Certificate, Leg, Route, Stop, Totals
from planner.streets.network import Network
from planner.streets.same_street import strips_of
from planner.streets.snap import Snap
from planner.streets.travel import Stretch
from planner.streets.walked_twice import repeated_m
from planner.visits import Visit
from planner.words import say

_LOOP_M = 40.0
"""Start and end so near to one another are one."""
_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How an imported walk is timed and told: theme, departure, pace; ``now``: when it is made."""

    theme: str
    at: datetime
    pace_kmh: float
    now: datetime


def route_of(
    quarter: Quarter, way: Sequence[Stretch], passed: Sequence[Passed], wanted: Wanted
) -> Route:
    """Cut a walk at its stops and time it.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    way : sequence of Stretch
        The walk on the streets.
    passed : sequence of Passed
        Its stops in walking order, one at least.
    wanted : Wanted
        Theme, departure, pace.

    Returns
    -------
    Route
        Its certificate claims nothing of other walks. Its id is that of the streets walked too, so
        that it is not taken for a planned walk to the same stops.
    """
    network = quarter.network
    snaps = [_end(network, way[0], way[0].from_m)]
    snaps += [stop.snap for stop in passed]
    snaps.append(_closed(network, snaps[0], _end(network, way[-1], way[-1].to_m)))
    ids = ["start", *(stop.place.id for stop in passed), "end"]
    parts = slices(way, [stop.at_m for stop in passed])
    pace_s = network.pace_s(wanted.pace_kmh / 3.6)
    legs: list[Leg] = []
    stops: list[Stop] = []
    clock = wanted.at
    for number, part in enumerate(parts):
        ends = (snaps[number], snaps[number + 1])
        seconds = sum(abs(s.to_m - s.from_m) * float(pace_s[s.piece]) for s in part)
        seconds += (ends[0].offset_m + ends[1].offset_m) * 3.6 / wanted.pace_kmh
        leg = make_leg(network, part, ends, (ids[number], ids[number + 1]), seconds)
        clock += timedelta(seconds=leg.walk_s)
        legs.append(leg)
        if number < len(passed):
            stops.append(_stop(passed[number], number + 1, clock))
            clock = stops[-1].leave
    request = _request(stops, (snaps[0], snaps[-1]), wanted, clock)
    return Route(
        id=_checksum(request, quarter.data_version, legs),
        request=request.as_json(),
        data_version=quarter.data_version,
        map_date=network.map_date,
        made_at=wanted.now.replace(microsecond=0),
        latest_leave=None,
        start=_anchor(snaps[0]),
        end=_anchor(snaps[-1]),
        stops=tuple(stops),
        legs=tuple(legs),
        totals=_totals(legs, stops, wanted.at, clock),
        certificate=_certificate(network, legs, stops, snaps, parts),
        left_out=(),
        notes=route_notes(request, legs, wanted.now, proved=True),
    )


def _end(network: Network, part: Stretch, at_m: float) -> Snap:
    """Make an end of the walk: a spot on the street."""
    line = network.lines[part.piece]
    share = at_m / float(network.length_m[part.piece])
    spot = shapely.line_interpolate_point(line, share, normalized=True)
    lon, lat = network.to_utm.transform(spot.x, spot.y, direction="INVERSE")
    return Snap(
        lon=round(lon, 7),
        lat=round(lat, 7),
        piece=part.piece,
        along_m=at_m,
        on_lon=lon,
        on_lat=lat,
        offset_m=0.0,
        on_own_street=True,
    )


def _closed(network: Network, start: Snap, end: Snap) -> Snap:
    """Let a walk that ends beside its start end there."""
    spots = [network.to_utm.transform(snap.lon, snap.lat) for snap in (start, end)]
    apart = math.dist(*spots)
    if apart > _LOOP_M:
        return end
    return replace(end, lon=start.lon, lat=start.lat, offset_m=apart)


def _stop(passed: Passed, number: int, arrive: datetime) -> Stop:
    """Write one stop, seen from the street for as long as is usual."""
    place, dwell_s = passed.place, passed.option.dwell_min * _MINUTE_S
    visit = Visit(
        place=place,
        option=passed.option,
        prize=passed.prize,
        dwell_s=dwell_s,
        open_s=0,
        close_s=0,
        hours=None,
    )
    return Stop(
        id=place.id,
        name_zh=place.name_zh,
        name_en=place.name_en,
        number=number,
        option="outside",
        arrive=arrive,
        start=arrive,
        leave=arrive + timedelta(seconds=dwell_s),
        slack_s=None,
        wait_s=0,
        prize=passed.prize,
        lon=float(place.lon or 0.0),
        lat=float(place.lat or 0.0),
        notes=stop_notes(visit, "none"),
    )


def _request(
    stops: Sequence[Stop], ends: tuple[Snap, Snap], wanted: Wanted, back: datetime
) -> Request:
    """Write the wish that the walk would answer: its stops in their order, in its time."""
    start, end = (f"{snap.lon:.7f},{snap.lat:.7f}" for snap in ends)
    minutes = math.ceil((back - wanted.at).total_seconds() / _MINUTE_S)
    return Request(
        theme=wanted.theme,
        minutes=min(max(minutes, MINUTES[0]), MINUTES[1]),
        start=start,
        end=None if end == start else end,
        at=wanted.at,
        pace_kmh=wanted.pace_kmh,
        order=tuple(stop.id for stop in stops),
    )


def _anchor(snap: Snap) -> Anchor:
    """Name an end of the walk."""
    names = {f"name_{lang}": say("route.spot", lang) for lang in ("zh", "en")}
    return Anchor(id=None, lon=snap.lon, lat=snap.lat, **names)


def _totals(legs: Sequence[Leg], stops: Sequence[Stop], leave: datetime, back: datetime) -> Totals:
    """Sum what is printed."""
    return Totals(
        length_m=sum(leg.length_m for leg in legs),
        walk_s=sum(leg.walk_s for leg in legs),
        dwell_s=sum(round((stop.leave - stop.start).total_seconds()) for stop in stops),
        wait_s=0,
        leave=leave,
        back=back,
        prize=sum(stop.prize for stop in stops),
    )


def _certificate(
    network: Network,
    legs: Sequence[Leg],
    stops: Sequence[Stop],
    snaps: Sequence[Snap],
    parts: Sequence[Sequence[Stretch]],
) -> Certificate:
    """State what the walk is like; of other walks nothing is known here."""
    whole = [stretch for part in parts for stretch in part]
    prize = sum(stop.prize for stop in stops)
    to_doors = sum(snap.offset_m for snap in snaps[1:-1])
    return Certificate(
        prize=prize,
        bound=prize,
        gap=0,
        proved=False,
        repeated_m=round(repeated_m(strips_of(network), whole)),
        repeated_bound_m=0,
        repeated_floor_m=0,
        repeated_proved=False,
        any_order=False,
        detour_s=0,
        spurs_m=round(2 * to_doors),
        overlay_m=overlay_m(legs),
        access_unknown_m=access_unknown_m(legs),
        snapped_m=round(2 * to_doors + snaps[0].offset_m + snaps[-1].offset_m),
        comfort=comfort(network, whole),
    )


def _checksum(request: Request, data_version: str, legs: Sequence[Leg]) -> str:
    """Name the walk by its wish, the data and the streets that it follows."""
    lines = [leg.geometry for leg in legs]
    text = json.dumps([request.as_json(), data_version, lines], sort_keys=True)
    return sha256(text.encode()).hexdigest()[:12]
