"""The look of the printed map: colours, widths, letters, each with its reason.

Units: hexadecimal sRGB; millimetres; points. Imports only the standard library.
"""

from dataclasses import dataclass
from typing import Literal

PAPER = "#fbfaf6"
"""What the surroundings pale towards, and the halo of every name."""

LAND = {"homes": "#f6efdf", "shops": "#f7e8d7", "campus": "#efeadb"}
"""Use of the land: three warm tints that differ little, so that streets stay in front."""

GREEN = {"park": "#c6dfae", "pitch": "#d8e6bd"}

INK: dict[str, str] = {
    "quarter": "#f9f3e4",  # warm: the quarter is what the walk is about
    "water": "#a9d0e2",
    "building": "#e9dcc1",
    "building_edge": "#d3c19c",
    "casing": "#c3b08a",  # darker than the land, lighter than any name
    "casing_main": "#cf9f4a",
    "path": "#a58550",
    "elevated": "#e4dfd6",
    "elevated_edge": "#b9ae9c",
    "rail": "#7d84a8",
    "station": "#2f3e73",
    "service": "#3f5f8a",  # toilets and benches: quieter than stations
    "quarter_text": "#8a6f3c",
    "street_text": "#3d352b",
    "park_text": "#33602b",
    "water_text": "#1c536e",
    "grid": "#6f6a60",
    "black": "#000000",  # print black, one plate: names of stops never fringe
    "white": "#ffffff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """How a class of street is drawn at 1:5 000, mm; ``name_pt`` 0 leaves the name out."""

    width: float
    casing: float
    fill: str
    edge: str
    name_pt: float


STREETS: dict[str, Street] = {
    "lane": Street(width=0.75, casing=0.18, fill="#ffffff", edge=INK["casing"], name_pt=6.5),
    "minor": Street(width=1.5, casing=0.2, fill="#ffffff", edge=INK["casing"], name_pt=6.8),
    "tertiary": Street(width=2.1, casing=0.22, fill="#fffdf4", edge=INK["casing"], name_pt=7.2),
    "secondary": Street(
        width=2.6, casing=0.25, fill="#fcebc0", edge=INK["casing_main"], name_pt=7.6
    ),
    "primary": Street(width=3.1, casing=0.28, fill="#fbdc95", edge=INK["casing_main"], name_pt=8.0),
}
"""From the smallest class, which lies lowest, up: a name in its street, where there is room."""

DASHED = {"path": "0.9 0.6", "steps": "0.3 0.3"}
"""Footpaths and steps: a fine dashed line, as on every walker's map."""

WIDTH_POWER = 0.45
"""Streets narrow less than the scale: at 1:10 000 a street is 0.73 as wide as at 1:5 000."""

VEIL = 0.56
"""How far the surroundings pale towards the paper, in all."""
VEIL_STEPS_M = (0.0, 7.0, 14.0, 21.0, 28.0, 35.0)
"""The paling grows over these distances from the quarter's frontages: no line, no boundary."""

END_STEPS_M = (240.0, 210.0, 180.0, 150.0, 120.0, 90.0, 60.0, 30.0)
"""Before the edge of the data the ground fades into the paper, over these distances from it."""

LEAST_QUARTER = 0.01
"""The quarter is in the legend if it fills so much of the map."""

NEAR_M = 110.0
"""Where a walk leaves the quarter, the ground so far to either side stays in colour."""

ROUTE_MM = 1.35
"""Width of the route, wider than any casing and narrower than a street."""
HALO_MM = 0.55
"""White at either side of the route: what keeps it apart from all it lies on, in grey too."""
APPROXIMATE = (2.6, 1.5)
"""Dashes of the route where the street was redrawn and its line is approximate."""
TWICE_MM = 0.95
"""Each of two passes through the same street keeps so far to its right."""
ARROW_MM = 26.0
"""From one arrow to the next, about."""

SMALLEST_PT = 6.5
"""Nothing on the sheet is smaller (issue 8)."""

Weight = Literal[400, 700]


def street_factor(scale: int) -> float:
    """Return by how much streets are wider or narrower than at 1:5 000.

    Parameters
    ----------
    scale : int
        Denominator of the map's scale.

    Returns
    -------
    float
        A factor for `STREETS`.

    Examples
    --------
    >>> street_factor(5000)
    1.0
    """
    return float((5000 / scale) ** WIDTH_POWER)
