"""Fields of a request as text and back: what stands in a URL query and on the command line.

Minutes, km/h, (lon, lat) WGS-84. Imports planner.own_stop.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import unquote

from planner.own_stop import DWELL, MOST_OWN, NAME_LENGTH, OwnStop

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_OWN_PARTS = 4
_ENCODED = {"%": "%25", ",": "%2C", ";": "%3B"}
"""Signs of an own stop's name that stand for something else in the field."""


class UnreadableError(ValueError):
    """A field's text does not read; ``code`` and ``values`` name the fault."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def whole(text: str, limits: tuple[int, int], code: str) -> int:
    """Read a whole number.

    Parameters
    ----------
    text : str
        Digits.
    limits : (int, int)
        Lowest and highest.
    code : str
        Of the fault.

    Returns
    -------
    int
        The number.

    Raises
    ------
    UnreadableError
        If it is none, or beyond the limits.
    """
    low, high = limits
    if not text.isascii() or not text.isdigit() or not low <= int(text[:9]) <= high:
        raise UnreadableError(code, low=low, high=high)
    return int(text)


def speed(text: str, limits: tuple[float, float]) -> float:
    """Read a pace.

    Parameters
    ----------
    text : str
        Kilometres an hour.
    limits : (float, float)
        Slowest and fastest.

    Returns
    -------
    float
        To two decimals.

    Raises
    ------
    UnreadableError
        If it is none, or beyond the limits.
    """
    low, high = limits
    try:
        pace = round(float(text), 2)
    except ValueError:
        pace = 0.0
    if not low <= pace <= high:
        raise UnreadableError("pace_unreadable", low=low, high=high)
    return pace


def moment(text: str) -> datetime:
    """Read a date with a time of day.

    Parameters
    ----------
    text : str
        ISO 8601, with or without offset.

    Returns
    -------
    datetime
        In whole minutes.

    Raises
    ------
    UnreadableError
        If it is none, or a date alone.
    """
    try:
        read = datetime.fromisoformat(text if len(text) > len("2026-12-05") else "")
    except ValueError:
        raise UnreadableError("date_unreadable") from None
    return read.replace(second=0, microsecond=0)


def ids(text: str) -> tuple[str, ...]:
    """Read ids, each kept once.

    Parameters
    ----------
    text : str
        Separated by commas.

    Returns
    -------
    tuple of str
        In their order.
    """
    return tuple(dict.fromkeys(_parts(text, ",")))


def in_order(text: str) -> tuple[str, ...]:
    """Read ids that stand for stops one after the other.

    Parameters
    ----------
    text : str
        Separated by commas.

    Returns
    -------
    tuple of str
        In their order.

    Raises
    ------
    UnreadableError
        If one stands twice.
    """
    given = _parts(text, ",")
    _refuse_twice(given, "stop_twice")
    return tuple(given)


def flag(text: str) -> bool:
    """Read yes or no.

    Parameters
    ----------
    text : str
        ``1``, ``true``, ``yes``, ``on`` or the contrary.

    Returns
    -------
    bool
        The answer.

    Raises
    ------
    UnreadableError
        If it is neither.
    """
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise UnreadableError("flag_unreadable")


def dwell(text: str) -> tuple[tuple[str, int], ...]:
    """Read how long to stay.

    Parameters
    ----------
    text : str
        ``ID:MIN,ID:MIN``, also ``ID=MIN``.

    Returns
    -------
    tuple of (str, int)
        Sorted by id.

    Raises
    ------
    UnreadableError
        If a part does not read, or an id stands twice.
    """
    found: list[tuple[str, int]] = []
    for part in _parts(text, ","):
        place_id, _, minutes = part.replace("=", ":", 1).rpartition(":")
        if not place_id.strip():
            raise UnreadableError("dwell_unreadable", low=DWELL[0], high=DWELL[1])
        found.append((place_id.strip(), whole(minutes.strip(), DWELL, "dwell_unreadable")))
    _refuse_twice([place_id for place_id, _ in found], "named_twice")
    return tuple(sorted(found))


def fixed(text: str) -> tuple[tuple[str, str], ...]:
    """Read the clock times at which visits begin.

    Parameters
    ----------
    text : str
        ``ID@HH:MM,ID@HH:MM``, also ``ID=HH:MM``.

    Returns
    -------
    tuple of (str, str)
        Sorted by id.

    Raises
    ------
    UnreadableError
        If a part does not read, or an id stands twice.
    """
    found: list[tuple[str, str]] = []
    for part in _parts(text, ","):
        place_id, _, clock = part.replace("=", "@", 1).rpartition("@")
        if not place_id.strip() or not _CLOCK.fullmatch(clock.strip()):
            raise UnreadableError("fixed_unreadable")
        found.append((place_id.strip(), clock.strip()))
    _refuse_twice([place_id for place_id, _ in found], "named_twice")
    return tuple(sorted(found))


def own(text: str) -> tuple[OwnStop, ...]:
    """Read a guide's own stops.

    Parameters
    ----------
    text : str
        ``LON,LAT,MIN,NAME;LON,LAT,MIN,NAME``; ``%``, ``,`` and ``;`` in a name are percent-encoded.

    Returns
    -------
    tuple of OwnStop
        In their order, which names them.

    Raises
    ------
    UnreadableError
        If one does not read, or there are too many.
    """
    parts = _parts(text, ";")
    if len(parts) > MOST_OWN:
        raise UnreadableError("own_many", most=MOST_OWN)
    return tuple(_own(part) for part in parts)


def own_text(stops: Iterable[OwnStop]) -> str:
    """Write a guide's own stops.

    Parameters
    ----------
    stops : iterable of OwnStop
        The stops.

    Returns
    -------
    str
        ``own`` of it is the same.
    """
    return ";".join(
        f"{stop.lon:.6f},{stop.lat:.6f},{stop.minutes},{_encoded(stop.name)}" for stop in stops
    )


def _own(text: str) -> OwnStop:
    """Read one own stop."""
    parts = [part.strip() for part in text.split(",", _OWN_PARTS - 1)]
    try:
        lon, lat = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        raise UnreadableError("own_unreadable") from None
    if len(parts) < _OWN_PARTS or not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
        raise UnreadableError("own_unreadable")
    name = " ".join(unquote(parts[-1], errors="replace").split())
    if not name.isprintable() or not 1 <= len(name) <= NAME_LENGTH:
        raise UnreadableError("own_name", most=NAME_LENGTH)
    return OwnStop(lon=lon, lat=lat, minutes=whole(parts[2], DWELL, "dwell_unreadable"), name=name)


def _encoded(name: str) -> str:
    """Write a name so that it can stand in the field."""
    return "".join(_ENCODED.get(sign, sign) for sign in name)


def _parts(text: str, mark: str) -> list[str]:
    """Split a list; empty parts are passed over."""
    return [part.strip() for part in text.split(mark) if part.strip()]


def _refuse_twice(given: list[str], code: str) -> None:
    """Refuse a list in which something stands twice."""
    if twice := [name for name in given if given.count(name) > 1]:
        raise UnreadableError(code, id=twice[0])
