"""The stops of the guide's view as HTML, with all that can be changed of each.

Units: minutes, metres. All is escaped here. Imports planner, routes and modules of webapp.
"""

from datetime import timedelta
from html import escape

from planner.own_stop import DWELL, NAME_LENGTH
from planner.request import Request
from planner.shaping import is_own
from planner.words import Lang, say
from routes.timetable import MINUTE_S, duration
from webapp.guideform import number_html
from webapp.tour import Call, Tour

_ARROW = '<span class="cw-arrow" aria-hidden="true"></span>'
_CROSS = '<span class="cw-cross" aria-hidden="true">×</span>'


def stops_html(request: Request, tour: Tour, lang: Lang) -> str:
    """Write the stops with all that can be changed of each, and the ways between them.

    Parameters
    ----------
    request : Request
        What is asked for.
    tour : Tour
        The tour.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    rows = [_end(tour.begin[lang], f"{tour.leave:%H:%M}")]
    for number, (call, way) in enumerate(zip(tour.calls, tour.ways, strict=False), 1):
        rows += [_way(way, lang), _stop(request, tour, call, number, lang)]
    rows += [_way(tour.ways[-1], lang), _end(tour.finish[lang], f"{tour.back:%H:%M}")]
    buttons = "".join(
        f'<button type="button" class="cw-button" data-do="{verb}:" data-name="{verb}">'
        f"{escape(say(f'guide.{verb}', lang))}</button>"
        for verb in (("best", "anew") if request.order else ())
    )
    free = "" if request.order else f'<p class="cw-soft">{escape(say("guide.free", lang))}</p>'
    heading = escape(say("guide.stops", lang))
    return (
        f'<h2>{heading}</h2>{free}<div class="cw-tools">{buttons}</div>'
        f'<ol class="cw-shape">{"".join(rows)}</ol>'
    )


def _stop(request: Request, tour: Tour, call: Call, number: int, lang: Lang) -> str:
    """Write one stop."""
    name, wrong, last = call.name(lang), call.wrong.get(lang, ""), number == len(tour.calls)
    when = [say("guide.leaves", lang, leave=f"{call.leave:%H:%M}")]
    if call.wait_min:
        begins = say("guide.begins", lang, start=f"{call.start:%H:%M}")
        when = [say("guide.waits", lang, minutes=call.wait_min), begins, *when]
    told = (
        f'<small class="cw-wrong">{escape(wrong[:1].upper() + wrong[1:])}</small>' if wrong else ""
    )
    tools = (
        _own_name(call, lang) if is_own(call.id) else "",
        _icon("up", call, lang, _ARROW, say("guide.up_label", lang, name=name), off=number == 1),
        _icon(
            "down",
            call,
            lang,
            _ARROW,
            say("guide.down_label", lang, name=name),
            off=last,
        ),
        _stay(call, lang),
        _lock(request, call, lang),
        _icon("drop", call, lang, _CROSS, say("guide.drop_label", lang, name=name))
        if len(tour.calls) > 1
        else "",
    )
    return (
        f'<li class="stop{" cw-bad" if wrong else ""}"><div class="cw-stop-head">'
        f'<span class="mark stop" aria-hidden="true">{number}</span><b>{escape(name)}</b>'
        f"<time>{call.arrive:%H:%M}</time></div>"
        f"<small>{escape(' · '.join(when))}</small>{told}"
        f'<div class="cw-does">{"".join(tools)}</div></li>'
    )


def _icon(verb: str, call: Call, lang: Lang, sign: str, label: str, *, off: bool = False) -> str:
    """Write a small button; one that does nothing for now keeps the focus all the same."""
    act, title = escape(f"{verb}:{call.id}"), escape(say(f"guide.{verb}", lang))
    idle = ' aria-disabled="true"' if off else ""
    return (
        f'<button type="button" class="cw-button cw-icon cw-{verb}" data-do="{act}" '
        f'data-name="{act}" aria-label="{escape(label)}" title="{title}"{idle}>{sign}</button>'
    )


def _button(verb: str, call: Call, value: str, label: str, lang: Lang) -> str:
    """Write a button that does something to a stop."""
    named = escape(f"{verb}:{call.id}")
    return (
        f'<button type="button" class="cw-button" data-do="{named}{value}" data-name="{named}" '
        f'aria-label="{escape(label)}">{escape(say(f"guide.{verb}", lang))}</button>'
    )


def _stay(call: Call, lang: Lang) -> str:
    """Write the field for the length of the stay."""
    minutes = round((call.leave - call.start).total_seconds()) // MINUTE_S
    label = escape(say("guide.stay_label", lang, name=call.name(lang)))
    more = f'aria-label="{label}"'
    field = number_html(f"stay:{call.id}:", str(minutes), DWELL, step=5, more=more)
    words = escape(say("guide.stay", lang)), escape(say("guide.minutes", lang))
    return f"<label>{words[0]}{field}{words[1]}</label>"


def _lock(request: Request, call: Call, lang: Lang) -> str:
    """Write the button that locks when a visit begins; or the time it is locked at."""
    clock = dict(request.fixed).get(call.id)
    if clock is None:
        start = f"{call.start + timedelta(seconds=59):%H:%M}"  # a minute that is not yet past
        label = say("guide.lock_label", lang, name=call.name(lang), clock=start)
        return _button("lock", call, f":{start}", label, lang)
    label = escape(say("guide.locked_label", lang, name=call.name(lang)))
    act = escape(f"lock:{call.id}:")
    field = (
        f'<input type="time" value="{escape(clock)}" data-set="{act}" data-name="{act}" '
        f'aria-label="{label}">'
    )
    locked = f"<label>{escape(say('guide.locked', lang))}{field}</label>"
    free = say("guide.unlock_label", lang, name=call.name(lang))
    return locked + _button("unlock", call, "", free, lang)


def _own_name(call: Call, lang: Lang) -> str:
    """Write the field for the name of an own stop."""
    label = escape(say("guide.name_label", lang, name=call.name(lang)))
    act = escape(f"name:{call.id}:")
    return (
        f'<label class="cw-own">{escape(say("guide.name", lang))}'
        f'<input type="text" maxlength="{NAME_LENGTH}" value="{escape(call.name(lang))}" '
        f'data-set="{act}" data-name="{act}" aria-label="{label}"></label>'
    )


def _way(way: tuple[int, int], lang: Lang) -> str:
    """Write the way between two stops."""
    minutes, metres = way
    took = duration(minutes * MINUTE_S, lang) if minutes else say("map.moment", lang)
    text = say("map.walk", lang, metres=metres, duration=took)
    return f'<li class="leg">{escape(text)}</li>'


def _end(name: str, clock: str) -> str:
    """Write the start or the finish."""
    mark = '<span class="mark end" aria-hidden="true"></span>'
    return (
        f'<li class="end"><div class="cw-stop-head">{mark}<b>{escape(name)}</b>'
        f"<time>{clock}</time></div></li>"
    )
