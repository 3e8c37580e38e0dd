"""What is kept of published routes in the repository, usable without installing. No units.

Imports planner and modules of routes.
"""

from datetime import datetime, time
from pathlib import Path

from planner.catalogue import PublishedRoute
from planner.no_route import NoRoute
from planner.plan import plan
from planner.published import edition_day, request_of
from planner.quarter import DATA, Quarter
from planner.route import Route
from routes.formats import written
from routes.products import Make, Subject

KEPT = Path(__file__).parent / "published"
"""Where the files of the embedded dataset are kept; those of another one are in its own folder."""


def kept_folder(folder: Path) -> Path:
    """Return the folder of the files kept of a dataset's published routes.

    Parameters
    ----------
    folder : Path
        The dataset's folder.

    Returns
    -------
    Path
        It need not be there yet.
    """
    return KEPT if folder.resolve() == DATA.resolve() else folder / "published"


def kept_route(quarter: Quarter, published: PublishedRoute) -> Route | NoRoute:
    """Plan a published route for its edition, so that it never changes with today's date.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    published : PublishedRoute
        The route.

    Returns
    -------
    Route or NoRoute
        Made at the first moment of the edition's month; the search is never cut off by a clock.

    Raises
    ------
    RequestError
        If it names something that is not there.
    """
    day = edition_day(published)
    now = datetime.combine(day, time(), quarter.zone)
    return plan(quarter, request_of(published, quarter, on=day), now=now, stop=lambda: False)


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


KEPT_PRODUCTS: dict[str, Make] = {"geojson": _kept("geojson"), "gpx": _kept("gpx")}
"""By the end of their names; without an address of the app, which may move."""
