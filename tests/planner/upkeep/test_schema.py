"""The exported JSON Schemas: equal to the code, true of the data, and not too lenient."""

import copy
import json
import tomllib

import jsonschema
import pytest

from planner.quarter import DATA
from planner.upkeep.schema import FOLDER, as_text, schemas, write_schemas

SCHEMAS = schemas()
FILES = {"place.schema.json": "poi.geojson", "start.schema.json": "starts.geojson"}
ROUTE = {
    "title_zh": "走读",
    "title_en": "Walk",
    "text_zh": "走。",
    "text_en": "Go.",
    "edition": "2026-11",
    "weekday": "holiday",
    "clock": "09:30",
    "theme": "all",
    "minutes": 90,
    "start": "jiangsu-road",
}


def features(file: str) -> list[dict]:
    return json.loads((DATA / file).read_text("utf-8"))["features"]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_files_are_those_of_the_code(name):
    """If this fails: python -m planner.upkeep.schema."""
    assert (FOLDER / name).read_text("utf-8") == as_text(SCHEMAS[name])


def test_no_other_file_is_there(tmp_path):
    write_schemas(tmp_path / "new")
    written = {path.name for path in (tmp_path / "new").iterdir()}
    assert written == {path.name for path in FOLDER.iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_they_are_schemas(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_data_keeps_to_them(name):
    checker = jsonschema.Draft202012Validator(SCHEMAS[name])
    for row in features(FILES[name]):
        assert not list(checker.iter_errors(row)), row["properties"]["id"]


def test_the_themes_keep_to_theirs():
    for table in tomllib.loads((DATA / "themes.toml").read_text("utf-8")).values():
        jsonschema.validate(table, SCHEMAS["theme.schema.json"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("properties", "colour"), "red"),
        (("properties", "kind"), "muesum"),
        (("properties", "name_zh"), ""),
        (("properties", "name_zh"), " 微系统所"),
        (("properties", "themes", "all"), 6),
        (("properties", "facts", 0, "date_is"), "guessed"),
        (("geometry",), {"type": "LineString", "coordinates": []}),
        (("geometry", "coordinates"), [200, 31.2]),
        (("geometry", "coordinates"), [121.4]),
    ],
)
def test_a_wrong_place_is_refused(path, value):
    row = copy.deepcopy(features("poi.geojson")[0])
    spot = row
    for part in path[:-1]:
        spot = spot[part]
    spot[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(row, SCHEMAS["place.schema.json"])


def test_a_published_route():
    schema = SCHEMAS["published_route.schema.json"]
    jsonschema.validate(ROUTE, schema)
    for wrong in ({"at": "2026-12-05"}, {"weekday": "Saturday"}, {"minutes": 5}, {"id": "x"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**ROUTE, **wrong}, schema)
