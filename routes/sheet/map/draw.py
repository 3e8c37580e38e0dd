"""A walk as a map in true millimetres, for a printed sheet.

Units: millimetres on paper from the top left corner, y down; points; degrees clockwise. The SVG
holds its names as ``text`` in the font that ships with the sheets, so that Typst sets them as real
text: embed it with ``image(bytes(svg), width: … mm)``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang
from routes.mapfile import stretches
from routes.sheet.map.areas import name_areas
from routes.sheet.map.candidates import Named
from routes.sheet.map.frame import Array, Frame, choose_frame
from routes.sheet.map.grid import frame_svg, grid_labels, grid_lines
from routes.sheet.map.ground import ground_of, in_languages
from routes.sheet.map.label import Label, font_attributes
from routes.sheet.map.layers import ground_svg
from routes.sheet.map.lines import name_lines
from routes.sheet.map.marks import Mark, marks_of, marks_svg, numbers
from routes.sheet.map.paths import group, path, points_data
from routes.sheet.map.points import place_names
from routes.sheet.map.room import Room
from routes.sheet.map.style import HALO_MM, INK, PAPER, ROUTE_MM, SMALLEST_PT
from routes.sheet.map.symbols import KEYS, along_svg, symbol_svg
from routes.sheet.map.walk import Arrow, Walk, arrows_on, arrows_svg, walk_on_paper, walk_svg

__all__ = ["DrawnMap", "Label", "draw_map", "symbol_svg"]

NAME_PT = 8.2
"""Names of stops on an A4 page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMap:
    """A map on paper.

    Parameters
    ----------
    svg : str
        The whole map, its text included, ``width_mm`` by ``height_mm``.
    labels : tuple of Label
        All text in it, with its boxes: for tests and for an index.
    width_mm, height_mm : float
        Its size with the band of the grid.
    scale : int
        Denominator.
    columns, rows : int
        Of the grid.
    cells : dict of str to str
        Square of the grid by stop id, ``B3``; also of ``start_finish`` or ``start`` and
        ``finish``. Where the place is, not where its number had to give way to.
    symbols : tuple of str
        Keys of exactly the symbols drawn, in the order of a legend; for `symbol_svg`.
    bar_m : int
        Length on the ground of the scale bar that suits the map.
    unplaced : tuple of str
        Ids of stops whose names found no place; their numbers stand, and the index has them.
    turns_mm : tuple of (float, float)
        Where the route turns; no label covers them.
    frame : Frame
        Lays more points on the paper.
    """

    svg: str
    labels: tuple[Label, ...]
    width_mm: float
    height_mm: float
    scale: int
    columns: int
    rows: int
    cells: dict[str, str]
    symbols: tuple[str, ...]
    bar_m: int
    unplaced: tuple[str, ...]
    turns_mm: tuple[tuple[float, float], ...]
    frame: Frame


def draw_map(  # noqa: PLR0913 - a size, languages and two wishes
    quarter: Quarter,
    route: Route,
    *,
    width_mm: float,
    height_mm: float,
    langs: tuple[Lang, ...],
    folds_mm: tuple[float, ...] = (),
    scale: int | None = None,
) -> DrawnMap:
    """Draw a walk as a map for paper.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    width_mm, height_mm : float
        Size of the map with the band of its grid.
    langs : tuple of {"zh", "en"}
        Languages of the names, the first one larger.
    folds_mm : tuple of float, optional
        X of vertical folds, which no stop and no name lies on.
    scale : int, optional
        Denominator; else the largest standard scale at which the route fits.

    Returns
    -------
    DrawnMap
        The map.

    Raises
    ------
    CitywalkError
        If a file of the dataset cannot be read.
    """
    ground, to_utm = ground_of(quarter), quarter.network.to_utm
    points, stops = _extent(quarter, route)
    frame = choose_frame(width_mm, height_mm, points, stops, folds_mm=folds_mm, scale=scale)
    colour = quarter.theme_by_id[route.request["theme"]].colour
    along = stretches(quarter, route)
    walk = walk_on_paper(route, to_utm, frame)
    marks = marks_of(route, ground.spots, frame, to_utm, along)
    arrows = arrows_on(walk, np.array([(m.x_mm, m.y_mm) for m in marks]))
    room = _taken(frame, marks)
    barred = _barred(walk, arrows, frame)
    names, leaders = place_names(_named(marks, langs, frame), room, walk.line, barred)
    band = walk.line.buffer((ROUTE_MM / 2 + HALO_MM) * frame.text)
    labels = (
        *name_lines(ground, langs, room, band),
        *name_areas(ground, langs, room, band, {mark.zh for mark in marks}),
        *names,
        *numbers(marks, frame.text),
        *grid_labels(frame),
    )
    base, seen = ground_svg(ground, frame, shapely.LineString(points[: -len(stops)]))
    bands = [
        along_svg(points_data(frame.on_paper(_metres(quarter, line))), colour)
        for line in along.values()
    ]
    parts = (
        base,
        grid_lines(frame),
        *bands,
        walk_svg(walk, colour, frame.text),
        arrows_svg(arrows, colour, frame.text),
        _leaders_svg(leaders),
        marks_svg(marks, colour, frame.text),
    )
    return DrawnMap(
        svg=_document(frame, parts, labels),
        labels=labels,
        width_mm=width_mm,
        height_mm=height_mm,
        scale=frame.scale,
        columns=frame.columns,
        rows=frame.rows,
        cells=_cells(marks, frame),
        symbols=_symbols(seen, marks, walk, uncertain=bool(along)),
        bar_m=frame.bar_m,
        unplaced=_unplaced(marks, names),
        turns_mm=tuple((float(x), float(y)) for x, y in walk.turns),
        frame=frame,
    )


def _extent(quarter: Quarter, route: Route) -> tuple[Array, Array]:
    """Return all points of a route, and its stops and ends, metres."""
    way = [point for leg in route.legs for point in leg.geometry]
    ends = [(anchor.lon, anchor.lat) for anchor in (route.start, route.end)]
    stops = [*((stop.lon, stop.lat) for stop in route.stops), *ends]
    return _metres(quarter, [*way, *stops]), _metres(quarter, stops)


def _metres(quarter: Quarter, lonlat: Sequence[tuple[float, float]]) -> Array:
    """Turn points (lon, lat) into metres."""
    return np.column_stack(quarter.network.to_utm.transform(*np.array(lonlat).T))


def _taken(frame: Frame, marks: Sequence[Mark]) -> Room:
    """Begin with the signs as taken room."""
    room = Room(frame=frame)
    room.take([shapely.Point(m.x_mm, m.y_mm).buffer(m.radius_mm + 0.3, quad_segs=4) for m in marks])
    return room


def _barred(walk: Walk, arrows: Sequence[Arrow], frame: Frame) -> list[shapely.Geometry]:
    """Return what of the route no name may cover: its turns and arrows."""
    spots = [*walk.turns.tolist(), *((a.x_mm, a.y_mm) for a in arrows)]
    return [shapely.Point(spot).buffer(1.8 * frame.text, quad_segs=3) for spot in spots]


def _named(marks: Sequence[Mark], langs: tuple[Lang, ...], frame: Frame) -> list[Named]:
    """List the names to be placed beside signs."""
    named = []
    ends = {(mark.zh, mark.en) for mark in marks if mark.key in {"start", "finish", "start_finish"}}
    for mark in marks:
        again = mark.key == "station" and (mark.zh, mark.en) in ends
        if not mark.zh or again:
            continue
        stop = mark.key == "stop"
        named.append(
            Named(
                of=mark.of,
                kind="stop" if stop else "station" if mark.key == "station" else "end",
                x_mm=mark.x_mm,
                y_mm=mark.y_mm,
                radius_mm=mark.radius_mm,
                texts=in_languages(mark.zh, mark.en, langs),
                size_pt=max(SMALLEST_PT, NAME_PT * frame.text * (1.0 if stop else 0.92)),
                colour=INK["black"] if stop else INK["station"],
            )
        )
    return named


def _leaders_svg(leaders: Sequence[shapely.LineString]) -> str:
    """Draw the lines from names to their signs."""
    data = "".join(points_data(shapely.get_coordinates(line)) for line in leaders)
    rim = path(data, stroke=PAPER, stroke_width=0.8, fill="none")
    return rim + path(data, stroke=INK["black"], stroke_width=0.25, fill="none")


def _document(frame: Frame, parts: Sequence[str], labels: Sequence[Label]) -> str:
    """Put the map together."""
    left, top, right, bottom = frame.inner
    size = f'width="{frame.width_mm:g}mm" height="{frame.height_mm:g}mm"'
    box = f'viewBox="0 0 {frame.width_mm:g} {frame.height_mm:g}"'
    rect = f'x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>'
        f'<clipPath id="map"><rect {rect}/></clipPath>'
        f'<rect {rect} fill="{PAPER}"/>'
        f"{group(parts, clip_path='url(#map)')}{frame_svg(frame)}"
        f"<g {font_attributes()}>{''.join(label.svg() for label in labels)}</g></svg>"
    )


def _cells(marks: Sequence[Mark], frame: Frame) -> dict[str, str]:
    """Name the square of each stop and end."""
    wanted = {"stop", "start", "finish", "start_finish"}
    return {mark.of: frame.cell(*mark.at) for mark in marks if mark.key in wanted}


def _symbols(
    seen: frozenset[str], marks: Sequence[Mark], walk: Walk, *, uncertain: bool
) -> tuple[str, ...]:
    """List the symbols that the map shows."""
    drawn = {*seen, *(mark.key for mark in marks), "route"}
    drawn |= {"approximate"} if walk.approximate else set()
    drawn |= {"twice"} if walk.twice else set()
    drawn |= {"along"} if uncertain else set()
    return tuple(key for key in KEYS if key in drawn)


def _unplaced(marks: Sequence[Mark], names: Sequence[Label]) -> tuple[str, ...]:
    """Name the stops without a name on the map."""
    placed = {label.of for label in names}
    return tuple(mark.of for mark in marks if mark.key == "stop" and mark.of not in placed)
