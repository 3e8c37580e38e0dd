"""The files opened by GPSBabel and GDAL: the same counts, names and places.

tests/browser.sh installs both where apt is there.
"""

import csv
import io
import json
import shutil
import subprocess

import pytest
from pyproj import Geod

from routes.formats import Walk, written

GEOD = Geod(ellps="WGS84")
GPSBABEL = {"gpx": "gpx", "kml": "kml", "tcx": "gtrnctr", "fit": "garmin_fit"}
LAYERS = {"gpx": ("tracks", "waypoints"), "kml": (None, None), "geojson": (None, None)}


@pytest.fixture(scope="module")
def folder(quarter, planned, heading, tmp_path_factory):
    """A folder with the walk in the formats that are opened."""
    folder = tmp_path_factory.mktemp("files")
    walk = Walk(quarter=quarter, route=planned, heading=heading, lang="zh")
    for name in {*GPSBABEL, *LAYERS}:
        (folder / f"walk.{name}").write_bytes(written(name, walk))
    return folder


def run(*command):
    found = subprocess.run(command, check=True, capture_output=True)
    assert not found.stderr.strip(), found.stderr.decode()
    return found.stdout.decode()


@pytest.mark.skipif(not shutil.which("gpsbabel"), reason="gpsbabel is not installed")
@pytest.mark.parametrize("name", GPSBABEL)
def test_gpsbabel(folder, planned, name):
    """GPSBabel reads no course points of FIT, so only its line is compared."""
    file = folder / f"walk.{name}"
    kind = GPSBABEL[name]
    line = table(run("gpsbabel", "-t", "-i", kind, "-f", file, "-x", "nuketypes,waypoints",
                     "-o", "unicsv", "-F", "-"))  # fmt: skip
    spots = [(float(row["Longitude"]), float(row["Latitude"])) for row in line]
    assert abs(GEOD.line_length(*zip(*spots, strict=True)) - length(planned)) < 1.5
    if name == "fit":
        return
    rows = table(run("gpsbabel", "-i", kind, "-f", file, "-x", "nuketypes,tracks,routes",
                     "-o", "unicsv", "-F", "-"))  # fmt: skip
    stops = [row for row in rows if row["Name"][0].isdigit()]
    if name == "tcx":
        numbers = [int(row["Name"].split()[0]) for row in stops]
        assert numbers == [stop.number for stop in planned.stops]
        return
    stops = stops[1:]  # the start is number 0
    assert [row["Name"] for row in stops] == [f"{s.number:02d} {s.name_zh}" for s in planned.stops]
    for row, stop in zip(stops, planned.stops, strict=True):
        spot = (float(row["Longitude"]), float(row["Latitude"]))
        assert GEOD.inv(*spot, stop.lon, stop.lat)[2] < 1.5


@pytest.mark.skipif(not shutil.which("ogr2ogr"), reason="GDAL is not installed")
@pytest.mark.parametrize("name", LAYERS)
def test_gdal(folder, planned, name):
    def layer(which):
        words = ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", folder / f"walk.{name}"]
        return json.loads(run(*words, *([which] if which else [])))["features"]

    lines, points = (layer(which) for which in LAYERS[name])
    parts = []
    for feature in lines:
        geometry = feature["geometry"]
        if geometry["type"] == "LineString":
            parts.append(geometry["coordinates"])
        elif geometry["type"] == "MultiLineString":
            parts += geometry["coordinates"]
    spots = [spot[:2] for part in parts for spot in part]
    assert abs(GEOD.line_length(*zip(*spots, strict=True)) - length(planned)) < 1.0
    marks = [f for f in points if f["geometry"]["type"] == "Point"]
    assert len(marks) == len(planned.stops) + 1
    for feature, stop in zip(marks[1:], planned.stops, strict=True):
        named = feature["properties"]
        name_there = named.get("name") or named.get("Name") or named.get("name_zh")
        assert name_there.endswith(stop.name_zh)
        assert GEOD.inv(*feature["geometry"]["coordinates"][:2], stop.lon, stop.lat)[2] < 0.1


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def length(route):
    spots = [spot for leg in route.legs for spot in leg.geometry]
    return GEOD.line_length(*zip(*spots, strict=True))
