"""Replaces a dataset's street extract by live OpenStreetMap data, whole or not at all.

Units: kilometres; (lon, lat) WGS-84. Imports planner.streets (OSMnx: slow).
"""

import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.dataset import load_description
from planner.errors import CitywalkError, ExtractError, Fault
from planner.files.atomic import replace_file
from planner.streets.compare import walkable_km
from planner.streets.extract import read_extract
from planner.streets.fetch import Progress, Server, download
from planner.streets.overpass import Box, file_box, write_answers

LEAST_SHARE = 0.5
"""Fewer kilometres than this share of the present ones look like a broken answer or a wrong box."""

LONGEST_DEG = 0.3
"""Longest side of a box, some 30 km: ten times a quarter's length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What was replaced: kilometres before (None if there was no extract) and after.

    ``previous`` is where the former extract is kept; ``overlay_out`` tells whether the redrawn
    streets were taken out of the dataset.
    """

    extract: Path
    previous: Path | None
    box: Box
    before_km: float | None
    after_km: float
    map_date: str
    overlay_out: bool


def renew_streets(
    folder: Path,
    box: Box | None,
    server: Server,
    *,
    progress: Progress,
    force: bool = False,
    keep_overlay: bool = False,
) -> Renewal:
    """Download the streets of a dataset anew.

    Parameters
    ----------
    folder : Path
        The dataset.
    box : Box or None
        West, south, east, north; None for the box of the present extract.
    server : Server
        Whom to ask.
    progress : Progress
        Told at each step.
    force : bool, optional
        Take an answer with far fewer streets than there are now.
    keep_overlay : bool, optional
        Leave the redrawn streets in the dataset. They stand for streets that the former extract
        lacked; live data has those, and they would be there twice.

    Returns
    -------
    Renewal
        What was done.

    Raises
    ------
    CitywalkError
        If the download fails or is implausible; the dataset is as it was.
    """
    description = load_description(folder)
    target = folder / description.extract
    before_km = walkable_km(read_extract(target)) if target.is_file() else None
    box = file_box(target) if box is None else box
    answers = download(box, server, progress=progress)
    with tempfile.TemporaryDirectory() as work:
        fresh = Path(work) / target.name
        progress("fetch_checking")
        write_answers(answers, box, fresh)
        extract = read_extract(fresh)
        after_km = walkable_km(extract)
        if before_km is not None and after_km < LEAST_SHARE * before_km and not force:
            values: dict[str, object] = {"new": f"{after_km:.1f}", "old": f"{before_km:.1f}"}
            raise ExtractError([Fault("fetch_small", target.name, values)])
        content = fresh.read_bytes()
    previous = _keep(target) if target.is_file() else None
    replace_file(target, lambda file: file.write(content))
    # Should this second write fail, the dataset is whole: new streets, redrawn ones still there.
    out = description.overlay is not None and not keep_overlay
    if out:
        _take_out_overlay(folder / "dataset.toml")
    return Renewal(
        extract=target,
        previous=previous,
        box=box,
        before_km=before_km,
        after_km=after_km,
        map_date=extract.map_date,
        overlay_out=out,
    )


def read_box(text: str) -> Box:
    """Read ``W,S,E,N``.

    Parameters
    ----------
    text : str
        Four numbers in degrees: west, south, east, north.

    Returns
    -------
    Box
        The box.

    Raises
    ------
    CitywalkError
        If it is no box on earth.

    Examples
    --------
    >>> read_box("121.40,31.19,121.44,31.23")
    (121.4, 31.19, 121.44, 31.23)
    """
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = 0.0
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - degrees
        raise CitywalkError([Fault("box_unreadable", "--bbox", {"value": text})])
    return west, south, east, north


def check_size(box: Box, where: str) -> None:
    """Refuse a box that is no quarter: it would burden the server and this machine.

    Parameters
    ----------
    box : Box
        West, south, east, north.
    where : str
        The option it came from, for the fault.

    Raises
    ------
    CitywalkError
        If a side is longer than ``LONGEST_DEG``.
    """
    west, south, east, north = box
    if east - west > LONGEST_DEG or north - south > LONGEST_DEG:
        values: dict[str, object] = {"box": ",".join(f"{edge:.4f}" for edge in box)}
        raise CitywalkError([Fault("box_large", where, values)])


def _keep(target: Path) -> Path:
    """Copy the former extract aside, for comparing and going back."""
    previous = target.parent / ".cache" / f"previous-{target.name}"
    previous.parent.mkdir(exist_ok=True)
    content = target.read_bytes()
    replace_file(previous, lambda file: file.write(content))
    return previous


def _take_out_overlay(path: Path) -> None:
    """Turn the line that names the overlay into a comment."""
    text = path.read_text("utf-8")
    today = date.today().isoformat()  # noqa: DTZ011 - the day on the user's clock, in a comment
    note = f"# taken out on {today}, when live OSM data was fetched: "
    changed = re.sub(r"(?m)^(?=overlay\s*=)", note, text)
    replace_file(path, lambda file: file.write(changed.encode()))
