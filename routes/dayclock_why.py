"""What is other about a walk that leaves half an hour later, and which door is the cause.

Units: seconds after local midnight. Imports planner.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from planner.hours import arrival_windows, day_hours
from planner.no_route import NoRoute
from planner.places import Place
from planner.quarter import Quarter
from planner.route import Route, Stop
from planner.words import LANGS, Lang, say

Texts = dict[Lang, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A departure and its answer; a route of another departure stands for one of this time."""

    at: datetime
    answer: Route | NoRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An opening; a visit begins by ``latest_s``, ``by_entry`` if the last entry says so."""

    open_s: int
    latest_s: int
    close_s: int
    by_entry: bool


def change(quarter: Quarter, before: Departure | None, now: Departure) -> Texts:
    """Say what is other than at the departure before, and why.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    before : Departure or None
        The departure before; None for the first of a day.
    now : Departure
        This departure.

    Returns
    -------
    dict of str to str
        By language; empty texts where nothing is other.
    """
    if isinstance(now.answer, NoRoute):
        if before is not None and isinstance(before.answer, NoRoute):
            same = before.answer.fault.code == now.answer.fault.code
        else:
            same = False
        why = now.answer.fault
        none = {lang: say("published.clock_none", lang, why=why.message(lang)) for lang in LANGS}
        return dict.fromkeys(LANGS, "") if same else _joined(now, [none])
    if before is None or before.answer is now.answer:
        return dict.fromkeys(LANGS, "")
    if isinstance(before.answer, NoRoute):
        return _joined(now, [_texts("again")])
    clauses = list(_clauses(quarter, before, now, before.answer, now.answer))
    return _joined(now, clauses) if clauses else dict.fromkeys(LANGS, "")


def _clauses(
    quarter: Quarter, before: Departure, now: Departure, old: Route, new: Route
) -> Iterator[Texts]:
    """Yield each thing that is other."""
    was, seen = _by_id(old), _by_id(new)
    doors = [stop.id for stop in (*old.stops, *new.stops) if stop.option == "inside"]
    for place_id in dict.fromkeys(doors):
        here, there = was.get(place_id), seen.get(place_id)
        if here and there and here.option == there.option:
            continue
        place = quarter.place_by_id[place_id]
        if here and here.option == "inside":
            yield _lost(quarter, place, before, now, _begin(before, old, here), there)
        elif there:
            yield _gained(quarter, place, before, now, _begin(now, new, there))
    told = set(doors)
    for key, more, less in (("added", seen, was), ("dropped", was, seen)):
        ids = [name for name in more if name not in less and name not in told]
        if ids:
            names = [quarter.place_by_id[name] for name in ids]
            zh = "、".join(place.name_zh for place in names)
            en = ", ".join(place.name_en for place in names)
            yield _texts(key, names={"zh": zh, "en": en})
    if {(s.id, s.option) for s in old.stops} == {(s.id, s.option) for s in new.stops}:
        yield from _same_stops(quarter, before, now, old, new)


def _same_stops(
    quarter: Quarter, before: Departure, now: Departure, old: Route, new: Route
) -> Iterator[Texts]:
    """Yield what is other where the stops are not."""
    was = _by_id(old)
    ids, then = [stop.id for stop in new.stops], [stop.id for stop in old.stops]
    waits = [stop for stop in new.stops if stop.wait_s != was[stop.id].wait_s]
    for stop in waits:
        name = _name(quarter.place_by_id[stop.id])
        minutes = -(-stop.wait_s // 60)
        yield _texts("wait" if minutes else "no_wait", name=name, minutes=minutes)
    if ids != then:
        for stop in new.stops:
            if stop.option == "inside" and stop not in waits:
                begin_s, old_s = _begin(now, new, stop), _begin(before, old, was[stop.id])
                yield from _earlier(quarter, before, now, stop, begin_s, old_s)
        back = ids == then[::-1] and new.totals.length_m == old.totals.length_m
        yield _texts("reverse" if back else "order")
    elif not waits and [leg.geometry for leg in old.legs] != [leg.geometry for leg in new.legs]:
        yield _texts("way")


def _lost(
    quarter: Quarter,
    place: Place,
    before: Departure,
    now: Departure,
    begin_s: int,
    there: Stop | None,
) -> Texts:
    """Say why a place is no longer seen inside: its door closes, or something else is better."""
    how = "outside" if there else "dropped"
    later_s = round((now.at - before.at).total_seconds())
    for session in _sessions(quarter, place, now.at):
        if session.open_s <= begin_s <= session.latest_s < begin_s + later_s:
            cause, hour_s = ("closes", session.close_s)
            if session.by_entry:
                cause, hour_s = ("entry", session.latest_s)
            return _texts(f"{cause}_{how}", name=_name(place), hour=_hour(hour_s))
    return _texts(f"lost_{how}", name=_name(place))


def _earlier(
    quarter: Quarter, before: Departure, now: Departure, stop: Stop, begin_s: int, old_s: int
) -> Iterator[Texts]:
    """Yield why a door comes earlier on the walk: it closes soon, or it is open sooner now."""
    place = quarter.place_by_id[stop.id]
    later_s = round((now.at - before.at).total_seconds())
    if begin_s >= old_s + later_s:
        return
    for session in _sessions(quarter, place, now.at):
        if not session.open_s <= begin_s <= session.latest_s:
            continue
        if old_s + later_s > session.latest_s:
            key, hour_s = ("before_close", session.close_s)
            if session.by_entry:
                key, hour_s = ("before_entry", session.latest_s)
            yield _texts(key, name=_name(place), hour=_hour(hour_s))
        elif begin_s - later_s < session.open_s:
            yield _texts("sooner", name=_name(place), hour=_hour(session.open_s))


def _gained(
    quarter: Quarter, place: Place, before: Departure, now: Departure, begin_s: int
) -> Texts:
    """Say why a place is now seen inside: its door opens, or there is time."""
    later_s = round((now.at - before.at).total_seconds())
    for session in _sessions(quarter, place, now.at):
        if begin_s - later_s < session.open_s <= begin_s <= session.latest_s:
            return _texts("opens", name=_name(place), hour=_hour(session.open_s))
    return _texts("gained", name=_name(place))


def _sessions(quarter: Quarter, place: Place, at: datetime) -> Iterator[Session]:
    """Yield the openings of a place on a day that have room for a visit."""
    for option in place.options:
        if option.kind != "inside":
            continue
        dwell_s, entry = option.dwell_min * 60, option.last_entry
        hours = day_hours(option.opening_hours, at.date(), calendar=quarter.calendar)
        for open_s, latest_s in arrival_windows(hours, dwell_s=dwell_s, last_entry=entry):
            close_s = next(high for low, high in hours.windows if low == open_s)
            by_entry = latest_s < close_s - dwell_s
            yield Session(open_s=open_s, latest_s=latest_s, close_s=close_s, by_entry=by_entry)


def _begin(departure: Departure, route: Route, stop: Stop) -> int:
    """Return when a visit begins at this departure, which the route may only stand for."""
    at = departure.at + (stop.start - route.totals.leave)
    return at.hour * 3600 + at.minute * 60 + at.second


def _by_id(route: Route) -> dict[str, Stop]:
    """Return the stops by id."""
    return {stop.id: stop for stop in route.stops}


def _name(place: Place) -> Texts:
    """Return a place's name."""
    return {"zh": place.name_zh, "en": place.name_en}


def _hour(seconds: int) -> str:
    """Write a time of the clock."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _texts(key: str, **values: object) -> Texts:
    """Say a clause in both languages."""
    return {
        lang: say(
            f"published.clock_{key}",
            lang,
            **{k: v[lang] if isinstance(v, dict) else v for k, v in values.items()},
        )
        for lang in LANGS
    }


def _joined(now: Departure, clauses: list[Texts]) -> Texts:
    """Make a sentence of clauses, the departure first."""
    return {
        lang: say(
            "published.clock_change",
            lang,
            clock=f"{now.at:%H:%M}",
            what=say("published.clock_and", lang).join(clause[lang] for clause in clauses),
        )
        for lang in LANGS
    }
