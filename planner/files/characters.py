"""Texts and values as they may stand in a message: cut short, nothing invisible. No units.

Standard library only.
"""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

Spot = tuple[int | str, ...]
"""Where a value stands in a tree of lists and objects: indices and names from the top."""

DEEPEST = 32
"""Lists and objects within one another that a file may hold; ours need seven."""

_SHOWN = 60
"""Characters of a faulty value that are repeated in a message."""

_HIDDEN = {"Cc", "Cf", "Co", "Zl", "Zp"}
"""Unicode categories of what cannot be seen or printed: control, format, private use, separator."""

_REPLACEMENT = "\ufffd"
"""What a program writes for a character that it could not read."""


def shown(value: object) -> str:
    """Write a value as it stands in the file, shortened, for a message.

    Parameters
    ----------
    value : object
        Any value of JSON or TOML.

    Returns
    -------
    str
        At most about 60 characters; what cannot be seen is written as its code.

    Examples
    --------
    >>> shown(["a", None])
    '["a", null]'
    """
    if isinstance(value, str | list | dict) and len(value) > _SHOWN:
        value = _cut(value)
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (RecursionError, ValueError):
        text = "[[[…]]]"
    text = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return text if text.isprintable() else "".join(_visible(char) for char in text)


def bare(text: str) -> str:
    r"""Write a name for a message, as ``shown`` does but without quotes.

    Parameters
    ----------
    text : str
        A name from a file.

    Returns
    -------
    str
        The name, shortened, nothing invisible in it.

    Examples
    --------
    >>> print(bare("sim\u200b"))
    sim\u200b
    """
    return shown(text).strip('"')


def joined(where: str, path: Spot) -> str:
    """Add a field's path, such as ``poi.geojson: sim: options[0].dwell_min``.

    Parameters
    ----------
    where : str
        File and feature.
    path : tuple of int and str
        Where the field stands within the feature.

    Returns
    -------
    str
        File, feature and field.
    """
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{bare(part)}" for part in path)
    return f"{where}: {text.removeprefix('.')}" if text else where


def unprintable(value: object, path: Spot = ()) -> Iterator[tuple[str, Spot, dict[str, Any]]]:
    """Find texts that cannot be stored, seen or printed, and nesting without end.

    Parameters
    ----------
    value : object
        Values of JSON or TOML.
    path : tuple of int and str, optional
        Where the value stands.

    Yields
    ------
    tuple of str, tuple and dict
        Code of the fault, where, and its values; one a text.
    """
    if isinstance(value, str):
        if not value.isprintable() or _REPLACEMENT in value:
            yield from _hidden(value, path)
    elif len(path) > DEEPEST:
        if isinstance(value, dict | list):
            yield "too_deep", path[:2], {"levels": DEEPEST}
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _hidden(key, (*path, key)) if not key.isprintable() else ()
            yield from unprintable(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from unprintable(part, (*path, index))


def _hidden(text: str, path: Spot) -> Iterator[tuple[str, Spot, dict[str, Any]]]:
    """Name the first character of a text that has no place in it."""
    for index, char in enumerate(text, 1):
        category = unicodedata.category(char)
        if category == "Cs":
            yield "bad_character", path, {}
        elif (category in _HIDDEN and char != "\n") or char == _REPLACEMENT:
            yield "hidden_character", path, {"position": index, "char": f"U+{ord(char):04X}"}
        else:
            continue
        return


def _visible(char: str) -> str:
    """Write a character, or its code if it cannot be seen."""
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - 4 digits


def _cut(value: Any) -> Any:  # noqa: ANN401 - a text, a list or an object
    """Keep what a message can show of a large value."""
    return dict(list(value.items())[:_SHOWN]) if isinstance(value, dict) else value[: _SHOWN + 1]
