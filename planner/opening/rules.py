"""Read an OSM opening_hours value into rules. Units: seconds after local midnight.

opening-hours-py judges the syntax and, later, the dates. Weekdays, holidays, times and remarks are
read here, because there a remark alone counts as open and holidays come from its own country data.
Imports nothing of the project.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

DAY_S = 86_400
END_S = 2 * DAY_S
"""No window reaches beyond the end of the following day."""

State = Literal["open", "closed", "unknown"]
Window = tuple[int, int]
Piece = tuple[int, int, State, str]
"""Begin, end, state, remark."""

_WD = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_OFFSET = r"(?:\s+[+-]\d+\s+days?)?"
_ITEM = rf"(?:(?:PH|SH){_OFFSET}|{_WD}(?:-{_WD})?(?:\[[^\]]*\]{_OFFSET})?)"
_LIST = rf"{_ITEM}(?:\s*,\s*{_ITEM})*"
_DAYS = re.compile(rf"(?<![A-Za-z])({_LIST})(?:\s+({_LIST}))?(?![A-Za-z])", re.IGNORECASE)
_COMMENT = re.compile(r'"([^"]*)"')
_MODIFIER = re.compile(r"(?<![A-Za-z])(open|closed|off|unknown)\s*$", re.IGNORECASE)
_SUN = r"(?:dawn|sunrise|sunset|dusk)"
_TIME = re.compile(rf"\d{{1,2}}:\d\d|\(?\s*{_SUN}", re.IGNORECASE)
_FIXED = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\+?$")
_RULE_END = re.compile(
    rf'(\d:\d\d\+?|\)|{_SUN}|(open|closed|off|unknown|24/7|"))\s*$', re.IGNORECASE
)
_STATES: dict[str, State] = {
    "open": "open",
    "closed": "closed",
    "off": "closed",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: how it joins those before it, the days it holds on, and what it says of them."""

    joint: str
    days: tuple[tuple[str, ...], ...]
    dates: OpeningHours | None
    pieces: tuple[Piece, ...]
    closes_day: bool
    remark: str


@lru_cache(maxsize=4096)
def read(spec: str) -> tuple[Rule, ...]:
    """Read an opening_hours value.

    Parameters
    ----------
    spec : str
        The value in OSM syntax.

    Returns
    -------
    tuple of Rule
        Its rules in order.

    Raises
    ------
    ValueError
        If it is no such value; the argument is the part from which it cannot be read.
    """
    spec = " ".join(spec.split())  # the package takes two spaces or a tab for a fault
    parsed(spec)
    remarks = _COMMENT.findall(spec)
    # Comments are numbered away: a semicolon or weekday inside one is not syntax.
    numbers = iter(range(len(remarks)))
    masked = _COMMENT.sub(lambda _: f'"{next(numbers)}"', spec)
    return tuple(_rule(joint, text, remarks) for joint, text in _split(masked))


def mentions(rules: Iterable[Rule], holiday: Literal["PH", "SH"]) -> bool:
    """Tell whether any rule speaks of public (PH) or school (SH) holidays.

    Parameters
    ----------
    rules : iterable of Rule
        The rules of one value.
    holiday : {"PH", "SH"}
        The sort of holiday.

    Returns
    -------
    bool
        True if one does.
    """
    return any(
        item.upper().startswith(holiday) for rule in rules for group in rule.days for item in group
    )


def parsed(spec: str) -> OpeningHours:
    """Hand a value to opening-hours-py, without its country data.

    Parameters
    ----------
    spec : str
        The value in OSM syntax.

    Returns
    -------
    OpeningHours
        The package's object.

    Raises
    ------
    ValueError
        If it is no such value; the argument is the part from which it cannot be read.
    """
    try:
        return OpeningHours(spec, auto_country=False, auto_timezone=False)
    except ParserError as fault:
        column = re.search(r"--> 1:(\d+)", str(fault))
        raise ValueError(spec[int(column[1]) - 1 :] if column else spec) from fault


def _split(masked: str) -> list[tuple[str, str]]:
    """Cut at ``;``, ``||`` and those commas that begin a rule; the first joint is ``;``."""
    cuts = [(0, 0, ";")]
    for found in re.finditer(r";|\|\||,", masked):
        joint = found[0]
        if joint == ",":
            ended = _RULE_END.search(masked[: found.start()])
            # After a time, a comma begins a rule unless it lists a further time.
            if not ended or (not ended[2] and _TIME.match(masked[found.end() :].lstrip())):
                continue
        cuts.append((found.start(), found.end(), joint))
    cuts.append((len(masked), len(masked), ""))
    return [(joint, masked[at:to].strip()) for (_, at, joint), (to, _, _) in pairwise(cuts)]


def _rule(joint: str, text: str, remarks: list[str]) -> Rule:
    quoted = _COMMENT.search(text)
    remark = remarks[int(quoted[1])].strip() if quoted else ""
    text = _COMMENT.sub("", text).strip()
    word = _MODIFIER.search(text)
    text = text[: word.start()].strip() if word else text
    first = _TIME.search(text)
    selector = text[: first.start()] if first else text
    # A remark without any time, as in "by appointment": no hours are given.
    bare_remark = remark and not word and not first and "24/7" not in text
    state: State = _STATES[word[1].lower()] if word else "unknown" if bare_remark else "open"
    days, dates = _selectors(selector.replace("24/7", "").strip(" :"))
    whole = (0, DAY_S if state == "open" else END_S)
    spans = _spans(text[first.start() :]) if first else [whole]
    # A time without fixed ends leaves the whole day in doubt, the night that follows too.
    pieces: list[Piece] = [(0, END_S, "unknown", remark)] if None in spans else []
    pieces += [(*span, state, remark) for span in spans if span]
    return Rule(
        joint=joint,
        days=days,
        dates=dates,
        pieces=tuple(pieces),
        closes_day=state == "closed" and not first,
        remark=remark,
    )


def _spans(text: str) -> list[Window | None]:
    """Read a list of times; None for one without fixed ends (sun, open end, intervals)."""
    spans: list[Window | None] = []
    for part in text.split(","):
        fixed = _FIXED.match(part.strip())
        if not fixed:
            spans.append(None)
            continue
        hour, minute, to_hour, to_minute = map(int, fixed.groups())
        lo, hi = hour * 3600 + minute * 60, to_hour * 3600 + to_minute * 60
        spans.append((lo, hi if hi > lo else hi + DAY_S))
    return spans


def _selectors(text: str) -> tuple[tuple[tuple[str, ...], ...], OpeningHours | None]:
    """Part weekdays and holidays (lists that must all hold) from the dates."""
    found = _DAYS.search(text)
    days: tuple[tuple[str, ...], ...] = ()
    if found:
        # A comma inside brackets, as in Mo[1,3], parts no items.
        days = tuple(
            tuple(item.strip() for item in re.split(r",(?![^\[]*\])", group))
            for group in found.groups()
            if group
        )
        text = text[: found.start()] + text[found.end() :]
    text = text.strip(" :")
    return days, parsed(f"{text} 00:00-24:00") if text else None
