"""Legs chosen together: by hand on drawn streets, against brute force, and on the real quarter."""

from datetime import datetime
from itertools import pairwise, permutations, product

import networkx as nx
import numpy as np
import pytest
from clock import ZONE
from drawn import draw, put
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.ground.together import on_the_ground
from planner.orienteering.problem import Problem
from planner.orienteering.solve import solve
from planner.pose import find_candidates, pose, travel_matrix
from planner.request import Request
from planner.resolve import resolve
from planner.schedule import schedule
from planner.streets.same_street import strips_of
from planner.streets.travel import Stretch, travel
from planner.streets.walked_twice import repeated_edges_m, repeated_m


def go(network, spots, *, start, end=None, budget_s=100_000, **more):
    """Walk to drawn spots at one metre a second, each seen for a minute at any hour."""
    windows = more.pop("windows", [(0, budget_s)] * len(spots))
    fixed = more.pop("fixed_order", ())
    usable = more.pop("usable", network.usable())
    snaps = [put(network, *spot) for spot in (*spots, start, end or start)]
    ways = travel(network, snaps, speed_ms=1.0, usable=usable)
    count = len(spots)
    problem = Problem(
        prize=np.ones(count, dtype=np.int64),
        dwell_s=np.full(count, 60),
        open_s=np.array([low for low, _ in windows], dtype=np.int64),
        close_s=np.array([high for _, high in windows], dtype=np.int64),
        place=np.arange(count),
        travel_s=travel_matrix(ways),
        start=count,
        end=count + 1,
        budget_s=budget_s,
        must=(),
        fixed_order=fixed,
    )
    order = more.pop("order", tuple(range(count)))
    ground = on_the_ground(network, usable, snaps, problem, order, speed_ms=1.0, **more)
    check(network, usable, snaps, problem, ground, more.get("burden"))
    return ground


def check(network, usable, snaps, problem, ground, burden):
    """What every answer promises, recomputed from its stretches."""
    groups = [len(snaps) - 2, *(int(problem.place[row]) for row in ground.order), len(snaps) - 1]
    pace = network.pace_s(1.0)
    for (a, b), leg, seconds in zip(pairwise(groups), ground.legs, ground.leg_s, strict=True):
        if not leg:
            assert seconds == 0
            assert (snaps[a].lon, snaps[a].lat) == (snaps[b].lon, snaps[b].lat)
            continue
        check_leg(network, usable, leg, (snaps[a], snaps[b]))
        walked = sum(abs(s.to_m - s.from_m) * pace[s.piece] for s in leg)
        assert walked + snaps[a].offset_m + snaps[b].offset_m == pytest.approx(seconds, abs=1e-6)
    walk = [stretch for leg in ground.legs for stretch in leg]
    assert repeated_m(strips_of(network), walk) == pytest.approx(ground.repeated_m, abs=1e-3)
    burden = np.zeros(len(network.u)) if burden is None else burden
    disliked_m = sum(abs(s.to_m - s.from_m) * burden[s.piece] for s in walk)
    assert disliked_m == pytest.approx(ground.burden_m, abs=1e-6)
    assert ground.repeated_floor_m <= ground.repeated_bound_m <= ground.repeated_m + 1e-6
    assert ground.detour_share <= ground.allowed_share + 1e-6
    timed = problem.travel_s.copy()
    rows = [problem.start, *ground.order, problem.end]
    timed[rows[:-1], rows[1:]] = [int(np.ceil(s - 1e-6)) for s in ground.leg_s]
    fields = {name: getattr(problem, name) for name in Problem.__slots__}
    clock = schedule(Problem(**fields | {"travel_s": timed}), ground.order)
    assert clock == ground.timetable
    ranks = [problem.fixed_order.index(g) for g in groups[1:-1] if g in problem.fixed_order]
    assert ranks == sorted(ranks)


def check_leg(network, usable, leg, ends):
    """A leg hangs together from snap to snap, and goes no forbidden way."""
    for snap_, piece, at_m in (
        (ends[0], leg[0].piece, leg[0].from_m),
        (ends[1], leg[-1].piece, leg[-1].to_m),
    ):
        on = network.lines[piece].interpolate(at_m / network.length_m[piece], normalized=True)
        spot = network.to_utm.transform(snap_.on_lon, snap_.on_lat)
        assert np.hypot(on.x - spot[0], on.y - spot[1]) < 0.1
    nodes = []
    for stretch in leg:
        assert usable[stretch.piece]
        assert not (network.one_way[stretch.piece] and stretch.to_m < stretch.from_m)
        nodes.append(
            (node_at(network, stretch, stretch.from_m), node_at(network, stretch, stretch.to_m))
        )
    for (_, left), (reached, _) in pairwise(nodes):
        assert left == reached
        assert left is not None
    guarded = [network.access[s.piece] == 2 for s in leg]
    public = [i for i, inside in enumerate(guarded) if not inside]
    if public:
        assert not any(guarded[public[0] : public[-1]])


def node_at(network, stretch, at_m):
    """The node at one end of a stretch, None inside a piece."""
    if at_m < 1e-6:
        return int(network.u[stretch.piece])
    if at_m > network.length_m[stretch.piece] - 1e-6:
        return int(network.v[stretch.piece])
    return None


BLOCK = {"A": (0, 0), "B": (200, 0), "C": (200, 100), "D": (0, 100)}
BLOCK_PIECES = [("AB", "甲路"), ("BC", "乙路"), ("CD", "丙路"), ("DA", "丁路")]


def test_round_the_block():
    """From S to T along 甲路 and back is 200 m, all of it twice; the rest of the block 500 m.

    D ------------- C
    |               |        S 50 m east of A, T 50 m west of B: out 100 m, home 500 m
    A ---S-----T--- B
    """
    network = draw(BLOCK, BLOCK_PIECES)
    near = go(network, [(150, 0)], start=(50, 0))
    assert near.repeated_m == pytest.approx(100, abs=0.5)
    assert near.detour_share == 0
    assert near.repeated_bound_m == pytest.approx(100, abs=11)  # a tenth of 200 m buys nothing
    assert near.repeated_floor_m == pytest.approx(0, abs=0.5)
    far = go(network, [(150, 0)], start=(50, 0), allowance=3.0, price=4.1)
    assert far.repeated_m == pytest.approx(0, abs=0.5)
    assert sum(far.leg_s) == pytest.approx(600, abs=1)
    cheap = go(network, [(150, 0)], start=(50, 0), allowance=3.0, price=3.9)
    assert cheap.repeated_m == pytest.approx(100, abs=0.5)
    assert near.proved
    assert far.proved
    assert cheap.proved


def test_the_budget_limits_the_detour():
    """A - C by B is 300 m, by D as long: a loop without repetition costs nothing."""
    network = draw(BLOCK, BLOCK_PIECES)
    loop = go(network, [(200, 100)], start=(0, 0), budget_s=670)
    assert loop.repeated_m == pytest.approx(0, abs=0.5)
    assert loop.detour_share == pytest.approx(0, abs=0.01)
    short = go(network, [(150, 0)], start=(50, 0), allowance=9.0, price=9.0, budget_s=500)
    assert short.repeated_m == pytest.approx(100, abs=0.5)
    assert short.allowed_share == pytest.approx(438 / 200 - 1, abs=0.02)


def test_a_dead_end_is_walked_twice():
    """The stop is 80 m up a dead end of 120 m: 80 m are repeated at any detour.

        T'            A - B - C - D round the block, B - T' north of it
        |
    A --B-- C
    |       |
    F ----- E
    """
    nodes = {"A": (0, 0), "B": (100, 0), "C": (200, 0), "E": (200, -60), "F": (0, -60),
             "T": (100, 120)}  # fmt: skip
    pieces = [("AB", "甲路"), ("BC", "甲路"), ("CE", ""), ("EF", "乙路"), ("FA", ""), ("BT", "")]
    network = draw(nodes, pieces)
    ground = go(network, [(100, 80), (180, -60)], start=(0, 0), allowance=1.0)
    assert ground.repeated_m == pytest.approx(80, abs=1)
    assert ground.repeated_bound_m == pytest.approx(80, abs=1)
    assert ground.repeated_floor_m == pytest.approx(80, abs=1)
    assert ground.bound_reached
    assert ground.proved


def test_two_carriageways_are_one_street():
    """Out on one carriageway and home on the other is walking 甲路 twice; 乙路 is 60 m north.

    E ------- 乙路 ------- F
    |                      |        A-C and B-D 20 m, C-E and D-F 60 m
    C ------- 甲路 ------- D
    A ------- 甲路 ------- B
    """
    nodes = {"A": (0, 0), "B": (400, 0), "C": (0, 20), "D": (400, 20), "E": (0, 80), "F": (400, 80)}
    pieces = [("AB", "甲路"), ("CD", "甲路"), ("EF", "乙路"), ("AC", ""), ("BD", ""), ("CE", ""),
              ("DF", "")]  # fmt: skip
    network = draw(nodes, pieces)
    ground = go(network, [(400, 0)], start=(0, 0), allowance=0.25)
    walk = [stretch for leg in ground.legs for stretch in leg]
    assert ground.repeated_m == pytest.approx(0, abs=0.5)
    assert {s.piece for s in walk} >= {0, 2}
    assert 1 not in {s.piece for s in walk}
    narrow = go(network, [(400, 0)], start=(0, 0), allowance=0.1)
    walk = [stretch for leg in narrow.legs for stretch in leg]
    assert repeated_edges_m(walk) < narrow.repeated_m + 0.5
    assert narrow.repeated_m == pytest.approx(400, abs=1)


def test_one_way_and_the_same_spot():
    """Home along 丁路 is not allowed from A to D, so the loop runs one way only."""
    network = draw(BLOCK, [*BLOCK_PIECES[:3], ("DA", "丁路", {"one_way": True})])
    spots = [(200, 100), (200, 100), (0, 0)]
    ground = go(network, spots, start=(0, 0), order=(2, 0, 1))
    assert ground.repeated_m == pytest.approx(0, abs=0.5)
    assert [s.piece for leg in ground.legs for s in leg] == [0, 1, 2, 3]
    assert ground.leg_s.count(0.0) == 2


def test_visitors_streets_are_no_way_through():
    """The drive C-E would close the loop, but only who stops there may use it.

    D ---- C ~~~ E
    |      |     |
    A ---- B --- F
    """
    nodes = BLOCK | {"E": (300, 100), "F": (300, 0)}
    drive = {"access": "destination"}
    pieces = [*BLOCK_PIECES, ("CE", "", drive), ("EF", "戊路"), ("BF", "甲路")]
    network = draw(nodes, pieces)
    through = go(network, [(300, 50)], start=(200, 100), allowance=9.0, price=9.0)
    assert 4 not in {s.piece for leg in through.legs for s in leg}
    there = go(network, [(250, 100)], start=(200, 0), allowance=9.0, price=9.0)
    assert 4 in {s.piece for leg in there.legs for s in leg}
    assert there.repeated_m == pytest.approx(0, abs=0.5)


def test_steps_and_other_shunned_pieces():
    network = draw(BLOCK, [*BLOCK_PIECES[:3], ("DA", "丁路", {"steps": True})])
    usable = network.usable(step_free=True)
    ground = go(network, [(200, 100)], start=(0, 0), usable=usable, allowance=1.0)
    assert ground.repeated_m == pytest.approx(300, abs=1)
    assert ground.repeated_floor_m == pytest.approx(300, abs=1)


def test_from_here_to_there():
    """Start and end differ; a stop up 丁路 lies behind the start."""
    network = draw(BLOCK, BLOCK_PIECES)
    ground = go(network, [(0, 50)], start=(0, 0), end=(200, 0), allowance=2.0, price=3.0)
    assert ground.repeated_m == pytest.approx(0, abs=0.5)
    assert sum(ground.leg_s) == pytest.approx(400, abs=1)
    assert ground.spurs_m == pytest.approx(0, abs=0.1)


def test_entrances_off_the_street_are_spurs():
    """A start 10 m and a stop 12 m off their streets, each way walked there and back."""
    network = draw(BLOCK, BLOCK_PIECES)
    ground = go(network, [(212, 50)], start=(100, -10))
    assert ground.spurs_m == pytest.approx(22, abs=0.2)


def test_hours_decide_the_direction():
    """The first stop closes soon when walked to one way round, too late the other."""
    network = draw(BLOCK, BLOCK_PIECES)
    spots = [(150, 0), (150, 100)]
    early, late = (0, 200), (0, 9000)
    ahead = go(network, spots, start=(0, 0), windows=[early, late], order=(0, 1))
    back = go(network, spots, start=(0, 0), windows=[late, (0, 300)], order=(1, 0))
    assert ahead.order == (0, 1)
    assert back.order == (1, 0)
    opening = go(network, spots, start=(0, 0), windows=[(500, 9000), late], order=(0, 1))
    assert opening.order == (1, 0)  # no waiting at a closed door


def test_the_order_of_stops_is_free_unless_it_is_fixed():
    network = draw(BLOCK, BLOCK_PIECES)
    spots = [(100, 0), (200, 100), (100, 100)]
    free = go(network, spots, start=(0, 0), order=(1, 0, 2))
    assert free.order in {(0, 1, 2), (2, 1, 0)}
    assert free.repeated_m == pytest.approx(0, abs=0.5)
    fixed = go(network, spots, start=(0, 0), order=(1, 0, 2), fixed_order=(1, 0))
    assert fixed.order.index(1) < fixed.order.index(0)


def test_a_set_as_good_with_a_better_walk_is_taken():
    """Rows 0 and 1 are worth the same; 1 is the far corner of the block, 0 in a dead end."""
    nodes = BLOCK | {"T": (-220, 0)}
    network = draw(nodes, [*BLOCK_PIECES, ("AT", "")])
    spots = [(-220, 0), (200, 100)]
    alone = go(network, spots, start=(0, 0), order=(0,))
    assert alone.repeated_m == pytest.approx(220, abs=1)  # 440 + 2 * 220 m against 600 m
    chosen = go(network, spots, start=(0, 0), order=(0,), alternatives=[(1,)])
    assert chosen.order == (1,)
    assert chosen.repeated_m == pytest.approx(0, abs=0.5)


def test_an_order_that_cannot_be_walked_is_refused():
    network = draw(BLOCK, BLOCK_PIECES)
    with pytest.raises(ValueError, match="0"):
        go(network, [(200, 100)], start=(0, 0), budget_s=100)


def test_a_disliked_street_is_left_for_a_longer_one():
    """From A by T to C it is 300 m along 甲路; 400 m by D, 50 of them twice, without 甲路.

    D -------- C
    |          T
    A -- 甲路 -- B
    """
    network = draw(BLOCK, BLOCK_PIECES)
    burden = np.array([0.5, 0, 0, 0])
    way = {"start": (0, 0), "end": (200, 100)}
    liked = go(network, [(200, 50)], **way, burden=burden, allowance=1.0)
    assert liked.burden_m == pytest.approx(100, abs=0.5)
    assert sum(liked.leg_s) == pytest.approx(300, abs=1)
    disliked = go(network, [(200, 50)], **way, burden=6 * burden, allowance=1.0, price=1.0)
    assert disliked.burden_m == 0
    assert sum(disliked.leg_s) == pytest.approx(400, abs=1)
    assert disliked.detour_s == pytest.approx(100, abs=1)
    short = go(network, [(200, 50)], **way, burden=6 * burden, allowance=0.1, price=1.0)
    assert sum(short.leg_s) == pytest.approx(300, abs=1)  # comfort keeps to the allowance
    assert liked.proved
    assert disliked.proved
    assert short.proved


SIDE = 3
GRID = {
    chr(65 + row * SIDE + col): (100 * col, 90 * row) for row, col in product(range(3), range(3))
}
GRID_EDGES = [
    a + b for a, b in product(GRID, GRID)
    if a < b and abs(GRID[a][0] - GRID[b][0]) / 100 + abs(GRID[a][1] - GRID[b][1]) / 90 == 1
]  # fmt: skip


@st.composite
def grids(draw_):
    """A grid of three by three with streets missing, bent or named, and up to three stops."""
    kept = draw_(st.lists(st.sampled_from(GRID_EDGES), min_size=7, max_size=12, unique=True))
    pieces = []
    for ends in sorted(kept):
        (x, y), (x2, y2) = GRID[ends[0]], GRID[ends[1]]
        bend = draw_(st.sampled_from([0, 0, 20, 45]))
        middle = ((x + x2) / 2 + bend * (y != y2), (y + y2) / 2 + bend * (x != x2))
        name = draw_(st.sampled_from(["", "甲路", "乙路"]))
        pieces.append((ends, name, {"via": (middle,) if bend else ()}))
    spots = draw_(st.lists(st.tuples(st.integers(0, len(pieces) - 1), st.sampled_from([0, 0.3, 1])),
                           min_size=2, max_size=4))  # fmt: skip
    burdens = draw_(
        st.lists(st.sampled_from([0, 0, 0.3, 1.5]), min_size=len(pieces), max_size=len(pieces))
    )
    return (
        pieces,
        spots,
        draw_(st.sampled_from([0.1, 0.4, 2.0])),
        draw_(st.sampled_from([0.1, 1.0, 2.0])),
        np.array(burdens, dtype=float),
    )


def on_piece(network, piece, share):
    line = network.lines[piece]
    on = line.interpolate(share, normalized=True)
    return on.x - 349_500.0, on.y - 3_454_000.0


def brute_force(network, snaps, allowance, price, burden):
    """The least price of any order and any simple ways, by listing them all."""
    graph = nx.MultiGraph()
    cuts = {}
    for i, snap_ in enumerate(snaps):
        cuts.setdefault(snap_.piece, {}).setdefault(round(snap_.along_m, 3), []).append(i)
    at = {}
    for piece in range(len(network.u)):
        length_m = float(network.length_m[piece])
        marks = {0.0: int(network.u[piece])}
        for along_m, who in sorted(cuts.get(piece, {}).items()):
            node = marks[0.0] if along_m < 0.01 else ("stop", piece, along_m)
            node = int(network.v[piece]) if along_m > length_m - 0.01 else node
            at |= dict.fromkeys(who, node)
            if node not in (marks[0.0], int(network.v[piece])):
                marks[along_m] = node
        marks[length_m] = int(network.v[piece])
        for (low, a), (high, b) in pairwise(sorted(marks.items())):
            graph.add_edge(a, b, walk=Stretch(piece=piece, from_m=low, to_m=high), m=high - low)
    home, stops = at[len(snaps) - 1], [at[i] for i in range(len(snaps) - 1)]
    ways = {}

    def between(a, b):
        if a == b:
            return [()]
        if (a, b) not in ways:
            found = nx.all_simple_edge_paths(graph, a, b)
            ways[a, b] = [tuple(graph.edges[edge]["walk"] for edge in path) for path in found]
        return ways[a, b]

    tours = [[home, *order, home] for order in permutations(stops)]
    legs = [[between(a, b) for a, b in pairwise(tour)] for tour in tours]
    walks = [sum(walk, ()) for each in legs for walk in product(*each)]
    length_m = [sum(s.to_m - s.from_m for s in walk) for walk in walks]
    limit_m = (1 + allowance) * min(length_m) + 1e-3
    strips = strips_of(network)
    kept = [(m, walk) for m, walk in zip(length_m, walks, strict=True) if m <= limit_m]
    return min(
        m
        + price * repeated_m(strips, walk)
        + sum((s.to_m - s.from_m) * burden[s.piece] for s in walk)
        for m, walk in kept
    )


@given(grid=grids())
@settings(max_examples=60, deadline=None)
def test_against_brute_force(grid):
    pieces, spots, allowance, price, burden = grid
    network = draw(GRID, pieces)
    ends = nx.Graph([(int(u), int(v)) for u, v in zip(network.u, network.v, strict=True)])
    if not nx.is_connected(ends):
        return
    drawn = [on_piece(network, piece, share) for piece, share in spots]
    ground = go(network, drawn[1:], start=drawn[0], allowance=allowance, price=price, burden=burden)
    snaps = [put(network, *spot) for spot in (*drawn[1:], drawn[0])]
    best = brute_force(network, snaps, allowance, price, burden)
    ours = sum(ground.leg_s) + price * ground.repeated_m + ground.burden_m
    assert ours >= best - 1.0
    assert ground.proved
    assert ours <= best + 1.0


@pytest.mark.parametrize("minutes", [60, 120, 240])
@pytest.mark.parametrize("theme", ["all", "chips", "heritage"])
@pytest.mark.parametrize("end", [None, "wysh"])
def test_never_dearer_than_the_shortest_ways(quarter, theme, minutes, end):
    at = datetime(2026, 12, 5, 13, tzinfo=ZONE)
    request = Request(theme=theme, minutes=minutes, start="jiangsu-road", end=end, at=at)
    trip = resolve(quarter, request)
    found = find_candidates(quarter, request, trip)
    network, speed = quarter.network, trip.speed_ms
    ways = travel(network, found.snaps, speed_ms=speed, usable=trip.usable)
    problem = pose(found, ways, request)
    order = solve(problem, work_limit=20_000).order
    ground = on_the_ground(network, trip.usable, found.snaps, problem, order, speed_ms=speed)
    assert sorted(ground.order) == sorted(order)
    count = len(found.snaps)
    groups = [count - 2, *(found.group[row] for row in order), count - 1]
    shortest = [part for a, b in pairwise(groups) for part in ways.stretches(a, b)]
    seconds = sum(float(ways.seconds[a, b]) for a, b in pairwise(groups))
    before = speed * seconds + 2 * repeated_m(strips_of(network), shortest)
    assert speed * sum(ground.leg_s) + 2 * ground.repeated_m <= before + 0.01
    assert ground.timetable.back_s <= problem.budget_s
    assert ground.detour_share <= 0.1 + 1e-9
