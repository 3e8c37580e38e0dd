"""KML 2.2 and KMZ: valid, nothing from elsewhere, texts that do not break out."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xmlschema
from defusedxml.ElementTree import fromstring

from routes.kml import kml_text, kmz_bytes

NS = {"k": "http://www.opengis.net/kml/2.2"}
SCHEMA = Path(__file__).parents[2] / "standards" / "ogckml22.xsd"


@pytest.fixture(scope="module")
def schema():
    return xmlschema.XMLSchema(SCHEMA)


def test_valid_against_the_schema(quarter, both, hostile, hostile_heading, schema):
    for route, lang in ((both[0], "zh"), (both[1], "en"), (hostile, "zh")):
        schema.validate(kml_text(quarter, route, hostile_heading, lang, link="https://x.org/?a&b"))


def test_stops_lie_on_the_line(quarter, both, heading):
    for route in both:
        root = fromstring(kml_text(quarter, route, heading, "zh"))
        line = root.findtext(".//k:LineString/k:coordinates", None, NS).split()
        points = [p.text for p in root.iterfind(".//k:Point/k:coordinates", NS)]
        assert len(points) == len(route.stops) + 1 + (not route.is_loop)
        order = [line.index(point) for point in points]
        assert order == sorted(order)
        assert (line[0] == line[-1]) == route.is_loop
        assert all(len(spot.split(",")) == 2 for spot in line), "no heights"


def test_hostile_names_come_through(quarter, hostile, hostile_heading):
    text = kml_text(quarter, hostile, hostile_heading, "en")
    root = fromstring(text)
    names = [n.text for n in root.iterfind(".//k:Placemark/k:name", NS)][2:]
    assert names == [f"{stop.number:02d} {stop.name_en}" for stop in hostile.stops]
    assert root.findtext("k:Document/k:name", None, NS) == hostile_heading.title_en
    told = root.findtext("k:Document/k:description", None, NS)
    assert "<b>" not in told
    assert text.count("<![CDATA[") == text.count("]]></description>")


def test_nothing_is_loaded_from_elsewhere(quarter, planned, heading):
    text = kml_text(quarter, planned, heading, "zh")
    assert not re.search(r"<(href|NetworkLink|Icon)\b", text)
    assert {address.split("/")[2] for address in re.findall(r"https?://[^\"<]+", text)} == {
        "www.opengis.net",
        "opendatacommons.org",
    }


def test_kmz_is_the_kml_and_always_the_same(quarter, planned, heading):
    content = kmz_bytes(quarter, planned, heading, "zh")
    assert content == kmz_bytes(quarter, planned, heading, "zh")
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml").decode() == kml_text(quarter, planned, heading, "zh")
