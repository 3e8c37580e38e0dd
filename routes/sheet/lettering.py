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
        Every character that is missing, by code point and name, with where it stands.
    """
    faults = []
    for where, text in texts:
        for char in missing(text):
            name = unicodedata.name(char, "")
            faults.append(
                Fault("letter_missing", where, {"code": f"U+{ord(char):04X}", "name": name})
            )
    if faults:
        raise LetterError(faults)
