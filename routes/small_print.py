"""What a reader must know of the content itself: where it comes from, what nobody has checked yet.

Imports planner only.
"""

from planner.quarter import Quarter
from planner.words import Lang, say


def small_print(quarter: Quarter, lang: Lang) -> list[str]:
    """Say where places and texts come from.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Sentences of plain text; that texts are drafts only while no person has read all of them.
    """
    lines = [
        say("story.compiled", lang, date=quarter.description.compiled),
        map_credit(quarter.network.map_date, lang),
    ]
    if any(place.reviewed_by is None for place in quarter.places):
        lines.append(say("story.draft", lang))
    return lines


def map_credit(map_date: str, lang: Lang) -> str:
    """Say whose street data a walk rests on, and from when it is.

    Parameters
    ----------
    map_date : str
        Months of the data, ISO 8601.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    date = say("map.map_date", lang, date=map_date.replace("/", "–"))
    return f"{say('map.credit', lang)} · {date}"
