"""Pages that say in both languages why there is no walk to show. Imports planner.

All is escaped here.
"""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from string import Template

from planner.errors import Fault
from planner.words import LANGS, Lang, html_lang, say
from routes.walkpage.page import static


def notice_html(
    key: str, lang: Lang, *, app: str | None = "/", faults: Sequence[Fault] = (), more: str = ""
) -> str:
    """Write a page with a message in both languages, the reader's first.

    Parameters
    ----------
    key : str
        Name of the message in the texts of the walk page.
    lang : {"zh", "en"}
        Language that stands first.
    app : str or None, optional
        Where the way out leads to; None leaves it out.
    faults : sequence of Fault, optional
        What is wrong, each with its hint.
    more : str, optional
        Name of a second text.

    Returns
    -------
    str
        HTML that loads nothing.
    """
    order = [lang, *(other for other in LANGS if other != lang)]
    return Template(static("notice.html")).substitute(
        code=html_lang(lang),
        title=escape(say(f"walkpage.{key}", lang)),
        css=static("notice.css"),
        parts="".join(
            _part(key, each, app, faults, more, heading="h1" if each == lang else "h2")
            for each in order
        ),
    )


def notice_policy() -> str:
    """Write the Content-Security-Policy of these pages.

    Returns
    -------
    str
        Its own style, no script.
    """
    style = b64encode(sha256(static("notice.css").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"


def _part(
    key: str, lang: Lang, app: str | None, faults: Sequence[Fault], more: str, *, heading: str
) -> str:
    """Write one language's part."""
    lines = [f"<{heading}>{escape(say(f'walkpage.{key}', lang))}</{heading}>"]
    for fault in faults:
        lines.append(f"<p>{escape(fault.message(lang))}</p>")
        if hint := fault.hint(lang):
            lines.append(f'<p class="hint">{escape(hint)}</p>')
    if more:
        lines.append(f'<p class="hint">{escape(say(f"walkpage.{more}", lang))}</p>')
    if app is not None:
        lines.append(f'<a href="{escape(app)}">{escape(say("walkpage.to_app", lang))}</a>')
    return f'<section lang="{html_lang(lang)}">{"".join(lines)}</section>'
