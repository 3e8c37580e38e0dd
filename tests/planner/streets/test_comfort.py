"""What streets lie along, on a drawn map and in the real extract."""

import json

import numpy as np
import pytest
from toy import LAT, LON, STEP_LAT, STEP_LON, write_map

from planner.errors import DatasetError
from planner.streets.build import build_network
from planner.streets.comfort import TRAFFIC
from planner.streets.fetch import MAP_TAGS
from planner.streets.greens import AREAS, LINES, read_greens
from planner.streets.network import Network

SPOTS = {
    "A": (0, 0), "B": (2, 0), "C": (4, 0), "D": (0, 0.1), "E": (2, 0.1), "F": (4, 1), "G": (2, 1),
    "H": (0, 1), "p": (0, 1.1), "q": (2, 1.1), "r": (2, 2), "s": (0, 2),
    "t": (4.1, 1), "u": (4.1, 3), "v": (4, 3),
}  # fmt: skip
WAYS = [
    ("AB", {"highway": "secondary", "name": "甲路", "surface": "asphalt", "lit": "yes"}),
    ("BC", {"highway": "residential", "name": "甲路", "kerb": "raised"}),
    ("DE", {"highway": "footway", "name": "便道"}),
    ("AD", {"highway": "footway"}),
    ("EG", {"highway": "living_street", "name": "乙路"}),
    ("CF", {"highway": "steps", "name": "丙路"}),
    ("FG", {"highway": "tertiary", "name": "丁路"}),
    ("GH", {"highway": "residential", "name": "丁路"}),
    ("HD", {"highway": "residential", "name": "戊路"}),
    ("FV", {"highway": "residential", "name": "己路"}),
    ("pqrsp", {"leisure": "park"}),
    ("tu", {"waterway": "canal", "width": "10 m"}),
    ("AE", {"natural": "tree_row", "tunnel": "yes"}),
]
WAYS = [(letters.replace("V", "v"), tags) for letters, tags in WAYS]


@pytest.fixture(scope="module")
def network(tmp_path_factory) -> Network:
    """Squares of 100 m; 甲路 A - B is secondary with a footway D - E ten metres beside it.

          v u      u - t a canal 10 m east of 己路, 10 m wide
    s---r | |
    |park | |
    p---q | |
    H 丁 G F t     丁路 is tertiary from F to G only; the park 10 m north of H - G
    戊   乙 丙
    D---E |
    A 甲 B C
    """
    return build_network(write_map(tmp_path_factory.mktemp("map") / "town.osm", SPOTS, WAYS))


def of(network, name, field):
    """A field's values on the pieces of a street, by where they are."""
    number = network.street_zh.index(name)
    return getattr(network, field)[network.street == number]


def test_traffic_is_the_class_or_that_of_the_road_beside(network):
    levels = {name: {TRAFFIC[row] for row in of(network, name, "traffic")} for name in
              ("甲路", "便道", "乙路", "丙路", "丁路")}  # fmt: skip
    assert levels["甲路"] == {"secondary"}  # one piece, small from B to C: the biggest counts
    assert levels["便道"] == {"secondary"}  # a pavement drawn apart
    assert levels["乙路"] == {"small"}  # only its end is near
    assert levels["丙路"] == {"none"}
    assert levels["丁路"] == {"tertiary", "small"}


def test_green_is_measured_along_the_piece(network):
    park = of(network, "丁路", "green")
    ends = (17 + 15) / 200  # as near the corner of the park and the bank at the other end
    assert sorted(park) == pytest.approx([ends, 1.0], abs=0.03)
    assert of(network, "己路", "green").tolist() == [1.0]  # 5 m from the bank
    assert of(network, "戊路", "green")[0] < 0.3
    assert of(network, "甲路", "green").max() == 0  # what is in a tunnel is not seen


def test_underfoot_is_known_only_where_something_is_tagged(network):
    assert of(network, "甲路", "underfoot").all()
    assert of(network, "丙路", "underfoot").all()
    for name in ("便道", "乙路", "丁路", "戊路"):
        assert not of(network, name, "underfoot").any()


def test_redrawn_parks_count_and_broken_ones_are_named(tmp_path):
    osm = write_map(tmp_path / "town.osm", SPOTS, WAYS[:1])
    ring = [[LON, LAT], [LON + STEP_LON, LAT], [LON, LAT + STEP_LAT], [LON, LAT]]
    park = {"type": "Feature", "properties": {"leisure": "park"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip
    overlay = tmp_path / "overlay.geojson"
    overlay.write_text(json.dumps({"features": [park]}), "utf-8")
    assert len(read_greens(osm)) == 0
    assert len(read_greens(osm, overlay)) == 1
    park["geometry"]["coordinates"] = [["here"]]
    overlay.write_text(json.dumps({"features": [park]}), "utf-8")
    with pytest.raises(DatasetError):
        read_greens(osm, overlay)


def test_a_fetched_map_has_all_that_is_green():
    for key, values in (*AREAS.items(), *LINES.items()):
        assert values <= set(MAP_TAGS[key])


def test_the_real_quarter_knows_little_of_lamps_and_green(quarter):
    """Shares that docs/streets.md states."""
    network = quarter.network
    whole_m = network.length_m.sum()
    assert (network.length_m * network.green).sum() / whole_m == pytest.approx(0.024, abs=0.003)
    assert network.length_m[network.lit < 0].sum() / whole_m == pytest.approx(0.92, abs=0.01)
    assert network.length_m[network.underfoot].sum() / whole_m == pytest.approx(0.57, abs=0.01)
    big = network.traffic >= TRAFFIC.index("secondary")
    assert network.length_m[big].sum() / whole_m == pytest.approx(0.352, abs=0.005)
    assert np.all((network.green >= 0) & (network.green <= 1))
