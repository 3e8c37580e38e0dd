"""Opening hours: a table worked by hand, every day of three years, and properties."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from planner.china.calendar import calendar_for
from planner.errors import Fault
from planner.hours import DayHours, arrival_windows, as_json, check_spec, day_hours
from planner.opening.plain import plain_hours

CHINA = calendar_for("CN")
# Weekdays of 2026 that are off by the council's notice and open to opening-hours-py.
OFF_2026 = (
    *("01-02", "02-16", "02-18", "02-19", "02-20", "02-23", "04-06"),
    *("05-04", "05-05", "10-02", "10-05", "10-06", "10-07"),
)
OFFICE = "Mo-Fr 09:00-17:00; PH off"
MUSEUM = "Tu-Su 09:00-17:00; Mo off; PH 09:00-17:00"
BAR = "Fr,Sa 18:00-02:00; Su-Th 18:00-24:00"
SEASONAL = "Apr-Oct 09:00-18:00; Nov-Mar 09:00-17:00"
NIGHT_OFF = "We 22:00-02:00; Th off"
DAY = ["09:00", "17:00"]
NO_LUNCH = [["09:00", "12:00"], ["13:00", "17:00"]]

# spec, day, status, windows. The weekday of each day stands beside it.
TABLE = [
    # ordinary weeks
    (OFFICE, "2026-11-24", "open", [DAY]),  # Tuesday
    (OFFICE, "2026-11-28", "closed", []),  # Saturday
    (MUSEUM, "2026-11-23", "closed", []),  # Monday
    ("09:00-11:30,13:00-16:30", "2026-11-24", "open", [["09:00", "11:30"], ["13:00", "16:30"]]),
    ("Mo-Fr 09:00-12:00, 11:00-17:00", "2026-11-24", "open", [DAY]),
    ("Mo-Fr 09:00-12:00,12:00-17:00", "2026-11-24", "open", [DAY]),  # touching sessions are one
    ("Fr-Mo 10:00-11:00", "2026-11-22", "open", [["10:00", "11:00"]]),  # Sunday, over the weekend
    ("Fr-Mo 10:00-11:00", "2026-11-24", "closed", []),
    ("Mo-Fr, Su 10:00-11:00", "2026-11-24", "open", [["10:00", "11:00"]]),  # a list, though spaced
    ("Mo-Fr 09:00-17:00, Sa 10:00-12:00", "2026-11-28", "open", [["10:00", "12:00"]]),
    ("09:00-17:00, Tu 12:00-13:00 off", "2026-11-24", "open", NO_LUNCH),
    ("09:00-17:00; Tu 12:00-13:00 off", "2026-11-24", "open", NO_LUNCH),
    ("09:00-17:00; Tu 10:00-12:00", "2026-11-24", "open", [["10:00", "12:00"]]),  # the later rule
    ("Tu[4] 10:00-12:00", "2026-11-24", "open", [["10:00", "12:00"]]),  # the fourth Tuesday
    ("Tu[1,3] 10:00-12:00", "2026-11-24", "closed", []),
    ("mo-fr 9:00-17:00", "2026-11-24", "open", [DAY]),
    (" Mo-Fr\u3000 09:00-17:00 ", "2026-11-24", "open", [DAY]),
    ("24/7", "2026-11-24", "open", [["00:00", "24:00"]]),
    ("24/7; Tu off", "2026-11-24", "closed", []),
    ("closed", "2026-11-24", "closed", []),
    ("2026 Nov 20-2026 Nov 30 off; 09:00-17:00", "2026-11-24", "open", [DAY]),  # overridden
    ("09:00-17:00; 2026 Nov 20-2026 Nov 30 off", "2026-11-24", "closed", []),
    ("week 48 09:00-12:00", "2026-11-24", "open", [["09:00", "12:00"]]),
    ("week 1-53/2 09:00-12:00", "2026-11-24", "closed", []),
    # seasons
    (SEASONAL, "2026-10-31", "open", [["09:00", "18:00"]]),
    (SEASONAL, "2026-11-01", "open", [DAY]),
    ("May-Sep Tu-Su 09:00-18:00", "2026-11-24", "closed", []),
    # past midnight: the evening's day has it, the morning's has not
    (BAR, "2026-11-27", "open", [["18:00", "26:00"]]),  # Friday
    (BAR, "2026-11-28", "open", [["18:00", "26:00"]]),  # Saturday
    (BAR, "2026-11-29", "open", [["18:00", "24:00"]]),  # Sunday
    (NIGHT_OFF, "2026-11-25", "open", [["22:00", "26:00"]]),  # Wednesday
    (NIGHT_OFF, "2026-11-26", "closed", []),
    ("22:00-02:00, We off", "2026-11-25", "closed", []),
    ("22:00-26:00", "2026-11-24", "open", [["22:00", "26:00"]]),
    # nothing certain
    (None, "2026-11-24", "unknown", []),
    ("", "2026-11-24", "unknown", []),
    ("unknown", "2026-11-24", "unknown", []),
    ('"预约"', "2026-11-24", "unknown", []),
    ('Mo-Fr "by appointment"', "2026-11-24", "unknown", []),
    ('Mo-Fr "by appointment"', "2026-11-28", "closed", []),
    ('Mo-Fr 09:00-17:00; Sa "预约"', "2026-11-28", "unknown", []),
    ('Mo-Fr 09:00-17:00 || "预约"', "2026-11-28", "unknown", []),
    ('Mo-Fr 09:00-17:00 || "预约"', "2026-11-24", "open", [DAY]),
    ('09:00-17:00 unknown "看门卫"', "2026-11-24", "unknown", []),
    ("09:00-12:00; Tu unknown", "2026-11-24", "unknown", []),
    ("sunrise-sunset", "2026-11-24", "unknown", []),
    ("10:00+", "2026-11-24", "unknown", []),
    ("10:00-16:00+", "2026-11-24", "open", [["10:00", "16:00"]]),
    ("10:00-16:00/01:30", "2026-11-24", "unknown", []),  # tours at fixed times
    ("09:00-12:00,sunset-22:00", "2026-11-24", "open", [["09:00", "12:00"]]),
    ("9:00-17:00（16:00停止入馆）", "2026-11-24", "unknown", []),
    ("every day", "2026-11-24", "unknown", []),
    # hours with a remark
    ('Mo-Fr 09:00-17:00 "预约"', "2026-11-24", "open", [DAY]),
    ('24/7 "预约"', "2026-11-24", "open", [["00:00", "24:00"]]),
    ('09:00-17:00 "PH; Su, 周末"', "2026-11-28", "open", [DAY]),  # no syntax inside a remark
    # public holidays
    (OFFICE, "2026-10-01", "closed", []),
    ("Mo-Fr 09:00-17:00", "2026-10-01", "open", [DAY]),  # Thursday; nothing said of holidays
    ("Mo-Sa,PH 09:00-11:00", "2026-10-04", "open", [["09:00", "11:00"]]),  # Sunday
    ("Mo-Sa,PH 09:00-11:00", "2026-11-22", "closed", []),  # a plain Sunday
    ("PH,Su 09:00-11:00", "2026-10-01", "open", [["09:00", "11:00"]]),
    ("PH Mo-Fr 10:00-12:00", "2026-10-01", "open", [["10:00", "12:00"]]),  # holidays on weekdays
    ("PH Mo-Fr 10:00-12:00", "2026-10-04", "closed", []),
    ("PH Mo-Fr 10:00-12:00", "2026-11-24", "closed", []),
    (MUSEUM, "2026-10-05", "open", [DAY]),  # a Monday inside the holiday
    ("09:00-17:00; Feb PH off", "2026-02-17", "closed", []),
    ("09:00-17:00; Feb PH off", "2026-10-01", "open", [DAY]),
    ("09:00-17:00; PH -1 day off", "2026-09-30", "closed", []),  # the day before the first
    ("09:00-17:00; PH -1 day off", "2026-09-29", "open", [DAY]),
    ("09:00-17:00; PH +1 day off", "2026-10-08", "closed", []),  # the day after the last day off
    # make-up days
    (OFFICE, "2026-10-10", "open", [DAY]),  # Saturday, as Friday
    ("Mo-Th 09:00-17:00; Fr 09:00-12:00", "2026-10-10", "open", [["09:00", "12:00"]]),
    ("Mo-Th 09:00-17:00; Fr 09:00-12:00", "2026-01-04", "open", [DAY]),  # Sunday, as Monday
    ("Mo-Fr 09:00-17:00; Sa,Su off; PH off", "2026-10-10", "open", [DAY]),
    ("Mo-Fr 09:00-17:00; Sa 10:00-12:00", "2026-10-10", "open", [["10:00", "12:00"]]),
    ("Tu-Su 09:00-17:00", "2026-01-04", "open", [DAY]),
    ("We 09:00-17:00", "2026-10-10", "closed", []),
    ('Mo-Fr "预约"', "2026-10-10", "unknown", []),
    ("Mar-Oct Mo-Fr 09:00-17:00", "2026-02-28", "closed", []),  # the season is the day's own
    # school holidays, whose dates are not known
    ("Mo-Fr 09:00-17:00; SH 10:00-16:00", "2026-11-24", "open", [["10:00", "16:00"]]),
    ("09:00-17:00; SH off", "2026-11-24", "unknown", []),
    ("Tu-Su 09:00-17:00; SH Mo 09:00-12:00", "2026-11-23", "unknown", []),
    ("Tu-Su 09:00-17:00; SH Mo 09:00-12:00", "2026-11-24", "open", [DAY]),
    ("Mo 09:00-17:00; SH,PH off", "2026-11-24", "closed", []),
    # outside the calendar's years
    (OFFICE, "2099-10-01", "open", [DAY]),  # Thursday
    (OFFICE, "2003-10-01", "open", [DAY]),  # Wednesday
    (OFFICE, "2099-10-03", "closed", []),  # Saturday
]


@pytest.mark.parametrize(("spec", "day", "status", "windows"), TABLE)
def test_worked_by_hand(spec: str | None, day: str, status: str, windows: list[list[str]]) -> None:
    shown = as_json(day_hours(spec, date.fromisoformat(day), calendar=CHINA))
    assert (shown["status"], shown["windows"]) == (status, windows), shown["reason_en"]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_an_office_is_open_on_exactly_the_working_days(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        hours = day_hours(OFFICE, day, calendar=CHINA)
        assert hours.status == ("open" if chinese_calendar.is_workday(day) else "closed"), day
        assert hours.windows == (((32400, 61200),) if hours.status == "open" else ()), day
        assert hours.holiday_known
        day += timedelta(days=1)


def test_the_make_up_days_of_2026_keep_the_adjoining_working_day() -> None:
    spec = "Mo 09:00-10:00; Tu-Th 09:00-11:00; Fr 09:00-12:00"
    for text in ("02-14", "02-28", "05-09", "10-10"):  # Saturdays
        hours = day_hours(spec, date.fromisoformat(f"2026-{text}"), calendar=CHINA)
        assert as_json(hours)["windows"] == [["09:00", "12:00"]], text
    for text in ("01-04", "09-20"):  # Sundays
        hours = day_hours(spec, date.fromisoformat(f"2026-{text}"), calendar=CHINA)
        assert as_json(hours)["windows"] == [["09:00", "10:00"]], text


def test_the_thirteen_days_off_of_2026_are_closed() -> None:
    for text in OFF_2026:
        hours = day_hours(OFFICE, date.fromisoformat(f"2026-{text}"), calendar=CHINA)
        assert hours.status == "closed", text
        assert "放假" in hours.reason_zh
        assert "public holiday" in hours.reason_en


@pytest.mark.parametrize(
    ("spec", "day", "zh", "en"),
    [
        (OFFICE, "2026-11-24", "周二；开放", "Tuesday; open"),
        (OFFICE, "2026-11-28", "周六；不开放", "Saturday; closed"),
        (
            OFFICE,
            "2026-10-10",
            "周六，国庆节调休上班；按周五的时间开放",
            "Saturday, a make-up working day (National Day); open on Friday's hours",
        ),
        (
            OFFICE,
            "2026-10-01",
            "周四，国庆节放假；不开放",
            "Thursday, public holiday (National Day); closed",
        ),
        (
            "Mo-Fr 09:00-17:00",
            "2026-10-01",
            "周四，国庆节放假；开放；节假日的时间没有写明",
            "Thursday, public holiday (National Day); open; holiday hours are not stated",
        ),
        ('09:00-17:00 "预约"', "2026-11-24", "周二；开放；须预约", "Tuesday; open; booking needed"),
        (
            '09:00-17:00 "团队须提前三天预约"',
            "2026-11-24",
            "周二；开放；预约须知“团队须提前三天预约”",
            "Tuesday; open; note on booking “团队须提前三天预约”",
        ),
        (
            'Mo off "设备检修"; 09:00-17:00',
            "2026-11-24",
            "周二；开放",
            "Tuesday; open",
        ),
        (
            '09:00-17:00; Tu off "设备检修"',
            "2026-11-24",
            "周二；不开放；备注“设备检修”",
            "Tuesday; closed; note “设备检修”",
        ),
        (
            OFFICE,
            "2099-11-24",
            "周二；开放；当年的节假日安排尚不清楚",
            "Tuesday; open; holiday timetable not yet known",
        ),
        (
            OFFICE,
            "2003-11-24",
            "周一；开放；当年的节假日安排没有资料",
            "Monday; open; holiday timetable not known",
        ),
        ("24/7", "2099-11-24", "周二；开放", "Tuesday; open"),
        (None, "2099-11-24", "开放时间不详", "opening hours not known"),
    ],
)
def test_reason(spec: str | None, day: str, zh: str, en: str) -> None:
    hours = day_hours(spec, date.fromisoformat(day), calendar=CHINA)
    assert (hours.reason_zh, hours.reason_en) == (zh, en)


def test_holiday_known_ends_with_the_calendar() -> None:
    last = max(d.year for d in chinese_calendar.holidays)
    assert day_hours(OFFICE, date(last, 12, 31), calendar=CHINA).holiday_known
    assert not day_hours(OFFICE, date(last + 1, 1, 1), calendar=CHINA).holiday_known


def test_another_country_has_weekday_hours_and_says_so() -> None:
    hours = day_hours(OFFICE, date(2026, 10, 1), calendar=calendar_for("FR"))
    assert hours.status == "open"
    assert not hours.holiday_known
    assert hours.reason_en == "Thursday; open; holiday timetable not known"


def test_last_entry_is_told_when_open() -> None:
    tuesday, monday = (
        day_hours("Tu-Su 09:00-17:00", date(2026, 11, n), calendar=CHINA, last_entry="16:00")
        for n in (24, 23)
    )
    assert tuesday.reason_zh == "周二；开放；16:00停止入场"
    assert tuesday.reason_en == "Tuesday; open; last entry 16:00"
    assert monday.reason_en == "Monday; closed"


def hours_of(*windows: tuple[int, int]) -> DayHours:
    return DayHours(
        date=date(2026, 11, 24),
        status="open" if windows else "closed",
        windows=windows,
        reason_zh="",
        reason_en="",
        holiday_known=True,
    )


H = 3600


@pytest.mark.parametrize(
    ("windows", "dwell", "last_entry", "arrivals"),
    [
        ([(9 * H, 17 * H)], 1800, None, [(9 * H, 17 * H - 1800)]),
        ([(9 * H, 17 * H)], 1800, "16:00", [(9 * H, 16 * H)]),
        ([(9 * H, 17 * H)], 2 * H, "16:00", [(9 * H, 15 * H)]),  # closing binds first
        ([(9 * H, 11 * H), (13 * H, 16 * H)], H, None, [(9 * H, 10 * H), (13 * H, 15 * H)]),
        ([(9 * H, 11 * H), (13 * H, 16 * H)], H, "14:00", [(9 * H, 10 * H), (13 * H, 14 * H)]),
        ([(9 * H, 11 * H), (13 * H, 16 * H)], H, "10:30", [(9 * H, 10 * H)]),
        ([(9 * H, 11 * H), (13 * H, 16 * H)], 3 * H, None, [(13 * H, 13 * H)]),  # just fits
        ([(9 * H, 11 * H)], 2 * H + 1, None, []),
        ([(9 * H, 17 * H)], H, "08:00", []),
        ([(18 * H, 26 * H)], H, "01:00", [(18 * H, 25 * H)]),  # after midnight
        ([(18 * H, 26 * H)], H, "23:00", [(18 * H, 23 * H)]),
        ([(18 * H, 26 * H)], H, "17:00", []),
        ([(0, 24 * H)], 1800, None, [(0, 24 * H - 1800)]),
        ([], 1800, None, []),
    ],
)
def test_arrival_windows(
    windows: list[tuple[int, int]],
    dwell: int,
    last_entry: str | None,
    arrivals: list[tuple[int, int]],
) -> None:
    found = arrival_windows(hours_of(*windows), dwell_s=dwell, last_entry=last_entry)
    assert found == tuple(arrivals)


@pytest.mark.parametrize(
    ("spec", "code", "rest"),
    [
        ("", "hours_empty", None),
        ("   ", "hours_empty", None),
        ("every day", "hours_unreadable", None),
        ("9:00-17:00（16:00停止入馆）", "hours_unreadable_from", "（16:00停止入馆）"),
        ("Mo-Fr 09：00-17：00", "hours_unreadable_from", "09：00-17：00"),
        ("Mo-Fr 09:00-17:00; Sat off", "hours_unreadable_from", None),
        ('Mo-Fr 09:00-17:00 "预约', "hours_unreadable_from", '"预约'),
        ("Mo-Fr 09:00-17:00;", "hours_unreadable", None),
        ("09:00-25:99", "hours_unreadable_from", None),
    ],
)
def test_check_spec_names_field_and_fault(spec: str, code: str, rest: str | None) -> None:
    fault = check_spec(spec, "poi.geojson: museum: options[1].opening_hours")
    assert isinstance(fault, Fault)
    assert (fault.code, fault.where) == (code, "poi.geojson: museum: options[1].opening_hours")
    if rest is not None:
        assert fault.values["rest"] == rest
    for lang in ("zh", "en"):
        assert spec.strip() in fault.message(lang)
        assert fault.hint(lang)


@pytest.mark.parametrize("spec", [row[0] for row in TABLE if row[2] == "open"])
def test_check_spec_passes_what_can_be_planned(spec: str) -> None:
    assert check_spec(spec) is None


def test_rules_may_be_asked_from_several_threads() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(60)]
    spec = "Jan Mo-Fr 09:00-17:00; Feb Tu[1] off; Feb 10:00-12:00"

    def ask(day: date) -> DayHours:
        return day_hours(spec, day, calendar=CHINA)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, days)) == [ask(day) for day in days]


# Properties. Values are built of parts, so that most of them can be read.

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CLOCK = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from((0, 1, 30, 59)))
LATE = st.builds("{:02d}:{:02d}".format, st.integers(0, 47), st.sampled_from((0, 1, 30, 59)))
DATES = st.sampled_from(
    ("", "Jan-Mar ", "Apr-Oct ", "week 1-30 ", "2026 ", "2026 Feb 10-2026 May 05 ")
)
ON_DAYS = st.one_of(
    st.just(""),
    st.sampled_from(WEEKDAYS),
    st.builds("{}-{}".format, st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS)),
    st.builds("{},{}".format, st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS)),
    st.builds("{}[{}]".format, st.sampled_from(WEEKDAYS), st.sampled_from(("1", "-1", "2-4"))),
)
HOLIDAYS = st.sampled_from(("PH", "SH", "PH -1 day", "Mo-Fr,PH", "PH Mo-Fr", "SH,PH", "Sa,SH"))
DAYS_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def spans(last: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.builds("{}-{}".format, CLOCK, last)
    return st.lists(one, min_size=1, max_size=3).map(",".join)


def tidy(spec: str) -> str:
    return " ".join(spec.split())


RULE = st.builds(
    "{}{} {}{}".format,
    DATES,
    ON_DAYS | HOLIDAYS,
    spans(LATE) | st.sampled_from(("", "10:00+", "sunrise-sunset", "10:00-16:00/01:30")),
    st.sampled_from(("", " off", " unknown", " open", ' "预约"', ' off "; Mo"')),
)
SPEC = st.builds(
    lambda first, more: first + "".join(a + b for a, b in more),
    RULE,
    st.lists(st.tuples(st.sampled_from(("; ", ", ", " || ")), RULE), max_size=3),
)


@given(SPEC, DAYS_2026 | st.dates())
def test_windows_are_ordered_disjoint_and_within_two_days(spec: str, day: date) -> None:
    hours = day_hours(spec, day, calendar=CHINA)
    assert (hours.status == "open") == bool(hours.windows)
    edges = [edge for window in hours.windows for edge in window]
    assert all(a < b for a, b in pairwise(edges))
    assert all(0 <= edge <= 172_800 for edge in edges)
    assert hours.reason_zh
    assert hours.reason_en


@given(SPEC, DAYS_2026, st.integers(0, 30_000), st.none() | CLOCK)
def test_every_arrival_leaves_time_for_the_visit(
    spec: str, day: date, dwell: int, last_entry: str | None
) -> None:
    hours = day_hours(spec, day, calendar=CHINA)
    for first, last in arrival_windows(hours, dwell_s=dwell, last_entry=last_entry):
        assert first <= last
        assert any(lo <= first and last + dwell <= hi for lo, hi in hours.windows)


@given(st.text() | st.text('MoTuWeSaPHSH0123456789:-,;|[]+/ "()offunk', max_size=40))
def test_check_spec_never_raises(spec: str) -> None:
    fault = check_spec(spec)
    if fault is not None:
        assert fault.message("zh")
        assert fault.message("en")
        assert day_hours(spec, date(2026, 11, 24), calendar=CHINA).status == "unknown"


# What opening-hours-py does well it must do alike here: values without holidays, remarks, nights
# and additional rules (its additional "off" closes the whole day), on an ordinary calendar.
PLAIN_RULE = st.builds(
    lambda dates, days, times, state: f"{dates}{days} {times[0]}-{times[1]}{state}",
    DATES,
    ON_DAYS,
    st.tuples(CLOCK, CLOCK).filter(lambda t: t[0] < t[1]),
    st.sampled_from(("", " off", " open")),
)


@given(st.lists(PLAIN_RULE, min_size=1, max_size=4).map("; ".join).map(tidy), DAYS_2026)
def test_agrees_with_the_package_on_plain_values(spec: str, day: date) -> None:
    midnight = datetime.combine(day, datetime.min.time())
    package = OpeningHours(spec, auto_country=False, auto_timezone=False)
    theirs = [
        (round((a - midnight).total_seconds()), round((b - midnight).total_seconds()))
        for a, b, state, _ in package.intervals(midnight, midnight + timedelta(days=1))
        if state == State.OPEN
    ]
    ours = day_hours(spec, day, calendar=calendar_for("FR")).windows
    assert list(ours) == theirs


@pytest.mark.parametrize(
    ("spec", "zh", "en"),
    [
        ("24/7", "全天", "at any hour"),
        ("Tu-Su 09:00-17:00", "周二至周日 09:00–17:00", "Tuesday to Sunday 09:00–17:00"),
        (
            "Mo-Sa,PH 09:00-11:00,13:00-16:00",
            "周一至周六、公众假期 09:00–11:00、13:00–16:00",
            "Monday to Saturday, public holidays 09:00–11:00, 13:00–16:00",
        ),
        ("Mo 10:00-12:00; PH off", "周一 10:00–12:00；公众假期 不开放",
         "Monday 10:00–12:00; public holidays closed"),
        ("Mar-Oct 09:00-18:00", "Mar-Oct 09:00-18:00", "Mar-Oct 09:00-18:00"),
        ("Mo[1] 09:00-18:00", "Mo[1] 09:00-18:00", "Mo[1] 09:00-18:00"),
    ],
)  # fmt: skip
def test_hours_in_plain_words(spec, zh, en):
    assert plain_hours(spec, "zh") == zh
    assert plain_hours(spec, "en") == en
