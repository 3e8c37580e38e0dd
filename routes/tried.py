"""A guide's tour that breaks, and what would mend it, for a terminal.

Units: metres, minutes; local clock times. Imports planner and modules of routes.
"""

from typing import Any

from planner.answers.mend import Mends
from planner.answers.tried import Tried, TriedStop
from planner.route import as_json
from planner.words import Lang, say
from routes.plain import leg_line, stop_lines
from routes.timetable import clock_minutes


def tried_text(tried: Tried, lang: Lang) -> str:
    """Write a tour as wished as a timetable, with what breaks where it breaks.

    Parameters
    ----------
    tried : Tried
        The tour.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Lines of text.
    """
    lines = [
        say("tried.title", lang, leave=f"{tried.leave:%Y-%m-%d %H:%M}"),
        "",
        f"{tried.leave:%H:%M}  {tried.start.name(lang)}",
    ]
    left = tried.leave
    for leg, stop in zip(tried.legs, tried.stops, strict=False):
        lines.append(leg_line(leg, clock_minutes(left, stop.arrive), lang))
        lines += [*stop_lines(stop, lang), *_wrong(stop, lang)]
        left = stop.leave
    lines.append(leg_line(tried.legs[-1], clock_minutes(left, tried.back), lang))
    lines += [f"{tried.back:%H:%M}  {tried.end.name(lang)}", ""]
    return "\n".join([*lines, *tried.lines(lang)])


def tried_json(found: Mends, lang: Lang) -> dict[str, Any]:
    """Return a tour as wished and its mends as plain JSON values.

    Parameters
    ----------
    found : Mends
        The tour and its mends.
    lang : {"zh", "en"}
        Language of the sentences.

    Returns
    -------
    dict
        ``tried``: the tour with its sentences as ``lines``; ``mends``: each with its sentences in
        both languages, the request it asks for, the stops kept and left out, the earliest return.
    """
    tour = as_json(found.tried) | {"lines": found.tried.lines(lang)}
    mends = [
        {
            "code": mend.code,
            "text_zh": mend.text_zh,
            "text_en": mend.text_en,
            "request": mend.request.as_json(),
            "kept": list(mend.kept),
            "dropped": list(mend.dropped),
            "back": mend.back.isoformat(),
        }
        for mend in found.mends
    ]
    return {"tried": tour, "mends": mends}


def _wrong(stop: TriedStop, lang: Lang) -> list[str]:
    """Say what breaks at a stop."""
    return [f"       ✗ {stop.broken.text(lang)}"] if stop.broken else []
