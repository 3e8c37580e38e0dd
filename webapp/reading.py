"""Texts of an address as values of controls. Units: minutes. Imports the standard library only."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TypeVar

T = TypeVar("T")

_STEP_MIN = 5
_DAY_ENDS, _DAY_BEGINS = 20, 7
"""Hours between which a walk of one's own is offered for right now; else for half past nine."""
_MORNING = time(9, 30)


def offered(now: datetime) -> datetime:
    """Choose the departure that is offered for a walk of one's own: now, or in the morning.

    Parameters
    ----------
    now : datetime
        The present.

    Returns
    -------
    datetime
        A moment at which places can be seen.
    """
    if _DAY_BEGINS <= now.hour < _DAY_ENDS:
        return next_step(now)
    day = now.date() + timedelta(days=now.hour >= _DAY_ENDS)
    return datetime.combine(day, _MORNING, now.tzinfo)


def plain(text: str) -> str:
    r"""Escape a text for the places where Streamlit would read Markdown in it.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Markdown that shows just that text.

    Examples
    --------
    >>> plain("*a* [b](c) :red[d]")
    '\\*a\\* \\[b\\]\\(c\\) \\:red\\[d\\]'
    """
    return re.sub(r"([\\`*_{}\[\]()<>#+!|$~:])", r"\\\1", text)


def next_step(now: datetime) -> datetime:
    """Round a moment up to a step of the clock's control.

    Parameters
    ----------
    now : datetime
        Any moment.

    Returns
    -------
    datetime
        The same or up to five minutes later.

    Examples
    --------
    >>> next_step(datetime(2026, 11, 24, 9, 58, 30))
    datetime.datetime(2026, 11, 24, 10, 0)
    """
    floor = now.replace(minute=now.minute - now.minute % _STEP_MIN, second=0, microsecond=0)
    return floor if floor == now else floor + timedelta(minutes=_STEP_MIN)


def number(text: str | None, kind: Callable[[str], T], default: T) -> T:
    """Read a number of the address; what does not read is left to the control's default.

    Parameters
    ----------
    text : str or None
        What is written.
    kind : callable
        Reads it.
    default : int or float
        The control's default.

    Returns
    -------
    int or float
        The number.
    """
    try:
        return default if text is None else kind(text)
    except ValueError:
        return default


def moment(text: str | None, now: datetime) -> datetime:
    """Read the departure of the address.

    Parameters
    ----------
    text : str or None
        What is written.
    now : datetime
        Stands in for what is not there or does not read.

    Returns
    -------
    datetime
        The departure.
    """
    try:
        return next_step(now) if text is None else datetime.fromisoformat(text)
    except ValueError:
        return next_step(now)
