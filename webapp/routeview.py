"""The route view: the head above the map, and all that stands below it. All is escaped here.

Imports planner, routes, streamlit and modules of webapp.
"""

from html import escape

from planner.quarter import Quarter
from planner.request import Request
from planner.route import Route
from planner.words import Lang, say
from webapp import choices
from webapp.answers import asked, left_out_html, others_html
from webapp.changed import changed_html
from webapp.clockview import clock_html
from webapp.head import chips_html, head_html, tools_html
from webapp.island import island, link
from webapp.moved import moved_html
from webapp.takeaway import take_html, walk_link_html
from webapp.timetable import fine_html, remarks_html, walk_html
from webapp.variation import OF, heading_here, usual


def head(here: Quarter, route: Route, lang: Lang) -> str:
    """Write the head of the route view.

    Parameters
    ----------
    here : Quarter
        The quarter.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    colour = here.theme_by_id[route.request["theme"]].colour
    html = head_html(route, heading_here(here, route), lang)
    return f'<div class="cw-head" style="--cw-theme:{escape(colour)}">{html}</div>'


def walk(
    here: Quarter, request: Request, route: Route | None, rest: dict[str, str], lang: Lang
) -> None:
    """Draw what stands below the map.

    Parameters
    ----------
    here : Quarter
        The quarter.
    request : Request
        What was asked for.
    route : Route or None
        The walk; None if there is none, and then only the wishes are shown.
    rest : dict of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.
    """
    query = request.as_query()
    name = choices.published_id()
    chips = "" if name else chips_html(here, query, usual(), rest, lang)
    if route is None:
        island("content", f'<section class="cw-walk">{chips}</section>', page="none")
        return
    colour = here.theme_by_id[route.request["theme"]].colour
    told = {field: text for field, text in rest.items() if field != OF}
    shape = {choices.GUIDE: "1", **query, **rest}
    parts = (
        f'<section class="cw-walk cw-ready" style="--cw-theme:{escape(colour)}">',
        chips,
        changed_html(here, lang),
        walk_link_html(route, choices.page_query(lang), lang),
        moved_html(here, route, lang),
        tools_html(route, query, usual(), rest, lang),
        take_html(here, route, heading_here(here, route), choices.page_query(lang), lang),
        clock_html(here, name, route, told, lang) if name else "",
        remarks_html(here, route, lang),
        walk_html(here, route, query, rest, lang),
        left_out_html(here, request, route, rest, lang),
        others_html(here, request, route, told, lang),
        f"<p>{link(shape, escape(say('guide.enter', lang)), 'cw-quiet')}</p>",
        fine_html(here, lang),
        "</section>",
    )
    island("content", "".join(parts), page=route.id, on_act=lambda act: asked(route, act))
