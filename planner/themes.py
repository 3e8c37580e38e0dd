"""Themes of walks: themes.toml; a place keeps its own scores. No units.

Imports planner.datafile, planner.fields and planner.errors.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter

from planner.datafile import read_toml
from planner.errors import DatasetError, Fault
from planner.fields import STRICT, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme: names, promise in one line, and a colour dark enough to carry white numbers."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: Annotated[str, Field(pattern=r"^[a-z]+$")]
    name_zh: Annotated[str, Field(min_length=1)]
    name_en: Annotated[str, Field(min_length=1)]
    promise_zh: Annotated[str, Field(min_length=1)]
    promise_en: Annotated[str, Field(min_length=1)]
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


_THEME = TypeAdapter(Theme)


def load_themes(path: Path) -> tuple[Theme, ...]:
    """Read the themes of a quarter.

    Parameters
    ----------
    path : Path
        A TOML file with one table a theme, named by the theme's id.

    Returns
    -------
    tuple of Theme
        In the file's order.

    Raises
    ------
    DatasetError
        If anything is wrong with the file: every fault at once, each with theme and field.
    """
    faults: list[Fault] = []
    themes: list[Theme] = []
    tables = read_toml(path)
    for name, table in tables.items():
        where = f"{path.name}: {name}"
        if not isinstance(table, dict):
            faults.append(Fault("not_a_table", where, {"name": name}))
            continue
        if "id" in table:
            faults.append(Fault("field_unknown", f"{where}: id", {"name": "id", "value": name}))
            continue
        theme = checked(_THEME, {**table, "id": name}, where, faults)
        if theme is not None:
            themes.append(theme)
    if not tables:
        faults.append(Fault("no_themes", path.name))
    if faults:
        raise DatasetError(faults)
    return tuple(themes)
