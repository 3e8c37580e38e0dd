"""Preferences: what is weighed, what is counted, and that they change the ways and nothing else."""

import random
from dataclasses import fields, replace
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
from clock import ZONE
from drawn import draw

from planner.ground.together import PRICE, on_the_ground
from planner.no_route import NoRoute
from planner.orienteering.warm import warm
from planner.plan import plan
from planner.preferences import (
    MAYBE_UNLIT,
    MAYBE_UNPAVED,
    OPEN_SKY,
    PRICE_IN_RAIN,
    UNPAVED,
    WET_STEPS,
    burden,
    comfort,
    price_of_repeating,
)
from planner.request import WISHES, Request
from planner.route import Comfort
from planner.streets.comfort import TRAFFIC
from planner.streets.travel import Stretch, travel

LINE = {"A": (0, 0), "B": (100, 0), "C": (200, 0), "D": (300, 0)}


def street(**more):
    """Three pieces of 100 m in a row, with tags."""
    network = draw(LINE, [("AB", ""), ("BC", ""), ("CD", "", {"steps": more.pop("steps", False)})])
    given = {name: np.array(values) for name, values in more.items() if name != "surfaces"}
    return replace(network, **given | {"surfaces": more.get("surfaces", ())})


def test_nothing_is_weighed_without_a_wish():
    assert burden(street(), ()).tolist() == [0, 0, 0]
    assert price_of_repeating((), PRICE) == PRICE
    assert price_of_repeating(("quiet",), PRICE) == PRICE


def test_a_repeated_metre_remains_worth_two_of_an_ordinary_street():
    """Nothing green near and no word of lamps: all metres count alike, and so must the price."""
    ordinary = 1 + burden(street(), ("green", "lit"))
    assert price_of_repeating(("green", "lit"), PRICE) == pytest.approx(PRICE * ordinary[0])


def test_big_roads_are_loud():
    network = street(traffic=[TRAFFIC.index(level) for level in ("small", "tertiary", "primary")])
    small, tertiary, primary = burden(network, ("quiet",))
    assert small == 0
    assert 0 < tertiary < primary


def test_what_is_not_green_is_bare():
    network = street(green=[1.0, 0.25, 0.0])
    assert burden(network, ("green",)).tolist() == [0, 0.75, 1.0]


def test_silence_is_neither_light_nor_darkness():
    lit, unknown, dark = burden(street(lit=[1, -1, 0]), ("lit",))
    assert (lit, unknown) == (0, MAYBE_UNLIT)
    assert unknown < dark


def test_rain_likes_roofs_and_paving():
    network = street(
        covered=[1, -1, 0], surface=[1, 0, -1], surfaces=("asphalt", "ground"), steps=True
    )
    roof, asphalt, steps = burden(network, ("rain",))
    assert roof == 0  # whatever is below it
    assert asphalt == OPEN_SKY  # no roof tagged is no roof
    assert steps == pytest.approx(OPEN_SKY + MAYBE_UNPAVED + WET_STEPS)
    mud = burden(replace(network, covered=np.array([-1, -1, -1])), ("rain",))
    assert mud[0] == OPEN_SKY + UNPAVED
    assert price_of_repeating(("quiet", "rain"), PRICE) == PRICE_IN_RAIN


def test_wishes_add_up():
    network = street(lit=[-1, -1, -1], traffic=[4, 4, 4])
    both = burden(network, ("lit", "quiet"))
    assert both == pytest.approx(burden(network, ("lit",)) + burden(network, ("quiet",)))


def test_metres_are_counted_by_what_is_tagged():
    network = street(
        green=[0.5, 0, 0], lit=[1, -1, 0], covered=[1, 0, -1], traffic=[0, 2, 3],
        underfoot=[True, False, True], steps=True,
    )  # fmt: skip
    walk = [
        Stretch(piece=0, from_m=0, to_m=100),
        Stretch(piece=1, from_m=60, to_m=0),
        Stretch(piece=2, from_m=0, to_m=30),
    ]
    counted = comfort(network, walk)
    assert counted == Comfort(
        quiet_m=160, green_m=50, lit_m=100, lit_unknown_m=60, covered_m=100, steps_m=30,
        steps_unknown_m=60,
    )  # fmt: skip


def own(route, wish):
    """What a wish is about: the share of its metres; in rain how short the walk is."""
    if wish == "rain":
        return -route.totals.walk_s
    return getattr(route.certificate.comfort, f"{wish}_m") / route.totals.length_m


@pytest.fixture(scope="module")
def plain_walks(quarter):
    """Thirty seeded requests on the real quarter, and their routes without a wish."""
    warm()  # else the first search is cut off while the solver compiles
    chance = random.Random(5)  # noqa: S311 - requests, not secrets
    walks = []
    while len(walks) < 30:
        request = Request(
            theme=chance.choice(list(quarter.theme_by_id)),
            minutes=chance.choice([60, 90, 120, 180]),
            start=chance.choice([start.id for start in quarter.starts]),
            at=datetime(2026, 12, 5, chance.choice([10, 13, 16]), tzinfo=ZONE),
        )
        route = plan(quarter, request)
        if not isinstance(route, NoRoute):
            walks.append((request, route))
    return walks


def test_the_times_are_those_of_the_streets(quarter, plain_walks, monkeypatch):
    """Seconds are the pace of the pieces walked, and no less than the shortest way over them."""
    seen = []

    def seeing(network, usable, snaps, problem, *given, **more):
        seen.append(
            (snaps, problem, on_the_ground(network, usable, snaps, problem, *given, **more))
        )
        return seen[-1][2]

    monkeypatch.setattr("planner.plan.on_the_ground", seeing)
    network = quarter.network
    for request, _ in plain_walks[:8]:
        route = plan(quarter, replace(request, prefer=("green", "lit", "quiet")))
        snaps, problem, ground = seen.pop()
        pace = network.pace_s(request.pace_kmh / 3.6)
        speed_ms = request.pace_kmh / 3.6
        stops = [len(snaps) - 2, *(int(problem.place[r]) for r in ground.order), len(snaps) - 1]
        walked = zip(pairwise(stops), ground.legs, ground.leg_s, route.legs, strict=True)
        for (a, b), stretches, seconds, leg in walked:
            straight_s = (snaps[a].offset_m + snaps[b].offset_m) / speed_ms if stretches else 0
            over = sum(abs(s.to_m - s.from_m) * pace[s.piece] for s in stretches) + straight_s
            assert seconds == pytest.approx(over, abs=1e-6)
            assert leg.walk_s == int(np.ceil(seconds - 1e-6))
            only = np.isin(np.arange(len(network.u)), [s.piece for s in stretches])
            least = travel(network, [snaps[a], snaps[b]], speed_ms=speed_ms, usable=only)
            assert least.seconds[0, 1] <= seconds + 1e-6


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_changes_the_ways_and_nothing_else(quarter, plain_walks, wish):
    """Never infeasible, same prize (sets worth as much stay free), within detour and budget."""
    shares = []
    for request, before in plain_walks:
        route = plan(quarter, replace(request, prefer=(wish,)))
        assert not isinstance(route, NoRoute)
        assert route.certificate.prize == before.certificate.prize
        assert route.certificate.proved == before.certificate.proved
        assert (route.totals.back - route.totals.leave).total_seconds() <= 60 * request.minutes
        shortest_s = route.totals.walk_s - route.certificate.detour_s
        assert route.certificate.detour_s <= request.detour / 100 * shortest_s + len(route.legs)
        shares.append((own(before, wish), own(route, wish)))
    without, with_it = np.mean(shares, axis=0)
    assert with_it > without


def test_step_free_walks_have_no_steps(quarter, plain_walks):
    for request, _ in plain_walks[:10]:
        route = plan(quarter, replace(request, step_free=True, prefer=("quiet",)))
        if not isinstance(route, NoRoute):
            assert route.certificate.comfort.steps_m == 0


def test_sums_are_within_the_walk(plain_walks):
    for _, route in plain_walks:
        counted = route.certificate.comfort
        assert counted.lit_m + counted.lit_unknown_m <= route.totals.length_m
        for field in fields(counted):
            assert 0 <= getattr(counted, field.name) <= route.totals.length_m
