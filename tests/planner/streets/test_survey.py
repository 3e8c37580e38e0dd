"""What a surveyor should look at, found in the made-up town of tests/other_quarter."""

import json
import shutil
from pathlib import Path

import pytest

import citywalk
from planner.quarter import load_quarter
from planner.streets.build import build_network
from planner.streets.compare import Spot
from planner.streets.extract import read_extract
from planner.streets.survey import (
    doubtful_entrances,
    gaps,
    overlay_lines,
    unknown_access,
)
from planner.streets.survey_crossings import unlinked_crossings
from planner.upkeep.survey_file import survey

OTHER = Path(__file__).parents[2] / "other_quarter"
LON, LAT, EAST, NORTH = -33.0, 40.0, 100 / 85_394, 100 / 111_035


def at(x, y):
    """A spot of the drawing in the town's README, in squares of 100 m."""
    return LON + x * EAST, LAT + y * NORTH


@pytest.fixture(scope="module")
def town():
    return build_network(OTHER / "town.osm"), read_extract(OTHER / "town.osm")


def spot(name, x, y, street=None):
    lon, lat = at(x, y)
    return Spot(id=name, name_zh=name, name_en=name, lon=lon, lat=lat, street=street)


def test_dead_end_beside_another_way(town):
    """The path D2-X ends some 12 m south of 鲱鱼巷; the station's footway ends far from all."""
    network, extract = town
    found = gaps(extract, network)
    assert [finding.kind for finding in found] == ["gap"]
    assert found[0].points[0] == pytest.approx(at(2.9, -0.12), abs=1e-6)
    assert found[0].points[1] == pytest.approx(at(2.9, 0.0), abs=1e-5)
    assert float(found[0].values["metres"]) == pytest.approx(12, abs=0.3)


def test_a_closed_gate_is_no_gap(tmp_path):
    text = (OTHER / "town.osm").read_text("utf-8")
    gate = '<tag k="barrier" v="gate"/>'
    assert gate in text
    osm = tmp_path / "town.osm"
    osm.write_text(text.replace(gate, f'{gate}<tag k="access" v="private"/>'), "utf-8")
    assert len(gaps(read_extract(osm), build_network(osm))) == 1


def test_a_stub_is_no_gap(tmp_path):
    """A dead end that is joined to the next street within a few steps is what it seems."""
    text = (OTHER / "town.osm").read_text("utf-8")
    lon, lat = at(1.9, 2.3)
    node = f'<node id="800" version="1" lon="{lon}" lat="{lat}"/><way'
    stub = '<way id="800" version="1"><nd ref="800"/><nd ref="2"/><tag k="highway" v="path"/></way>'
    osm = tmp_path / "town.osm"
    osm.write_text(text.replace("<way", node, 1).replace("</osm>", f"{stub}</osm>"), "utf-8")
    assert (
        len(gaps(read_extract(osm), build_network(osm))) == 2
    )  # the new path ends 10 m from 灯塔街, but joins it 91 m away
    near = osm.read_text("utf-8").replace(f'lon="{lon}"', f'lon="{at(1.1, 0)[0]}"')
    osm.write_text(near, "utf-8")
    assert (
        len(gaps(read_extract(osm), build_network(osm))) == 1
    )  # now it joins 14 m away and is no gap


def test_signals_of_a_street_drawn_twice(tmp_path):
    """A network that knows nothing of the signals cannot link the carriageways there."""
    text = (OTHER / "town.osm").read_text("utf-8")
    bare = tmp_path / "bare.osm"
    bare.write_text(text.replace('<tag k="highway" v="traffic_signals"/>', ""), "utf-8")
    found = unlinked_crossings(OTHER / "town.osm", build_network(bare))
    assert [finding.kind for finding in found] == ["crossing", "crossing"]
    north, south = at(1.5, 1.2), at(1.5, 1.0)
    assert found[0].points[0] == pytest.approx(north, abs=1e-6)
    assert found[1].points[0] == pytest.approx(south, abs=1e-6)
    for finding in found:
        assert finding.values["street"] == {"zh": "港口大街", "en": "Harbour Street"}
        assert finding.values["metres"] == 20


def test_signals_that_reach_over_are_no_finding(tmp_path):
    text = (OTHER / "town.osm").read_text("utf-8")
    ends = '<nd ref="17"/><nd ref="18"/>'
    way = f'<way id="800" version="1">{ends}<tag k="highway" v="footway"/></way>'
    osm = tmp_path / "town.osm"
    osm.write_text(text.replace("</osm>", f"{way}</osm>"), "utf-8")
    assert unlinked_crossings(osm, build_network(osm)) == []


def test_redrawn_streets(tmp_path, town):
    line = {"type": "LineString", "coordinates": [at(0, 2.2), at(0, 3)]}
    properties = {"highway": "residential", "name": "北街"}
    feature = {"type": "Feature", "properties": properties, "geometry": line}
    drawn = tmp_path / "drawn.geojson"
    drawn.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    found = overlay_lines(read_extract(OTHER / "town.osm", drawn), town[0])
    assert [finding.values["street"]["zh"] for finding in found] == ["北街"]
    assert overlay_lines(town[1], town[0]) == []


def test_entrances_nearer_to_another_street(town):
    network, _ = town
    spots = [
        spot("right", 0.5, 2.25, "灯塔街"),
        spot("unsaid", 0.5, 2.25),
        spot("corner", 0.1, 1.1, "港口大街"),  # 10 m from each carriageway and from 西街
        spot("other", 0.05, 2.0, "灯塔街"),  # 5 m from 西街, 20 m from 灯塔街
        spot("lost", 0.5, 2.25, "不存在的路"),
    ]
    found = {
        finding.values["place"]["zh"]: finding for finding in doubtful_entrances(network, spots)
    }
    assert set(found) - {"corner"} == {"other", "lost"}
    assert found["other"].kind == "street"
    assert found["other"].values["nearest"] == {"zh": "西街", "en": "West Street"}
    assert (found["other"].values["metres"], found["other"].values["nearest_m"]) == (20, 5)
    assert found["lost"].kind == "no_street"


def test_unknown_access_on_the_way_to_places(town):
    """From Q, the footway to C1 is unsaid; the service way C3-D3 leads to the herring lane."""
    network, _ = town
    found = unknown_access(network, [spot("q", -0.4, 1.0)], [spot("a", 0.5, 1.0, "港口大街")])
    assert len(found) == 1
    assert found[0].values == {"metres": 40, "places": "a"}
    assert unknown_access(network, [], [spot("a", 0.5, 1.0)]) == []


def test_file_speaks_both_languages_and_offers_no_tags(tmp_path):
    shutil.copytree(OTHER, tmp_path / "town", ignore=shutil.ignore_patterns(".cache"))
    found = survey(load_quarter(tmp_path / "town"))
    kinds = {feature["properties"]["kind"] for feature in found["features"]}
    assert {"gap", "access"} <= kinds
    for feature in found["features"]:
        assert set(feature["properties"]) == {"kind", "text_zh", "text_en"}
        assert "{" not in feature["properties"]["text_en"] + feature["properties"]["text_zh"]
        assert not [c for c in feature["properties"]["text_en"] if "\u4e00" <= c <= "\u9fff"]
        for lon, lat in feature["geometry"]["coordinates"]:
            assert lon == pytest.approx(-33, abs=0.01)
            assert lat == pytest.approx(40, abs=0.01)


def test_real_quarter(quarter):
    """Every redrawn line is on the list, and says that it must not be traced."""
    found = survey(quarter)["features"]
    overlay = [f["properties"] for f in found if f["properties"]["kind"] == "overlay"]
    lines = json.loads((quarter.folder / quarter.description.overlay).read_text("utf-8"))
    streets = [f for f in lines["features"] if f["geometry"]["type"] == "LineString"]
    assert 0 < len(overlay) <= len(streets)
    for text in overlay:
        assert "不要把这条线描进 OSM" in text["text_zh"]
        assert "Do not trace" in text["text_en"]


def test_command_writes_whole_files(tmp_path, capsys):
    shutil.copytree(OTHER, tmp_path / "town", ignore=shutil.ignore_patterns(".cache"))
    target = tmp_path / "new" / "survey.geojson"
    argv = ["streets", "report", "--data", str(tmp_path / "town"), "--survey", str(target)]
    assert citywalk.main([*argv, "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert sum(counts.values()) == len(json.loads(target.read_text("utf-8"))["features"])
    assert citywalk.main([*argv, "--lang", "en"]) == 0
    assert "dead ends beside another way: 1" in capsys.readouterr().out
    assert [path.name for path in target.parent.iterdir()] == ["survey.geojson"]
    blocked = tmp_path / "file"
    blocked.write_text("mine")
    assert citywalk.main([*argv[:-1], str(blocked / "survey.geojson")]) == 2
    assert blocked.read_text() == "mine"
