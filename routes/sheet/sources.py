"""What the stories of a sheet rest on, stop by stop, told at two lengths. No units.

Imports planner and modules of routes.sheet.
"""

from typing import Any

from planner.places import Fact
from planner.quarter import Quarter
from planner.route import Route
from planner.words import Lang, say
from routes.sheet.map.wrapping import LAST_LATIN


def sources(quarter: Quarter, route: Route, langs: tuple[Lang, ...]) -> dict[str, Any]:
    """List publishers by stop: with title and date, and with the year alone.

    Parameters
    ----------
    quarter : Quarter
        Its places hold the facts.
    route : Route
        The walk.
    langs : tuple of {"zh", "en"}
        Languages of the sheet. Names stand as published, so that one list serves both.

    Returns
    -------
    dict
        JSON values: ``whole`` and ``short``, rows of number and text; ``notes``, one a language,
        tell readers who see no Chinese otherwise what the names are.
    """
    rows: dict[str, list[dict[str, Any]]] = {"whole": [], "short": []}
    lang = langs[0]
    for stop in route.stops:
        place = quarter.place_by_id.get(stop.id)
        facts = [f for f in place.facts if f.id in place.story_facts] if place else []
        for key, write in (("whole", _whole), ("short", _short)):
            texts = dict.fromkeys(write(fact, lang) for fact in facts)
            if texts:
                text = say("sheet.source_next", lang).join(texts)
                rows[key].append({"number": stop.number, "text": text})
    chinese = any(char > LAST_LATIN for row in rows["short"] for char in row["text"])
    told = chinese and "zh" not in langs
    return {**rows, "notes": [say("sheet.sources_note", g) if told else "" for g in langs]}


def _whole(fact: Fact, lang: Lang) -> str:
    """Write publisher, title and date; of a page without one, the day it was read."""
    date = fact.date
    if date and fact.date_is == "read":
        date = say("sheet.source_read", lang, date=date)
    return say("story.comma", lang).join(
        part for part in (fact.publisher, fact.title, date) if part
    )


def _short(fact: Fact, lang: Lang) -> str:
    """Write publisher and year of publication."""
    year = fact.date[:4] if fact.date and fact.date_is == "published" else ""
    return say("sheet.source_short", lang, publisher=fact.publisher, year=year).strip()
