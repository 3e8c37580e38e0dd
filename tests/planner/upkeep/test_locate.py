"""Setting a position: one line a changed field, nothing lost, nothing half written."""

import difflib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import DatasetError, RequestError
from planner.files.jsontext import applied, items, members, set_members
from planner.places import load_places
from planner.quarter import DATA
from planner.upkeep.locate import SURE_M, Said, locate

DAY = date(2026, 12, 1)
SPOT = "121.4161,31.2155"
SOURCE = "馆方电话，2026-12-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the embedded dataset, its network built."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def put(folder: Path, place: str = "no1", spot: str = SPOT, **more):
    said = Said(place_id=place, lonlat=spot, **{"source": SOURCE, **more})
    return locate(folder, said, today=DAY)


def changed(before: bytes, after: bytes) -> list[str]:
    """The new lines of a diff, without their indentation."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    return [line[1:].strip() for line in difflib.ndiff(old, new) if line.startswith("+ ")]


def refused(folder: Path, place: str = "no1", spot: str = SPOT, **more) -> list[tuple[str, str]]:
    """Codes and fields of the faults; the file must not have changed."""
    before = (folder / "poi.geojson").read_bytes()
    with pytest.raises(RequestError) as caught:
        put(folder, place, spot, **more)
    assert (folder / "poi.geojson").read_bytes() == before
    for fault in caught.value.faults:
        for lang in ("zh", "en"):
            assert fault.message(lang)
            assert fault.hint(lang)
    return [(fault.code, fault.where) for fault in caught.value.faults]


# --- what is written -------------------------------------------------------------------------


def test_a_place_without_position_gets_one(folder):
    file = folder / "poi.geojson"
    before = file.read_bytes()
    done = put(folder)
    assert changed(before, file.read_bytes()) == [
        '"geometry": {"type": "Point", "coordinates": [121.416100, 31.215500]},',
        f'"position": {{"status": "confirmed", "accuracy_m": null, "source": "{SOURCE}"}},',
        '"checked_on": "2026-12-01",',
    ]
    assert next(p for p in load_places(file) if p.id == "no1") == done.place
    assert {path.name for path in folder.iterdir() if path.name.startswith(".")} <= {".cache"}


def test_a_known_position_is_replaced(folder):
    file = folder / "poi.geojson"
    before = file.read_bytes()
    put(folder, "sim", "121.415400,31.220743", accuracy="5")
    assert changed(before, file.read_bytes()) == [
        '"geometry": {"type": "Point", "coordinates": [121.415400, 31.220743]},',
        f'"position": {{"status": "confirmed", "accuracy_m": 5, "source": "{SOURCE}"}},',
        '"checked_on": "2026-12-01",',
    ]


@pytest.mark.parametrize(
    ("accuracy", "status"),
    [("", "confirmed"), (str(SURE_M), "confirmed"), (str(SURE_M + 1), "approximate")],
)
def test_the_accuracy_decides_what_it_is_called(folder, accuracy, status):
    position = put(folder, accuracy=accuracy).place.position
    assert position.status == status
    assert position.accuracy_m == (int(accuracy) if accuracy else None)


@pytest.mark.parametrize("spot", [" 121.4161 , 31.2155 ", "121.4161，31.2155", "+121.4161,31.2155"])
def test_a_position_may_be_typed_as_people_do(folder, spot):
    place = put(folder, spot=spot).place
    assert (place.lon, place.lat) == (121.4161, 31.2155)


FORMS = {
    "compact": {"separators": (",", ":")},
    "one line": {},
    "indented": {"indent": 2},
    "tabs": {"indent": "\t"},
    "ascii": {"indent": 1, "ensure_ascii": True},
}


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["sim", "no1"])
def test_any_format_is_kept(folder, form, ends, mark, name):
    """All but the numbers, texts and the former null stays, whatever the file's style."""
    file = folder / "poi.geojson"
    data = json.loads(file.read_text("utf-8"))
    text = json.dumps(data, **{"ensure_ascii": False, **FORMS[form]}).replace("\n", ends)
    file.write_bytes(mark + text.encode())
    before = load_places(file)
    done = put(folder, name, accuracy="30")
    after = load_places(file)
    assert [p for p in after if p.id != name] == [p for p in before if p.id != name]
    assert done.place in after
    content = file.read_bytes()
    assert content.startswith(mark)
    assert content.count(b"\r\n") == (mark + text.encode()).count(b"\r\n")
    old, new = (part.split(ends) for part in (text, content[len(mark) :].decode()))
    assert sum(one != other for one, other in zip(old, new, strict=True)) <= 6
    if form == "compact":
        assert '": ' not in content.decode().split('"id":"' + name)[0][-200:]


def test_a_field_that_is_missing_is_added_in_the_same_style(folder):
    file = folder / "poi.geojson"
    text = file.read_text("utf-8")
    unknown = '"position": {"status": "unknown", "accuracy_m": null, "source": null}'
    assert unknown in text
    file.write_text(text.replace(unknown, '"position": {"status": "unknown"}'), "utf-8")
    put(folder, accuracy="30")
    line = f'"position": {{"status": "approximate", "accuracy_m": 30, "source": "{SOURCE}"}}'
    assert line in file.read_text("utf-8")


def test_quotes_and_backslashes_in_a_source(folder):
    source = 'the "guide" said \\ and {"id": "sim"}'
    assert put(folder, source=source).place.position.source == source
    assert (
        next(p for p in load_places(folder / "poi.geojson") if p.id == "no1").position.source
        == source
    )


def test_the_same_again_changes_nothing(folder):
    put(folder)
    before = (folder / "poi.geojson").read_bytes()
    put(folder)
    assert (folder / "poi.geojson").read_bytes() == before


def test_a_link_stays_a_link(folder):
    real = folder / "real.geojson"
    (folder / "poi.geojson").rename(real)
    (folder / "poi.geojson").symlink_to(real)
    put(folder)
    assert (folder / "poi.geojson").is_symlink()
    assert SOURCE in real.read_text("utf-8")


# --- warnings --------------------------------------------------------------------------------


def test_far_from_its_street_is_told_and_written(folder):
    done = put(folder, "sim", "121.415370,31.219500")
    assert [fault.code for fault in done.warnings] == ["off_street"]
    assert "长宁路" in done.warnings[0].message("zh")
    assert done.place in load_places(folder / "poi.geojson")


def test_on_its_street_nothing_is_told(folder):
    assert put(folder, "sim", "121.415370,31.220743").warnings == ()


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spot", "code"),
    [
        ("121.4161", "lonlat_unreadable"),
        ("121.4161 31.2155", "lonlat_unreadable"),
        ("nan,nan", "lonlat_unreadable"),
        ("1e9,5", "lonlat_unreadable"),
        ("", "lonlat_unreadable"),
        ("31.2155,121.4161", "lonlat_swapped"),
        ("181,31.2", "start_not_on_earth"),
        ("121.4,-95", "start_not_on_earth"),
        ("9" * 400 + ",31.2", "start_not_on_earth"),
        ("116.4,39.9", "place_far"),
        ("0,0", "place_far"),
    ],
)
def test_a_position_that_cannot_be(folder, spot, code):
    assert refused(folder, spot=spot) == [(code, "LON,LAT")]


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"source": " "}, "source_missing", "--source"),
        ({"source": "x" * 501}, "text_too_long", "--source"),
        ({"source": "a\nb"}, "text_line", "--source"),
        ({"source": "a\u200bb"}, "hidden_character", "--source"),
        ({"source": "a\ud800"}, "bad_character", "--source"),
        ({"accuracy": "0"}, "accuracy_unreadable", "--accuracy"),
        ({"accuracy": "1001"}, "accuracy_unreadable", "--accuracy"),
        ({"accuracy": "5.5"}, "accuracy_unreadable", "--accuracy"),
        ({"accuracy": "9" * 400}, "accuracy_unreadable", "--accuracy"),
        ({"accuracy": "五"}, "accuracy_unreadable", "--accuracy"),
    ],
)
def test_a_source_or_accuracy_that_cannot_be(folder, more, code, field):
    assert refused(folder, **more) == [(code, field)]


def test_everything_wrong_is_told_at_once(folder):
    assert [code for code, _ in refused(folder, "no-1", "1", source="", accuracy="x")] == [
        "place_unknown",
        "lonlat_unreadable",
        "source_missing",
        "accuracy_unreadable",
    ]


def test_an_unknown_place_has_a_nearest(folder):
    with pytest.raises(RequestError) as caught:
        put(folder, "qian-hom")
    assert "qian-home" in caught.value.faults[0].hint("zh")


def test_a_file_with_faults_is_left_alone(folder):
    file = folder / "poi.geojson"
    file.write_text(file.read_text("utf-8").replace('"kind": "campus"', '"kind": "x"', 1), "utf-8")
    before = file.read_bytes()
    with pytest.raises(DatasetError):
        put(folder)
    assert file.read_bytes() == before


@pytest.mark.parametrize("step", ["replace", "chmod"])
def test_a_failing_disk_leaves_the_old_file(folder, monkeypatch, step):
    file = folder / "poi.geojson"
    before, names = file.read_bytes(), set(folder.iterdir())

    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(OSError, match="No space"):
        put(folder)
    monkeypatch.undo()
    assert file.read_bytes() == before
    assert set(folder.iterdir()) == names


def test_a_text_that_does_not_show_the_place_is_refused(folder, monkeypatch):
    """Somebody saves another file between reading and writing."""
    monkeypatch.setattr("planner.upkeep.locate.edited", lambda *_: None)
    before = (folder / "poi.geojson").read_bytes()
    with pytest.raises(DatasetError) as caught:
        put(folder)
    assert caught.value.faults[0].code == "text_not_found"
    assert (folder / "poi.geojson").read_bytes() == before


# --- the text of JSON ------------------------------------------------------------------------

PLAIN = st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=6)
JSON = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
STYLE = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 1, "\t"]),
        "separators": st.sampled_from([(",", ":"), (", ", ": "), (" ,\n", " : ")]),
        "ensure_ascii": st.booleans(),
    }
)


@settings(max_examples=200, deadline=None)
@given(
    data=st.dictionaries(st.text(max_size=4), JSON, min_size=1, max_size=4),
    new=st.dictionaries(st.text(max_size=4), PLAIN, max_size=3),
    style=STYLE,
)
def test_new_members_are_all_that_changes(data, new, style):
    text = json.dumps(data, **style)
    assert {name: member.value for name, member in members(text, 0).items()} == data
    after = json.loads(applied(text, set_members(text, 0, new)))
    assert after == {**data, **new}


@settings(max_examples=100, deadline=None)
@given(data=st.lists(JSON, max_size=4), style=STYLE)
def test_items_are_found_where_they_stand(data, style):
    text = json.dumps(data, **style)
    found = list(items(text, 0))
    assert [value for value, _, _ in found] == data
    assert [json.loads(text[at:end]) for _, at, end in found] == data
