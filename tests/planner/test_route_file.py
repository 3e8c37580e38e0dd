"""A route file is read back as it was written, or refused with the place that is wrong."""

import json

import pytest
from clock import SATURDAY
from fake_walk import fake_walk

from planner.errors import DatasetError
from planner.plan import plan
from planner.request import Request
from planner.route import as_json
from planner.route_file import read_route, request_in


@pytest.fixture(scope="module")
def route(quarter):
    request = Request(
        theme="chips", minutes=90, start="121.4270,31.2214", at=SATURDAY, prefer=("quiet",)
    )
    return plan(quarter, request)


@pytest.fixture
def write(tmp_path, route):
    """Write the route's JSON, changed, and return the file."""

    def changed(change=lambda _: None):
        data = as_json(route)
        change(data)
        path = tmp_path / "route.json"
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return path

    return changed


def test_round_trip(route, write):
    again = read_route(write())
    assert again == route
    assert as_json(again) == as_json(route)


def test_the_request_comes_back(route, write):
    request = request_in(read_route(write()))
    assert request.as_json() == route.request
    assert request.prefer == ("quiet",)
    assert request.as_query()["at"] == "2026-12-05T13:00"


def put(path, value):
    """Return a change that sets one value, by its path."""

    def change(data):
        *way, last = path
        for step in way:
            data = data[step]
        if value is ...:
            del data[last]
        else:
            data[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        (["mood"], 1, "field_unknown", "mood"),
        (["stops", 0, "mood"], 1, "field_unknown", "stops[0].mood"),
        (["request", "mood"], 1, "field_unknown", "request.mood"),
        (["request", "pace_kmh"], "fast", "wrong_type", "request: pace_kmh"),
        (["stops", 1, "arrive"], ..., "field_missing", "stops[1].arrive"),
        (["stops", 1, "arrive"], "noon", "value_invalid", "stops[1].arrive"),
        (["stops", 1, "arrive"], "2026-12-05T13:20:00", "time_without_offset", "stops[1].arrive"),
        (["stops", 0, "leave"], "2026-12-04T13:20:00+08:00", "time_backwards", "stops[0].leave"),
        (["stops", 0, "lat"], 131.2, "position_not_on_earth", "stops[0]"),
        (["stops", 0, "number"], 7, "route_numbers", "stops"),
        (["stops", 0, "option"], "above", "not_allowed", "stops[0].option"),
        (["stops"], [], "route_legs", "legs"),
        (["legs"], None, "wrong_type", "legs"),
        (["legs", 0], None, "wrong_type", "legs[0]"),
        (["legs", 0, "to"], "moon", "route_leg_ends", "legs[0]"),
        (["legs", 0, "length_m"], 1.5, "wrong_type", "legs[0].length_m"),
        (["legs", 0, "length_m"], 1, "route_total", "totals.length_m"),
        (["legs", 0, "geometry", "coordinates"], [[121.4, 31.2]], "route_line", "legs[0].geometry"),
        (["legs", 0, "geometry", "type"], "Point", "value_respelled", "legs[0].geometry.type"),
        (["legs", 0, "segments", 0, "last"], 9999, "route_segment", "legs[0].segments[0]"),
        (["totals", "back"], "2026-12-05T23:59:59+0800", "value_respelled", "totals.back"),
    ],
)
def test_what_is_wrong_is_named(write, path, value, code, where):
    with pytest.raises(DatasetError) as raised:
        read_route(write(put(path, value)))
    faults = {fault.code: fault.where for fault in raised.value.faults}
    assert code in faults
    assert where in faults[code]
    for fault in raised.value.faults:
        assert fault.message("zh")
        assert fault.hint("en")


@pytest.mark.parametrize("text", ["[]", "{}", '{"legs": 1}', '{"type": "FeatureCollection"}', "no"])
def test_other_files_are_refused(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DatasetError):
        read_route(path)


def test_nonsense_numbers_are_refused(write):
    path = write()
    path.write_text(path.read_text("utf-8").replace('"lon": 121', '"lon": NaN, "x": 121', 1))
    with pytest.raises(DatasetError) as raised:
        read_route(path)
    assert raised.value.faults[0].code == "not_finite"


def test_many_faults_are_cut_short(tmp_path):
    data = as_json(fake_walk())
    for leg in data["legs"]:
        leg["segments"] = [1] * 50
    path = tmp_path / "route.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(DatasetError) as raised:
        read_route(path)
    assert len(raised.value.faults) <= 20
