"""Whether each published route can still be walked: planned as its kept files are. No units.

Imports planner.
"""

from collections.abc import Iterator
from datetime import datetime, time

from planner.errors import Fault
from planner.no_route import NoRoute
from planner.plan import plan
from planner.published import edition_day, request_of
from planner.quarter import Quarter
from planner.words import LANGS


def unwalkable(quarter: Quarter, *, file: str) -> Iterator[Fault]:
    """Yield the published routes that give no walk.

    Parameters
    ----------
    quarter : Quarter
        The quarter, its files without fault.
    file : str
        Name of the file of published routes.

    Yields
    ------
    Fault
        The route, and why.
    """
    for published in quarter.published:
        day = edition_day(published)
        now = datetime.combine(day, time(), quarter.zone)
        route = plan(quarter, request_of(published, quarter, on=day), now=now, stop=lambda: False)
        if isinstance(route, NoRoute):
            told = {
                name: {lang: getattr(route.fault, name)(lang) for lang in LANGS}
                for name in ("message", "hint")
            }
            values = {"why": told["message"], "mend": told["hint"]}
            yield Fault("published_no_walk", f"{file}: {published.id}", values)
