"""Hours that speak against themselves, and texts that say hours the data may outgrow. Seconds.

Imports planner.catalogue, planner.errors, planner.opening and planner.places.
"""

import re
from collections.abc import Iterable, Iterator

from planner.catalogue import PublishedRoute
from planner.errors import Fault
from planner.opening.rules import DAY_S, Window, read
from planner.places import VisitOption

_CLOCK = re.compile(
    r"(?<![\d.:：])\d{1,2}\s?[:：]\s?[0-5]\d(?!\d)"
    r"|\d{1,2}点(?:半|整|钟|[0-5]?\d分)"
    r"|(?<![\d.])\d{1,2}\s?[ap]\.?m\b",
    re.IGNORECASE,
)
_TEXTS = ("title_zh", "title_en", "text_zh", "text_en")


def last_entry_faults(option: VisitOption, at: str) -> Iterator[Fault]:
    """Yield a fault if the last entry is not while the doors are open.

    Parameters
    ----------
    option : VisitOption
        A way to see a place; its hours can be read.
    at : str
        File, place and option.

    Yields
    ------
    Fault
        One at most; none where a session has no fixed ends.
    """
    entry = option.last_entry
    if option.opening_hours is None or entry is None:
        return
    hour, minute = entry.split(":")
    entry_s = int(hour) * 3600 + int(minute) * 60
    sessions = _sessions(option.opening_hours)
    if not any(
        low <= at_s <= high for low, high in sessions for at_s in (entry_s, entry_s + DAY_S)
    ):
        values: dict[str, object] = {"value": entry, "hours": option.opening_hours}
        yield Fault("last_entry_outside", f"{at}.last_entry", values)


def catalogue_warnings(routes: Iterable[PublishedRoute], *, file: str) -> Iterator[Fault]:
    """Yield the published texts that hold a time of the clock, which the data may outgrow.

    Parameters
    ----------
    routes : iterable of PublishedRoute
        The published routes.
    file : str
        Name of their file.

    Yields
    ------
    Fault
        A text with the time that it holds.
    """
    for route in routes:
        for field in _TEXTS:
            found = _CLOCK.search(getattr(route, field))
            if found:
                yield Fault("text_clock", f"{file}: {route.id}: {field}", {"value": found[0]})


def _sessions(spec: str) -> list[Window]:
    """List the times of the day at which some rule opens; all day where that is in doubt."""
    pieces = [piece for rule in read(spec) for piece in rule.pieces]
    if any(state == "unknown" for _, _, state, _ in pieces):
        return [(0, DAY_S)]
    return [(low, high) for low, high, state, _ in pieces if state == "open"]
