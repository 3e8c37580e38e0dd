"""Stories shortened at the ends of sentences, for sheets with little room. Units: characters.

Standard library only.
"""

import re

SHARES = (1.0, 0.75, 0.55, 0.35, 0.0)
"""What may be left of a story, as shares of its length; the last leaves nothing."""

_SENTENCE = re.compile(
    r".+?(?:[。！？!?…]+[”’」』）)\"']*|\.[”’)\"']*(?=\s+[A-Z“\"'(]|\s*$)|$)\s*", re.DOTALL
)
_TITLES = re.compile(r"\b(?:[A-Z]|St|Mr|Mrs|Ms|Dr|No|Prof|vs|etc)\.[”’)\"']*\s*$")


def sentences(text: str) -> list[str]:
    """Part a text into sentences.

    Parameters
    ----------
    text : str
        Chinese or English prose.

    Returns
    -------
    list of str
        The sentences; joined they are the text again.

    Examples
    --------
    >>> sentences("这里曾是电表厂。“好！”他说。今天呢？")
    ['这里曾是电表厂。', '“好！”', '他说。', '今天呢？']
    >>> sentences("Former St. John's. At 3.5 m it is tall.")
    ["Former St. John's. ", 'At 3.5 m it is tall.']
    """
    parts: list[str] = []
    for found in _SENTENCE.findall(text):
        if parts and _TITLES.search(parts[-1]):
            parts[-1] += found
        elif found:
            parts.append(found)
    return parts


def shortened(text: str | None) -> list[str]:
    """Offer a text at several lengths, whole sentences only, always from its beginning.

    Parameters
    ----------
    text : str or None
        A story, if there is one.

    Returns
    -------
    list of str
        One text for each of ``SHARES``; where a share is above nothing, at least one sentence.
    """
    if not text:
        return [""] * len(SHARES)
    parts = sentences(text)
    return [_at_most(parts, share * len(text)) if share else "" for share in SHARES]


def _at_most(parts: list[str], room: float) -> str:
    """Take as many sentences from the beginning as there is room for, one at least."""
    taken = parts[0]
    for part in parts[1:]:
        if len(taken.rstrip()) + len(part.rstrip()) > room:
            break
        taken += part
    return taken.strip()
