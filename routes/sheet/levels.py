"""How much of a walk's texts a sheet prints, and how large, from plenty to bare. Units: points.

Imports routes.sheet.cuts.
"""

from typing import Any

from routes.sheet.cuts import SHARES

_NOTHING = len(SHARES) - 1
# Size of the text, index of the share of the story, then: question, turns, ways, stay, asides.
_LEVELS = (
    (12.0, 0, "qtwsa"), (11.5, 0, "qtwsa"), (11.0, 0, "qtwsa"), (10.5, 0, "qtwsa"),
    (10.0, 0, "qtwsa"), (10.0, 0, "qwsa"), (9.5, 0, "qwsa"), (9.0, 0, "qwsa"), (8.5, 0, "qwsa"),
    (8.5, 0, "wsa"), (8.5, 0, "ws"), (8.0, 0, "ws"), (7.5, 0, "ws"), (7.0, 0, "ws"),
    (7.5, 1, "ws"), (7.0, 1, "ws"), (7.5, 2, "ws"), (7.0, 2, "ws"), (7.0, 3, "ws"), (6.5, 3, "ws"),
    (7.0, _NOTHING, "ws"), (6.5, _NOTHING, "ws"), (6.5, _NOTHING, "w"), (6.5, _NOTHING, ""),
)  # fmt: skip
# A poster hangs on a wall: rather fewer sentences than small ones.
_POSTER = (
    (14.0, 0, "qws"), (13.0, 0, "qws"), (12.0, 0, "qws"), (12.0, 0, "ws"), (11.0, 0, "ws"),
    (10.5, 0, "ws"), (10.5, 1, "ws"), (10.5, 2, "ws"), (10.0, 2, "ws"), (10.0, 3, "ws"),
    (9.5, 3, "ws"), (9.0, 3, "ws"), (9.0, 3, "w"), (8.5, 3, "w"), (8.0, 3, "w"),
    (8.5, _NOTHING, "w"), (8.0, _NOTHING, "w"), (7.5, _NOTHING, "w"), (7.0, _NOTHING, "w"),
    (7.0, _NOTHING, ""), (6.5, _NOTHING, ""),
)  # fmt: skip


def levels(paper: str) -> list[dict[str, Any]]:
    """Return the levels in the order in which they are tried; the first that fits is printed.

    Parameters
    ----------
    paper : {"A4", "A3", "A5"}
        The sheet.

    Returns
    -------
    list of dict
        JSON values: ``size`` in points, ``cut``, and whether to print questions, turns, ways to
        walk, stays and asides; facts come in only where a stop has room to spare.
    """
    return [
        {
            "size": size, "cut": cut, "question": "q" in parts, "turns": "t" in parts,
            "ways": "w" in parts, "stay": "s" in parts, "asides": "a" in parts, "facts": False,
        }
        for size, cut, parts in (_POSTER if paper == "A3" else _LEVELS)
    ]  # fmt: skip
