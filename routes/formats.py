"""Every format that a walk can be taken away in: its name, media type, and who writes it. No units.

Imports planner and modules of routes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang
from routes.course import fit_bytes, tcx_text
from routes.cues import Cues, cue_sheet
from routes.cues_html import cues_html
from routes.cues_pdf import cues_pdf
from routes.cues_text import cues_text
from routes.geojson import geojson_text
from routes.gpx import gpx_text
from routes.heading import Heading
from routes.kml import kml_text, kmz_bytes
from routes.linkpage import links_html
from routes.mapfile import map_html
from routes.table import csv_text, ics_text
from routes.walkpage import walk_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk that is taken away: the route, what it is called, in which language.

    ``link`` is its address on the web (``routes.share``), None where the app has no public one;
    ``group`` is how many people a guide leads, None: as planned.
    """

    quarter: Quarter
    route: Route
    heading: Heading
    lang: Lang
    link: str | None = None
    group: int | None = None

    @property
    def colour(self) -> str:
        """Colour of the theme, ``#rrggbb``."""
        return self.quarter.theme_by_id[self.route.request["theme"]].colour


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
        *_all_of(walk),
        variant="route" if variant == "route" else "ascii" if variant == "ascii" else "track",
        link=walk.link,
    )


def _cues(walk: Walk) -> Cues:
    """Make the cue sheet."""
    return cue_sheet(*_all_of(walk), group=walk.group)


def _all_of(walk: Walk) -> tuple[Quarter, Route, Heading, Lang]:
    """Return what most writers are given."""
    return walk.quarter, walk.route, walk.heading, walk.lang


FORMATS: dict[str, Format] = {
    "gpx": Format(
        suffix="gpx",
        media_type="application/gpx+xml",
        write=_gpx,
        variants=("track", "route", "ascii"),
    ),
    "kml": Format(
        suffix="kml",
        media_type="application/vnd.google-earth.kml+xml",
        write=lambda walk, _: kml_text(*_all_of(walk), link=walk.link),
    ),
    "kmz": Format(
        suffix="kmz",
        media_type="application/vnd.google-earth.kmz",
        write=lambda walk, _: kmz_bytes(*_all_of(walk), link=walk.link),
        is_text=False,
    ),
    "tcx": Format(
        suffix="tcx",
        media_type="application/vnd.garmin.tcx+xml",
        write=lambda walk, _: tcx_text(walk.quarter, walk.route, walk.heading),
    ),
    "fit": Format(
        suffix="fit",
        media_type="application/vnd.ant.fit",
        write=lambda walk, _: fit_bytes(walk.quarter, walk.route, walk.heading),
        is_text=False,
    ),
    "csv": Format(
        suffix="csv",
        media_type="text/csv; charset=utf-8",
        write=lambda walk, _: csv_text(walk.quarter, walk.route, walk.lang),
    ),
    "ics": Format(
        suffix="ics",
        media_type="text/calendar; charset=utf-8",
        write=lambda walk, _: ics_text(*_all_of(walk), link=walk.link),
    ),
    "geojson": Format(
        suffix="geojson",
        media_type="application/geo+json",
        write=lambda walk, _: geojson_text(walk.quarter, walk.route, walk.heading),
    ),
    "cues": Format(
        suffix="html",
        media_type="text/html; charset=utf-8",
        write=lambda walk, _: cues_html(_cues(walk), walk.colour),
    ),
    "cues-text": Format(
        suffix="txt",
        media_type="text/plain; charset=utf-8",
        write=lambda walk, _: cues_text(_cues(walk)),
    ),
    "cues-pdf": Format(
        suffix="pdf",
        media_type="application/pdf",
        write=lambda walk, _: cues_pdf(_cues(walk), walk.colour, walk.route.made_at),
        is_text=False,
    ),
    "map": Format(
        suffix="html",
        media_type="text/html; charset=utf-8",
        write=lambda walk, _: map_html(walk.quarter, walk.route, walk.lang, walk.heading),
    ),
    "walk": Format(
        suffix="html",
        media_type="text/html; charset=utf-8",
        write=lambda walk, _: walk_html(*_all_of(walk)),
    ),
    "links": Format(
        suffix="html",
        media_type="text/html; charset=utf-8",
        write=lambda walk, _: links_html(*_all_of(walk)),
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
