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
    lines = [say("story.compiled", lang, date=quarter.description.compiled)]
    if any(place.reviewed_by is None for place in quarter.places):
        lines.append(say("story.draft", lang))
    return lines
