"""A request is its URL, and a URL that does not read names every field at once."""

import contextlib
import json
from dataclasses import replace
from datetime import datetime

import pytest
from clock import SATURDAY, ZONE
from hostile_names import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from planner.errors import RequestError
from planner.own_stop import OwnStop
from planner.request import WISHES, Request, read_request

ids = st.lists(st.sampled_from(["sim", "sic", "wysh", "no1"]), unique=True).map(tuple)
places = st.sampled_from(["sim", "sic", "wysh", "own-1"])
names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
own_stops = st.builds(
    OwnStop,
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    minutes=st.integers(0, 240),
    name=names | st.sampled_from([name for name in HOSTILE if len(name) <= 40]),
)
requests = st.builds(
    Request,
    theme=st.sampled_from(["all", "chips"]),
    minutes=st.integers(10, 720),
    start=st.sampled_from(["jiangsu-road", "121.42,31.21"]),
    end=st.sampled_from([None, "wysh"]),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0, tzinfo=ZONE)
    ),
    pace_kmh=st.integers(100, 800).map(lambda hundredths: hundredths / 100),
    must=ids,
    never=ids,
    order=ids,
    prefer=st.lists(st.sampled_from(WISHES), unique=True).map(lambda wishes: tuple(sorted(wishes))),
    step_free=st.booleans(),
    inside_quarter=st.booleans(),
    overlay=st.booleans(),
    dwell=st.dictionaries(places, st.integers(0, 240)).map(lambda d: tuple(sorted(d.items()))),
    fixed=st.dictionaries(places, st.times()).map(
        lambda d: tuple(sorted((name, f"{clock:%H:%M}") for name, clock in d.items()))
    ),
    own=st.lists(own_stops, max_size=4).map(tuple),
    group=st.integers(1, 60),
    crossing_wait=st.none() | st.integers(0, 120),
)


@settings(deadline=None)
@given(requests)
def test_url_and_back(request):
    assert read_request(request.as_query(), ZONE, now=SATURDAY) == request


@settings(deadline=None)
@given(requests)
def test_json_and_back(request):
    """What a route file holds of a request says all of it, and nothing that is not shaped."""
    written = json.loads(json.dumps(request.as_json()))
    read = TypeAdapter(Request).validate_python(written)
    assert read.as_json() == request.as_json()
    assert replace(read, at=request.at) == request
    assert ("own" in written) == bool(request.own)


def test_a_request_that_shapes_nothing_says_nothing_of_it():
    request = read_request({"start": "jiangsu-road"}, ZONE, now=SATURDAY)
    assert not {"dwell", "fixed", "own", "group", "crossing_wait"} & request.as_json().keys()


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("dwell", "sim", "dwell_unreadable"),
        ("dwell", "sim:-1", "dwell_unreadable"),
        ("dwell", "sim:241", "dwell_unreadable"),
        ("dwell", ":5", "dwell_unreadable"),
        ("dwell", "sim:5,sim:6", "named_twice"),
        ("fixed", "sim@24:00", "fixed_unreadable"),
        ("fixed", "sim@9:00", "fixed_unreadable"),
        ("fixed", "@09:00", "fixed_unreadable"),
        ("fixed", "sim@09:00,sim@10:00", "named_twice"),
        ("own", "121.4,31.2,10", "own_unreadable"),
        ("own", "nan,31.2,10,x", "own_unreadable"),
        ("own", "31.2,121.4,10,x", "own_unreadable"),
        ("own", "121.4,31.2,ten,x", "dwell_unreadable"),
        ("own", "121.4,31.2,10,", "own_name"),
        ("own", f"121.4,31.2,10,{'x' * 41}", "own_name"),
        ("own", "121.4,31.2,10,a\u202eb", "own_name"),
        ("own", "121.4,31.2,10,a%00b", "own_name"),
        ("own", ";".join(["121.4,31.2,10,x"] * 13), "own_many"),
        ("group", "0", "group_unreadable"),
        ("group", "61", "group_unreadable"),
        ("crossing_wait", "121", "crossing_wait_unreadable"),
    ],
)
def test_what_shapes_a_tour_is_read_or_refused(field, text, code):
    with pytest.raises(RequestError) as caught:
        read_request({"start": "x", field: text}, ZONE, now=SATURDAY)
    (fault,) = caught.value.faults
    assert (fault.where, fault.code) == (field, code)
    assert fault.message("zh")
    assert fault.hint("en")


def test_the_command_line_may_write_an_equals_sign():
    fields = {"start": "x", "dwell": "sim=5,a=0", "fixed": "sim=09:30"}
    request = read_request(fields, ZONE, now=SATURDAY)
    assert (request.dwell, request.fixed) == ((("a", 0), ("sim", 5)), (("sim", "09:30"),))
    assert request.insisted == ("sim",)


def test_defaults():
    request = read_request({"start": "jiangsu-road"}, ZONE, now=SATURDAY)
    assert (request.theme, request.minutes, request.pace_kmh) == ("all", 120, 4.5)
    assert request.at == SATURDAY
    assert request.overlay


def test_preferences_are_sorted_and_known():
    read = read_request({"start": "x", "prefer": "quiet, green,quiet"}, ZONE, now=SATURDAY)
    assert read.prefer == ("green", "quiet")
    assert read.as_query()["prefer"] == "green,quiet"
    assert read.as_json()["prefer"] == ["green", "quiet"]
    with pytest.raises(RequestError) as caught:
        read_request({"start": "x", "prefer": "quiet,sunny"}, ZONE, now=SATURDAY)
    assert [(fault.where, fault.code) for fault in caught.value.faults] == [
        ("prefer", "wish_unknown")
    ]
    assert "“sunny”" in caught.value.faults[0].message("zh")
    assert "green, lit, quiet, rain" in caught.value.faults[0].hint("en")


def test_every_field_at_once():
    broken = {
        "minutes": "soon", "at": "tomorrow", "pace": "fast", "step_free": "perhaps",
    }  # fmt: skip
    with pytest.raises(RequestError) as caught:
        read_request(broken, ZONE, now=SATURDAY)
    assert {(fault.where, fault.code) for fault in caught.value.faults} == {
        ("start", "start_missing"),
        ("minutes", "minutes_unreadable"),
        ("at", "date_unreadable"),
        ("pace", "pace_unreadable"),
        ("step_free", "flag_unreadable"),
    }
    for fault in caught.value.faults:
        assert fault.message("zh")
        assert fault.hint("en")


def test_no_stop_stands_twice_in_the_order():
    with pytest.raises(RequestError) as caught:
        read_request({"start": "x", "order": "a,b,a"}, ZONE, now=SATURDAY)
    assert [(f.where, f.code) for f in caught.value.faults] == [("order", "stop_twice")]
    assert "“a”" in caught.value.faults[0].message("zh")


def test_a_date_without_a_time_is_no_departure():
    with pytest.raises(RequestError):
        read_request({"start": "x", "at": "2026-12-05"}, ZONE, now=SATURDAY)


@pytest.mark.parametrize("minutes", ["0", "9", "721", "-5", "1e3", "120.5", "九十", "9" * 5000])
def test_minutes_out_of_range(minutes):
    with pytest.raises(RequestError):
        read_request({"start": "x", "minutes": minutes}, ZONE, now=SATURDAY)


@pytest.mark.parametrize("pace", ["0", "0.99", "8.01", "nan", "inf", "-4", "四"])
def test_pace_out_of_range(pace):
    with pytest.raises(RequestError):
        read_request({"start": "x", "pace": pace}, ZONE, now=SATURDAY)


@pytest.mark.parametrize(
    ("text", "hour"), [("2026-12-05T13:00", 13), ("2026-12-05T13:00+09:00", 12)]
)
def test_local_times_and_times_with_offset(text, hour):
    request = read_request({"start": "x", "at": text}, ZONE, now=SATURDAY)
    assert (request.at.hour, request.at.utcoffset()) == (hour, SATURDAY.utcoffset())


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(Request.__dataclass_fields__)), st.text()))
def test_any_text_is_read_or_refused(query):
    """Nothing but a request or a RequestError comes out, whatever goes in."""
    with contextlib.suppress(RequestError):
        assert isinstance(read_request(query, ZONE, now=SATURDAY), Request)
