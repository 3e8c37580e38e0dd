"""Names on the map: how wide they are, where they stand, how they are written as SVG text.

Units: millimetres on paper, y down; degrees clockwise; points.
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray

from planner.words import Lang
from routes.sheet.lettering import FAMILY, FONTS
from routes.sheet.map.style import Weight

Corners = NDArray[np.float64]
Kind = Literal["stop", "number", "end", "station", "entrance", "street", "area", "grid"]

PT_MM = 25.4 / 72
FILES: dict[int, str] = {400: "NotoSansCJKsc-Regular.otf", 700: "NotoSansCJKsc-Bold.otf"}
WHOLE_EM = 1.0
"""Advance of a character that the font does not have: as wide as any Chinese one."""
HIGH_EM = 0.94
"""Height of a line's ink: from below the descenders to above the tallest strokes."""
SINK_EM = 0.36
"""From the middle of that height down to the baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text on the map; ``x_mm`` and ``y_mm`` are the middle of its box.

    ``angle_deg`` turns it clockwise about that point. ``spacing_em`` is added after each letter.
    ``column``: Chinese characters one below the other, upright, along a line that leans by
    ``angle_deg`` from the vertical. ``halo`` is the colour of the rim, None for none. ``of`` names
    what it belongs to: the id of a stop, else the text.
    """

    text: str
    x_mm: float
    y_mm: float
    size_pt: float
    kind: Kind
    lang: Lang
    of: str
    angle_deg: float = 0.0
    weight: Weight = 400
    colour: str = "#000000"
    halo: str | None = None
    spacing_em: float = 0.0
    column: bool = False

    @property
    def em_mm(self) -> float:
        """Size of the letters."""
        return self.size_pt * PT_MM

    @property
    def width_mm(self) -> float:
        """Length of the line, the space after the last letter left out."""
        if self.column:
            step = 1 + self.spacing_em
            return (step * (len(self.text) - 1) + HIGH_EM) * self.em_mm
        return text_width(self.text, self.size_pt, self.weight, self.spacing_em)

    def corners(self, margin_mm: float = 0.0) -> Corners:
        """Return the corners of the box around the letters.

        Parameters
        ----------
        margin_mm : float, optional
            How much more around.

        Returns
        -------
        array of shape (4, 2)
            Clockwise on paper.
        """
        along = self.width_mm / 2 + margin_mm
        across = HIGH_EM * self.em_mm / 2 + margin_mm
        if self.column:
            lean = abs(math.sin(math.radians(self.angle_deg)))
            across = (1 + lean * self.spacing_em) * self.em_mm / 2 + margin_mm
            return turned((self.x_mm, self.y_mm), across, along, self.angle_deg)
        return turned((self.x_mm, self.y_mm), along, across, self.angle_deg)

    def svg(self) -> str:
        """Write the label as SVG text, its rim below its letters.

        Returns
        -------
        str
            A ``text`` element, escaped.
        """
        look = (
            f'font-size="{self.em_mm:.3f}" font-weight="{self.weight}" fill="{self.colour}"'
            f"{self._rim()}"
        )
        if self.column:
            xs, ys = zip(*self._spots(), strict=True)
            place = f'x="{" ".join(xs)}" y="{" ".join(ys)}"'
            return f'<text {place} text-anchor="middle" {look}>{escape(self.text)}</text>'
        spacing = self.spacing_em * self.em_mm
        look += f' letter-spacing="{spacing:.3f}"' if spacing else ""
        turn = f" rotate({self.angle_deg:.2f})" if self.angle_deg else ""
        move = f"translate({self.x_mm:.2f} {self.y_mm:.2f}){turn}"
        left, down = -self.width_mm / 2, SINK_EM * self.em_mm
        return (
            f'<text transform="{move}" x="{left:.2f}" y="{down:.2f}" {look}>'
            f"{escape(self.text)}</text>"
        )

    def _rim(self) -> str:
        """Return the attributes of the halo."""
        if self.halo is None:
            return ""
        width = min(0.34 * self.em_mm, 1.0)
        return f' stroke={quoteattr(self.halo)} stroke-width="{width:.2f}"'

    def _spots(self) -> list[tuple[str, str]]:
        """Return the baseline of each character of a column."""
        step = (1 + self.spacing_em) * self.em_mm
        lean = math.radians(self.angle_deg)
        down, middle = SINK_EM * self.em_mm, (len(self.text) - 1) / 2
        return [
            (
                f"{self.x_mm - math.sin(lean) * step * (n - middle):.2f}",
                f"{self.y_mm + math.cos(lean) * step * (n - middle) + down:.2f}",
            )
            for n in range(len(self.text))
        ]


def turned(middle: tuple[float, float], along: float, across: float, angle_deg: float) -> Corners:
    """Return the corners of a turned rectangle.

    Parameters
    ----------
    middle : tuple of float
        Its middle.
    along, across : float
        Half of its length and of its height.
    angle_deg : float
        Clockwise on paper.

    Returns
    -------
    array of shape (4, 2)
        Clockwise on paper.
    """
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    square: Corners = np.array(
        [(-along, -across), (along, -across), (along, across), (-along, across)]
    )
    corners: Corners = square @ np.array([(cos, sin), (-sin, cos)]) + np.array(middle)
    return corners


@lru_cache(maxsize=2000)
def text_width(text: str, size_pt: float, weight: Weight = 400, spacing_em: float = 0.0) -> float:
    """Measure a line of text by the advance widths of the font that ships with the project.

    Parameters
    ----------
    text : str
        The line.
    size_pt : float
        Size of its letters.
    weight : {400, 700}, optional
        Regular or bold.
    spacing_em : float, optional
        Added between the letters.

    Returns
    -------
    float
        Millimetres.
    """
    widths = _advances(weight)
    ems = sum(widths.get(ord(letter), WHOLE_EM) for letter in text)
    return (ems + spacing_em * max(0, len(text) - 1)) * size_pt * PT_MM


@cache
def _advances(weight: int) -> dict[int, float]:
    """Read the advance widths of a font, em by code point."""
    with TTFont(FONTS / FILES[weight], lazy=True) as font:
        unit = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] / unit for code, name in font.getBestCmap().items()}


def font_attributes() -> str:
    """Return what all text of the map has in common.

    Returns
    -------
    str
        Attributes of an SVG group.
    """
    return f'font-family="{FAMILY}" paint-order="stroke" stroke-linejoin="round"'
