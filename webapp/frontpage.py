"""Changes Streamlit's own page so that its parts come at once, and fonts only where they are shown.

Imports streamlit and webapp.parts.
"""

import json
import re
from functools import cache

import streamlit as st
from streamlit import runtime

from webapp.parts import joined, needed, parts_digest, read_list

PARTS_URL = "assets/parts.js"
"""Where `webapp.parts.parts_script` is served, below the page's address."""
_FRAME = "streamlit_folium.st_folium"
"""The map's frame, as Streamlit knows it."""
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_AHEAD = re.compile(r'<link rel="modulepreload"[^>]*href="\./static/js/([\w.-]+)"[^>]*>')
_HEAD = "<head>"
_BEFORE = """<script>
(function (fonts) {
  var load = fonts.load;
  fonts.load = function (font) {
    return /Material Symbols/.test(font) ? Promise.resolve([]) : load.apply(fonts, arguments);
  };
  window.__streamlit = Object.assign(%s, window.__streamlit);
})(document.fonts);
</script>"""
"""Streamlit fetches its font of icons (375 kB) on every page; the browser does so by itself where
an icon is shown. And it shows its own look, with a font of 170 kB, until it knows ours."""
_COLOURS = ("backgroundColor", "secondaryBackgroundColor", "textColor", "primaryColor")


@cache
def front_page(html: str) -> str:
    """Change the page.

    Parameters
    ----------
    html : str
        Streamlit's ``index.html``.

    Returns
    -------
    str
        The same without fonts fetched ahead, and with what draws the first screen, most of it in
        one file.
    """
    alone = [name for name in needed() if name not in joined()]
    links = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in alone
    )
    parts = f'<script src="./{PARTS_URL}?{parts_digest()}"></script>'
    page = _AHEAD.sub("", _FONT.sub("", html))
    before = _BEFORE % json.dumps(_look(), ensure_ascii=False)
    return page.replace(_HEAD, f"{_HEAD}{parts}{before}", 1).replace(
        "</head>", f"{links}</head>", 1
    )


def _look() -> dict[str, dict[str, str]]:
    """Return our fonts and colours as Streamlit's page takes them before it asks the server."""
    font = st.get_option("theme.font")
    fonts = {"bodyFont": font, "headingFont": font}
    light = {name: st.get_option(f"theme.{name}") for name in _COLOURS}
    dark = {name: st.get_option(f"theme.dark.{name}") for name in _COLOURS}
    return {"LIGHT_THEME": {**fonts, **light}, "DARK_THEME": {**fonts, **dark}}


def frame_script() -> str:
    """Find the script of the map's frame.

    Returns
    -------
    str
        Its address; empty as long as Streamlit does not serve it: it does from the first visit on.
    """
    served = runtime.exists() and runtime.get_instance().component_registry.get_component(_FRAME)
    return _frame_script() if served else ""


@cache
def _frame_script() -> str:
    """Find it by the package's own list; empty if the package is built otherwise."""
    known = read_list("streamlit_folium", "frontend/build/asset-manifest.json").get("files", {})
    name = str(known.get("main.js", ""))
    return f"/component/{_FRAME}/{name.removeprefix('./')}" if name else ""
