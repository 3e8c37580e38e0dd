"""A route as plain text for a terminal.

Units: metres, minutes; local clock times. Imports planner and modules of routes.
"""

from collections.abc import Iterator

from planner.answers.tried import TriedStop
from planner.quarter import Quarter
from planner.route import LeftOut, Leg, Route, Stop
from planner.shaping import is_own
from planner.words import Lang, say
from routes.answers import left_out_text, spare_lines
from routes.comfort import comfort_lines
from routes.repetition import repetition
from routes.small_print import map_credit
from routes.timetable import MINUTE_S, clock_minutes, locked_text, streets_of


def plain_text(quarter: Quarter, route: Route, title: str, lang: Lang) -> str:
    """Write a route as a timetable.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The route.
    title : str
        What the walk is called in that language.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Lines of text.
    """
    totals = route.totals
    lines = [
        say(
            "plain.title_loop" if route.is_loop else "plain.title_way",
            lang,
            theme=title,
            leave=f"{totals.leave:%Y-%m-%d %H:%M}",
            back=f"{totals.back:%H:%M}",
            stops=len(route.stops),
            km=f"{totals.length_m / 1000:.1f}",
        ),
        "",
        f"{totals.leave:%H:%M}  {route.start.name(lang)}",
    ]
    left = totals.leave
    for leg, stop in zip(route.legs, route.stops, strict=False):
        minutes = clock_minutes(left, stop.arrive)
        lines += [leg_line(leg, minutes, lang), *stop_lines(stop, lang)]
        left = stop.leave
    minutes = clock_minutes(left, totals.back)
    lines += [
        leg_line(route.legs[-1], minutes, lang),
        f"{totals.back:%H:%M}  {route.end.name(lang)}",
        "",
    ]
    certificate = route.certificate
    shape = "loop" if route.is_loop else "way"
    key = f"plain.{'proved' if certificate.proved else 'open'}_{shape}"
    if certificate.proved and route.request["order"]:
        key = "plain.proved_order"
    lines.append(say(key, lang, prize=certificate.prize, gap=certificate.gap))
    lines += repetition(route, lang)
    lines += [*comfort_lines(route, lang), *spare_lines(route, lang)]
    lines += [f"· {note.text(lang)}" for note in route.notes]
    if route.left_out:
        lines += ["", say("plain.left_out", lang)]
        lines += _left_out_lines(quarter, route, lang)
    return "\n".join([*lines, "", map_credit(route.map_date, lang)])


def stop_lines(stop: Stop | TriedStop, lang: Lang) -> list[str]:
    """Write one stop: number, name, minutes, notes.

    Parameters
    ----------
    stop : Stop or TriedStop
        The stop.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Plain text.
    """
    minutes = round((stop.leave - stop.start).total_seconds() / 60)
    kind = say(f"plain.{'stay' if is_own(stop.id) else stop.option}", lang)
    head = f"{stop.arrive:%H:%M}  {stop.number} {stop.name(lang)} · {kind} "
    head += say("plain.minutes", lang, minutes=minutes)
    if stop.wait_s >= MINUTE_S:
        key = "plain.wait_locked" if locked_text(stop, lang) else "plain.wait"
        head += say(key, lang, minutes=round(stop.wait_s / MINUTE_S))
    return [head, *(f"         {note.text(lang)}" for note in stop.notes)]


def leg_line(leg: Leg, minutes: int, lang: Lang) -> str:
    """Write one leg: metres, minutes, streets.

    Parameters
    ----------
    leg : Leg
        The leg.
    minutes : int
        By the clock times around it.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    streets = streets_of(leg, lang)
    key = "plain.leg" if minutes else "plain.leg_moment"
    way = say(key, lang, metres=leg.length_m, minutes=minutes)
    along = say("plain.along", lang, streets=" → ".join(streets)) if streets else ""
    return f"   ↓     {way}{along}"


def _left_out_lines(quarter: Quarter, route: Route, lang: Lang) -> Iterator[str]:
    """Name the places that are not in the walk; those that an order leaves out are only counted."""
    why = say("left_out.excluded_order", lang)
    named = [out for out in route.left_out if out.text(lang) != why]
    yield from (_left_out_line(quarter, out, lang) for out in named)
    if count := len(route.left_out) - len(named):
        yield say("plain.left_out_count", lang, count=count, why=why)


def _left_out_line(quarter: Quarter, out: LeftOut, lang: Lang) -> str:
    """Name a place that is not in the walk, with its id for ``--must``, and say why."""
    name = str(getattr(quarter.place_by_id[out.id], f"name_{lang}"))
    return say("plain.left_out_line", lang, name=name, id=out.id, why=left_out_text(out, lang))
