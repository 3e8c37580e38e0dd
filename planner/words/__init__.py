"""Every text a user sees, in 中文 and English, one TOML table a text.

Imports only the standard library.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")


def html_lang(lang: Lang) -> str:
    """Return the code of a language for HTML.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        BCP 47.
    """
    return "zh-CN" if lang == "zh" else "en"


@cache
def catalogue() -> dict[str, dict[Lang, str]]:
    """Read all texts of this package once.

    Returns
    -------
    dict of str to dict
        Key ``area.name`` (the file's name and the table's name), value the text by language.
    """
    texts: dict[str, dict[Lang, str]] = {}
    for entry in sorted(files(__package__).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            area = entry.name.removesuffix(".toml")
            tables = tomllib.loads(entry.read_text("utf-8"))
            texts |= {f"{area}.{name}": text for name, text in tables.items()}
    return texts


def say(key: str, lang: Lang, **values: object) -> str:
    """Return one text with its values filled in.

    Parameters
    ----------
    key : str
        ``area.name``, for example ``"faults.theme_unknown"``.
    lang : {"zh", "en"}
        Language wanted.
    **values : object
        What the text's ``{placeholders}`` stand for.

    Returns
    -------
    str
        The text. Not escaped: whoever writes HTML escapes it.

    Raises
    ------
    KeyError
        If there is no such text, or a placeholder has no value.

    Examples
    --------
    >>> say("route.unnamed", "en")
    'unnamed path'
    """
    return catalogue()[key][lang].format(**values)
