"""The known word that was meant by one that is not known. No units. Standard library only."""

import difflib
from collections.abc import Iterable

_READ = 100
"""Characters of a word that are compared: the time grows with the product of both lengths."""


def nearest(given: str, known: Iterable[str], *, alike: float = 0.0) -> str:
    """Pick the known word that is spelt most like another.

    Parameters
    ----------
    given : str
        What was written.
    known : iterable of str
        What there is.
    alike : float, optional
        How like it must be, 0 to 1; with 0 there is always one.

    Returns
    -------
    str
        The word; empty if none is so like it, or none is known.

    Examples
    --------
    >>> nearest("qian-hoem", ["jiangsu-road", "qian-home"])
    'qian-home'
    >>> nearest("x", ["jiangsu-road", "qian-home"], alike=0.6), nearest("x", [])
    ('', '')
    """
    found: list[str] = difflib.get_close_matches(given[:_READ], list(known), n=1, cutoff=alike)
    return found[0] if found else ""
