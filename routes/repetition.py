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
    lines = [
        say("ground.repeated" if known.repeated_m else "ground.none", lang, metres=known.repeated_m)
    ]
    if minutes := round(known.detour_s / MINUTE_S):
        lines.append(say(f"{reason}.detour", lang, minutes=minutes))
    if known.repeated_proved and (known.repeated_m or route.request["prefer"]):
        key = "proved" if known.any_order else "proved_order"
        lines.append(say(f"{reason}.{key}", lang, percent=route.request["detour"]))
    if known.repeated_floor_m and known.any_order:
        lines.append(say("ground.floor", lang, metres=known.repeated_floor_m))
    elif known.repeated_bound_m and known.any_order:
        lines.append(say("ground.bound", lang, metres=known.repeated_bound_m))
    if known.snapped_m:
        lines.append(say("proof.snapped", lang, metres=known.snapped_m, spurs=known.spurs_m))
    return lines
