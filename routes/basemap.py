"""The quarter's base map as GeoJSON layers. Units: metres inside, degrees WGS-84 outside.

Imports only routes.basemap_read, NumPy, Shapely and GeoPandas (for the local UTM zone).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Point, box, shape
from shapely.geometry.base import BaseGeometry

from routes.basemap_read import Drawn, read_extract, read_overlay

FeatureCollection = dict[str, Any]

AROUND_M = 1600
"""How far the base map reaches beyond the quarter: twenty minutes on foot."""
FRONTAGE_M = 34
"""Houses on the far side of a boundary street still belong to the quarter (data/README.md)."""
FADE_M = (0, 50, 100, 150, 200, 250, 300, 350)
"""Steps in which the map fades into the paper towards its frame, so that no cut edge shows."""
LEAST_FRAME_M = 2200.0
"""On a smaller sheet than this, by its shorter side, the fade shrinks with the sheet."""
SIMPLIFY_M = 0.7
"""Less than a pixel at the closest zoom of the map."""
RIVER_M = 20.0
"""Drawn width of a river that has no ``width`` tag."""


@dataclass(frozen=True)
class _Ground:
    """The sheet of paper: turns between degrees and metres, and knows the frame."""

    to_m: Callable[[BaseGeometry], BaseGeometry]
    to_deg: Callable[[BaseGeometry], BaseGeometry]
    quarter: BaseGeometry
    frame: BaseGeometry


def build_basemap(
    extract: Path,
    overlay: Path | None,
    boundary: Path,
    *,
    rails: Path | None = None,
    starts: Path | None = None,
) -> dict[str, FeatureCollection]:
    """Build the layers of the base map.

    Parameters
    ----------
    extract : Path
        OpenStreetMap extract, ``.osm`` or ``.osm.pbf``.
    overlay : Path or None
        GeoJSON of redrawn streets and parks, drawn as approximate; None leaves them out.
    boundary : Path
        GeoJSON with the quarter's polygon as its first feature.
    rails : Path, optional
        GeoJSON of metro lines (``kind`` ``metroLines``) and elevated roads (``elevatedRoads``).
    starts : Path, optional
        GeoJSON of stations with names in both languages (``kind`` ``station``); without it the
        stations are those of the extract.

    Returns
    -------
    dict of str to dict
        FeatureCollections (lon, lat), six decimals, by layer: ``land``, ``green``, ``water``,
        ``buildings``, ``elevated``, ``streets``, ``rails``, ``stations``, ``quarter`` and
        ``surroundings`` (polygons over the map outside the quarter, ``fade`` tells the step).
        Names are ``zh`` and ``en``.
    """
    area = json.loads(boundary.read_text("utf-8"))["features"][0]
    found = read_extract(extract)
    if overlay is not None:
        read_overlay(overlay, found)
    ground = _ground(shape(area["geometry"]), found)
    layers = {
        "land": _areas(found, "land", ground),
        "green": _areas(found, "green", ground),
        "water": _water(found, ground),
        "buildings": _areas(found, "buildings", ground),
        "elevated": _rails(rails, "elevatedRoads", ground),
        "streets": _streets(found, ground),
        "rails": _rails(rails, "metroLines", ground),
        "stations": _stations(found, starts, ground),
        "quarter": _quarter(area["properties"], ground),
        "surroundings": _surroundings(ground),
    }
    return {
        name: {"type": "FeatureCollection", "features": list(features)}
        for name, features in layers.items()
    }


def layers_json(layers: Mapping[str, FeatureCollection]) -> str:
    """Write the layers as compact JSON.

    Parameters
    ----------
    layers : mapping of str to dict
        From `build_basemap`.

    Returns
    -------
    str
        One JSON object, safe inside a ``<script>``: ``<``, ``>`` and ``&`` are written as escapes.

    Examples
    --------
    >>> layers_json({"water": {"type": "FeatureCollection", "features": []}})
    '{"water":{"type":"FeatureCollection","features":[]}}'
    """
    text = json.dumps(layers, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _ground(quarter: BaseGeometry, found: Drawn) -> _Ground:
    """Lay out the sheet: the quarter and its surroundings, as far as there are streets."""
    series = gpd.GeoSeries([quarter], crs=4326)
    utm = series.estimate_utm_crs()

    def to_m(geometry: BaseGeometry) -> BaseGeometry:
        return gpd.GeoSeries([geometry], crs=4326).to_crs(utm).iloc[0]

    def to_deg(geometry: BaseGeometry) -> BaseGeometry:
        return gpd.GeoSeries([geometry], crs=utm).to_crs(4326).iloc[0]

    area = to_m(quarter)
    lines = [line for group in found.lines.values() for line in group]
    streets = to_m(shapely.MultiLineString(lines))
    frame = box(*area.buffer(AROUND_M).bounds).intersection(box(*streets.bounds))
    return _Ground(to_m=to_m, to_deg=to_deg, quarter=area, frame=frame)


def _feature(
    geometry: BaseGeometry, ground: _Ground, **properties: object
) -> dict[str, Any] | None:
    """Clip, simplify and round one geometry in metres; None if nothing of it is on the sheet."""
    clipped = shapely.clip_by_rect(geometry, *ground.frame.bounds)
    return None if clipped.is_empty else _written(clipped, ground, properties)


def _written(
    geometry: BaseGeometry, ground: _Ground, properties: Mapping[str, object]
) -> dict[str, Any]:
    """Write a geometry in metres as a feature in degrees, six decimals (0.1 m)."""
    simple = ground.to_deg(shapely.simplify(geometry, SIMPLIFY_M))
    rounded = shapely.transform(simple, lambda xy: np.round(xy, 6))
    kept = {key: value for key, value in properties.items() if value}
    return {"type": "Feature", "properties": kept, "geometry": shapely.geometry.mapping(rounded)}


def _areas(found: Drawn, layer: str, ground: _Ground) -> Iterator[dict[str, Any]]:
    """Write polygons with their kind and, for greens, their names."""
    for geometry, kind, tags in found.areas[layer]:
        named = layer == "green"
        feature = _feature(
            ground.to_m(geometry),
            ground,
            kind=kind,
            zh=tags.get("name") if named else None,
            en=tags.get("name:en", tags.get("name")) if named else None,
        )
        if feature is not None:
            yield feature


def _water(found: Drawn, ground: _Ground) -> Iterator[dict[str, Any]]:
    """Write ponds as they are, rivers as wide as their tag says; the line carries the name."""
    yield from _areas(found, "water", ground)
    for line, tags in found.rivers:
        flow = ground.to_m(line)
        width = tags.get("width", "")
        half = (float(width) if width.replace(".", "", 1).isdigit() else RIVER_M) / 2
        names = {"zh": tags.get("name"), "en": tags.get("name:en", tags.get("name"))}
        for geometry, kind in ((flow.buffer(half), "water"), (flow, "flow")):
            feature = _feature(geometry, ground, kind=kind, **(names if kind == "flow" else {}))
            if feature is not None:
                yield feature


def _streets(found: Drawn, ground: _Ground) -> Iterator[dict[str, Any]]:
    """Write the streets, one feature for each class and name; ``redrawn`` marks the overlay's."""
    for (kind, name, redrawn), lines in found.lines.items():
        merged = shapely.line_merge(shapely.MultiLineString([ground.to_m(line) for line in lines]))
        english = found.english[name].most_common(1)
        feature = _feature(
            merged,
            ground,
            kind=kind,
            zh=name,
            en=english[0][0][:1].upper() + english[0][0][1:] if english else name,
            redrawn=redrawn,
        )
        if feature is not None:
            yield feature


def _rails(rails: Path | None, kind: str, ground: _Ground) -> Iterator[dict[str, Any]]:
    """Write metro lines or elevated roads."""
    if rails is None:
        return
    for feature in json.loads(rails.read_text("utf-8"))["features"]:
        if feature["properties"]["kind"] == kind:
            drawn = _feature(ground.to_m(shape(feature["geometry"])), ground)
            if drawn is not None:
                yield drawn


def _stations(found: Drawn, starts: Path | None, ground: _Ground) -> Iterator[dict[str, Any]]:
    """Write the stations; those of the starts file have a name in both languages."""
    spots: Iterable[tuple[float, float, str, str]]
    if starts is None:
        spots = [(lon, lat, zh, en or zh) for zh, (lon, lat, en) in found.stations.items()]
    else:
        rows = json.loads(starts.read_text("utf-8"))["features"]
        spots = [
            (
                *r["geometry"]["coordinates"][:2],
                r["properties"]["name_zh"],
                r["properties"]["name_en"],
            )
            for r in rows
            if r["properties"]["kind"] == "station"
        ]
    for lon, lat, zh, en in spots:
        feature = _feature(ground.to_m(Point(lon, lat)), ground, zh=zh, en=en)
        if feature is not None:
            yield feature


def _quarter(names: Mapping[str, Any], ground: _Ground) -> Iterator[dict[str, Any]]:
    """Write the quarter twice: its area, and the edge around the frontages across the street."""
    zh, en = names.get("name_zh"), names.get("name_en")
    yield _written(ground.quarter, ground, {"kind": "area", "zh": zh, "en": en})
    yield _written(ground.quarter.buffer(FRONTAGE_M), ground, {"kind": "edge"})


def _surroundings(ground: _Ground) -> Iterator[dict[str, Any]]:
    """Write what lies over the map: a veil around the quarter, then steps to the frame."""
    world = ground.frame.buffer(20_000)
    yield _written(world - ground.quarter.buffer(FRONTAGE_M), ground, {"fade": "veil"})
    west, south, east, north = ground.frame.bounds
    scale = min(1.0, min(east - west, north - south) / LEAST_FRAME_M)
    for inset in FADE_M:
        inner = ground.frame.buffer(-scale * (inset + 200)).buffer(scale * 200)
        yield _written(world - inner, ground, {"fade": "edge"})
