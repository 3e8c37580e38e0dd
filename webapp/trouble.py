"""What is wrong with an address, in words, with links that mend it. All is escaped here.

Imports planner and modules of webapp.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from html import escape

from planner.errors import CitywalkError, Fault
from planner.files.nearest import nearest
from planner.places import Place
from planner.quarter import Quarter
from planner.request import MINUTES, SHAPED, read_request
from planner.resolve import resolve
from planner.starts import Start
from planner.themes import Theme
from planner.words import Lang, say
from webapp.choices import GUIDE
from webapp.island import link
from webapp.timetable import without

Query = Mapping[str, str]
Mended = tuple[str, dict[str, str]]

_NAMED = {"theme_unknown", "start_unknown", "place_unknown", "published_unknown"}
"""Faults of a name; their hints are lists of ids, which say nothing to a visitor."""
_ALIKE = 0.6
"""How like another a name must be spelt to be taken for it."""
_LISTS = {"must", "never", "order"}
_SENSELESS = {
    "date_unreadable", "minutes_unreadable", "pace_unreadable", "detour_unreadable",
    "flag_unreadable", "wish_unknown", "start_not_on_earth", "must_and_never",
    "group_unreadable", "crossing_wait_unreadable", "dwell_unreadable", "fixed_unreadable",
    "named_twice", "own_unreadable", "own_name", "own_many", "own_far",
}  # fmt: skip
"""Faults of one field that is best left out."""


def all_faults(
    here: Quarter, query: Query, error: CitywalkError, now: datetime
) -> tuple[Fault, ...]:
    """Gather what is wrong with the names of an address whose numbers do not read.

    Parameters
    ----------
    here : Quarter
        The quarter.
    query : mapping of str to str
        Fields of a request.
    error : CitywalkError
        What is wrong so far.
    now : datetime
        Stands in for a departure; tz-aware.

    Returns
    -------
    tuple of Fault
        Everything that is wrong.
    """
    bad = {fault.where for fault in error.faults}
    if not bad <= query.keys() | {"start"}:
        return error.faults
    rest = {name: text for name, text in query.items() if name not in bad}
    try:
        request = read_request({"start": here.starts[0].id, **rest}, here.zone, now=now)
        resolve(here, replace(request, minutes=max(request.minutes, 1)))
    except CitywalkError as further:
        known = {(fault.code, fault.where) for fault in error.faults}
        new = [fault for fault in further.faults if (fault.code, fault.where) not in known]
        return (*error.faults, *new)
    return error.faults


def faults_html(
    here: Quarter, faults: tuple[Fault, ...], query: Query, rest: Query, lang: Lang
) -> str:
    """Write what is wrong and what would help.

    Parameters
    ----------
    here : Quarter
        Names.
    faults : tuple of Fault
        What is wrong.
    query : mapping of str to str
        Fields of the request.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; empty if nothing is.
    """
    boxes = "".join(_box(here, fault, query, rest, lang) for fault in faults)
    return f'<div role="alert">{boxes}</div>' if boxes else ""


def back_html(query: Query, rest: Query, lang: Lang) -> str:
    """Lead a guide, who left a tour that breaks, back to the view that says what would mend it.

    Parameters
    ----------
    query : mapping of str to str
        Fields of the request.
    rest : mapping of str to str
        Further fields of the address.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        HTML; empty for a walk that nobody has shaped.
    """
    if not query.keys() & {*SHAPED, "order"}:
        return ""
    there = link({GUIDE: "1", **query, **rest}, escape(say("guide.back_go", lang)), "cw-button")
    text = escape(say("guide.back", lang))
    return f'<div class="cw-fault"><p>{text}</p><p class="cw-tools">{there}</p></div>'


def _box(here: Quarter, fault: Fault, query: Query, rest: Query, lang: Lang) -> str:
    """Write one fault."""
    message = fault.message(lang)
    if fault.code in _NAMED:
        message = say("app.link_unknown", lang, value=fault.values.get("value", ""))
    lines = [f"<p><b>{escape(message[:1].upper() + message[1:])}</b></p>"]
    if mended := _mended(here, fault, query, rest, lang):
        lines.append(f'<p class="cw-tools">{mended}</p>')
    elif fault.code not in _NAMED and (hint := fault.hint(lang)):
        lines.append(f"<p>{escape(hint[:1].upper() + hint[1:])}</p>")
    return f'<div class="cw-fault">{"".join(lines)}</div>'


def _mended(here: Quarter, fault: Fault, query: Query, rest: Query, lang: Lang) -> str:
    """Write a link to the same address with the fault mended, where that is known."""
    found = _mend_field(here, fault, query, lang) or _mend_name(here, fault, query, lang)
    if found is None:
        return ""
    text, mended = found
    return link({**mended, **rest}, escape(text), "cw-button")


def _mend_field(here: Quarter, fault: Fault, query: Query, lang: Lang) -> Mended | None:
    """Leave out what makes no sense, or give the minutes that are needed."""
    if fault.code in _SENSELESS:
        fewer = {name: text for name, text in query.items() if name != fault.where}
        return say("app.mend_default", lang), fewer
    if fault.code == "place_unplaced":
        fewer = without(query, _unplaced(here, query, fault.where))
        fewer.pop("never", None)
        return say("app.mend_without", lang), fewer
    needed = fault.values.get("needed")
    if isinstance(needed, int) and needed <= MINUTES[1]:
        longer = {**query, "minutes": str(needed)}
        key = "app.mend_minutes_all" if fault.code == "must_over" else "app.mend_minutes"
        return say(key, lang, minutes=needed), longer
    return None


def _mend_name(here: Quarter, fault: Fault, query: Query, lang: Lang) -> Mended | None:
    """Put the name that may have been meant, or the start that is near."""
    far = fault.code in {"start_far", "here_far"}
    near = fault.values.get("nearest_id" if far else "nearest")
    if not isinstance(near, str):
        return None
    if not far and not _meant(here, str(fault.values.get("value", "")), near):
        return _leave_out(fault, query, lang)
    if fault.code == "published_unknown":
        title = getattr(here.published_by_id[near], f"title_{lang}")
        return say("app.mend", lang, name=title), {"published": near}
    things: list[Theme | Start | Place] = [*here.themes, *here.starts, *here.places]
    names = {thing.id: str(getattr(thing, f"name_{lang}")) for thing in things}
    if near not in names:
        return None
    key = "app.mend_start" if far else "app.mend"
    return say(key, lang, name=names[near]), _replaced(query, fault, near)


def _meant(here: Quarter, given: str, near: str) -> bool:
    """Tell whether a name is so like another that it may be meant."""
    things: list[Theme | Start | Place] = [*here.themes, *here.starts, *here.places]
    names = [near]
    names += [name for t in things if t.id == near for name in (t.name_zh, t.name_en)]
    if near in here.published_by_id:
        names += [here.published_by_id[near].title_zh, here.published_by_id[near].title_en]
    return bool(nearest(given, names, alike=_ALIKE))


def _leave_out(fault: Fault, query: Query, lang: Lang) -> Mended:
    """Take out what nobody knows; without a known route there is only the list of all."""
    if fault.code == "published_unknown":
        return say("app.mend_all", lang), {}
    field, wrong = fault.where.split("[")[0], str(fault.values.get("value", ""))
    names = query.get(field, "").split(",") if field in _LISTS else []
    left = ",".join(name for name in names if name.strip() != wrong)
    rest = {name: text for name, text in query.items() if name != field}
    return say("app.mend_default", lang), {**rest, field: left} if left else rest


def _unplaced(here: Quarter, query: Query, field: str) -> str:
    """Find the place without a position that a field names."""
    places = (here.place_by_id.get(name) for name in query.get(field, "").split(","))
    return next((place.id for place in places if place and place.lon is None), "")


def _replaced(query: Query, fault: Fault, name: str) -> dict[str, str]:
    """Put another name where the wrong one stands."""
    field = fault.where.split("[")[0]
    wrong = str(fault.values.get("value", query.get(field, "")))
    if field not in _LISTS:
        return {**query, field: name}
    ids = [name if one.strip() == wrong else one for one in query.get(field, "").split(",")]
    return {**query, field: ",".join(dict.fromkeys(ids))}
