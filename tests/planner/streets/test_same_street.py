"""The same street: side by side, by name and distance; walked twice, by hand and by sampling."""

from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
import shapely
from clock import ZONE
from drawn import draw

from planner.ground.together import on_the_ground
from planner.orienteering.solve import solve
from planner.pose import find_candidates, pose
from planner.request import Request
from planner.resolve import resolve
from planner.streets.same_street import strips_of
from planner.streets.travel import Stretch, travel
from planner.streets.walked_twice import repeated_edges_m, repeated_m


def whole(network, *pieces):
    """Walk pieces from end to end; a piece below 0 is walked backwards (~piece)."""
    walk = []
    for piece in pieces:
        length_m = float(network.length_m[max(piece, ~piece)])
        ends = (0.0, length_m) if piece >= 0 else (length_m, 0.0)
        walk.append(Stretch(piece=max(piece, ~piece), from_m=ends[0], to_m=ends[1]))
    return walk


def two_ways(gap_m, names=("甲路", "甲路"), slant_m=0.0):
    """Draw two lines of 200 m.

    C -------------------- D     gap_m north of A-B; D is slant_m farther north
    A -------------------- B
    """
    nodes = {"A": (0, 0), "B": (200, 0), "C": (0, gap_m), "D": (200, gap_m + slant_m)}
    return draw(nodes, [("AB", names[0]), ("CD", names[1])])


@pytest.mark.parametrize(
    ("gap_m", "names", "slant_m", "repeated"),
    [
        (30, ("甲路", "甲路"), 0, 200),  # two carriageways
        (39, ("甲路", "甲路"), 0, 200),
        (43, ("甲路", "甲路"), 0, 0),  # farther than 40 m: two streets of one name
        (12, ("甲路", "乙路"), 0, 0),  # another street, however near
        (12, ("甲路", ""), 0, 200),  # a pavement
        (18, ("甲路", ""), 0, 0),  # a path farther off than 15 m
        (12, ("", ""), 0, 0),  # two paths: neither has a street
        (10, ("甲路", "甲路"), 90, 0),  # 24 degrees apart
    ],
)
def test_what_is_the_same_street(gap_m, names, slant_m, repeated):
    network = two_ways(gap_m, names, slant_m)
    walk = whole(network, 0, ~1)
    assert repeated_m(strips_of(network), walk) == pytest.approx(repeated, abs=2)
    assert repeated_edges_m(walk) == 0


def test_slightly_askew_is_the_same_street_where_it_is_near():
    """Seventeen degrees: C-D leaves the 40 m of A-B after half its length."""
    network = two_ways(10, slant_m=60)
    assert repeated_m(strips_of(network), whole(network, 0, 1)) == pytest.approx(100, abs=12)


def test_crossing_is_not_walking():
    """Draw 甲路 twice, 20 m apart, crossed by 乙路, which is drawn twice as well.

          H   J
          |   |
    C ----G---I----- D
    A ----E---F----- B       A-E-G-C: along 甲路, over it, and back on the other side
    """
    nodes = {
        "A": (0, 0), "E": (100, 0), "F": (120, 0), "B": (200, 0), "C": (0, 20), "G": (100, 20),
        "I": (120, 20), "D": (200, 20), "H": (100, 120), "J": (120, 120),
    }  # fmt: skip
    jia = [("AE", "甲路"), ("EF", "甲路"), ("FB", "甲路"), ("CG", "甲路"), ("GI", "甲路")]
    yi = [("EG", "乙路"), ("GH", "乙路"), ("FI", "乙路"), ("IJ", "乙路")]
    network = draw(nodes, [*jia, *yi])
    strips = strips_of(network)
    along_yi = whole(network, 5, 6)
    assert repeated_m(strips, [*whole(network, 0, 1, 2), *along_yi]) < 1
    assert repeated_m(strips, whole(network, 0, 5, ~3)) == pytest.approx(100, abs=2)
    assert repeated_m(strips, whole(network, 6, ~8)) == pytest.approx(100, abs=2)


def test_a_street_that_goes_on_is_not_beside_itself():
    """A - B - C round a bend, and a hairpin whose arms are 30 m apart.

    E =========== B
    |             |         甲路: A-B-C; D-E-B is 乙路
    D    A ====== C
    """
    nodes = {"A": (100, 0), "B": (300, 60), "C": (300, 0), "D": (0, 0), "E": (0, 60)}
    network = draw(nodes, [("AC", "甲路"), ("CB", "甲路"), ("EB", "乙路"), ("DE", "乙路")])
    assert repeated_m(strips_of(network), whole(network, 0, 1, ~2, ~3)) == 0


def test_parts_of_a_street_walked_twice():
    """Sixty metres out and back, then all of it: 60 m and 60 m too many."""
    network = two_ways(100)
    out = [Stretch(piece=0, from_m=0.0, to_m=60.0), Stretch(piece=0, from_m=60.0, to_m=0.0)]
    walk = [*out, *whole(network, 0)]
    assert repeated_m(strips_of(network), walk) == pytest.approx(120)
    assert repeated_edges_m(walk) == pytest.approx(120)


def test_opposite_parts_of_two_carriageways():
    """Metres 0 to 120 on one side and 80 to 200 on the other: 40 m in common."""
    network = two_ways(20)
    walk = [Stretch(piece=0, from_m=0.0, to_m=120.0), Stretch(piece=1, from_m=200.0, to_m=80.0)]
    assert repeated_m(strips_of(network), walk) == pytest.approx(40, abs=2)


def test_strips_cover_every_piece_of_the_quarter_once(quarter):
    network, strips = quarter.network, strips_of(quarter.network)
    side_m = strips.to_m - strips.from_m
    piece = np.repeat(np.arange(len(network.u)), np.diff(strips.first))
    assert np.bincount(piece, weights=side_m) == pytest.approx(network.length_m)
    assert strips.from_m[strips.first[:-1]] == pytest.approx(0)
    assert (side_m > 0).all()
    assert strips.length_m.max() == side_m.max()
    assert strips_of(network) is strips


def test_drawn_twice_is_halved(quarter):
    """Yan'an Road West stands twice on the map: its strips are about half its pieces."""
    network, strips = quarter.network, strips_of(quarter.network)
    named = np.flatnonzero(network.street == network.street_zh.index("延安西路"))
    parts = np.concatenate([np.arange(strips.first[p], strips.first[p + 1]) for p in named])
    drawn_m = network.length_m[named].sum()
    assert 0.4 < strips.length_m[np.unique(strips.strip[parts])].sum() / drawn_m < 0.65


def sampled(network, walk, step_m=2.0):
    """Points every two metres with direction and name, straight from the drawn line."""
    spots, ahead, names = [], [], []
    for stretch in walk:
        line, length_m = network.lines[stretch.piece], network.length_m[stretch.piece]
        low, high = sorted((stretch.from_m, stretch.to_m))
        at = np.arange(low, high, step_m) + step_m / 2
        begin, end = (
            shapely.get_coordinates(
                shapely.line_interpolate_point(
                    line, np.clip((at + d) / length_m, 0, 1), normalized=True
                )
            )
            for d in (-5.0, 5.0)
        )
        spots.append((begin + end) / 2)
        ahead.append((end - begin) / np.maximum(np.linalg.norm(end - begin, axis=1), 1e-9)[:, None])
        names += [int(network.street[stretch.piece])] * len(at)
    return np.concatenate(spots), np.concatenate(ahead), np.array(names)


def repeated_by_sampling(network, walk, step_m=2.0):
    """Count samples that have an earlier one of the same named street beside them."""
    spots, ahead, names = sampled(network, walk, step_m)
    number = np.arange(len(spots))
    repeated = 0
    for i in range(len(spots)):
        gap = spots[:i] - spots[i]
        along = np.abs(gap @ ahead[i])
        across = np.abs(gap @ np.array([-ahead[i][1], ahead[i][0]]))
        beside = (along <= step_m) & (np.abs(ahead[:i] @ ahead[i]) >= np.cos(np.radians(20)))
        beside &= number[i] - number[:i] > 10
        same = (names[:i] == names[i]) & (names[i] >= 0) & (across <= 40)
        repeated += bool((beside & (same | (across <= 0.5))).any())
    return repeated * step_m


@pytest.mark.parametrize(
    ("theme", "minutes", "start"),
    [("all", 120, "jiangsu-road"), ("chips", 60, "jiangsu-road"), ("heritage", 90, "wysh")],
)
def test_repetition_of_real_walks_by_sampling_their_lines(quarter, theme, minutes, start):
    network = quarter.network
    at = datetime(2026, 12, 5, 13, tzinfo=ZONE)
    request = Request(theme=theme, minutes=minutes, start=start, at=at)
    trip = resolve(quarter, request)
    found = find_candidates(quarter, request, trip)
    ways = travel(network, found.snaps, speed_ms=trip.speed_ms, usable=trip.usable)
    problem = pose(found, ways, request)
    order = solve(problem, work_limit=20_000).order
    stops = [-2, *(found.group[row] for row in order), -1]
    stops = [len(found.snaps) + s if s < 0 else s for s in stops]
    shortest = [part for a, b in pairwise(stops) for part in ways.stretches(a, b)]
    speed = trip.speed_ms
    ground = on_the_ground(network, trip.usable, found.snaps, problem, order, speed_ms=speed)
    ours = [part for leg in ground.legs for part in leg]
    assert repeated_m(strips_of(network), ours) == pytest.approx(ground.repeated_m, abs=0.01)
    for walk in (shortest, ours):
        by_line = repeated_by_sampling(network, walk)
        assert repeated_m(strips_of(network), walk) == pytest.approx(by_line, rel=0.15, abs=60)
