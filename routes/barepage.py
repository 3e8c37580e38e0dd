"""The frame of a small page that stands alone and loads nothing else. No units.

Imports planner.words.
"""

from planner.words import Lang, html_lang


def bare_page(title: str, style: str, body: str, lang: Lang) -> str:
    """Put a title, a style and a body together.

    Parameters
    ----------
    title : str
        HTML, escaped.
    style : str
        CSS.
    body : str
        HTML.
    lang : {"zh", "en"}
        Language of the page.

    Returns
    -------
    str
        HTML.
    """
    return (
        f'<!doctype html>\n<html lang="{html_lang(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body>{body}</body></html>\n"
    )
