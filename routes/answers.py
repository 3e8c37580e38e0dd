"""Answers about a walk as sentences, the same in terminal and app. Imports planner only."""

from itertools import groupby
from operator import itemgetter

from planner.route import LeftOut, Route
from planner.words import Lang, say


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
    reason = out.text_zh if lang == "zh" else out.text_en
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
    lines = [_slack(route, lang)]
    if route.latest_leave is not None:
        lines.append(say("answers.latest_leave", lang, clock=f"{route.latest_leave:%H:%M}"))
    return lines


def _slack(route: Route, lang: Lang) -> str:
    """Say how late one may be, stops of equal slack together."""
    spare = [(stop.number, (stop.slack_s or 0) // 60) for stop in route.stops]
    spans = [
        (minutes, [number for number, _ in span])
        for minutes, span in groupby(spare, key=itemgetter(1))
    ]
    if len(spans) == 1:
        minutes = spans[0][0]
        return say("answers.slack_all" if minutes else "answers.slack_none", lang, minutes=minutes)
    parts = [
        say(
            "answers.slack_stop",
            lang,
            stops=f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else numbers[0],
            minutes=minutes,
        )
        for minutes, numbers in spans
    ]
    return say("answers.slack", lang, stops=say("answers.comma", lang).join(parts))
