"""Names of streets in Latin letters, where the map has none in English. No units.

Imports routes.pinyin.
"""

import re
from collections.abc import Mapping

from routes.pinyin import ascii_text

_LANE = re.compile(r"(?P<road>.+?)\s*(?P<number>\d+)\s*弄")
_KINDS = {"路": "Road", "街": "Street"}


def english_street(zh: str, en: str, known: Mapping[str, str]) -> str:
    """Return the English name of a street, spelled in pinyin where it has none.

    Parameters
    ----------
    zh, en : str
        Its names; an English one that is the Chinese one again is none.
    known : mapping of str to str
        English names of streets by Chinese ones: a lane goes by the road that it leaves.

    Returns
    -------
    str
        The name; nothing is translated but the kind of street.

    Examples
    --------
    >>> english_street("武康路280弄", "武康路280弄", {"武康路": "Wukang Road"})
    'Lane 280, Wukang Road'
    >>> english_street("幸福里", "幸福里", {})
    'Xingfuli'
    >>> english_street("愚园路", "Yuyuan Road", {})
    'Yuyuan Road'
    """
    if not zh or en not in {"", zh}:
        return en
    lane = _LANE.fullmatch(zh)
    if lane:
        road = lane["road"]
        return f"Lane {lane['number']}, {english_street(road, known.get(road, ''), known)}"
    kind = _KINDS.get(zh[-1])
    name = ascii_text(zh[:-1] if kind else zh).capitalize()
    return f"{name} {kind}" if kind else name
