"""Which part of a walk lies in the dark, in words; only what the sun's course tells. Clock times.

Nothing is said of lamps. Imports planner.
"""

from planner.quarter import Quarter
from planner.route import Route
from planner.sun import daylight
from planner.words import Lang, say


def dark_lines(quarter: Quarter, route: Route, lang: Lang) -> list[str]:
    """Say from when on it is dark, if any of a walk is.

    Parameters
    ----------
    quarter : Quarter
        Its zone.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        One sentence, or none for a walk by daylight.
    """
    leave, back = route.totals.leave, route.totals.back
    light = daylight(route.start.lon, route.start.lat, leave.date(), quarter.zone)
    if light is None or (light.dawn <= leave and back <= light.dark):
        return []
    values = {"sunset": f"{light.sunset:%H:%M}", "sunrise": f"{light.sunrise:%H:%M}"}
    if leave < light.dawn:
        return [say("dark.before" if back > light.dawn else "dark.night", lang, **values)]
    if leave >= light.dark:
        return [say("dark.all", lang, **values)]
    dark = [stop.number for stop in route.stops if stop.leave > light.dark]
    if not dark:
        return [say("dark.way_back", lang, **values)]
    key = "dark.from_last" if dark[0] == len(route.stops) else "dark.from"
    return [say(key, lang, number=dark[0], **values)]
