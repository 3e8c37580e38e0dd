"""What to know before setting out, in words: darkness, wishes, remarks. No units.

Imports planner and modules of routes.
"""

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang
from routes.comfort import comfort_lines
from routes.dark import dark_lines


def remarks(quarter: Quarter, route: Route, lang: Lang) -> list[str]:
    """Gather what is to be known of a walk as a whole.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Sentences, the most pressing first.
    """
    notes = (note.text(lang) for note in route.notes)
    return [*dark_lines(quarter, route, lang), *comfort_lines(route, lang), *notes]
