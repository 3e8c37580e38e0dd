"""Which characters the shipped fonts hold, so that none is ever printed as an empty box. No units.

Imports planner.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from planner.errors import CitywalkError, Fault

FONTS = Path(__file__).parent / "fonts"
"""The folder of the shipped fonts (README.md there)."""
FAMILY = "Noto Sans CJK SC"

_AROUND = 12
"""So many characters before and after one that is missing are told with it."""
_LAYOUT = {"\n", "\t"}
"""Characters that set no glyph."""


class LetterError(CitywalkError):
    """A text holds characters that the shipped fonts do not have."""


@cache
def coverage() -> frozenset[int]:
    """Read which code points both fonts have.

    Returns
    -------
    frozenset of int
        Unicode code points.
    """
    codes: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text("utf-8").split():
        low, _, high = line.partition("-")
        codes |= set(range(int(low, 16), int(high or low, 16) + 1))
    return frozenset(codes)


def missing(text: str) -> Iterator[str]:
    """Yield the characters of a text that cannot be printed, each once.

    Parameters
    ----------
    text : str
        Plain text.

    Yields
    ------
    str
        One character.
    """
    for char in dict.fromkeys(text):
        if char not in _LAYOUT and ord(char) not in coverage():
            yield char


def check_letters(texts: Iterable[tuple[str, str]]) -> None:
    """Refuse texts that could not be printed whole.

    Parameters
    ----------
    texts : iterable of tuple of str
        Where a text stands (a place's id, a field, an option) and the text.

    Raises
    ------
    LetterError
        Every character that is missing, by code point and name, where it stands first.
    """
    faults: dict[str, Fault] = {}
    for where, text in texts:
        for char in missing(text):
            name = unicodedata.name(char, "")
            values: dict[str, object] = {"code": f"U+{ord(char):04X}", "name": name}
            values |= {"char": char, "text": _around(text, char)}
            faults.setdefault(char, Fault("letter_missing", where, values))
    if faults:
        raise LetterError(faults.values())


def _around(text: str, char: str) -> str:
    """Cut out the few words in which a character stands."""
    at = text.index(char)
    low, high = max(0, at - _AROUND), at + 1 + _AROUND
    return f"{'…' if low else ''}{text[low:high]}{'…' if high < len(text) else ''}"
