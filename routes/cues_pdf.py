"""The cue sheet as a booklet of A5 pages. Units: millimetres, points in the template.

The texts reach Typst as data, never as markup, so that nothing in them is read as a command.
Imports planner.words, typst and modules of routes.
"""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from planner.words import say
from routes.cues import Cues

_HERE = Path(__file__).parent
_FONTS = _HERE / "sheet" / "fonts"
_TEMPLATE = _HERE / "cues.typ"
_HEADINGS = ("story", "facts", "question", "gather", "nearby", "late", "rain")


def cues_pdf(cues: Cues, colour: str) -> bytes:
    """Set a cue sheet.

    Parameters
    ----------
    cues : Cues
        The sheet.
    colour : str
        Colour of the numbers, ``#rrggbb``.

    Returns
    -------
    bytes
        A PDF of A5 pages; text is text, fonts are embedded.
    """
    data = asdict(cues) | {
        "colour": colour,
        "headings": {name: say(f"cues.heading_{name}", cues.lang) for name in _HEADINGS},
    }
    made: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_HERE),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"cues": json.dumps(data, ensure_ascii=False)},
    )
    return made
