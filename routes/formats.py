"""Every format that a walk can be taken away in: its name, media type, and who writes it. No units.

Imports planner and modules of routes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang
from routes.geojson import geojson_text
from routes.gpx import gpx_text
from routes.heading import Heading
from routes.linkpage import links_html
from routes.mapfile import map_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk that is taken away: the route, what it is called, in which language.

    ``link`` is its address on the web (``routes.share``), None where the app has no public one.
    """

    quarter: Quarter
    route: Route
    heading: Heading
    lang: Lang
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: ``suffix`` without dot; ``is_text``: UTF-8; ``variants``: the first is usual."""

    suffix: str
    media_type: str
    write: Callable[[Walk, str], str | bytes]
    is_text: bool = True
    variants: tuple[str, ...] = ()


def _gpx(walk: Walk, variant: str) -> str:
    """Write GPX."""
    return gpx_text(
        walk.quarter,
        walk.route,
        walk.heading,
        walk.lang,
        variant="route" if variant == "route" else "ascii" if variant == "ascii" else "track",
        link=walk.link,
    )


FORMATS: dict[str, Format] = {
    "gpx": Format(
        suffix="gpx",
        media_type="application/gpx+xml",
        write=_gpx,
        variants=("track", "route", "ascii"),
    ),
    "geojson": Format(
        suffix="geojson",
        media_type="application/geo+json",
        write=lambda walk, _: geojson_text(walk.quarter, walk.route, walk.heading),
    ),
    "map": Format(
        suffix="html",
        media_type="text/html; charset=utf-8",
        write=lambda walk, _: map_html(walk.quarter, walk.route, walk.lang),
    ),
    "links": Format(
        suffix="html",
        media_type="text/html; charset=utf-8",
        write=lambda walk, _: links_html(walk.quarter, walk.route, walk.heading, walk.lang),
    ),
}
"""By the name that ``citywalk export --format`` takes."""


def written(name: str, walk: Walk, variant: str | None = None) -> bytes:
    """Write a walk in one format.

    Parameters
    ----------
    name : str
        Name of the format, a key of ``FORMATS``.
    walk : Walk
        The walk.
    variant : str, optional
        One of the format's variants; the usual one if not given.

    Returns
    -------
    bytes
        The file's content; the same walk gives the same bytes.
    """
    kind = FORMATS[name]
    content = kind.write(walk, variant or "")
    return content.encode() if isinstance(content, str) else content
