"""The dataset as a whole: the embedded folder is sound, and a broken one says so all at once."""

import calendar
import json
import re
import shutil
from datetime import date
from pathlib import Path

import osmium
import pytest
from shapely import LineString, Point

from planner.dataset import load_description
from planner.errors import DatasetError
from planner.places import load_places
from planner.upkeep.dataset_check import check_dataset, load_boundary

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


# --- what the places tell -----------------------------------------------------------------------


PLACES = load_places(DATA / "poi.geojson")
FACTS = [pytest.param(fact, id=f"{place.id}-{fact.id}") for place in PLACES for fact in place.facts]
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


def numbers_zh(text: str) -> set[float]:
    """Numbers in digits: 1.2万 is 12000."""
    return {
        float(digits) * (10_000 if wan else 1)
        for digits, wan in re.findall(r"(\d+(?:\.\d+)?)(万?)", text)
    }


def numbers_en(text: str) -> set[float]:
    """Numbers in digits, months counted: 12 May 1,200 is 12, 5 and 1200."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    months = re.findall(r"\b(?:" + "|".join(MONTHS) + r")\b", plain)
    return {float(digits) for digits in re.findall(r"\d+(?:\.\d+)?", plain)} | {
        float(MONTHS[month]) for month in months
    }


def test_the_numbers_are_read_as_they_are_written():
    assert numbers_zh("2025年5月17日，约1.2万平方米") == {2025, 5, 17, 12_000}
    assert numbers_en("On 17 May 2025, 12,000 square metres") == {2025, 5, 17, 12_000}


def test_the_solver_can_take_all_places_with_a_position():
    assert len([place for place in PLACES if place.lon is not None]) <= 60


def test_every_name_of_the_reply_is_listed():
    named = {place.id for place in PLACES if place.named_by_district}
    assert named == {
        "sim",
        "sic",
        "qian-home",
        "wuyi-quadrant",
        "wysh",
        "no1",
        "maker-lounge",
        "xijing",
        "tech-corner",
    }


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_the_story(place):
    assert 80 <= len(place.story_zh) <= 160
    assert 50 <= len(place.story_en.split()) <= 100
    assert place.story_facts, "no sentence without a fact"
    assert set(place.story_facts) <= {fact.id for fact in place.facts}
    assert place.reviewed_by is None


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_both_languages_give_the_same_numbers(place):
    assert numbers_zh(place.story_zh) == numbers_en(place.story_en)
    if place.question_zh is not None:
        assert numbers_zh(place.question_zh) == numbers_en(place.question_en)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_the_years_of_a_story_stand_in_its_facts(place):
    told = "".join(fact.zh for fact in place.facts if fact.id in place.story_facts)
    sources = "".join(fact.date or "" for fact in place.facts if fact.id in place.story_facts)
    years = set(re.findall(r"(?<!\d)(?:1[89]|20)\d{2}(?=年|到|至)", place.story_zh))
    assert {year for year in years if year not in told + sources} == set()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_a_question_where_children_are_led(place):
    assert (place.themes["family"] > 0) <= (place.question_zh is not None)
    assert set(place.themes) == {
        "all",
        "spirit",
        "chips",
        "materials",
        "internet",
        "renewal",
        "heritage",
        "family",
    }


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_names_who_published_it_where_and_when(fact):
    assert fact.title
    assert fact.date
    assert (fact.date_is == "read") <= (fact.date == TODAY.isoformat())
    for text in (fact.zh, fact.en, fact.publisher, fact.title):
        assert text == text.strip()
        assert "http" not in text
        assert "www." not in text


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_says_the_same_in_both_languages(fact):
    years = re.findall(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)", fact.zh)
    told = fact.en.replace(",", "")
    assert [year for year in years if year not in told and f"-{year[2:]}" not in told] == []


def test_one_fact_is_told_in_one_way():
    told: dict[tuple[str, str], set[str]] = {}
    for place in PLACES:
        for fact in place.facts:
            told.setdefault((fact.zh, fact.publisher), set()).add(f"{fact.en} {fact.date}")
    assert [key for key, ways in told.items() if len(ways) > 1] == []


def test_lived_in_lanes_ask_for_quiet():
    for name in ("qian-home", "rewi", "bolshevik", "fulei", "waiguo", "story-shop", "caiyuanpei"):
        place = next(place for place in PLACES if place.id == name)
        assert re.search("安静|轻声", place.access_notes_zh)
        assert "quiet" in place.access_notes_en


def test_hours_say_where_they_come_from():
    options = [
        (place.id, option)
        for place in PLACES
        for option in place.options
        if option.opening_hours is not None
    ]
    assert {name for name, option in options if option.hours_status == "confirmed"} == {
        "qian-library"
    }
    assert {name for name, _ in options} == {
        "qian-library",
        "bolshevik",
        "hudec",
        "liuhaisu",
        "dhu",
        "caiyuanpei",
    }
    for name, option in options:
        assert option.kind == "inside", name
        assert str(option.hours_year) in option.hours_source, name


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
    for year, count in ((2025, 3), (2026, 5)):
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
