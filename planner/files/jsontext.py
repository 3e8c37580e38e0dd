"""Changes single values in the text of a JSON file and leaves every other character as it is.

Standard library only.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A name and its value in the text of an object: indices of the first and past the last."""

    name: str
    name_at: int
    name_end: int
    at: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """New text for the characters from ``at`` up to ``end``; equal, it is put in between."""

    at: int
    end: int
    text: str


def items(text: str, at: int) -> Iterator[tuple[Any, int, int]]:
    """List the values of a list.

    Parameters
    ----------
    text : str
        Text of valid JSON.
    at : int
        Where the list's bracket stands.

    Yields
    ------
    tuple of object, int and int
        A value, where its text begins, and where it ends.

    Examples
    --------
    >>> list(items("[1, null]", 0))
    [(1, 1, 2), (None, 4, 8)]
    """
    at = _skip(text, at + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield value, at, end
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at


def members(text: str, at: int) -> dict[str, Member]:
    """List the members of an object.

    Parameters
    ----------
    text : str
        Text of valid JSON.
    at : int
        Where the object's brace stands.

    Returns
    -------
    dict of str to Member
        In the order of the text.
    """
    found: dict[str, Member] = {}
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, name_end = _DECODER.raw_decode(text, at)
        value_at = _skip(text, _skip(text, name_end) + 1)
        value, end = _DECODER.raw_decode(text, value_at)
        found[name] = Member(
            name=name, name_at=at, name_end=name_end, at=value_at, end=end, value=value
        )
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return found


def set_members(text: str, at: int, new: dict[str, Any]) -> list[Change]:
    """Plan new values for some members of an object; a missing one is added at its end.

    Parameters
    ----------
    text : str
        Text of valid JSON.
    at : int
        Where the object's brace stands; it has one member at least.
    new : dict of str to object
        Values by name: texts, numbers or None.

    Returns
    -------
    list of Change
        What to replace and to add, spaced as the object is; a value that stays is left out.
    """
    there = members(text, at)
    changes = [
        Change(at=there[name].at, end=there[name].end, text=written(value))
        for name, value in new.items()
        if name in there and there[name].value != value
    ]
    first, *others = there.values()
    last = others[-1] if others else first
    colon = text[first.name_end : first.at]
    blank = text[at + 1 : first.name_at] or (" " if colon.endswith(" ") else "")
    gap = text[first.end : others[0].name_at] if others else f",{blank}"
    added = "".join(
        f"{gap}{written(name)}{colon}{written(value)}"
        for name, value in new.items()
        if name not in there
    )
    return [*changes, Change(at=last.end, end=last.end, text=added)] if added else changes


def applied(text: str, changes: list[Change]) -> str:
    """Make changes to a text.

    Parameters
    ----------
    text : str
        The text.
    changes : list of Change
        Apart from one another.

    Returns
    -------
    str
        The new text.

    Examples
    --------
    >>> text = '{"a": 1, "b": {"c":2}}'
    >>> applied(text, set_members(text, 0, {"a": None, "d": "e"}))
    '{"a": null, "b": {"c":2}, "d": "e"}'
    """
    for change in sorted(changes, key=lambda change: change.at, reverse=True):
        text = text[: change.at] + change.text + text[change.end :]
    return text


def written(value: object) -> str:
    """Write a plain value as JSON.

    Parameters
    ----------
    value : object
        A text, number or None.

    Returns
    -------
    str
        Its text; characters beyond ASCII as they are.
    """
    return json.dumps(value, ensure_ascii=False)


def _skip(text: str, at: int) -> int:
    """Return where the next character that is no blank stands."""
    found = _BLANK.match(text, at)
    return found.end() if found else at
