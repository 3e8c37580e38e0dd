"""citywalk batch: files in their folders, progress and a table, failures told and counted."""

import json
from datetime import UTC, datetime, timedelta

import pdfplumber
import pytest
from test_cli import run, run_json

import cli.batch
from planner.quarter import DATA
from routes.products import PRODUCTS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def few(monkeypatch):
    """Two quick products instead of all."""
    monkeypatch.setattr(
        cli.batch, "PRODUCTS", {name: PRODUCTS[name] for name in ("json", "gpx-en")}
    )


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "named",
    [
        ("--published", "lunch-hour", "after-work"),
        ("--published", "lunch-hour", "--published", "after-work"),
    ],
)
def test_products_come_in_a_folder_a_route(capsys, tmp_path, named):
    argv = ("batch", *named, "--out", str(tmp_path), "--from", "2026-11-01")
    code, out, err = run(capsys, *argv, "--lang", "en")
    assert code == 0
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert found == {
        f"{name}/{file}"
        for name in ("lunch-hour", "after-work")
        for file in (f"{name}.json", f"{name}-en.gpx")
    }
    route = json.loads((tmp_path / "lunch-hour" / "lunch-hour.json").read_text("utf-8"))
    assert route["request"]["at"] == "2026-11-04T12:10:00+08:00"
    assert "2 routes of 2 files each" in err
    assert "1/2 lunch-hour" in err
    assert "2/2 after-work" in err
    assert "routes: 2, files: 4" in out
    assert "failures: 0" in out


@pytest.mark.usefixtures("few")
def test_the_day_is_chosen_or_lies_ahead(capsys, tmp_path):
    argv = ("batch", "--published", "lunch-hour", "--out", str(tmp_path))
    file = tmp_path / "lunch-hour" / "lunch-hour.json"
    code, out, _ = run(capsys, *argv, "--from", "2020-12-03", "--lang", "en")
    assert code == 0
    assert json.loads(file.read_text("utf-8"))["request"]["at"] == "2020-12-09T12:10:00+08:00"
    assert "a day that is past" in out
    before = datetime.now(UTC)
    code, out, _ = run(capsys, *argv, "--lang", "en")
    assert code == 0
    assert "past" not in out
    at = datetime.fromisoformat(json.loads(file.read_text("utf-8"))["request"]["at"])
    assert at > before - timedelta(days=1)
    assert at.weekday() == 2
    assert "--from YYYY-MM-DD" in out


def test_the_publisher_is_on_every_sheet(capsys, tmp_path, monkeypatch):
    wanted = {name: PRODUCTS[name] for name in ("sheet-A5-zh", "sheet-A5-en")}
    monkeypatch.setattr(cli.batch, "PRODUCTS", wanted)
    (tmp_path / "logo.svg").write_text(SVG, "utf-8")
    named = ("--publisher", "某某局", "--map-number", "沪S(2026)001号", "--logo")
    argv = ("batch", "--published", "lunch-hour", "--out", str(tmp_path / "out"))
    code, _, _ = run(capsys, *argv, *named, str(tmp_path / "logo.svg"))
    assert code == 0
    files = list((tmp_path / "out" / "lunch-hour").glob("*.pdf"))
    assert len(files) == 2
    for file in files:
        with pdfplumber.open(file) as pdf:
            text = "".join(page.extract_text() for page in pdf.pages)
        assert "某某局" in text
        assert "沪S(2026)001号" in text


@pytest.mark.usefixtures("few")
def test_what_failed_is_told_at_the_end(capsys, tmp_path, monkeypatch):
    def burst(_):
        raise ValueError("ink")

    monkeypatch.setitem(PRODUCTS, "gpx-en", burst)
    argv = ("batch", "--published", "lunch-hour", "--out", str(tmp_path))
    code, out, _ = run(capsys, *argv)
    assert code == 1
    assert out.splitlines()[-1] == "失败：lunch-hour gpx-en：ValueError: ink"
    code, found = run_json(capsys, *argv)
    assert code == 1
    assert [row["product"] for row in found["made"]] == ["json"]
    assert found["failed"] == [
        {"published": "lunch-hour", "product": "gpx-en", "reason": "ValueError: ink"}
    ]
    assert found["made"][0]["bytes"] == (tmp_path / "lunch-hour" / "lunch-hour.json").stat().st_size


@pytest.mark.usefixtures("few")
def test_a_folder_that_cannot_be_written_is_told(capsys, tmp_path):
    (tmp_path / "lunch-hour").write_text("in the way", "utf-8")
    argv = ("batch", "--published", "lunch-hour", "--out", str(tmp_path), "--lang", "en")
    code, out, _ = run(capsys, *argv)
    assert code == 1
    assert "failures: 2" in out
    assert "cannot be written" in out


def test_kept_files_of_another_dataset_are_renewed_and_cleared(capsys, tmp_path):
    for file in DATA.iterdir():
        if file.name != "catalogue.toml":
            (tmp_path / file.name).symlink_to(file)
    text = (DATA / "catalogue.toml").read_text("utf-8")
    table = text[text.index("[lunch-hour]") : text.index("[yuyuan-in-the-rain]")]
    (tmp_path / "catalogue.toml").write_text(table, "utf-8")
    (tmp_path / "published").mkdir()
    for name in ("gone.gpx", "note.txt"):
        (tmp_path / "published" / name).write_text("old", "utf-8")
    code, _, err = run(capsys, "batch", "--write-published", "--data", str(tmp_path))
    assert code == 0
    assert "gone.gpx" in err
    left = {path.name for path in (tmp_path / "published").iterdir()}
    assert {"lunch-hour.geojson", "lunch-hour.gpx", "note.txt"} <= left
    assert "gone.gpx" not in left


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ([], "batch_where"),
        (["--write-published", "--out", "x"], "batch_where"),
        (["--write-published", "--from", "2026-12-01"], "from_kept"),
        (["--write-published", "--publisher", "x"], "publisher_kept"),
        (["--out", "x", "--logo", "nowhere.svg"], "logo_unreadable"),
        (["--out", __file__], "out_unwritable"),
        (["--out", "x", "--from", "soon"], "day_unreadable"),
        (["--out", "x", "--workers", "0"], "workers_unreadable"),
        (["--out", "x", "--workers", "many"], "workers_unreadable"),
        (["--out", "x", "--published", "lunch"], "published_unknown"),
        (["--out", "x", "--public-url", "http://localhost:8501"], "public_url_unreadable"),
        (["--out", "x", "--data", str(DATA.parent / "tests" / "other_quarter")], "published_none"),
    ],
)
def test_mistakes(capsys, argv, code):
    found, answer = run_json(capsys, "batch", *argv)
    assert found == 2
    assert answer["error"]["code"] == code
    assert answer["error"]["hint"]
