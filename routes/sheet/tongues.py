"""One language or two on a sheet: every text is a list with one entry a language. No units.

Imports planner.words.
"""

from typing import Literal

from planner.words import LANGS, Lang, say

SheetLang = Literal["zh", "en", "both"]
Texts = list[str]
"""One text a language, in the order of ``langs_of``."""


def langs_of(lang: SheetLang) -> tuple[Lang, ...]:
    """Return the languages of a sheet, the one that leads first.

    Parameters
    ----------
    lang : {"zh", "en", "both"}
        What was asked for.

    Returns
    -------
    tuple of {"zh", "en"}
        One or two.
    """
    return LANGS if lang == "both" else (lang,)


def told(key: str, langs: tuple[Lang, ...], **values: object) -> Texts:
    """Say one text in all languages of a sheet.

    Parameters
    ----------
    key : str
        As of ``say``, for example ``"sheet.tips"``.
    langs : tuple of {"zh", "en"}
        Languages.
    **values : object
        What the placeholders stand for; a list of texts gives each language its own.

    Returns
    -------
    list of str
        One text a language.
    """
    return [
        say(key, lang, **{k: v[n] if isinstance(v, list) else v for k, v in values.items()})
        for n, lang in enumerate(langs)
    ]


def field(thing: object, name: str, langs: tuple[Lang, ...]) -> Texts:
    """Take a field that is given in both languages, such as ``name_zh`` and ``name_en``.

    Parameters
    ----------
    thing : object
        A place, stop, note or theme.
    name : str
        The field's name without its language.
    langs : tuple of {"zh", "en"}
        Languages.

    Returns
    -------
    list of str
        One text a language; empty where it has none, or says the same again.
    """
    texts = [getattr(thing, f"{name}_{lang}") or "" for lang in langs]
    return [*texts[:1], *("" if text == texts[0] else text for text in texts[1:])]
