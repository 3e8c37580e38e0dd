"""A slot of a published route's day as what the map draws, with nothing planned.

Points are [lat, lon] WGS-84. Imports planner and modules of routes.
"""

from datetime import datetime, time, timedelta
from typing import Any

from planner.catalogue import PublishedRoute
from planner.places import OPTION_WEIGHT
from planner.published import edition_day, request_of
from planner.quarter import Quarter
from planner.resolve import resolve
from planner.route import Stop
from planner.words import Lang
from routes.dayclock import ClockStop, Slot
from routes.drawing import points
from routes.mapfile import stretches_of


def clock_drawing(
    quarter: Quarter, published: PublishedRoute, slot: Slot, lang: Lang
) -> dict[str, Any] | None:
    """Return what ``cityroute.js`` draws of a departure.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    published : PublishedRoute
        The route.
    slot : Slot
        A departure of its day (``routes.dayclock.day_clock``).
    lang : {"zh", "en"}
        Language of the names.

    Returns
    -------
    dict or None
        As ``routes.drawing.drawing`` of the planned route, without moving the map; None where
        nothing can be walked.
    """
    if slot.walk is None:
        return None
    walk = slot.walk
    request = request_of(published, quarter, on=edition_day(published))
    trip = resolve(quarter, request)
    at = datetime.combine(request.at, time.fromisoformat(slot.clock), quarter.zone)
    stops = [
        _stop(quarter, published, stop, number, at) for number, stop in enumerate(walk.stops, 1)
    ]
    along = stretches_of(quarter, (stop.id for stop in stops))
    end = None if published.end in (None, published.start) else trip.end
    return {
        "colour": quarter.theme_by_id[published.theme].colour,
        "runs": [
            {
                "path": [[lat, lon] for lon, lat in run.path],
                "redrawn": run.redrawn,
                "leg": number,
            }
            for number, part in enumerate(walk.parts)
            for run in part
            if len(run.path) > 1
        ],
        **points(stops, trip.start, end, lang, along),
        "cards": [],
        "fit": None,
    }


def _stop(
    quarter: Quarter, published: PublishedRoute, stop: ClockStop, number: int, at: datetime
) -> Stop:
    """Write a stop as a route has it; how late one may be is not kept."""
    place = quarter.place_by_id[stop.id]
    if place.lon is None or place.lat is None:
        raise ValueError(place.id)
    return Stop(
        id=place.id,
        name_zh=place.name_zh,
        name_en=place.name_en,
        number=number,
        option=stop.option,
        arrive=at + timedelta(seconds=stop.arrive_s),
        start=at + timedelta(seconds=stop.start_s),
        leave=at + timedelta(seconds=stop.leave_s),
        slack_s=None,
        wait_s=stop.start_s - stop.arrive_s,
        prize=place.themes.get(published.theme, 0) * OPTION_WEIGHT[stop.option],
        lon=place.lon,
        lat=place.lat,
        notes=(),
    )
