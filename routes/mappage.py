"""The texts around the stand-alone map, as HTML. Imports planner and modules of routes.

Every value is escaped here.
"""

from collections.abc import Mapping, Sequence
from html import escape

from planner.route import Route
from planner.words import Lang, say
from routes.comfort import comfort_lines
from routes.timetable import clock, summary
from routes.timetable_html import timetable_html


def page_texts(
    route: Route,
    lang: Lang,
    stories: Mapping[str, str] | None = None,
    small_print: Sequence[str] = (),
    folds: str = "",
) -> dict[str, str]:
    """Return the pieces of ``map.html`` that hold text.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.
    stories : mapping of str to str, optional
        HTML to fold away under a stop, by its id.
    small_print : sequence of str, optional
        Sentences of plain text for the foot of the page.
    folds : str, optional
        HTML of what is folded away below the list.

    Returns
    -------
    dict of str to str
        HTML by placeholder: ``summary``, ``clock``, ``stops``, ``notes``, ``folds``, ``skip``,
        ``heading``, ``small_print``, ``licence``, ``offline``.
    """
    notes = [note.text(lang) for note in route.notes]
    return {
        "summary": escape(summary(route, lang)),
        "clock": escape(clock(route, lang)),
        "stops": timetable_html(route, lang, stories),
        "notes": "\n".join(
            f"<p>{escape(text)}</p>" for text in [*comfort_lines(route, lang), *notes]
        ),
        "folds": folds,
        "skip": escape(say("map.skip", lang)),
        "heading": escape(say("map.stops", lang)),
        "small_print": "\n".join(f"<p>{escape(text)}</p>" for text in small_print),
        "licence": escape(say("map.licence", lang)),
        "offline": escape(say("map.offline", lang)),
    }
