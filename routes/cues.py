"""The cue sheet of a walk: what a guide does and says, from leg to leg and stop to stop.

Units: metres, minutes; local clock times. All texts are made here, in one language; how they are
set is for `routes.cues_html`, `cues_text` and `cues_pdf`. Imports planner and modules of routes.
"""

from dataclasses import dataclass

from planner.group import crossing_wait_s
from planner.opening.plain import plain_hours
from planner.places import Fact, Place
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Leg, LonLat, Route, Stop
from planner.route_file import request_in
from planner.shaping import quarter_of
from planner.words import Lang, say
from routes.cues_late import late_lines
from routes.cues_rain import rain_lines
from routes.directions import directions
from routes.heading import Heading
from routes.nearby import NEAR_M, PERSON_M2, Found, Kind, near
from routes.small_print import small_print
from routes.spots import leg_minutes, leg_text
from routes.timetable import clock, joined, stay_text, summary, wait_text

GROUP = (1, 200)
"""Fewest and most people that a group has."""
DEFAULT_GROUP = 20
_SOUGHT: tuple[Kind, ...] = ("toilets", "bench")


@dataclass(frozen=True, slots=True, kw_only=True)
class CueLeg:
    """The way to the next stop: where from and to, how far, turn by turn."""

    title: str
    below: str
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueStop:
    """One stop: ``say`` is told there; the rest helps to lead a group. Empty texts are left out."""

    number: int
    name: str
    clock: str
    below: tuple[str, ...]
    story: str
    facts: tuple[str, ...]
    question: str
    gather: str
    nearby: tuple[str, ...]
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """A cue sheet in one language; one leg more than stops."""

    lang: Lang
    title: str
    about: tuple[str, ...]
    start: str
    legs: tuple[CueLeg, ...]
    stops: tuple[CueStop, ...]
    end: str
    rain: tuple[str, ...]
    fine: tuple[str, ...]


def cue_sheet(
    quarter: Quarter,
    route: Route,
    heading: Heading,
    lang: Lang,
    *,
    group: int | None = None,
) -> Cues:
    """Make the cue sheet of a walk.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        Its title and text.
    lang : {"zh", "en"}
        Language.
    group : int, optional
        How many people are led; if not given, as many as planned for, or ``DEFAULT_GROUP``.

    Returns
    -------
    Cues
        What to do if late and in rain is computed for this walk: some seconds.
    """
    request = request_in(route)
    quarter = quarter_of(quarter, route)
    people = group or (request.group if request.group > 1 else DEFAULT_GROUP)
    names = [_end(route.start, lang), *(_stop_name(stop, lang) for stop in route.stops)]
    names.append(_end(route.end, lang))
    minutes = leg_minutes(route)
    legs = tuple(
        _leg(leg, minutes[n], (names[n], names[n + 1]), n, lang) for n, leg in enumerate(route.legs)
    )
    stops = tuple(_stop(quarter, request, route, stop, lang, people) for stop in route.stops)
    about = [heading.text(lang), summary(route, lang), clock(route, lang)]
    about.append(say("cues.group", lang, group=people))
    if wait_s := crossing_wait_s(request):
        about.append(say("cues.crossing_wait", lang, seconds=wait_s))
    about += [note.text(lang) for note in route.notes]
    return Cues(
        lang=lang,
        title=say("cues.title", lang, title=heading.title(lang)),
        about=tuple(line for line in about if line),
        start=say("cues.start", lang, clock=f"{route.totals.leave:%H:%M}", name=names[0]),
        legs=legs,
        stops=stops,
        end=say("cues.end", lang, clock=f"{route.totals.back:%H:%M}", name=names[-1]),
        rain=tuple(rain_lines(quarter, request, route, lang)),
        fine=(
            *_not_shown(quarter, route, lang),
            *small_print(quarter, lang),
            say("cues.map_knows", lang),
        ),
    )


def _leg(leg: Leg, minutes: int, ends: tuple[str, str], index: int, lang: Lang) -> CueLeg:
    """Write one leg."""
    values = {"number": index + 1, "start": ends[0], "end": ends[1]}
    return CueLeg(
        title=say("cues.leg", lang, **values),
        below=leg_text(leg.length_m, minutes, lang),
        turns=tuple(directions(leg, lang)),
    )


def _stop(
    quarter: Quarter, request: Request, route: Route, stop: Stop, lang: Lang, group: int
) -> CueStop:
    """Write one stop."""
    place = quarter.place_by_id[stop.id]
    spot: LonLat = (stop.lon, stop.lat)
    notes = [note.text(lang) for note in stop.notes]
    stays = stay_text(stop, lang), wait_text(stop, lang)
    told = [fact for fact in place.facts if fact.id in place.story_facts]
    clocks = {"arrive": f"{stop.arrive:%H:%M}", "leave": f"{stop.leave:%H:%M}"}
    return CueStop(
        number=stop.number,
        name=_in(place, "name", lang),
        clock=say("cues.from_to", lang, **clocks),
        below=tuple(line for line in (*stays, *notes, _address(place, lang)) if line),
        story=_in(place, "story", lang),
        facts=tuple(_fact(fact, lang) for fact in (*told, *_rest(place, told))),
        question=_in(place, "question", lang),
        gather=where_to_stand(quarter, spot, group, lang),
        nearby=_nearby(quarter, spot, lang),
        late=late_lines(quarter, request, route, stop, lang),
    )


def _rest(place: Place, told: list[Fact]) -> list[Fact]:
    """List the facts that the story does not rest on."""
    return [fact for fact in place.facts if fact not in told]


def _fact(fact: Fact, lang: Lang) -> str:
    """Write a fact and who published it."""
    origin = say("story.comma", lang).join(
        part for part in (fact.publisher, fact.title, fact.date) if part
    )
    return say("story.fact", lang, fact=fact.zh if lang == "zh" else fact.en, origin=origin)


def _address(place: Place, lang: Lang) -> str:
    """Write the address; empty if it is not known."""
    address = _in(place, "address", lang)
    return say("story.address", lang, text=address) if address else ""


def where_to_stand(quarter: Quarter, spot: LonLat, group: int, lang: Lang) -> str:
    """Say where the group can stand, or that the map does not know.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    spot : (float, float)
        (lon, lat) of the stop.
    group : int
        How many people are led.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text. Ground on this side of the street goes before what is nearer but across it.
    """
    wide = [
        one
        for one in near(quarter, spot, ("park", "garden", "square"), NEAR_M["ground"])
        if one.thing.area_m2 >= group * PERSON_M2
    ]
    if wide:
        best = min(wide, key=lambda one: bool(one.across))
        return say("cues.gather", lang, what=_where(best, lang), group=group)
    return say("cues.gather_unknown", lang, group=group)


def _nearby(quarter: Quarter, spot: LonLat, lang: Lang) -> tuple[str, ...]:
    """Say where the nearest toilets and bench are, as far as the map shows any."""
    lines = []
    for kind in _SOUGHT:
        for one in near(quarter, spot, (kind,), NEAR_M[kind])[:1]:
            remarks = (
                [say("cues.hours", lang, hours=plain_hours(one.thing.hours, lang))]
                if one.thing.hours
                else []
            )
            remarks += [say("cues.old", lang)] if one.thing.old else []
            line = say(f"cues.{kind}", lang, what=_where(one, lang))
            lines.append("".join([line, *remarks]))
    return tuple(lines)


def _not_shown(quarter: Quarter, route: Route, lang: Lang) -> list[str]:
    """Say once what the map shows at no stop at all."""
    spots = [(stop.lon, stop.lat) for stop in route.stops]
    return [
        say(f"cues.no_{kind}", lang, metres=NEAR_M[kind])
        for kind in _SOUGHT
        if not any(near(quarter, spot, (kind,), NEAR_M[kind]) for spot in spots)
    ]


def _where(one: Found, lang: Lang) -> str:
    """Name a thing with its distance and direction."""
    thing = one.thing
    name = (thing.name_zh if lang == "zh" else thing.name_en or thing.name_zh) or ""
    what = name or say(f"cues.thing_{thing.kind}", lang)
    if one.away_m == 0:
        return say("cues.right_here", lang, what=what)
    towards = say(f"cues.to_{one.towards}", lang)
    values = {"what": what, "metres": one.away_m, "towards": towards}
    if not one.across:
        return say("cues.away", lang, **values)
    named = [(en or zh) if lang == "en" else zh for zh, en in one.across]
    streets = list(dict.fromkeys(name or say("cues.street", lang) for name in named))
    return say("cues.across", lang, **values, streets=joined(streets, lang))


def _stop_name(stop: Stop, lang: Lang) -> str:
    """Name a stop with its number."""
    return f"{stop.number} {stop.name(lang)}"


def _end(anchor: object, lang: Lang) -> str:
    """Name the start or the end."""
    return str(getattr(anchor, f"name_{lang}"))


def _in(place: Place, field: str, lang: Lang) -> str:
    """Return a text of a place in one language."""
    return getattr(place, f"{field}_{lang}") or ""
