"""``citywalk solve``: output in both languages, one JSON object, exit codes."""

import json
from pathlib import Path

import pytest

import citywalk
from cli import solve as door

FOLDER = Path(__file__).parents[2] / "benchmarks" / "instances"
C101 = str(FOLDER / "optw_solomon50" / "50_c101.txt")


def run(capsys, *argv):
    code = citywalk.main(["solve", *argv])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def test_json_is_the_answer(capsys):
    code, out, _ = run(capsys, C101, "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["value"], answer["bound"], answer["proved"]) == (270, 270, True)
    assert (answer["name"], answer["format"], answer["places"]) == ("50_c101", "toptw", 50)
    assert answer["tour"][0] == answer["tour"][-1] == 0
    assert prize_of(answer["tour"]) == 270
    assert answer["ended"] == "proved"
    assert answer["phase"] in {"construction", "local search", "exact"}
    assert answer["nodes"] >= 0
    assert answer["seconds"] >= 0


def prize_of(tour):
    """Add up the prizes as the file writes them."""
    lines = [
        line.split() for line in Path(C101).read_text("utf-8").splitlines()[2:] if line.strip()
    ]
    prize = {int(fields[0]): float(fields[4]) for fields in lines}
    assert len(set(tour[:-1])) == len(tour) - 1
    return sum(prize[number] for number in tour)


def test_text_in_both_languages(capsys):
    code, out, _ = run(capsys, C101)
    assert code == 0
    assert "得分 270，已证明" in out
    code, out, _ = run(capsys, C101, "--lang", "en")
    assert code == 0
    assert "value 270, proved" in out
    assert not [char for char in out if "\u4e00" <= char <= "\u9fff"]


def test_no_time_gives_a_tour_and_a_bound(capsys):
    name = str(FOLDER / "toptw_cordeau" / "pr11.txt")
    code, out, _ = run(capsys, name, "--seconds", "0", "--json")
    answer = json.loads(out)
    assert code == 0
    assert not answer["proved"]
    assert answer["ended"] == "stopped"
    assert 0 < answer["value"] < answer["bound"]
    code, out, _ = run(capsys, name, "--seconds", "0")
    assert code == 0
    assert "尚未证明" in out


def test_long_searches_say_that_they_go_on(capsys, monkeypatch):
    monkeypatch.setattr(door, "TELL_S", 0.0)
    name = str(FOLDER / "toptw_cordeau" / "pr11.txt")
    code, out, err = run(capsys, name, "--seconds", "0.2", "--json", "--lang", "en")
    assert code == 0
    assert json.loads(out)
    assert "of at most 0.2 s" in err


def test_why_nothing_is_proved(capsys, tmp_path):
    path = tmp_path / "close.txt"
    path.write_text("2.828427124 1\n0 0 0\n0 0 0\n1 1 5\n1 0 1\n", "utf-8")
    code, out, _ = run(capsys, str(path), "--lang", "en")
    assert code == 0
    assert "value 1, bound 5: the bound is for rounded distances" in out


def test_no_tour(capsys, tmp_path):
    path = tmp_path / "far.txt"
    path.write_text("1 1\n0 0 0\n9 9 0\n1 1 5\n", "utf-8")
    code, out, _ = run(capsys, str(path), "--json")
    assert code == 1
    assert json.loads(out)["error"]["code"] == "instance_no_tour"
    code, out, err = run(capsys, str(path), "--lang", "en")
    assert (code, out) == (1, "")
    assert "there is no tour" in err


@pytest.mark.parametrize("seconds", ["soon", "-1", "1e9", "nan", "86401", ""])
def test_seconds_that_are_none(capsys, seconds):
    code, out, _ = run(capsys, C101, f"--seconds={seconds}", "--json")
    assert code == 2
    assert json.loads(out)["error"]["code"] == "seconds_unreadable"


def test_a_broken_file_is_named(capsys, tmp_path):
    path = tmp_path / "broken.txt"
    path.write_text("10 1\n0 0 0\n3 x 0\n", "utf-8")
    code, out, _ = run(capsys, str(path), "--json")
    error = json.loads(out)["error"]
    assert code == 2
    assert (error["code"], error["field"]) == ("instance_number", "broken.txt:3")
    code, out, err = run(capsys, str(path))
    assert (code, out) == (2, "")
    assert "第 3 行" in err
    assert run(capsys, str(tmp_path / "none.txt"))[0] == 2
