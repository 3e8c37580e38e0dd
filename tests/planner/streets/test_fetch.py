"""Live data from a server on this machine that answers like Overpass; no other host is asked."""

import json
import shutil
import socket
from itertools import pairwise
from pathlib import Path

import osmium
import osmnx as ox
import pytest
from overpass_stand_in import REMARK, elements, serve

import citywalk
from planner.errors import CitywalkError
from planner.quarter import load_quarter
from planner.streets.extract import read_extract
from planner.streets.fetch import Server, find_place
from planner.streets.overpass import file_box, write_answers
from planner.upkeep.renew_streets import check_size, read_box, renew_streets
from routes.basemap_read import read_extract as read_basemap

OTHER = Path(__file__).parents[2] / "other_quarter"
BOX = (-33.01, 39.99, -32.99, 40.01)


def quiet(*_, **__):
    """A listener that says nothing."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def town(tmp_path):
    """A copy of the made-up town, whose extract may be replaced."""
    names = ("town.osm", "poi.geojson", "dataset.toml", "themes.toml", "starts.geojson")
    folder = tmp_path / "town"
    folder.mkdir()
    for name in (*names, "boundary.geojson"):
        shutil.copyfile(OTHER / name, folder / name)
    return folder


@pytest.fixture
def overpass():
    """The server; it knows the town, and a new street that the extract does not have."""
    rows = elements(OTHER / "town.osm")
    a2, y = (row["id"] for row in (rows[1], next(r for r in rows if r["id"] == 19)))
    street = {"type": "way", "id": 900, "nodes": [a2, y]}
    street["tags"] = {"highway": "residential", "name": "新街", "name:en": "New Street"}
    with serve([*rows, street]) as stand_in:
        yield stand_in


def server(stand_in, retries=2, timeout_s=5):
    return Server(
        overpass=stand_in.url,
        geocoder=stand_in.url,
        timeout_s=timeout_s,
        pauses_s=(0.0,) * retries,
    )


def snapshot(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_fetched_town_is_the_town_and_what_is_new(town, overpass):
    old = read_extract(town / "town.osm")
    steps = []
    done = renew_streets(town, BOX, server(overpass), progress=lambda s, **_: steps.append(s))
    assert steps == ["fetch_streets", "fetch_map", "fetch_checking"]
    assert done.before_km is not None
    assert done.after_km > done.before_km
    assert done.map_date == "2026-11"
    new = read_extract(town / "town.osm")
    was = {way.id: (way.nodes, way.access, way.highway, way.name_en) for way in old.ways}
    now = {way.id: (way.nodes, way.access, way.highway, way.name_en) for way in new.ways}
    assert set(now) - set(was) == {900}
    assert {key: now[key] for key in was} == was
    assert "新街" in load_quarter(town).network.street_zh


def test_everything_is_asked_for_whatever_its_access(town, overpass):
    renew_streets(town, BOX, server(overpass), progress=quiet)
    assert 'way["highway"](poly' in overpass.queries[0]
    assert "foot" not in overpass.queries[0]
    private = [
        way.id
        for way in osmium.FileProcessor(str(town / "town.osm"))
        if isinstance(way, osmium.osm.Way) and way.tags.get("access") == "private"
    ]
    assert len(private) == 1  # kept in the file, judged by access.py only
    assert private[0] not in {way.id for way in read_extract(town / "town.osm").ways}


def test_gates_come_with_their_tags(town, overpass):
    for row in overpass.rows:
        if row.get("tags", {}).get("barrier"):
            row["tags"]["access"] = "private"
    before = len(read_extract(town / "town.osm").ways)
    renew_streets(town, BOX, server(overpass), progress=quiet)
    assert len(read_extract(town / "town.osm").ways) == before + 2  # cut in two, and the new street


def test_base_map_is_not_left_bare(town, overpass):
    wanted = read_basemap(OTHER / "town.osm")
    renew_streets(town, BOX, server(overpass), progress=quiet)
    found = read_basemap(town / "town.osm")
    assert {kind: len(rows) for kind, rows in found.areas.items()} == {
        kind: len(rows) for kind, rows in wanted.areas.items()
    }
    assert set(found.areas) == {"buildings", "green", "water"}
    assert set(found.stations) == {"码头站"}


def test_lakes_of_several_lines_stay_whole(tmp_path):
    corners = [(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001)]
    nodes = [{"type": "node", "id": i, "lon": x, "lat": y} for i, (x, y) in enumerate(corners, 1)]
    halves = [
        {"type": "way", "id": 1, "nodes": [1, 2, 3]},
        {"type": "way", "id": 2, "nodes": [3, 4, 1]},
        {"type": "way", "id": 3, "nodes": [1, 2], "tags": {"highway": "road"}},
    ]
    lake = {
        "type": "relation",
        "id": 1,
        "members": [{"type": "way", "ref": ref, "role": "outer"} for ref in (1, 2)],
        "tags": {"type": "multipolygon", "natural": "water"},
    }
    path = tmp_path / "lake.osm.pbf"
    write_answers([{"elements": [lake, *halves, *nodes]}], (-0.0005, -0.0005, 0.0005, 0.0005), path)
    assert len(read_basemap(path).areas["water"]) == 1
    assert file_box(path) == pytest.approx((-0.0005, -0.0005, 0.0005, 0.0005))


def test_nothing_military_is_kept_and_nothing_outside_the_box(tmp_path):
    nodes = [
        {"type": "node", "id": i, "lon": i / 100, "lat": 0.0, "tags": {"military": "bunker"}}
        for i in range(1, 5)
    ]
    ways = [
        {"type": "way", "id": 1, "nodes": [1, 2], "tags": {"highway": "road", "military": "base"}},
        {"type": "way", "id": 2, "nodes": [3, 4], "tags": {"highway": "road"}},
    ]
    write_answers([{"elements": ways + nodes}], (0.0, -1.0, 0.015, 1.0), tmp_path / "a.osm")
    text = (tmp_path / "a.osm").read_text("utf-8")
    assert "military" not in text
    assert len(read_extract(tmp_path / "a.osm").ways) == 1


@pytest.mark.parametrize("mishap", ["429", "504", "503"])
def test_busy_then_free(town, overpass, mishap):
    overpass.plan = [mishap, mishap]
    steps = []
    renew_streets(town, BOX, server(overpass), progress=lambda s, **_: steps.append(s))
    assert steps.count("fetch_again") == 2
    assert "新街" in {way.name_zh for way in read_extract(town / "town.osm").ways}


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (["429"] * 3, "fetch_busy"),
        (["ok", "504", "504", "504"], "fetch_busy"),
        (["silent"] * 3, "fetch_timeout"),
        (["stalled"] * 3, "fetch_timeout"),
        (["404"], "fetch_refused"),
        (["html"], "fetch_garbled"),
        (["list"], "fetch_garbled"),
        (["remark"], "fetch_broken_off"),
        (["empty", "empty"], "fetch_empty"),
        (["bent"], "fetch_misshapen"),
    ],
)
def test_mishaps_are_told_and_change_nothing(town, overpass, plan, code):
    overpass.plan = plan
    before = snapshot(town)
    with pytest.raises(CitywalkError) as caught:
        renew_streets(town, BOX, server(overpass, timeout_s=1), progress=quiet, force=True)
    fault = caught.value.faults[0]
    assert fault.code == code
    for lang in ("zh", "en"):
        assert fault.message(lang)
        assert fault.hint(lang)
    if code == "fetch_broken_off":
        assert REMARK in fault.message("en")
    assert snapshot(town) == before
    assert not list(town.glob(".*.part"))


def test_without_a_network(town):
    with socket.socket() as probe:  # a port on which nobody listens
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    before = snapshot(town)
    nobody = Server(overpass=f"http://127.0.0.1:{port}/api", timeout_s=2, pauses_s=(0.0,))
    with pytest.raises(CitywalkError) as caught:
        renew_streets(town, BOX, nobody, progress=quiet)
    assert caught.value.faults[0].code == "fetch_offline"
    assert str(port) in caught.value.faults[0].message("zh")
    assert snapshot(town) == before


def test_without_name_lookup_nobody_else_is_asked(town, monkeypatch):
    """OSMnx would send a name that cannot be looked up to a third party; we do not."""
    asked = []

    def lookup(host, *_, **__):
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such host")

    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(socket, "gethostbyname", lookup)
    monkeypatch.setattr("osmnx._http._original_getaddrinfo", lookup)
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    nobody = Server(overpass="http://overpass.invalid/api", timeout_s=2, pauses_s=())
    with pytest.raises(CitywalkError) as caught:
        renew_streets(town, BOX, nobody, progress=quiet)
    assert caught.value.faults[0].code == "fetch_offline"
    assert set(asked) == {"overpass.invalid"}


def test_address_without_scheme_is_told(town):
    wrong = Server(overpass="overpass", timeout_s=2, pauses_s=())
    with pytest.raises(CitywalkError) as caught:
        renew_streets(town, BOX, wrong, progress=quiet)
    assert caught.value.faults[0].code == "fetch_failed"


def test_suspiciously_small_answers_need_force(town, overpass):
    overpass.rows = [row for row in overpass.rows if row["type"] == "node" or row["id"] in {900, 6}]
    before = snapshot(town)
    with pytest.raises(CitywalkError) as caught:
        renew_streets(town, BOX, server(overpass), progress=quiet)
    assert caught.value.faults[0].code == "fetch_small"
    assert snapshot(town) == before
    done = renew_streets(town, BOX, server(overpass), progress=quiet, force=True)
    assert done.after_km < done.before_km / 2
    assert done.previous is not None
    assert done.previous.read_bytes() == before["town.osm"]


@pytest.mark.parametrize("keep", [False, True])
def test_overlay_is_taken_out_unless_asked(town, overpass, keep):
    toml = town / "dataset.toml"
    toml.write_text(toml.read_text("utf-8") + 'overlay = "drawn.geojson"\n', "utf-8")
    (town / "drawn.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    done = renew_streets(town, BOX, server(overpass), progress=quiet, keep_overlay=keep)
    assert done.overlay_out is not keep
    assert (load_quarter(town).description.overlay is not None) is keep
    assert (town / "drawn.geojson").exists()


def test_box_of_the_extract_is_asked_for_and_stays(town, overpass):
    box = file_box(town / "town.osm")
    spots = [spot for way in read_extract(town / "town.osm").ways for spot in way.nodes]
    assert len(spots) > 10
    first = renew_streets(town, None, server(overpass), progress=quiet)
    again = renew_streets(town, None, server(overpass), progress=quiet)
    assert first.box == pytest.approx(box)
    assert again.box == pytest.approx(box)  # no growing from fetch to fetch


def test_same_answer_gives_the_same_file(town, overpass):
    contents = []
    for _ in range(2):
        renew_streets(town, BOX, server(overpass), progress=quiet)
        contents.append((town / "town.osm").read_bytes())
    assert contents[0] == contents[1]


def test_settings_of_osmnx_and_name_lookup_are_left_alone(town, overpass):
    names = [name for name in dir(ox.settings) if not name.startswith("_")]
    before = {name: getattr(ox.settings, name) for name in names}
    lookup = socket.getaddrinfo
    overpass.plan = ["ok", "ok", "404"]
    renew_streets(town, BOX, server(overpass), progress=quiet)
    with pytest.raises(CitywalkError):
        renew_streets(town, BOX, server(overpass), progress=quiet)
    assert {name: getattr(ox.settings, name) for name in names} == before
    assert socket.getaddrinfo is lookup
    assert not Path("cache").exists()


def test_place_by_name(overpass):
    square = [[-33.01, 39.99], [-32.99, 39.99], [-32.99, 40.01], [-33.01, 39.99]]
    overpass.areas = [
        {
            "importance": 0.5,
            "boundingbox": ["39.99", "40.01", "-33.01", "-32.99"],
            "lat": "40",
            "lon": "-33",
            "display_name": "Tidestone",
            "geojson": {"type": "Polygon", "coordinates": [square]},
        }
    ]
    found = find_place("Tidestone", server(overpass), progress=quiet)
    assert found == pytest.approx(BOX)
    assert "q=Tidestone" in overpass.queries[0]
    overpass.areas = []
    with pytest.raises(CitywalkError) as caught:
        find_place("Nowhere", server(overpass), progress=quiet)
    assert caught.value.faults[0].code == "area_not_found"


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "a,b,c,d", "2,1,1,2", "1,2,2,1", "31,121,32,122", "nan,0,1,1", "1,1,1,1"]
)
def test_boxes_that_are_none(text):
    with pytest.raises(CitywalkError) as caught:
        read_box(text)
    assert caught.value.faults[0].code == "box_unreadable"


def test_a_box_as_large_as_a_country_is_refused():
    with pytest.raises(CitywalkError) as caught:
        check_size((100.0, 20.0, 110.0, 30.0), "--place")
    assert caught.value.faults[0].code == "box_large"
    check_size(BOX, "--bbox")


def test_command(town, overpass, capsys):
    argv = ["streets", "fetch", "--data", str(town), "--endpoint", overpass.url]
    argv += ["--bbox=-33.01,39.99,-32.99,40.01"]
    assert citywalk.main([*argv, "--json"]) == 0
    out, err = capsys.readouterr()
    done = json.loads(out)
    assert done["after_km"] > done["before_km"]
    assert len(err.splitlines()) == 3
    for lang, word in (("zh", "已替换"), ("en", "replaced")):
        assert citywalk.main([*argv, "--lang", lang]) == 0
        assert word in capsys.readouterr().out
    assert citywalk.main(["streets", "report", "--data", str(town), "--json"]) == 0
    capsys.readouterr()
    previous = str(town / ".cache" / "previous-town.osm")
    assert citywalk.main(["streets", "report", previous, "--data", str(town), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) >= {"new_streets", "lost_streets", "moved"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--bbox", "1,2"], "box_unreadable"),
        (["--bbox", "1,2,3,4"], "box_large"),
        (["--bbox", "1,2,1.1,2.1", "--place", "X"], "place_and_box"),
        (["--timeout", "0"], "timeout_unreadable"),
        (["--timeout", "soon"], "timeout_unreadable"),
        (["--timeout"], "usage_value"),
    ],
)
def test_mistakes_of_the_command(town, capsys, options, code):
    argv = ["streets", "fetch", "--data", str(town), *options]
    assert citywalk.main([*argv, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code


def test_file_is_sorted_as_osm_files_are(town, overpass):
    renew_streets(town, BOX, server(overpass), progress=quiet)
    items = [(item.type_str(), item.id) for item in osmium.FileProcessor(str(town / "town.osm"))]
    rank = {"n": 0, "w": 1, "r": 2}
    keys = [(rank[kind], ref) for kind, ref in items]
    assert all(a < b for a, b in pairwise(keys))
