"""What a calendar of public holidays answers, and a plain one. Imports nothing of the project."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

DayKind = Literal["workday", "weekend", "holiday", "makeup"]
"""``holiday``: off by public order; ``makeup``: a Saturday or Sunday worked in exchange."""

SATURDAY = 5


class Calendar(Protocol):
    """The public holidays of one country."""

    @property
    def last_year(self) -> int | None:
        """Last year whose holidays are known; None where no year is."""

    def known(self, day: date) -> bool:
        """Tell whether the holidays of this day's year are known.

        Parameters
        ----------
        day : date
            Any day.

        Returns
        -------
        bool
            False where ``kind`` can only go by the weekday.
        """

    def kind(self, day: date) -> DayKind:
        """Tell what sort of day it is.

        Parameters
        ----------
        day : date
            Any day; one that is not ``known`` is a workday or weekend by its weekday.

        Returns
        -------
        {"workday", "weekend", "holiday", "makeup"}
            The sort of day.
        """

    def holiday_name(self, day: date) -> tuple[str, str] | None:
        """Name the holiday that a day off belongs to, or that a make-up day is worked for.

        Parameters
        ----------
        day : date
            Any day.

        Returns
        -------
        tuple of str or None
            The name in 中文 and English; None on ordinary days.
        """


def weekday_kind(day: date) -> DayKind:
    """Tell workdays from weekends by the weekday alone.

    Parameters
    ----------
    day : date
        Any day.

    Returns
    -------
    {"workday", "weekend"}
        Monday to Friday, or Saturday and Sunday.

    Examples
    --------
    >>> weekday_kind(date(2026, 10, 10))
    'weekend'
    """
    return "weekend" if day.weekday() >= SATURDAY else "workday"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayCalendar:
    """The calendar of a country whose holidays are not at hand: weekdays only, and it says so."""

    last_year: int | None = None

    def known(self, day: date) -> bool:  # noqa: ARG002
        """Say that no day's holidays are known; see `Calendar.known`."""
        return False

    def kind(self, day: date) -> DayKind:
        """Go by the weekday; see `Calendar.kind`."""
        return weekday_kind(day)

    def holiday_name(self, day: date) -> tuple[str, str] | None:  # noqa: ARG002
        """Name no holiday; see `Calendar.holiday_name`."""
        return None
