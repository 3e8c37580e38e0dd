"""JSON of which nothing is passed over in silence: no key twice, no number that is none. No units.

Imports planner.files.characters.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.files.characters import DEEPEST, Spot, bare

_LONGEST_WHOLE = 18
"""Digits of a whole number that any reader of JSON keeps exactly, and more than we need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that JSON or we do not allow: the fault's code, where it stands, its values."""

    code: str
    path: Spot
    values: dict[str, object]


def parse(text: str) -> tuple[Any, tuple[Trouble, ...]]:
    """Read JSON.

    Parameters
    ----------
    text : str
        The text.

    Returns
    -------
    tuple of object and tuple of Trouble
        What it holds; keys written twice and numbers that are not finite or overlong.

    Raises
    ------
    json.JSONDecodeError
        If it is not JSON.
    RecursionError
        If lists and objects are nested without end.

    Examples
    --------
    >>> parse('{"a": [NaN]}')[1][0].path
    ('a', 0)
    """
    twice: list[tuple[dict[str, Any], list[str]]] = []
    odd = False

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice.append((found, sorted({key for key in keys if keys.count(key) > 1})))
        return found

    def whole(digits: str) -> int | float:
        return int(digits) if len(digits) <= _LONGEST_WHOLE else number(math.inf)

    def number(value: float | str) -> float:
        nonlocal odd
        found = float(value)
        odd = odd or not math.isfinite(found)
        return found

    data = json.loads(
        text, object_pairs_hook=unique, parse_int=whole, parse_float=number, parse_constant=number
    )
    if not twice and not odd:
        return data, ()
    return data, tuple(_troubles(data, (), {id(found): keys for found, keys in twice}))


def _troubles(value: object, path: Spot, twice: dict[int, list[str]]) -> Iterator[Trouble]:
    """Walk the tree and name what is wrong where it stands."""
    if isinstance(value, float) and not math.isfinite(value):
        yield Trouble(code="not_finite", path=path, values={})
    if len(path) > DEEPEST:
        return
    if isinstance(value, dict):
        for key in twice.get(id(value), ()):
            yield Trouble(code="key_twice", path=(*path, key), values={"name": bare(key)})
        for key, part in value.items():
            yield from _troubles(part, (*path, key), twice)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _troubles(part, (*path, index), twice)
