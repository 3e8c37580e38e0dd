"""What changes of a walk when it rains: the same stops in the same order, by other streets.

Units: metres, minutes. Imports planner and modules of routes.
"""

from dataclasses import replace

from planner.no_route import NoRoute
from planner.plan import plan
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route
from planner.words import Lang, say
from routes.spots import leg_minutes
from routes.timetable import streets_of


def rain_lines(quarter: Quarter, request: Request, route: Route, lang: Lang) -> list[str]:
    """Say what a guide changes when it rains.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    request : Request
        What the route answers.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Sentences: where one is under a roof, and the legs that lead along other streets then.
    """
    lines = []
    inside = [stop for stop in route.stops if stop.option == "inside"]
    comma = say("map.street_comma", lang)
    if inside:
        names = comma.join(f"{s.number} {s.name(lang)}" for s in inside)
        lines.append(say("cues.rain_inside", lang, names=names))
    else:
        lines.append(say("cues.rain_no_inside", lang))
    if "rain" in request.prefer:
        return [*lines, say("cues.rain_planned", lang, metres=_covered(route))]
    same = tuple(stop.id for stop in route.stops)
    wet = plan(quarter, replace(request, order=same, prefer=("rain",)), now=route.made_at)
    if isinstance(wet, NoRoute) or tuple(stop.id for stop in wet.stops) != same:
        return [*lines, say("cues.rain_same", lang, metres=_covered(route))]
    other = [
        (number, leg, minutes)
        for number, (leg, dry, minutes) in enumerate(
            zip(wet.legs, route.legs, leg_minutes(wet), strict=True), 1
        )
        if leg.geometry != dry.geometry
    ]
    if not other or _covered(wet) <= _covered(route):  # other streets, and as wet
        return [*lines, say("cues.rain_same", lang, metres=_covered(route))]
    values = {"before": _covered(route), "after": _covered(wet), "back": f"{wet.totals.back:%H:%M}"}
    lines.append(say("cues.rain_changes", lang, **values))
    lines += [
        say(
            "cues.rain_leg",
            lang,
            number=number,
            streets=comma.join(streets_of(leg, lang)),
            metres=leg.length_m,
            minutes=minutes,
        )
        for number, leg, minutes in other
    ]
    return lines


def _covered(route: Route) -> int:
    """Metres tagged as covered."""
    return route.certificate.comfort.covered_m
