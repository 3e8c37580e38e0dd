"""The clock of a published route: sliding shows how the walk changes through the day, and why.

All walks of the day are in the page; sliding asks nobody. Metres, minutes. All is escaped here.
Imports planner, routes and webapp.island.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from html import escape
from itertools import accumulate

import numpy as np
import streamlit as st

from planner.published import plain_day
from planner.quarter import Quarter
from planner.route import LonLat, Route
from planner.words import Lang, say
from routes.dayclock import ClockDay, ClockWalk, DayClock, Slot, day_clock
from routes.dayclock_make import clock_walk
from routes.spread import Array, spread
from routes.timetable import MINUTE_S
from webapp.island import link

Query = Mapping[str, str]

_WIDE, _HIGH, _MARGIN = 340, 220, 16
"""The drawing, in its own units."""
_START, _STOP, _GAP = 9, 11, 1
"""Radii of its discs, and what is between two."""


@st.cache_resource(show_spinner=False)
def _clock(_here: Quarter, name: str, data_version: str) -> DayClock | None:  # noqa: ARG001 - key
    """Read a route's day once a process."""
    return day_clock(_here, name)


def clock_html(here: Quarter, name: str, route: Route, rest: Query, lang: Lang) -> str:
    """Write the fold with the clock.

    Parameters
    ----------
    here : Quarter
        The quarter.
    name : str
        Id of a published route.
    route : Route
        The walk shown; the slider stands at its departure.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; empty where no day is kept.
    """
    clock = _clock(here, name, here.data_version)
    if clock is None:
        return ""
    days = sorted(clock.days, key=_holiday_last)
    if len({slot.walk for day in days for slot in day.slots}) == 1:
        first, last = days[0].slots[0].clock, days[0].slots[-1].clock
        text = say("clock.steady", lang, first=first, last=last)
        return f'<p class="cw-soft">{escape(text)}</p>'
    boxes = [_day(here, day, name, route, rest, lang) for day in days[:1]]
    boxes += [
        _day(here, day, name, route, rest, lang)
        if day.slots != days[0].slots
        else f"<p>{escape(say('clock.same', lang, day=day.label(lang)))}</p>"
        for day in days[1:]
    ]
    title = escape(say("clock.title", lang))
    fold = '<details class="fold" data-fold="clock">'
    return f"{fold}<summary>{title}</summary>{''.join(boxes)}</details>"


def _holiday_last(day: ClockDay) -> bool:
    """Sort weekdays first."""
    return day.day == "holiday"


def _day(here: Quarter, day: ClockDay, name: str, route: Route, rest: Query, lang: Lang) -> str:
    """Write one sort of day: the slider, what each hour says, each walk drawn once."""
    at = route.totals.leave
    on = plain_day(day.day, here.calendar, on=at.date())
    slots = _with_now(day.slots, route) if on == at.date() else day.slots
    walks = list({slot.walk: slot.walk for slot in slots if slot.walk is not None}.values())
    number = {walk: index for index, walk in enumerate(walks)}
    shown = _nearest(slots, at)
    reasons = list(accumulate((slot.change(lang) for slot in slots), _latest))
    hours = "".join(
        _hour(
            slot,
            (index, number.get(slot.walk) if slot.walk else None, reasons[index]),
            _leave(here, name, slot, on, at, rest),
            lang,
        )
        for index, slot in enumerate(slots)
    )
    corners = _corners(walks)
    drawn = "".join(_walk(here, walk, index, corners, lang) for index, walk in enumerate(walks))
    label = escape(say("clock.label", lang, day=day.label(lang)))
    heading = escape(day.label(lang)[:1].upper() + day.label(lang)[1:])
    ends = f"<small>{escape(slots[0].clock)}</small><small>{escape(slots[-1].clock)}</small>"
    return (
        f'<div class="cw-clock" data-clock-box><p><b>{heading}</b></p>'
        f'<input type="range" data-clock min="0" max="{len(slots) - 1}" value="{shown}" '
        f'aria-label="{label}"><div class="cw-clock-ends">{ends}</div>'
        f'<div class="cw-hours" aria-live="polite">{hours}</div>{drawn}</div>'
    )


def _with_now(slots: tuple[Slot, ...], route: Route) -> tuple[Slot, ...]:
    """Put in the departure shown, if it is between two that are kept."""
    clock = f"{route.totals.leave:%H:%M}"
    if clock in {slot.clock for slot in slots}:
        return slots
    now = Slot(clock=clock, walk=clock_walk(route), change_zh="", change_en="")
    return tuple(sorted((*slots, now), key=lambda slot: slot.clock))


def _latest(before: str, change: str) -> str:
    """Keep telling the latest change until there is another one."""
    return change or before


def _leave(
    here: Quarter, name: str, slot: Slot, on: date, at: datetime, rest: Query
) -> dict[str, str] | None:
    """Return the address of a departure; None for a day that is over, and for the one shown."""
    moment = datetime.combine(on, time.fromisoformat(slot.clock), here.zone)
    if moment.date() < at.date() or moment == at:
        return None
    return {"published": name, "at": f"{moment:%Y-%m-%dT%H:%M}", **rest}


def _hour(
    slot: Slot, told: tuple[int, int | None, str], query: dict[str, str] | None, lang: Lang
) -> str:
    """Write what one departure gives; ``told``: its number, its walk's number, why it is so."""
    index, walk, reason = told
    lines = [f'<p class="cw-hour"><b>{escape(slot.clock)}</b> {escape(_figures(slot, lang))}</p>']
    if reason:
        text = reason if slot.change(lang) else say("clock.before", lang, change=reason)
        lines.append(f"<p>{escape(text[:1].upper() + text[1:])}</p>")
    if query is not None and slot.walk is not None:
        text = escape(say("clock.take", lang, clock=slot.clock))
        lines.append(f'<p class="cw-tools">{link(query, text, "cw-button")}</p>')
    drawn = "" if walk is None else f' data-shows="{walk}"'
    clock = escape(slot.clock)
    return f'<div data-hour="{index}" data-clock="{clock}"{drawn} hidden>{"".join(lines)}</div>'


def _figures(slot: Slot, lang: Lang) -> str:
    """Sum a walk up."""
    if slot.walk is None:
        return say("clock.none", lang)
    walk = slot.walk
    key = "clock.figures_one" if len(walk.stops) == 1 else "clock.figures"
    minutes, km = walk.back_s // MINUTE_S, f"{walk.length_m / 1000:.1f}"
    return say(key, lang, minutes=minutes, km=km, stops=len(walk.stops))


def _walk(
    here: Quarter, walk: ClockWalk, index: int, corners: tuple[LonLat, LonLat], lang: Lang
) -> str:
    """Draw a walk, and name its stops."""
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in (_at(spot, corners) for spot in _line(walk)))
    places = [here.place_by_id[stop.id] for stop in walk.stops]
    spots = [(place.lon, place.lat) for place in places if place.lon and place.lat]
    begin, *stops = (_at(spot, corners) for spot in (_line(walk)[0], *spots))
    marks = _marks(begin, stops)
    names = [str(getattr(place, f"name_{lang}")) for place in places]
    rows = "".join(f"<li>{number} {escape(name)}</li>" for number, name in enumerate(names, 1))
    svg = f'<svg viewBox="0 0 {_WIDE} {_HIGH}" aria-hidden="true">'
    drawing = f'{svg}<polyline points="{line}"/>{marks}</svg>'
    return f'<div data-drawn="{index}" class="cw-drawn" hidden>{drawing}<ul>{rows}</ul></div>'


def _marks(begin: tuple[float, float], stops: list[tuple[float, float]]) -> str:
    """Draw the start and the numbers, side by side; a number that gave way is tied to its place."""
    places = np.array([begin, *stops])
    radius = np.array([_START, *(_STOP for _ in stops)])
    light = np.array([0.1, *(1.0 for _ in stops)])  # the start stays, if it can
    placed = spread(places, radius, light, _GAP, lambda spots: _inside(spots, radius))
    both = list(zip(places.tolist(), placed.tolist(), strict=True))
    ties = "".join(
        f'<path d="M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}"/>'
        for (x, y), (to_x, to_y) in both[1:]
        if math.dist((x, y), (to_x, to_y)) > _STOP / 2
    )
    x, y = both[0][1]
    start = f'<circle class="cw-start" cx="{x:.0f}" cy="{y:.0f}" r="{_START - 2}"/>'
    numbers = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_STOP}"/>'
        f'<text x="{x:.1f}" y="{y + 5:.1f}">{number}</text>'
        for number, (_, (x, y)) in enumerate(both[1:], 1)
    )
    return ties + start + numbers


def _inside(spots: Array, radius: Array) -> Array:
    """Keep discs on the drawing."""
    room = (radius + 1)[:, None]
    return np.clip(spots, room, np.array([_WIDE, _HIGH]) - room)


def _line(walk: ClockWalk) -> list[LonLat]:
    """Join the legs of a walk."""
    return [spot for leg in walk.legs for spot in leg]


def _corners(walks: list[ClockWalk]) -> tuple[LonLat, LonLat]:
    """Return the box around all walks of a day, so that they are drawn on one scale."""
    spots = [spot for walk in walks for spot in _line(walk)] or [(0.0, 0.0)]
    lons, lats = zip(*spots, strict=True)
    return (min(lons), min(lats)), (max(lons), max(lats))


def _at(point: LonLat, corners: tuple[LonLat, LonLat]) -> tuple[float, float]:
    """Place a point on the drawing; one scale for both axes."""
    (west, south), (east, north) = corners
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    scale = min((_WIDE - 2 * _MARGIN) / wide, (_HIGH - 2 * _MARGIN) / high)
    x = _WIDE / 2 + ((point[0] - (west + east) / 2) * shrink) * scale
    return x, _HIGH / 2 - (point[1] - (south + north) / 2) * scale


def _nearest(slots: tuple[Slot, ...], at: datetime) -> int:
    """Return the slot whose clock is nearest to a departure's."""
    wanted = timedelta(hours=at.hour, minutes=at.minute)

    def away(index: int) -> timedelta:
        clock = time.fromisoformat(slots[index].clock)
        return abs(timedelta(hours=clock.hour, minutes=clock.minute) - wanted)

    return min(range(len(slots)), key=away)
