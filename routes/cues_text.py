"""The cue sheet as plain text, to be pasted into a chat or read on the phone. No units.

Imports planner.words and routes.cues.
"""

from planner.words import say
from routes.cues import CueLeg, Cues, CueStop


def cues_text(cues: Cues) -> str:
    """Write a cue sheet as text.

    Parameters
    ----------
    cues : Cues
        The sheet.

    Returns
    -------
    str
        Short lines; a blank line between legs and stops.
    """
    lang = cues.lang
    blocks = [[cues.title, *cues.about], [cues.start]]
    for leg, stop in zip(cues.legs, cues.stops, strict=False):
        blocks += [_leg(leg), _stop(cues, stop)]
    blocks += [_leg(cues.legs[-1]), [cues.end]]
    blocks += [[f"【{say('cues.heading_rain', lang)}】", *cues.rain], list(cues.fine)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _leg(leg: CueLeg) -> list[str]:
    """Write one leg."""
    return [f"▼ {leg.title}", leg.below, *(f"· {turn}" for turn in leg.turns)]


def _stop(cues: Cues, stop: CueStop) -> list[str]:
    """Write one stop."""
    lines = [f"{stop.clock}  {stop.number}. {stop.name}", *stop.below]
    parts = {
        "story": (stop.story,) if stop.story else (),
        "question": (stop.question,) if stop.question else (),
        "facts": stop.facts,
        "gather": (stop.gather,),
        "nearby": stop.nearby,
        "late": stop.late,
    }
    for name, texts in parts.items():
        if texts:
            lines += [f"【{say(f'cues.heading_{name}', cues.lang)}】", *texts]
    return lines
