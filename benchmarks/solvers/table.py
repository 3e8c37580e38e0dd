"""The table of all runs: one row an instance and solver, kept sorted, written after each run."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from planner.files.atomic import replace_file

FIELDS = (
    "family", "instance", "solver", "seconds_allowed", "value", "bound", "proved", "seconds",
    "best_known", "version", "problem",
)  # fmt: skip
KEY = FIELDS[:4]
Key = tuple[str, ...]
TABLE = Path(__file__).parent.parent / "solver.csv"


@dataclass(slots=True)
class Table:
    """Rows by instance, solver and time allowed.

    Parameters
    ----------
    path : Path, optional
        The file.
    rows : dict, optional
        Rows by key.
    """

    path: Path = TABLE
    rows: dict[Key, dict[str, str]] = field(default_factory=dict)

    def load(self) -> "Table":
        """Read the file if there is one.

        Returns
        -------
        Table
            This table.
        """
        if self.path.exists():
            with self.path.open(encoding="utf-8", newline="") as file:
                self.rows = {tuple(row[k] for k in KEY): row for row in csv.DictReader(file)}
        return self

    def has(self, row: dict[str, object]) -> bool:
        """Whether a run stands in the table, of the same problem by the same version of its solver.

        Parameters
        ----------
        row : dict
            With the key, the version and the problem.

        Returns
        -------
        bool
            Whether it can be skipped.
        """
        found = self.rows.get(tuple(str(row[k]) for k in KEY))
        return found is not None and all(found[k] == row[k] for k in ("version", "problem"))

    def proved(self, family: str, instance: str) -> bool:
        """Whether our solver has proved an instance in some run that stands in the table.

        Parameters
        ----------
        family, instance : str
            Which.

        Returns
        -------
        bool
            Whether a longer run can be spared.
        """
        return any(
            row["proved"] == "1" and row["solver"] == "citywalk"
            for key, row in self.rows.items()
            if key[:2] == (family, instance)
        )

    def add(self, row: dict[str, object]) -> None:
        """Put a row in the place of an older one and write the file.

        Parameters
        ----------
        row : dict
            With all fields.
        """
        text = {name: str(row[name]) for name in FIELDS}
        self.rows[tuple(text[k] for k in KEY)] = text
        lines = [FIELDS, *(tuple(self.rows[key].values()) for key in sorted(self.rows))]
        body = "\n".join(",".join(_quoted(cell) for cell in line) for line in lines) + "\n"
        replace_file(self.path, lambda file: file.write(body.encode()))


def _quoted(cell: str) -> str:
    """Write a cell of a CSV file."""
    return f'"{cell}"' if "," in cell else cell
