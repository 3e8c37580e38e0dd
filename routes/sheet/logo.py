"""The publisher's logo: an SVG or PNG file that is sound, whole, and refers to nothing else. Bytes.

What an office gives comes from anywhere: it is looked through, and set once alone, before a sheet
is made with it. Imports typst and planner.errors.
"""

import codecs
import re
import xml.etree.ElementTree as ET
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typst
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from planner.errors import CitywalkError, Fault

LogoFormat = Literal["svg", "png"]
MOST_LOGO_BYTES = 2_000_000
"""A logo larger than this makes a file that no office sends by mail."""
MOST_SIDE = 10_000
"""Dots along a side of a PNG; more is no logo, and would fill the memory."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image"}
_INSIDE = re.compile(r"\s*(#|data:image/)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?([^)'\"]*)|@import\s+['\"]?([^;'\"]*)", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*['\"]([\w.-]+)['\"]")
_ALONE = b'#set page(width: 60mm, height: 60mm)\n#image(bytes(sys.inputs.svg), format: "svg")'


class LogoError(CitywalkError):
    """The logo cannot be read or printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture to be printed as it is; SVG is in UTF-8."""

    content: bytes
    format: LogoFormat


def read_logo(path: Path) -> Logo:
    """Read a logo.

    Parameters
    ----------
    path : Path
        An SVG or PNG file.

    Returns
    -------
    Logo
        The file's content.

    Raises
    ------
    LogoError
        If it cannot be read, is neither, is too large or damaged, or refers to other files.
    """
    try:
        if path.stat().st_size > MOST_LOGO_BYTES:
            values: dict[str, object] = {"most": MOST_LOGO_BYTES // 1_000_000}
            raise LogoError([Fault("logo_large", str(path), values)])
        content = path.read_bytes()
    except OSError:
        raise LogoError([Fault("logo_unreadable", str(path))]) from None
    if content.startswith(_PNG):
        faults = list(_png_faults(content, str(path)))
        logo = Logo(content=content, format="png")
    else:
        text = _text(content)
        faults = list(_svg_faults(text, str(path)))
        logo = Logo(content=text.encode(), format="svg")
    if not faults and not _can_be_set(logo):
        faults = [Fault("logo_broken", str(path))]
    if faults:
        raise LogoError(faults)
    return logo


def logo_svg(logo: Logo) -> str:
    """Hand a logo to the templates.

    Parameters
    ----------
    logo : Logo
        The logo.

    Returns
    -------
    str
        SVG; a PNG is wrapped in one, since only text goes to the templates.
    """
    if logo.format == "svg":
        return logo.content.decode()
    width, height = (int.from_bytes(logo.content[at : at + 4], "big") for at in (16, 20))
    code = b64encode(logo.content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{code}"/></svg>'
    )


def _text(content: bytes) -> str:
    """Decode XML by its mark or its declaration, which is then dropped; drawing programs differ."""
    declared = _ENCODING.match(content)
    name = declared[1].decode() if declared else "utf-8"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    try:
        text = content.decode("utf-8-sig" if name.lower() in {"utf-8", "utf8"} else name)
    except (UnicodeDecodeError, LookupError):
        return ""
    return _DECLARED.sub("", text)


def _svg_faults(text: str, where: str) -> Iterator[Fault]:
    """Yield what is wrong with an SVG picture."""
    try:
        root = fromstring(text)
    except (ET.ParseError, DefusedXmlException, ValueError):
        yield Fault("logo_format", where)
        return
    if root.tag != f"{_SVG}svg":
        yield Fault("logo_format", where)
        return
    names = {str(part.tag).rpartition("}")[2] for part in root.iter()}
    if "script" in names:
        yield Fault("logo_script", where)
    linked = next((link for part in root.iter() for link in _links(part)), None)
    if linked is not None:
        yield Fault("logo_linked", where, {"value": linked[:60]})
    if not names & _DRAWN:
        yield Fault("logo_empty", where)


def _links(part: ET.Element) -> Iterator[str]:
    """Yield what an element takes from outside the file; a link to be clicked takes nothing."""
    for name, value in part.attrib.items():
        if name.rpartition("}")[2] == "href" and part.tag != f"{_SVG}a":
            yield from [] if _INSIDE.match(value) else [value]
        yield from _outside(value)
    if part.tag == f"{_SVG}style":
        yield from _outside(part.text or "")


def _outside(style: str) -> Iterator[str]:
    """Yield the addresses in a piece of style sheet that lead out of the file."""
    for found in _URL.finditer(style):
        address = found[1] or found[2] or ""
        yield from [] if _INSIDE.match(address) else [address]


def _png_faults(content: bytes, where: str) -> Iterator[Fault]:
    """Yield what is wrong with a PNG picture: a part that is damaged or missing, or its size."""
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 8 + size
        if zlib.crc32(content[at + 4 : end]) != int.from_bytes(content[end : end + 4], "big"):
            kind = b""
        if not kind or end + 4 > len(content):
            yield Fault("logo_broken", where)
            return
        at = end + 4
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE):
        yield Fault("logo_size", where, {"width": width, "height": height, "most": MOST_SIDE})


def _can_be_set(logo: Logo) -> bool:
    """Set a logo alone, to see whether it can be drawn."""
    try:
        typst.compile(_ALONE, sys_inputs={"svg": logo_svg(logo)}, ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True
