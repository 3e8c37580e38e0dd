"""How much of a walk's texts a sheet prints, and how large, from plenty to bare.

Units: points; leading in em.

Imports routes.sheet.cuts.
"""

from typing import Any

from routes.sheet.cuts import SHARES

_NOTHING = len(SHARES) - 1
# Size of the text, leading of the stories, index of the share of the story, then: question, turns,
# ways, stay, notes, asides. Letters larger than one reads in the hand give way to open lines.
_LEVELS = (
    (10.5, 0.86, 0, "qtwsna"), (10.5, 0.78, 0, "qtwsna"), (10.5, 0.7, 0, "qtwsna"),
    (10.0, 0.7, 0, "qtwsna"), (10.0, 0.66, 0, "qwsna"), (9.5, 0.66, 0, "qwsna"),
    (9.5, 0.6, 0, "qwsna"), (9.0, 0.6, 0, "qwsna"), (8.5, 0.6, 0, "qwsna"),
    (8.0, 0.56, 0, "qwsna"), (8.5, 0.56, 0, "wsna"), (8.5, 0.56, 0, "wsn"),
    (8.0, 0.56, 0, "wsn"), (7.5, 0.54, 0, "wsn"), (7.0, 0.52, 0, "wsn"),
    (7.5, 0.52, 1, "wsn"), (7.0, 0.5, 1, "wsn"), (7.5, 0.5, 2, "wsn"), (7.0, 0.5, 2, "wsn"),
    (7.0, 0.5, 3, "wsn"), (6.5, 0.5, 3, "wsn"), (7.0, 0.5, 3, "wn"), (6.5, 0.48, 3, "wn"),
    (6.5, 0.48, 3, "w"), (6.5, 0.48, 3, "n"), (6.5, 0.46, 3, ""),
    (8.5, 0.5, _NOTHING, "wsn"), (8.0, 0.5, _NOTHING, "wsn"), (7.5, 0.5, _NOTHING, "wsn"),
    (7.0, 0.5, _NOTHING, "wsn"), (6.5, 0.5, _NOTHING, "wsn"), (6.5, 0.5, _NOTHING, "w"),
    (6.5, 0.5, _NOTHING, ""),
)  # fmt: skip
# A poster hangs on a wall: rather fewer sentences than small ones.
_POSTER = (
    (12.5, 0.84, 0, "qwsn"), (12.5, 0.72, 0, "qwsn"), (12.0, 0.66, 0, "qwsn"),
    (12.0, 0.62, 0, "wsn"), (11.5, 0.62, 0, "wsn"), (11.0, 0.6, 0, "wsn"), (10.5, 0.6, 0, "wsn"),
    (10.5, 0.58, 1, "wsn"), (10.0, 0.58, 1, "wsn"), (10.0, 0.58, 2, "wsn"), (9.5, 0.56, 2, "wsn"),
    (10.0, 0.56, 3, "wsn"), (9.5, 0.54, 3, "wsn"), (9.5, 0.54, 3, "ws"), (9.0, 0.54, 3, "ws"),
    (9.5, 0.54, 3, "w"), (9.0, 0.52, 3, "w"), (8.5, 0.5, 3, "w"), (8.0, 0.5, 3, "w"),
    (8.5, 0.5, 3, ""), (8.0, 0.5, 3, ""), (7.5, 0.48, 3, ""),
    (8.5, 0.5, _NOTHING, "w"), (8.0, 0.5, _NOTHING, "w"), (7.5, 0.5, _NOTHING, "w"),
    (7.0, 0.5, _NOTHING, "w"), (7.0, 0.5, _NOTHING, ""), (6.5, 0.5, _NOTHING, ""),
)  # fmt: skip
_LARGEST = {"A4": 10.5, "A3": 12.5, "A5": 9.5}


def levels(paper: str, *, asking: bool = False) -> list[dict[str, Any]]:
    """Return the levels in the order in which they are tried; the first that fits is printed.

    Parameters
    ----------
    paper : {"A4", "A3", "A5"}
        The sheet.
    asking : bool, optional
        Rather cut all else than the questions: a walk with children lives on them.

    Returns
    -------
    list of dict
        JSON values: ``size`` in points, ``leading`` in em, ``cut``, and whether to print questions,
        turns, ways to walk, stays, notes and asides.
    """
    chosen = [
        level for level in (_POSTER if paper == "A3" else _LEVELS) if level[0] <= _LARGEST[paper]
    ]
    if asking:
        chosen = [*((*level[:3], f"q{level[3]}") for level in chosen), chosen[-1]]
    return [
        {
            "size": size, "leading": leading, "cut": cut, "question": "q" in parts,
            "turns": "t" in parts, "ways": "w" in parts, "stay": "s" in parts,
            "notes": "n" in parts, "asides": "a" in parts,
        }
        for size, leading, cut, parts in chosen
    ]  # fmt: skip
