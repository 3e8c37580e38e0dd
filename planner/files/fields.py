"""Values of a file checked against a dataclass, faults in our own words. No units.

Imports planner.files.characters and planner.errors.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import Fault
from planner.files.characters import bare, joined, shown, unprintable
from planner.files.nearest import nearest

STRICT = ConfigDict(extra="forbid", strict=True)
"""How the dataclasses of the dataset are checked: no unknown field, no silent change of type."""

T = TypeVar("T")

LINE = r"^\S([^\n]*\S)?$"
"""Pattern of a text of one line: no blank at its ends, no line break."""

PROSE = r"^\S([\s\S]*\S)?$"
"""Pattern of a text that may have paragraphs: no blank at its ends."""

_PATTERNS = {
    LINE: "text_line",
    PROSE: "text_line",
    r"^https?://[^\s<>\"']+$": "bad_website",
    "^[a-z0-9][a-z0-9-]*$": "bad_id",
    "^[a-z]+$": "bad_theme_id",
    r"^([01]\d|2[0-3]):[0-5]\d$": "bad_clock",
    r"^20\d\d-(0[1-9]|1[0-2])$": "bad_edition",
    "^#[0-9a-f]{6}$": "bad_colour",
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$": "bad_partial_date",
    "^[A-Za-z0-9_][A-Za-z0-9_.-]*$": "bad_file_name",
    "^[A-Z]{2}$": "bad_country",
}

_CODES = {
    "missing": "field_missing",
    "missing_keyword_only_argument": "field_missing",
    "unexpected_keyword_argument": "field_unknown",
    "extra_forbidden": "field_unknown",
    "string_too_short": "text_empty",
    "string_too_long": "text_too_long",
    "greater_than_equal": "number_too_small",
    "less_than_equal": "number_too_large",
    "literal_error": "not_allowed",
    "too_short": "list_empty",
    "date_from_datetime_parsing": "bad_date",
    "date_parsing": "bad_date",
    "date_type": "bad_date",
}

_AXES: dict[tuple[int | str, ...], int] = {("lon",): 0, ("lat",): 1}
"""Where two fields of the dataclasses stand in a point's coordinates."""

_ODD = re.compile(r"\ufffd|\\[^\"\\]|[\[{]\s*[\[{]\s*[\[{]")
"""In the text of JSON: an escape other than that of a quote or a backslash, or deep nesting."""

_KINDS = {
    "string": {"zh": "文字", "en": "a text"},
    "int": {"zh": "整数", "en": "a whole number"},
    "float": {"zh": "数字", "en": "a number"},
    "bool": {"zh": "true 或 false", "en": "true or false"},
    "tuple": {"zh": "列表 […]", "en": "a list […]"},
    "list": {"zh": "列表 […]", "en": "a list […]"},
    "dict": {"zh": "对象 {…}", "en": "an object {…}"},
    "dataclass": {"zh": "对象 {…}", "en": "an object {…}"},
}


def checked(adapter: TypeAdapter[T], data: object, where: str, faults: list[Fault]) -> T | None:
    """Turn what was read into a dataclass, or gather what is wrong with it.

    Parameters
    ----------
    adapter : TypeAdapter
        The type wanted.
    data : object
        Values of JSON or TOML.
    where : str
        File and feature, for the faults.
    faults : list of Fault
        Where faults are added.

    Returns
    -------
    object or None
        The checked value; None if there was a fault.
    """
    text = _written(data)
    try:
        if text is not None:
            return adapter.validate_json(text, strict=True)
    except ValidationError as err:
        details = err.errors(include_url=False)
        if details[0]["type"] != "json_invalid":  # which is overdeep here
            faults.extend(_fault(detail, where) for detail in details if not _follows(detail))
            return None
    faults.extend(Fault(code, _where(where, loc), more) for code, loc, more in unprintable(data))
    return None


def one_language(record: object, name: str, prefix: str) -> Iterator[Fault]:
    """Yield a fault if a text is given in one language only.

    Parameters
    ----------
    record : object
        Has the attributes ``<name>_zh`` and ``<name>_en``, texts or None.
    name : str
        The text's name.
    prefix : str
        What stands before the field in the fault's ``where``.

    Yields
    ------
    Fault
        At most one.
    """
    empty = [field for field in (f"{name}_zh", f"{name}_en") if getattr(record, field) is None]
    if len(empty) == 1:
        given = f"{name}_en" if empty[0].endswith("_zh") else f"{name}_zh"
        yield Fault("language_missing", prefix + empty[0], {"missing": empty[0], "given": given})


def _written(data: object) -> str | None:
    """Write values as JSON; None if a text in them cannot be printed, or they are overdeep.

    The whole is looked at first, since nearly always nothing is wrong and the walk is slow.
    """
    try:
        text = json.dumps(data, ensure_ascii=False, default=str)
    except RecursionError:
        return None
    plain = text.isprintable() and not _ODD.search(text)
    return text if plain or next(unprintable(data), None) is None else None


def _follows(detail: ErrorDetails) -> bool:
    """Tell whether a list counts as empty only since what stands in it is wrong."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _fault(detail: ErrorDetails, where: str) -> Fault:
    """Say one of pydantic's errors in our own words."""
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    at = _where(where, loc)
    values: dict[str, object] = {"value": shown(detail["input"])}
    code = _CODES.get(kind)
    if code in {"field_missing", "field_unknown"}:
        values = {"name": bare(str(loc[-1])) if loc else ""}
        if code == "field_unknown":
            values |= {"value": shown(detail["input"])}
    elif kind == "string_pattern_mismatch":
        code = _PATTERNS.get(context["pattern"])
    elif kind == "literal_error":
        allowed = str(context["expected"])
        values |= {"allowed": allowed, "nearest": _nearest(detail["input"], allowed)}
    elif code is None and kind.removesuffix("_type") in _KINDS:
        code = "wrong_type"
        values |= {"wanted": _KINDS[kind.removesuffix("_type")]}
    if code in {"number_too_small", "number_too_large"} and not math.isfinite(detail["input"]):
        code = "not_finite"
    for bound in ("ge", "le", "max_length"):
        if bound in context:
            values["bound"] = context[bound]
    return Fault(code or "value_invalid", at, values)


def _where(where: str, loc: tuple[int | str, ...]) -> str:
    """Write a field's path; longitude and latitude stand in the geometry."""
    return joined(where, ("geometry", "coordinates", _AXES[loc]) if loc in _AXES else loc)


def _nearest(value: object, allowed: str) -> str:
    """Pick the allowed word nearest to the one that was written."""
    return nearest(str(value), re.findall(r"'([^']*)'", allowed))
