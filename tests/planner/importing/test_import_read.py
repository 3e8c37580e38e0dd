"""Files of walks from anywhere: read, or refused with a message, whatever is in them."""

import io
import json
import zipfile

import numpy as np
import pytest

from planner.errors import DatasetError
from planner.importing import read
from planner.importing.read import read_points

LINE = [(121.42, 31.22), (121.421, 31.221), (121.422, 31.221)]
HEAD = '<?xml version="1.0"?>\n<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">'


def gpx(points, tags=("trk", "trkseg", "trkpt")):
    rows = "".join(f'<{tags[-1]} lat="{lat}" lon="{lon}"><ele>4</ele></{tags[-1]}>'
                   for lon, lat in points)  # fmt: skip
    for tag in reversed(tags[:-1]):
        rows = f"<{tag}>{rows}</{tag}>"
    return f'{HEAD}<wpt lat="1" lon="2"/>{rows}</gpx>'


def kml(points):
    spots = " ".join(f"{lon},{lat},7" for lon, lat in points)
    return (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><Point><coordinates>1,2'
        f"</coordinates></Point></Placemark><Placemark><LineString><coordinates>\n{spots}\n"
        "</coordinates></LineString></Placemark></Document></kml>"
    )


def geojson(points):
    line = {"type": "LineString", "coordinates": [list(spot) for spot in points]}
    point = {"type": "Point", "coordinates": [1, 2]}
    features = [{"type": "Feature", "properties": {}, "geometry": g} for g in (point, line)]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def put(tmp_path):
    def write(content, name="walk.gpx"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "text",
    [
        gpx(LINE),
        gpx(LINE, ("rte", "rtept")),
        kml(LINE),
        geojson(LINE),
        "\ufeff" + gpx(LINE),
        '<kml xmlns:gx="http://www.google.com/kml/ext/2.2"><gx:Track>'
        + "".join(f"<gx:coord>{lon} {lat} 5</gx:coord>" for lon, lat in LINE)
        + "</gx:Track></kml>",
        json.dumps({"type": "MultiLineString", "coordinates": [LINE[:1], LINE[1:]]}),
        json.dumps({"type": "Feature", "properties": {},
                    "geometry": {"type": "LineString", "coordinates": LINE}}),
    ],
)  # fmt: skip
def test_lines_are_read(put, text):
    assert np.array_equal(read_points(put(text)), np.array(LINE))


def test_tracks_go_before_routes(put):
    other = gpx([(1.0, 2.0), (3.0, 4.0)], ("rte", "rtept"))
    both = other.replace("</gpx>", gpx(LINE).removeprefix(HEAD))
    assert np.array_equal(read_points(put(both)), np.array(LINE))


def test_other_encodings(put):
    text = gpx(LINE).replace('"1.0"?', '"1.0" encoding="UTF-16"?')
    assert len(read_points(put(text.encode("utf-16")))) == 3


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><gpx><name>&c;</name></gpx>'
)
OUTSIDE = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><name>&x;</name></gpx>'


def packed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b"0" * 5_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LAUGHS, "import_xml"),
        (OUTSIDE, "import_xml"),
        (packed(), "import_packed"),
        (gpx([(121.4, 31.2), ("NaN", 31.2)]), "import_position"),
        (gpx([(121.4, 31.2), ("inf", 31.2)]), "import_position"),
        (gpx([(121.4, 31.2), ("", "x")]), "import_position"),
        (gpx([(121.4, 31.2), (31.2, 121.4)]), "import_position"),
        (kml([(121.4, 31.2), (1e400, 31.2)]), "import_position"),
        ('{"type": "LineString", "coordinates": [[121.4, 31.2], [null, 1]]}', "import_position"),
        ('{"type": "LineString", "coordinates": [[121.4, 31.2], 7]}', "import_position"),
        ('{"type": "LineString", "coordinates": [[121.4, 31.2], [NaN, 1]]}', "not_finite"),
        ('{"type": "LineString", "coordinates": 7}', "import_no_line"),
        (gpx([]), "import_no_line"),
        (gpx([(121.4, 31.2)] * 5), "import_no_line"),
        ("{}", "import_no_line"),
        ("[]", "import_no_line"),
        ("[" * 100_000, "too_deep"),
        (b"", "import_xml"),
        (b"\x00\x01\x02", "import_xml"),
        (gpx(LINE)[:-20], "import_xml"),
        ("<?xml version='1.0' encoding='utf-8'?><gpx><name>硅巷</name></gpx>".encode("gbk"),
         "import_xml"),
        ("<?xml version='1.0' encoding='klingon'?><gpx/>", "import_xml"),
        ("<a>" * 50_000 + "</a>" * 50_000, "import_xml"),
        ("<gpx>" + "<a/>" * 50_000 + "</gpx>", "import_no_line"),
        ("<html><body>404</body></html>", "import_no_line"),
    ],
)  # fmt: skip
def test_hostile_files_are_refused(put, content, code):
    with pytest.raises(DatasetError) as raised:
        read_points(put(content))
    (fault,) = raised.value.faults
    assert fault.code == code
    assert fault.message("zh")
    assert fault.hint("en")


def test_large_files_are_not_even_opened(put, monkeypatch):
    path = put(b"<gpx>" + b" " * read.LARGEST_BYTES)
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("opened"))
    with pytest.raises(DatasetError) as raised:
        read_points(path)
    assert raised.value.faults[0].code == "file_too_large"


@pytest.mark.parametrize("write", [gpx, kml, geojson])
def test_too_many_points_are_refused(put, write):
    points = [(121.0 + n / 1e6, 31.0) for n in range(read.MOST_POINTS + 5)]
    with pytest.raises(DatasetError) as raised:
        read_points(put(write(points)))
    assert raised.value.faults[0].code == "import_too_many"


def test_folders_and_missing_files(tmp_path):
    for path in (tmp_path, tmp_path / "none.gpx"):
        with pytest.raises(DatasetError):
            read_points(path)
