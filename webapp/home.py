"""The first screen beside the map: the published routes as cards, and the way to one's own walk.

Units: metres, minutes. All is escaped here. Imports planner, routes and streamlit.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from html import escape

import streamlit as st

from planner.catalogue import PublishedRoute
from planner.no_route import NoRoute
from planner.published import edition_day, request_of
from planner.quarter import Quarter
from planner.words import Lang, say
from routes.kept import kept_folder
from routes.timetable import clock_minutes
from webapp.dataset import planned, quarter
from webapp.island import link


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a card says of a route in numbers."""

    minutes: int
    length_m: int
    stops: int


def home_html(here: Quarter, language: dict[str, str], locate: str, far: str, lang: Lang) -> str:
    """Write the first screen.

    Parameters
    ----------
    here : Quarter
        The quarter.
    language : dict of str to str
        The address's field of the language, if it has one.
    locate : str
        HTML of the offer to start where the visitor is.
    far : str
        HTML that says why that does not work; empty if it was not tried.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    own = link({"make": "1", **language}, escape(say("app.make", lang)), "cw-button cw-main")
    cards = "".join(_card(here, route, language, lang) for route in here.published)
    count = say("app.published", lang, count=len(here.published))
    shelf = f"<h2>{escape(count)}</h2><ul class='cw-cards'>{cards}</ul>" if cards else ""
    bar = f'<div class="cw-bar">{own}{locate}</div>'
    guide = link({"guide": "1", **language}, escape(say("guide.enter", lang)), "cw-quiet")
    return f'<section class="cw-home cw-ready">{bar}{far}{shelf}<p>{guide}</p></section>'


def _card(here: Quarter, route: PublishedRoute, language: dict[str, str], lang: Lang) -> str:
    """Write one card; all of it is the link."""
    figures = _figures(route, here.data_version)
    theme = here.theme_by_id[route.theme]
    day = say(f"published.day_{route.weekday}", lang)
    start = _start(here, route, lang)
    key = "app.card_start" if start else "app.card_when"
    facts = [say(key, lang, day=day, clock=route.clock, name=start)]
    if figures:
        km = f"{figures.length_m / 1000:.1f}"
        facts.insert(0, say("app.card_way", lang, km=km, stops=figures.stops))
    told = "".join(f"<small>{escape(fact)}</small>" for fact in facts)
    minutes = figures.minutes if figures else route.minutes
    inside = (
        f'<span class="cw-minutes"><b>{minutes}</b> {escape(say("app.minutes_unit", lang))}</span>'
        f'<span class="cw-card-text"><b>{escape(_in(route, "title", lang))}</b>'
        f"<span>{escape(_in(route, 'text', lang))}</span>"
        f"{told}</span>"
    )
    card = link({"published": route.id, **language}, inside, "cw-card")
    return f'<li style="--cw-theme:{escape(theme.colour)}">{card}</li>'


@st.cache_resource(show_spinner=False)
def _figures(route: PublishedRoute, data_version: str) -> Figures | None:
    """Read the figures of a route from its file; where that is of other data, from a plan."""
    return _figures_kept(route, data_version) or _figures_planned(route, data_version)


def _figures_kept(route: PublishedRoute, data_version: str) -> Figures | None:
    """Read them from the file that is published with the route."""
    path = kept_folder(quarter().folder) / f"{route.id}.geojson"
    if not path.is_file():
        return None
    kept = json.loads(path.read_text("utf-8"))["route"]
    if kept["data_version"] != data_version:
        return None
    leave, back = (datetime.fromisoformat(kept[name]) for name in ("leave", "back"))
    minutes = clock_minutes(leave, back)
    return Figures(minutes=minutes, length_m=kept["length_m"], stops=kept["stops"])


def _figures_planned(route: PublishedRoute, data_version: str) -> Figures | None:
    """Plan the route as its file would say it."""
    here = quarter()
    walk = planned(request_of(route, here, on=edition_day(route)), data_version)
    if isinstance(walk, NoRoute):
        return None
    minutes = clock_minutes(walk.totals.leave, walk.totals.back)
    return Figures(minutes=minutes, length_m=walk.totals.length_m, stops=len(walk.stops))


def _start(here: Quarter, route: PublishedRoute, lang: Lang) -> str:
    """Name the place where a route begins; empty for a spot without a name."""
    found = here.start_by_id.get(route.start) or here.place_by_id.get(route.start)
    return str(getattr(found, f"name_{lang}")) if found else ""


def _in(route: PublishedRoute, field: str, lang: Lang) -> str:
    """Return a text of a route in one language."""
    return str(getattr(route, f"{field}_{lang}"))
