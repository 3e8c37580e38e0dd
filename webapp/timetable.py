"""A planned route as the page tells it: summary, timetable, proof, small print.

All is escaped here.
"""

from html import escape

from planner.quarter import Quarter
from planner.route import Note, Route
from planner.words import Lang, say
from routes.answers import spare_lines
from routes.repetition import repetition
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
    return "".join(
        (
            f'<section class="cw-walk" style="--cw-theme:{escape(theme.colour)}">',
            f"<h2>{escape(getattr(theme, f'name_{lang}'))}</h2>",
            f'<p class="promise">{escape(getattr(theme, f"promise_{lang}"))}</p>',
            f'<p class="sum">{escape(summary(route, lang))}</p>',
            f"<p>{escape(clock(route, lang))}</p>",
            "".join(f"<p>{escape(line)}</p>" for line in spare_lines(route, lang)),
            "".join(f'<p class="note">{escape(_text(note, lang))}</p>' for note in route.notes),
            f"<ol>{timetable_html(route, lang, stories)}</ol>",
            _proof(route, lang),
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


def _proof(route: Route, lang: Lang) -> str:
    """Say what is proved, and what the metres rest on."""
    certificate = route.certificate
    shape = "order" if route.request["order"] else "loop" if route.is_loop else "way"
    lines = [
        say(f"app.proved_{shape}", lang)
        if certificate.proved
        else say("app.not_proved", lang, gap=certificate.gap, prize=certificate.prize)
    ]
    lines += repetition(route, lang)
    if certificate.snapped_m:
        lines.append(say("app.snapped", lang, metres=certificate.snapped_m))
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f'<details class="fold"><summary>{escape(say("app.why", lang))}</summary>{text}</details>'
    )


def _text(note: Note, lang: Lang) -> str:
    """Text of a note."""
    return note.text_zh if lang == "zh" else note.text_en
