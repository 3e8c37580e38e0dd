"""Answers about a walk as sentences, the same in terminal and app.

Imports planner and routes.timetable.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from planner.answers.alternatives import Alternative
from planner.answers.why_not import Instead, WhyNot
from planner.quarter import Quarter
from planner.route import LeftOut, Route
from planner.words import Lang, say
from routes.timetable import summary


def left_out_text(out: LeftOut, lang: Lang) -> str:
    """Say why a place is not in the route, and what would let it in.

    Parameters
    ----------
    out : LeftOut
        The place.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    reason = out.text(lang)
    if not out.cost_min:
        return reason
    return say("answers.costs", lang, reason=reason, minutes=out.cost_min)


def spare_lines(route: Route, lang: Lang) -> list[str]:
    """Say how late one may leave, and how late one may be at each stop.

    Parameters
    ----------
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Plain text.
    """
    lines = [line] if (line := _slack(route, lang)) else []
    if route.latest_leave is not None:
        key = "answers.latest_leave"
        key += "_locked" if route.request.get("fixed") else ""
        lines.append(say(key, lang, clock=f"{route.latest_leave:%H:%M}"))
    return lines


def _slack(route: Route, lang: Lang) -> str:
    """Say how late one may be, stops of equal slack together; empty where no hour is at stake."""
    asked = route.request
    ends = datetime.fromisoformat(asked["at"]) + timedelta(minutes=asked["minutes"])
    clock = f"{ends:%H:%M}"
    spare = [(stop.number, (stop.slack_s or 0) // 60) for stop in route.stops]
    spans = [
        (minutes, [number for number, _ in span])
        for minutes, span in groupby(spare, key=itemgetter(1))
    ]
    if len(spans) == 1:
        minutes = spans[0][0]
        if minutes:
            return say("answers.slack_all", lang, minutes=minutes, clock=clock)
        # If one may set out later, it is the budget that is full, and no door that closes.
        if route.latest_leave is None:
            return ""
        later = route.latest_leave > route.totals.leave
        return say("answers.slack_full" if later else "answers.slack_none", lang)
    parts = [
        say(
            "answers.slack_stop",
            lang,
            stops=f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else numbers[0],
            minutes=minutes,
        )
        for minutes, numbers in spans
    ]
    return say("answers.slack", lang, stops=say("answers.comma", lang).join(parts), clock=clock)


def why_lines(quarter: Quarter, route: Route, why: WhyNot, lang: Lang) -> list[str]:
    """Say what it would cost to go to a place.

    Parameters
    ----------
    quarter : Quarter
        Names of places.
    route : Route
        The walk.
    why : WhyNot
        The answer.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Sentences of plain text, the reason first.
    """
    reason = why.out.text(lang)
    lines = [reason[:1].upper() + reason[1:]]
    if why.out.reason == "position_unknown":
        return lines
    if why.instead is None:
        lines.append(say("answers.instead_never", lang, minutes=route.request["minutes"]))
        if why.alone_min is not None:
            key = "answers.alone_musts" if route.request["must"] else "answers.alone"
            lines.append(say(key, lang, minutes=why.alone_min))
    else:
        lines.append(_instead(quarter, why.instead, lang))
    if why.beside_min is None:
        lines.append(say("answers.beside_never", lang))
    elif why.beside_min == 0:
        if why.instead is None or why.instead.dropped:  # else that has just been said
            lines.append(say("answers.beside_free", lang))
    else:
        key = "answers.beside" if why.beside_exact else "answers.beside_at_most"
        lines.append(say(key, lang, minutes=route.request["minutes"] + why.beside_min))
    return lines


def _instead(quarter: Quarter, instead: Instead, lang: Lang) -> str:
    """Say what the walk with the place loses."""
    if instead.dropped:
        key = "answers.instead_swap" if instead.added else "answers.instead_fewer"
    elif instead.added:
        key = "answers.instead_more"
    else:
        key = "answers.instead_brief" if instead.lost_least > 0 else "answers.instead_same"
    dropped, added = (names_of(quarter, ids, lang) for ids in (instead.dropped, instead.added))
    return say(key, lang, dropped=dropped, added=added)


def names_of(quarter: Quarter, ids: Sequence[str], lang: Lang) -> str:
    """Name places in a row.

    Parameters
    ----------
    quarter : Quarter
        The places.
    ids : sequence of str
        Their ids.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text.
    """
    names = [str(getattr(quarter.place_by_id[place_id], f"name_{lang}")) for place_id in ids]
    return say("answers.names_comma", lang).join(names)


def other_text(other: Alternative, lang: Lang) -> str:
    """Sum up another walk: stops, kilometres, hours and what it has in common.

    Parameters
    ----------
    other : Alternative
        The other walk.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        One line of plain text.
    """
    return say(
        "answers.other",
        lang,
        summary=summary(other.route, lang),
        share=math.ceil(other.shared * 100),
    )


def others_remark(route: Route, count: int, most: int, lang: Lang) -> str:
    """Say why there are fewer other walks than looked for.

    Parameters
    ----------
    route : Route
        The walk shown.
    count, most : int
        Walks found and looked for.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Plain text; empty where nothing is missing.
    """
    if route.request["order"]:
        return say("answers.others_order", lang)
    if count == 0:
        return say("answers.others_none", lang)
    return say("answers.others_fewer", lang, count=count) if count < most else ""
