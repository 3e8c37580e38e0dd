"""What a route says of streets walked twice and of the ways to doors. Units: metres, minutes.

Imports planner and routes.timetable.
"""

from planner.route import Route
from planner.words import Lang, say
from routes.timetable import MINUTE_S


def repetition(route: Route, lang: Lang) -> list[str]:
    """Tell how much of a walk is walked twice, what is proved of it, and what leads to doors.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Sentences.
    """
    known = route.certificate
    reason = "comfort" if route.request["prefer"] else "ground"
    doors_only = bool(known.spurs_m) and not known.repeated_m
    lines = [_twice(known.repeated_m, known.spurs_m, lang)]
    if minutes := round(known.detour_s / MINUTE_S):
        lines.append(say(f"{reason}.detour", lang, minutes=minutes))
    if known.repeated_proved and (known.repeated_m or route.request["prefer"]):
        key = "proved" if known.any_order else "proved_order"
        lines.append(say(f"{reason}.{key}", lang, percent=route.request["detour"]))
    if known.repeated_floor_m and known.any_order:
        lines.append(say("ground.floor", lang, metres=known.repeated_floor_m))
    elif known.repeated_bound_m and known.any_order:
        lines.append(say("ground.bound", lang, metres=known.repeated_bound_m))
    if known.snapped_m and not doors_only:
        lines.append(say("proof.snapped", lang, metres=known.snapped_m, spurs=known.spurs_m))
    return lines


def _twice(repeated_m: int, spurs_m: int, lang: Lang) -> str:
    """Say what is walked twice: streets, only the steps to doors, or nothing."""
    if repeated_m:
        return say("ground.repeated", lang, metres=repeated_m)
    return say("ground.none_doors" if spurs_m else "ground.none", lang, metres=spurs_m)
