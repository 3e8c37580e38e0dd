"""An opening_hours value in plain words, for people who do not know the syntax. No units.

Imports planner.words.
"""

import re

from planner.words import Lang, say

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = rf"(?:{'|'.join(_WEEKDAYS)})"
_ITEM = rf"(?:PH|{_DAY}(?:-{_DAY})?)"
_SPAN = r"\d{1,2}:\d\d\s?-\s?\d{1,2}:\d\d"
_RULE = re.compile(
    rf"(?P<days>{_ITEM}(?:\s?,\s?{_ITEM})*)?\s*(?P<times>{_SPAN}(?:\s?,\s?{_SPAN})*|off|closed)"
)


def plain_hours(spec: str, lang: Lang) -> str:
    """Say opening hours in plain words.

    Parameters
    ----------
    spec : str
        The value in OSM syntax.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Weekdays and times; the value as it is where it says more than these.

    Examples
    --------
    >>> plain_hours("Tu-Fr 13:30-16:00; PH off", "en")
    'Tuesday to Friday 13:30–16:00; public holidays closed'
    """
    if spec.strip() == "24/7":
        return say("hours.always", lang)
    found = [_RULE.fullmatch(rule.strip()) for rule in spec.strip().rstrip(";").split(";")]
    rules = [rule for rule in found if rule]
    if len(rules) < len(found):
        return spec
    comma = say("map.street_comma", lang)
    said = []
    for rule in rules:
        days = [_days(item.strip(), lang) for item in (rule["days"] or "").split(",") if item]
        times = [_times(part.strip(), lang) for part in rule["times"].split(",")]
        said.append(f"{comma.join(days)} {comma.join(times)}".strip())
    return say("hours.separator", lang).join(said)


def _days(item: str, lang: Lang) -> str:
    """Say a weekday, a row of them, or public holidays."""
    if item == "PH":
        return say("hours.public_holidays", lang)
    first, *last = [
        say(f"hours.weekday_{_WEEKDAYS.index(day) + 1}", lang) for day in item.split("-")
    ]
    return say("hours.from_to", lang, first=first, last=last[0]) if last else first


def _times(part: str, lang: Lang) -> str:
    """Say a time of the day, or that it is closed."""
    return say("hours.closed", lang) if part in {"off", "closed"} else re.sub(r"\s?-\s?", "–", part)
