"""Addresses that others can open: of the app, of a walk, of a published route. No units.

Imports planner.
"""

import os
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlencode, urlsplit

from planner.errors import Fault, RequestError
from planner.request import Request
from planner.words import LANGS, Lang

VARIABLE = "CITYWALK_PUBLIC_URL"
"""Environment variable with the address at which others reach this app."""

Page = Literal["/", "/walk"]


def public_url(given: str | None = None) -> str | None:
    """Return the address at which others reach the app.

    Parameters
    ----------
    given : str, optional
        The address; that of ``CITYWALK_PUBLIC_URL`` if not given.

    Returns
    -------
    str or None
        Without a slash at its end; None if nobody has set one.

    Raises
    ------
    RequestError
        If it is no web address, or one that only this machine can open.

    Examples
    --------
    >>> public_url("https://walk.example.org/")
    'https://walk.example.org'
    """
    text = (os.environ.get(VARIABLE, "") if given is None else given).strip()
    if not text:
        return None
    if not _can_be_opened(text):
        where = VARIABLE if given is None else "--public-url"
        raise RequestError([Fault("public_url_unreadable", where, {"value": text})])
    return text.rstrip("/")


def share_link(what: Request | str, lang: Lang, page: Page = "/", *, base: str) -> str:
    """Write the link to a walk, percent-encoded.

    Parameters
    ----------
    what : Request or str
        A request, which is its own address, or the id of a published route.
    lang : {"zh", "en"}
        Language that the page opens in.
    page : {"/", "/walk"}, optional
        The planner, or the walk page.
    base : str
        Address of the app, from ``public_url``.

    Returns
    -------
    str
        The link.

    Examples
    --------
    >>> share_link("spirit", "en", "/walk", base="https://walk.example.org")
    'https://walk.example.org/walk/p/spirit?lang=en'
    """
    language = {} if lang == LANGS[0] else {"lang": lang}
    if isinstance(what, Request):
        return f"{base}{page}?{urlencode(what.as_query() | language, safe=',:')}"
    if page == "/walk":
        query = f"?{urlencode(language)}" if language else ""
        return f"{base}/walk/p/{what}{query}"
    return f"{base}/?{urlencode({'published': what} | language)}"


def _can_be_opened(text: str) -> bool:
    """Whether an address can be one that others open."""
    if not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        return False
    if parts.username or host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not (ip_address(host).is_loopback or ip_address(host).is_unspecified)
    except ValueError:
        return True
