"""A route as what the walk page follows: one line, stops and turns on it. Decimetres, metres.

Imports planner and modules of routes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from planner.route import Anchor, Leg, LonLat, Route, Segment, Stop
from planner.words import LANGS, say
from routes.directions import direction, set_off, street_name, told_parts
from routes.walkpage.ground import Origin


def course(route: Route, origin: Origin, along: Mapping[str, Sequence[LonLat]]) -> dict[str, Any]:
    """Write a route for the page's script.

    Parameters
    ----------
    route : Route
        The walk.
    origin : Origin
        Where the map is counted from.
    along : mapping of str to sequence of (float, float)
        Stops of uncertain position, by id: the stretch of street, (lon, lat).

    Returns
    -------
    dict
        ``line`` packed; ``runs`` [first vertex, last vertex, redrawn]; ``stops`` and ``ends`` with
        names, place and vertex; ``turns`` with their vertex and text.
    """
    line: list[LonLat] = []
    runs: list[list[int]] = []
    turns: list[dict[str, Any]] = []
    reached: list[int] = []
    for number, leg in enumerate(route.legs):
        first = max(0, len(line) - 1) if line[-1:] == [leg.geometry[0]] else len(line)
        line[first:] = leg.geometry
        runs += _runs(leg, first)
        turns += _turns(leg, first, number)
        reached.append(len(line) - 1)
    return {
        "line": origin.pack(line),
        "runs": runs,
        "turns": turns,
        "stops": [
            _stop(stop, vertex, origin, along.get(stop.id))
            for stop, vertex in zip(route.stops, reached, strict=False)
        ],
        "ends": [
            _end(route.start, 0, origin, "start_and_finish" if route.is_loop else "start"),
            _end(route.end, len(line) - 1, origin, "finish"),
        ],
    }


def _runs(leg: Leg, first: int) -> list[list[int]]:
    """Cut a leg where redrawn streets begin and end; a leg without segments is one run."""
    marks = [(part.first, part.last, part.overlay) for part in leg.segments]
    runs: list[list[int]] = []
    for begin, end, redrawn in marks or [(0, len(leg.geometry) - 1, False)]:
        if runs and runs[-1][1:] == [first + begin, int(redrawn)]:
            runs[-1][1] = first + end
        else:
            runs.append([first + begin, first + end, int(redrawn)])
    return runs


def _turns(leg: Leg, first: int, number: int) -> list[dict[str, Any]]:
    """Say what to do at which vertex; setting off from a stop is told with the stop."""
    return [
        {"v": first + part.first, "leg": number, "go": _go(part, leg)}
        | {lang: direction(part, lang, leg) for lang in LANGS}
        for part in told_parts(leg)
    ]


def _go(part: Segment, leg: Leg) -> dict[str, str] | None:
    """Say where a leg sets off along, to one who stands there; None further on."""
    if part.turn != "start":
        return None
    key = "walkpage.go_steps" if part.steps else "walkpage.go"
    return {
        lang: say(
            key,
            lang,
            street=street_name(part, lang),
            metres=part.length_m,
            towards=set_off(part, leg, lang),
        ).strip()
        for lang in LANGS
    }


def _stop(
    stop: Stop, vertex: int, origin: Origin, along: Sequence[LonLat] | None
) -> dict[str, Any]:
    """Write a stop: its number stands where it is, or in the middle of its stretch."""
    at = along[len(along) // 2] if along else (stop.lon, stop.lat)
    written: dict[str, Any] = {
        "id": stop.id,
        "n": stop.number,
        "v": vertex,
        "at": origin.pack([at]),
    }
    for lang in LANGS:
        name = stop.name(lang)
        written[lang] = name
    if along:
        written["along"] = origin.pack(along)
    return written


def _end(anchor: Anchor, vertex: int, origin: Origin, what: str) -> dict[str, Any]:
    """Write the start or the finish."""
    return {
        "at": origin.pack([(anchor.lon, anchor.lat)]),
        "v": vertex,
        "zh": anchor.name_zh,
        "en": anchor.name_en,
        "what": {lang: say(f"map.{what}", lang) for lang in LANGS},
    }
