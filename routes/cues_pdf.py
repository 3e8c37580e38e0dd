"""The cue sheet as a booklet of A5 pages. Units: millimetres, points in the template.

Imports planner.words and modules of routes.
"""

from dataclasses import asdict
from datetime import datetime

from planner.words import say
from routes.cues import Cues
from routes.sheet.press import set_pages

_HEADINGS = ("story", "facts", "question", "gather", "nearby", "late", "rain")


def cues_pdf(cues: Cues, colour: str, made_at: datetime) -> bytes:
    """Set a cue sheet.

    Parameters
    ----------
    cues : Cues
        The sheet.
    colour : str
        Colour of the numbers, ``#rrggbb``.
    made_at : datetime
        Date in the file.

    Returns
    -------
    bytes
        A PDF of A5 pages; text is text, fonts are embedded.

    Raises
    ------
    LetterError
        If a text holds a character that the fonts do not have.
    """
    data = asdict(cues) | {
        "colour": colour,
        "headings": {name: say(f"cues.heading_{name}", cues.lang) for name in _HEADINGS},
    }
    return set_pages("cues", data, made_at=made_at)[0]
