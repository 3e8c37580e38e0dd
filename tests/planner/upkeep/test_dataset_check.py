"""The check of a whole folder: streets, published routes, texts, and many faults at once."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.metres import apart_m, from_outline_m, near_pairs
from planner.places import load_places
from planner.quarter import DATA
from planner.streets.snap import snap
from planner.upkeep.dataset_check import check_dataset
from planner.upkeep.street_check import check_folder, street_warnings

TODAY = date(2026, 11, 24)
ROUTE = """[saturday-walk]
title_zh = "周六走读"
title_en = "Saturday walk"
text_zh = "从江苏路站出发。"
text_en = "From Jiangsu Road station."
edition = "2026-11"
weekday = "sa"
clock = "13:00"
theme = "all"
minutes = 120
start = "jiangsu-road"
must = ["sim"]
never = ["qian-home"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the embedded dataset, its network built, that a test may break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(folder: Path, name: str, **fields) -> None:
    """Change fields of one place in the copy; a dict is merged into the one there."""
    file = folder / "poi.geojson"
    data = json.loads(file.read_text("utf-8"))
    row = next(row for row in data["features"] if row["properties"]["id"] == name)
    if "spot" in fields:
        row["geometry"] = {"type": "Point", "coordinates": fields.pop("spot")}
    row["properties"].update(fields)
    file.write_text(json.dumps(data), "utf-8")


def published(folder: Path, text: str) -> None:
    """Give the copy published routes of its own."""
    (folder / "catalogue.toml").write_text(text, "utf-8")


def found(faults) -> set[tuple[str, str]]:
    for fault in faults:
        for lang in ("zh", "en"):
            assert fault.message(lang)
            assert fault.hint(lang)
        assert re.search("[\u4e00-\u9fff]", fault.message("zh"))
    return {(fault.code, fault.where) for fault in faults}


def new_warnings(folder: Path, **change) -> set[tuple[str, str]]:
    before = found(check_folder(folder, today=TODAY).warnings)
    edit(folder, "sim", **change)
    after = check_folder(folder, today=TODAY)
    assert after.faults == ()
    return found(after.warnings) - before


# --- streets ---------------------------------------------------------------------------------


def test_the_embedded_dataset_agrees_with_its_streets():
    findings = check_folder(DATA, today=TODAY)
    assert findings.faults == ()
    codes = {fault.code for fault in findings.warnings}
    assert codes & {"off_street", "street_unknown", "street_missing"} == set()


@pytest.mark.parametrize(
    ("change", "code", "field", "told"),
    [
        ({"spot": [121.41537, 31.22020]}, "off_street", "geometry.coordinates", "长宁路"),
        ({"street": "长宁陆"}, "street_unknown", "street", "长宁路"),
        ({"street": "无此处"}, "street_unknown", "street", "愚园路"),
        ({"street": None}, "street_missing", "street", "愚园路"),
    ],
)
def test_an_entrance_and_its_street(folder, change, code, field, told):
    assert new_warnings(folder, **change) == {(code, f"poi.geojson: sim: {field}")}
    warnings = check_folder(folder, today=TODAY).warnings
    fault = next(fault for fault in warnings if fault.code == code)
    assert told in fault.message("zh") + fault.hint("zh")


def test_the_distance_from_the_street_is_right(quarter):
    """Against the network's own snapping: each place by itself."""
    placed = [place for place in quarter.places if place.lon is not None]
    places = [
        replace(place, lon=place.lon + 0.0004 * (index % 5)) for index, place in enumerate(placed)
    ]
    told = {
        fault.where.split(": ")[1]: fault.values["metres"]
        for fault in street_warnings(places, quarter.network, file="x")
    }
    for place in places:
        spot = snap(quarter.network, place.lon, place.lat, street=place.street)
        if spot.on_own_street:
            assert (place.id in told) == (spot.offset_m > 40)
            assert told.get(place.id, round(spot.offset_m)) == round(spot.offset_m)
        else:
            assert told[place.id] > 150


def test_an_extract_that_is_none_comes_with_the_other_faults(folder):
    (folder / "guixiang.osm.pbf").write_bytes(b"not a map")
    edit(folder, "sim", kind="x")
    assert found(check_folder(folder, today=TODAY).faults) == {
        ("extract_unreadable", "guixiang.osm.pbf"),
        ("not_allowed", "poi.geojson: sim: kind"),
    }


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        (5, "not_a_feature", "#1"),
        ({"properties": 5}, "not_a_feature", "#1: properties"),
        ({"properties": {}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}},
         "field_missing", "#1: highway"),
        ({"properties": {"highway": 5}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
         "wrong_type", "#1: highway"),
        *(
            ({"properties": {"highway": "path"}, "geometry": geometry}, "not_a_line",
             "#1: geometry")
            for geometry in (
                None,
                {"type": "Curve", "coordinates": []},
                {"type": ["LineString"], "coordinates": []},
                {"type": "LineString", "coordinates": []},
                {"type": "LineString", "coordinates": [[1, 2]]},
                {"type": "LineString", "coordinates": [[1, 2], [3, "4"]]},
                {"type": "LineString", "coordinates": [[1, 2], [3, True]]},
                {"type": "LineString", "coordinates": [[1, 2], [300, 4]]},
                {"type": "LineString", "coordinates": 7},
            )
        ),
    ],
)  # fmt: skip
def test_a_broken_overlay_is_named_by_feature_and_field(folder, row, code, where):
    rows = {"type": "FeatureCollection", "features": [row]}
    (folder / "redrawn_streets.geojson").write_text(json.dumps(rows), "utf-8")
    faults = check_folder(folder, today=TODAY).faults
    assert found(faults) == {(code, f"redrawn_streets.geojson: {where}")}


def test_broken_railways_are_named(folder):
    rows = {"type": "FeatureCollection", "features": [{"properties": {}, "geometry": None}]}
    (folder / "metro_lines.geojson").write_text(json.dumps(rows), "utf-8")
    assert found(check_dataset(folder, today=TODAY).faults) == {
        ("field_missing", "metro_lines.geojson: #1: kind"),
        ("not_a_line", "metro_lines.geojson: #1: geometry"),
    }


# --- places ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"ticket_zh": "免费<b>！", "ticket_en": "free"}, "text_markup", "ticket_zh"),
        ({"ticket_zh": "免费", "ticket_en": "free &amp; easy"}, "text_markup", "ticket_en"),
        ({"ticket_zh": "免费", "ticket_en": "<!-- free -->"}, "text_markup", "ticket_en"),
    ],
)
def test_web_code_is_pointed_out(folder, change, code, field):
    assert new_warnings(folder, **change) == {(code, f"poi.geojson: sim: {field}")}


@pytest.mark.parametrize("text", ["5 < 6 & 7 > 4", "A & B", "R&D; nothing"])
def test_signs_in_a_text_are_no_web_code(folder, text):
    found_now = new_warnings(folder, ticket_zh="免费", ticket_en=text)
    assert found_now == ({("text_markup", "poi.geojson: sim: ticket_en")} if ";" in text else set())


def test_a_fact_without_date_and_one_with_the_day_it_was_read(folder):
    facts = json.loads((folder / "poi.geojson").read_text("utf-8"))["features"][0]["properties"]
    fact = {**facts["facts"][0], "id": "other", "date": None}
    assert new_warnings(folder, facts=[*facts["facts"], fact]) == {
        ("fact_undated", f"poi.geojson: sim: facts[{len(facts['facts'])}].date")
    }
    read = {**fact, "date": "2026-11-24", "date_is": "read"}
    edit(folder, "sim", facts=[*facts["facts"], read])
    places = load_places(folder / "poi.geojson")
    assert next(place for place in places if place.id == "sim").facts[-1].date_is == "read"


def test_other_places_are_still_looked_at(folder):
    """A fault in one place hides nothing of the others."""
    edit(folder, "sim", kind="x")
    edit(folder, "sic", themes={"chip": 5})
    edit(folder, "wysh", story_en=None)
    findings = check_folder(folder, today=TODAY)
    assert found(findings.faults) == {
        ("not_allowed", "poi.geojson: sim: kind"),
        ("score_of_no_theme", "poi.geojson: sic: themes.chip"),
    }
    assert ("story_missing", "poi.geojson: wysh: story_en") in found(findings.warnings)


def test_pairs_are_those_of_the_direct_comparison(quarter):
    placed = [place for place in quarter.places if place.lon is not None]
    places = [
        replace(place, id=f"{place.id}-{n}", lon=place.lon + n * 3e-5, lat=place.lat - n * 2e-5)
        for place in placed
        for n in range(4)
    ]
    direct = {
        (one.id, other.id)
        for index, one in enumerate(places)
        for other in places[:index]
        if apart_m(one, other) < 5
    }
    assert direct
    assert {(one.id, other.id) for one, other in near_pairs(places, 5)} == direct


def test_many_places_on_one_spot_name_five_each(quarter):
    place = next(place for place in quarter.places if place.lon is not None)
    assert len(list(near_pairs([place] * 100, 5))) == 1 + 2 + 3 + 4 + 5 * 95


def test_positions_without_outline_or_degrees():
    assert from_outline_m([(121.4, 31.2), (None, None)], None) == [0.0, 0.0]
    assert from_outline_m([], None) == []


def test_an_outline_beyond_the_earth_is_none(folder):
    square = [[0, 0], [0, 95], [95, 95], [0, 0]]
    rows = {"features": [{"geometry": {"type": "Polygon", "coordinates": [square]}}]}
    (folder / "boundary.geojson").write_text(json.dumps(rows), "utf-8")
    codes = {code for code, _ in found(check_dataset(folder, today=TODAY).faults)}
    assert codes == {"not_a_polygon"}


# --- published routes ------------------------------------------------------------------------


def test_published_routes_are_checked_with_the_rest(folder):
    published(folder, ROUTE)
    assert check_dataset(folder, today=TODAY).faults == ()
    bad = ROUTE.replace('"all"', '"al"').replace("jiangsu-road", "jiangsu-rod")
    bad = bad.replace('["sim"]', '["sim", "simm"]').replace('["qian-home"]', '["sim"]')
    (folder / "catalogue.toml").write_text(bad, "utf-8")
    faults = check_dataset(folder, today=TODAY).faults
    at = "catalogue.toml: saturday-walk"
    assert found(faults) == {
        ("theme_unknown", f"{at}: theme"),
        ("start_unknown", f"{at}: start"),
        ("place_unknown", f"{at}: must[1]"),
        ("must_and_never", f"{at}: never[0]"),
    }
    hints = " ".join(fault.hint("en") for fault in faults)
    for nearest in ("all", "jiangsu-road", "sim"):
        assert f"did you mean {nearest}?" in hints


def test_a_route_for_holidays_needs_a_calendar_that_knows_some(folder):
    published(folder, ROUTE.replace('"sa"', '"holiday"'))
    assert check_dataset(folder, today=TODAY).faults == ()
    file = folder / "dataset.toml"
    file.write_text(file.read_text("utf-8").replace('"CN"', '"XX"'), "utf-8")
    assert found(check_dataset(folder, today=TODAY).faults) == {
        ("no_holiday_known", "catalogue.toml: saturday-walk: weekday")
    }


def test_a_broken_place_is_not_called_unknown_in_a_route(folder):
    published(folder, ROUTE)
    edit(folder, "sim", kind="x")
    assert found(check_dataset(folder, today=TODAY).faults) == {
        ("not_allowed", "poi.geojson: sim: kind")
    }


def test_a_missing_catalogue_is_missing_only_if_named(folder):
    file = folder / "dataset.toml"
    (folder / "catalogue.toml").unlink()
    assert found(check_dataset(folder, today=TODAY).faults) == {("file_missing", "catalogue.toml")}
    named = 'catalogue = "catalogue.toml"\n'
    file.write_text(file.read_text("utf-8").replace(named, ""), "utf-8")
    assert check_dataset(folder, today=TODAY).faults == ()
