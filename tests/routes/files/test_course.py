"""TCX and FIT courses, read back by programs that are not ours."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import fitdecode
import pytest
import xmlschema
from defusedxml.ElementTree import fromstring
from garmin_fit_sdk import Decoder, Stream
from pyproj import Geod

from routes.course import fit_bytes, tcx_text

NS = {"t": "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"}
SCHEMA = Path(__file__).parents[2] / "standards" / "TrainingCenterDatabasev2.xsd"
GEOD = Geod(ellps="WGS84")


def fit_messages(content):
    """Read a FIT file with fitdecode; its checksums are checked on the way."""
    found = []
    with fitdecode.FitReader(BytesIO(content), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        for message in reader:
            if isinstance(message, fitdecode.FitDataMessage):
                values = {field.name: field.value for field in message.fields}
                found.append((message.name, values))
    return found


def of(messages, name):
    return [values for kind, values in messages if kind == name]


def degrees(values, prefix="position"):
    return tuple(values[f"{prefix}_{axis}"] * 180 / 2**31 for axis in ("long", "lat"))


@pytest.fixture(scope="module")
def schema():
    return xmlschema.XMLSchema(SCHEMA)


def test_tcx_is_valid(quarter, both, hostile, hostile_heading, heading, schema):
    for route, head in ((both[0], heading), (both[1], heading), (hostile, hostile_heading)):
        text = tcx_text(quarter, route, head)
        schema.validate(text)
        assert text.isascii()


def test_tcx_points_lie_on_the_track(quarter, both, heading):
    for route in both:
        root = fromstring(tcx_text(quarter, route, heading))
        track = {}
        distances, times = [], []
        for point in root.iterfind(".//t:Trackpoint", NS):
            spot = tuple(point.findtext(f"t:Position/t:{a}Degrees", None, NS)
                         for a in ("Longitude", "Latitude"))  # fmt: skip
            times.append(point.findtext("t:Time", None, NS))
            distances.append(float(point.findtext("t:DistanceMeters", None, NS)))
            track.setdefault((spot, times[-1]), distances[-1])
        assert times == sorted(times)
        assert distances == sorted(distances)
        marks = root.findall(".//t:CoursePoint", NS)
        for mark in marks:
            spot = tuple(mark.findtext(f"t:Position/t:{a}Degrees", None, NS)
                         for a in ("Longitude", "Latitude"))  # fmt: skip
            assert (spot, mark.findtext("t:Time", None, NS)) in track
        names = [mark.findtext("t:Name", None, NS) for mark in marks]
        assert all(1 <= len(name) <= 10 for name in names)
        numbered = [int(name.split()[0]) for name in names if name[0].isdigit()]
        assert numbered == [stop.number for stop in route.stops]


def test_fit_is_whole_by_two_decoders(quarter, both, hostile, hostile_heading):
    for route in (*both, hostile):
        content = fit_bytes(quarter, route, hostile_heading)
        messages = fit_messages(content)
        assert of(messages, "file_id")[0]["type"] == "course"
        assert of(messages, "course")[0]["sport"] == "walking"
        assert Decoder(Stream.from_byte_array(bytearray(content))).check_integrity()
        theirs, errors = Decoder(Stream.from_byte_array(bytearray(content))).read()
        assert not errors
        assert len(theirs["record_mesgs"]) == len(of(messages, "record"))
        assert len(theirs["course_point_mesgs"]) == len(of(messages, "course_point"))


def test_fit_course_points_are_at_the_distance_of_the_records(quarter, both, heading):
    for route in both:
        messages = fit_messages(fit_bytes(quarter, route, heading))
        records = of(messages, "record")
        line = [degrees(record) for record in records]
        metres = 0.0
        for before, record, spot in zip([line[0], *line], records, line, strict=False):
            metres += GEOD.inv(*before, *spot)[2]
            assert abs(record["distance"] - metres) < 0.5
        at = {(record["timestamp"], record["distance"]): degrees(record) for record in records}
        marks = of(messages, "course_point")
        for mark in marks:
            assert at[mark["timestamp"], mark["distance"]] == degrees(mark)
            assert mark["name"].isascii()
            assert 1 <= len(mark["name"]) <= 15
        assert [mark["message_index"] for mark in marks] == list(range(len(marks)))
        stops = [mark for mark in marks if mark["type"] == "info"]
        assert [int(mark["name"].split()[0]) for mark in stops] == [s.number for s in route.stops]
        for mark, stop in zip(stops, route.stops, strict=True):
            assert GEOD.inv(*degrees(mark), stop.lon, stop.lat)[2] < 0.1
            assert mark["timestamp"] == stop.arrive


def test_the_times_are_those_of_the_plan(quarter, planned, heading):
    messages = fit_messages(fit_bytes(quarter, planned, heading))
    lap = of(messages, "lap")[0]
    assert lap["start_time"] == planned.totals.leave
    assert lap["timestamp"] == planned.totals.back
    span = planned.totals.back - planned.totals.leave
    assert lap["total_elapsed_time"] == span.total_seconds()
    times = [record["timestamp"] for record in of(messages, "record")]
    assert all(isinstance(time, datetime) for time in times)
    assert times == sorted(times)
    for stop in planned.stops:
        assert stop.leave.astimezone(times[0].tzinfo) in times


def test_the_same_walk_gives_the_same_file(quarter, planned, heading):
    assert len({fit_bytes(quarter, planned, heading) for _ in range(2)}) == 1
    assert len({tcx_text(quarter, planned, heading) for _ in range(2)}) == 1


def test_no_heights(quarter, planned, heading):
    assert "Altitude" not in tcx_text(quarter, planned, heading)
    messages = fit_messages(fit_bytes(quarter, planned, heading))
    assert not any("altitude" in record for record in of(messages, "record"))
