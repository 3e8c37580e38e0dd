"""Where the code on a sheet leads: to the walk itself, or to its start in a map app. No units.

Imports planner and modules of routes.
"""

from dataclasses import dataclass

from planner.quarter import Quarter
from planner.route import Route
from planner.route_file import request_in
from planner.words import Lang
from routes.heading import Heading
from routes.links import map_links
from routes.share import public_url, share_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """An address, and the key of the text that says what it opens."""

    link: str
    key: str


def live_link(
    quarter: Quarter, route: Route, heading: Heading, lang: Lang, given: str | None
) -> Live:
    """Choose what the code on a sheet opens.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The walk.
    heading : Heading
        Its id, if it is a published route.
    lang : {"zh", "en"}
        Language of the page that opens.
    given : str or None
        Public address of the app; that of the environment if None.

    Returns
    -------
    Live
        The walk's own page where the app has a public address, else the start in a map app:
        never an address that only this machine can open.
    """
    base = public_url(given)
    if base is not None:
        what = heading.published_id or request_in(route)
        return Live(link=share_link(what, lang, "/walk", base=base), key="sheet.qr_live")
    to_start = map_links(quarter, route, lang).to_start
    if "amap" in to_start:
        return Live(link=to_start["amap"], key="sheet.qr_amap")
    return Live(link=next(iter(to_start.values())), key="sheet.qr_map")
