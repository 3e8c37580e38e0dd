"""Published routes on the command line: listed, planned, and nothing else mixed in."""

import pytest
from test_cli import run, run_json

from planner.quarter import DATA


def test_the_list_says_when(capsys):
    code, out, _ = run(capsys, "published")
    assert code == 0
    assert all(day in out for day in ("lunch-hour", "午休一小时", "周三 12:10 出发"))
    code, found = run_json(capsys, "published", "--lang", "en")
    assert code == 0
    assert list(found) == ["published"]
    assert {"id", "title_en", "text_zh", "edition", "weekday"} <= set(found["published"][0])


def test_a_dataset_may_publish_nothing(capsys):
    other = str(DATA.parent / "tests" / "other_quarter")
    assert run(capsys, "published", "--data", other) == (0, "", "")
    assert run_json(capsys, "published", "--data", other) == (0, {"published": []})


def test_a_published_route_is_planned_under_its_title(capsys):
    code, out, _ = run(capsys, "plan", "--published", "lunch-hour", "--at", "2026-12-09T12:10")
    assert code == 0
    assert out.startswith("午休一小时 · 2026-12-09 12:10")
    code, route = run_json(capsys, "plan", "--published", "lunch-hour")
    assert code == 0
    assert route["request"]["at"][10:16] == "T12:10"


def test_the_files_of_a_published_route_bear_its_title(capsys, tmp_path):
    argv = ("--published", "lunch-hour", "--at", "2026-12-09T12:10", "--out", str(tmp_path))
    assert run(capsys, "plan", *argv)[0] == 0
    assert "<name>午休一小时" in (tmp_path / "route.gpx").read_text("utf-8")
    assert "<h1>午休一小时</h1>" in (tmp_path / "map.html").read_text("utf-8")


def test_why_answers_for_a_published_route(capsys):
    at = ("--at", "2026-12-09T12:10", "--lang", "en")
    code, out, _ = run(capsys, "why", "sim", "--published", "lunch-hour", *at)
    assert code == 0
    assert "Microsystem" in out


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--published", "lunch-hours"], "published_unknown"),
        (["--published", "lunch-hour", "--minutes", "90"], "published_and_more"),
        (["--published", "lunch-hour", "--step-free"], "published_and_more"),
        (["--published", "lunch-hour", "--at", "noon"], "date_unreadable"),
    ],
)
def test_mistakes(capsys, argv, code):
    found, answer = run_json(capsys, "plan", *argv)
    assert found == 2
    assert answer["error"]["code"] == code
    assert answer["error"]["hint"]
