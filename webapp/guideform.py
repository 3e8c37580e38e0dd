"""The fields of the guide's view beside its stops: the group, what can be added and kept.

Units: minutes, seconds. All is escaped here. Imports planner, routes and webapp.island.
"""

from dataclasses import replace
from html import escape

from planner.answers.mend import Mends
from planner.group import crossing_wait_s
from planner.quarter import Quarter
from planner.request import CROSSING_WAIT, GROUP, MINUTES, Request
from planner.words import Lang, say
from routes.timetable import clock_minutes
from webapp.choices import PACES_KMH
from webapp.island import link
from webapp.tour import Tour

_PACES = dict(zip(PACES_KMH, ("slow", "easy", "brisk"), strict=True))


def verdict_html(request: Request, tour: Tour, lang: Lang) -> str:
    """Write whether the tour can be walked as wished, and what it comes to.

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
    key = "guide.figures_one" if len(tour.calls) == 1 else "guide.figures"
    figures = say(key, lang, stops=len(tour.calls), km=f"{tour.length_m / 1000:.1f}")
    took = clock_minutes(tour.leave, tour.back)
    clocks = {"leave": f"{tour.leave:%H:%M}", "back": f"{tour.back:%H:%M}"}
    if tour.wrong:
        rows = "".join(f"<li>{escape(line)}</li>" for line in tour.wrong[lang])
        broken = escape(say("guide.breaks", lang))
        return (
            f'<div class="cw-verdict cw-bad" role="status">{broken}<ul>{rows}</ul></div>'
            f'<p class="cw-soft">{escape(figures)}</p>'
        )
    text = say("guide.fits", lang, took=took, minutes=request.minutes, **clocks)
    return (
        f'<p class="cw-verdict" role="status">{escape(text)}</p>'
        f'<p class="cw-soft">{escape(figures)}</p>'
    )


def foot_html(request: Request, tour: Tour, said: list[str], lang: Lang) -> str:
    """Write the verdict once more, short, to be seen beside any stop; a tap leads to the head.

    Parameters
    ----------
    request : Request
        What is asked for.
    tour : Tour
        The tour.
    said : list of str
        What came of the last act, where there is something to say; plain text.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    spare = request.minutes - clock_minutes(tour.leave, tour.back)
    text = say("guide.foot", lang, back=f"{tour.back:%H:%M}", spare=spare)
    kind = "cw-foot"
    if tour.wrong:
        key = "guide.foot_broken_one" if len(tour.wrong[lang]) == 1 else "guide.foot_broken"
        text, kind = say(key, lang, count=len(tour.wrong[lang])), "cw-foot cw-bad"
    button = f'<button type="button" data-top data-name="top">{escape(text)}</button>'
    told = "".join(f"<p>{escape(line)}</p>" for line in said)
    if told:
        close = escape(say("app.did_close", lang))
        shut = f'<button type="button" data-shut aria-label="{close}">×</button>'
        told = f'<div class="cw-told" role="alert"><div>{told}</div>{shut}</div>'
    return f'<div class="{kind}">{told}{button}</div>'


def mends_html(found: Mends, rest: dict[str, str], lang: Lang) -> str:
    """Write what would mend a tour that breaks, each as a link that does it.

    Parameters
    ----------
    found : Mends
        The mends.
    rest : dict of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    heading = escape(say("guide.mends", lang))
    if not found.mends:
        return "".join(f"<p>{escape(line)}</p>" for line in found.lines(lang))
    links = (
        link({**rest, **mend.request.as_query()}, escape(mend.text(lang)), "cw-button")
        for mend in found.mends
    )
    rows = "".join(f"<li>{mend}</li>" for mend in links)
    return f'<div class="cw-mends"><p><b>{heading}</b></p><ul>{rows}</ul></div>'


def group_html(request: Request, lang: Lang) -> str:
    """Write the fields of the group: people, pace, time, crossings.

    Parameters
    ----------
    request : Request
        What is asked for.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    by_group = crossing_wait_s(replace(request, crossing_wait=None))
    wait = "" if request.crossing_wait is None else str(request.crossing_wait)
    auto = escape(say("guide.crossing_auto", lang, seconds=by_group))
    fields = (
        _labelled(say("guide.group", lang), number_html("group:", str(request.group), GROUP)),
        _labelled(say("app.pace", lang), _pace(request, lang)),
        _labelled(
            say("guide.limit", lang), number_html("minutes:", str(request.minutes), MINUTES, step=5)
        ),
        _labelled(
            say("guide.crossing", lang),
            number_html("crossing:", wait, CROSSING_WAIT, more=f'placeholder="{auto}"'),
        ),
    )
    legend = escape(say("guide.group_legend", lang))
    hint = f'<small class="cw-soft">{escape(say("guide.crossing_hint", lang))}</small>'
    return f'<h2>{legend}</h2><div class="cw-fields">{"".join(fields)}</div>{hint}'


def add_html(here: Quarter, tour: Tour, lang: Lang) -> str:
    """Write what adds a stop: a place of the quarter, or one of the guide's own.

    Parameters
    ----------
    here : Quarter
        The quarter as loaded.
    tour : Tour
        The tour.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    options = "".join(
        f'<option value="{escape(place.id)}">{escape(str(getattr(place, f"name_{lang}")))}</option>'
        for place in here.places
        if place.lon is not None and place.id not in tour.ids
    )
    which = escape(say("guide.add_which", lang))
    return (
        f"<h2>{escape(say('guide.add', lang))}</h2>"
        f'<div class="cw-tools"><select data-name="which" aria-label="{which}">{options}</select>'
        '<button type="button" class="cw-button" data-do="add:" data-with="which" data-name="add">'
        f"{escape(say('guide.add_go', lang))}</button></div>"
        f"<p>{escape(say('guide.add_tap', lang))}</p>"
        '<div class="cw-tools"><button type="button" class="cw-button" data-do="meet:" '
        f'data-name="meet">{escape(say("guide.add_start", lang))}</button></div>'
    )


def keep_html(guide: str, guests: dict[str, str], lang: Lang) -> str:
    """Write how the tour is kept, opened again, and seen by guests.

    Parameters
    ----------
    guide : str
        Address of this page, from its question mark on.
    guests : dict of str to str
        Address of the tour as guests see it.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML.
    """
    large, done = escape(say("guide.open_large", lang)), escape(say("take.copied", lang))
    copy = (
        f'<button type="button" class="cw-button" data-name="copy-guide" '
        f'data-copy="{escape(guide)}" data-title="{escape(say("guide.title", lang))}" '
        f'data-done="{done}">{escape(say("guide.copy", lang))}</button>'
    )
    opens = (
        f'<label class="cw-button cw-open">{escape(say("guide.open", lang))}'
        f'<input type="file" accept=".json,application/json" data-open data-name="file" '
        f'data-large="{large}"></label>'
    )
    seen = link(guests, escape(say("guide.guests", lang)), "cw-button")
    return (
        f"<h2>{escape(say('guide.keep', lang))}</h2>"
        f'<p class="cw-soft">{escape(say("guide.keep_hint", lang))}</p>'
        f'<div class="cw-tools" data-box>{copy}{opens}{seen}'
        '<span data-said class="cw-soft" role="status"></span></div>'
    )


def _labelled(label: str, field: str) -> str:
    """Write a field under its label."""
    return f"<label>{escape(label)}{field}</label>"


def number_html(
    act: str, value: str, limits: tuple[int, int], *, step: int = 1, more: str = ""
) -> str:
    """Write a field for a whole number.

    Parameters
    ----------
    act : str
        What the page tells the server, before the number.
    value : str
        What stands in it.
    limits : (int, int)
        Lowest and highest.
    step : int, optional
        Step of its arrows.
    more : str, optional
        Further attributes, escaped.

    Returns
    -------
    str
        HTML.
    """
    low, high = limits
    return (
        f'<input type="number" inputmode="numeric" min="{low}" max="{high}" step="{step}" '
        f'value="{value}" data-set="{escape(act)}" data-name="{escape(act)}" {more}>'
    )


def _pace(request: Request, lang: Lang) -> str:
    """Write the choice of pace."""
    known = sorted({*PACES_KMH, request.pace_kmh})
    options = "".join(
        f'<option value="{pace:g}"{" selected" if pace == request.pace_kmh else ""}>'
        f"{escape(_pace_name(pace, lang))}</option>"
        for pace in known
    )
    return f'<select data-set="pace:" data-name="pace:">{options}</select>'


def _pace_name(pace: float, lang: Lang) -> str:
    """Name a pace, with its number, which a guide reckons with."""
    if pace not in _PACES:
        return say("app.pace_other", lang, pace=f"{pace:g}")
    return f"{say(f'app.pace_{_PACES[pace]}', lang)} {pace:g} km/h"
