"""China's calendar and the plain one, against chinesecalendar and against dates known by hand."""

import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest

from planner.china.calendar import ChinaCalendar, calendar_for
from planner.holidays import WeekdayCalendar, weekday_kind

CHINA = calendar_for("CN")

# The council's notice for 2026: six Saturdays and Sundays are worked, and thirteen more weekdays
# are off than opening-hours-py knows of.
MAKEUP_2026 = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
OFF_2026 = (
    *("01-02", "02-16", "02-18", "02-19", "02-20", "02-23", "04-06"),
    *("05-04", "05-05", "10-02", "10-05", "10-06", "10-07"),
)


def every_day(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_agrees_with_chinesecalendar(year: int) -> None:
    for day in every_day(year):
        kind = CHINA.kind(day)
        assert (kind in ("workday", "makeup")) == chinese_calendar.is_workday(day), day
        assert (kind == "makeup") == (chinese_calendar.is_workday(day) and day.weekday() >= 5), day
        off, name = chinese_calendar.get_holiday_detail(day)
        assert (kind == "holiday") == (off and name is not None), day
        assert (CHINA.holiday_name(day) or ("", None))[1] == name, day
        assert CHINA.known(day)


def test_make_up_days_of_2026() -> None:
    found = [f"{d:%m-%d}" for d in every_day(2026) if CHINA.kind(d) == "makeup"]
    assert tuple(found) == MAKEUP_2026


def test_thirteen_days_off_of_2026() -> None:
    assert len(OFF_2026) == 13
    for text in OFF_2026:
        day = date.fromisoformat(f"2026-{text}")
        assert day.weekday() < 5
        assert CHINA.kind(day) == "holiday", day


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        ("2026-10-01", "holiday", ("国庆节", "National Day")),
        ("2026-10-03", "holiday", ("国庆节", "National Day")),  # a Saturday inside the holiday
        ("2026-02-17", "holiday", ("春节", "Spring Festival")),
        ("2026-02-14", "makeup", ("春节", "Spring Festival")),
        ("2026-11-24", "workday", None),
        ("2026-11-28", "weekend", None),
    ],
)
def test_kind_and_name(day: str, kind: str, name: tuple[str, str] | None) -> None:
    assert CHINA.kind(date.fromisoformat(day)) == kind
    assert CHINA.holiday_name(date.fromisoformat(day)) == name


def test_every_holiday_has_a_chinese_name() -> None:
    days = [*chinese_calendar.holidays, *chinese_calendar.workdays]
    assert all("\u4e00" <= (CHINA.holiday_name(d) or "?")[0][0] <= "\u9fff" for d in days)


def test_the_known_years_are_the_librarys() -> None:
    years = {d.year for d in chinese_calendar.holidays}
    assert (ChinaCalendar().first_year, CHINA.last_year) == (min(years), max(years))
    for year, known in [(min(years) - 1, False), (min(years), True), (max(years) + 1, False)]:
        assert CHINA.known(date(year, 10, 1)) is known
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(date(max(years) + 1, 1, 1))


@pytest.mark.parametrize("year", [1, 1990, 9999])
def test_unknown_years_go_by_the_weekday(year: int) -> None:
    for day in (date(year, 10, 1) + timedelta(days=n) for n in range(7)):
        assert CHINA.kind(day) == weekday_kind(day)
        assert CHINA.holiday_name(day) is None


def test_other_countries_know_weekdays_only() -> None:
    plain = calendar_for("FR")
    assert plain == WeekdayCalendar()
    assert plain.last_year is None
    for day in every_day(2026):
        assert plain.kind(day) == ("weekend" if day.weekday() >= 5 else "workday")
        assert plain.holiday_name(day) is None
        assert not plain.known(day)


def test_country_codes_in_any_case() -> None:
    assert calendar_for("cn") == CHINA


def test_import_is_cheap() -> None:
    code = "import sys, planner.china.calendar; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "pandas", "opening_hours", "networkx", "geopandas", "shapely"}
    assert not heavy & set(shown.stdout.split())
