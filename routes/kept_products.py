"""The files kept of published routes in the repository, usable without installing. No units.

Imports planner and modules of routes.
"""

from pathlib import Path

from planner.quarter import Quarter
from routes.dayclock_make import clock_text, make_day_clock
from routes.formats import written
from routes.kept import kept_folder
from routes.products import Make, Subject


def outdated(quarter: Quarter) -> tuple[Path, ...]:
    """List the kept files that no published route makes any more.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    tuple of Path
        In order; only such files as ``KEPT_PRODUCTS`` makes.
    """
    folder = kept_folder(quarter.folder)
    ours = {f"{route.id}.{name}" for route in quarter.published for name in KEPT_PRODUCTS}
    found = (path for name in KEPT_PRODUCTS for path in folder.glob(f"*.{name}"))
    return tuple(sorted(path for path in found if path.name not in ours))


def _kept(name: str) -> Make:
    """Return the maker of a kept file; names in it are Chinese, or in both languages."""

    def make(subject: Subject) -> tuple[str, bytes]:
        return f"{subject.stem}.{name}", written(name, subject.walk("zh"))

    return make


def _clock(subject: Subject) -> tuple[str, bytes]:
    """Plan the route through the day."""
    quarter = subject.quarter
    clock = make_day_clock(quarter, quarter.published_by_id[subject.stem])
    return f"{subject.stem}.clock.json", clock_text(clock).encode()


KEPT_PRODUCTS: dict[str, Make] = {
    "geojson": _kept("geojson"),
    "gpx": _kept("gpx"),
    "clock.json": _clock,
}
"""By the end of their names; without an address of the app, which may move."""
