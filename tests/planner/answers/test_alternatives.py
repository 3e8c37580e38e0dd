"""Other walks: really different, worth it, and made again by their own requests."""

from itertools import combinations

import pytest
import shapely
from clock import SATURDAY

from planner.answers.alternatives import LEAST_WORTH, MOST_SHARED, alternatives
from planner.answers.shared import StreetParts, share_in_common
from planner.plan import plan
from planner.request import Request, read_request

WISHES = [
    {"theme": "all", "minutes": 60},
    {"theme": "all", "minutes": 120, "must": ("wysh",), "never": ("hudec",)},
    {"theme": "heritage", "minutes": 180, "start": "wysh", "end": "jiangsu-road"},
    {"theme": "spirit", "minutes": 150, "step_free": True, "overlay": False},
]


def line_of(network, route):
    """A walk as one line in metres, the straight ways to entrances left out."""
    lines = []
    for leg in route.legs:
        east, north = network.to_utm.transform(*zip(*leg.geometry[1:-1], strict=True))
        if len(east) > 1:
            lines.append(shapely.LineString(list(zip(east, north, strict=True))))
    return lines


def share_by_drawing(network, a, b):
    """The share of the shorter walk that lies within 20 cm of the other one, each time counted."""
    ours, theirs = line_of(network, a), line_of(network, b)
    near = [shapely.union_all(lines).buffer(0.2) for lines in (ours, theirs)]
    on = [
        sum(line.intersection(other).length for line in lines)
        for lines, other in ((ours, near[1]), (theirs, near[0]))
    ]
    return max(on) / min(sum(line.length for line in lines) for lines in (ours, theirs))


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish['theme']}-{wish['minutes']}")
def test_alternatives_are_different_walks(quarter, make_request, wish):
    request = make_request(**wish)
    route = plan(quarter, request)
    found = alternatives(quarter, request, route)
    assert 1 <= len(found) <= 3
    parts = StreetParts(quarter.network)
    shown = [route, *(other.route for other in found)]
    for a, b in combinations(shown, 2):
        share = share_in_common(parts.walked(a), parts.walked(b))
        assert share < MOST_SHARED
        # Crossing a street within 20 cm adds a little to what is drawn.
        assert share == pytest.approx(share_by_drawing(quarter.network, a, b), abs=0.02)
    for other in found:
        assert other.route.certificate.prize >= LEAST_WORTH * route.certificate.prize
        stops = {stop.id for stop in other.route.stops}
        assert set(request.must) <= stops
        assert not set(request.never) & stops
        assert (other.route.start, other.route.end) == (route.start, route.end)
        assert (other.request.step_free, other.request.overlay) == (
            request.step_free,
            request.overlay,
        )
        walk = parts.walked(other.route)
        rest = [parts.walked(shown_too) for shown_too in shown if shown_too is not other.route]
        assert other.shared == max(share_in_common(walk, one) for one in rest)


def test_any_replica_makes_the_same_alternatives_from_their_addresses(quarter, make_request):
    request = make_request(minutes=90)
    route = plan(quarter, request)
    first, second = (alternatives(quarter, request, route) for _ in range(2))
    assert [other.request for other in first] == [other.request for other in second]
    for other in first:
        read = read_request(other.request.as_query(), quarter.zone, now=SATURDAY)
        assert read == other.request
        again = plan(quarter, read)
        assert again.id == other.route.id
        assert again.legs == other.route.legs


def test_fewer_are_asked_for_and_none_for_an_order(quarter, make_request):
    request = make_request(minutes=180)
    route = plan(quarter, request)
    assert len(alternatives(quarter, request, route, most=1)) == 1
    ordered = make_request(minutes=180, order=("wysh", "sim"))
    assert alternatives(quarter, ordered, plan(quarter, ordered)) == ()


def test_fewer_than_three_where_there_are_no_more(toy):
    at = SATURDAY.replace(hour=10, tzinfo=toy.zone)
    request = Request(theme=toy.themes[0].id, minutes=40, start=toy.starts[0].id, at=at)
    route = plan(toy, request)
    found = alternatives(toy, request, route)
    assert len(found) < 3
    parts = StreetParts(toy.network)
    for a, b in combinations([route, *(other.route for other in found)], 2):
        assert share_in_common(parts.walked(a), parts.walked(b)) < MOST_SHARED


def test_a_walk_shares_all_of_itself(quarter, make_request):
    parts = StreetParts(quarter.network)
    route = plan(quarter, make_request(minutes=120))
    walk = parts.walked(route)
    assert share_in_common(walk, walk) == pytest.approx(1.0)
    drawn_m = sum(line.length for line in line_of(quarter.network, route))
    assert walk.length_m == pytest.approx(drawn_m, rel=0.01)
    assert drawn_m == pytest.approx(route.totals.length_m, rel=0.05)
