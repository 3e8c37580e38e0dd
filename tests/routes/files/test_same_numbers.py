"""One walk in all formats: the same stops, order, metres, minutes and id wherever it is read."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from zipfile import ZipFile

import fitdecode
import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar
from pyproj import Geod

from routes.formats import FORMATS, Walk, written
from routes.linkpage import links_html
from routes.links import map_links

GEOD = Geod(ellps="WGS84")
GPX = {"": "http://www.topografix.com/GPX/1/1"}
KML = {"": "http://www.opengis.net/kml/2.2"}
STAMP = "%Y-%m-%dT%H:%M:%SZ"
TCX = {"": "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"}


class Read:
    """What a format says of the walk; None where it does not say it.

    ``line`` and ``stops`` are (lon, lat); ``names`` are as written; ``arrive`` the clock times.
    """

    def __init__(self, line, stops, names=None, arrive=None):
        self.line, self.stops, self.names, self.arrive = line, stops, names, arrive


def of_gpx(content):
    root = fromstring(content)
    spot = lambda p: (float(p.get("lon")), float(p.get("lat")))  # noqa: E731
    points = root.findall("wpt", GPX)
    clock = [re.match(r"\d\d:\d\d", p.findtext("desc", None, GPX))[0] for p in points]
    return Read(
        [spot(p) for p in root.iterfind(".//trkpt", GPX)],
        [spot(p) for p in points][1:],
        [p.findtext("name", None, GPX).split(" ", 1)[1] for p in points][1:],
        clock[1:],
    )


def of_kml(content):
    root = fromstring(content)
    spots = lambda text: [tuple(map(float, s.split(","))) for s in text.split()]  # noqa: E731
    marks = [p for p in root.iterfind(".//Placemark", KML) if p.find("Point", KML) is not None]
    at = [p.findtext("ExtendedData/Data[@name='at']/value", None, KML) for p in marks]
    return Read(
        spots(root.findtext(".//LineString/coordinates", None, KML)),
        [spots(p.findtext("Point/coordinates", None, KML))[0] for p in marks][1:],
        [p.findtext("name", None, KML).split(" ", 1)[1] for p in marks][1:],
        [f"{datetime.fromisoformat(moment):%H:%M}" for moment in at][1:],
    )


def of_kmz(content):
    with ZipFile(io.BytesIO(content)) as archive:
        return of_kml(archive.read("doc.kml"))


def of_tcx(content):
    root = fromstring(content)

    def spot(point):
        return tuple(float(point.findtext(f"Position/{a}Degrees", None, TCX))
                     for a in ("Longitude", "Latitude"))  # fmt: skip

    stops = [p for p in root.iterfind(".//CoursePoint", TCX)
             if p.findtext("Name", None, TCX)[0].isdigit()]  # fmt: skip
    return Read(
        [spot(p) for p in root.iterfind(".//Trackpoint", TCX)],
        [spot(p) for p in stops],
        None,
        [p.findtext("Time", None, TCX) for p in stops],
    )


def of_fit(content):
    line, stops, times = [], [], []
    with fitdecode.FitReader(io.BytesIO(content)) as reader:
        for message in reader:
            if not isinstance(message, fitdecode.FitDataMessage):
                continue
            if message.name not in {"record", "course_point"}:
                continue
            spot = tuple(message.get_value(f"position_{a}") * 180 / 2**31 for a in ("long", "lat"))
            if message.name == "record":
                line.append(spot)
            elif message.get_value("type") == "info":
                stops.append(spot)
                times.append(f"{message.get_value('timestamp'):{STAMP}}")
    return Read(line, stops, None, times)


def of_geojson(content):
    features = json.loads(content)["features"]
    line = []
    for feature in features:
        if feature["properties"]["kind"] == "leg":
            line += feature["geometry"]["coordinates"]
    stops = [f for f in features if f["properties"]["kind"] == "stop"]
    return Read(
        [tuple(spot) for spot in line],
        [tuple(f["geometry"]["coordinates"]) for f in stops],
        [f["properties"]["name_zh"] for f in stops],
        [f"{datetime.fromisoformat(f['properties']['arrive']):%H:%M}" for f in stops],
    )


def of_csv(content):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[2:-1]
    return Read(
        None,
        [(float(row[-3]), float(row[-2])) for row in rows],
        [row[2] for row in rows],
        [row[4].split()[1] for row in rows],
    )


def of_ics(content):
    (event,) = Calendar.from_ical(content.decode()).walk("VEVENT")
    found = re.findall(r"(?m)^(\d\d:\d\d) \d+\. (.*)（[^（]*）$", str(event["DESCRIPTION"]))
    return Read(None, None, [name for _, name in found], [clock for clock, _ in found])


READERS = {
    "gpx": of_gpx,
    "kml": of_kml,
    "kmz": of_kmz,
    "tcx": of_tcx,
    "fit": of_fit,
    "geojson": of_geojson,
    "csv": of_csv,
    "ics": of_ics,
}


@pytest.fixture(scope="module")
def walk(quarter, planned, heading):
    return Walk(quarter=quarter, route=planned, heading=heading, lang="zh")


def metres(line):
    return GEOD.line_length(*zip(*line, strict=True))


@pytest.mark.parametrize("name", READERS)
def test_the_same_walk_in_every_format(walk, planned, name):
    read = READERS[name](written(name, walk))
    stops = planned.stops
    if read.line is not None:
        own = [spot for leg in planned.legs for spot in leg.geometry]
        assert abs(metres(read.line) - metres(own)) < 1.0
        assert abs(metres(read.line) - planned.totals.length_m) < 0.5 * len(planned.legs)
        assert GEOD.inv(*read.line[0], *read.line[-1])[2] < 0.1
    if read.stops is not None:
        assert len(read.stops) == len(stops)
        for spot, stop in zip(read.stops, stops, strict=True):
            assert GEOD.inv(*spot, stop.lon, stop.lat)[2] < 0.1
    if read.names is not None:
        assert read.names == [stop.name_zh for stop in stops]
    local = [f"{stop.arrive:%H:%M}" for stop in stops]
    if name in {"tcx", "fit"}:
        assert read.arrive == [stop.arrive.astimezone(UTC).strftime(STAMP) for stop in stops]
    else:
        assert read.arrive == local


def test_legs_and_sums(walk, planned):
    table = written("csv", walk).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline="")))[1:]
    data = json.loads(written("geojson", walk))
    legs = [f["properties"] for f in data["features"] if f["properties"]["kind"] == "leg"]
    lengths = [leg.length_m for leg in planned.legs]
    assert [int(row[8]) for row in rows[1:]] == lengths
    assert [leg["length_m"] for leg in legs] == lengths
    assert data["route"]["length_m"] == planned.totals.length_m == sum(lengths)
    page = links_html(walk.quarter, planned, walk.heading, "zh")
    assert [int(m) for m in re.findall(r"步行(\d+)米", page)] == lengths
    event = str(Calendar.from_ical(written("ics", walk).decode()).walk("VEVENT")[0]["DESCRIPTION"])
    assert [int(m) for m in re.findall(r"步行(\d+)米", event)] == lengths
    minutes = [int(row[9]) for row in rows[1:]]
    assert [int(m) for m in re.findall(r"米，(\d+)分钟", event)] == minutes
    assert [int(m) for m in re.findall(r"米，(\d+)分钟", page)] == minutes


def test_the_id_is_in_the_files_that_have_room_for_it(walk, planned):
    assert planned.id in written("gpx", walk).decode()
    assert json.loads(written("geojson", walk))["route"]["id"] == planned.id
    with fitdecode.FitReader(io.BytesIO(written("fit", walk))) as reader:
        head = next(m for m in reader if isinstance(m, fitdecode.FitDataMessage))
    assert head.get_value("serial_number") == int(planned.id[:7], 16)


def test_links_lead_along_the_legs(walk, planned):
    links = map_links(walk.quarter, planned, "zh")
    numbers = [(part.start.number, part.end.number) for part in links.legs]
    count = len(planned.stops)
    assert numbers == [*((n, n + 1) for n in range(count)), (count, 0)]


def test_every_format_is_read_here_or_elsewhere():
    assert set(FORMATS) - set(READERS) <= {"map", "walk", "links", "cues", "cues-text", "cues-pdf"}
