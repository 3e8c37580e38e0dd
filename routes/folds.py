"""What pages fold away below a walk, as HTML: what is proved of it, and what is left out.

All is escaped here. Imports planner and modules of routes.
"""

from html import escape

from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.answers import left_out_text
from routes.repetition import repetition


def folds_html(quarter: Quarter, route: Route, lang: Lang) -> str:
    """Write the folded parts of a page about a walk.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The route.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    if not route.left_out:
        return proof_html(route, lang)
    heading = say("proof.left_out", lang, count=len(route.left_out))
    return proof_html(route, lang) + _fold(heading, _left_out(quarter, route, lang))


def proof_html(route: Route, lang: Lang) -> str:
    """Write the folded part that says what is proved.

    Parameters
    ----------
    route : Route
        The route.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    proof = "".join(f"<p>{escape(line)}</p>" for line in proof_lines(route, lang))
    return _fold(say("proof.title", lang), proof)


def proof_lines(route: Route, lang: Lang) -> list[str]:
    """Say what is proved, and what the metres rest on.

    Parameters
    ----------
    route : Route
        The route.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Sentences.
    """
    known = route.certificate
    shape = "order" if route.request["order"] else "loop" if route.is_loop else "way"
    key = f"proof.{shape}" if known.proved else "proof.open"
    return [say(key, lang, gap=known.gap, prize=known.prize), *repetition(route, lang)]


def _left_out(quarter: Quarter, route: Route, lang: Lang) -> str:
    """List the places that are not in the route, with the reason."""
    rows = "".join(
        f"<li><b>{escape(getattr(quarter.place_by_id[out.id], f'name_{lang}'))}</b>"
        f"<small>{escape(left_out_text(out, lang))}</small></li>"
        for out in route.left_out
    )
    return f"<ul>{rows}</ul>"


def _fold(heading: str, inside: str) -> str:
    """Write a part that is closed until it is opened."""
    name = escape(heading)
    return f'<details class="fold" data-fold="{name}"><summary>{name}</summary>{inside}</details>'
