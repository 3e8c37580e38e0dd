"""Small networks drawn in metres: nodes by letter, pieces by their two letters.

East and north are counted from a spot near 31.21 N, 121.42 E in UTM zone 51N.
"""

import numpy as np
from pyproj import Geod, Transformer

from planner.streets.network import ACCESS_CODES, Network
from planner.streets.snap import Snap, snap

ORIGIN = (349_500.0, 3_454_000.0)
TO_LONLAT = Transformer.from_crs(32651, 4326, always_xy=True)


def spot(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude of a drawn spot."""
    return TO_LONLAT.transform(ORIGIN[0] + east, ORIGIN[1] + north)


def draw(nodes: dict, pieces: list) -> Network:
    """Pieces are (ends, name) or (ends, name, {"access", "one_way", "steps", "delay_s", "via"})."""
    number = {letter: row for row, letter in enumerate(nodes)}
    names = sorted({name for _, name, *_ in pieces if name})
    more = [dict(*rest) for _, _, *rest in pieces]
    lines = [
        [spot(*xy) for xy in (nodes[ends[0]], *extra.get("via", ()), nodes[ends[1]])]
        for (ends, _, *_), extra in zip(pieces, more, strict=True)
    ]
    geod, count = Geod(ellps="WGS84"), len(pieces)
    known = {
        "utm_epsg": 32651,
        "node_lonlat": np.array([spot(*xy) for xy in nodes.values()]),
        "u": np.array([number[ends[0]] for ends, *_ in pieces]),
        "v": np.array([number[ends[1]] for ends, *_ in pieces]),
        "length_m": np.array([geod.line_length(*zip(*line, strict=True)) for line in lines]),
        "crossings": np.array([extra.get("crossings", 0.0) for extra in more]),
        "delay_s": np.array([extra.get("delay_s", 0.0) for extra in more]),
        "street": np.array([names.index(name) if name else -1 for _, name, *_ in pieces]),
        "access": np.array([ACCESS_CODES.index(extra.get("access", "open")) for extra in more]),
        "overlay": np.zeros(count, dtype=bool),
        "steps": np.array([extra.get("steps", False) for extra in more]),
        "one_way": np.array([extra.get("one_way", False) for extra in more]),
        "first": np.concatenate([[0], np.cumsum([len(line) for line in lines])]),
        "lonlat": np.array([xy for line in lines for xy in line]),
        "street_zh": tuple(names),
        "street_en": tuple(names),
        "map_date": "2026-11",
    }
    return Network(
        **known,
        control=np.zeros(len(nodes), dtype=np.int64),
        kind=np.full(count, -1),
        surface=np.full(count, -1),
        crossing=np.zeros(count, dtype=bool),
        covered=np.full(count, -1, dtype=np.int8),
        lit=np.full(count, -1, dtype=np.int8),
        underfoot=np.zeros(count, dtype=bool),
        traffic=np.zeros(count, dtype=np.int64),
        green=np.zeros(count),
        obstacle_first=np.zeros(1, dtype=np.int64),
        obstacle_lonlat=np.zeros((0, 2)),
        kinds=(),
        surfaces=(),
    )


def put(network: Network, east: float, north: float) -> Snap:
    """Snap a drawn spot."""
    return snap(network, *spot(east, north))
