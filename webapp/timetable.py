"""A planned route as the page tells it: summary, timetable, proof, small print.

All is escaped here.
"""

from html import escape

from planner.quarter import Quarter
from planner.route import Note, Route
from planner.words import Lang
from routes.answers import spare_lines
from routes.comfort import comfort_lines
from routes.folds import proof_html
from routes.small_print import small_print
from routes.story import story_html
from routes.timetable import clock, summary, timetable_html


def walk_html(quarter: Quarter, route: Route, lang: Lang) -> str:
    """Write all that the page says of a route; the list says all that the map says.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    route : Route
        The route.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    theme = quarter.theme_by_id[route.request["theme"]]
    stories = {stop.id: story_html(quarter.place_by_id[stop.id], lang) for stop in route.stops}
    remarks = [*comfort_lines(route, lang), *(_text(note, lang) for note in route.notes)]
    return "".join(
        (
            f'<section class="cw-walk" style="--cw-theme:{escape(theme.colour)}">',
            f"<h2>{escape(getattr(theme, f'name_{lang}'))}</h2>",
            f'<p class="promise">{escape(getattr(theme, f"promise_{lang}"))}</p>',
            f'<p class="sum">{escape(summary(route, lang))}</p>',
            f"<p>{escape(clock(route, lang))}</p>",
            "".join(f"<p>{escape(line)}</p>" for line in spare_lines(route, lang)),
            "".join(f'<p class="note">{escape(line)}</p>' for line in remarks),
            f"<ol>{timetable_html(route, lang, stories)}</ol>",
            proof_html(route, lang),
            "</section>",
        )
    )


def fine_html(quarter: Quarter, lang: Lang) -> str:
    """Write the small print that ends the page.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    lines = small_print(quarter, lang)
    text = "".join(f'<p class="fine">{escape(line)}</p>' for line in lines)
    return f'<section class="cw-walk">{text}</section>'


def _text(note: Note, lang: Lang) -> str:
    """Text of a note."""
    return note.text_zh if lang == "zh" else note.text_en
