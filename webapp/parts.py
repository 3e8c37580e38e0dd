"""Joins the many small modules of Streamlit's page, so that a phone asks once and not eighty times.

Each question takes a phone network a sixth of a second, and a browser asks six at a time. What is
joined are Streamlit's own files, unchanged but for the names by which they call each other; an
import map leads all who call them to the one copy. A browser without import maps, and a module
that is written otherwise than expected, go the usual way. Imports only the standard library.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_DRAWN_BY = ("/Html.tsx", "/BidiComponent.tsx", "/ButtonGroup.tsx", "/ComponentInstance.tsx")
"""The parts of Streamlit that draw our first screen, as its manifest names them."""
_ENTRY = "index.html"
_SMALL = 50_000
"""Characters; a larger module is worth its own question, and the browser keeps it compiled."""
_CALLED = re.compile(r'(\bfrom|\bimport)"\./([\w.-]+\.js)"')
_OWN_ADDRESS = re.compile(r"""\bimport\(|import\.meta|["'`]\./[\w.-]+\.js""")
"""What works only at a module's own address."""
_JOIN = """(function (parts, alone) {
  var able = window.HTMLScriptElement && HTMLScriptElement.supports;
  if (!able || !HTMLScriptElement.supports("importmap")) return;
  var base = new URL("static/js/", document.baseURI), map = {};
  alone.forEach(function (name) { map["joined/" + name] = new URL(name, base).href; });
  Object.keys(parts).forEach(function (name) {
    var copy = URL.createObjectURL(new Blob([parts[name]], { type: "text/javascript" }));
    map["joined/" + name] = map[new URL(name, base).href] = copy;
  });
  var script = document.createElement("script");
  script.type = "importmap";
  script.textContent = JSON.stringify({ imports: map });
  document.currentScript.after(script);
})(%s, %s);
"""


def read_list(package: str, name: str) -> dict[str, Any]:
    """Read a package's list of its files, without importing the package.

    Parameters
    ----------
    package : str
        Its name.
    name : str
        Path of the list in it.

    Returns
    -------
    dict
        The list; empty where another version of the package has none.
    """
    try:
        found: dict[str, Any] = json.loads((_folder(package) / name).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


@cache
def needed() -> tuple[str, ...]:
    """List the modules that draw the first screen, each after those it needs.

    Returns
    -------
    tuple of str
        Names of files in Streamlit's ``static/js``; empty if it is built otherwise.
    """
    manifest = read_list("streamlit", "static/manifest.json")
    found: dict[str, None] = {}

    def add(key: str) -> None:
        part = manifest.get(key, {})
        name = str(part.get("file", "")).rpartition("/")[2]
        if not name or name in found:
            return
        if key == _ENTRY:
            return
        for other in part.get("imports", ()):
            add(other)
        found[name] = None

    for other in manifest.get(_ENTRY, {}).get("imports", ()):
        add(other)
    for key in manifest:
        if key.endswith(_DRAWN_BY):
            add(key)
    return tuple(found)


@cache
def joined() -> dict[str, str]:
    """Return the modules that are sent together.

    Returns
    -------
    dict of str to str
        JavaScript by name of file; they call each other, and others, ``joined/NAME``.
    """
    return dict(_joined())


def _joined() -> Iterator[tuple[str, str]]:
    """Read the small ones that work at any address."""
    folder = _folder("streamlit") / "static" / "static" / "js"
    for name in needed():
        code = (folder / name).read_text("utf-8")
        moved = _CALLED.sub(r'\1"joined/\2"', code)
        if len(code) < _SMALL and not _OWN_ADDRESS.search(moved):
            yield name, moved


@cache
def parts_script() -> str:
    """Write the script that holds them.

    Returns
    -------
    str
        JavaScript, to run before any module of the page.
    """
    parts = joined()
    called = {name for code in parts.values() for _, name in _called(code)}
    alone = sorted(called - set(parts))
    return _JOIN % (json.dumps(parts, ensure_ascii=False), json.dumps(alone))


@cache
def parts_digest() -> str:
    """Return a checksum of the script, for its address.

    Returns
    -------
    str
        Hexadecimal.
    """
    return sha256(parts_script().encode()).hexdigest()[:12]


def _called(code: str) -> list[tuple[str, str]]:
    """Find the names that a moved module calls."""
    return re.findall(r'(\bfrom|\bimport)"joined/([\w.-]+\.js)"', code)


def _folder(package: str) -> Path:
    """Find where a package lies; nowhere useful if it is not installed."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else Path()
