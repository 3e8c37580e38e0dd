"""Geometry on paper as SVG paths. Units: millimetres."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from routes.sheet.map.frame import Array, Frame

FINE_MM = 0.05
"""What the eye does not see at reading distance: lines are simplified by less."""
MARGIN_MM = 4.0
"""Cut so far outside the map, so that no casing ends inside it."""


def cut(geometry: BaseGeometry, frame: Frame) -> BaseGeometry:
    """Cut a geometry to the map and bring it onto paper.

    Parameters
    ----------
    geometry : BaseGeometry
        Metres.
    frame : Frame
        The map's frame.

    Returns
    -------
    BaseGeometry
        Millimetres, simplified; empty if it is not on the map.
    """
    clipped = shapely.clip_by_rect(geometry, *frame.ground(MARGIN_MM))
    if clipped.is_empty:
        return clipped
    return shapely.simplify(shapely.transform(clipped, frame.on_paper), FINE_MM)


def path_data(geometry: BaseGeometry) -> str:
    """Write a geometry as the ``d`` of a path.

    Parameters
    ----------
    geometry : BaseGeometry
        Lines or polygons, millimetres.

    Returns
    -------
    str
        Moves and lines, hundredths of a millimetre; rings are closed.
    """
    parts = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            parts += [f"{points_data(ring)}Z" for ring in _rings(part)]
        elif part.geom_type in {"LineString", "LinearRing"}:
            parts.append(points_data(shapely.get_coordinates(part)))
        elif part.geom_type.startswith(("Multi", "Geometry")):
            parts.append(path_data(part))
    return "".join(parts)


def points_data(points: Array) -> str:
    """Write points as a move and lines.

    Parameters
    ----------
    points : array of shape (n, 2)
        Millimetres.

    Returns
    -------
    str
        Path data.
    """
    rounded = np.round(points, 2)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in rounded.tolist())


def path(data: str, **look: object) -> str:
    """Write a path element, or nothing if there is nothing to draw.

    Parameters
    ----------
    data : str
        Its ``d``.
    **look : object
        Attributes; an underscore stands for a hyphen.

    Returns
    -------
    str
        SVG.
    """
    return f'<path d="{data}"{attributes(look)}/>' if data else ""


def group(parts: Iterable[str], **look: object) -> str:
    """Write a group, or nothing if it is empty.

    Parameters
    ----------
    parts : iterable of str
        SVG elements.
    **look : object
        Attributes; an underscore stands for a hyphen.

    Returns
    -------
    str
        SVG.
    """
    inside = "".join(parts)
    return f"<g{attributes(look)}>{inside}</g>" if inside else ""


def attributes(look: dict[str, object]) -> str:
    """Write attributes.

    Parameters
    ----------
    look : dict
        By name, with underscores for hyphens. Values come from the program, never from data.

    Returns
    -------
    str
        With a space before each.
    """
    return "".join(f' {key.replace("_", "-")}="{_short(value)}"' for key, value in look.items())


def _short(value: object) -> str:
    """Write a number to hundredths, anything else as it is."""
    return f"{round(value, 2):g}" if isinstance(value, float) else str(value)


def _rings(polygon: BaseGeometry) -> list[Array]:
    """Return outer and inner rings without their closing points."""
    rings = [polygon.exterior, *polygon.interiors]
    return [shapely.get_coordinates(ring)[:-1] for ring in rings]
