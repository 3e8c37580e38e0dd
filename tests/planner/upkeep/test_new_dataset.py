"""Another quarter: made from an OSM file and a file of places, or not at all."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.dataset import load_description
from planner.errors import CitywalkError
from planner.quarter import DATA, load_quarter
from planner.starts import load_starts
from planner.upkeep.dataset_check import check_dataset, load_boundary
from planner.upkeep.new_dataset import Sources, new_dataset

OTHER = Path(__file__).parents[2] / "other_quarter"
TODAY = date(2026, 11, 24)


def sources(**changes):
    wanted = {
        "osm": OTHER / "town.osm",
        "poi": OTHER / "poi.geojson",
        "name_zh": "潮石镇",
        "name_en": "Tidestone",
        "timezone": "Atlantic/Azores",
        "country": "XX",
    }
    return Sources(**(wanted | changes))


def write_osm(path, change):
    """The town with another line of OSM in place of some text."""
    text = (OTHER / "town.osm").read_text("utf-8")
    old, new = change
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def write_places(path, change):
    """The town's places, each changed."""
    data = json.loads((OTHER / "poi.geojson").read_text("utf-8"))
    for feature in data["features"]:
        change(feature)
    path.write_text(json.dumps(data), "utf-8")
    return path


def codes(caught):
    return {fault.code for fault in caught.value.faults}


def test_the_town_of_the_tests_was_made_so(tmp_path):
    made = new_dataset(tmp_path / "town", sources(), today=TODAY)
    assert (made.places, made.starts, made.warnings) == (5, 1, ())
    for name in ("town.osm", "poi.geojson", "starts.geojson", "boundary.geojson", "themes.toml"):
        new, kept = ((folder / name).read_text("utf-8") for folder in (tmp_path / "town", OTHER))
        assert new == kept, name
    description = load_description(tmp_path / "town")
    assert (description.timezone, description.country) == ("Atlantic/Azores", "XX")
    assert (description.overlay, description.rails) == (None, None)
    assert description.compiled == TODAY


def test_the_whole_planner_reads_it(tmp_path):
    new_dataset(tmp_path / "deep" / "town", sources(), today=TODAY)
    quarter = load_quarter(tmp_path / "deep" / "town")
    assert quarter.network.utm_epsg == 32625
    assert check_dataset(tmp_path / "deep" / "town", today=TODAY).faults == ()
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["town"]  # nothing is left over


def test_an_empty_folder_will_do(tmp_path):
    (tmp_path / "town").mkdir()
    new_dataset(tmp_path / "town", sources(), today=TODAY)
    assert (tmp_path / "town" / "dataset.toml").is_file()


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(CitywalkError) as caught:
        new_dataset(tmp_path, sources(), today=TODAY)
    assert codes(caught) == {"folder_not_empty"}
    with pytest.raises(CitywalkError) as caught:
        new_dataset(tmp_path / "mine", sources(), today=TODAY)
    assert codes(caught) == {"folder_not_empty"}
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"osm": Path("nowhere.osm"), "poi": Path("nowhere.geojson")}, "file_missing"),
        ({"osm": OTHER / "README.md"}, "extract_unreadable"),
        ({"poi": OTHER / "README.md"}, "json_syntax"),
        ({"poi": DATA / "poi.geojson"}, "themes_wanted"),
        ({"boundary": OTHER / "poi.geojson"}, "not_a_polygon"),
        ({"themes": OTHER / "README.md"}, "toml_syntax"),
        ({"timezone": "Atlantic/Nowhere"}, "zone_unknown"),
        ({"country": "xx"}, "bad_country"),
        ({"poi": DATA / "poi.geojson", "themes": DATA / "themes.toml"}, "place_far"),
    ],
)
def test_what_is_wrong_is_told_and_no_folder_is_made(tmp_path, changes, code):
    if code == "place_far":
        changes = changes | {"boundary": OTHER / "boundary.geojson"}
    with pytest.raises(CitywalkError) as caught:
        new_dataset(tmp_path / "town", sources(**changes), today=TODAY)
    assert codes(caught) == {code}
    for fault in caught.value.faults:
        assert fault.message("zh")
        assert fault.hint("en")
    assert list(tmp_path.iterdir()) == []


def test_outline_holds_the_places_or_the_whole_extract(tmp_path):
    new_dataset(tmp_path / "a", sources(), today=TODAY)
    outline = load_boundary(tmp_path / "a" / "boundary.geojson")
    west, south, east, north = outline.bounds
    assert (east - west) * 85_394 == pytest.approx(222 + 300, abs=6)  # 150 m to either side
    assert (north - south) * 111_035 == pytest.approx(226 + 300, abs=6)

    def unplace(feature):
        feature["geometry"] = None
        feature["properties"]["position"] = {"status": "unknown"}

    unplaced = write_places(tmp_path / "unplaced.geojson", unplace)
    new_dataset(tmp_path / "b", sources(poi=unplaced), today=TODAY)
    whole = load_boundary(tmp_path / "b" / "boundary.geojson").bounds
    assert whole[0] < west + 0.001
    assert whole[2] > east - 0.002


def test_given_outline_and_themes_are_taken(tmp_path):
    themes = tmp_path / "mine.toml"
    text = (OTHER / "themes.toml").read_text("utf-8")
    themes.write_text(text + text.replace("[all]", "[sea]"), "utf-8")
    made = sources(boundary=OTHER / "boundary.geojson", themes=themes)
    new_dataset(tmp_path / "town", made, today=TODAY)
    assert (tmp_path / "town" / "boundary.geojson").read_bytes() == (
        OTHER / "boundary.geojson"
    ).read_bytes()
    assert [theme.id for theme in load_quarter(tmp_path / "town").themes] == ["all", "sea"]


STATION = '<tag k="railway" v="station"/>'


def test_without_a_station_one_starts_in_the_middle(tmp_path):
    osm = write_osm(tmp_path / "no-station.osm", (STATION, ""))
    new_dataset(tmp_path / "town", sources(osm=osm), today=TODAY)
    (start,) = load_starts(tmp_path / "town" / "starts.geojson")
    assert (start.id, start.kind, start.name_en) == ("middle", "station", "junction in the middle")
    outline = load_boundary(tmp_path / "town" / "boundary.geojson")
    assert outline.centroid.distance(outline.boundary) > 0
    assert start.lon == pytest.approx(outline.centroid.x, abs=0.0015)
    assert start.lat == pytest.approx(outline.centroid.y, abs=0.0015)


def test_entrances_belong_to_their_station(tmp_path):
    tag = '<tag k="railway" v="subway_entrance"/><tag k="ref" v="2"/>'
    far = f'<node id="700" version="1" lon="-32.9" lat="40.0">{tag}</node>'
    near = f'<node id="701" version="1" lon="-33.0" lat="40.0010">{tag}</node>'
    osm = write_osm(tmp_path / "t.osm", (" <way", f"{far}{near} <way"))
    text = osm.read_text("utf-8")
    osm.write_text(re.sub(f"({far}{near})(?=.*{near})", "", text, flags=re.DOTALL), "utf-8")
    new_dataset(tmp_path / "town", sources(osm=osm), today=TODAY)
    station, way_out = load_starts(tmp_path / "town" / "starts.geojson")
    assert (station.id, station.kind) == ("quay-station", "station")
    assert (way_out.kind, way_out.station) == ("exit", "quay-station")
    assert (way_out.name_zh, way_out.name_en) == ("码头站 2 号口", "Quay station, exit 2")


def test_start_and_place_never_share_an_id(tmp_path):
    def rename(feature):
        if feature["properties"]["id"] == "sea-wall":
            feature["properties"]["id"] = "quay-station"

    places = write_places(tmp_path / "places.geojson", rename)
    new_dataset(tmp_path / "town", sources(poi=places), today=TODAY)
    (start,) = load_starts(tmp_path / "town" / "starts.geojson")
    assert start.id.startswith("station-")


@pytest.mark.parametrize(
    ("osm_lon", "hours"), [("-33.", -2), ("121.", 8), ("0.", 0), ("-179.", -12)]
)
def test_zone_by_longitude_where_none_is_given(tmp_path, osm_lon, hours):
    osm = tmp_path / "moved.osm"
    shift = float(osm_lon) + 33
    text = (OTHER / "town.osm").read_text("utf-8")
    moved = re.sub(r'lon="(-?[\d.]+)"', lambda m: f'lon="{float(m[1]) + shift:.7f}"', text)
    osm.write_text(moved, "utf-8")

    def move(feature):
        feature["geometry"]["coordinates"][0] += shift

    places = write_places(tmp_path / "places.geojson", move)
    made = new_dataset(tmp_path / "town", sources(osm=osm, poi=places, timezone=""), today=TODAY)
    offset = ZoneInfo(made.timezone).utcoffset(None) or date.today() - date.today()  # noqa: DTZ011
    assert offset.total_seconds() == hours * 3600


def test_names_of_files_are_made_fit(tmp_path):
    odd = tmp_path / ".潮 石.osm"
    shutil.copyfile(OTHER / "town.osm", odd)
    new_dataset(tmp_path / "town", sources(osm=odd, name_zh="", name_en=""), today=TODAY)
    description = load_description(tmp_path / "town")
    assert re.fullmatch(r"[A-Za-z0-9_.-]+\.osm", description.extract)
    assert description.name_en == "town"
