"""A guide's tour as wished, on the clock and on the map even where it breaks.

Units: metres, seconds; (lon, lat) WGS-84. Imports planner.answers.anyway, wished and broken.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from planner.answers.anyway import Call, Tour, earliest, fullest
from planner.answers.broken import Broken, why_broken
from planner.answers.wish import Wish, straight_m, walk_s, wish_of
from planner.answers.wished import wished_order
from planner.legs import make_leg
from planner.notes import stop_notes
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Anchor, Lang, Leg, Named, Note, Option
from planner.visits import door
from planner.words import say

_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedStop(Named):
    """A stop of a tour as wished.

    Parameters
    ----------
    id, name_zh, name_en : str
        As in a route.
    number : int
        From 1, in the order tried.
    option : {"outside", "inside"}
        How it is seen, or would have been where it breaks.
    lon, lat : float
        WGS-84.
    arrive, start, leave : datetime
        When one is there, when the visit begins, when it ends.
    wait_s : int
        From arrival to the beginning.
    locked : str or None
        The clock time, ``HH:MM``, at which the visit has to begin.
    late_s : int
        How much later than that it begins; 0 where no time is locked.
    broken : Broken or None
        What breaks here; None where nothing does.
    notes : tuple of Note
        What to heed there, as in a route; none where it breaks.
    """

    id: str
    name_zh: str
    name_en: str
    number: int
    option: Option
    lon: float
    lat: float
    arrive: datetime
    start: datetime
    leave: datetime
    wait_s: int
    locked: str | None
    late_s: int
    broken: Broken | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A tour as wished.

    Parameters
    ----------
    order : tuple of str
        Ids of the stops: the request's order, and whatever else it insists on where it fits best.
    start, end : Anchor
        Equal for a loop.
    stops : tuple of TriedStop
        In that order.
    legs : tuple of Leg
        One more than stops, by the shortest ways; a straight line without segments where no way
        is known.
    leave, back : datetime
        When it leaves and when it is back.
    over_s : int
        Seconds beyond the budget; 0 or less where it is kept.
    ends : bool
        Whether there is a way from the last stop to the end.
    """

    order: tuple[str, ...]
    start: Anchor
    end: Anchor
    stops: tuple[TriedStop, ...]
    legs: tuple[Leg, ...]
    leave: datetime
    back: datetime
    over_s: int
    ends: bool

    @property
    def broken(self) -> tuple[TriedStop, ...]:
        """The stops at which it breaks."""
        return tuple(stop for stop in self.stops if stop.broken)

    @property
    def walkable(self) -> bool:
        """Whether it can be walked as wished: nothing breaks and the budget is kept."""
        return not self.broken and self.ends and self.over_s <= 0

    @property
    def is_loop(self) -> bool:
        """Whether it ends where it starts."""
        return self.start == self.end

    @property
    def length_m(self) -> int:
        """Metres on foot."""
        return sum(leg.length_m for leg in self.legs)

    def lines(self, lang: Lang) -> list[str]:
        """Say what breaks.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        list of str
            Sentences of plain text, one a stop that breaks and one for the budget; a single one
            where nothing breaks.
        """
        values = {"stops": len(self.stops), "back": f"{self.back:%H:%M}"}
        if self.walkable:
            spare = -self.over_s // _MINUTE_S
            return [say("tried.walkable", lang, **values, spare=spare)]
        lines = [stop_line(stop, lang) for stop in self.broken]
        if not self.ends:
            lines.append(say("tried.no_end", lang, name=self.end.name(lang)))
        if self.over_s > 0:
            over, took = -(-self.over_s // _MINUTE_S), self.back - self.leave
            needed = -(-round(took.total_seconds()) // _MINUTE_S)
            lines.append(say("tried.over", lang, needed=needed, over=over, back=values["back"]))
        return lines


def stop_line(stop: TriedStop, lang: Lang) -> str:
    """Say what breaks at a stop, with its number and name.

    Parameters
    ----------
    stop : TriedStop
        A stop.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        One sentence of plain text; empty where nothing breaks.
    """
    if stop.broken is None:
        return ""
    return say(
        "tried.stop",
        lang,
        number=stop.number,
        name=stop.name(lang),
        arrive=f"{stop.arrive:%H:%M}",
        what=stop.broken.text(lang),
    )


def tried(quarter: Quarter, request: Request) -> Tried | None:
    """Walk a tour in the order that is wished, also where it breaks.

    Parameters
    ----------
    quarter : Quarter
        Places and streets, as loaded.
    request : Request
        What the user chose.

    Returns
    -------
    Tried or None
        None if the request names no stop. It can be walked exactly if there is a route of these
        stops in this order; where the request has no order of its own the planner may add stops.
        The ways are the shortest: what a walker prefers of streets is heeded where there is time.

    Raises
    ------
    RequestError
        If the request names something that is not there.
    """
    wish = wish_of(quarter, request)
    return None if wish is None else laid_out(wish, wished_order(wish))


def laid_out(wish: Wish, order: tuple[int, ...]) -> Tried:
    """Put a tour on the clock and on the map.

    Parameters
    ----------
    wish : Wish
        What is wanted.
    order : tuple of int
        All groups of it, in walking order.

    Returns
    -------
    Tried
        The tour.
    """
    tour = fullest(wish, earliest(wish, order))
    at, stops = wish.request.at, _stops(wish, tour)
    return Tried(
        order=tuple(stop.id for stop in stops),
        start=wish.trip.start,
        end=wish.trip.end,
        stops=stops,
        legs=_legs(wish, tour),
        leave=at,
        back=at + timedelta(seconds=tour.back_s),
        over_s=tour.back_s - wish.budget_s,
        ends=tour.ends,
    )


def _stops(wish: Wish, tour: Tour) -> tuple[TriedStop, ...]:
    """Write each visit with its times on the clock."""
    return tuple(_stop(wish, call, number) for number, call in enumerate(tour.calls, 1))


def _stop(wish: Wish, call: Call, number: int) -> TriedStop:
    """Write one visit."""
    at = wish.request.at
    place, snap = wish.candidates.places[call.group], wish.candidates.snaps[call.group]
    locked = dict(wish.request.fixed).get(place.id)
    notes: tuple[Note, ...] = ()
    if call.visit is not None and call.reached:
        ways = [visit for visit in wish.candidates.visits if visit.place is place]
        entry = door(place, ways, at.date(), wish.quarter.calendar)
        notes = stop_notes(call.visit, entry, locked)
    return TriedStop(
        id=place.id,
        name_zh=place.name_zh,
        name_en=place.name_en,
        number=number,
        option=call.option.kind,
        lon=snap.lon,
        lat=snap.lat,
        arrive=at + timedelta(seconds=call.arrive_s),
        start=at + timedelta(seconds=call.start_s),
        leave=at + timedelta(seconds=call.leave_s),
        wait_s=call.start_s - call.arrive_s,
        locked=locked,
        late_s=call.late_s,
        broken=why_broken(wish, call) if call.broken else None,
        notes=notes,
    )


def _legs(wish: Wish, tour: Tour) -> tuple[Leg, ...]:
    """Draw the ways from the start through the stops to the end."""
    count = len(wish.candidates.places)
    groups = [count, *tour.order, count + 1]
    ids = ["start", *(wish.candidates.places[group].id for group in tour.order), "end"]
    return tuple(_leg(wish, pair, (ids[k], ids[k + 1])) for k, pair in enumerate(pairwise(groups)))


def _leg(wish: Wish, groups: tuple[int, int], ids: tuple[str, str]) -> Leg:
    """Draw one leg, straight where there is no way."""
    a, b = groups
    stretches = wish.ways.stretches(a, b)
    ends = wish.candidates.snaps[a], wish.candidates.snaps[b]
    leg = make_leg(wish.quarter.network, stretches, ends, ids, walk_s(wish, a, b))
    return leg if stretches else replace(leg, length_m=round(straight_m(wish, a, b)))
