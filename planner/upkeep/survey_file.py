"""The survey list of a quarter as GeoJSON, texts in both languages. (lon, lat) WGS-84.

Imports planner.quarter, planner.streets and planner.words.
"""

from collections.abc import Iterable
from typing import Any

from planner.places import Place
from planner.quarter import Quarter
from planner.starts import Start
from planner.streets.compare import Spot
from planner.streets.extract import read_extract
from planner.streets.survey import (
    Finding,
    doubtful_entrances,
    gaps,
    overlay_lines,
    unknown_access,
)
from planner.streets.survey_crossings import unlinked_crossings
from planner.words import Lang, say


def survey(quarter: Quarter) -> dict[str, Any]:
    """List what should be looked at on the ground.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    dict
        A FeatureCollection; each feature has ``kind``, ``text_zh``, ``text_en``. It carries no OSM
        tags: what is seen on the ground may go into OSM, this file and the overlay may not.

    Raises
    ------
    CitywalkError
        If the extract or the overlay cannot be read.
    """
    names, folder, network = quarter.description, quarter.folder, quarter.network
    osm, overlay = names.street_files(folder)
    extract = read_extract(osm, overlay)
    places = spots(quarter.places)
    found = [
        *gaps(extract, network),
        *unlinked_crossings(osm, network),
        *overlay_lines(extract, network),
        *doubtful_entrances(network, places),
        *unknown_access(network, spots(quarter.starts), places),
    ]
    return {
        "type": "FeatureCollection",
        "note_zh": say("streets.survey_note", "zh"),
        "note_en": say("streets.survey_note", "en"),
        "map_date": network.map_date,
        "features": [_feature(finding) for finding in found],
    }


def spots(rows: Iterable[Place | Start]) -> tuple[Spot, ...]:
    """Take the places or starts that have a position.

    Parameters
    ----------
    rows : iterable of Place or Start
        Places, starts or both.

    Returns
    -------
    tuple of Spot
        In the same order.
    """
    return tuple(
        Spot(
            id=row.id,
            name_zh=row.name_zh,
            name_en=row.name_en,
            lon=row.lon,
            lat=row.lat,
            street=row.street,
        )
        for row in rows
        if row.lon is not None and row.lat is not None
    )


def _feature(finding: Finding) -> dict[str, Any]:
    """Write one finding."""
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [list(p) for p in finding.points]},
        "properties": {
            "kind": finding.kind,
            "text_zh": _text(finding, "zh"),
            "text_en": _text(finding, "en"),
        },
    }


def _text(finding: Finding, lang: Lang) -> str:
    """Say what to look at."""
    unnamed = say("route.unnamed", lang)
    values = {
        key: (value[lang] or unnamed) if isinstance(value, dict) else value
        for key, value in finding.values.items()
    }
    return say(f"streets.survey_{finding.kind}", lang, **values)
