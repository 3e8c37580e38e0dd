"""The commands about data as users type them: check, places, places locate."""

import json
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

import citywalk
from cli import arguments
from planner.quarter import DATA
from planner.upkeep.locate import SURE_M
from planner.words import say

LOCATE = ["places", "locate", "no1", "121.4161,31.2155"]
SOURCE = ["--source", "馆方电话"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the embedded dataset, its network built."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def run(capsys, *argv):
    code = citywalk.main([str(word) for word in argv])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def run_json(capsys, *argv):
    code, out, _ = run(capsys, *argv, "--json")
    return code, json.loads(out)


def test_check_prints_one_object(capsys):
    code, found = run_json(capsys, "check")
    assert code == 0
    assert set(found) == {"faults", "warnings"}
    assert found["faults"] == []
    for warning in found["warnings"]:
        assert set(warning) == {"code", "message", "field", "hint"}


def test_check_tells_all_in_both_languages(capsys, folder):
    file = folder / "poi.geojson"
    data = json.loads(file.read_text("utf-8"))
    data["features"][0]["properties"]["kind"] = "muesum"
    data["features"][1]["properties"]["themes"] = {"chip": 3}
    file.write_text(json.dumps(data), "utf-8")
    before = file.read_bytes()
    for lang, word in (("zh", "出错"), ("en", "error")):
        code, out, _ = run(capsys, "check", "--data", folder, "--lang", lang)
        assert code == 2
        lines = [line for line in out.splitlines() if line.startswith(word)]
        assert len(lines) == 2
        assert "kind" in lines[0]
        assert "themes.chip" in lines[1]
        assert "museum" in out, "the mend"
        assert "chips" in out, "the mend"
    assert file.read_bytes() == before


def test_check_tells_a_published_route_that_cannot_be_walked(capsys, folder):
    text = (folder / "catalogue.toml").read_text("utf-8")
    start = text.index("[hudecs-album]")
    text = text[start:].replace("minutes = 110", "minutes = 20")
    (folder / "catalogue.toml").write_text(text, "utf-8")
    code, found = run_json(capsys, "check", "--data", folder)
    assert code == 2
    (fault,) = found["faults"]
    assert fault["code"] == "published_no_walk"
    assert fault["field"] == "catalogue.toml: hudecs-album"
    assert fault["hint"]


def test_check_groups_its_warnings(capsys):
    for argv, shown in ((("check",), False), (("check", "--all"), True)):
        code, out, _ = run(capsys, *argv, "--lang", "en")
        assert code == 0
        assert ("wukang" in out) == shown
        assert ("not shown" in out) != shown


def test_check_of_a_folder_without_dataset(capsys, tmp_path):
    code, found = run_json(capsys, "check", "--data", tmp_path)
    assert code == 2
    assert [fault["code"] for fault in found["faults"]] == ["file_missing"]


def test_places_alone_still_lists(capsys):
    code, out, _ = run(capsys, "places", "--lang", "en")
    assert code == 0
    assert "sim " in out
    code, rows = run_json(capsys, "places")
    assert {"id", "lon", "facts"} <= set(rows["places"][0])
    assert rows["places"][0]["facts"][0]["date_is"] in {"published", "read"}


def test_locate_tells_what_it_wrote(capsys, folder):
    code, out, _ = run(capsys, *LOCATE, *SOURCE, "--data", folder, "--lang", "en")
    assert code == 0
    assert "121.4161, 31.2155 (confirmed)" in out
    assert "warning" in out, "its street is not given yet"
    code, answer = run_json(capsys, *LOCATE, *SOURCE, "--accuracy", SURE_M + 10, "--data", folder)
    assert code == 0
    assert answer["place"]["position"] == {
        "status": "approximate", "accuracy_m": SURE_M + 10, "source": "馆方电话",
    }  # fmt: skip
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", answer["place"]["checked_on"])
    assert [warning["code"] for warning in answer["warnings"]] == ["street_missing"]
    code, rows = run_json(capsys, "places", "--data", folder)
    place = next(row for row in rows["places"] if row["id"] == "no1")
    assert (place["lon"], place["lat"]) == (121.4161, 31.2155)


def test_options_may_stand_before_the_second_word(capsys, folder):
    code, out, _ = run(
        capsys, "--lang", "en", "places", "--data", folder, "--json", *LOCATE[1:], *SOURCE
    )
    assert code == 0
    assert json.loads(out)["file"].startswith(str(folder))
    assert "馆方电话" in (folder / "poi.geojson").read_text("utf-8")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["places", "locate"], "usage_missing"),
        (["places", "locate", "no1", "121.4161,31.2155"], "usage_missing"),
        (["places", "find"], "usage_choice"),
        ([*LOCATE, "--source"], "usage_value"),
        (["places", "locate", "no2", "121.4161,31.2155", *SOURCE], "place_unknown"),
        (["places", "locate", "no1", "31.2155,121.4161", *SOURCE], "lonlat_swapped"),
        ([*LOCATE, "--source", ""], "source_missing"),
        ([*LOCATE, *SOURCE, "--accuracy", "-5"], "accuracy_unreadable"),
    ],
)
def test_mistakes_change_nothing(capsys, folder, argv, code):
    before = (folder / "poi.geojson").read_bytes()
    for lang in ("zh", "en"):
        status, answer = run_json(capsys, *argv, "--data", folder, "--lang", lang)
        assert status == 2
        assert answer["error"]["code"] == code
        assert answer["error"]["hint"]
    assert (folder / "poi.geojson").read_bytes() == before


def test_a_full_disk_is_told(capsys, folder, monkeypatch):
    before = (folder / "poi.geojson").read_bytes()

    def full(*_args):
        raise OSError(28, "No space left on device", "poi.geojson")

    monkeypatch.setattr(Path, "replace", full)
    code, answer = run_json(capsys, *LOCATE, *SOURCE, "--data", folder)
    assert (code, answer["error"]["code"]) == (2, "out_full")
    assert (folder / "poi.geojson").read_bytes() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_states_the_limit_that_holds(lang):
    assert f" {SURE_M} " in say("cli.accuracy", lang)


def test_every_command_is_there():
    """Commands are named by text, so that only the one that runs is imported."""
    text = Path(arguments.__file__).read_text("utf-8")
    names = re.findall(r'"((?:commands|places|streets|dataset)\.[a-z_]+)"', text)
    assert len(names) > 7
    for name in names:
        module, function = name.split(".")
        assert callable(getattr(import_module(f"cli.{module}"), function))
