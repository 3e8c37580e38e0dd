"""How the page looks: one style sheet, the title, the document's language.

Imports the standard library only.
"""

from html import escape
from pathlib import Path
from typing import Literal

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


def document_language(lang: Literal["zh", "en"]) -> str:
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
    code = "zh-CN" if lang == "zh" else "en"
    return f"<script>document.documentElement.lang = '{code}';</script>"
