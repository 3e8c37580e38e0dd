"""What the user chose, frozen; the request is the URL.

Units: minutes, km/h; times in the quarter's zone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from planner.errors import Fault, RequestError

MINUTES = (10, 720)
"""Shortest and longest time that can be asked for."""
PACE_KMH = (1.0, 8.0)
"""Slowest and fastest pace; 4.5 is an easy stroll on pavements."""
DEFAULT_PACE_KMH = 4.5
DETOUR = (0, 50)
"""How much longer than the shortest walk to the same stops it may be, per cent."""
DEFAULT_DETOUR = 25
"""A detour is taken only where it saves half its metres walked twice, so it is 3 % on average; with
a cap of 10 % short loops repeat up to twice as much (docs/ground.md)."""

Wish = Literal["green", "lit", "quiet", "rain"]
WISHES: tuple[Wish, ...] = get_args(Wish)
"""What a walker may prefer of streets (``planner.preferences``), in their order in a request."""

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A wish for a walk.

    Parameters
    ----------
    theme : str
        Id of a theme.
    minutes : int
        Budget, from leaving the start to being back.
    start : str
        ``LON,LAT`` (WGS-84), or the id of a start or a place.
    end : str, optional
        Like ``start``; None for a loop.
    at : datetime
        When to leave, tz-aware in the quarter's zone.
    pace_kmh : float
        Walking pace.
    must, never : tuple of str
        Ids of places that have to be in the route, and that must not.
    order : tuple of str
        Ids of places: the route is exactly these, in this order, and what ``must`` adds. Empty:
        free.
    detour : int
        How much longer it may be than the shortest walk to the same stops, per cent, so that no
        street is walked twice and ``prefer`` is heeded; never beyond ``minutes``.
    prefer : tuple of {"green", "lit", "quiet", "rain"}
        What streets are preferred, sorted; it changes the ways, never the stops or the times.
    step_free, inside_quarter, overlay : bool
        Shun steps; only places of the quarter; use the redrawn streets.
    """

    theme: str
    minutes: int
    start: str
    at: datetime
    end: str | None = None
    pace_kmh: float = DEFAULT_PACE_KMH
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    detour: int = DEFAULT_DETOUR
    prefer: tuple[Wish, ...] = ()
    step_free: bool = False
    inside_quarter: bool = False
    overlay: bool = True

    def as_query(self) -> dict[str, str]:
        """Write the request as the fields of a URL query, defaults left out.

        Returns
        -------
        dict of str to str
            ``read_request`` makes the same request of it.
        """
        query = {
            "theme": self.theme,
            "minutes": str(self.minutes),
            "start": self.start,
            "at": self.at.strftime("%Y-%m-%dT%H:%M"),
        }
        if self.end is not None:
            query["end"] = self.end
        if self.pace_kmh != DEFAULT_PACE_KMH:
            query["pace"] = f"{self.pace_kmh:g}"
        if self.detour != DEFAULT_DETOUR:
            query["detour"] = str(self.detour)
        query |= {
            name: ",".join(ids)
            for name in ("must", "never", "order", "prefer")
            if (ids := getattr(self, name))
        }
        query |= {
            name: "1"
            for name, chosen in (
                ("step_free", self.step_free),
                ("inside_quarter", self.inside_quarter),
                ("no_overlay", not self.overlay),
            )
            if chosen
        }
        return query

    def as_json(self) -> dict[str, Any]:
        """Return the request as plain JSON values, every field named.

        Returns
        -------
        dict
            Field by field; ``at`` in ISO 8601 with offset.
        """
        return {
            "theme": self.theme,
            "minutes": self.minutes,
            "start": self.start,
            "end": self.end,
            "at": self.at.isoformat(),
            "pace_kmh": self.pace_kmh,
            "must": list(self.must),
            "never": list(self.never),
            "order": list(self.order),
            "detour": self.detour,
            "prefer": list(self.prefer),
            "step_free": self.step_free,
            "inside_quarter": self.inside_quarter,
            "overlay": self.overlay,
        }


def read_request(query: Mapping[str, str], zone: ZoneInfo, *, now: datetime) -> Request:
    """Read a request from the fields of a URL query or of the command line.

    Whether the ids exist is for ``planner.resolve``, which knows the quarter.

    Parameters
    ----------
    query : mapping of str to str
        ``theme``, ``minutes``, ``start``, ``end``, ``at`` (ISO 8601, local or with offset),
        ``pace``, ``must``, ``never``, ``order``, ``detour``, ``prefer``, ``step_free``,
        ``inside_quarter``, ``no_overlay``.
        Other fields are not ours and are passed over.
    zone : ZoneInfo
        The quarter's time zone.
    now : datetime
        Stands in for ``at`` if that is not given; tz-aware.

    Returns
    -------
    Request
        The request, checked.

    Raises
    ------
    RequestError
        If a field cannot be read: every such field at once.
    """
    faults: list[Fault] = []

    def take(name: str, read: Callable[[str], Any], default: Any) -> Any:  # noqa: ANN401
        text = query.get(name, "").strip()
        if not text:
            return default
        try:
            return read(text)
        except _UnreadableError as error:
            faults.append(Fault(error.code, name, {"value": text, **error.values}))
            return default

    start = query.get("start", "").strip()
    if not start:
        faults.append(Fault("start_missing", "start"))
    at = take("at", _moment, now.replace(second=0, microsecond=0))
    request = Request(
        theme=query.get("theme", "").strip() or "all",
        minutes=take("minutes", _minutes, 120),
        start=start,
        end=query.get("end", "").strip() or None,
        at=at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone),
        pace_kmh=take("pace", _pace, DEFAULT_PACE_KMH),
        must=take("must", _ids, ()),
        never=take("never", _ids, ()),
        order=take("order", _in_order, ()),
        detour=take("detour", _detour, DEFAULT_DETOUR),
        prefer=take("prefer", _wishes, ()),
        step_free=take("step_free", _flag, default=False),
        inside_quarter=take("inside_quarter", _flag, default=False),
        overlay=not take("no_overlay", _flag, default=False),
    )
    if faults:
        raise RequestError(faults)
    return request


class _UnreadableError(ValueError):
    """A field's text does not read; ``code`` and ``values`` name the fault."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def _minutes(text: str) -> int:
    return _whole(text, MINUTES, "minutes_unreadable")


def _detour(text: str) -> int:
    return _whole(text, DETOUR, "detour_unreadable")


def _whole(text: str, limits: tuple[int, int], code: str) -> int:
    low, high = limits
    if not text.isascii() or not text.isdigit() or not low <= int(text[:9]) <= high:
        raise _UnreadableError(code, low=low, high=high)
    return int(text)


def _pace(text: str) -> float:
    low, high = PACE_KMH
    try:
        pace = round(float(text), 2)
    except ValueError:
        pace = 0.0
    if not low <= pace <= high:
        raise _UnreadableError("pace_unreadable", low=low, high=high)
    return pace


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text if len(text) > len("2026-12-05") else "")
    except ValueError:
        raise _UnreadableError("date_unreadable") from None
    return moment.replace(second=0, microsecond=0)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _in_order(text: str) -> tuple[str, ...]:
    given = [part.strip() for part in text.split(",") if part.strip()]
    if twice := [name for name in given if given.count(name) > 1]:
        raise _UnreadableError("stop_twice", id=twice[0])
    return tuple(given)


def _wishes(text: str) -> tuple[Wish, ...]:
    given = _ids(text)
    if unknown := [wish for wish in given if wish not in WISHES]:
        raise _UnreadableError("wish_unknown", value=unknown[0], known=", ".join(WISHES))
    return tuple(wish for wish in WISHES if wish in given)


def _flag(text: str) -> bool:
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise _UnreadableError("flag_unreadable")
