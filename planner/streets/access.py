"""Which ways and nodes a walker may use, from OSM tags. Imports only the standard library.

One set of rules for every source of data: OSMnx's own filters act on downloads only, and its
``walk`` filter drops foot-cycleways and keeps ``access=no``, ``customers`` and gates. What the tags
mean is said in the OSM wiki, "Key:access".
"""

from collections.abc import Mapping
from typing import Literal

Access = Literal["open", "unknown", "destination"]
"""``open``: public by its tags or by its class; ``unknown``: passable, but nobody has tagged for
whom; ``destination``: only for those whose stop is on it."""

_ALLOWED = {"yes", "designated", "permissive", "public", "official"}
_AT_THE_STOP = {"destination", "customers"}
_PUBLIC_CLASSES = {
    "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
    "unclassified", "residential", "living_street", "pedestrian", "road",
}  # fmt: skip
_UNSAID_CLASSES = {"service", "footway", "path", "steps", "track"}
_NEEDS_FOOT_TAG = {"cycleway", "bridleway", "corridor", "platform", "busway"}
_FAST_CLASSES = {"motorway", "motorway_link", "trunk", "trunk_link"}
_FOOT_CLASSES = {"footway", "path", "steps", "pedestrian"}
_SOLID_BARRIERS = {"wall", "fence", "city_wall", "hedge", "debris"}


def way_access(tags: Mapping[str, str]) -> Access | None:
    """Decide whether a way may be walked.

    ``foot`` beats ``access``; a value that is not known to allow walking forbids it. ``layer`` is
    no rule: ordinary streets carry ``layer=-1`` in this data.

    Parameters
    ----------
    tags : mapping of str to str
        The way's OSM tags.

    Returns
    -------
    {"open", "unknown", "destination"} or None
        None: never walked.

    Examples
    --------
    >>> way_access({"highway": "residential"})
    'open'
    >>> way_access({"highway": "residential", "access": "private"}) is None
    True
    >>> way_access({"highway": "cycleway", "foot": "designated", "access": "no"})
    'open'
    """
    kind = tags.get("highway", "")
    said = tags.get("foot", tags.get("access"))
    if kind not in _PUBLIC_CLASSES | _UNSAID_CLASSES | _NEEDS_FOOT_TAG | _FAST_CLASSES:
        return None
    if said is not None and said not in _ALLOWED | _AT_THE_STOP:
        return None
    if _barred_by_class(kind, tags):
        return None
    if said in _AT_THE_STOP:
        return "destination"
    return "open" if said in _ALLOWED or kind not in _UNSAID_CLASSES else "unknown"


def _barred_by_class(kind: str, tags: Mapping[str, str]) -> bool:
    """Whether this class of way is closed to walkers unless its own tags open it."""
    if tags.get("foot") in _ALLOWED | _AT_THE_STOP:
        return False
    if kind in _NEEDS_FOOT_TAG or tags.get("motorroad") == "yes":
        return True
    dark = tags.get("tunnel") == "yes" and kind not in _FOOT_CLASSES
    return (kind in _FAST_CLASSES or dark) and not _has_sidewalk(tags)


def _has_sidewalk(tags: Mapping[str, str]) -> bool:
    """Whether a pavement is tagged on either side."""
    keys = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
    return any(tags.get(key) in {"yes", "both", "left", "right"} for key in keys)


def walks_one_way(tags: Mapping[str, str]) -> bool:
    """Whether walkers too may only go in the way's direction (``oneway:foot``, escalators).

    Parameters
    ----------
    tags : mapping of str to str
        The way's OSM tags.

    Returns
    -------
    bool
        ``oneway`` alone is a rule for vehicles and says nothing about walkers.
    """
    if "oneway:foot" in tags:
        return tags["oneway:foot"] == "yes"
    return tags.get("conveying") == "forward"


def node_blocks(tags: Mapping[str, str]) -> bool:
    """Decide whether a barrier node stops walkers: a way may be open and its gate not.

    Parameters
    ----------
    tags : mapping of str to str
        The node's OSM tags.

    Returns
    -------
    bool
        True if nobody may pass. A gate of which nothing is said may be passed.

    Examples
    --------
    >>> node_blocks({"barrier": "gate"}), node_blocks({"barrier": "gate", "access": "private"})
    (False, True)
    """
    if "barrier" not in tags:
        return False
    said = tags.get("foot", tags.get("access"))
    if said is not None:
        return said not in _ALLOWED | _AT_THE_STOP
    return tags["barrier"] in _SOLID_BARRIERS or tags.get("locked") == "yes"
