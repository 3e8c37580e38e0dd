"""A piece of the page in our own HTML, whose links and buttons speak to the server.

A tap that leads to another route is a link with that route's address: it works without a script,
opens in a new tab, and says where it leads. Imports streamlit.
"""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from webapp import choices

_STATIC = Path(__file__).parent / "static"
_HTML = '<div class="cw-island"></div>'
_JS = (_STATIC / "island.js").read_text("utf-8")
_GUIDE_JS = _JS.replace("export default function", "function island", 1)
_GUIDE_JS += (_STATIC / "guide.js").read_text("utf-8")
_component = st.components.v2.component
_ISLANDS = {
    "island": _component("cw_island", html=_HTML, js=_JS, isolate_styles=False),
    "guide": _component("cw_guide", html=_HTML, js=_GUIDE_JS, isolate_styles=False),
}
"""By script; a browser is sent a script with the first piece that it draws."""


def island(  # noqa: PLR0913 - what a piece may have, named
    key: str,
    html: str,
    *,
    page: str = "",
    view: str = "",
    script: Literal["island", "guide"] = "island",
    on_act: Callable[[str], None] | None = None,
    on_here: Callable[[str], None] | None = None,
) -> None:
    """Show HTML and listen to it.

    Parameters
    ----------
    key : str
        Name of the piece.
    html : str
        All from data is escaped in it.
    page : str, optional
        Names the page; as long as it stays the same, opened folds stay open.
    view : str, optional
        Names the view; the window goes to its top when it becomes another one.
    script : {"island", "guide"}, optional
        What the piece can do: ``guide`` has fields, too.
    on_act, on_here : callable, optional
        Called with the text of a tapped ``data-act``; with ``LON,LAT,METRES`` where the visitor is.
    """

    def told(name: str) -> str:
        return str(getattr(st.session_state[key], name, None) or "")

    def gone() -> None:
        if address := told("go"):
            choices.go(dict(parse_qsl(address.lstrip("?"))))

    def acted() -> None:
        if on_act and (text := told("act")):
            on_act(text)

    def located() -> None:
        if on_here and (text := told("here")):
            on_here(text)

    _ISLANDS[script](
        key=key,
        data={"html": html, "page": page, "view": view},
        on_go_change=gone,
        on_act_change=acted,
        on_here_change=located,
    )


def link(query: dict[str, str], text_html: str, kind: str, *, label: str = "") -> str:
    """Write a link to another address of the page, taken over without loading the page anew.

    Parameters
    ----------
    query : dict of str to str
        The address.
    text_html : str
        What it says, as HTML.
    kind : str
        Class names.
    label : str, optional
        What it is called where its text does not suffice.

    Returns
    -------
    str
        HTML.
    """
    address = escape(urlencode(query, safe=",:"))
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<a class="{kind}" href="?{address}" data-go="?{address}"{named}>{text_html}</a>'
