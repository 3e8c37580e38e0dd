"""A walk as GPX 1.1: one closed track or a route, and the stops as waypoints that lie on it.

Units: degrees WGS-84, (lat, lon) attributes as GPX has them. No heights: the area is flat and no
source gives the ground (docs/elevation.md). No times on the track: it is a plan. Imports planner,
gpxpy.
"""

from collections.abc import Callable
from datetime import UTC
from typing import Literal
from xml.etree.ElementTree import Element  # only to build, nothing is parsed
from xml.sax.saxutils import escape

from gpxpy.gpx import (
    GPX,
    GPXBounds,
    GPXRoute,
    GPXRoutePoint,
    GPXTrack,
    GPXTrackPoint,
    GPXTrackSegment,
    GPXWaypoint,
)

from planner.quarter import Quarter
from planner.route import LonLat, Route
from planner.turns import turn_text
from planner.words import Lang, say
from routes.directions import direction, told_parts
from routes.heading import Heading
from routes.pinyin import ascii_name, ascii_text, short_names
from routes.spots import LICENCE_URL, Spot, role, spots_of, told, whole_line
from routes.timetable import clock, summary

Variant = Literal["track", "route", "ascii"]
CREATOR = "CITYWALK"
ASCII_NAME = 30
"""Characters of a waypoint's name that older receivers show."""

_OSMAND = "https://osmand.net"
_SYMBOLS = {
    "institute": "School",
    "residence": "Residence",
    "museum": "Museum",
    "lane": "Residence",
    "campus": "School",
    "gallery": "Museum",
}
"""Garmin's symbols, of which only those are taken that QMapShack draws too ("Building" and "Park"
are a cross there). What is not named here is a sight like others."""
_SIGHT = "Scenic Area"
_END_SYMBOLS = {"start": "Flag, Green", "end": "Flag, Red"}
_OSMAND_ICONS = {
    "start": "special_flag_start",
    "end": "special_flag_finish",
    "stop": "special_star",
}


def gpx_text(
    quarter: Quarter,
    route: Route,
    heading: Heading,
    lang: Lang,
    *,
    variant: Variant = "track",
    link: str | None = None,
) -> str:
    """Write a walk as GPX 1.1.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk. The file's time is when it was planned, so the same route gives the same file.
    heading : Heading
        Its title and text.
    lang : {"zh", "en"}
        Language.
    variant : {"track", "route", "ascii"}, optional
        One closed track; a route from turn to turn for devices that lead along one; a track in
        ASCII for receivers without Chinese characters, names in pinyin and texts in English.
    link : str, optional
        Address of the walk on the web, from ``routes.share.share_link``.

    Returns
    -------
    str
        XML, valid against the schema of GPX 1.1.
    """
    write: Callable[[str], str] = ascii_text if variant == "ascii" else str
    said: Lang = "en" if variant == "ascii" else lang
    file = GPX()
    file.creator = CREATOR
    _describe(file, quarter, route, heading, said, link)
    for field in ("name", "description", "link_text", "keywords"):
        setattr(file, field, write(getattr(file, field)))
    colour = quarter.theme_by_id[route.request["theme"]].colour
    short = short_names(quarter) if variant == "ascii" else None
    for spot in spots_of(quarter, route):
        point = _waypoint(spot, route, said, colour)
        page = (spot.place.website if spot.place else None) or link
        if page:
            point.link = _attribute(page)  # type: ignore[assignment]  # gpxpy says it is None
        point.name = _name(spot, lang, short)
        point.description = write(point.description or "")
        file.waypoints.append(point)
    if variant == "route":
        file.routes.append(_route(quarter, route, heading, lang))
    else:
        file.tracks.append(_track(route, write(heading.title(said)), write(summary(route, said))))
    file.nsmap["osmand"] = _OSMAND
    file.extensions = _osmand({"show_arrows": "true", "width": "bold", "color": colour})
    return file.to_xml(version="1.1") + "\n"


def _describe(
    file: GPX, quarter: Quarter, route: Route, heading: Heading, lang: Lang, link: str | None
) -> None:
    """Fill in the metadata: title, licence, link, time, bounds."""
    lines = [heading.text(lang), summary(route, lang), clock(route, lang)]
    lines += [note.text(lang) for note in route.notes]
    file.name = heading.title(lang)
    file.description = "\n".join([*lines, say("files.licence", lang)])
    file.copyright_author = _attribute(quarter.description.attribution.removeprefix("© "))
    file.copyright_year = route.map_date.split("/")[-1][:4]
    file.copyright_license = LICENCE_URL
    file.link = _attribute(link or quarter.description.attribution_url)
    file.link_text = say("files.same_walk", lang) if link else quarter.description.attribution
    file.time = route.made_at.astimezone(UTC)
    file.keywords = f"citywalk, {route.id}"
    lons, lats = zip(*whole_line(route), strict=True)
    file.bounds = GPXBounds(
        min_latitude=min(lats),
        max_latitude=max(lats),
        min_longitude=min(lons),
        max_longitude=max(lons),
    )


def _waypoint(spot: Spot, route: Route, lang: Lang, colour: str) -> GPXWaypoint:
    """Describe one point."""
    lon, lat = spot.position
    point = GPXWaypoint(latitude=lat, longitude=lon)
    point.description = "\n".join(told(spot, lang))
    point.type = role(spot, route, lang)
    kind = spot.place.kind if spot.place else ""
    point.symbol = _END_SYMBOLS.get(spot.kind) or _SYMBOLS.get(kind, _SIGHT)
    parts = {"icon": _OSMAND_ICONS[spot.kind], "background": "circle", "color": colour}
    point.extensions = _osmand(parts)
    return point


def _name(spot: Spot, lang: Lang, short: dict[str, str] | None) -> str:
    """Name a point: its number and name."""
    if short is not None:
        plain = short.get(spot.named.id or "", spot.named.name_zh)
        return ascii_name(spot.number, plain, ASCII_NAME)
    return f"{spot.number:02d} {spot.name(lang)}"


def _track(route: Route, name: str, description: str) -> GPXTrack:
    """Draw the whole walk as one track of one piece."""
    track = GPXTrack(name=name, description=description)
    points = [GPXTrackPoint(latitude=lat, longitude=lon) for lon, lat in whole_line(route)]
    track.segments.append(GPXTrackSegment(points))
    return track


def _route(quarter: Quarter, route: Route, heading: Heading, lang: Lang) -> GPXRoute:
    """Lead from turn to turn: the stops by name, the turns by what to do there."""
    drawn = GPXRoute(name=heading.title(lang), description=summary(route, lang))
    spots = spots_of(quarter, route)
    drawn.points.append(_point(spots[0].position, _name(spots[0], lang, None), ""))
    targets = [*spots[1:], *(() if len(spots) > len(route.legs) else spots[:1])]
    for leg, target in zip(route.legs, targets, strict=True):
        drawn.points += [
            _point(leg.geometry[part.first], turn_text(part.turn, lang), direction(part, lang, leg))
            for part in told_parts(leg)
            if part.first > 0
        ]
        drawn.points.append(_point(target.position, _name(target, lang, None), ""))
    return drawn


def _point(spot: LonLat, name: str, description: str) -> GPXRoutePoint:
    """Make one point of a route."""
    point = GPXRoutePoint(latitude=spot[1], longitude=spot[0], name=name)
    if description:
        point.description = description
    return point


def _osmand(values: dict[str, str]) -> list[Element]:
    """Write OsmAnd's own tags."""
    found = []
    for name, value in values.items():
        tag = Element(f"{{{_OSMAND}}}{name}")
        tag.text = value
        found.append(tag)
    return found


def _attribute(text: str) -> str:
    """Escape what gpxpy writes into an attribute as it is."""
    return escape(text, {'"': "&quot;"})
