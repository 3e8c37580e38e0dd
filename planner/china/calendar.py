"""China's public holidays and make-up working days (调休), by year of the State Council's notices.

The dates come from the package chinesecalendar. Imports planner.holidays.
"""

from dataclasses import dataclass
from datetime import date

from chinese_calendar import Holiday, holidays, workdays

from planner.holidays import Calendar, DayKind, WeekdayCalendar, weekday_kind

_FIRST_YEAR = min(holidays).year
_LAST_YEAR = max(holidays).year
_ZH = {entry.value: str(entry.chinese) for entry in Holiday}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChinaCalendar:
    """Mainland China's calendar for the years that chinesecalendar holds.

    Every day off of a holiday counts as holiday, the moved ones and the weekend inside it too.

    Examples
    --------
    >>> calendar = ChinaCalendar()
    >>> calendar.kind(date(2026, 10, 1)), calendar.holiday_name(date(2026, 10, 1))
    ('holiday', ('国庆节', 'National Day'))
    >>> calendar.kind(date(2026, 10, 10))
    'makeup'
    """

    first_year: int = _FIRST_YEAR
    last_year: int = _LAST_YEAR

    def known(self, day: date) -> bool:
        """Tell whether the library holds this day's year; see `planner.holidays.Calendar.known`."""
        return self.first_year <= day.year <= self.last_year

    def kind(self, day: date) -> DayKind:
        """Look the day up; see `planner.holidays.Calendar.kind`."""
        if self.known(day):
            if day in workdays:
                return "makeup"
            if day in holidays:
                return "holiday"
        return weekday_kind(day)

    def holiday_name(self, day: date) -> tuple[str, str] | None:
        """Name the day's holiday; see `planner.holidays.Calendar.holiday_name`."""
        name = (workdays.get(day) or holidays.get(day)) if self.known(day) else None
        return (_ZH[name], name) if name else None


def calendar_for(country: str) -> Calendar:
    """Choose the calendar of a country.

    Parameters
    ----------
    country : str
        ISO 3166-1 code of two letters, in any case.

    Returns
    -------
    Calendar
        China's for ``CN``; elsewhere one that knows weekdays only.
    """
    return ChinaCalendar() if country.upper() == "CN" else WeekdayCalendar()
