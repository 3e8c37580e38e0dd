"""A guide's tour without a browser: planned, taken away in every format, mended where it breaks."""

import csv
import io
import json
import re
import shlex

import pytest
from test_cli import run, run_json

import citywalk
from planner.route_file import read_route, request_in, route_text
from routes.formats import FORMATS

START = ["plan", "--start", "jiangsu-road", "--at", "2026-12-07T09:00"]
OWN = "121.4270,31.2190,10,集合; 点名,A"
TOUR = [
    *START, "--order", "sunkeji,own-1,wysh,mix320", "--own", OWN, "--dwell", "wysh=15",
    "--group", "30",
]  # fmt: skip
LOCKED = [*TOUR, "--minutes", "150", "--fixed", "mix320@10:30"]
LATE = [*TOUR, "--minutes", "60", "--fixed", "mix320@09:20"]


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour")
    assert citywalk.main([*LOCKED, "--out", str(folder)]) == 0
    return folder / "route.json"


def test_a_shaped_tour_is_planned(capsys):
    code, route = run_json(capsys, *LOCKED)
    assert code == 0
    stops = {stop["id"]: stop for stop in route["stops"]}
    assert list(stops) == ["sunkeji", "own-1", "wysh", "mix320"]
    assert stops["own-1"]["name_zh"] == stops["own-1"]["name_en"] == "集合; 点名,A"
    assert stops["mix320"]["start"] == "2026-12-07T10:30:00+08:00"
    assert stops["mix320"]["wait_s"] > 0
    assert stops["mix320"]["notes"][0]["text_zh"] == "定在 10:30 开始"
    assert route["request"]["group"] == 30
    assert route["request"]["dwell"] == [["wysh", 15]]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["集合; 点名,A · 停留 10 分钟", "定在 10:30 开始", "（等 "]),
        ("en", ["集合; 点名,A · stay 10 min", "Locked to begin at 10:30", " (wait "]),
    ],
)
def test_the_timetable_says_what_is_fixed(capsys, lang, said):
    code, out, _ = run(capsys, *LOCKED, "--lang", lang)
    assert code == 0
    assert all(text in out for text in said)
    assert "等开门" not in out
    assert "for opening" not in out


def test_places_out_of_the_order_are_counted_not_listed(capsys):
    _, out, _ = run(capsys, *LOCKED, "--never", "sim")
    left = out.split("没有排进来的：\n")[1].split("\n\n")[0].splitlines()
    counted = [line for line in left if "站序" in line]
    assert len(counted) == 1
    assert counted[0].startswith("  其余 ")
    assert any("（sim）：按您的要求不去" in line for line in left)
    _, route = run_json(capsys, *LOCKED, "--never", "sim")
    number = int(re.search(r"\d+", counted[0])[0])
    assert number + len(left) - 1 == len(route["left_out"])


def test_crossings_take_longer(capsys):
    times = []
    for more in ([], ["--crossing-wait", "0"], ["--crossing-wait", "60"]):
        code, route = run_json(capsys, *TOUR, "--minutes", "200", *more)
        assert code == 0
        times.append(route["totals"]["walk_s"])
    assert times[1] < times[0] < times[2]


def test_route_file_and_back(walk):
    route = read_route(walk)
    assert route_text(route) == walk.read_text("utf-8").rstrip("\n")
    request = request_in(route)
    assert request.fixed == (("mix320", "10:30"),)
    assert request.own[0].name == "集合; 点名,A"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_tour(capsys, walk, tmp_path, name, lang):
    target = tmp_path / f"tour.{FORMATS[name].suffix}"
    code, _, _ = run(
        capsys, "export", str(walk), "--format", name, "-o", str(target), "--lang", lang
    )
    assert code == 0
    content = target.read_bytes()
    assert len(content) > 500
    if FORMATS[name].is_text and name != "tcx":
        text = content.decode().replace("\r\n ", "")
        assert "集合" in text
        if name != "links":
            assert ("定在 10:30" if lang == "zh" else "Locked to begin at 10:30") in text
        assert "等开门" not in text


def test_the_cue_sheet_is_for_the_group(capsys, walk):
    code, out, _ = run(capsys, "export", str(walk), "--format", "cues-text")
    assert code == 0
    assert "按 30 人的团队准备" in out
    assert "每过一个路口多算 14 秒" in out
    assert "停留10分钟\n" in out, "of an own stop there is no way of seeing it"
    assert re.search(r"\n等\d+分钟\n", out)
    assert "第一次来" not in out, "what the theme promises need not be on a tour of one's own"


def test_the_table_says_no_way_of_seeing_an_own_stop(capsys, walk):
    code, out, _ = run(capsys, "export", str(walk), "--format", "csv")
    assert code == 0
    rows = list(csv.reader(io.StringIO(out.lstrip("\ufeff"))))
    (own,) = [row for row in rows if "own-1" in row]
    assert not {"在外面看", "入内参观"} & set(own)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_a_sheet_is_printed(capsys, walk, tmp_path, paper, lang):
    target = tmp_path / "tour.pdf"
    words = ["--paper", paper, "--lang", lang, "-o", str(target)]
    code, _, _ = run(capsys, "sheet", str(walk), *words)
    assert code == 0
    assert target.read_bytes().startswith(b"%PDF")


def test_a_tour_that_breaks_is_told(capsys):
    code, out, err = run(capsys, *LATE)
    assert (code, out) == (1, "")
    assert "赶不上定好的时间" in err
    assert "✗ 定在 09:20，晚" in err
    assert "第 4 站 武夷MIX320" in err
    assert "超出时限" in err
    assert "可以这样改" in err
    code, _, err = run(capsys, *LATE, "--lang", "en")
    assert code == 1
    chinese = [char for char in err.replace("集合; 点名", "") if "\u4e00" <= char <= "\u9fff"]
    assert not chinese
    assert "✗ its time is locked at 09:20;" in err


def test_a_tour_that_breaks_is_one_object(capsys):
    code, found = run_json(capsys, *LATE)
    assert code == 1
    assert list(found) == ["error"]
    found = found["error"]
    assert found["code"] == "fixed_missed"
    assert found["tried"]["order"] == ["sunkeji", "own-1", "wysh", "mix320"]
    late = found["tried"]["stops"][3]
    assert late["broken"]["code"] == "fixed_late"
    assert late["late_s"] > 0
    assert found["tried"]["lines"]
    assert all(leg["geometry"]["type"] == "LineString" for leg in found["tried"]["legs"])
    assert found["mends"]
    assert {"text_zh", "text_en", "request", "kept"} <= found["mends"][0].keys()


def test_the_options_that_are_told_mend_it(capsys):
    """Each mend's options, put in place of the old ones, give a walk."""
    code, _, err = run(capsys, *LATE)
    assert code == 1
    told = [line.strip() for line in err.splitlines() if line.startswith("   --")]
    assert len(told) >= 2
    for line in told:
        options, _, without = line.partition("（去掉 ")
        new = shlex.split(options)
        gone = {*new[::2], *without.rstrip("）").split()}
        kept = [
            word
            for option, value in zip(LATE[1::2], LATE[2::2], strict=True)
            if option not in gone
            for word in (option, value)
        ]
        code, _, err = run(capsys, "plan", *kept, *new)
        assert code == 0, (line, err)


def test_too_many_musts_are_mended_too(capsys):
    words = ["--must", "wysh", "--must", "sim", "--minutes", "40"]
    code, found = run_json(capsys, *START, *words)
    assert code == 1
    assert set(found["error"]["tried"]["order"]) == {"wysh", "sim"}
    assert "more_time" in [mend["code"] for mend in found["error"]["mends"]]


def test_without_wishes_there_is_nothing_to_mend(capsys):
    code, out, err = run(capsys, *START, "--minutes", "10")
    assert code == 1
    assert out == ""
    assert len(err.splitlines()) == 2
    _, found = run_json(capsys, *START, "--minutes", "10")
    assert not {"tried", "mends"} & found["error"].keys()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--own", "121.60,31.24,10,对岸", "--order", "wysh,own-1"], "own_far"),
        (["--own", "121.42,31.21,10"], "own_unreadable"),
        (["--own", "121.42,31.21,10,x", "--order", "wysh,own-2"], "place_unknown"),
        (["--dwell", "wysh=1000"], "dwell_unreadable"),
        (["--dwell", "nowhere=10"], "place_unknown"),
        (["--fixed", "wysh@25:00"], "fixed_unreadable"),
        (["--group", "61"], "group_unreadable"),
        (["--crossing-wait", "-1"], "crossing_wait_unreadable"),
        (["--order", "wysh,wysh"], "stop_twice"),
    ],
)
def test_mistakes(capsys, words, code):
    exit_code, found = run_json(capsys, *START, *words)
    assert exit_code == 2
    assert [fault["code"] for fault in found["error"]["faults"]] == [code]
    assert json.dumps(found)
