"""A walk as GeoJSON (RFC 7946): a line a leg, a point a stop, names in both languages.

Units: degrees WGS-84 (lon, lat); metres, seconds. Imports planner.
"""

import json
from typing import Any

from planner.quarter import Quarter
from planner.route import Leg, LonLat, Note, Route, Stop
from planner.words import LANGS
from routes.heading import Heading
from routes.spots import LICENCE, LICENCE_URL, Spot, spots_of, whole_line
from routes.timetable import streets_of


def geojson_text(quarter: Quarter, route: Route, heading: Heading) -> str:
    """Write a walk as GeoJSON.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        Its title and text.

    Returns
    -------
    str
        A FeatureCollection with a bounding box: the legs in walking order, then start, stops, and
        the end if it is elsewhere. Each feature names licence and source, since many programs keep
        nothing else. One feature a line, so that versions can be compared.
    """
    features = [_leg(route, number, leg) for number, leg in enumerate(route.legs, 1)]
    features += [_point(route, spot) for spot in spots_of(quarter, route)]
    source = {"licence": LICENCE, "attribution": quarter.description.attribution}
    for feature in features:
        feature["properties"] |= {"route": route.id, **source}
    head = {
        "type": "FeatureCollection",
        "name": heading.title_en,
        "bbox": bbox(whole_line(route)),
        "title": {lang: heading.title(lang) for lang in LANGS},
        "text": {lang: heading.text(lang) for lang in LANGS},
        "edition": heading.edition,
        "route": _summary(route),
        **source,
        "licence_url": LICENCE_URL,
        "attribution_url": quarter.description.attribution_url,
    }
    rows = ",\n".join(_json(feature) for feature in features)
    return f'{_json(head)[:-1]}, "features": [\n{rows}\n]}}\n'


def bbox(line: list[LonLat]) -> list[float]:
    """Return the box around a line.

    Parameters
    ----------
    line : list of (float, float)
        Vertices.

    Returns
    -------
    list of float
        West, south, east, north.
    """
    lons, lats = zip(*line, strict=True)
    return [min(lons), min(lats), max(lons), max(lats)]


def _summary(route: Route) -> dict[str, Any]:
    """Say what the walk is as a whole."""
    totals = route.totals
    return {
        "id": route.id,
        "data_version": route.data_version,
        "map_date": route.map_date,
        "stops": len(route.stops),
        "length_m": totals.length_m,
        "walk_s": totals.walk_s,
        "dwell_s": totals.dwell_s,
        "wait_s": totals.wait_s,
        "leave": totals.leave.isoformat(),
        "back": totals.back.isoformat(),
        "notes": _notes(route.notes),
    }


def _leg(route: Route, number: int, leg: Leg) -> dict[str, Any]:
    """Write one leg."""
    return {
        "type": "Feature",
        "id": f"{route.id}/leg/{number}",
        "geometry": {"type": "LineString", "coordinates": [list(spot) for spot in leg.geometry]},
        "properties": {
            "kind": "leg",
            "number": number,
            "from": leg.from_id,
            "to": leg.to_id,
            "length_m": leg.length_m,
            "walk_s": leg.walk_s,
            "streets_zh": streets_of(leg, "zh"),
            "streets_en": streets_of(leg, "en"),
            "overlay_m": sum(part.length_m for part in leg.segments if part.overlay),
        },
    }


def _point(route: Route, spot: Spot) -> dict[str, Any]:
    """Write one point."""
    properties: dict[str, Any] = {
        "kind": spot.kind,
        "number": spot.number,
        "id": spot.named.id,
        "name_zh": spot.named.name_zh,
        "name_en": spot.named.name_en,
    }
    if isinstance(spot.named, Stop):
        properties |= _visit(spot.named)
    elif spot.kind == "start":
        properties |= {"leave": route.totals.leave.isoformat()}
    if spot.place:
        properties |= {
            f"{field}_{lang}": getattr(spot.place, f"{field}_{lang}")
            for field in ("address", "story", "question")
            for lang in LANGS
        }
    return {
        "type": "Feature",
        "id": f"{route.id}/{spot.kind}/{spot.number}",
        "geometry": {"type": "Point", "coordinates": list(spot.position)},
        "properties": properties,
    }


def _visit(stop: Stop) -> dict[str, Any]:
    """Write how and when a stop is seen."""
    return {
        "option": stop.option,
        "arrive": stop.arrive.isoformat(),
        "start": stop.start.isoformat(),
        "leave": stop.leave.isoformat(),
        "wait_s": stop.wait_s,
        "slack_s": stop.slack_s,
        "prize": stop.prize,
        "notes": _notes(stop.notes),
    }


def _notes(notes: tuple[Note, ...]) -> list[dict[str, str]]:
    """Write remarks."""
    return [{"code": n.code, "zh": n.text_zh, "en": n.text_en} for n in notes]


def _json(value: dict[str, Any]) -> str:
    """Write JSON on one line, characters as they are."""
    return json.dumps(value, ensure_ascii=False)
