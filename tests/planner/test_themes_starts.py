"""Themes and starts: the embedded files keep their rules, and broken ones name every fault."""

import copy
import json
from pathlib import Path

import pytest

from planner.errors import DatasetError
from planner.starts import Start, load_starts
from planner.themes import Theme, load_themes

DATA = Path(__file__).parents[2] / "data"
THEMES = load_themes(DATA / "themes.toml")
STARTS = load_starts(DATA / "starts.geojson")
RAW = json.loads((DATA / "starts.geojson").read_text("utf-8"))
GOOD = """[all]
name_zh = "精华"
name_en = "Best"
promise_zh = "走一走"
promise_en = "Walk"
colour = "#9b1b30"
"""
LONG = "a" * 41
DEEP = "[" * 60 + "]" * 60


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faults(error: DatasetError) -> list[tuple[str, str]]:
    for fault in error.faults:
        for lang in ("zh", "en"):
            assert fault.message(lang)
            assert fault.hint(lang)
    return [(fault.code, fault.where) for fault in error.faults]


def themes_fail(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    file = tmp_path / "themes.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(DatasetError) as caught:
        load_themes(file)
    return faults(caught.value)


def starts_fail(tmp_path: Path, change) -> list[tuple[str, str]]:
    data = copy.deepcopy(RAW)
    change({row["properties"]["id"]: row for row in data["features"]})
    file = tmp_path / "starts.geojson"
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(DatasetError) as caught:
        load_starts(file)
    return faults(caught.value)


# --- themes ----------------------------------------------------------------------------------


def test_the_eight_themes():
    assert [theme.id for theme in THEMES] == [
        "all",
        "spirit",
        "chips",
        "materials",
        "internet",
        "renewal",
        "heritage",
        "family",
    ]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_a_theme_carries_white_numbers_and_one_line(theme: Theme):
    contrast = 1.05 / (luminance(theme.colour) + 0.05)
    assert contrast >= 4.5
    assert len(theme.promise_zh) <= 40
    assert len(theme.promise_en) <= 90


def test_colours_can_be_told_apart():
    colours = [[int(theme.colour[i : i + 2], 16) for i in (1, 3, 5)] for theme in THEMES]
    for index, one in enumerate(colours):
        for other in colours[:index]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) > 45**2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD.replace("#9b1b30", "red"), ("bad_colour", "themes.toml: all: colour")),
        (GOOD.replace("[all]", "[All]"), ("bad_theme_id", "themes.toml: All: id")),
        (GOOD.replace("promise_en", "promiss"), ("field_missing", "themes.toml: all: promise_en")),
        (GOOD + 'id = "all"', ("field_unknown", "themes.toml: all: id")),
        ("all = 5", ("not_a_table", "themes.toml: all")),
        ("", ("no_themes", "themes.toml")),
        (GOOD.replace('"走一走"', "走一走"), ("toml_syntax", "themes.toml: all")),
        (GOOD + GOOD, ("toml_syntax", "themes.toml: all")),
        ("name = 走", ("toml_syntax", "themes.toml")),
        (
            GOOD.replace("[all]", "[" + "a" * 41 + "]"),
            ("text_too_long", f"themes.toml: {'a' * 41}: id"),
        ),
        (
            GOOD.replace("走一走", "走一走\u200b"),
            ("hidden_character", "themes.toml: all: promise_zh"),
        ),
        (GOOD.replace("走一走", " "), ("text_line", "themes.toml: all: promise_zh")),
        (GOOD.replace('"走一走"', "nan"), ("wrong_type", "themes.toml: all: promise_zh")),
        (
            GOOD.replace('"走一走"', "[" * 60 + "]" * 60),
            ("too_deep", "themes.toml: all: promise_zh[0]"),
        ),
        ("a = " + "[" * 5000, ("too_deep", "themes.toml")),
    ],
)
def test_a_broken_theme_is_named(tmp_path, text, expected):
    assert expected in themes_fail(tmp_path, text)


def test_all_theme_faults_come_at_once(tmp_path):
    text = GOOD.replace("#9b1b30", "red") + GOOD.replace("[all]", "[B]") + "[c]\n"
    assert len(themes_fail(tmp_path, text)) == 1 + 1 + 5


def test_a_toml_syntax_error_has_its_line(tmp_path):
    file = tmp_path / "themes.toml"
    file.write_text(GOOD.replace('"走一走"', "走一走"), "utf-8")
    with pytest.raises(DatasetError) as caught:
        load_themes(file)
    assert "第 4 行" in caught.value.faults[0].message("zh")
    assert "line 4" in caught.value.faults[0].message("en")


# --- starts ----------------------------------------------------------------------------------


def test_the_stations_and_exits():
    assert [start.id for start in STARTS if start.kind == "station"] == [
        "jiangsu-road",
        "zhongshan-park",
        "jiao-tong-university",
        "west-yanan-road",
        "hongqiao-road",
    ]
    assert {start.id for start in STARTS if start.kind == "exit"} == {
        "jiangsu-road-exit-5",
        "jiangsu-road-exit-7",
        "zhongshan-park-exit-5",
        "jiao-tong-university-exit-6",
    }


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.id)
def test_a_start_is_complete(start: Start):
    assert (start.kind == "station") == bool(start.lines)
    assert start.source
    assert "http" not in start.source
    if start.kind == "exit":
        station = next(s for s in STARTS if s.id == start.station)
        assert start.id.startswith(f"{station.id}-exit-")
        assert start.name_zh.startswith(station.name_zh)
        assert abs(start.lon - station.lon) < 0.006
        assert abs(start.lat - station.lat) < 0.003


def test_stations_are_where_the_map_notes_have_them():
    known = {
        "zhongshan-park": (121.41156, 31.22006),
        "jiangsu-road": (121.42701, 31.22144),
        "jiao-tong-university": (121.43046, 31.20404),
        "hongqiao-road": (121.41750, 31.19858),
    }
    for start in STARTS:
        if start.id in known:
            assert (start.lon, start.lat) == pytest.approx(known[start.id], abs=1e-5)


EXIT = "jiangsu-road-exit-5"


@pytest.mark.parametrize(
    ("name", "field", "value", "code"),
    [
        (EXIT, "station", "nowhere", "station_unknown"),
        (EXIT, "station", None, "station_unknown"),
        (EXIT, "kind", "door", "not_allowed"),
        (EXIT, "accuracy_m", 0, "number_too_small"),
        (EXIT, "date", "", "text_empty"),
        (EXIT, "colour", "red", "field_unknown"),
        (EXIT, "lon", 121.4, "field_in_geometry"),
        (EXIT, "street", "", "text_empty"),
        ("hongqiao-road", "id", "west-yanan-road", "id_twice"),
    ],
)
def test_a_broken_start_is_named(tmp_path, name, field, value, code):
    found = starts_fail(tmp_path, lambda rows: rows[name]["properties"].update({field: value}))
    assert [fault for fault, _ in found] == [code]
    assert found[0][1].endswith(f": {field}")


def test_a_start_without_point_and_a_swapped_one(tmp_path):
    def change(rows):
        rows[EXIT]["geometry"] = None
        rows["hongqiao-road"]["geometry"]["coordinates"].reverse()

    assert starts_fail(tmp_path, change) == [
        ("start_without_point", f"starts.geojson: {EXIT}: geometry"),
        ("swapped", "starts.geojson: hongqiao-road: geometry.coordinates"),
    ]
