"""What a walk is like, told where it was wished for. Units: metres. Imports planner.

Nothing is said of lamps without the metres of which the map says nothing.
"""

from planner.request import WISHES
from planner.route import Route
from planner.words import Lang, say

_KM_M = 1000


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
    whole, unknown = _far(route.totals.length_m, lang), _far(known.lit_unknown_m, lang)
    keys = {wish: f"comfort.{wish}" for wish in WISHES if wish in route.request["prefer"]}
    if "lit" in keys and not known.lit_m:
        keys["lit"] = "comfort.lit_none"
    lines = [
        say(key, lang, whole=whole, part=_far(part_m[wish], lang), unknown=unknown)
        for wish, key in keys.items()
    ]
    if route.request["step_free"]:
        key = "comfort.step_free" if known.steps_unknown_m else "comfort.step_free_known"
        lines.append(say(key, lang, part=_far(known.steps_unknown_m, lang)))
    return lines


def _far(metres: int, lang: Lang) -> str:
    """Write a distance: metres up to a kilometre, tenths of kilometres beyond."""
    if metres < _KM_M:
        return say("comfort.metres", lang, metres=metres)
    return say("comfort.km", lang, km=f"{metres / _KM_M:.1f}")
