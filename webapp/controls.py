"""Controls of the page. Imports planner and streamlit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import streamlit as st

from planner.places import Place
from planner.quarter import Quarter
from planner.request import Wish
from planner.starts import Start
from planner.words import LANGS, Lang, say
from routes.timetable import duration
from webapp.choices import DETOURS, MINUTES, PACES_KMH
from webapp.here import here_name
from webapp.reading import plain

T = TypeVar("T")

_LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
_PACE_NAMES = dict(zip(PACES_KMH, ("slow", "easy", "brisk"), strict=True))

_WISHES: tuple[Wish, ...] = ("quiet", "green", "lit", "rain")
"""As they are offered, the most asked for first."""


def language(lang: Lang) -> None:
    """Draw the switch of language.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the page.
    """
    st.segmented_control(
        say("app.language", lang),
        LANGS,
        format_func=_LANGUAGE_NAMES.__getitem__,
        key="lang",
        required=True,
        label_visibility="collapsed",
    )


def controls(quarter: Quarter, lang: Lang, now: datetime, locate: Callable[[], None]) -> None:
    """Draw the controls; their values are in the session, by the names of the request's fields.

    On the page of one's own walk they are open; beside a route they are folded away.

    Parameters
    ----------
    quarter : Quarter
        Themes, starts and places to choose from.
    lang : {"zh", "en"}
        Language of the page.
    now : datetime
        The present, to call a day today or tomorrow; tz-aware.
    locate : callable
        Draws the offer to start where the visitor is.
    """
    if st.session_state.view == "make":
        _wish(quarter, lang)
        _where_and_when(quarter, lang, locate)
        with st.expander(plain(say("app.further", lang)), key="further"):
            _further(lang)
        return
    line = say("app.adjust", lang, what=_summary(quarter, lang, now))
    with st.expander(plain(line), key="more"):
        _wish(quarter, lang)
        _where_and_when(quarter, lang, locate)
        _further(lang)


def _wish(quarter: Quarter, lang: Lang) -> None:
    """Draw theme and time."""
    state = st.session_state
    themes = {theme.id: getattr(theme, f"name_{lang}") for theme in quarter.themes}
    st.pills(
        say("app.theme", lang),
        _with(list(themes), state.theme),
        format_func=lambda theme: themes.get(theme, theme),
        key="theme",
        required=True,
    )
    st.segmented_control(
        say("app.minutes", lang),
        sorted(_with(list(MINUTES), state.minutes)),
        format_func=lambda minutes: _hours(minutes, lang),
        key="minutes",
        required=True,
    )


def _where_and_when(quarter: Quarter, lang: Lang, locate: Callable[[], None]) -> None:
    """Draw start and departure."""
    state = st.session_state
    names = _start_names(quarter, lang)
    state.start = str(state.start)  # set anew, or the box keeps the name in the other language
    st.selectbox(
        say("app.start", lang),
        _with(list(names), state.start),
        format_func=lambda start: start_name(names, start, lang),
        key="start",
    )
    locate()
    with st.container(horizontal=True):
        st.date_input(say("app.day", lang), key="day", format="YYYY-MM-DD")
        st.time_input(say("app.clock", lang), key="clock", step=timedelta(minutes=5))


def _further(lang: Lang) -> None:
    """Draw pace and preferences."""
    state = st.session_state
    st.segmented_control(
        say("app.pace", lang),
        sorted(_with(list(PACES_KMH), state.pace)),
        format_func=lambda pace: _pace_name(pace, lang),
        key="pace",
        required=True,
    )
    st.segmented_control(
        say("app.detour", lang),
        sorted(_with(list(DETOURS), state.detour)),
        format_func=lambda detour: _detour_name(detour, lang),
        key="detour",
        required=True,
    )
    st.pills(
        say("app.prefer", lang),
        _WISHES,
        selection_mode="multi",
        format_func=lambda wish: say(f"app.prefer_{wish}", lang),
        key="prefer",
    )
    with st.container(horizontal=True):
        st.toggle(say("app.step_free", lang), key="step_free")
        st.toggle(say("app.inside_quarter", lang), key="inside_quarter")


def _summary(quarter: Quarter, lang: Lang, now: datetime) -> str:
    """Sum up start, departure, pace and preferences in one line, for the closed expander."""
    state = st.session_state
    days = (state.day - now.date()).days
    month = say(f"map.month_{state.day.month}", lang)
    date = say("app.date", lang, month=month, day=state.day.day)
    day = {0: say("app.today", lang), 1: say("app.tomorrow", lang)}.get(days, date)
    names = _start_names(quarter, lang)
    line = say(
        "app.more",
        lang,
        start=start_name(names, state.start, lang),
        day=day,
        clock=f"{state.clock:%H:%M}",
        pace=_pace_name(state.pace, lang),
    )
    wishes = say("app.list_comma", lang).join(
        say(f"app.prefer_{wish}", lang) for wish in _WISHES if wish in state.prefer
    )
    return f"{line} · {wishes}" if wishes else line


def _detour_name(detour: int, lang: Lang) -> str:
    """Name how much longer a walk may be so that no street is walked twice."""
    names = dict(zip(DETOURS, ("shortest", "fewer", "fewest"), strict=True))
    return say(f"app.detour_{names.get(detour, 'other')}", lang, percent=detour)


def _hours(minutes: int, lang: Lang) -> str:
    """Name a length of time, short: whole and half hours as such."""
    if minutes % 30:
        return duration(minutes * 60, lang)
    return say("app.hours", lang, hours=f"{minutes / 60:g}")


def start_name(names: dict[str, str], start: str, lang: Lang) -> str:
    """Name a start; one that is not known is shown as it was written.

    Parameters
    ----------
    names : dict of str to str
        Names of starts and places by id.
    start : str
        An id or ``LON,LAT``.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        The name.
    """
    spot = here_name(start, lang) or say("app.tapped", lang)
    return names.get(start) or (spot if "," in start else start)


def _start_names(quarter: Quarter, lang: Lang) -> dict[str, str]:
    """Name all starts and all places that have a position."""
    placed = [place for place in quarter.places if place.lon is not None]
    things: list[Start | Place] = [*quarter.starts, *placed]
    return {thing.id: str(getattr(thing, f"name_{lang}")) for thing in things}


def _pace_name(pace: float, lang: Lang) -> str:
    """Name a pace, by number if it is none of ours."""
    if pace in _PACE_NAMES:
        return say(f"app.pace_{_PACE_NAMES[pace]}", lang)
    return say("app.pace_other", lang, pace=f"{pace:g}")


def _with(options: list[T], chosen: T) -> list[T]:
    """Add the chosen value if the address brought one that is not offered."""
    return options if chosen in options else [*options, chosen]
