"""What a left-out place would cost, against trying every walk and planning again."""

from dataclasses import replace
from itertools import permutations, product

import pytest
from clock import SATURDAY

from planner.answers.why_not import why_not
from planner.errors import RequestError
from planner.no_route import NoRoute
from planner.plan import plan
from planner.request import MINUTES
from planner.route import Route
from planner.schedule import schedule
from routes.answers import why_lines


def best_prize(problem):
    """Most prize of all walks that hold the must-sees; None if there is none."""
    best = None
    ahead = [(problem.start, 0, 0, frozenset())]
    while ahead:
        here, clock, prize, seen = ahead.pop()
        if clock + problem.travel_s[here, problem.end] <= problem.budget_s and seen >= {
            *problem.must
        }:
            best = max(best or 0, prize)
        for row in range(len(problem.prize)):
            begin = max(clock + int(problem.travel_s[here, row]), int(problem.open_s[row]))
            if problem.place[row] in seen or begin > problem.close_s[row]:
                continue
            leave = begin + int(problem.dwell_s[row])
            if leave <= problem.budget_s:
                group = int(problem.place[row])
                ahead.append((row, leave, prize + int(problem.prize[row]), seen | {group}))
    return best


def few_places(quarter, request, keep):
    """The same request with so few places that every walk can be tried."""
    scored = [
        p.id for p in quarter.places if p.lon is not None and p.themes.get(request.theme, 0) > 0
    ]
    return replace(request, never=tuple(scored[keep:]))


@pytest.mark.parametrize(
    "case", [("all", 60, 10, 7), ("spirit", 80, 9, 7), ("heritage", 70, 14, 6), ("all", 75, 15, 7)]
)
def test_prize_lost_is_what_every_walk_says(quarter, posed, make_request, case):
    theme, minutes, hour, keep = case
    request = make_request(theme=theme, minutes=minutes, at=SATURDAY.replace(hour=hour))
    request = few_places(quarter, request, keep)
    route = plan(quarter, request)
    asked = [out.id for out in route.left_out if out.reason not in {"position_unknown", "excluded"}]
    for place_id in asked:
        why = why_not(quarter, request, route, place_id)
        _, problem = posed(quarter, replace(request, must=(place_id,)))
        best = best_prize(problem)
        if best is None:
            assert why.instead is None
        else:
            lost = route.certificate.prize - best
            assert why.instead.lost_least == why.instead.lost_most == lost


def test_minutes_beside_todays_stops_are_the_fewest_in_any_order(quarter, posed, make_request):
    request = make_request(minutes=70)
    route = plan(quarter, request)
    assert len(route.stops) <= 5
    for place_id in ("rewi", "sunkeji", "hudec", "wukang"):
        why = why_not(quarter, request, route, place_id)
        longest = replace(request, minutes=MINUTES[1], must=(place_id,))
        candidates, problem = posed(quarter, longest)
        kinds = {stop.id: (stop.option,) for stop in route.stops} | {
            place_id: ("inside", "outside")
        }
        rows = [
            [r for r, v in enumerate(candidates.visits) if (v.place.id, v.option.kind) in pairs]
            for pairs in ({(i, kind) for kind in of} for i, of in kinds.items())
        ]
        backs = [
            timetable.back_s
            for chosen in product(*rows)
            for order in permutations(chosen)
            if (timetable := schedule(problem, order)) is not None
        ]
        assert why.beside_min == max(-(-min(backs) // 60) - request.minutes, 0)
        assert why.beside_exact
        if why.out.cost_min is not None:
            assert why.beside_min <= why.out.cost_min


def test_alone_is_the_shortest_walk_to_it(quarter, make_request):
    request = make_request(minutes=45)
    route = plan(quarter, request)
    why = why_not(quarter, request, route, "sjtu")
    assert why.instead is None
    enough = make_request(minutes=why.alone_min, must=("sjtu",))
    assert isinstance(plan(quarter, enough), Route)
    assert isinstance(plan(quarter, replace(enough, minutes=enough.minutes - 1)), NoRoute)


def test_the_walk_instead_can_be_made_again(quarter, make_request):
    request = make_request(minutes=90, never=("hudec",))
    route = plan(quarter, request)
    why = why_not(quarter, request, route, "hudec")
    other = plan(quarter, why.instead.request)
    there, today = {stop.id for stop in other.stops}, {stop.id for stop in route.stops}
    assert "hudec" in there
    assert set(why.instead.dropped) == today - there
    assert set(why.instead.added) == there - today - {"hudec"}
    assert why.instead.lost_most == route.certificate.prize - other.certificate.prize


def test_the_answer_is_said_in_both_languages(quarter, make_request):
    request = make_request(minutes=60)
    route = plan(quarter, request)
    for out in route.left_out:
        why = why_not(quarter, request, route, out.id)
        zh, en = (why_lines(quarter, route, why, lang) for lang in ("zh", "en"))
        assert len(zh) == len(en) >= (1 if out.reason == "position_unknown" else 2)
        assert ("present stops kept" not in en[-1]) or "all other stops stay" not in en[-2]
        assert not any("\u4e00" <= char <= "\u9fff" for char in "".join(en))


def test_a_place_in_the_walk_or_unknown_is_a_mistake(quarter, make_request):
    request = make_request()
    route = plan(quarter, request)
    with pytest.raises(RequestError) as caught:
        why_not(quarter, request, route, route.stops[0].id)
    assert caught.value.faults[0].code == "why_in_route"
    with pytest.raises(RequestError) as caught:
        why_not(quarter, request, route, "nowhere")
    assert [(f.code, f.where) for f in caught.value.faults] == [("place_unknown", "place")]
