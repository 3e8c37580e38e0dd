"""Published routes: what a file may hold, and every fault with route and field."""

from dataclasses import fields

import pytest

from planner.catalogue import PublishedRoute, catalogue_faults, load_catalogue
from planner.errors import DatasetError
from planner.request import SHAPED, Request

GOOD = """[saturday-walk]
title_zh = "周六走读"
title_en = "Saturday walk"
text_zh = \"\"\"
第一段。
第二段。\"\"\"
text_en = "One paragraph."
edition = "2026-11"
weekday = "sa"
clock = "13:00"
theme = "all"
minutes = 120
start = "121.42, 31.21"
"""


def load(tmp_path, text: str) -> tuple[PublishedRoute, ...]:
    file = tmp_path / "catalogue.toml"
    file.write_text(text, "utf-8")
    return load_catalogue(file)


def test_a_route_is_a_request_with_texts(tmp_path):
    (route,) = load(tmp_path, GOOD)
    assert (route.id, route.weekday, route.clock) == ("saturday-walk", "sa", "13:00")
    assert route.text_zh == "第一段。\n第二段。"
    assert (route.pace, route.overlay, route.step_free, route.end) == (4.5, True, False, None)
    assert (route.must, route.never, route.order) == ((), (), ())


def test_a_catalogue_may_be_empty(tmp_path):
    assert load(tmp_path, "") == ()


def test_every_field_of_a_request_but_the_date_is_there():
    ours = {field.name for field in fields(PublishedRoute)}
    theirs = {field.name for field in fields(Request)}
    assert theirs - {"at", "pace_kmh"} - set(SHAPED) <= ours
    assert not ours & set(SHAPED)
    assert "pace" in ours


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('"sa"', '"Saturday"', "not_allowed", "weekday"),
        ('"13:00"', '"25:00"', "bad_clock", "clock"),
        ('"13:00"', "13:00:00", "bad_clock", "clock"),
        ('"2026-11"', '"No. 3"', "bad_edition", "edition"),
        ('"2026-11"', '"2026-13"', "bad_edition", "edition"),
        ("minutes = 120", "minutes = 5", "number_too_small", "minutes"),
        ("minutes = 120", "minutes = 120.5", "wrong_type", "minutes"),
        ("minutes = 120", "minutes = 120\npace = nan", "not_finite", "pace"),
        ("minutes = 120", "minutes = 120\npace = 12", "number_too_large", "pace"),
        ("minutes = 120", "minutes = 120\nat = 2026-12-05", "field_unknown", "at"),
        ("minutes = 120", 'minutes = 120\nmust = ["__proto__"]', "bad_id", "must[0]"),
        ('"周六走读"', '"周六\\n走读"', "text_line", "title_zh"),
        ('title_en = "Saturday walk"\n', "", "field_missing", "title_en"),
        ("[saturday-walk]", "[Saturday]", "bad_id", "id"),
    ],
)
def test_a_fault_is_named_with_route_and_field(tmp_path, old, new, code, field):
    with pytest.raises(DatasetError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    route = "Saturday" if field == "id" else "saturday-walk"
    found = [(fault.code, fault.where) for fault in caught.value.faults]
    assert found == [(code, f"catalogue.toml: {route}: {field}")]


def test_what_is_no_table(tmp_path):
    with pytest.raises(DatasetError) as caught:
        load(tmp_path, "saturday = 5\n" + GOOD)
    assert [fault.code for fault in caught.value.faults] == ["not_a_route_table"]


def test_nothing_is_checked_against_files_that_could_not_be_read(tmp_path):
    routes = load(tmp_path, GOOD.replace("121.42, 31.21", "nowhere"))
    known = {"themes": ["all"], "starts": ["here"], "places": ["sim"], "unplaced": {}}
    assert [f.code for f in catalogue_faults(routes, **known, file="x")] == ["start_unknown"]
    for name in ("starts", "places"):
        assert not list(catalogue_faults(routes, **{**known, name: []}, file="x"))
    assert not list(catalogue_faults(load(tmp_path, GOOD), **known, file="x"))


def test_a_route_does_not_lead_where_nobody_can_go(tmp_path):
    text = GOOD.replace("121.42, 31.21", "no1") + 'end = "sim"\nmust = ["no1"]\nnever = ["no1"]\n'
    known = {"themes": ["all"], "starts": ["here"], "places": ["sim", "no1"]}
    unplaced = {"no1": {"zh": "一号", "en": "NO.1"}}
    routes = load(tmp_path, text.replace('never = ["no1"]\n', ""))
    faults = list(catalogue_faults(routes, **known, unplaced=unplaced, file="x"))
    at = "x: saturday-walk"
    assert [(f.code, f.where) for f in faults] == [
        ("place_unplaced", f"{at}: start"),
        ("place_unplaced", f"{at}: must[0]"),
    ]
    assert "NO.1" in faults[0].message("en")
    routes = load(tmp_path, GOOD + 'never = ["no1"]\n')
    assert not list(catalogue_faults(routes, **known, unplaced=unplaced, file="x"))
