"""A planned route as the page tells it: remarks, timetable, proof, small print.

All is escaped here. Imports planner, routes and webapp.island.
"""

from collections.abc import Mapping
from html import escape

from planner.quarter import Quarter
from planner.route import Route
from planner.shaping import is_own
from planner.words import Lang, say
from routes.answers import spare_lines
from routes.folds import proof_html
from routes.remarks import remarks
from routes.small_print import small_print
from routes.story import story_html
from routes.timetable_html import timetable_html
from webapp.island import link

Query = Mapping[str, str]


def remarks_html(quarter: Quarter, route: Route, lang: Lang) -> str:
    """Write what to know before setting out: how late one may be, darkness, remarks.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The route.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    return "".join(
        [f"<p>{escape(line)}</p>" for line in spare_lines(route, lang)]
        + [f'<p class="note">{escape(line)}</p>' for line in remarks(quarter, route, lang)]
    )


def walk_html(quarter: Quarter, route: Route, query: Query, rest: Query, lang: Lang) -> str:
    """Write the timetable and the proof; the list says all that the map says.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The route.
    query : mapping of str to str
        Fields of its request.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    stories = {stop.id: story_html(quarter.place_by_id[stop.id], lang) for stop in route.stops}
    held = {name for name, _ in route.request.get("fixed", ())}
    held |= {stop.id for stop in route.stops if is_own(stop.id)}  # a guide insists on these
    tools = {
        stop.id: link(
            {**rest, **without(query, stop.id)},
            escape(say("app.drop", lang)),
            "cw-drop",
            label=say("app.drop_label", lang, name=getattr(stop, f"name_{lang}")),
        )
        for stop in route.stops
        if len(route.stops) > 1 and stop.id not in held
    }
    return f"<ol>{timetable_html(route, lang, stories, tools)}</ol>{proof_html(route, lang)}"


def without(query: Query, place_id: str) -> dict[str, str]:
    """Change a request so that a place is not in the walk.

    Parameters
    ----------
    query : mapping of str to str
        Fields of a request.
    place_id : str
        The place.

    Returns
    -------
    dict of str to str
        An order of one's own only loses it; else it is ruled out.

    Examples
    --------
    >>> without({"theme": "all", "must": "sic,hudec"}, "sic")
    {'theme': 'all', 'must': 'hudec', 'never': 'sic'}
    >>> without({"order": "sic,hudec"}, "sic")
    {'order': 'hudec'}
    """
    changed = dict(query)
    for field in ("must", "order"):
        ids = [name for name in query.get(field, "").split(",") if name]
        if place_id in ids:
            ids.remove(place_id)
            changed[field] = ",".join(ids)
    if "order" not in query:
        changed["never"] = ",".join([*filter(None, query.get("never", "").split(",")), place_id])
    return {name: text for name, text in changed.items() if text}


def fine_html(quarter: Quarter, lang: Lang) -> str:
    """Write the small print that ends the page.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    lines = small_print(quarter, lang)
    return "".join(f'<p class="fine">{escape(line)}</p>' for line in lines)
