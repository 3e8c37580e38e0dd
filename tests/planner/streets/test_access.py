"""Every access rule of the design, one case each."""

import pytest

from planner.streets.access import node_blocks, walks_one_way, way_access

WAYS = [
    ("street", {"highway": "residential"}, "open"),
    ("main road", {"highway": "primary"}, "open"),
    ("ramp of a main road", {"highway": "primary_link"}, "open"),
    ("lane nobody tagged", {"highway": "service"}, "unknown"),
    ("footway nobody tagged", {"highway": "footway"}, "unknown"),
    ("steps kept", {"highway": "steps"}, "unknown"),
    ("footway said to be public", {"highway": "footway", "access": "yes"}, "open"),
    ("foot beats access", {"highway": "service", "access": "no", "foot": "yes"}, "open"),
    (
        "foot beats access, the other way",
        {"highway": "service", "access": "yes", "foot": "no"},
        None,
    ),
    ("permissive", {"highway": "service", "access": "permissive"}, "open"),
    ("designated", {"highway": "path", "foot": "designated"}, "open"),
    ("public", {"highway": "service", "access": "public"}, "open"),
    ("yes", {"highway": "service", "access": "yes"}, "open"),
    ("use the path beside", {"highway": "primary", "foot": "use_sidepath"}, None),
    ("no", {"highway": "footway", "access": "no"}, None),
    ("destination on foot", {"highway": "footway", "foot": "destination"}, "destination"),
    (
        "customers, but open on foot",
        {"highway": "service", "access": "customers", "foot": "yes"},
        "open",
    ),
    ("motorway link", {"highway": "motorway_link"}, None),
    ("pavement on one side", {"highway": "trunk", "sidewalk:left": "yes"}, "open"),
    ("trunk that says no pavement", {"highway": "trunk", "sidewalk": "no"}, None),
    ("service tunnel", {"highway": "service", "tunnel": "yes"}, None),
    ("cycleway of which nothing is said", {"highway": "cycleway", "access": "yes"}, None),
    ("bus lane", {"highway": "busway"}, None),
    ("corridor in a building", {"highway": "corridor"}, None),
    ("corridor open on foot", {"highway": "corridor", "foot": "yes"}, "open"),
    ("planned", {"highway": "proposed", "foot": "yes"}, None),
    ("private", {"highway": "residential", "access": "private"}, None),
    ("foot private", {"highway": "residential", "foot": "private"}, None),
    ("permit", {"highway": "residential", "access": "permit"}, None),
    ("military", {"highway": "service", "access": "military"}, None),
    ("a value nobody knows", {"highway": "service", "access": "ask-the-owner"}, None),
    (
        "destination only at the stop",
        {"highway": "service", "access": "destination"},
        "destination",
    ),
    ("customers only at the stop", {"highway": "service", "access": "customers"}, "destination"),
    ("layer is no rule", {"highway": "tertiary", "layer": "-1"}, "open"),
    ("bridge is no rule", {"highway": "tertiary", "bridge": "yes", "layer": "1"}, "open"),
    ("motorway", {"highway": "motorway"}, None),
    ("trunk", {"highway": "trunk"}, None),
    ("trunk with pavement", {"highway": "trunk", "sidewalk": "both"}, "open"),
    ("trunk link", {"highway": "trunk_link"}, None),
    ("elevated road", {"highway": "primary", "motorroad": "yes", "bridge": "yes"}, None),
    ("motorroad open on foot", {"highway": "primary", "motorroad": "yes", "foot": "yes"}, "open"),
    ("road tunnel", {"highway": "secondary", "tunnel": "yes"}, None),
    (
        "road tunnel with pavement",
        {"highway": "secondary", "tunnel": "yes", "sidewalk": "left"},
        "open",
    ),
    ("foot subway", {"highway": "footway", "tunnel": "yes"}, "unknown"),
    ("passage through a house", {"highway": "service", "tunnel": "building_passage"}, "unknown"),
    ("sidewalk drawn apart", {"highway": "secondary", "sidewalk": "separate"}, "open"),
    ("cycleway", {"highway": "cycleway"}, None),
    ("cycleway open on foot", {"highway": "cycleway", "foot": "yes"}, "open"),
    ("cycleway for walkers too", {"highway": "cycleway", "foot": "designated"}, "open"),
    ("platform", {"highway": "platform"}, None),
    ("building site", {"highway": "construction"}, None),
    ("no highway at all", {"waterway": "river"}, None),
]


@pytest.mark.parametrize(("tags", "wanted"), [w[1:] for w in WAYS], ids=[w[0] for w in WAYS])
def test_way(tags, wanted):
    assert way_access(tags) == wanted


@pytest.mark.parametrize(
    ("tags", "blocked"),
    [
        ({}, False),
        ({"highway": "crossing", "access": "private"}, False),
        ({"barrier": "gate"}, False),
        ({"barrier": "bollard"}, False),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, False),
        ({"barrier": "gate", "foot": "no"}, True),
        ({"barrier": "gate", "locked": "yes"}, True),
        ({"barrier": "wall"}, True),
    ],
)
def test_node(tags, blocked):
    assert node_blocks(tags) is blocked


@pytest.mark.parametrize(
    ("tags", "one_way"),
    [
        ({"highway": "residential", "oneway": "yes"}, False),
        ({"highway": "steps", "conveying": "forward"}, True),
        ({"highway": "footway", "oneway:foot": "yes"}, True),
        ({"highway": "steps", "conveying": "forward", "oneway:foot": "no"}, False),
    ],
)
def test_one_way_is_a_rule_for_vehicles_unless_said_for_walkers(tags, one_way):
    assert walks_one_way(tags) is one_way
