"""A tour as the guide's view draws it, whether it can be walked as wished or not. Metres, minutes.

Imports planner and routes.timetable.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from planner.answers.tried import Tried, TriedStop
from planner.route import Route, Stop
from planner.words import LANGS, Lang
from routes.timetable import MINUTE_S, clock_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A stop of the tour: when one is there, and what is wrong with it, in both languages."""

    id: str
    name_zh: str
    name_en: str
    arrive: datetime
    start: datetime
    leave: datetime
    wait_min: int
    wrong: dict[Lang, str] = field(default_factory=dict)

    def name(self, lang: Lang) -> str:
        """Return its name."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """The tour: its stops, the ways between them (minutes, metres), and what does not fit."""

    begin: dict[Lang, str]
    finish: dict[Lang, str]
    leave: datetime
    back: datetime
    calls: tuple[Call, ...]
    ways: tuple[tuple[int, int], ...]
    wrong: dict[Lang, list[str]] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the stops, in their order."""
        return tuple(call.id for call in self.calls)

    @property
    def length_m(self) -> int:
        """Metres on foot."""
        return sum(metres for _, metres in self.ways)


def of_route(route: Route) -> Tour:
    """Draw up a route that can be walked.

    Parameters
    ----------
    route : Route
        The route.

    Returns
    -------
    Tour
        Nothing is wrong with it.
    """
    totals = route.totals
    return Tour(
        begin={"zh": route.start.name_zh, "en": route.start.name_en},
        finish={"zh": route.end.name_zh, "en": route.end.name_en},
        leave=totals.leave,
        back=totals.back,
        calls=tuple(_call(stop) for stop in route.stops),
        ways=ways(totals.leave, route.stops, totals.back, [leg.length_m for leg in route.legs]),
    )


def of_tried(found: Tried) -> Tour:
    """Draw up a tour as wished.

    Parameters
    ----------
    found : Tried
        The tour; it breaks somewhere.

    Returns
    -------
    Tour
        With what is wrong, at the stops and in one list.
    """
    return Tour(
        begin={"zh": found.start.name_zh, "en": found.start.name_en},
        finish={"zh": found.end.name_zh, "en": found.end.name_en},
        leave=found.leave,
        back=found.back,
        calls=tuple(_call(stop) for stop in found.stops),
        ways=ways(found.leave, found.stops, found.back, [leg.length_m for leg in found.legs]),
        wrong={lang: found.lines(lang) for lang in LANGS},
    )


def ways(
    leave: datetime, stops: Sequence[Stop | TriedStop], back: datetime, metres: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """Tell the minutes of each way as the clock times around it say, and its metres.

    Parameters
    ----------
    leave, back : datetime
        Beginning and end of the tour.
    stops : sequence of Stop or TriedStop
        Its stops.
    metres : sequence of int
        Lengths of the ways, one more than stops.

    Returns
    -------
    tuple of (int, int)
        Minutes and metres.
    """
    moments = [leave, *(at for stop in stops for at in (stop.arrive, stop.leave)), back]
    minutes = [clock_minutes(a, b) for a, b in list(pairwise(moments))[::2]]
    return tuple(zip(minutes, metres, strict=True))


def _call(stop: Stop | TriedStop) -> Call:
    """Draw up one stop."""
    broken = stop.broken if isinstance(stop, TriedStop) else None
    return Call(
        id=stop.id,
        name_zh=stop.name_zh,
        name_en=stop.name_en,
        arrive=stop.arrive,
        start=stop.start,
        leave=stop.leave,
        wait_min=stop.wait_s // MINUTE_S,
        wrong={lang: broken.text(lang) for lang in LANGS} if broken else {},
    )
