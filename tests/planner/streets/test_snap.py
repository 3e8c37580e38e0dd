"""An entrance comes out on its own street, and never across water, walls or another main road.

A square of the drawing is 100 m. 甲路 is a street, drawn twice east of B; ~~~ is a river, 乙路 a
primary road; x is the entrance.

    A -------------- B =========== C    甲路 (north; its southern carriageway is 20 m below B-C)
    ~~~~~~~~~~~~~~~~
          x
    D -------------- E                  甲路, west-east, south of the river
"""

import pytest
import shapely
from toy import LAT, LON, STEP_LAT, STEP_LON, write_map

from planner.streets.build import build_network
from planner.streets.snap import OWN_STREET_M, snap

SPOTS = {
    "A": (0, 1), "B": (3, 1), "C": (6, 1), "D": (0, 0), "E": (3, 0),
    "R": (-1, 0.8), "T": (4, 0.8), "F": (3, 0.8), "G": (6, 0.8),
}  # fmt: skip
OWN = {"highway": "tertiary", "name": "甲路"}
BASE = [("AB", OWN), ("BC", OWN), ("DE", OWN), ("AD", {"highway": "footway"})]


def town(tmp_path, *more, ways=BASE):
    return build_network(write_map(tmp_path / "river.osm", SPOTS, [*ways, *more]))


def at(network, x, y, **own):
    """Where the spot comes out, in squares, and how far that is."""
    found = snap(network, LON + x * STEP_LON, LAT + y * STEP_LAT, **own)
    spot = (found.on_lon - LON) / STEP_LON, (found.on_lat - LAT) / STEP_LAT
    return found, spot


@pytest.mark.parametrize(
    "bar",
    [
        {"waterway": "river"},
        {"natural": "water"},
        {"barrier": "wall"},
        {"barrier": "fence"},
        {"railway": "rail"},
        {"highway": "trunk"},
        {"highway": "trunk", "bridge": "yes", "motorroad": "yes"},
        {"highway": "primary", "name": "乙路"},
    ],
)
@pytest.mark.parametrize("own", [{}, {"street": "甲路"}])
def test_never_across(tmp_path, bar, own):
    """x is 40 m from the northern street and 60 m from the southern one."""
    assert at(town(tmp_path), 1, 0.6, **own)[1] == pytest.approx((1, 1), abs=0.01)
    joined = [("AR", {"highway": "footway"})] if bar.get("name") else []
    found, spot = at(town(tmp_path, ("RT", bar), *joined), 1, 0.6, **own)
    if bar.get("name") and not own:
        assert spot == pytest.approx((1, 0.8), abs=0.01)  # the main road itself is nearest
    else:
        assert spot == pytest.approx((1, 0), abs=0.01)
        assert found.offset_m == pytest.approx(60, abs=1)
    assert found.on_own_street


def test_an_elevated_railway_or_a_culvert_is_no_bar(tmp_path):
    for tags in (
        {"railway": "light_rail", "bridge": "yes"},
        {"waterway": "river", "tunnel": "culvert"},
    ):
        assert at(town(tmp_path, ("RT", tags)), 1, 0.6)[1] == pytest.approx((1, 1), abs=0.01)


def test_where_all_is_barred_the_nearest_is_taken(tmp_path):
    moat = [("RT", {"waterway": "river"})]
    net = town(tmp_path, *moat, ways=[("AB", OWN), ("BC", OWN)])
    assert at(net, 1, 0.6, street="甲路")[1] == pytest.approx((1, 1), abs=0.01)


def test_the_near_carriageway(tmp_path):
    """From the south the southern one is taken, from the north the northern one."""
    twin = [("FG", OWN | {"highway": "primary"}), ("BF", OWN)]
    net = town(tmp_path, *twin)
    assert at(net, 5, 0.6, street="甲路")[1] == pytest.approx((5, 0.8), abs=0.01)
    assert at(net, 5, 1.2, street="甲路")[1] == pytest.approx((5, 1), abs=0.01)


def test_nobody_lives_on_a_crossing(tmp_path):
    twin = [("FG", OWN), ("BF", {"highway": "footway", "footway": "crossing"})]
    net = town(tmp_path, *twin)
    assert net.crossing.sum() == 1
    found, spot = at(net, 2.99, 0.9)
    assert not net.crossing[found.piece]
    assert spot[1] == pytest.approx(1, abs=0.01) or spot[1] == pytest.approx(0.8, abs=0.01)


def test_an_own_street_far_away_is_not_taken(tmp_path):
    found, _ = at(town(tmp_path), 1, -2 - OWN_STREET_M / 100, street="甲路")
    assert not found.on_own_street


def test_entrances_of_the_real_quarter(quarter):
    """No way from a door to its street crosses water, a wall or another main road."""
    network = quarter.network
    barred = []
    for place in quarter.places:
        if place.lon is None:
            continue
        spot = snap(network, place.lon, place.lat, street=place.street)
        ends = [(spot.lon, spot.lat), (spot.on_lon, spot.on_lat)]
        way = shapely.LineString([network.to_utm.transform(*end) for end in ends])
        roads = [piece for piece in network.main_pieces.tolist() if piece != spot.piece]
        over = shapely.crosses(network.lines[roads], way).any()
        if over or shapely.intersects(network.obstacles, way).any():
            barred.append(place.id)
        assert spot.on_own_street, place.id
    assert barred == []
    assert len(network.obstacles) > 0
