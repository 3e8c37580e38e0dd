"""The lines of an instance file, and the numbers in them. No units.

Imports planner.textfile and planner.errors.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from planner.characters import bare
from planner.errors import Fault
from planner.instances.instance import InstanceError
from planner.textfile import read_text

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{0,9})?")
_SHOWN = 30
"""Characters of a faulty field that are repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line that is not blank.

    Parameters
    ----------
    file : str
        Name of its file.
    line : int
        Its number, from 1.
    fields : tuple of str
        What stands between blanks, or between semicolons if there is one.
    """

    file: str
    line: int
    fields: tuple[str, ...]

    def fault(self, code: str, **values: object) -> InstanceError:
        """Make the error that something is wrong in this line.

        Parameters
        ----------
        code : str
            Of the fault.
        **values : object
            Its values besides ``line``.

        Returns
        -------
        InstanceError
            To be raised.
        """
        return InstanceError(
            [Fault(code, f"{self.file}:{self.line}", {"line": self.line, **values})]
        )

    def expect(self, count: int) -> None:
        """Look at the number of fields.

        Parameters
        ----------
        count : int
            How many there have to be.

        Raises
        ------
        InstanceError
            If there are more or fewer.
        """
        if len(self.fields) != count:
            raise self.fault("instance_fields", found=len(self.fields), count=count)

    def number(self, field: int) -> Fraction:
        """Read a decimal number.

        Parameters
        ----------
        field : int
            Which field, from 0; negative from the end.

        Returns
        -------
        Fraction
            Exactly what is written.

        Raises
        ------
        InstanceError
            If it is none.
        """
        text = self.fields[field]
        if not _NUMBER.fullmatch(text):
            raise self.fault("instance_number", value=bare(text[:_SHOWN]))
        return Fraction(text.rstrip("."))

    def whole(self, field: int, *, times: int = 1, least: int | None = None) -> int:
        """Read a number that is whole, or is so once multiplied.

        Parameters
        ----------
        field : int
            Which field, from 0; negative from the end.
        times : int, optional
            Ticks in one unit.
        least : int, optional
            The smallest that is possible.

        Returns
        -------
        int
            The number times ``times``.

        Raises
        ------
        InstanceError
            If it is no number, too fine, or too small.
        """
        value = self.number(field) * times
        shown = bare(self.fields[field])
        if value.denominator > 1:
            raise self.fault("instance_fraction", value=shown, step=f"{1 / times:g}")
        if least is not None and value < least:
            raise self.fault("instance_low", value=shown, least=least)
        return int(value)


def read_rows(path: Path) -> list[Row]:
    """Read the lines of a file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of Row
        Those that are not blank.

    Raises
    ------
    DatasetError
        If the file cannot be read.
    """
    return [
        Row(file=path.name, line=number, fields=_fields(line))
        for number, line in enumerate(read_text(path).splitlines(), 1)
        if line.strip()
    ]


def _fields(line: str) -> tuple[str, ...]:
    """Take a line apart; a semicolon at its end begins no further field."""
    if ";" not in line:
        return tuple(line.split())
    return tuple(field.strip() for field in line.strip().removesuffix(";").split(";"))
