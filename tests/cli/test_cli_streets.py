"""The command line on another quarter: the made-up town of tests/other_quarter."""

import json
import re
import shutil
from pathlib import Path

import pytest

import citywalk
from planner.quarter import DATA

OTHER = Path(__file__).parents[1] / "other_quarter"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town") / "other_quarter"
    shutil.copytree(OTHER, folder, ignore=shutil.ignore_patterns(".cache"))
    return folder


def run(capsys, *argv):
    """Run a command in this process; return exit code, stdout, stderr."""
    code = citywalk.main([str(word) for word in argv])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def run_json(capsys, *argv):
    """The same with --json: stdout is one object and nothing else."""
    code, out, _ = run(capsys, *argv, "--json")
    return code, json.loads(out)


@pytest.mark.parametrize(
    ("at", "offset"), [("2026-12-05T11:00", "-01:00"), ("2026-07-04T11:00", "+00:00")]
)
def test_plan_in_the_towns_own_time(capsys, town, at, offset):
    code, route = run_json(
        capsys, "plan", "--data", town, "--start", "quay-station", "--at", at, "--minutes", "90"
    )
    assert code == 0
    assert {stop["id"] for stop in route["stops"]} == {
        "lighthouse", "net-loft", "herring-stairs", "sea-wall", "fish-market",
    }  # fmt: skip
    assert route["totals"]["leave"] == f"{at}:00{offset}"
    assert route["certificate"]["proved"]
    assert route["certificate"]["overlay_m"] == 0


def test_hours_of_the_town_hold(capsys, town):
    """On a Monday the lighthouse is closed: it is seen from the street."""
    argv = ("plan", "--data", town, "--start", "quay-station", "--must", "lighthouse")
    _, route = run_json(capsys, *argv, "--at", "2026-12-07T11:00", "--minutes", "120")
    ways = {stop["id"]: stop["option"] for stop in route["stops"]}
    assert ways["lighthouse"] == "outside"
    assert ways["net-loft"] == "outside"


def test_steps_can_be_avoided(capsys, town):
    argv = ("plan", "--data", town, "--start", "quay-station", "--at", "2026-12-05T11:00")
    _, route = run_json(
        capsys, *argv, "--minutes", "120", "--must", "herring-stairs", "--step-free"
    )
    assert "herring-stairs" in {stop["id"] for stop in route["stops"]}


def test_plan_draws_the_towns_map(capsys, town, tmp_path):
    argv = ("plan", "--data", town, "--start", "quay-station", "--at", "2026-12-05T11:00")
    code, out, _ = run(capsys, *argv, "--out", tmp_path / "walk", "--lang", "en")
    assert code == 0
    assert "Harbour Street" in out
    assert not [char for char in out if "\u4e00" <= char <= "\u9fff"]
    page = (tmp_path / "walk" / "map.html").read_text("utf-8")
    assert "Tidestone" in page
    assert "Lighthouse Street" in page


def test_check_and_lists(capsys, town):
    code, found = run_json(capsys, "check", "--data", town)
    assert (code, found["faults"]) == (0, [])
    for what, count in (("places", 5), ("themes", 1), ("starts", 1)):
        code, rows = run_json(capsys, what, "--data", town)
        assert (code, len(rows[what])) == (0, count)
    code, days = run_json(
        capsys, "hours", "lighthouse", "--data", town, "--from", "2026-10-01", "--days", "1"
    )
    assert days["days"][0]["windows"] == [["10:00", "16:00"]]  # a holiday elsewhere, not here


def test_report(capsys, town):
    code, found = run_json(capsys, "streets", "report", "--data", town)
    assert code == 0
    assert found["components"] == 1
    assert found["network_km"] == pytest.approx(2.3, abs=0.1)
    assert found["overlay_m"] == 0


def test_report_compares_folders_and_files(capsys, town, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(OTHER, other, ignore=shutil.ignore_patterns(".cache"))
    osm = other / "town.osm"
    osm.write_text(re.sub("海堤路", "堤路", osm.read_text("utf-8")), "utf-8")
    for what in (other, osm):
        code, found = run_json(capsys, "streets", "report", what, "--data", town)
        assert code == 0
        assert [row["street_zh"] for row in found["new_streets"]] == ["海堤路"]
        assert [row["street_zh"] for row in found["lost_streets"]] == ["堤路"]
        assert found["this"]["components"] == found["other"]["components"]
    for lang, word in (("zh", "没有"), ("en", "none")):
        code, out, _ = run(capsys, "streets", "report", osm, "--data", town, "--lang", lang)
        assert code == 0
        assert word in out  # nothing moved
        assert ("海堤路" if lang == "zh" else "Seawall Road") in out


def test_two_cities_can_be_compared(capsys, town):
    """Far apart, and still no traceback."""
    code, found = run_json(capsys, "streets", "report", DATA / "guixiang.osm.pbf", "--data", town)
    assert code == 0
    assert len(found["moved"]) == 6
    assert found["moved"][0]["metres"] > 1_000_000


@pytest.mark.parametrize(("what", "code"), [("nowhere", "file_missing"), (".", "file_missing")])
def test_report_of_what_is_not_there(capsys, town, tmp_path, what, code):
    path = tmp_path / what
    found, answer = run_json(capsys, "streets", "report", path, "--data", town)
    assert (found, answer["error"]["code"]) == (2, code)


def test_dataset_new(capsys, tmp_path):
    argv = ["dataset", "new", tmp_path / "a", "--osm", OTHER / "town.osm"]
    argv += ["--poi", OTHER / "poi.geojson", "--country", "XX"]
    code, made = run_json(capsys, *argv, "--timezone", "Atlantic/Azores")
    assert code == 0
    assert (made["places"], made["starts"]) == (5, 1)
    code, answer = run_json(capsys, *argv)
    assert (code, answer["error"]["code"]) == (2, "folder_not_empty")
    argv[2] = tmp_path / "b"
    code, out, _ = run(capsys, *argv, "--lang", "en")
    assert code == 0
    assert "Etc/GMT+2" in out  # guessed, and said so
    code, _ = run_json(
        capsys, "plan", "--data", tmp_path / "b", "--start", "quay-station", "--minutes", "90"
    )
    assert code == 0


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["dataset"], "usage_missing"),
        (["dataset", "new"], "usage_missing"),
        (["dataset", "new", "x", "--osm", "a.osm"], "usage_missing"),
        (["dataset", "new", "x", "--osm", "a.osm", "--poi", "b.geojson"], "file_missing"),
        (["streets", "fetch", "--data", "nowhere"], "folder_missing"),
    ],
)
def test_mistakes(capsys, tmp_path, monkeypatch, argv, code):
    monkeypatch.chdir(tmp_path)
    found, answer = run_json(capsys, *argv)
    assert found == 2
    assert answer["error"]["code"] == code
    assert answer["error"]["hint"]
    assert list(tmp_path.iterdir()) == []
