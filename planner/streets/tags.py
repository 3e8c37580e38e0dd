"""What the tags of ways and nodes say besides who may pass. Imports only the standard library.

What the tags mean is said in the OSM wiki, "Key:crossing", "Key:layer", "Key:lit", "Key:covered".
"""

from collections.abc import Mapping
from typing import Literal

Control = Literal["crossing", "signals"]
"""How a carriageway is crossed at a node: on a crossing without signals, or at signals."""

Obstacle = Literal["water", "wall", "rail", "road", "viaduct", "building"]
"""What nobody walks straight through; a viaduct is a road that one may walk under."""

CARRIAGEWAYS = {
    "primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "road",
}  # fmt: skip
"""Classes of ways that stand for the roadway of a street, ramps left out."""

_WITH_SIGNALS = {"traffic_signals", "controlled", "pelican", "puffin", "toucan"}
_UNDERFOOT = ("wheelchair", "kerb", "incline", "smoothness", "surface")
_WATER = {"river", "canal", "riverbank", "dock"}
_WALLS = {"wall", "fence", "city_wall", "retaining_wall", "hedge"}
_RAILS = {"rail", "light_rail", "subway", "tram", "narrow_gauge", "monorail"}
_FAST = {"motorway", "motorway_link", "trunk", "trunk_link"}


def control(tags: Mapping[str, str]) -> Control | None:
    """Tell whether a node, or a way of its own, is where walkers cross a carriageway.

    Parameters
    ----------
    tags : mapping of str to str
        OSM tags.

    Returns
    -------
    {"crossing", "signals"} or None
        None: no crossing and no signals are tagged.

    Examples
    --------
    >>> control({"highway": "traffic_signals"}), control({"highway": "crossing"})
    ('signals', 'crossing')
    >>> control({"highway": "crossing", "crossing": "no"}) is None
    True
    """
    said = tags.get("crossing", "")
    if tags.get("highway") == "traffic_signals":
        return "signals"
    marked = tags.get("highway") == "crossing" or tags.get("footway") == "crossing"
    if said == "no" or not (said or marked):
        return None
    lit_up = said in _WITH_SIGNALS or tags.get("crossing:signals") == "yes"
    return "signals" if lit_up else "crossing"


def grade(tags: Mapping[str, str]) -> int:
    """Return the level of a way: 0 on the ground.

    ``layer`` counts on bridges and in tunnels only: ordinary streets carry ``layer=-1`` in this
    data, and bridges often have none.

    Parameters
    ----------
    tags : mapping of str to str
        The way's OSM tags.

    Returns
    -------
    int
        Above 0 on a bridge, below 0 in a tunnel.

    Examples
    --------
    >>> grade({"layer": "-1"}), grade({"bridge": "yes"}), grade({"tunnel": "yes", "layer": "-2"})
    (0, 1, -2)
    """
    up = tags.get("bridge", "no") != "no"
    down = tags.get("tunnel", "no") not in {"no", "building_passage"}
    if not (up or down):
        return 0
    try:
        level = int(tags.get("layer", "0"))
    except ValueError:
        level = 0
    return level or (1 if up else -1)


def yes_no(tags: Mapping[str, str], key: str) -> int:
    """Read a tag that says yes or no.

    Parameters
    ----------
    tags : mapping of str to str
        OSM tags.
    key : str
        Such as ``lit`` or ``covered``.

    Returns
    -------
    int
        1 yes, 0 no, -1 not said.

    Examples
    --------
    >>> yes_no({"lit": "24/7"}, "lit"), yes_no({"lit": "no"}, "lit"), yes_no({}, "lit")
    (1, 0, -1)
    """
    said = tags.get(key)
    if said is None:
        return -1
    return 0 if said in {"no", "disused"} else 1


def covered(tags: Mapping[str, str]) -> int:
    """Tell whether a way has a roof: ``covered``, or a passage, arcade or tunnel.

    Parameters
    ----------
    tags : mapping of str to str
        The way's OSM tags.

    Returns
    -------
    int
        1 yes, 0 no, -1 not said.
    """
    if tags.get("tunnel", "no") != "no":
        return 1
    return yes_no(tags, "covered")


def underfoot(tags: Mapping[str, str]) -> bool:
    """Tell whether the tags say anything of what wheels and feet meet on a way.

    Parameters
    ----------
    tags : mapping of str to str
        The way's OSM tags.

    Returns
    -------
    bool
        True for steps, and where wheelchair, kerb, incline, smoothness or surface is tagged.

    Examples
    --------
    >>> underfoot({"surface": "asphalt"}), underfoot({"highway": "steps"}), underfoot({"lit": "no"})
    (True, True, False)
    """
    return tags.get("highway") == "steps" or any(key in tags for key in _UNDERFOOT)


def obstacle(tags: Mapping[str, str]) -> Obstacle | None:
    """Tell whether a way or outline is something that nobody walks straight through.

    Parameters
    ----------
    tags : mapping of str to str
        OSM tags.

    Returns
    -------
    {"water", "wall", "rail", "road", "viaduct", "building"} or None
        None: no obstacle. What is under the ground is none; a railway overhead is none.

    Examples
    --------
    >>> obstacle({"waterway": "river"}), obstacle({"highway": "trunk", "bridge": "yes"})
    ('water', 'viaduct')
    >>> obstacle({"railway": "subway", "tunnel": "yes"}) is None
    True
    """
    level = grade(tags)
    if level < 0 or tags.get("tunnel") == "culvert":
        return None
    if tags.get("natural") == "water" or tags.get("waterway") in _WATER:
        return "water"
    if tags.get("barrier") in _WALLS:
        return "wall"
    if tags.get("railway") in _RAILS:
        return "rail" if level == 0 else None
    if tags.get("highway") in _FAST or ("highway" in tags and tags.get("motorroad") == "yes"):
        return "viaduct" if level > 0 else "road"
    return "building" if tags.get("building", "no") not in {"no", "roof"} else None
