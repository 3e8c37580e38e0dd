"""A toy quarter as an OSM file, small enough to walk by hand.

Every square is 100 m wide and high (near 31.2 N, 121.42 E). Letters are nodes, === is main street
乙路, --- and | are lanes, ... is a private drive, ~~~ a drive for visitors only, # a locked gate.

        A ---- B ---- C
        |      :      |
        |      : (private)
        D ==== E ==== F ~~~~ G ~~~~ H
        |             |
        I --#-- J --- K

Steps lead from A to D; everything else is flat. 甲路 is A-B-C.
"""

from pathlib import Path

LON, LAT = 121.42, 31.21
STEP_LON, STEP_LAT = 100 / 95_300, 100 / 110_870  # degrees in 100 m at this latitude
SPOTS = {
    "A": (0, 2), "B": (1, 2), "C": (2, 2),
    "D": (0, 1), "E": (1, 1), "F": (2, 1), "G": (3, 1), "H": (4, 1),
    "I": (0, 0), "#": (0.5, 0), "J": (1, 0), "K": (2, 0),
}  # fmt: skip
WAYS = [
    ("ABC", {"highway": "residential", "name": "甲路", "name:en": "First Road"}),
    ("AD", {"highway": "steps"}),
    ("CF", {"highway": "living_street"}),
    ("BE", {"highway": "service", "access": "private"}),
    ("DEF", {"highway": "secondary", "name": "乙路", "name:en": "Second Road (Old Road)"}),
    ("DEF", {"highway": "trunk", "name": "高架", "layer": "1"}),
    ("FGH", {"highway": "service", "access": "destination"}),
    ("DI", {"highway": "footway"}),
    ("I#JK", {"highway": "service"}),
    ("FK", {"highway": "residential", "name": "乙路", "name:en": "Second Road"}),
]


def lonlat(spot: str) -> tuple[float, float]:
    east, north = SPOTS[spot]
    return LON + east * STEP_LON, LAT + north * STEP_LAT


def write_toy(path: Path) -> Path:
    """Write the toy quarter as OSM XML."""
    return write_map(path, SPOTS, WAYS, {"#": {"barrier": "gate", "access": "private"}})


def write_map(path, spots, ways, nodes=None) -> Path:
    """Write any map as OSM XML: spots in squares of 100 m, ways by the letters of their spots."""
    ids = {spot: number for number, spot in enumerate(spots, 1)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    for spot, number in ids.items():
        east, north = spots[spot]
        lon, lat = LON + east * STEP_LON, LAT + north * STEP_LAT
        tags = pairs((nodes or {}).get(spot, {}))
        lines.append(
            f'<node id="{number}" version="1" lon="{lon:.7f}" lat="{lat:.7f}">{tags}</node>'
        )
    for number, (letters, tags) in enumerate(ways, 1):
        refs = "".join(f'<nd ref="{ids[letter]}"/>' for letter in letters)
        lines.append(f'<way id="{number}" version="1">{refs}{pairs(tags)}</way>')
    path.write_text("\n".join([*lines, "</osm>"]), "utf-8")
    return path


def pairs(tags) -> str:
    """Write tags as OSM XML."""
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
