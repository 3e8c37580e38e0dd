"""What a dataset folder is: its quarter, time zone, country and files. No units.

Imports planner.files.datafile, planner.files.fields and planner.errors.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ConfigDict, Field, TypeAdapter

from planner.errors import DatasetError, Fault
from planner.files.datafile import read_toml
from planner.files.fields import LINE, STRICT, checked

Text = Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A quarter in words and the names of its files, all in the same folder.

    ``extract`` is the OpenStreetMap file; ``overlay`` (None if there is none) holds redrawn
    streets that are not OSM; ``catalogue`` (None if there is none) holds the published routes;
    ``compiled`` is the day on which the published sources were read; ``country`` is an ISO code.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name_zh: Text
    name_en: Text
    timezone: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    places: FileName
    themes: FileName
    starts: FileName
    boundary: FileName
    extract: FileName
    overlay: FileName | None = None
    rails: FileName | None = None
    catalogue: FileName | None = None
    attribution: Text
    attribution_url: Text
    compiled: date

    def street_files(self, folder: Path) -> tuple[Path, Path | None]:
        """Return the files of which the walking network is made.

        Parameters
        ----------
        folder : Path
            The dataset's folder.

        Returns
        -------
        tuple of Path and Path or None
            The extract; the overlay, if there is one.
        """
        overlay = None if self.overlay is None else folder / self.overlay
        return folder / self.extract, overlay


_DESCRIPTION = TypeAdapter(Description)


def load_description(path: Path) -> Description:
    """Read ``dataset.toml``.

    Parameters
    ----------
    path : Path
        The file, or the folder that holds it.

    Returns
    -------
    Description
        What the folder holds. That the files exist is checked by whoever opens them.

    Raises
    ------
    DatasetError
        If anything is wrong with the file: every fault at once, each with its field.
    """
    file = path / "dataset.toml" if path.is_dir() else path
    faults: list[Fault] = []
    description = checked(_DESCRIPTION, read_toml(file), file.name, faults)
    if description is None:
        raise DatasetError(faults)
    try:
        ZoneInfo(description.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        value: dict[str, object] = {"value": description.timezone}
        raise DatasetError([Fault("zone_unknown", f"{file.name}: timezone", value)]) from None
    return description
