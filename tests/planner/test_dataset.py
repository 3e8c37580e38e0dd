"""The dataset as a whole: the embedded folder is sound, and a broken one says so all at once."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import osmium
import pytest
from shapely import LineString, Point

from planner.dataset import load_description
from planner.dataset_check import check_dataset, load_boundary
from planner.errors import DatasetError
from planner.places import load_places

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the embedded dataset that a test may break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(folder: Path, name: str, **fields) -> None:
    """Change fields of one place in the copy."""
    file = folder / "poi.geojson"
    data = json.loads(file.read_text("utf-8"))
    row = next(row for row in data["features"] if row["properties"]["id"] == name)
    if "geometry" in fields:
        row["geometry"] = fields.pop("geometry")
    row["properties"].update(fields)
    file.write_text(json.dumps(data), "utf-8")


def found(faults) -> list[tuple[str, str]]:
    for fault in faults:
        for lang in ("zh", "en"):
            assert fault.message(lang)
            assert fault.hint(lang)
    return [(fault.code, fault.where) for fault in faults]


def point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


# --- the embedded folder ---------------------------------------------------------------------


def test_the_embedded_dataset_has_no_fault():
    assert check_dataset(DATA, today=TODAY).faults == ()


def test_the_warnings_are_those_that_the_readme_owns_up_to():
    warnings = check_dataset(DATA, today=TODAY).warnings
    assert {code for code, _ in found(warnings)} == {
        "position_approximate",
        "position_awaited",
        "fact_undated",
        "old_hours",
    }


def test_the_description():
    description = load_description(DATA)
    assert description.name_zh == "上海硅巷"
    assert description.timezone == "Asia/Shanghai"
    assert description.country == "CN"
    assert description.attribution == "© OpenStreetMap contributors"
    assert description.compiled == TODAY
    assert load_description(DATA / "dataset.toml") == description


def test_the_boundary_is_the_quarter():
    outline = load_boundary(DATA / "boundary.geojson")
    lon, lat = outline.centroid.coords[0]
    assert 121.41 < lon < 121.43
    assert 31.21 < lat < 31.22


@pytest.mark.parametrize("name", ["README.md", "LICENSE.md"])
def test_the_notes_name_every_file_and_the_licence(name):
    text = (DATA / name).read_text("utf-8")
    assert "OpenStreetMap contributors" in text
    assert "ODbL" in text
    for file in DATA.iterdir():
        if file.suffix in {".geojson", ".pbf"}:
            assert file.name in text


def test_the_readme_has_the_rubric_of_every_theme():
    text = (DATA / "README.md").read_text("utf-8")
    themes = re.findall(r"^\[([a-z]+)\]", (DATA / "themes.toml").read_text("utf-8"), re.MULTILINE)
    for theme in themes:
        assert f"`{theme}`" in text
    assert "not surveyed" in text
    assert "未经实地" in text


def streets() -> dict[str, list[LineString]]:
    """Street lines of extract and overlay by Chinese name, in metres round the quarter."""
    lines: dict[str, list[LineString]] = {}
    for way in osmium.FileProcessor(DATA / "guixiang.osm.pbf").with_locations():
        if isinstance(way, osmium.osm.Way) and "highway" in way.tags and "name" in way.tags:
            points = [flat(node.lon, node.lat) for node in way.nodes]
            lines.setdefault(way.tags["name"], []).append(LineString(points))
    overlay = json.loads((DATA / "redrawn_streets.geojson").read_text("utf-8"))
    for row in overlay["features"]:
        if row["geometry"]["type"] == "LineString":
            points = [flat(*pair) for pair in row["geometry"]["coordinates"]]
            lines.setdefault(row["properties"]["name"], []).append(LineString(points))
    return lines


def flat(lon: float, lat: float) -> tuple[float, float]:
    """Metres east and north of 121.42, 31.215; good to a metre within the quarter."""
    return (lon - 121.42) * 95_200, (lat - 31.215) * 110_870


def test_every_entrance_is_on_its_own_street():
    lines = streets()
    for place in load_places(DATA / "poi.geojson"):
        if place.lon is not None:
            away = min(
                line.distance(Point(flat(place.lon, place.lat))) for line in lines[place.street]
            )
            assert away <= 15, f"{place.id}: {away:.0f} m from {place.street}"


# --- a broken folder -------------------------------------------------------------------------


def test_faults_of_all_files_come_at_once(folder):
    edit(folder, "sim", kind="muesum")
    (folder / "themes.toml").write_text("[all]\n", "utf-8")
    (folder / "starts.geojson").unlink()
    (folder / "boundary.geojson").write_text("{}", "utf-8")
    (folder / "guixiang.osm.pbf").unlink()
    codes = [code for code, _ in found(check_dataset(folder, today=TODAY).faults)]
    assert codes == [
        "not_allowed",
        *["field_missing"] * 5,
        "file_missing",
        "not_a_polygon",
        "file_missing",
    ]


@pytest.mark.parametrize(
    ("fields", "code", "where"),
    [
        ({"themes": {"chip": 5}}, "score_of_no_theme", "sim: themes.chip"),
        ({"id": "jiangsu-road"}, "start_and_place", "jiangsu-road: id"),
        ({"geometry": point(116.4, 39.9)}, "place_far", "sim: geometry.coordinates"),
    ],
)
def test_files_that_contradict_one_another(folder, fields, code, where):
    edit(folder, "sim", **fields)
    assert found(check_dataset(folder, today=TODAY).faults) == [(code, f"poi.geojson: {where}")]


@pytest.mark.parametrize(
    ("fields", "code", "where"),
    [
        ({"story_en": None}, "story_missing", "sim: story_en"),
        ({"themes": {"all": 0}}, "no_score", "sim: themes"),
        ({"geometry": point(121.417665, 31.218135)}, "places_touch",
         "sic: geometry.coordinates"),
        ({"geometry": point(121.43, 31.205)}, "place_and_quarter", "sim: in_quarter"),
    ],
)  # fmt: skip
def test_a_warning_does_not_stop_the_dataset(folder, fields, code, where):
    before = found(check_dataset(folder, today=TODAY).warnings)
    edit(folder, "sim", **fields)
    after = check_dataset(folder, today=TODAY)
    assert after.faults == ()
    new = [item for item in found(after.warnings) if item not in before]
    assert new == [(code, f"poi.geojson: {where}")]


def test_hours_grow_old():
    for year, count in ((2025, 0), (2026, 2)):
        warnings = check_dataset(DATA, today=date(year, 11, 24)).warnings
        assert [code for code, _ in found(warnings)].count("old_hours") == count


def test_next_to_nothing_in_common_is_no_touch(folder):
    edit(folder, "sim", geometry=point(121.417664, 31.2183))
    codes = {code for code, _ in found(check_dataset(folder, today=TODAY).warnings)}
    assert "places_touch" not in codes


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"Asia/Shanghai"', '"Asia/Shanghay"', "zone_unknown"),
        ('"Asia/Shanghai"', '"../etc"', "zone_unknown"),
        ('"CN"', '"China"', "bad_country"),
        ('"poi.geojson"', '"../poi.geojson"', "bad_file_name"),
        ("compiled = 2026-11-24", 'compiled = "soon"', "bad_date"),
        ("country", "land", "field_missing"),
        ('name_zh = "上海硅巷"', "name_zh = 上海硅巷", "toml_syntax"),
    ],
)
def test_a_broken_description(folder, old, new, code):
    file = folder / "dataset.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    findings = check_dataset(folder, today=TODAY)
    assert code in [fault for fault, _ in found(findings.faults)]
    assert findings.warnings == ()


def test_an_empty_folder(tmp_path):
    with pytest.raises(DatasetError) as caught:
        load_description(tmp_path)
    assert found(caught.value.faults) == [("file_missing", "dataset.toml")]


def test_an_overlay_may_be_left_out(folder):
    file = folder / "dataset.toml"
    file.write_text(re.sub(r"overlay = .*\n", "", file.read_text("utf-8")), "utf-8")
    (folder / "redrawn_streets.geojson").unlink()
    assert check_dataset(folder, today=TODAY).faults == ()


BOW_TIE = json.dumps(
    {
        "features": [
            {
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]],
                }
            }
        ]
    }
)


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[]",
        '{"features": []}',
        '{"features": [{"geometry": null}]}',
        '{"features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}}]}',
        BOW_TIE,
    ],
)
def test_a_boundary_that_is_no_polygon(tmp_path, content):
    file = tmp_path / "boundary.geojson"
    file.write_text(content, "utf-8")
    with pytest.raises(DatasetError) as caught:
        load_boundary(file)
    assert found(caught.value.faults) == [("not_a_polygon", "boundary.geojson")]
