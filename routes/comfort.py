"""What a walk is like, told where it was wished for. Units: metres. Imports planner.

Nothing is said of lamps without the metres of which the map says nothing.
"""

from planner.request import WISHES
from planner.route import Route
from planner.words import Lang, say

_KM_M = 1000
_WORTH_SAYING_M = 20
"""Metres on foot that are on no street, as to doors, are less."""


def comfort_lines(route: Route, lang: Lang) -> list[str]:
    """Tell how far a walk meets the wishes of its request.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        A sentence for each wish.
    """
    known = route.certificate.comfort
    part_m = {
        "quiet": known.quiet_m,
        "green": known.green_m,
        "lit": known.lit_m,
        "rain": known.covered_m,
    }
    whole, unknown = far(route.totals.length_m, lang), far(known.lit_unknown_m, lang)
    keys = {wish: f"comfort.{wish}" for wish in WISHES if wish in route.request["prefer"]}
    # Straight ways to doors are on no street.
    on_streets_m = route.totals.length_m - route.certificate.snapped_m
    unlit_m = on_streets_m - known.lit_m - known.lit_unknown_m
    if "lit" in keys and not known.lit_m:
        keys["lit"] = "comfort.lit_some_dark" if unlit_m >= _WORTH_SAYING_M else "comfort.lit_none"
    values = {"whole": whole, "unknown": unknown, "unlit": far(max(unlit_m, 0), lang)}
    lines = [say(key, lang, part=far(part_m[wish], lang), **values) for wish, key in keys.items()]
    if route.request["step_free"]:
        key = "comfort.step_free" if known.steps_unknown_m else "comfort.step_free_known"
        lines.append(say(key, lang, part=far(known.steps_unknown_m, lang)))
    return lines


def far(metres: int, lang: Lang) -> str:
    """Write a distance: metres up to a kilometre, tenths of kilometres beyond.

    Parameters
    ----------
    metres : int
        The distance.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    if metres < _KM_M:
        return say("comfort.metres", lang, metres=metres)
    return say("comfort.km", lang, km=f"{metres / _KM_M:.1f}")
