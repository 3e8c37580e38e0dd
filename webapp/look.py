"""How the page looks: one style sheet, the title, the document's language.

Imports planner.words.
"""

from html import escape
from pathlib import Path

from planner.words import Lang, html_lang

STYLE = f"<style>{(Path(__file__).parent / 'static' / 'page.css').read_text('utf-8')}</style>"


def title_html(title: str, subtitle: str) -> str:
    """Write the page's heading.

    Parameters
    ----------
    title, subtitle : str
        Plain text.

    Returns
    -------
    str
        HTML.
    """
    return f'<div class="cw-title"><h1>{escape(title)}</h1><p>{escape(subtitle)}</p></div>'


def document_language(lang: Lang) -> str:
    """Return a script that tells browsers and screen readers the page's language.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the page.

    Returns
    -------
    str
        HTML.
    """
    return f"<script>document.documentElement.lang = '{html_lang(lang)}';</script>"
