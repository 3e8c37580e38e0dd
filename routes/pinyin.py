"""Names and texts for devices that show nothing but ASCII. No units. Imports planner, pypinyin."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile

from pypinyin import lazy_pinyin

from planner.quarter import Quarter

_LONGER = {
    "…": "...", "©": "(c)", "、": ", ", "。": ". ", "→": "->", "ß": "ss", "æ": "ae", "Æ": "AE",
}  # fmt: skip
_SIGNS: dict[int, str] = {
    ord(sign): plain
    for sign, plain in (
        *zip("“”‘’–—·《》「」【】×øØłŁ", '""\'\'-- """"[]xoOlL', strict=True),
        *_LONGER.items(),
    )
}
"""Signs that have no ASCII form by decomposition."""
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_BRACKETED = re.compile(r"\s*[（(][^（()）]*[）)]\s*$")
_READINGS = (("长宁", "ChangNing"),)
"""Names that pypinyin reads wrongly."""
_UNSAFE = re.compile(r"[^A-Za-z0-9+&. -]+")
_LAST_SYLLABLE = re.compile(r"[A-Z]?[a-z]*$")
_LEAST_LEFT = 4
"""Characters that a name keeps at least when what it shares with another is left off."""


def ascii_text(text: str) -> str:
    """Write a text in ASCII: Chinese in pinyin without tones, accents left off.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Printable ASCII, paragraphs kept; what has no ASCII form, such as emoji, is left out.

    Examples
    --------
    >>> ascii_text("愚园路 “café”")
    'YuYuanLu "cafe"'
    """
    spelled = _HAN.sub(lambda match: _spelled(match[0]), text.translate(_SIGNS))
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return "\n".join("".join(filter(str.isprintable, line)) for line in lines)


def ascii_name(number: int, name: str, most: int) -> str:
    """Write the name of a stop for a small screen.

    Parameters
    ----------
    number : int
        Number of the stop, which makes the name unlike all others of the walk.
    name : str
        Its name, from ``short_names``.
    most : int
        Characters at most.

    Returns
    -------
    str
        Number and name in ASCII.

    Examples
    --------
    >>> ascii_name(3, "武康大楼", 10)
    '3 WuKangDa'
    """
    mark = f"{number} "
    return f"{mark}{ascii_short(name, most - len(mark))}".strip()


def ascii_short(name: str, most: int) -> str:
    """Write a name in ASCII and cut it to a length.

    Parameters
    ----------
    name : str
        A name.
    most : int
        Characters at most.

    Returns
    -------
    str
        Letters, digits and a few signs; no half syllable at its end. Empty if nothing has a form in
        ASCII.

    Examples
    --------
    >>> ascii_short("镇宁路", 6)
    'Zhen'
    """
    word = _UNSAFE.sub("", ascii_text(name)).strip()
    if len(word) <= most:
        return word
    cut = word[:most]
    if word[most].islower():
        cut = _LAST_SYLLABLE.sub("", cut) or cut
    return cut.strip()


def short_names(quarter: Quarter) -> dict[str, str]:
    """Shorten the Chinese names of places so that their beginnings tell them apart.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    dict of str to str
        By id: without what stands in brackets at the end, and without a beginning shared with
        another place, such as the name of a city or an academy, if enough is left.
    """
    bare = {place.id: _BRACKETED.sub("", place.name_zh) for place in quarter.places}
    return {key: _without_shared(name, bare.values()) for key, name in bare.items()}


def _without_shared(name: str, names: Iterable[str]) -> str:
    """Leave off the longest Chinese beginning that another name has too."""
    han = _HAN.match(name)
    longest = 0
    for other in names:
        if other == name or han is None:
            continue
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False))
        shared = min(len(list(alike)), han.end())
        if shared > 1 and len(name) - shared >= _LEAST_LEFT:
            longest = max(longest, shared)
    return name[longest:]


def _spelled(han: str) -> str:
    """Spell Chinese characters, each syllable with a capital; those without a reading fall away."""
    for name, reading in _READINGS:
        if name in han:
            return reading.join(_spelled(part) for part in han.split(name))
    return "".join(part.capitalize() for part in lazy_pinyin(han, errors="ignore"))
