"""The command line as users type it: output, exit codes, no traceback, nothing half written."""

import json
import shutil
import subprocess
import sys

import pytest

import citywalk
from planner.quarter import DATA

PLAN = ["plan", "--start", "jiangsu-road", "--at", "2026-12-05T13:00"]


def run(capsys, *argv):
    """Run a command in this process; return exit code, stdout, stderr."""
    code = citywalk.main(list(argv))
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def run_json(capsys, *argv):
    """The same with --json: stdout is one object and nothing else."""
    code, out, _ = run(capsys, *argv, "--json")
    return code, json.loads(out)


def test_plan_prints_a_timetable_in_both_languages(capsys):
    code, out, _ = run(capsys, *PLAN)
    assert code == 0
    assert "硅巷精华" in out
    assert "江苏路站" in out
    code, out, _ = run(capsys, *PLAN, "--lang", "en")
    assert code == 0
    assert "Best of the quarter" in out
    assert not [char for char in out if "\u4e00" <= char <= "\u9fff"]


def test_preferences_are_planned_and_answered(capsys):
    code, out, _ = run(capsys, *PLAN, "--prefer", "lit,quiet", "--step-free", "--lang", "en")
    assert code == 0
    assert "main road" in out
    assert "the map does not say" in out
    assert "No flight of steps" in out
    code, route = run_json(capsys, *PLAN, "--prefer", "quiet,lit")
    assert code == 0
    assert route["request"]["prefer"] == ["lit", "quiet"]
    assert route["certificate"]["comfort"]["quiet_m"] <= route["totals"]["length_m"]
    code, failed = run_json(capsys, *PLAN, "--prefer", "sunny")
    assert code == 2
    assert (failed["error"]["code"], failed["error"]["field"]) == ("wish_unknown", "prefer")


def test_first_milestone(capsys):
    """The five places of the district fit one loop of 150 minutes from Jiangsu Road station."""
    five = {"sim", "sic", "qian-home", "wuyi-quadrant", "wysh"}
    musts = [word for place in five for word in ("--must", place)]
    code, route = run_json(capsys, *PLAN, "--minutes", "150", *musts)
    assert code == 0
    assert five <= {stop["id"] for stop in route["stops"]}


def test_out_writes_route_and_map_whole(capsys, tmp_path):
    code, out, err = run(capsys, *PLAN, "--json", "--out", str(tmp_path / "new" / "walk"))
    assert code == 0
    written = {path.name for path in (tmp_path / "new" / "walk").iterdir()}
    assert written == {"route.json", "route.gpx", "map.html", "walk.html", "sheet-A4.pdf"}
    stored = json.loads((tmp_path / "new" / "walk" / "route.json").read_text("utf-8"))
    assert stored == json.loads(out)
    assert "map.html" in err
    drawn = (tmp_path / "new" / "walk" / "map.html").read_text("utf-8")
    assert "未经实地核实" in drawn
    assert "草稿" in drawn


def test_out_that_is_a_file_is_refused(capsys, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("mine")
    code, answer = run_json(capsys, *PLAN, "--out", str(blocked))
    assert code == 2
    assert answer["error"]["code"] == "out_unwritable"
    assert blocked.read_text() == "mine"


@pytest.mark.parametrize("what", ["places", "themes", "starts"])
def test_lists(capsys, what):
    code, rows = run_json(capsys, what)
    assert code == 0
    assert list(rows) == [what]
    ids = [row["id"] for row in rows[what]]
    code, out, _ = run(capsys, what, "--lang", "en")
    assert code == 0
    assert all(name in out for name in ids)


@pytest.mark.parametrize(
    ("argv", "code", "fault"),
    [
        ([], 2, "usage_missing"),
        (["walk"], 2, "usage_choice"),
        (["plan"], 2, "start_missing"),
        (["plan", "--start"], 2, "usage_value"),
        (["plan", "--start", "jiangsu-road", "--fast"], 2, "usage_unknown"),
        ([*PLAN[:3], "--at", "soon"], 2, "date_unreadable"),
        ([*PLAN, "--theme", "chip"], 2, "theme_unknown"),
        ([*PLAN, "--must", "qian"], 2, "place_unknown"),
        ([*PLAN, "--minutes", "0"], 2, "minutes_unreadable"),
        ([*PLAN, "--minutes", "10"], 1, "budget_too_short"),
        ([*PLAN, "--minutes", "40", "--must", "qian-library"], 1, "must_over"),
        (["plan", "--start", "120.2,30.2"], 2, "start_far"),
        ([*PLAN, "--data", "nowhere"], 2, "folder_missing"),
        (["check", "--data", "nowhere"], 2, "folder_missing"),
        (["hours", "10 to 5"], 2, "hours_unreadable"),
        (["hours", "24/7", "--days", "0"], 2, "days_unreadable"),
        (["hours", "24/7", "--from", "someday"], 2, "day_unreadable"),
    ],
)
def test_mistakes_are_told_in_both_languages(capsys, argv, code, fault):
    found, answer = run_json(capsys, *argv)
    assert found == code
    assert set(answer) == {"error"}
    error = answer["error"]
    assert error["code"].startswith(fault)
    assert error["message"]
    assert error["hint"]
    assert error["field"]
    for lang in ("zh", "en"):
        again, out, err = run(capsys, *argv, "--lang", lang)
        assert again == code
        assert out == ""
        assert err.startswith("出错" if lang == "zh" else "error")


def test_several_mistakes_come_at_once(capsys):
    _, answer = run_json(capsys, "plan", "--start", "x", "--theme", "y", "--must", "z")
    assert {fault["code"] for fault in answer["error"]["faults"]} == {
        "start_unknown", "theme_unknown", "place_unknown",
    }  # fmt: skip


def test_broken_places_are_told_all_at_once(capsys, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns(".cache"))
    places = json.loads((folder / "poi.geojson").read_text("utf-8"))
    places["features"][0]["properties"]["themes"]["all"] = 9
    places["features"][1]["properties"]["options"][0]["dwell_min"] = "long"
    (folder / "poi.geojson").write_text(json.dumps(places, ensure_ascii=False), "utf-8")
    before = (folder / "poi.geojson").read_bytes()
    for argv in (["plan", "--start", "jiangsu-road"], ["places"]):
        code, answer = run_json(capsys, *argv, "--data", str(folder))
        assert code == 2
        first, second = (places["features"][i]["properties"]["id"] for i in (0, 1))
        fields = [fault["field"] for fault in answer["error"]["faults"]]
        assert fields == [
            f"poi.geojson: {first}: themes.all",
            f"poi.geojson: {second}: options[0].dwell_min",
        ]
    assert (folder / "poi.geojson").read_bytes() == before


def test_extract_that_is_no_osm_file(capsys, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns(".cache"))
    (folder / "guixiang.osm.pbf").write_bytes(b"not a map")
    code, answer = run_json(capsys, *PLAN, "--data", str(folder))
    assert (code, answer["error"]["code"]) == (2, "extract_unreadable")
    assert not (folder / ".cache").exists()


def test_hours_of_a_place_and_of_a_spec(capsys):
    code, answer = run_json(capsys, "hours", "bolshevik", "--from", "2026-10-01", "--days", "2")
    assert code == 0
    assert [day["date"] for day in answer["days"]] == ["2026-10-01", "2026-10-02"]
    assert answer["days"][0]["status"] == "open"
    code, answer = run_json(
        capsys, "hours", "Fr 22:00-02:00", "--from", "2026-12-04", "--days", "1"
    )
    assert answer["days"][0]["windows"] == [["22:00", "26:00"]]
    code, out, _ = run(capsys, "hours", "24/7", "--days", "3", "--lang", "en")
    assert (code, len(out.splitlines())) == (0, 3)


def test_streets(capsys, tmp_path):
    code, answer = run_json(capsys, "streets", "report")
    assert code == 0
    assert answer["overlay_m"] > 0
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns(".cache"))
    code, out, err = run(capsys, "streets", "build", "--data", str(folder), "--lang", "en")
    assert code == 0
    assert "172.9 km" in out
    assert "reading the streets" in err
    assert len(list((folder / ".cache").iterdir())) == 1
    code, out, _ = run(capsys, "streets", "report", "--data", str(folder))
    assert code == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("argv", [[], ["plan"], ["streets"], ["hours"]])
def test_help_is_whole_in_its_language(capsys, argv, lang):
    with pytest.raises(SystemExit) as ended:
        citywalk.main([*argv, "--lang", lang, "--help"])
    assert ended.value.code == 0
    out, _ = capsys.readouterr()
    chinese = [char for char in out if "\u4e00" <= char <= "\u9fff"]
    if lang == "zh":
        assert chinese
        assert "usage" not in out
        assert "options" not in out
    else:
        assert set(chinese) <= set("硅巷")


def test_as_a_process():
    """The console script itself: exit code, one JSON object on stdout, logs on stderr."""
    script = [sys.executable, "-m", "citywalk", *PLAN, "--json"]
    done = subprocess.run(script, capture_output=True, text=True, check=False, cwd=DATA.parent)
    assert done.returncode == 0
    assert json.loads(done.stdout)["stops"]


def test_why_a_place_is_left_out(capsys):
    code, answer = run_json(capsys, "why", "sjtu", *PLAN[1:], "--minutes", "60")
    assert code == 0
    why = answer["why"]
    assert (why["out"]["id"], why["out"]["reason"], why["instead"]) == ("sjtu", "too_far", None)
    assert why["alone_min"] > 60
    for lang in ("zh", "en"):
        code, out, _ = run(capsys, "why", "sjtu", *PLAN[1:], "--minutes", "60", "--lang", lang)
        assert code == 0
        assert f" {why['alone_min']} " in out
    code, answer = run_json(capsys, "why", "sim", *PLAN[1:], "--must", "sim")
    assert (code, answer["error"]["code"]) == (2, "why_in_route")
    code, answer = run_json(capsys, "why", "sim", *PLAN[1:], "--minutes", "10")
    assert (code, answer["error"]["code"]) == (1, "budget_too_short")


def test_plan_says_what_time_there_is_to_spare(capsys):
    code, route = run_json(capsys, *PLAN, "--minutes", "90")
    assert code == 0
    spare = {stop["slack_s"] // 60 for stop in route["stops"]}
    costs = [out["cost_min"] for out in route["left_out"] if out["cost_min"]]
    code, out, _ = run(capsys, *PLAN, "--minutes", "90", "--lang", "en")
    assert all(str(minutes) in out for minutes in spare)
    assert all(f"with {minutes} min more" in out for minutes in costs)


def test_plan_looks_for_other_walks(capsys):
    asked = [*PLAN, "--minutes", "90", "--alternatives"]
    code, answer = run_json(capsys, *asked)
    assert code == 0
    assert list(answer) == ["route", "alternatives"]
    assert answer["route"] == run_json(capsys, *PLAN, "--minutes", "90")[1] | {
        "made_at": answer["route"]["made_at"]
    }
    code, out, _ = run(capsys, *asked, "--lang", "en")
    assert code == 0
    assert "Other walks" in out
    for other in answer["alternatives"]:
        assert other["shared"] < 0.5
        wish = other["request"]
        given = ["--order", ",".join(wish["order"])] if wish["order"] else []
        given += [word for place in wish["never"] for word in ("--never", place)]
        assert " ".join(given) in out
        _, again = run_json(capsys, *PLAN, "--minutes", "90", *given)
        assert again["stops"] == other["route"]["stops"]


def test_no_other_walk_is_said_so(capsys):
    code, out, _ = run(capsys, *PLAN, "--order", "sim,wysh", "--alternatives", "--lang", "en")
    assert code == 0
    assert "there is no other walk" in out
