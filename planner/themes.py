"""Themes of walks: themes.toml; a place keeps its own scores. No units.

Imports planner.files.datafile, planner.files.fields and planner.errors.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter

from planner.errors import DatasetError, Fault
from planner.files.datafile import read_tables
from planner.files.fields import LINE, STRICT, checked

Text = Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme: names, promise in one line, and a colour dark enough to carry white numbers."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: Annotated[str, Field(pattern=r"^[a-z]+$", max_length=40)]
    name_zh: Text
    name_en: Text
    promise_zh: Text
    promise_en: Text
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
    for where, table in read_tables(path, faults, code="not_a_table"):
        theme = checked(_THEME, table, where, faults)
        if theme is not None:
            themes.append(theme)
    if not themes and not faults:
        faults.append(Fault("no_themes", path.name))
    if faults:
        raise DatasetError(faults)
    return tuple(themes)
