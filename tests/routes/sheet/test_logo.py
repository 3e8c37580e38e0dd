"""What an office gives as its logo: sound pictures are taken, all else is told, with the mend."""

import base64
import struct
import zlib

import pytest

from routes.sheet.logo import MOST_LOGO_BYTES, Logo, LogoError, logo_svg, read_logo

PATH = '<path d="M0 0H9V9H0Z"/>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{PATH}</svg>'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


def svg(inside: str) -> bytes:
    return SVG.replace(PATH, inside).encode()


def sized(width: int) -> bytes:
    """Return the PNG with another width, its checksum right."""
    head = b"IHDR" + struct.pack(">I", width) + PNG[20:29]
    return PNG[:12] + head + struct.pack(">I", zlib.crc32(head)) + PNG[33:]


BAD = {
    "logo_format": [
        b"", b"hello", b"GIF89a", SVG.replace("http://www.w3.org/2000/svg", "urn:x").encode(),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<text>&x;</text>"),
        b'<?xml version="1.0" encoding="klingon"?>' + SVG.encode(), SVG[:-9].encode(),
    ],
    "logo_large": [b" " * (MOST_LOGO_BYTES + 1)],
    "logo_broken": [PNG[:-20], PNG[:40] + b"x" + PNG[41:], PNG[:8]],
    "logo_size": [sized(0), sized(2_000_000_000)],
    "logo_empty": [svg("")],
    "logo_script": [svg(f"<script>alert(1)</script>{PATH}")],
    "logo_linked": [
        svg('<image href="http://example.org/a.png" width="9" height="9"/>'),
        svg('<image xmlns:l="http://www.w3.org/1999/xlink" l:href="a.png" width="9" height="9"/>'),
        svg(f"<style>@import 'a.css';</style>{PATH}"),
        svg('<path style="fill:url(http://example.org/a.svg#b)" d="M0 0H9V9Z"/>'),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "content"), [(code, content) for code, all_of in BAD.items() for content in all_of]
)
def test_what_cannot_be_printed_is_told(tmp_path, code, content):
    path = tmp_path / "logo.svg"
    path.write_bytes(content)
    with pytest.raises(LogoError) as caught:
        read_logo(path)
    (fault,) = caught.value.faults
    assert fault.code == code
    for lang in ("zh", "en"):
        assert str(path) in fault.message(lang)
        assert fault.hint(lang)


@pytest.mark.parametrize("name", ["none.svg", "."])
def test_a_file_that_is_not_there(tmp_path, name):
    with pytest.raises(LogoError) as caught:
        read_logo(tmp_path / name)
    assert caught.value.faults[0].code == "logo_unreadable"


def test_sound_pictures_are_taken_in_whatever_letters(tmp_path):
    path = tmp_path / "logo"
    title = SVG.replace(PATH, f'<title>标志</title><a href="http://example.org">{PATH}</a>')
    for name in ("utf-8", "utf-8-sig", "utf-16", "gbk"):
        declared = name.removesuffix("-sig")
        path.write_bytes(f'<?xml version="1.0" encoding="{declared}"?>\n{title}'.encode(name))
        assert logo_svg(read_logo(path)).strip() == title
    path.write_bytes(PNG)
    assert read_logo(path) == Logo(content=PNG, format="png")
