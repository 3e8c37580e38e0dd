"""The ground as SVG: land, green, water, houses, streets with casings, railways, the pale outside.

Units: millimetres on paper.
"""

import shapely
from shapely.geometry.base import BaseGeometry

from routes.sheet.map.frame import Frame
from routes.sheet.map.ground import Ground, Thing
from routes.sheet.map.paths import MARGIN_MM, cut, group, path, path_data
from routes.sheet.map.style import (
    DASHED,
    END_STEPS_M,
    GREEN,
    INK,
    LAND,
    LEAST_QUARTER,
    NEAR_M,
    PAPER,
    STREETS,
    VEIL,
    VEIL_STEPS_M,
    street_factor,
)


def ground_svg(ground: Ground, frame: Frame, route: BaseGeometry) -> tuple[str, frozenset[str]]:
    """Draw everything that lies under the route.

    Parameters
    ----------
    ground : Ground
        The ground.
    frame : Frame
        The map's frame.
    route : BaseGeometry
        The line of the route, metres: around it nothing is paled.

    Returns
    -------
    tuple of str and frozenset of str
        SVG elements, and keys of what is drawn, for the legend.
    """
    seen: set[str] = set()
    svg = "".join(
        (
            *_quarter(ground, frame, seen),
            *_areas(ground, frame, seen),
            *_streets(ground, frame, seen),
            *_above(ground, frame, seen),
            *_veil(ground, frame, route),
            *_end(ground, frame),
        )
    )
    return svg, frozenset(seen)


def merged(things: tuple[Thing, ...], kind: str, frame: Frame) -> BaseGeometry:
    """Bring all things of one kind onto paper as one geometry.

    Parameters
    ----------
    things : tuple of Thing
        A layer.
    kind : str
        Which of them.
    frame : Frame
        The map's frame.

    Returns
    -------
    BaseGeometry
        Millimetres; empty if there are none on the map.
    """
    cuts = [cut(thing.geometry, frame) for thing in things if thing.kind == kind]
    return shapely.GeometryCollection([c for c in cuts if not c.is_empty])


def _area(ground: Ground, layer: str, kind: str, frame: Frame) -> BaseGeometry:
    """Return the areas of one kind on paper."""
    return merged(ground.layers[layer], kind, frame)


def _fill(area: BaseGeometry, colour: str, **look: object) -> str:
    """Draw areas of one colour."""
    return path(path_data(area), fill=colour, fill_rule="evenodd", **look)


def _quarter(ground: Ground, frame: Frame, seen: set[str]) -> list[str]:
    """Draw the quarter; where hardly any of it is on the map, there is nothing to explain."""
    area = _area(ground, "quarter", "edge", frame)
    shown = shapely.clip_by_rect(area, *frame.inner)
    if shapely.area(shown) > LEAST_QUARTER * shapely.area(frame.page()):
        seen.add("quarter")
    return [_fill(area, INK["quarter"])]


def _areas(ground: Ground, frame: Frame, seen: set[str]) -> list[str]:
    """Draw land, green, water and houses."""
    drawn = [_fill(_area(ground, "land", kind, frame), ink) for kind, ink in LAND.items()]
    for kind, ink in GREEN.items():
        area = _area(ground, "green", kind, frame)
        drawn.append(_fill(area, ink))
        if kind == "park" and _on_map(area, frame):
            seen.add("park")
    water = _area(ground, "water", "water", frame)
    if _on_map(water, frame):
        seen.add("water")
    houses = _area(ground, "buildings", "building", frame)
    edge = {"stroke": INK["building_edge"], "stroke_width": 0.1}
    return [*drawn, _fill(water, INK["water"]), _fill(houses, INK["building"], **edge)]


def _streets(ground: Ground, frame: Frame, seen: set[str]) -> list[str]:
    """Draw paths, then all casings, then all streets, so that crossings stay open."""
    things, factor = ground.layers["streets"], street_factor(frame.scale)
    paths, casings, fills = [], [], []
    for kind, dash in DASHED.items():
        lines = merged(things, kind, frame)
        look = {"stroke": INK["path"], "stroke_width": 0.3, "stroke_dasharray": dash}
        paths.append(path(path_data(lines), **look))
        if _on_map(lines, frame):
            seen.add(kind)
    for kind, street in STREETS.items():
        data = path_data(merged(things, kind, frame))
        width = street.width * factor
        edge = width + 2 * street.casing
        casings.append(path(data, stroke=street.edge, stroke_width=edge))
        fills.append(path(data, stroke=street.fill, stroke_width=width))
    rounded = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    return [group(paths, fill="none"), group(casings, **rounded), group(fills, **rounded)]


def _above(ground: Ground, frame: Frame, seen: set[str]) -> list[str]:
    """Draw viaducts, pale and see-through, and the lines of the metro."""
    rim = STREETS["primary"].width * street_factor(frame.scale)
    decks, rails = (merged(ground.layers[name], "", frame) for name in ("elevated", "rails"))
    for name, lines in (("elevated", decks), ("rail", rails)):
        if _on_map(lines, frame):
            seen.add(name)
    deck, rail = path_data(decks), path_data(rails)
    return [
        path(deck, fill="none", stroke=INK["elevated_edge"], stroke_width=rim, opacity=0.6),
        path(deck, fill="none", stroke=INK["elevated"], stroke_width=rim - 0.5, opacity=0.75),
        path(
            rail,
            fill="none",
            stroke=INK["rail"],
            stroke_width=0.45,
            stroke_dasharray="2 1",
            opacity=0.7,
        ),
    ]


def _veil(ground: Ground, frame: Frame, route: BaseGeometry) -> list[str]:
    """Pale the surroundings in soft steps."""
    edge = next(thing for thing in ground.layers["quarter"] if thing.kind == "edge").geometry
    away = shapely.difference(route, edge)
    edge = shapely.union(edge, away.buffer(NEAR_M))
    sheet = shapely.box(*frame.ground(MARGIN_MM))
    step = 1 - (1 - VEIL) ** (1 / len(VEIL_STEPS_M))
    drawn = []
    for metres in VEIL_STEPS_M:
        outside = cut(sheet - edge.buffer(metres), frame)
        drawn.append(_fill(outside, PAPER, fill_opacity=step))
    return drawn


def _end(ground: Ground, frame: Frame) -> list[str]:
    """Let the ground fade out where the data ends: no street stops short of nothing."""
    known = shapely.box(*ground.bounds)
    sheet = shapely.box(*frame.ground(MARGIN_MM))
    step = 1 / len(END_STEPS_M)
    drawn = []
    for nth, metres in enumerate(END_STEPS_M):
        beyond = cut(sheet - known.buffer(-metres, join_style="mitre"), frame)
        drawn.append(_fill(beyond, PAPER, fill_opacity=min(1.0, step * (nth + 1) ** 0.5 + step)))
    return drawn


def _on_map(geometry: BaseGeometry, frame: Frame) -> bool:
    """Tell whether enough of a geometry is on the map to explain it in the legend."""
    inside = shapely.clip_by_rect(geometry, *frame.inner)
    return bool(shapely.length(inside) > 2)  # noqa: PLR2004 - a dash of two millimetres
