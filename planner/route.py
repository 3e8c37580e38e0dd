"""A planned route, frozen, and its JSON (docs/route.schema.json).

Units: metres, seconds; (lon, lat) WGS-84.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, Literal

LonLat = tuple[float, float]
Lang = Literal["zh", "en"]
"""As in ``planner.words``, which this module does without."""
Option = Literal["outside", "inside"]
Turn = Literal[
    "start", "straight", "slight_left", "left", "sharp_left", "slight_right", "right",
    "sharp_right", "u_turn", "cross",
]  # fmt: skip
Landmark = Literal["signals", "crossing", "stop"]
Reason = Literal[
    "closed", "hours_unknown", "too_far", "time", "lower_prize", "position_unknown", "excluded"
]


class _Told:
    """Has a text in both languages."""

    __slots__ = ()
    text_zh: str
    text_en: str

    def text(self, lang: Lang) -> str:
        """Return its text in one language, plain."""
        return self.text_zh if lang == "zh" else self.text_en


class Named:
    """Has a name in both languages."""

    __slots__ = ()
    name_zh: str
    name_en: str

    def name(self, lang: Lang) -> str:
        """Return its name in one language, plain."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(_Told):
    """A remark in both languages, with a code for programs (``check_hours``, ``past_date`` …)."""

    code: str
    text_zh: str
    text_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor(Named):
    """Where the route starts or ends: a station, a place or a spot on the map."""

    id: str | None
    name_zh: str
    name_en: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Named):
    """A place in the route.

    ``slack_s``: how much later one may arrive with the rest still feasible.
    """

    id: str
    name_zh: str
    name_en: str
    number: int
    option: Option
    arrive: datetime
    start: datetime
    leave: datetime
    slack_s: int | None
    wait_s: int
    prize: int
    lon: float
    lat: float
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a leg on one street; ``first`` and ``last`` index the leg's coordinates.

    ``turn``: what to do where it begins; ``start`` at the beginning of a leg, ``cross`` where it
    leads over a carriageway. ``landmark``: what stands there, None if nothing is known.
    ``overlay``: drawn from the redrawn overlay, not from OSM. ``access``: ``open`` (tagged so, or a
    kind of way that is public) or ``unknown``. ``steps``: a flight of steps.
    """

    street_zh: str | None
    street_en: str | None
    length_m: int
    walk_s: int
    turn: Turn
    landmark: Landmark | None
    overlay: bool
    access: Literal["open", "unknown"]
    steps: bool
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The streets between two stops; ``start`` and ``end`` name the ends of the route."""

    from_id: str
    to_id: str
    length_m: int
    walk_s: int
    geometry: tuple[LonLat, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of what is printed for legs and stops."""

    length_m: int
    walk_s: int
    dwell_s: int
    wait_s: int
    leave: datetime
    back: datetime
    prize: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comfort:
    """Metres of street of each kind, as far as the map's tags tell; unknown is never yes.

    ``quiet_m``: neither on nor right beside a primary or secondary street or above; ``green_m``:
    within 20 m of a park, garden, wood, grass, row of trees or water; ``lit_m``: tagged as lit;
    ``lit_unknown_m``: nobody has said; ``covered_m``: tagged as covered; ``steps_m``: flights of
    steps; ``steps_unknown_m``: none of wheelchair, kerb, incline, smoothness, surface is tagged.
    """

    quiet_m: int
    green_m: int
    lit_m: int
    lit_unknown_m: int
    covered_m: int
    steps_m: int
    steps_unknown_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What is proved of the route, and what it rests on.

    ``repeated_m``: metres of street walked once too often (``planner.streets.walked_twice``);
    ``repeated_bound_m``: no walk to these stops within detour, budget and hours repeats less;
    ``repeated_floor_m``: none at any detour does; ``repeated_proved``: no such walk is better when
    a repeated metre counts as two of detour and disliked streets by their burden
    (``planner.preferences``); ``any_order``: whether these three hold for all orders of the stops,
    not for this one only; ``detour_s``: longer on foot than the shortest walk to these stops;
    ``spurs_m``: straight ways to entrances that are walked back.
    """

    prize: int
    bound: int
    gap: int
    proved: bool
    repeated_m: int
    repeated_bound_m: int
    repeated_floor_m: int
    repeated_proved: bool
    any_order: bool
    detour_s: int
    spurs_m: int
    overlay_m: int
    access_unknown_m: int
    snapped_m: int
    comfort: Comfort


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(_Told):
    """A place that is not in the route, and why.

    ``cost_min``: with so many minutes more, and no fewer, it fits in beside all stops, their order
    and the way they are seen kept, by the shortest ways (``planner.answers.extra_time``). None
    where no time asked for helps, or it was no candidate.
    """

    id: str
    reason: Reason
    text_zh: str
    text_en: str
    cost_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A walk, complete: everything that map, page, sheet and file formats need.

    Parameters
    ----------
    id : str
        Checksum of request and data version; not a key.
    request : dict
        The request as its JSON.
    data_version, map_date : str
        Checksum of the dataset; months of the street data, ISO 8601 (``2025-08/2026-07``).
    made_at : datetime
        When it was planned, tz-aware.
    latest_leave : datetime or None
        Latest departure with the same stops, order and streets, the budget counted from it; None
        where no opening hours end the walk that day.
    start, end : Anchor
        Equal for a loop.
    stops : tuple of Stop
        In walking order.
    legs : tuple of Leg
        One more than stops.
    totals : Totals
        Sums.
    certificate : Certificate
        What is proved.
    left_out : tuple of LeftOut
        All other places.
    notes : tuple of Note
        Remarks on the whole.
    """

    id: str
    request: dict[str, Any]
    data_version: str
    map_date: str
    made_at: datetime
    latest_leave: datetime | None
    start: Anchor
    end: Anchor
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    totals: Totals
    certificate: Certificate
    left_out: tuple[LeftOut, ...]
    notes: tuple[Note, ...]

    @property
    def is_loop(self) -> bool:
        """Whether it ends where it starts."""
        return self.start == self.end


_RENAMED = {"from_id": "from", "to_id": "to"}


def as_json(value: Any) -> Any:  # noqa: ANN401 - any JSON value out of any part of a route
    """Turn a route, or a part of one, into plain JSON values.

    Parameters
    ----------
    value : Any
        A dataclass of this module or what its fields hold.

    Returns
    -------
    Any
        Dicts, lists, strings, numbers, booleans and None; times in ISO 8601 with offset; a leg's
        geometry as a GeoJSON LineString.
    """
    if isinstance(value, Leg):
        plain = {
            _RENAMED.get(f.name, f.name): as_json(getattr(value, f.name)) for f in fields(value)
        }
        return plain | {"geometry": {"type": "LineString", "coordinates": plain["geometry"]}}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [as_json(v) for v in value]
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    return value
