"""How much of a walk's texts a sheet prints, and how large, from plenty to bare. Units: points.

Imports routes.sheet.cuts.
"""

from typing import Any

from routes.sheet.cuts import SHARES

_NOTHING = len(SHARES) - 1
# Size of the text, index of the share of the story, then: question, turns, ways, stay, notes,
# asides.
_LEVELS = (
    (12.0, 0, "qtwsna"), (11.5, 0, "qtwsna"), (11.0, 0, "qtwsna"), (10.5, 0, "qtwsna"),
    (10.0, 0, "qtwsna"), (10.0, 0, "qwsna"), (9.5, 0, "qwsna"), (9.0, 0, "qwsna"),
    (8.5, 0, "qwsna"), (8.5, 0, "wsna"), (8.5, 0, "wsn"), (8.0, 0, "wsn"),
    (7.5, 0, "wsn"), (7.0, 0, "wsn"),
    (7.5, 1, "wsn"), (7.0, 1, "wsn"), (7.5, 2, "wsn"), (7.0, 2, "wsn"), (7.0, 3, "wsn"),
    (6.5, 3, "wsn"), (7.0, 3, "wn"), (6.5, 3, "wn"),
    (7.0, _NOTHING, "wsn"), (6.5, _NOTHING, "wsn"), (6.5, _NOTHING, "w"), (6.5, _NOTHING, ""),
)  # fmt: skip
# A poster hangs on a wall: rather fewer sentences than small ones.
_POSTER = (
    (14.0, 0, "qwsn"), (13.0, 0, "qwsn"), (12.0, 0, "qwsn"), (12.0, 0, "wsn"), (11.0, 0, "wsn"),
    (10.5, 0, "wsn"), (10.5, 1, "wsn"), (10.5, 2, "wsn"), (10.0, 2, "wsn"), (10.0, 3, "wsn"),
    (9.5, 3, "wsn"), (9.0, 3, "wsn"), (9.0, 3, "w"), (8.5, 3, "w"), (8.0, 3, "w"),
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
        walk, stays, notes and asides; facts come in only where a stop has room to spare.
    """
    return [
        {
            "size": size, "cut": cut, "question": "q" in parts, "turns": "t" in parts,
            "ways": "w" in parts, "stay": "s" in parts, "notes": "n" in parts,
            "asides": "a" in parts, "facts": False,
        }
        for size, cut, parts in (_POSTER if paper == "A3" else _LEVELS)
    ]  # fmt: skip
