"""What a walk is called on everything that is taken away: title, a few lines, edition. No units.

Imports planner.
"""

from dataclasses import dataclass

from planner.catalogue import PublishedRoute
from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Title and text of a walk in both languages.

    ``edition`` and ``published_id`` are None unless the walk is a published route.
    """

    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    edition: str | None = None
    published_id: str | None = None

    def title(self, lang: Lang) -> str:
        """Return the title in one language.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        str
            Plain text.
        """
        return self.title_zh if lang == "zh" else self.title_en

    def text(self, lang: Lang) -> str:
        """Return the lines below the title in one language.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        str
            Plain text.
        """
        return self.text_zh if lang == "zh" else self.text_en


def heading_of(quarter: Quarter, route: Route, published: PublishedRoute | None = None) -> Heading:
    """Name a walk: a published route has a title of its own, another is called by its theme.

    What a theme promises is kept by the stops that were chosen for it, not by any that one orders.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    published : PublishedRoute, optional
        What was planned, if it is a published route.

    Returns
    -------
    Heading
        Title, text, edition.
    """
    if published is not None:
        return Heading(
            title_zh=published.title_zh,
            title_en=published.title_en,
            text_zh=published.text_zh,
            text_en=published.text_en,
            edition=published.edition,
            published_id=published.id,
        )
    theme = quarter.theme_by_id[route.request["theme"]]
    ordered = bool(route.request["order"])
    return Heading(
        title_zh=theme.name_zh,
        title_en=theme.name_en,
        text_zh=say("route.ordered", "zh") if ordered else theme.promise_zh,
        text_en=say("route.ordered", "en") if ordered else theme.promise_en,
    )
