"""What a file of a walk is made of: its line, and its points with what is told there.

Units: metres on the ellipsoid; (lon, lat) WGS-84. Imports planner.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from pyproj import Geod

from planner.places import Place
from planner.quarter import Quarter
from planner.route import Anchor, LonLat, Route, Stop
from planner.shaping import quarter_of
from planner.words import Lang, say
from routes.timetable import MINUTE_S, clock_minutes, duration, stay_text, wait_text

LICENCE = "ODbL-1.0"
LICENCE_URL = "https://opendatacommons.org/licenses/odbl/1-0/"
"""Licence of the geometry and the places (data/LICENSE.md)."""

GEOD = Geod(ellps="WGS84")
"""The one geodesic by which lines of files are measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point of a walk: its start, a stop, or its end if that is elsewhere.

    ``position`` is a vertex of the line. ``vertex`` is its index in ``whole_line``. ``at`` is when
    one arrives; for the start, when one leaves.
    """

    kind: Literal["start", "stop", "end"]
    number: int
    position: LonLat
    vertex: int
    at: datetime
    named: Stop | Anchor
    place: Place | None

    def name(self, lang: Lang) -> str:
        """Return its name.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        str
            Plain text.
        """
        return self.named.name(lang)


def whole_line(route: Route) -> list[LonLat]:
    """Join the legs to one line.

    Parameters
    ----------
    route : Route
        The walk.

    Returns
    -------
    list of (float, float)
        No vertex twice running; the last one is the first one if the walk is a loop.
    """
    return _joined(route)[0]


def spots_of(quarter: Quarter, route: Route) -> tuple[Spot, ...]:
    """List the points of a walk.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.

    Returns
    -------
    tuple of Spot
        Start, stops, and the end unless the walk is a loop.
    """
    line, vertices = _joined(route)
    ends = [at[-1] for at in vertices]
    places = quarter_of(quarter, route).place_by_id
    spots = [
        Spot(
            kind="start",
            number=0,
            position=line[0],
            vertex=0,
            at=route.totals.leave,
            named=route.start,
            place=places.get(route.start.id or ""),
        )
    ]
    spots += [
        Spot(
            kind="stop",
            number=stop.number,
            position=line[vertex],
            vertex=vertex,
            at=stop.arrive,
            named=stop,
            place=places.get(stop.id),
        )
        for stop, vertex in zip(route.stops, ends, strict=False)
    ]
    if route.is_loop:
        return tuple(spots)
    end = Spot(
        kind="end",
        number=len(route.stops) + 1,
        position=line[-1],
        vertex=ends[-1],
        at=route.totals.back,
        named=route.end,
        place=places.get(route.end.id or ""),
    )
    return (*spots, end)


def along_m(line: list[LonLat]) -> list[float]:
    """Measure how far each vertex is along a line.

    Parameters
    ----------
    line : list of (float, float)
        Vertices.

    Returns
    -------
    list of float
        Metres on the ellipsoid, 0 first.
    """
    at_m = [0.0]
    for (lon_a, lat_a), (lon_b, lat_b) in pairwise(line):
        at_m.append(at_m[-1] + GEOD.inv(lon_a, lat_a, lon_b, lat_b)[2])
    return at_m


def leg_minutes(route: Route) -> list[int]:
    """Count the minutes on foot of each leg, by the clock times that are printed.

    Parameters
    ----------
    route : Route
        The walk.

    Returns
    -------
    list of int
        One a leg.
    """
    leaves = [route.totals.leave, *(stop.leave for stop in route.stops)]
    arrivals = [*(stop.arrive for stop in route.stops), route.totals.back]
    return [clock_minutes(left, there) for left, there in zip(leaves, arrivals, strict=True)]


def leg_text(metres: int, minutes: int, lang: Lang) -> str:
    """Say how far and how long a leg is.

    Parameters
    ----------
    metres, minutes : int
        Its length, and its minutes from ``leg_minutes``.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    took = duration(minutes * MINUTE_S, lang) if minutes else say("map.moment", lang)
    return say("map.walk", lang, metres=metres, duration=took)


def role(spot: Spot, route: Route, lang: Lang) -> str:
    """Say what a point is to the walk.

    Parameters
    ----------
    spot : Spot
        A point.
    route : Route
        Its walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Start and finish, start, finish, or stop and number.
    """
    if spot.kind == "stop":
        return say("files.stop", lang, number=spot.number)
    if spot.kind == "end":
        return say("map.finish", lang)
    return say("map.start_and_finish" if route.is_loop else "map.start", lang)


def told(spot: Spot, lang: Lang) -> list[str]:
    """Write what a walker reads at a point: times, remarks, story, question, address.

    Parameters
    ----------
    spot : Spot
        A point.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Paragraphs of plain text.
    """
    stop = spot.named
    if not isinstance(stop, Stop):
        key = "files.end_at" if spot.kind == "end" else "files.leave_at"
        return [say(key, lang, clock=f"{spot.at:%H:%M}")]
    arrive = say("files.arrive_at", lang, clock=f"{stop.arrive:%H:%M}")
    lines = [say("files.visit", lang, arrive=arrive, stay=stay_text(stop, lang))]
    if waits := wait_text(stop, lang):
        lines.append(waits)
    lines += [note.text(lang) for note in stop.notes]
    fields = ("story", "question") if spot.place else ()
    lines += [text for field in fields if (text := getattr(spot.place, f"{field}_{lang}"))]
    if spot.place and (address := getattr(spot.place, f"address_{lang}")):
        lines.append(say("story.address", lang, text=address))
    return lines


def vertices_of(route: Route) -> list[list[int]]:
    """Say where the vertices of each leg are in the whole line.

    Parameters
    ----------
    route : Route
        The walk.

    Returns
    -------
    list of list of int
        Indices into ``whole_line``, one list a leg.
    """
    return _joined(route)[1]


def _joined(route: Route) -> tuple[list[LonLat], list[list[int]]]:
    """Join the legs to one line, and say where the vertices of each leg are in it."""
    line = [route.legs[0].geometry[0]]
    places = []
    for leg in route.legs:
        at = []
        for spot in leg.geometry:
            if spot != line[-1]:
                line.append(spot)
            at.append(len(line) - 1)
        places.append(at)
    return line, places
