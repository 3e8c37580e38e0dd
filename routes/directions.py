"""A leg turn by turn, in words. Units: metres. Imports planner."""

from dataclasses import replace

from planner.route import Leg, Segment
from planner.turns import towards, turn_text
from planner.words import Lang, say

SNIPPET_M = 15
"""A street walked for less than this, such as a corner, is not named; a crossing always is."""


def directions(leg: Leg, lang: Lang) -> list[str]:
    """Tell where to turn, one line a street.

    Parameters
    ----------
    leg : Leg
        The leg.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Turn, landmark, street and metres, in walking order.
    """
    return [direction(part, lang, leg) for part in told_parts(leg)]


def street_name(part: Segment, lang: Lang) -> str:
    """Name the street of a segment.

    Parameters
    ----------
    part : Segment
        The segment.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Its name, the Chinese one where there is no other; a path without one is called so.
    """
    name = part.street_zh if lang == "zh" else part.street_en or part.street_zh
    return name or say("route.unnamed", lang)


def told_parts(leg: Leg) -> list[Segment]:
    """Join what is one street to walkers, and drop snippets; their metres go to what follows.

    Parameters
    ----------
    leg : Leg
        The leg.

    Returns
    -------
    list of Segment
        One a line of directions; ``first`` is the vertex where it is told, ``last`` and ``walk_s``
        are those of its first piece only. The first one sets off, unless a crossing comes first:
        left or right of a door or a snippet tells nobody anything.
    """
    parts: list[Segment] = []
    carried_m = 0
    first = leg.segments[0].first if leg.segments else 0
    for part in leg.segments:
        if part.length_m < SNIPPET_M and part.turn != "cross" and len(leg.segments) > 1:
            carried_m += part.length_m
            continue
        last = parts[-1] if parts else None
        same = last and (last.street_zh, last.steps) == (part.street_zh, part.steps)
        if last and same and part.turn != "cross" and last.turn != "cross":
            parts[-1] = replace(last, length_m=last.length_m + carried_m + part.length_m)
        else:
            told = replace(part, length_m=part.length_m + carried_m)
            if not parts and part.turn != "cross":
                told = replace(told, turn="start", first=first)
            parts.append(told)
        carried_m = 0
    if parts and carried_m:
        parts[-1] = replace(parts[-1], length_m=parts[-1].length_m + carried_m)
    return parts


def set_off(part: Segment, leg: Leg, lang: Lang) -> str:
    """Say in which direction a leg sets off.

    Parameters
    ----------
    part : Segment
        Its first segment, from ``told_parts``.
    leg : Leg
        The leg.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        A point of the compass; empty if the leg has no length.
    """
    point = towards(leg.geometry[part.first :])
    return say(f"cues.to_{point}", lang) if point else ""


def direction(part: Segment, lang: Lang, leg: Leg) -> str:
    """Write one line of directions.

    Parameters
    ----------
    part : Segment
        A segment, from ``told_parts``.
    lang : {"zh", "en"}
        Language.
    leg : Leg
        The leg that it belongs to.

    Returns
    -------
    str
        Turn or point of the compass, landmark, street and metres.
    """
    turn = turn_text(part.turn, lang)
    point = set_off(part, leg, lang) if part.turn == "start" else ""
    if point:
        turn = say("route.set_off", lang, towards=point)
    if part.landmark in {"signals", "crossing"}:
        turn = say(f"route.at_{part.landmark}", lang, turn=turn)
    if part.turn == "cross":
        return say("route.direction_cross", lang, turn=turn, metres=part.length_m)
    key = "route.direction_steps" if part.steps else "route.direction"
    return say(key, lang, turn=turn, street=street_name(part, lang), metres=part.length_m)
