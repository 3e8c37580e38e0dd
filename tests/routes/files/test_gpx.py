"""GPX 1.1: valid, one closed track, stops that lie on it, nothing that a plan does not know."""

from datetime import UTC
from itertools import pairwise
from pathlib import Path

import pytest
import xmlschema
from defusedxml.ElementTree import fromstring

from routes.gpx import gpx_text
from routes.pinyin import short_names

NS = {"g": "http://www.topografix.com/GPX/1/1", "o": "https://osmand.net"}
SCHEMA = Path(__file__).parents[2] / "standards" / "gpx-1.1.xsd"
VARIANTS = ("track", "route", "ascii")


@pytest.fixture(scope="module")
def schema():
    return xmlschema.XMLSchema(SCHEMA)


def at(element):
    return (float(element.get("lon")), float(element.get("lat")))


@pytest.mark.parametrize("variant", VARIANTS)
def test_valid_against_the_schema(quarter, both, heading, schema, variant):
    for route, lang in zip(both, ("zh", "en"), strict=True):
        schema.validate(gpx_text(quarter, route, heading, lang, variant=variant))


@pytest.mark.parametrize("variant", VARIANTS)
def test_hostile_names_do_no_harm(quarter, hostile, hostile_heading, schema, variant):
    text = gpx_text(
        quarter, hostile, hostile_heading, "zh", variant=variant, link='https://x.org/?a="&b=<'
    )
    schema.validate(text)
    root = fromstring(text)
    if variant != "ascii":
        names = [name.text for name in root.findall("g:wpt/g:name", NS)][1:]
        assert names == [f"{stop.number:02d} {stop.name_zh}" for stop in hostile.stops]
        assert root.findtext("g:metadata/g:name", None, NS) == hostile_heading.title_zh
    assert root.find("g:metadata/g:link", NS).get("href") == 'https://x.org/?a="&b=<'


def test_one_closed_track_with_the_stops_on_it(quarter, planned, heading):
    root = fromstring(gpx_text(quarter, planned, heading, "zh"))
    assert [child.tag.split("}")[1] for child in root][:2] == ["metadata", "wpt"]
    assert len(root.findall("g:trk/g:trkseg", NS)) == 1
    track = [at(point) for point in root.iterfind("g:trk/g:trkseg/g:trkpt", NS)]
    assert track[0] == track[-1]
    assert all(one != other for one, other in pairwise(track))
    points = root.findall("g:wpt", NS)
    assert len(points) == 1 + len(planned.stops)
    assert {at(point) for point in points} <= set(track)
    order = [track.index(at(point)) for point in points]
    assert order == sorted(order)
    for point in points:
        assert point.findtext("g:desc", None, NS)
        assert point.findtext("g:sym", None, NS)
        assert point.findtext("g:extensions/o:color", None, NS).startswith("#")


def test_a_walk_to_elsewhere_has_an_end(quarter, one_way, heading):
    root = fromstring(gpx_text(quarter, one_way, heading, "en"))
    points = root.findall("g:wpt", NS)
    assert len(points) == 2 + len(one_way.stops)
    track = [at(point) for point in root.iterfind("g:trk/g:trkseg/g:trkpt", NS)]
    assert (at(points[0]), at(points[-1])) == (track[0], track[-1])


def test_metadata(quarter, planned, heading):
    root = fromstring(gpx_text(quarter, planned, heading, "en"))
    meta = root.find("g:metadata", NS)
    assert meta.find("g:copyright", NS).get("author") == "OpenStreetMap contributors"
    assert "odbl" in meta.findtext("g:copyright/g:license", None, NS)
    assert meta.findtext("g:time", None, NS) == planned.made_at.astimezone(UTC).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )
    bounds = {key: float(value) for key, value in meta.find("g:bounds", NS).attrib.items()}
    for lon, lat in (at(point) for point in root.iterfind(".//g:trkpt", NS)):
        assert bounds["minlon"] <= lon <= bounds["maxlon"]
        assert bounds["minlat"] <= lat <= bounds["maxlat"]


def test_no_heights_and_no_times_on_the_way(quarter, planned, heading):
    for variant in VARIANTS:
        root = fromstring(gpx_text(quarter, planned, heading, "zh", variant=variant))
        assert not root.findall(".//g:ele", NS)
        assert len(root.findall(".//g:time", NS)) == 1


def test_the_same_walk_gives_the_same_file(quarter, planned, heading):
    files = {gpx_text(quarter, planned, heading, "zh") for _ in range(2)}
    assert len(files) == 1


def test_ascii_for_receivers_without_chinese(quarter, planned, hostile, heading):
    for route in (planned, hostile):
        text = gpx_text(quarter, route, heading, "zh", variant="ascii")
        assert text.isascii()
        names = [n.text for n in fromstring(text).iterfind("g:wpt/g:name", NS)]
        assert len(set(names)) == len(names)
        assert all(0 < len(name) <= 30 for name in names)
    assert names[0] == "0 JiangSuLuZhan"


def test_short_names_tell_places_apart(quarter):
    short = short_names(quarter)
    assert short["sic"] == "硅酸盐研究所"
    assert short["qian-home"] == "钱学森旧居"
    assert len(set(short.values())) == len(short)


def test_the_route_leads_from_turn_to_turn(quarter, planned, heading):
    root = fromstring(gpx_text(quarter, planned, heading, "zh", variant="route"))
    assert not root.findall("g:trk", NS)
    points = root.findall("g:rte/g:rtept", NS)
    assert at(points[0]) == at(points[-1])
    named = [p.findtext("g:name", None, NS) for p in points]
    stops = [f"{stop.number:02d} {stop.name_zh}" for stop in planned.stops]
    assert [name for name in named if name in stops] == stops
    line = {spot for leg in planned.legs for spot in leg.geometry}
    assert {at(point) for point in points} <= line
