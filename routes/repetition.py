"""What a route says of streets walked twice, in plain words. Units: metres, minutes.

Imports planner.
"""

from planner.route import Route
from planner.words import Lang, say

_MINUTE_S = 60


def repetition(route: Route, lang: Lang) -> list[str]:
    """Tell how much of a walk is walked twice, and what is proved of it.

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
    if minutes := round(known.detour_s / _MINUTE_S):
        lines.append(say(f"{reason}.detour", lang, minutes=minutes))
    if known.repeated_proved and (known.repeated_m or route.request["prefer"]):
        key = "proved" if known.any_order else "proved_order"
        lines.append(say(f"{reason}.{key}", lang, percent=route.request["detour"]))
    if known.repeated_floor_m and known.any_order:
        lines.append(say("ground.floor", lang, metres=known.repeated_floor_m))
    elif known.repeated_bound_m and known.any_order:
        lines.append(say("ground.bound", lang, metres=known.repeated_bound_m))
    return lines
