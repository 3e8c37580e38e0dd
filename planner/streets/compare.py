"""Two walking networks side by side: what is new, what is lost, which entrances moved.

Units: kilometres, metres; (lon, lat) WGS-84.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyproj import Geod
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from planner.streets.extract import Extract
from planner.streets.network import Network
from planner.streets.snap import Snap, snap

MOVED_M = 1.0
"""Less than this is rounding: OSM keeps positions to a centimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place or start whose way onto the streets is watched; ``street`` is that of its address."""

    id: str
    name_zh: str
    name_en: str
    lon: float
    lat: float
    street: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Streets:
    """An extract and the network made of it."""

    extract: Extract
    network: Network


def compare(this: Streets, other: Streets, spots: Sequence[Spot]) -> dict[str, Any]:
    """Say how two networks differ.

    Parameters
    ----------
    this, other : Streets
        The networks; ``new`` is what only ``this`` has, ``lost`` what only ``other`` has.
    spots : sequence of Spot
        Places and starts.

    Returns
    -------
    dict
        ``this`` and ``other``: ``walkable_km``, ``network_km``, ``components``, ``map_date``;
        ``new_streets`` and ``lost_streets``: name and metres, the longest first; ``moved``: spots
        whose entrance onto the streets is elsewhere, by ``metres``, with the street before and now.
    """
    metres = _street_m(this.network), _street_m(other.network)
    return {
        "this": _figures(this),
        "other": _figures(other),
        "new_streets": _only(this.network, *metres),
        "lost_streets": _only(other.network, *reversed(metres)),
        "moved": _moved(this.network, other.network, spots),
    }


def walkable_km(extract: Extract) -> float:
    """Sum the lengths of the ways that may be walked.

    Parameters
    ----------
    extract : Extract
        Ways.

    Returns
    -------
    float
        Geodesic kilometres, isolated ways included.
    """
    geod = Geod(ellps="WGS84")
    metres = 0.0
    for way in extract.ways:
        lons, lats = zip(*(extract.nodes[ref] for ref in way.nodes), strict=True)
        metres += geod.line_length(lons, lats)
    return metres / 1000


def components(extract: Extract) -> int:
    """Count the parts of an extract that no walkable way connects.

    Parameters
    ----------
    extract : Extract
        Ways.

    Returns
    -------
    int
        At least one.
    """
    row = {ref: i for i, ref in enumerate({ref for way in extract.ways for ref in way.nodes})}
    tails = [row[ref] for way in extract.ways for ref in way.nodes[:-1]]
    heads = [row[ref] for way in extract.ways for ref in way.nodes[1:]]
    links = coo_array((np.ones(len(tails)), (tails, heads)), shape=(len(row), len(row)))
    return int(connected_components(links, directed=False, return_labels=False))


def _figures(streets: Streets) -> dict[str, Any]:
    """Give the size and date of one network."""
    return {
        "walkable_km": round(walkable_km(streets.extract), 1),
        "network_km": round(float(streets.network.length_m.sum()) / 1000, 1),
        "components": components(streets.extract),
        "map_date": streets.network.map_date,
    }


def _street_m(network: Network) -> dict[str, float]:
    """Sum the metres of each named street."""
    named = network.street >= 0
    sums = np.bincount(
        network.street[named], network.length_m[named], minlength=len(network.street_zh)
    )
    return dict(zip(network.street_zh, sums.tolist(), strict=True))


def _only(
    network: Network, here: dict[str, float], there: dict[str, float]
) -> list[dict[str, Any]]:
    """List the streets that the other network does not have, the longest first."""
    english = dict(zip(network.street_zh, network.street_en, strict=True))
    found = sorted((-metres, name) for name, metres in here.items() if name not in there)
    return [
        {"street_zh": name, "street_en": english[name], "metres": round(-metres)}
        for metres, name in found
    ]


def _moved(this: Network, other: Network, spots: Sequence[Spot]) -> list[dict[str, Any]]:
    """List the spots that meet the streets elsewhere, the farthest first."""
    found = []
    for spot in spots:
        now, before = (snap(n, spot.lon, spot.lat, street=spot.street) for n in (this, other))
        metres = _apart_m(now, before)
        if metres >= MOVED_M:
            found.append(
                {
                    "id": spot.id,
                    "name_zh": spot.name_zh,
                    "name_en": spot.name_en,
                    "metres": round(metres),
                    "offset_before_m": round(before.offset_m),
                    "offset_m": round(now.offset_m),
                    "street_before": names_of(other, street_of(other, before.piece)),
                    "street": names_of(this, street_of(this, now.piece)),
                }
            )
    return sorted(found, key=lambda row: (-row["metres"], row["id"]))


def street_of(network: Network, piece: int) -> str:
    """Name the street of a piece.

    Parameters
    ----------
    network : Network
        The network.
    piece : int
        Index of the piece.

    Returns
    -------
    str
        The Chinese name; empty if it has none.
    """
    street = int(network.street[piece])
    return network.street_zh[street] if street >= 0 else ""


def names_of(network: Network, street_zh: str) -> dict[str, str]:
    """Name a street in both languages.

    Parameters
    ----------
    network : Network
        The network.
    street_zh : str
        Chinese name; empty for a way without a name, which is empty in both.

    Returns
    -------
    dict of str to str
        ``zh`` and ``en``; the Chinese name twice where nobody has given an English one.
    """
    known = dict(zip(network.street_zh, network.street_en, strict=True))
    return {"zh": street_zh, "en": known.get(street_zh) or street_zh}


def _apart_m(one: Snap, other: Snap) -> float:
    """Geodesic metres between two spots on the streets."""
    geod = Geod(ellps="WGS84")
    return float(geod.inv(one.on_lon, one.on_lat, other.on_lon, other.on_lat)[2])
