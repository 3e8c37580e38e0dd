"""Ways to mend a guide's tour that breaks, one step each, every one of them really planned.

Units: minutes; local clock times. Imports planner.answers.ideas, tried and planner.plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from planner.answers.idea import Idea
from planner.answers.ideas import ideas
from planner.answers.tried import Tried, laid_out
from planner.answers.wish import Wish, wish_of
from planner.answers.wished import wished_order
from planner.opening.reason import weekday
from planner.plan import plan
from planner.quarter import Quarter
from planner.request import Request
from planner.route import Note, Route
from planner.words import LANGS, Lang, say

MOST = 5
"""Mends shown at most."""
MOST_PLANS = 7
"""Plans made at most to find them, so that the work is bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend(Note):
    """One change that makes the tour work; ``code`` is its ``Kind``, the texts are sentences.

    Parameters
    ----------
    request : Request
        The request, changed; planning it gives a route.
    kept : tuple of str
        Ids of the stops that are in that route, as the changed request names them; in this order
        if the request has an order.
    dropped : tuple of str
        Ids of the stops left out, as the request before named them.
    back : datetime
        When that route is over at the earliest, by the shortest ways. Where the request has no
        order the planner fills the time with other stops, and it is over later.
    """

    request: Request
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    back: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mends:
    """What breaks, and what mends it, best first; none if no single step does."""

    tried: Tried
    mends: tuple[Mend, ...]

    def lines(self, lang: Lang) -> list[str]:
        """Say what would mend the tour.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language.

        Returns
        -------
        list of str
            One sentence a mend; a single one that there is none.
        """
        return [mend.text(lang) for mend in self.mends] or [say("mend.none", lang)]


def mends(quarter: Quarter, request: Request) -> Mends | None:
    """Find ways to mend a tour that breaks.

    Parameters
    ----------
    quarter : Quarter
        Places and streets, as loaded.
    request : Request
        What the user chose.

    Returns
    -------
    Mends or None
        None if the request names no stop, or nothing breaks.

    Raises
    ------
    RequestError
        If the request names something that is not there.
    """
    wish = wish_of(quarter, request)
    if wish is None:
        return None
    order = wished_order(wish)
    found = laid_out(wish, order)
    if found.walkable:
        return None
    ordered = request if request.order else replace(request, order=found.order)
    planned = ideas(wish, ordered, order)[:MOST_PLANS]
    good = (mend for idea in planned if (mend := _mend(quarter, wish, request, idea)))
    return Mends(tried=found, mends=_first(good, MOST))


def _first(mends: Iterable[Mend], most: int) -> tuple[Mend, ...]:
    """Take the first few, planning no more than it takes."""
    return tuple(mend for _, mend in zip(range(most), mends, strict=False))


def _mend(quarter: Quarter, wish: Wish, request: Request, idea: Idea) -> Mend | None:
    """Plan a change; None if it does not give the stops it promises.

    On the shortest ways, and without stops that the planner may add: to look for these may take
    seconds, and what is promised fits without.
    """
    route = plan(quarter, replace(idea.request, detour=0))
    if not isinstance(route, Route):
        return None
    order, promised = idea.request.order, {*idea.request.order, *idea.request.insisted}
    kept = tuple(stop.id for stop in route.stops if stop.id in promised)
    if len(kept) < len(promised) or tuple(one for one in kept if one in order) != order:
        return None
    texts = [_text(wish, request, idea, route.totals.back, lang) for lang in LANGS]
    return Mend(
        code=idea.kind,
        text_zh=texts[0],
        text_en=texts[1],
        request=idea.request if request.order else replace(idea.request, order=()),
        kept=kept,
        dropped=idea.named if idea.kind == "drop" else (),
        back=route.totals.back,
    )


def _text(wish: Wish, request: Request, idea: Idea, back: datetime, lang: Lang) -> str:
    """Say what changes and what results."""
    new = idea.request
    day, more = new.at.date(), new.minutes - request.minutes
    what = say(
        f"mend.{idea.kind}",
        lang,
        clock=f"{new.at:%H:%M}",
        was=f"{request.at:%H:%M}",
        weekday=weekday(day)[LANGS.index(lang)],
        month=say(f"map.month_{day.month}", lang),
        day=day.day,
        budget=new.minutes,
        more=more,
        names=say("map.street_comma", lang).join(_names(wish, request, idea, lang)),
        **idea.values,
    )
    if more and idea.kind != "more_time":
        what += say("mend.and_time", lang, budget=new.minutes)
    key = "mend.result_others" if idea.kind == "drop" else "mend.result"
    key += "" if request.order else "_free"
    return say(key, lang, what=what, back=f"{back:%H:%M}")


def _names(wish: Wish, request: Request, idea: Idea, lang: Lang) -> list[str]:
    """Name the stops that a change is about, with their locked times where these are moved."""
    named = {
        place.id: place.name_zh if lang == "zh" else place.name_en
        for place in wish.candidates.places
    }
    if idea.kind != "move_fixed":
        return [named[one] for one in idea.named]
    was, now = dict(request.fixed), dict(idea.request.fixed)
    return [
        say("mend.lock", lang, name=named[one], clock=now[one], was=was[one]) for one in idea.named
    ]
