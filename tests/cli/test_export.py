"""citywalk export as users type it."""

import json

import pytest
from test_cli import PLAN, run, run_json

from routes.formats import FORMATS


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import citywalk  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("walk")
    citywalk.main([*PLAN, "--out", str(folder)])
    return folder


def test_export_writes_what_plan_writes(capsys, folder, tmp_path):
    code, out, _ = run(capsys, "export", str(folder / "route.json"), "--format", "gpx")
    assert code == 0
    assert out == (folder / "route.gpx").read_text("utf-8")
    target = tmp_path / "new" / "walk.geojson"
    code, said = run_json(
        capsys, "export", str(folder / "route.json"), "--format", "geojson", "-o", str(target)
    )
    assert code == 0
    assert said["bytes"] == target.stat().st_size
    assert json.loads(target.read_text("utf-8"))["type"] == "FeatureCollection"


def test_variants_and_languages(capsys, folder):
    file = str(folder / "route.json")
    code, said = run_json(capsys, "export", file, "--format", "gpx", "--variant", "ascii")
    assert code == 0
    assert said["content"].isascii()
    code, out, _ = run(capsys, "export", file, "--format", "gpx", "--lang", "en")
    assert "Start and finish" in out


def test_the_public_address_is_in_the_file(capsys, folder):
    file = str(folder / "route.json")
    url = "https://walk.example.org"
    _, out, _ = run(capsys, "export", file, "--format", "gpx", "--public-url", url)
    assert f'href="{url}/walk?theme=all' in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--format", "doc"], "format_unknown"),
        (["--format", "gpx", "--variant", "loud"], "variant_unknown"),
        (["--format", "geojson", "--variant", "ascii"], "variant_unknown"),
        (["--format", "gpx", "--public-url", "localhost"], "public_url_unreadable"),
        (["--format", "kmz"], "output_missing"),
        (["--format", "cues", "--group", "many"], "group_unreadable"),
        (["--format", "cues", "--group", "0"], "group_unreadable"),
        ([], "usage_missing"),
    ],
)
def test_slips_are_told(capsys, folder, words, code):
    exit_code, said = run_json(capsys, "export", str(folder / "route.json"), *words)
    assert exit_code == 2
    assert said["error"]["code"] == code


def test_a_route_of_other_data_is_refused_or_told(capsys, folder, tmp_path):
    data = json.loads((folder / "route.json").read_text("utf-8"))
    path = tmp_path / "route.json"
    path.write_text(json.dumps(data | {"data_version": "0" * 12}), "utf-8")
    code, _, err = run(capsys, "export", str(path), "--format", "gpx")
    assert code == 0
    assert "0" * 12 in err
    data["stops"][0]["id"] = data["legs"][0]["to"] = data["legs"][1]["from"] = "elsewhere"
    path.write_text(json.dumps(data), "utf-8")
    code, said = run_json(capsys, "export", str(path), "--format", "gpx")
    assert (code, said["error"]["code"]) == (2, "route_place_unknown")


def test_a_published_route_keeps_its_title(capsys, tmp_path, quarter):
    first = quarter.published[0]
    run(capsys, "plan", "--published", first.id, "--out", str(tmp_path))
    _, out, _ = run(capsys, "export", str(tmp_path / "route.json"), "--format", "geojson")
    assert json.loads(out)["title"]["zh"] == first.title_zh
    assert out == run(capsys, "export", str(tmp_path / "route.json"), "--format", "geojson")[1]


def test_every_format_is_named_in_the_help_and_written(capsys, folder, tmp_path):
    with pytest.raises(SystemExit):
        run(capsys, "export", "--help")
    told = capsys.readouterr().out
    for name, kind in FORMATS.items():
        assert name in told
        path = tmp_path / f"{name}.{kind.suffix}"
        file = str(folder / "route.json")
        code, _, err = run(capsys, "export", file, "--format", name, "-o", str(path))
        assert code == 0, err
        assert path.stat().st_size > 500


def test_what_is_exported_is_imported_again(capsys, folder, tmp_path):
    target = tmp_path / "mine.json"
    code, said = run_json(
        capsys, "import", str(folder / "route.gpx"), "-o", str(target), "--at", "2026-12-05T13:00"
    )
    assert code == 0
    assert said["share"] > 0.99
    stops = {stop["id"] for stop in json.loads((folder / "route.json").read_text("utf-8"))["stops"]}
    assert stops <= {stop["id"] for stop in said["route"]["stops"]}
    assert json.loads(target.read_text("utf-8")) == said["route"]
    code, out, _ = run(capsys, "import", str(folder / "route.gpx"), "--lang", "en")
    assert code == 0
    assert "The planner's" in out
    assert run(capsys, "export", str(target), "--format", "gpx")[0] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--datum", "mars"], "datum_unknown"), (["--theme", "none"], "theme_unknown")],
)
def test_slips_of_import_are_told(capsys, folder, words, code):
    exit_code, said = run_json(capsys, "import", str(folder / "route.gpx"), *words)
    assert exit_code == 2
    assert said["error"]["code"] == code
