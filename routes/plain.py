"""A route as plain text for a terminal.

Units: metres, minutes; local clock times. Imports planner only.
"""

from planner.route import Leg, Route, Stop
from planner.words import Lang, say


def plain_text(route: Route, theme_name: str, lang: Lang) -> str:
    """Write a route as a timetable.

    Parameters
    ----------
    route : Route
        The route.
    theme_name : str
        Name of its theme in that language.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Lines of text.
    """
    totals = route.totals
    lines = [
        say(
            "plain.title",
            lang,
            theme=theme_name,
            leave=f"{totals.leave:%Y-%m-%d %H:%M}",
            back=f"{totals.back:%H:%M}",
            stops=len(route.stops),
            km=f"{totals.length_m / 1000:.1f}",
        ),
        "",
        f"{totals.leave:%H:%M}  {_name(route.start, lang)}",
    ]
    for leg, stop in zip(route.legs, route.stops, strict=False):
        lines += [_leg_line(leg, lang), *_stop_lines(stop, lang)]
    lines += [_leg_line(route.legs[-1], lang), f"{totals.back:%H:%M}  {_name(route.end, lang)}", ""]
    certificate = route.certificate
    key = f"plain.{'proved' if certificate.proved else 'open'}_{'loop' if route.is_loop else 'way'}"
    lines.append(say(key, lang, prize=certificate.prize, gap=certificate.gap))
    lines += [f"· {_note(note, lang)}" for note in route.notes]
    if route.left_out:
        lines += ["", say("plain.left_out", lang)]
        lines += [
            f"  {out.id}: {out.text_zh if lang == 'zh' else out.text_en}" for out in route.left_out
        ]
    return "\n".join(lines)


def _stop_lines(stop: Stop, lang: Lang) -> list[str]:
    """Write one stop: number, name, minutes, notes."""
    minutes = round((stop.leave - stop.start).total_seconds() / 60)
    kind = say(f"plain.{stop.option}", lang)
    head = f"{stop.arrive:%H:%M}  {stop.number} {_name(stop, lang)} · {kind} "
    head += say("plain.minutes", lang, minutes=minutes)
    if stop.wait_s >= 60:  # noqa: PLR2004 - a minute
        head += say("plain.wait", lang, minutes=round(stop.wait_s / 60))
    return [head, *(f"         {_note(note, lang)}" for note in stop.notes)]


def _leg_line(leg: Leg, lang: Lang) -> str:
    """Write one leg: metres, minutes, streets."""
    streets: list[str] = []
    for segment in leg.segments:
        name = segment.street_zh if lang == "zh" else segment.street_en or segment.street_zh
        name = name or say("route.unnamed", lang)
        if not streets or streets[-1] != name:
            streets.append(name)
    minutes = max(1, round(leg.walk_s / 60))
    way = say("plain.leg", lang, metres=leg.length_m, minutes=minutes)
    return f"   ↓     {way}" + (
        say("plain.along", lang, streets=" → ".join(streets)) if streets else ""
    )


def _name(thing: object, lang: Lang) -> str:
    """Name of a stop or an anchor."""
    return str(getattr(thing, f"name_{lang}"))


def _note(note: object, lang: Lang) -> str:
    """Text of a note."""
    return str(getattr(note, f"text_{lang}"))
