"""Links that open a leg in the map apps, each in the datum of its target.

Units: degrees, six decimals. In China, Amap, Tencent and Apple draw GCJ-02 and Baidu BD-09;
``geo:`` is WGS-84 everywhere, and so is all else outside China. Imports planner.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from urllib.parse import quote, urlencode

from planner.china.datum import gcj_to_bd, wgs_to_gcj
from planner.quarter import Quarter
from planner.route import LonLat, Route
from planner.words import Lang
from routes.spots import Spot, spots_of

Target = Literal["amap", "baidu", "tencent", "apple", "geo"]
CHINESE: tuple[Target, ...] = ("amap", "baidu", "tencent", "apple", "geo")
ELSEWHERE: tuple[Target, ...] = ("apple", "geo")

_SOURCE = "citywalk"
_LONGEST_NAME = 30
"""Characters of a name in a link: nine bytes each, and a link stays below 2,000."""
_MOST_VIA = 16
"""Stops on the way that Amap's app takes in one link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegLinks:
    """The links of one leg; ``end`` is where it leads.

    ``short``: the first one without names, for a code that is still read when it is printed small.
    """

    number: int
    start: Spot
    end: Spot
    urls: dict[Target, str]
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLinks:
    """Links into the map apps.

    ``to_start``: from where one is to the start. ``legs``: one a leg, since these apps take no way
    through several stops on foot. ``whole``: Amap's app with all stops on the way, None outside
    China or where there are more stops than it takes.
    """

    to_start: dict[Target, str]
    legs: tuple[LegLinks, ...]
    whole: str | None


def map_links(quarter: Quarter, route: Route, lang: Lang) -> MapLinks:
    """Write the links of a walk.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in; its country says which apps and datums.
    route : Route
        The walk.
    lang : {"zh", "en"}
        Language of the names in them.

    Returns
    -------
    MapLinks
        Percent-encoded, below 2,000 characters each.
    """
    china = quarter.description.country == "CN"
    targets = CHINESE if china else ELSEWHERE
    spots = list(spots_of(quarter, route))
    if route.is_loop:
        spots.append(spots[0])
    legs = tuple(
        LegLinks(
            number=number,
            start=start,
            end=end,
            urls={target: link(target, start, end, lang, china=china) for target in targets},
            short=link(targets[0], start, end, None, china=china),
        )
        for number, (start, end) in enumerate(pairwise(spots), 1)
    )
    first = spots[0]
    to_start = {target: link(target, None, first, lang, china=china) for target in targets}
    within = 1 < len(spots) - 1 <= _MOST_VIA + 1
    return MapLinks(
        to_start=to_start, legs=legs, whole=_amap_app(spots, lang) if china and within else None
    )


def link(target: Target, start: Spot | None, end: Spot, lang: Lang | None, *, china: bool) -> str:
    """Write one link for a walk from one point to another.

    Parameters
    ----------
    target : {"amap", "baidu", "tencent", "apple", "geo"}
        The app.
    start : Spot or None
        Where the walk begins; None for where the user is.
    end : Spot
        Where it leads.
    lang : {"zh", "en"} or None
        Language of the names; None leaves them out.
    china : bool
        Whether the map is of China.

    Returns
    -------
    str
        A link; ``geo:`` shows the end only.
    """
    ends = [(role, spot) for role, spot in (("from", start), ("to", end)) if spot is not None]
    names = {role: _name(spot, lang) for role, spot in ends}
    at = {role: _shifted(target, spot.position, china=china) for role, spot in ends}
    if target == "amap":
        points = {role: _joined(",", _lonlat(at[role]), names[role]) for role in at}
        more = {"mode": "walk", "coordinate": "gaode", "src": _SOURCE, "callnative": "1"}
        return f"https://uri.amap.com/navigation?{_query(points | more)}"
    if target == "baidu":
        keys = {"from": "origin", "to": "destination"}
        points = {
            keys[role]: _joined("|name:", f"latlng:{_latlon(at[role])}", names[role]) for role in at
        }
        more = {"mode": "walking", "coord_type": "bd09ll", "output": "html", "src": _SOURCE}
        return f"https://api.map.baidu.com/direction?{_query(points | more)}"
    if target == "tencent":
        points = {role: names[role] for role in at if names[role]}
        points |= {f"{role}coord": _latlon(at[role]) for role in at}
        more = {"type": "walk", "referer": _SOURCE}
        return f"https://apis.map.qq.com/uri/v1/routeplan?{_query(points | more)}"
    if target == "apple":
        keys = {"from": "saddr", "to": "daddr"}
        points = {keys[role]: _latlon(at[role]) for role in at}
        return f"https://maps.apple.com/?{_query(points | {'dirflg': 'w'})}"
    spot = _latlon(at["to"])
    label = f"({quote(names['to'], safe='')})" if names["to"] else ""
    return f"geo:{spot}?q={spot}{label}"


def _amap_app(spots: list[Spot], lang: Lang) -> str:
    """Write the link for Amap's own app with all stops on the way, by their numbers."""
    shifted = [_shifted("amap", spot.position, china=True) for spot in spots]
    first, *between, last = shifted
    query = {
        "sourceApplication": _SOURCE,
        "slat": f"{first[1]:.6f}",
        "slon": f"{first[0]:.6f}",
        "sname": _name(spots[0], lang),
        "dlat": f"{last[1]:.6f}",
        "dlon": f"{last[0]:.6f}",
        "dname": _name(spots[-1], lang),
        "dev": "0",
        "t": "2",
        "vian": str(len(between)),
        "vialons": "|".join(f"{lon:.6f}" for lon, _ in between),
        "vialats": "|".join(f"{lat:.6f}" for _, lat in between),
        "vianames": "|".join(str(spot.number) for spot in spots[1:-1]),
    }
    return f"amapuri://route/plan/?{_query(query)}"


def _shifted(target: Target, lonlat: LonLat, *, china: bool) -> LonLat:
    """Move a position to the datum of a target."""
    if not china or target == "geo":
        return lonlat
    gcj = wgs_to_gcj(lonlat)
    return gcj_to_bd(gcj) if target == "baidu" else gcj


def _lonlat(spot: LonLat) -> str:
    """Write longitude, latitude."""
    return f"{spot[0]:.6f},{spot[1]:.6f}"


def _latlon(spot: LonLat) -> str:
    """Write latitude, longitude."""
    return f"{spot[1]:.6f},{spot[0]:.6f}"


def _joined(sign: str, point: str, name: str) -> str:
    """Put a name behind a point, if there is one."""
    return f"{point}{sign}{name}" if name else point


def _name(spot: Spot, lang: Lang | None) -> str:
    """Name a point for a link: short, without the signs that part its fields."""
    if lang is None:
        return ""
    plain = "".join(" " if char in ",|:()&" else char for char in spot.name(lang))
    return " ".join(plain.split())[:_LONGEST_NAME].strip()


def _query(values: dict[str, str]) -> str:
    """Percent-encode a query; commas stay, as the apps' own examples have them."""
    return urlencode(values, safe=",", quote_via=quote)
