"""What is told of a place, as HTML: story, address, question, sources.

Imports planner. All is escaped here.
"""

from html import escape

from planner.places import Fact, Place
from planner.words import Lang, say


def story_html(place: Place, lang: Lang) -> str:
    """Write what a visitor reads in front of a place.

    Parameters
    ----------
    place : Place
        The place.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Paragraphs, and the sources folded away; empty where nothing is told.
    """
    parts = [_paragraph("story", _in(place, "story", lang))]
    if question := _in(place, "question", lang):
        gap = "" if lang == "zh" else " "  # a full-width colon brings its own
        parts.append(_paragraph("question", f"{say('story.question', lang)}{gap}{question}"))
    parts += [
        _paragraph("fine", say(f"story.{field}", lang, text=_in(place, field, lang)))
        for field in ("address", "ticket")
        if _in(place, field, lang)
    ]
    facts = [fact for fact in place.facts if fact.id in place.story_facts] or list(place.facts)
    if facts:
        sources = "".join(f"<li>{escape(source_line(fact, lang))}</li>" for fact in facts)
        heading = escape(say("story.sources", lang))
        parts.append(f"<details><summary>{heading}</summary><ul>{sources}</ul></details>")
    return "".join(parts)


def source_line(fact: Fact, lang: Lang) -> str:
    """Write a fact and where it was published.

    Parameters
    ----------
    fact : Fact
        The fact.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    origin = say("story.comma", lang).join(
        part for part in (fact.publisher, fact.title, fact.date) if part
    )
    return say("story.fact", lang, fact=fact.zh if lang == "zh" else fact.en, origin=origin)


def _paragraph(kind: str, text: str) -> str:
    """Write a paragraph, or nothing."""
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _in(place: Place, field: str, lang: Lang) -> str:
    """Return a text of a place in one language."""
    return getattr(place, f"{field}_{lang}") or ""
