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
    lines = [
        say("ground.repeated" if known.repeated_m else "ground.none", lang, metres=known.repeated_m)
    ]
    if minutes := round(known.detour_s / _MINUTE_S):
        lines.append(say("ground.detour", lang, minutes=minutes))
    if known.repeated_m and known.repeated_proved:
        key = "ground.proved" if known.any_order else "ground.proved_order"
        lines.append(say(key, lang, percent=route.request["detour"]))
    if known.repeated_floor_m and known.any_order:
        lines.append(say("ground.floor", lang, metres=known.repeated_floor_m))
    elif known.repeated_bound_m and known.any_order:
        lines.append(say("ground.bound", lang, metres=known.repeated_bound_m))
    if known.spurs_m:
        lines.append(say("ground.spurs", lang, metres=known.spurs_m))
    return lines
