"""What the user chose, frozen; the request is the URL.

Units: minutes, km/h; times in the quarter's zone.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import Field

from planner.errors import Fault, RequestError
from planner.own_stop import OwnStop, Stay, own_id
from planner.request_text import (
    UnreadableError,
    dwell,
    fixed,
    flag,
    ids,
    in_order,
    moment,
    own,
    own_text,
    speed,
    whole,
)

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

SHAPED = ("dwell", "fixed", "own", "group", "crossing_wait")
"""The fields that a guide sets for one group on one day; no published route has them."""
GROUP = (1, 60)
"""Fewest and most people that a guide leads."""
CROSSING_WAIT = (0, 120)
"""Seconds that each crossing may be made to take more."""
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


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
    dwell : tuple of (str, int)
        Ids of places and how many minutes to stay there instead of what the place says; sorted.
    fixed : tuple of (str, str)
        Ids of places and the clock time, ``HH:MM``, at which the visit begins; sorted. Who is there
        earlier waits. They have to be in the route.
    own : tuple of OwnStop
        Stops of the guide's own, ``own-1`` and so on, which have to be in the route.
    group : int
        How many people are led.
    crossing_wait : int, optional
        Seconds that each crossing takes more; by ``group`` if not given (``planner.group``).
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
    dwell: tuple[tuple[str, Stay], ...] = ()
    fixed: tuple[tuple[str, Clock], ...] = ()
    own: tuple[OwnStop, ...] = ()
    group: Annotated[int, Field(ge=GROUP[0], le=GROUP[1])] = 1
    crossing_wait: Annotated[int, Field(ge=CROSSING_WAIT[0], le=CROSSING_WAIT[1])] | None = None

    @property
    def own_ids(self) -> tuple[str, ...]:
        """Ids of the own stops, in their order."""
        return tuple(own_id(index) for index in range(len(self.own)))

    @property
    def insisted(self) -> tuple[str, ...]:
        """Ids of what has to be in the route beside ``order``, each once."""
        locked = (place_id for place_id, _ in self.fixed)
        return tuple(dict.fromkeys((*self.must, *locked, *self.own_ids)))

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
        return query | self._shape_query()

    def _shape_query(self) -> dict[str, str]:
        """Write what a guide has fixed, as far as anything is."""
        fields = {
            "dwell": ",".join(f"{place_id}:{minutes}" for place_id, minutes in self.dwell),
            "fixed": ",".join(f"{place_id}@{clock}" for place_id, clock in self.fixed),
            "own": own_text(self.own),
            "group": str(self.group) if self.group != 1 else "",
            "crossing_wait": "" if self.crossing_wait is None else str(self.crossing_wait),
        }
        return {name: text for name, text in fields.items() if text}

    def as_json(self) -> dict[str, Any]:
        """Return the request as plain JSON values.

        Returns
        -------
        dict
            Field by field, those that shape a tour only where they do, so that the id of any other
            route stays what it is; ``at`` in ISO 8601 with offset.
        """
        shape = {
            "dwell": [list(pair) for pair in self.dwell],
            "fixed": [list(pair) for pair in self.fixed],
            "own": [asdict(stop) for stop in self.own],
            "group": self.group if self.group != 1 else None,
            "crossing_wait": self.crossing_wait,
        }
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
        } | {name: value for name, value in shape.items() if value or value == 0}


def read_request(query: Mapping[str, str], zone: ZoneInfo, *, now: datetime) -> Request:
    """Read a request from the fields of a URL query or of the command line.

    Whether the ids exist is for ``planner.resolve``, which knows the quarter.

    Parameters
    ----------
    query : mapping of str to str
        ``theme``, ``minutes``, ``start``, ``end``, ``at`` (ISO 8601, local or with offset),
        ``pace``, ``must``, ``never``, ``order``, ``detour``, ``prefer``, ``step_free``,
        ``inside_quarter``, ``no_overlay``,
        ``dwell`` (``ID:MIN,…``), ``fixed`` (``ID@HH:MM,…``), ``own`` (``LON,LAT,MIN,NAME;…``),
        ``group``, ``crossing_wait``.
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
        except UnreadableError as error:
            faults.append(Fault(error.code, name, {"value": text, **error.values}))
            return default

    start = query.get("start", "").strip()
    if not start:
        faults.append(Fault("start_missing", "start"))
    at = take("at", moment, now.replace(second=0, microsecond=0))
    request = Request(
        theme=query.get("theme", "").strip() or "all",
        minutes=take("minutes", _in(MINUTES, "minutes_unreadable"), 120),
        start=start,
        end=query.get("end", "").strip() or None,
        at=at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone),
        pace_kmh=take("pace", lambda text: speed(text, PACE_KMH), DEFAULT_PACE_KMH),
        must=take("must", ids, ()),
        never=take("never", ids, ()),
        order=take("order", in_order, ()),
        detour=take("detour", _in(DETOUR, "detour_unreadable"), DEFAULT_DETOUR),
        prefer=take("prefer", _wishes, ()),
        step_free=take("step_free", flag, default=False),
        inside_quarter=take("inside_quarter", flag, default=False),
        overlay=not take("no_overlay", flag, default=False),
        dwell=take("dwell", dwell, ()),
        fixed=take("fixed", fixed, ()),
        own=take("own", own, ()),
        group=take("group", _in(GROUP, "group_unreadable"), 1),
        crossing_wait=take("crossing_wait", _in(CROSSING_WAIT, "crossing_wait_unreadable"), None),
    )
    if faults:
        raise RequestError(faults)
    return request


def _in(limits: tuple[int, int], code: str) -> Callable[[str], int]:
    """Return a reader of whole numbers within limits."""
    return lambda text: whole(text, limits, code)


def _wishes(text: str) -> tuple[Wish, ...]:
    given = ids(text)
    if unknown := [wish for wish in given if wish not in WISHES]:
        raise UnreadableError("wish_unknown", value=unknown[0], known=", ".join(WISHES))
    return tuple(wish for wish in WISHES if wish in given)
