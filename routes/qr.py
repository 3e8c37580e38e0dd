"""QR codes as SVG. Units: millimetres. Imports segno."""

import segno

QUIET = 4
"""Modules of white around a code that the standard asks for."""


def qr_svg(text: str, *, side_mm: float = 24.0, dark: str = "#000000") -> str:
    """Draw a QR code.

    Parameters
    ----------
    text : str
        What it says, a link as a rule.
    side_mm : float, optional
        Width of the square, the white margin included.
    dark : str, optional
        Colour of the modules, ``#rrggbb``; the ground is white.

    Returns
    -------
    str
        An ``<svg>`` element; 15 % of the code at least may be dirty and it still reads.
    """
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(
        border=QUIET, dark=dark, light="#ffffff", svgclass=None, lineclass=None, omitsize=True
    )
    size = f'width="{side_mm:g}mm" height="{side_mm:g}mm" shape-rendering="crispEdges"'
    return drawn.replace("<svg ", f"<svg {size} ", 1)
