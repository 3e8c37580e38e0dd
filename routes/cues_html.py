"""The cue sheet as a page: large type, one column, folds for sources; prints well. No units.

Imports planner.words and routes.cues. All is escaped here.
"""

from html import escape

from planner.words import say
from routes.barepage import bare_page
from routes.cues import CueLeg, Cues, CueStop

_STYLE = """
:root{--ink:#1c1a17;--dim:#5c564d;--line:#d8d2c8;--mark:COLOUR;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#f0ece4;--dim:#b5aea2;--line:#4a453d;--paper:#1b1916}}
body{font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
margin:0 auto;max-width:42rem;padding:1rem;color:var(--ink);background:var(--paper)}
h1{font-size:1.4rem;line-height:1.3;margin:0 0 .5rem}h2{font-size:1.15rem;margin:0;line-height:1.35}
h3{font-size:.85rem;color:var(--dim);margin:.7rem 0 .1rem;font-weight:600}
p{margin:.2rem 0}.dim,.fine{color:var(--dim);font-size:.9rem}
.leg{border-left:3px dashed var(--line);margin:.6rem 0 .6rem .9rem;padding:.2rem 0 .2rem 1rem}
.leg ul{margin:.2rem 0;padding-left:1.1rem}.leg b{font-weight:600}
.stop{border-top:1px solid var(--line);padding:.8rem 0;break-inside:avoid-page}
.head{display:flex;gap:.7rem;align-items:flex-start}
.no{flex:none;min-width:2rem;height:2rem;border-radius:1rem;background:var(--mark);color:#fff;
font-weight:700;display:flex;align-items:center;justify-content:center}
.clock{font-variant-numeric:tabular-nums;color:var(--dim)}
.say{font-size:1.06rem}ul.plain{margin:.1rem 0;padding-left:1.1rem}details{margin:.5rem 0}
summary{cursor:pointer;color:var(--dim);padding:.4rem 0}.end{font-weight:600}
@media print{body{font-size:11pt;max-width:none;padding:0}}
"""


def cues_html(cues: Cues, colour: str) -> str:
    """Write a cue sheet as a page.

    Parameters
    ----------
    cues : Cues
        The sheet.
    colour : str
        Colour of the numbers, ``#rrggbb``.

    Returns
    -------
    str
        HTML that loads nothing else.
    """
    title = escape(cues.title)
    parts = [f"<h1>{title}</h1>", *_paragraphs(cues.about, "dim"), _end(cues.start)]
    for leg, stop in zip(cues.legs, cues.stops, strict=False):
        parts += [_leg(leg), _stop(cues, stop)]
    parts += [_leg(cues.legs[-1]), _end(cues.end)]
    rain = escape(say("cues.heading_rain", cues.lang))
    parts.append(f'<section class="stop"><h2>{rain}</h2>{_list(cues.rain)}</section>')
    parts += _paragraphs(cues.fine, "fine")
    return bare_page(title, _STYLE.replace("COLOUR", colour), "".join(parts), cues.lang)


def _leg(leg: CueLeg) -> str:
    """Write one leg."""
    head = f"<p><b>{escape(leg.title)}</b></p><p class=dim>{escape(leg.below)}</p>"
    return f'<div class="leg">{head}{_list(leg.turns)}</div>'


def _stop(cues: Cues, stop: CueStop) -> str:
    """Write one stop."""
    head = (
        f'<div class="head"><span class="no">{stop.number}</span><div><h2>{escape(stop.name)}</h2>'
        f'<p class="clock">{escape(stop.clock)}</p></div></div>'
    )
    parts = [head, *_paragraphs(stop.below, "dim")]
    for name, texts, kind in (
        ("story", (stop.story,), "say"),
        ("question", (stop.question,), "say"),
        ("gather", (stop.gather,), ""),
        ("nearby", stop.nearby, ""),
        ("late", stop.late, ""),
    ):
        if any(texts):
            heading = escape(say(f"cues.heading_{name}", cues.lang))
            parts += [f"<h3>{heading}</h3>", *_paragraphs(texts, kind)]
    if stop.facts:
        heading = escape(say("cues.heading_facts", cues.lang))
        parts.append(f"<details><summary>{heading}</summary>{_list(stop.facts)}</details>")
    return f'<section class="stop">{"".join(parts)}</section>'


def _end(text: str) -> str:
    """Write the start or the end."""
    return f'<p class="end">{escape(text)}</p>'


def _paragraphs(texts: tuple[str, ...], kind: str) -> list[str]:
    """Write paragraphs; line breaks within a text are kept."""
    attribute = f' class="{kind}"' if kind else ""
    return [
        f"<p{attribute}>{escape(line)}</p>"
        for text in texts
        for line in text.split("\n")
        if line.strip()
    ]


def _list(texts: tuple[str, ...]) -> str:
    """Write a list."""
    return f'<ul class="plain">{"".join(f"<li>{escape(text)}</li>" for text in texts)}</ul>'
