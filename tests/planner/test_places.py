"""The places: the embedded file keeps its rules, and a broken file names every fault."""

import copy
import json
import math
import os
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import DatasetError
from planner.places import Place, load_places

FILE = Path(__file__).parents[2] / "data" / "poi.geojson"
PLACES = load_places(FILE)
RAW = json.loads(FILE.read_text("utf-8"))
DISTRICT = {"sim", "sic", "qian-home", "wuyi-quadrant", "wysh"}
AWAITED = {"no1", "maker-lounge", "zhigu"}
LANGS = ("zh", "en")

everyone = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)


def broken(tmp_path: Path, change) -> DatasetError:
    """Load the file after a change to its parsed content; it must fail."""
    data = copy.deepcopy(RAW)
    change({row["properties"]["id"]: row for row in data["features"]})
    return failing(tmp_path, json.dumps(data).encode())


def failing(tmp_path: Path, content: bytes) -> DatasetError:
    file = tmp_path / "poi.geojson"
    file.write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        load_places(file)
    readable(caught.value)
    return caught.value


def readable(error: DatasetError) -> None:
    """Every fault says what is wrong and how to mend it, in both languages."""
    assert error.faults
    for fault in error.faults:
        assert fault.where.startswith(("poi.geojson", "nothing.geojson", "test_"))
        for lang in LANGS:
            assert fault.message(lang).strip()
            assert fault.hint(lang).strip()
        assert re.search("[\u4e00-\u9fff]", fault.message("zh"))
        assert "Input should" not in fault.message("en")


def only(error: DatasetError) -> tuple[str, str]:
    assert len(error.faults) == 1, error
    return error.faults[0].code, error.faults[0].where


# --- the embedded file -----------------------------------------------------------------------


def test_the_districts_places_are_there():
    by_id = {place.id: place for place in PLACES}
    assert set(by_id) >= DISTRICT | AWAITED
    for name in DISTRICT:
        assert by_id[name].lon is not None
        assert by_id[name].named_by_district
        assert by_id[name].themes["all"] > 0
    for name in AWAITED:
        assert by_id[name].lon is None
        assert by_id[name].position.status == "unknown"


@everyone
def test_story(place: Place):
    assert 80 <= len(place.story_zh) <= 160
    assert 50 <= len(place.story_en.split()) <= 100
    assert place.story_facts
    assert set(place.story_facts) <= {fact.id for fact in place.facts}
    assert "—" not in place.story_en
    assert not re.search(r"[,.;:?!] ?[\u4e00-\u9fff]", place.story_zh), "half-width punctuation"


@everyone
def test_years_agree_in_both_languages(place: Place):
    zh, en = (
        set(re.findall(r"\b(?:1[89]|20)\d\d(?![\d平])", text, re.ASCII))
        for text in (place.story_zh, place.story_en)
    )
    assert zh == en
    told = " ".join(fact.zh + fact.en for fact in place.facts if fact.id in place.story_facts)
    told += "".join(f"{fact.date}" for fact in place.facts if fact.id in place.story_facts)
    missing = {year for year in zh | en if year not in told}
    assert not missing, "a year of the story is in none of its facts"


@everyone
def test_facts_cite_a_publisher_and_no_copy_site(place: Place):
    text = json.dumps([f.publisher + (f.title or "") + f.zh + f.en for f in place.facts])
    assert "http" not in text
    assert "www." not in text
    for fact in place.facts:
        assert re.search("[\u4e00-\u9fff]", fact.zh)
        assert not re.search("[\u4e00-\u9fff]", fact.en)


@everyone
def test_options(place: Place):
    kinds = [option.kind for option in place.options]
    assert kinds[0] == "outside"
    for option in place.options:
        low, high = {"outside": (5, 12), "inside": (20, 60)}[option.kind]
        assert low <= option.dwell_min <= high


@everyone
def test_names_streets_and_review(place: Place):
    assert place.reviewed_by is None
    assert (place.street is None) == (place.lon is None)
    if place.street:
        assert place.address_zh.startswith(place.street)
    if place.themes["family"] >= 3:
        assert place.question_zh


def test_the_inhabited_lane_asks_for_quiet():
    home = next(place for place in PLACES if place.id == "qian-home")
    assert "弄口" in home.story_zh
    assert "mouth" in home.story_en
    assert home.access_notes_zh


def test_every_theme_can_be_walked():
    for theme in PLACES[0].themes:
        scored = [p for p in PLACES if p.lon is not None and p.themes[theme] > 0]
        assert len(scored) >= 3, theme


def test_coordinates_are_in_the_box_and_compact():
    for place in PLACES:
        if place.lon is not None:
            assert 121.402 < place.lon < 121.447
            assert 31.193 < place.lat < 31.237
    longest = max(re.findall(r"\d+\.\d+(?=[,\]])", FILE.read_text("utf-8")), key=len)
    assert len(longest.split(".")[1]) <= 7


def test_fields_stand_in_the_order_of_the_dataclass():
    order = [field.name for field in fields(Place) if field.name not in {"lon", "lat"}]
    for row in RAW["features"]:
        assert list(row["properties"]) == order


# --- broken files ----------------------------------------------------------------------------


def put(name, *path_and_value):
    """Return a change that sets one field of one place."""
    *path, value = path_and_value

    def change(rows):
        spot = rows[name]["properties"]
        for part in path[:-1]:
            spot = spot[part]
        spot[path[-1]] = value

    return change


def drop(name, field):
    return lambda rows: rows[name]["properties"].pop(field)


def geometry(name, value):
    return lambda rows: rows[name].update(geometry=value)


def deep(levels, key=None):
    """A list in a list in a list, or an object in an object."""
    value = []
    for _ in range(levels):
        value = [value] if key is None else {key: value}
    return value


POINT = {"type": "Point", "coordinates": [121.42, 31.21]}


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (drop("sim", "name_en"), "field_missing", "sim: name_en"),
        (put("sim", "colour", "red"), "field_unknown", "sim: colour"),
        (put("sim", "name_zh", ""), "text_empty", "sim: name_zh"),
        (put("sim", "name_zh", 5), "wrong_type", "sim: name_zh"),
        (put("sim", "kind", "muesum"), "not_allowed", "sim: kind"),
        (put("sim", "themes", "chips", 6), "number_too_large", "sim: themes.chips"),
        (put("sim", "themes", "chips", -1), "number_too_small", "sim: themes.chips"),
        (put("sim", "themes", "chips", "5"), "wrong_type", "sim: themes.chips"),
        (put("sim", "in_quarter", 1), "wrong_type", "sim: in_quarter"),
        (put("sim", "options", []), "list_empty", "sim: options"),
        (put("sim", "options", 0, "dwell_min", 0), "number_too_small", "sim: options[0].dwell_min"),
        (put("sim", "options", 0, "last_entry", "25:00"), "bad_clock",
         "sim: options[0].last_entry"),
        (put("sim", "checked_on", "2026-13-01"), "bad_date", "sim: checked_on"),
        (put("sim", "facts", 0, "date", "May 2024"), "bad_partial_date", "sim: facts[0].date"),
        (put("sim", "id", "SIM"), "bad_id", "SIM: id"),
        (put("sim", "id", "x" * 41), "text_too_long", ": id"),
        (put("sim", "name_zh", "\ud800"), "bad_character", "sim: name_zh"),
        (put("sic", "id", "sim"), "id_twice", "sim: id"),
        (put("sim", "story_facts", 0, "nobody"), "fact_unknown", "sim: story_facts[0]"),
        (put("sim", "facts", 4, "id", "roots"), "id_twice", "sim: facts[4].id"),
        (put("sim", "question_en", None), "language_missing", "sim: question_en"),
        (put("sim", "address_zh", None), "language_missing", "sim: address_zh"),
        (put("sim", "options", 1, "booking_en", None), "language_missing",
         "sim: options[1].booking_en"),
        (put("sim", "options", 1, "kind", "outside"), "option_twice", "sim: options[1].kind"),
        (put("sim", "options", 1, "hours_status", "confirmed"), "hours_missing",
         "sim: options[1].opening_hours"),
        (put("qian-library", "options", 1, "hours_status", "unknown"), "hours_but_unknown",
         "qian-library: options[1].hours_status"),
        (put("qian-library", "options", 1, "hours_source", None), "hours_source_missing",
         "qian-library: options[1].hours_source"),
        (put("qian-library", "options", 1, "hours_year", None), "hours_year_missing",
         "qian-library: options[1].hours_year"),
        (geometry("sim", None), "position_missing", "sim: geometry"),
        (geometry("no1", POINT), "position_but_unknown", "no1: position.status"),
        (put("sim", "position", "accuracy_m", None), "accuracy_missing",
         "sim: position.accuracy_m"),
        (put("sim", "position", "source", None), "position_source_missing",
         "sim: position.source"),
        (geometry("sim", {"type": "Point", "coordinates": [31.22, 121.41]}), "swapped",
         "sim: geometry.coordinates"),
        (geometry("sim", {"type": "Point", "coordinates": [121.41]}), "not_a_point",
         "sim: geometry"),
        (geometry("sim", {"type": "LineString", "coordinates": []}), "not_a_point",
         "sim: geometry"),
        (geometry("sim", {"type": "Point", "coordinates": ["121", 31.2]}), "wrong_type",
         "sim: geometry.coordinates[0]"),
        (put("sim", "lon", 121.4), "field_in_geometry", "sim: lon"),
        (put("sim", "themes", "chips", math.nan), "not_finite", "sim: themes.chips"),
        (put("sim", "facts", 0, "date", "2024-13"), "bad_partial_date", "sim: facts[0].date"),
        (put("sim", "facts", 0, "date_is", "guessed"), "not_allowed", "sim: facts[0].date_is"),
        (put("sim", "website", "javascript:alert(1)"), "bad_website", "sim: website"),
        (put("sim", "website", "www.sim.ac.cn"), "bad_website", "sim: website"),
        (put("sim", "name_zh", "x" * 1001), "text_too_long", "sim: name_zh"),
        (put("sim", "name_zh", " 微系统所"), "text_line", "sim: name_zh"),
        (put("sim", "name_zh", "微系统所\u3000"), "text_line", "sim: name_zh"),
        (put("sim", "name_zh", "微系\n统所"), "text_line", "sim: name_zh"),
        (put("sim", "story_zh", "微系统\u200b所"), "hidden_character", "sim: story_zh"),
        (put("sim", "story_zh", "\u202e微系统所"), "hidden_character", "sim: story_zh"),
        (put("sim", "story_zh", "微系统所\x07"), "hidden_character", "sim: story_zh"),
        (put("sim", "facts", 0, "zh", "微系统\ufffd所"), "hidden_character", "sim: facts[0].zh"),
        (put("sim", "themes", {"ch\x1bips": 5}), "hidden_character", "sim: themes.ch\\u001bips"),
        (put("sim", "id", "__proto__"), "bad_id", "__proto__: id"),
        (put("sim", "ticket_zh", deep(40)), "too_deep", "sim: ticket_zh[0]"),
        (put("sim", "ticket_zh", deep(600)), "too_deep", "sim: ticket_zh[0]"),
        (put("sim", "ticket_zh", deep(600, "a")), "too_deep", "sim: ticket_zh.a"),
    ],
)  # fmt: skip
def test_one_fault_is_named_with_feature_and_field(tmp_path, change, code, where):
    got, at = only(broken(tmp_path, change))
    assert got == code
    assert at.startswith("poi.geojson: ")
    assert at.endswith(where)


def test_all_faults_come_at_once(tmp_path):
    def change(rows):
        rows["sim"]["properties"]["kind"] = "muesum"
        del rows["sic"]["properties"]["name_zh"]
        rows["sic"]["properties"]["dwell"] = 5
        rows["wysh"]["geometry"] = None

    error = broken(tmp_path, change)
    assert {(f.where.split(": ")[1], f.code) for f in error.faults} == {
        ("sim", "not_allowed"),
        ("sic", "field_missing"),
        ("sic", "field_unknown"),
        ("wysh", "position_missing"),
    }
    nearest = next(f for f in error.faults if f.code == "not_allowed")
    assert "museum" in nearest.hint("zh")


def test_a_list_is_not_called_empty_for_a_fault_in_what_it_holds(tmp_path):
    def change(rows):
        del rows["mix320"]["properties"]["options"][0]["dwell_min"]

    assert only(broken(tmp_path, change)) == (
        "field_missing",
        "poi.geojson: mix320: options[0].dwell_min",
    )


def test_a_feature_without_id_is_named_by_its_number(tmp_path):
    data = copy.deepcopy(RAW)
    del data["features"][2]["properties"]["id"]
    assert only(failing(tmp_path, json.dumps(data).encode())) == (
        "field_missing",
        "poi.geojson: #3: id",
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"type": "FeatureCollection",\n "features": [}', "json_syntax"),
        (b"", "json_syntax"),
        (b'{"a": NaN}', "not_finite"),
        (b'{"a": 1e999}', "not_finite"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not_finite"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a": 1, "a": 2}', "key_twice"),
        ("名".encode("gbk"), "file_not_utf8"),
        (b"[]", "not_features"),
        (b'{"type": "Feature"}', "not_features"),
        (b'{"type": "FeatureCollection"}', "not_features"),
        (b'{"type": "FeatureCollection", "features": [1]}', "not_a_feature"),
        (b'{"type": "FeatureCollection", "features": [{"type": "X", "properties": {}}]}',
         "not_a_feature"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]}',
         "field_missing"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_feature_collection(tmp_path, content, code):
    assert only(failing(tmp_path, content))[0] == code


def test_a_syntax_error_has_its_line(tmp_path):
    text = FILE.read_text("utf-8").replace('"kind": "campus",', '"kind": "campus"，', 1)
    error = failing(tmp_path, text.encode())
    line = 1 + text[: text.index('"kind": "campus"，')].count("\n")
    assert f"第 {line} 行" in error.faults[0].message("zh")


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('"kind": "campus",', '"kind": "campus"，', "json_syntax", "{id}"),
        ('"kind": "campus",', '"kind": "campus", "kind": "museum",', "key_twice", "{id}: kind"),
        ('"kind": "campus",', '"kind": "campus\xff",', "file_not_utf8", "{id}"),
    ],
)
def test_a_fault_of_syntax_names_the_place_it_is_in(tmp_path, old, new, code, where):
    text = FILE.read_text("utf-8")
    place = next(place.id for place in PLACES if place.kind == "campus")
    content = text.replace(old, new, 1).encode().replace("\xff".encode(), b"\xff")
    assert only(failing(tmp_path, content)) == (code, f"poi.geojson: {where.format(id=place)}")


def test_faults_of_features_and_of_fields_come_together(tmp_path):
    def change(rows):
        rows["sim"]["geometry"] = 5
        rows["sic"]["properties"]["kind"] = "x"

    assert {fault.code for fault in broken(tmp_path, change).faults} == {
        "not_a_point",
        "not_allowed",
    }


def test_lines_are_counted_as_editors_do(tmp_path):
    """U+2028 and the like end a line for Python, not for an editor."""
    text = FILE.read_text("utf-8").replace('"poi"', '"poi\u2028\u0085"')
    error = failing(tmp_path, text.replace('"kind": "campus",', '"kind": "campus"，', 1).encode())
    assert "campus" in error.faults[0].message("en")


def test_an_overlarge_file_is_not_read(tmp_path):
    file = tmp_path / "poi.geojson"
    with file.open("wb") as out:
        out.truncate(100_000_000)
    with pytest.raises(DatasetError) as caught:
        load_places(file)
    readable(caught.value)
    assert only(caught.value) == ("file_too_large", "poi.geojson")
    assert "100 MB" in caught.value.faults[0].message("en")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "poi.geojson")
    with pytest.raises(DatasetError) as caught:
        load_places(tmp_path / "poi.geojson")
    assert only(caught.value) == ("file_unreadable", "poi.geojson")


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends_are_no_fault(tmp_path, ends):
    file = tmp_path / "poi.geojson"
    file.write_bytes(FILE.read_bytes().replace(b"\n", ends.encode()))
    assert load_places(file) == PLACES


def test_nothing_invisible_gets_into_a_message(tmp_path):
    nasty = "x\x1b[31m\u202e\u200b\x9b" + "長" * 500
    for path in (("kind",), ("ticket_zh",), (nasty,), ("themes", nasty), ("id",)):
        error = broken(tmp_path, put("sim", *path, nasty))
        for fault in error.faults:
            for text in (fault.where, fault.message("zh"), fault.hint("en")):
                assert text.isprintable()
                assert len(text) < 400


def test_a_missing_file_and_a_folder(tmp_path):
    for path, code in (
        (tmp_path / "nothing.geojson", "file_missing"),
        (tmp_path, "file_unreadable"),
    ):
        with pytest.raises(DatasetError) as caught:
            load_places(path)
        readable(caught.value)
        assert caught.value.faults[0].code == code


def test_a_byte_order_mark_is_no_fault(tmp_path):
    file = tmp_path / "poi.geojson"
    file.write_bytes(b"\xef\xbb\xbf" + FILE.read_bytes())
    assert load_places(file) == PLACES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
MUTANT = {"type": "FeatureCollection", "features": RAW["features"][:4]}


def spots(value, path=()):
    """List the path of every value in a JSON tree."""
    yield path
    if isinstance(value, dict | list):
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in children:
            yield from spots(child, (*path, key))


SPOTS = [path for path in spots(MUTANT) if path]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.sampled_from(SPOTS), new=JSON, how=st.sampled_from(["set", "drop", "rename", "twin"])
)
def test_a_mutated_file_never_gives_a_traceback(tmp_path, path, new, how):
    data = copy.deepcopy(MUTANT)
    spot = data
    for part in path[:-1]:
        spot = spot[part]
    key = path[-1]
    if how == "set":
        spot[key] = new
    elif how == "drop":
        del spot[key]
    elif isinstance(spot, dict):
        spot[f"{key}{new}"] = spot[key] if how == "twin" else spot.pop(key)
    else:
        spot.insert(key, new if how == "rename" else copy.deepcopy(spot[key]))
    file = tmp_path / "poi.geojson"
    file.write_text(json.dumps(data))
    before = file.read_bytes()
    try:
        load_places(file)
    except DatasetError as error:
        readable(error)
    assert file.read_bytes() == before


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 30_000), junk=st.binary(max_size=6), cut=st.integers(0, 6))
def test_a_file_with_damaged_bytes_never_gives_a_traceback(tmp_path, at, junk, cut):
    content = FILE.read_bytes()
    file = tmp_path / "poi.geojson"
    file.write_bytes(content[:at] + junk + content[at + cut :])
    try:
        load_places(file)
    except DatasetError as error:
        readable(error)
