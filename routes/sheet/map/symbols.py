"""Signs of the map, and the same for its legend. Units: millimetres."""

from routes.sheet.map.paths import path
from routes.sheet.map.style import (
    APPROXIMATE,
    DASHED,
    GREEN,
    HALO_MM,
    INK,
    PAPER,
    ROUTE_MM,
    TWICE_MM,
)
from routes.sheet.map.walk import ARROW

STOP_MM = 2.5
"""Radius of a stop's disc."""
END_MM = 2.7
STATION_MM = 2.2
SIGN_MM = 1.65
"""Half the side of a small sign: a number of 6.5 pt stands in it."""

KEYS = (
    "stop", "along", "start_finish", "start", "finish", "route", "approximate", "twice",
    "station", "entrance", "toilets", "bench", "quarter", "park", "water", "rail", "elevated",
    "path", "steps",
)  # fmt: skip
"""Keys of all symbols, in the order of a legend."""

SWATCH_MM = (9.0, 4.4)
"""Size of a line or an area in the legend."""


def sign(key: str, colour: str) -> str:
    """Draw a sign around the origin.

    Parameters
    ----------
    key : str
        ``stop``, ``start_finish``, ``start``, ``finish``, ``station``, ``entrance``, ``toilets``
        or ``bench``.
    colour : str
        The theme's colour.

    Returns
    -------
    str
        SVG elements, A4 size.
    """
    white = INK["white"]
    if key == "stop":
        return f'<circle r="{STOP_MM}" fill="{colour}" stroke="{white}" stroke-width="0.45"/>'
    if key in _ENDS:
        return (
            f'<circle r="{END_MM + 0.35}" fill="{white}"/>'
            f'<circle r="{END_MM - 0.35}" fill="{white}" stroke="{colour}" stroke-width="0.8"/>'
            f'<path d="{_ENDS[key]}" fill="{colour}"/>'
        )
    if key == "station":
        return _square(STATION_MM, 0.9, INK["station"]) + path(
            "M-1.2 1.15V-1.1L0 0.45L1.2 -1.1V1.15",
            fill="none", stroke=white, stroke_width=0.55, stroke_linejoin="round",
            stroke_linecap="round",
        )  # fmt: skip
    if key == "entrance":
        return _square(SIGN_MM, 0.5, INK["station"])
    return _square(SIGN_MM, 0.5, INK["service"]) + f'<path d="{_PICTURES[key]}" fill="{white}"/>'


def symbol_svg(key: str, colour: str) -> str:
    """Draw one symbol for the legend, as the map shows it.

    Parameters
    ----------
    key : str
        One of `KEYS`; those on a map are its ``symbols``.
    colour : str
        The theme's colour, ``#rrggbb``.

    Returns
    -------
    str
        An SVG document in millimetres without text: a number in it is drawn. Lines and areas are
        9 mm by 4.4 mm, signs are square.

    Raises
    ------
    KeyError
        If there is no such symbol.
    """
    if key in SIGNS:
        half, one = 3.2, _ONE.get(key, "")
        size = f'width="{2 * half}mm" height="{2 * half}mm" viewBox="-{half} -{half} 6.4 6.4"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{sign(key, colour)}{one}</svg>'
    width, height = SWATCH_MM
    size = f'width="{width}mm" height="{height}mm" viewBox="0 -2.2 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_swatch(key, colour)}</svg>'


def along_svg(data: str, colour: str) -> str:
    """Draw the stretch of street that a stop of uncertain position is on.

    Parameters
    ----------
    data : str
        Path data.
    colour : str
        The theme's colour.

    Returns
    -------
    str
        SVG elements.
    """
    wide = 4.2
    look = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    return path(data, stroke=colour, stroke_width=wide, opacity=0.28, **look) + path(
        data, stroke=INK["white"], stroke_width=wide - 0.6, opacity=0.45, **look
    )


_ENDS = {
    "start": "M-0.75 -1.25L1.3 0L-0.75 1.25Z",
    "finish": "M-1 -1H1V1H-1Z",
    "start_finish": "M-0.85 -1.5H-0.45V-1.3L1.45 -0.6L-0.45 0.15V1.55H-0.85Z",
}
_PICTURES = {
    "toilets": (
        "M-0.7 -0.65a0.29 0.29 0 1 1 0.01 0ZM-1.1 -0.5H-0.3V0.4H-0.45V1.25H-0.95V0.4H-1.1Z"
        "M0.7 -0.65a0.29 0.29 0 1 1 0.01 0ZM0.5 -0.5H0.9L1.2 0.45H0.95V1.25H0.45V0.45H0.2Z"
    ),
    "bench": "M-1.15 -0.7H1.15V-0.3H-1.15ZM-1.15 0H1.15V0.4H0.9V1H0.6V0.4H-0.6V1H-0.9V0.4H-1.15Z",
}
_ONE = {
    key: path(
        f"M{-0.5 * high:g} {-0.55 * high:g}L{0.1 * high:g} {-high:g}V{high:g}",
        fill="none",
        stroke=INK["white"],
        stroke_width=width,
    )
    for key, high, width in (("stop", 1.1, 0.5), ("entrance", 0.85, 0.4))
}
"""A number that stands for all numbers."""
SIGNS = (*_ENDS, *_PICTURES, "stop", "station", "entrance")


def _square(half: float, round_mm: float, colour: str) -> str:
    """Draw a rounded square with a white rim."""
    return (
        f'<rect x="-{half}" y="-{half}" width="{2 * half}" height="{2 * half}" rx="{round_mm}" '
        f'fill="{colour}" stroke="#ffffff" stroke-width="0.3"/>'
    )


def _swatch(key: str, colour: str) -> str:
    """Draw a line or an area in the middle of a swatch."""
    line = "M0.8 0H8.2"
    if key in {"route", "approximate"}:
        dash = {"stroke_dasharray": "{} {}".format(*APPROXIMATE)} if key == "approximate" else {}
        halo = path(line, stroke=INK["white"], stroke_width=ROUTE_MM + 2 * HALO_MM)
        arrow = f'<path d="{ARROW}" transform="translate(4.5 0)" fill="{colour}" stroke="#ffffff" '
        arrow += 'stroke-width="0.3"/>'
        drawn = halo + path(line, stroke=colour, stroke_width=ROUTE_MM, **dash)
        return drawn + (arrow if key == "route" else "")
    if key == "twice":
        rows = (-TWICE_MM, TWICE_MM)
        return "".join(path(f"M0.8 {y}H8.2", stroke=colour, stroke_width=ROUTE_MM) for y in rows)
    if key == "along":
        return along_svg("M2.4 0H6.6", colour)
    if key in DASHED or key == "rail":
        ink, width = (INK["rail"], 0.45) if key == "rail" else (INK["path"], 0.3)
        return path(line, stroke=ink, stroke_width=width, stroke_dasharray=DASHED.get(key, "2 1"))
    if key == "elevated":
        edge = path(line, stroke=INK["elevated_edge"], stroke_width=3.1)
        return edge + path(line, stroke=INK["elevated"], stroke_width=2.6)
    fill = {"quarter": INK["quarter"], "park": GREEN["park"], "water": INK["water"]}[key]
    rim = {"quarter": PAPER}.get(key, fill)
    return path("M0.3 -1.9H8.7V1.9H0.3Z", fill=fill, stroke=rim, stroke_width=0.3)
