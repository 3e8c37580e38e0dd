"""Where the files kept of published routes are, and for which day they are planned. No units.

Imports planner.
"""

from datetime import date, datetime, time
from pathlib import Path

from planner.catalogue import PublishedRoute
from planner.no_route import NoRoute
from planner.plan import plan
from planner.published import edition_day, request_of
from planner.quarter import DATA, Quarter
from planner.route import Route

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


def kept_route(
    quarter: Quarter, published: PublishedRoute, *, on: date | None = None
) -> Route | NoRoute:
    """Plan a published route for its edition, so that it never changes with today's date.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    published : PublishedRoute
        The route.
    on : date, optional
        Plan for the first plain day from then on; from the first of the edition's month if not
        given.

    Returns
    -------
    Route or NoRoute
        Made at the first moment of ``on``; the search is never cut off by a clock.

    Raises
    ------
    RequestError
        If it names something that is not there.
    """
    day = on or edition_day(published)
    now = datetime.combine(day, time(), quarter.zone)
    return plan(quarter, request_of(published, quarter, on=day), now=now, stop=lambda: False)
