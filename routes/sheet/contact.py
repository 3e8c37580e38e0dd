"""A contact sheet of many printed sheets, to be looked over before they go to print. No units.

Imports typst and modules of routes.sheet.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from routes.sheet.lettering import FONTS
from routes.sheet.press import TEMPLATES

_PPI = 130.0


def contact_sheet(folder: Path, files: Sequence[str]) -> bytes:
    """Show the first pages of several PDF files side by side.

    Parameters
    ----------
    folder : Path
        Where the files lie.
    files : sequence of str
        Their paths within it, with slashes.

    Returns
    -------
    bytes
        One PNG, three pages in a row.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    made = typst.Compiler(root=str(folder), font_paths=fonts).compile(
        input=(TEMPLATES / "contact.typ").read_bytes(),
        format="png",
        ppi=_PPI,
        sys_inputs={"data": json.dumps({"files": list(files)})},
    )
    return made if isinstance(made, bytes) else b"".join(made or [])
