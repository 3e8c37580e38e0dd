"""Names broken into lines where a reader would break them. Units: em.

Imports routes.sheet.map.label.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from routes.sheet.map.label import PT_MM, text_width
from routes.sheet.map.style import Weight

LAST_LATIN = "\u2e7f"
"""Characters after this one are Chinese."""
LONG = 13
"""A Chinese name of more characters may have three lines."""
SHORTEST = 3
"""No line of Chinese is shorter than this."""
LATIN_EDGE_EM = 4.6
"""A break between Latin and Chinese letters: better than one within either."""
IN_A_WORD_EM = 5.0
"""A break within a Chinese word is worth it only where lines come out so much more even."""
_LATIN_SEAM = re.compile(r"(?<= )(?=\()|(?<=, )(?=[^()]{5})(?![^()]*\))")


def wrapped(text: str, widest_em: float, weight: Weight = 400) -> list[tuple[str, ...]]:
    """Break a name into lines in the ways that look well.

    Parameters
    ----------
    text : str
        A name.
    widest_em : float
        A line longer than this is broken if it can be.
    weight : {400, 700}, optional
        Regular or bold.

    Returns
    -------
    list of tuple of str
        The ways, the best first: one line if it is short, then two, then three even ones.
    """
    ways = [broken for lines in (1, 2, 3) if (broken := _broken(text, lines, weight))]
    # A third line tears short Chinese names apart.
    fit = [way for way in ways if _longest(way, weight) <= widest_em]
    fit = [way for way in fit if len(way) < len(ways) or text < LAST_LATIN or len(text) > LONG]
    return fit or [min(ways, key=lambda way: _longest(way, weight))]


def pieces(text: str) -> list[str]:
    """Cut a Chinese name or heading where a line may end, so that no word is torn.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    list of str
        The pieces; joined they are the text. One in Latin letters is parted before brackets, and
        after commas that more than a short word follows.

    Examples
    --------
    >>> pieces("两扇所门，一条弄堂")
    ['两扇所门，', '一条弄堂']
    >>> pieces("Jiangsu Road station, exit 7")
    ['Jiangsu Road station, ', 'exit 7']
    """
    if not any(letter > LAST_LATIN for letter in text):
        return _LATIN_SEAM.split(text)
    worth = {spot: _seam_em(text, spot) for spot in range(1, len(text))}
    seams = [spot for spot, em in worth.items() if em is not None and em < LATIN_EDGE_EM]
    return [text[a:b] for a, b in pairwise([0, *seams, len(text)])]


def _longest(lines: Sequence[str], weight: Weight) -> float:
    """Return the length of the longest line, em."""
    return max(text_width(line, 1 / PT_MM, weight) for line in lines)


def _broken(text: str, lines: int, weight: Weight) -> tuple[str, ...] | None:
    """Break a text into lines of about the same length, at spaces or between Chinese characters."""
    if lines == 1:
        return (text,)
    best: tuple[float, tuple[str, ...]] | None = None
    for spot in range(2, len(text) - 1):
        seam = _seam_em(text, spot)
        rest = None if seam is None else _broken(text[spot:].lstrip(), lines - 1, weight)
        if seam is None or rest is None:
            continue
        way = (text[:spot].rstrip(), *rest)
        length = _longest(way, weight) + seam
        if best is None or length < best[0]:
            best = (length, way)
    return None if best is None else best[1]


def _seam_em(text: str, spot: int) -> float | None:
    """Tell how much evenness a break before a character is worth; None where none may be.

    Before a bracket, after a comma and after the end of an institution's name a break is natural;
    in the middle of a Chinese word, which we cannot tell from its edge, it is the last way out.
    """
    before, after = text[spot - 1], text[spot]
    if (
        after in "）)，、·》”’ "
        or before in "（(《“‘"
        or text.rfind("《", 0, spot) > text.rfind("》", 0, spot)
    ):
        return None
    if after in "（(" or before in "，；：！？。":
        return 0.0
    if before in " ·/、":
        inside = text.rfind("(", 0, spot) > text.rfind(")", 0, spot)
        return 2.0 if inside else 0.3 if text[spot - 2] == "," else 1.0
    ends = before in "院所馆校园部会社寓号路" and after not in "区口"
    if ends and before > LAST_LATIN < after and spot > SHORTEST:
        return 1.0
    if before == "与" and spot > SHORTEST:
        return 0.8 * IN_A_WORD_EM
    letters = before.isalpha() and after.isalpha()
    if letters and (before > LAST_LATIN) != (after > LAST_LATIN):
        worth: float | None = LATIN_EDGE_EM
    else:
        worth = None if spot < SHORTEST or not before > LAST_LATIN < after else IN_A_WORD_EM
    return worth
