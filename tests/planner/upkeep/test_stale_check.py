"""Last entries outside the hours, and published texts that say hours."""

from dataclasses import replace
from datetime import date

import pytest
from test_dataset_check import TODAY, edit, folder, found, published

from planner.catalogue import load_catalogue
from planner.places import VisitOption
from planner.quarter import DATA
from planner.upkeep.dataset_check import check_dataset
from planner.upkeep.stale_check import catalogue_warnings, last_entry_faults

__all__ = ["folder"]


def outside(spec: str, entry: str) -> bool:
    option = VisitOption(kind="inside", dwell_min=30, opening_hours=spec, last_entry=entry)
    faults = list(last_entry_faults(option, "poi.geojson: sim: options[1]"))
    assert {fault.where for fault in faults} <= {"poi.geojson: sim: options[1].last_entry"}
    return bool(faults)


@pytest.mark.parametrize(
    ("spec", "entry", "is_outside"),
    [
        ("Tu-Su 09:00-17:00", "16:30", False),
        ("Tu-Su 09:00-17:00", "17:00", False),
        ("Tu-Su 09:00-17:00", "18:00", True),
        ("Tu-Su 09:00-17:00", "08:30", True),
        ("Mo-Fr 09:00-11:30,13:00-16:00", "12:10", True),
        ("Mo-Fr 09:00-11:30,13:00-16:00", "15:30", False),
        ("Mar-Oct 09:00-18:00; Nov-Feb 09:00-17:00", "17:30", False),
        ("Fr-Sa 20:00-02:00", "01:00", False),
        ("Fr-Sa 20:00-02:00", "03:00", True),
        ("sunrise-sunset", "23:00", False),
        ("24/7", "05:00", False),
    ],
)
def test_the_last_entry_is_while_it_is_open(spec, entry, is_outside):
    assert outside(spec, entry) is is_outside


def test_the_check_names_a_last_entry_after_closing(folder):
    option = {
        "kind": "inside", "dwell_min": 30, "opening_hours": "Tu-Su 09:00-17:00",
        "hours_status": "reported", "hours_source": "x", "hours_year": 2026, "last_entry": "18:00",
    }  # fmt: skip
    edit(folder, "sim", options=[{"kind": "outside", "dwell_min": 10}, option])
    faults = check_dataset(folder, today=TODAY).faults
    assert found(faults) == {("last_entry_outside", "poi.geojson: sim: options[1].last_entry")}
    assert "18:00" in faults[0].message("en")
    assert "last_entry" in faults[0].hint("zh")


def test_published_texts_hold_no_hours(folder):
    assert check_dataset(DATA, today=date(2026, 11, 24)).faults == ()
    routes = load_catalogue(DATA / "catalogue.toml")
    assert list(catalogue_warnings(routes, file="catalogue.toml")) == []
    text = (DATA / "catalogue.toml").read_text("utf-8")
    text = text.replace("从江苏路站出来，走一圈", "十点半出来，16:30停止入馆，走一圈", 1)
    published(folder, text)
    warnings = check_dataset(folder, today=TODAY).warnings
    assert ("text_clock", "catalogue.toml: lunch-hour: text_zh") in found(warnings)


@pytest.mark.parametrize(
    ("text", "is_clock"),
    [
        ("open from 9 am", True),
        ("9点半开门", True),
        ("下午2点30分", True),
        ("1:2500的地图", False),
        ("3点位", False),
        ("3.6公里，1932到1934年", False),
        ("4 amateurs", False),
    ],
)
def test_what_counts_as_a_time_of_the_clock(text, is_clock):
    route = replace(load_catalogue(DATA / "catalogue.toml")[0], text_en=text)
    assert bool(list(catalogue_warnings([route], file="x"))) is is_clock
