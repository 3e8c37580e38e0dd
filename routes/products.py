"""Every product of a walk in every language, by name: who makes the file, and what it is called.

No units. Imports planner and modules of routes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from planner.quarter import Quarter
from planner.route import Route
from planner.route_file import request_in, route_text
from planner.words import LANGS, Lang
from routes.formats import FORMATS, Walk, written
from routes.heading import Heading
from routes.share import share_link
from routes.sheet.fieldcheck import field_check_pdf
from routes.sheet.imprint import Publisher
from routes.sheet.pages import sheet_pdf
from routes.sheet.papers import PAPERS, Paper
from routes.sheet.tongues import SheetLang


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A walk of which products are made.

    ``base`` is the address of the app for others (``routes.share.public_url``), None without one;
    ``publisher`` hands the sheets out, None if nobody is named.
    """

    quarter: Quarter
    route: Route
    heading: Heading
    base: str | None = None
    publisher: Publisher | None = None

    @property
    def stem(self) -> str:
        """Beginning of all file names: the published route's id, or that of the request."""
        return self.heading.published_id or self.route.id

    def walk(self, lang: Lang) -> Walk:
        """Return the walk in one language, with its link.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        Walk
            What ``routes.formats`` writes.
        """
        what = self.heading.published_id or request_in(self.route)
        return Walk(
            quarter=self.quarter,
            route=self.route,
            heading=self.heading,
            lang=lang,
            link=share_link(what, lang, "/walk", base=self.base) if self.base else None,
        )


Make = Callable[[Subject], tuple[str, bytes]]
"""Makes a product: the file's name and its content; the same walk gives the same bytes."""

_BILINGUAL = {"fit", "geojson", "tcx"}
"""Formats that hold both languages, or only what devices of all can show: one file is enough."""


def _route_json(subject: Subject) -> tuple[str, bytes]:
    """Write the route itself, as ``citywalk plan --out`` does."""
    return f"{subject.stem}.json", route_text(subject.route).encode()


def _format(name: str, lang: Lang, variant: str | None = None) -> Make:
    """Return the maker of a format in one language."""
    suffix = FORMATS[name].suffix
    parts = [part for part in (name, variant) if part and part != suffix]
    parts += [] if name in _BILINGUAL else [lang]

    def make(subject: Subject) -> tuple[str, bytes]:
        file = "-".join([subject.stem, *parts])
        return f"{file}.{suffix}", written(name, subject.walk(lang), variant)

    return make


def _sheet(paper: Paper, lang: SheetLang) -> Make:
    """Return the maker of a printed sheet."""

    def make(subject: Subject) -> tuple[str, bytes]:
        walk = (subject.quarter, subject.route, subject.heading)
        content = sheet_pdf(
            *walk, lang, paper=paper, public_url=subject.base, publisher=subject.publisher
        )
        return f"{subject.stem}-sheet-{paper}-{lang}.pdf", content

    return make


def _field_check(lang: Lang) -> Make:
    """Return the maker of the sheet for a check on the spot."""

    def make(subject: Subject) -> tuple[str, bytes]:
        content = field_check_pdf(subject.quarter, subject.route, subject.heading, lang)
        return f"{subject.stem}-field-check-{lang}.pdf", content

    return make


PRODUCTS: dict[str, Make] = {
    "json": _route_json,
    **{name: _format(name, "zh") for name in FORMATS if name in _BILINGUAL},
    **{
        f"{name}-{lang}": _format(name, lang)
        for name in FORMATS
        if name not in _BILINGUAL
        for lang in LANGS
    },
    "gpx-ascii": _format("gpx", "en", "ascii"),
    **{
        f"sheet-{paper}-{lang}": _sheet(paper, lang)
        for paper in PAPERS
        for lang in get_args(SheetLang)
    },
    **{f"field-check-{lang}": _field_check(lang) for lang in LANGS},
}
"""By name; whoever adds a product adds a line, formats of ``routes.formats`` come by themselves."""
