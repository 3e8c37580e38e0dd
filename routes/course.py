"""A walk as a course for sports watches: TCX and FIT, with a point at every turn and stop.

Units: metres along the line, which is measured on the ellipsoid; UTC; degrees WGS-84, in FIT 2³¹
semicircles to half a turn. Both formats ask for times: they are those of the plan. Names and notes
are ASCII, since many watches have no Chinese characters. Imports planner and modules of routes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # only to build

from garmin_fit_sdk import Encoder, Profile

from planner.quarter import Quarter
from planner.route import LonLat, Route, Stop, Turn
from planner.turns import turn_text
from routes.directions import direction, told_parts
from routes.heading import Heading
from routes.pinyin import ascii_name, ascii_short, ascii_text, short_names
from routes.spots import Spot, along_m, spots_of, vertices_of, whole_line

TCX_NAME, FIT_NAME, TITLE = 10, 15, 15
"""Characters of a point's name in TCX and FIT, and of the course's name in both."""

_TCX = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SEMICIRCLES = 2**31 / 180
_DEVELOPMENT = 255
"""Maker's number for devices without one of their own."""
_FIT_TURNS: dict[Turn, str] = {"start": "generic", "cross": "crossing"}
_TCX_TURNS: dict[Turn, str] = {
    "left": "Left",
    "slight_left": "Left",
    "sharp_left": "Left",
    "right": "Right",
    "slight_right": "Right",
    "sharp_right": "Right",
    "straight": "Straight",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A spot on the way: how far along, and when."""

    spot: LonLat
    distance_m: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A point of the course: ``number`` is that of a stop, None at a turn."""

    record: _Record
    number: int | None
    name: str
    notes: str
    turn: Turn | None

    def named(self, most: int) -> str:
        """Return its name, so many characters at most."""
        if self.number is not None:
            return ascii_name(self.number, self.name, most)
        return ascii_short(self.name, most) or "Turn"


def tcx_text(quarter: Quarter, route: Route, heading: Heading) -> str:
    """Write a walk as a TCX course.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        Its title.

    Returns
    -------
    str
        XML, valid against Garmin's schema.
    """
    records = _records(route)
    root = Element("TrainingCenterDatabase", {"xmlns": _TCX, "xmlns:xsi": _XSI})
    root.set("xsi:schemaLocation", f"{_TCX} {_TCX}.xsd")
    course = SubElement(SubElement(root, "Courses"), "Course")
    SubElement(course, "Name").text = _title(heading)
    lap = SubElement(course, "Lap")
    SubElement(lap, "TotalTimeSeconds").text = f"{_seconds(records):.1f}"
    SubElement(lap, "DistanceMeters").text = f"{records[-1].distance_m:.2f}"
    _position(lap, "BeginPosition", records[0].spot)
    _position(lap, "EndPosition", records[-1].spot)
    SubElement(lap, "Intensity").text = "Active"
    track = SubElement(course, "Track")
    for record in records:
        point = SubElement(track, "Trackpoint")
        SubElement(point, "Time").text = _utc(record.at)
        _position(point, "Position", record.spot)
        SubElement(point, "DistanceMeters").text = f"{record.distance_m:.2f}"
    SubElement(course, "Notes").text = ascii_text(heading.text("en"))
    for mark in _marks(quarter, route):
        point = SubElement(course, "CoursePoint")
        SubElement(point, "Name").text = mark.named(TCX_NAME)
        SubElement(point, "Time").text = _utc(mark.record.at)
        _position(point, "Position", mark.record.spot)
        SubElement(point, "PointType").text = _TCX_TURNS.get(mark.turn or "start", "Generic")
        SubElement(point, "Notes").text = mark.notes
    indent(root)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def fit_bytes(quarter: Quarter, route: Route, heading: Heading) -> bytes:
    """Write a walk as a FIT course.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        Its title.

    Returns
    -------
    bytes
        A FIT file of type course: one lap, the records, and a course point at every turn and stop.
    """
    file = Encoder()
    for name, values in _messages(quarter, route, heading):
        file.write_mesg({"mesg_num": Profile["mesg_num"][name], **values})
    return bytes(file.close())


def _messages(
    quarter: Quarter, route: Route, heading: Heading
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the messages of a FIT course in their order."""
    records = _records(route)
    start, end = records[0], records[-1]
    yield (
        "FILE_ID",
        {
            "type": "course",
            "manufacturer": _DEVELOPMENT,
            "product": 0,
            "serial_number": int(route.id[:7], 16),
            "time_created": route.made_at.astimezone(UTC),
        },
    )
    yield "COURSE", {"name": _title(heading), "sport": "walking"}
    took = _seconds(records)
    yield (
        "LAP",
        {
            "message_index": 0,
            "timestamp": end.at,
            "start_time": start.at,
            **_semicircles(start.spot, "start_position"),
            **_semicircles(end.spot, "end_position"),
            "total_elapsed_time": took,
            "total_timer_time": took,
            "total_distance": end.distance_m,
        },
    )
    event = {"event": "timer", "event_group": 0}
    yield "EVENT", {"timestamp": start.at, "event_type": "start", **event}
    for record in records:
        where = _semicircles(record.spot, "position")
        yield "RECORD", {"timestamp": record.at, **where, "distance": record.distance_m}
    for index, mark in enumerate(_marks(quarter, route)):
        turn = mark.turn and _FIT_TURNS.get(mark.turn, mark.turn)
        yield (
            "COURSE_POINT",
            {
                "message_index": index,
                "timestamp": mark.record.at,
                **_semicircles(mark.record.spot, "position"),
                "distance": mark.record.distance_m,
                "type": turn or "info",
                "name": mark.named(FIT_NAME),
            },
        )
    yield "EVENT", {"timestamp": end.at, "event_type": "stop_disable_all", **event}


def _records(route: Route) -> list[_Record]:
    """List the vertices of the line with their distance and time, each stop twice: to and fro."""
    line = whole_line(route)
    at_m = along_m(line)
    leaves = [route.totals.leave, *(stop.leave for stop in route.stops)]
    arrivals = [*(stop.arrive for stop in route.stops), route.totals.back]
    records: list[_Record] = []
    for vertices, left, there in zip(vertices_of(route), leaves, arrivals, strict=True):
        first, last = vertices[0], vertices[-1]
        span_m = max(at_m[last] - at_m[first], 1e-9)
        for vertex in range(first, last + 1):
            share = (at_m[vertex] - at_m[first]) / span_m if last > first else 1.0
            seconds = round(share * (there - left).total_seconds())
            at = (left + timedelta(seconds=seconds)).astimezone(UTC)
            records.append(_Record(spot=line[vertex], distance_m=round(at_m[vertex], 2), at=at))
    return records


def _marks(quarter: Quarter, route: Route) -> list[_Mark]:
    """List turns and stops in walking order, with the times of the records."""
    records = _records(route)
    short = short_names(quarter)
    stops = [spot for spot in spots_of(quarter, route) if isinstance(spot.named, Stop)]
    marks: list[_Mark] = []
    first = 0
    for number, (leg, vertices) in enumerate(zip(route.legs, vertices_of(route), strict=True)):
        for part in told_parts(leg):
            record = records[first + vertices[part.first] - vertices[0]]
            if vertices[0] < vertices[part.first] < vertices[-1]:
                name = part.street_zh or turn_text(part.turn, "en")
                notes = ascii_text(direction(part, "en", leg))
                turn = part.turn
                marks.append(_Mark(record=record, number=None, name=name, notes=notes, turn=turn))
        first += vertices[-1] - vertices[0] + 1
        if number < len(stops):
            marks.append(_stop_mark(stops[number], records[first - 1], short))
    return marks


def _stop_mark(spot: Spot, record: _Record, short: dict[str, str]) -> _Mark:
    """Make the point of a stop."""
    name = short.get(spot.named.id or "", spot.named.name_zh)
    notes = ascii_text(spot.name("en"))
    return _Mark(record=record, number=spot.number, name=name, notes=notes, turn=None)


def _title(heading: Heading) -> str:
    """Name the course."""
    return ascii_short(heading.title_zh, TITLE) or ascii_short(heading.title_en, TITLE) or "Walk"


def _seconds(records: list[_Record]) -> float:
    """Say how long the walk takes."""
    return (records[-1].at - records[0].at).total_seconds()


def _utc(moment: datetime) -> str:
    """Write a time as TCX has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _position(parent: Element, tag: str, spot: LonLat) -> None:
    """Write a position."""
    found = SubElement(parent, tag)
    SubElement(found, "LatitudeDegrees").text = f"{spot[1]:.7f}"
    SubElement(found, "LongitudeDegrees").text = f"{spot[0]:.7f}"


def _semicircles(spot: LonLat, name: str) -> dict[str, int]:
    """Write a position as FIT has it."""
    lon, lat = (round(value * _SEMICIRCLES) for value in spot)
    return {f"{name}_lat": lat, f"{name}_long": lon}
