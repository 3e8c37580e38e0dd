"""Waiting at crossings and signals, by class of street and by how it is crossed.

A square of the drawing is 100 m; 甲路 crosses 乙路 at X, which has signals or none.

            N
            |  甲路
    W ----- X ----- E   乙路
            |
            S
"""

from itertools import pairwise

import numpy as np
import pytest
from toy import LAT, LON, STEP_LAT, STEP_LON, write_map

from planner.streets.build import build_network
from planner.streets.delays import STEPS_S, WAITS_S, gap_wait_s, signal_wait_s, wait_s
from planner.streets.snap import snap
from planner.streets.travel import travel

SPOTS = {"N": (1, 2), "W": (0, 1), "X": (1, 1), "E": (2, 1), "S": (1, 0)}
SIGNALS = {"highway": "traffic_signals"}


def network(tmp_path, *, first="tertiary", second="primary", nodes=None, spots=(), ways=None):
    ways = ways or [
        ("NXS", {"highway": first, "name": "甲路"}),
        ("WXE", {"highway": second, "name": "乙路"}),
    ]
    tags = {"X": SIGNALS} if nodes is None else nodes
    return build_network(write_map(tmp_path / "cross.osm", SPOTS | dict(spots), ways, tags))


def waiting_s(net, *route):
    """Seconds beyond walking, from the first spot to the last."""
    snaps = [snap(net, LON + x * STEP_LON, LAT + y * STEP_LAT) for x, y in route]
    ways = travel(net, snaps, speed_ms=1.0)
    metres = sum(abs(s.to_m - s.from_m) for s in ways.stretches(0, 1))
    return ways.seconds[0, 1] - metres - sum(s.offset_m for s in snaps)


def test_a_walk_includes_the_wait(tmp_path):
    net = network(tmp_path)
    primary, tertiary = wait_s("primary", "signals"), wait_s("tertiary", "signals")
    assert waiting_s(net, (1, 2), (1, 0)) == pytest.approx(primary)  # along 甲路, across 乙路
    assert waiting_s(net, (0, 1), (2, 1)) == pytest.approx(tertiary)
    assert waiting_s(net, (0, 1), (1, 0)) == pytest.approx((primary + tertiary) / 2)  # a corner


def test_without_signals_one_waits_for_a_gap(tmp_path):
    net = network(tmp_path, nodes={})
    assert waiting_s(net, (1, 2), (1, 0)) == pytest.approx(wait_s("primary", "crossing"))


def test_signals_at_the_stop_line_are_those_of_the_junction(tmp_path):
    spots = {"T": (1, 1.2)}
    ways = [
        ("NTXS", {"highway": "tertiary", "name": "甲路"}),
        ("WXE", {"highway": "primary", "name": "乙路"}),
    ]
    near = network(tmp_path, nodes={"T": SIGNALS}, spots=spots, ways=ways)
    assert waiting_s(near, (1, 2), (1, 0)) == pytest.approx(wait_s("primary", "signals"))
    far = network(tmp_path, nodes={"T": SIGNALS}, spots={"T": (1, 1.4)}, ways=ways)
    assert waiting_s(far, (1, 2), (1, 0)) == pytest.approx(wait_s("primary", "crossing"))


def test_half_of_a_street_that_ends_there(tmp_path):
    """乙路 begins at X: who walks on along 甲路 is on its side in half of the cases."""
    ways = [
        ("NXS", {"highway": "tertiary", "name": "甲路"}),
        ("XE", {"highway": "primary", "name": "乙路"}),
    ]
    net = network(tmp_path, ways=ways, spots={"W": (3, 1)})
    assert waiting_s(net, (1, 2), (1, 0)) == pytest.approx(wait_s("primary", "signals") / 2)


def test_two_carriageways_are_one_street(tmp_path):
    """X and Y are on the two carriageways of 乙路, 20 m apart: the wait is that of one street."""
    spots = {"V": (0, 0.8), "Y": (1, 0.8), "F": (2, 0.8)}
    ways = [
        ("NXYS", {"highway": "tertiary", "name": "甲路"}),
        ("WXE", {"highway": "primary", "name": "乙路"}),
        ("VYF", {"highway": "primary", "name": "乙路"}),
    ]
    net = network(tmp_path, nodes={"X": SIGNALS, "Y": SIGNALS}, spots=spots, ways=ways)
    assert waiting_s(net, (1, 2), (1, 0)) == pytest.approx(wait_s("primary", "signals"))
    assert not net.crossing.any()


def test_footways_that_meet_a_street_do_not_delay_it(tmp_path):
    ways = [
        ("NXS", {"highway": "tertiary", "name": "甲路"}),
        ("WXE", {"highway": "footway"}),
    ]
    net = network(tmp_path, ways=ways)
    assert waiting_s(net, (1, 2), (1, 0)) == pytest.approx(0)
    assert waiting_s(net, (0, 1), (2, 1)) == pytest.approx(wait_s("tertiary", "crossing"), abs=20)


def test_steps_are_slower(tmp_path):
    ways = [("NX", {"highway": "steps"}), ("WXE", {"highway": "footway"})]
    net = network(tmp_path, nodes={}, ways=ways, spots={"S": (3, 1)})
    assert waiting_s(net, (1, 2), (1, 1)) == pytest.approx(100 * STEPS_S, rel=0.01)


def test_greater_streets_cost_more_and_signals_more_than_gaps():
    classes = ["primary", "secondary", "tertiary", "other"]
    for great, small in pairwise(classes):
        for kind in ("signals", "crossing"):
            assert WAITS_S[great][kind] > WAITS_S[small][kind]
    assert all(waits["signals"] > waits["crossing"] for waits in WAITS_S.values())
    assert wait_s("residential", "signals") == WAITS_S["other"]["signals"]


def test_formulas():
    """Worked by hand: (C - g)^2 / 2C, and the gap formula against its definition."""
    assert signal_wait_s(100, 70) == pytest.approx(24.5)
    flow, gap_s = 0.1, 7 / 1.2 + 3
    rng = np.random.default_rng(1)
    waits = []
    for _ in range(20_000):
        waited = 0.0
        while (headway := rng.exponential(1 / flow)) < gap_s:
            waited += headway
        waits.append(waited)
    assert gap_wait_s(7, 360) == pytest.approx(np.mean(waits), rel=0.05)


def test_real_waits_are_a_small_part_of_the_walk(quarter):
    net = quarter.network
    assert (net.delay_s >= 0).all()
    assert (net.delay_s[~net.steps] <= 2 * 34).all()
    assert 0.02 < net.delay_s.sum() / (net.length_m.sum() / 1.25) < 0.10
