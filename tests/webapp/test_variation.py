"""What a walk made from a published one is called: its title is kept while half its stops are."""

from dataclasses import replace

import pytest

from planner.plan import plan
from planner.published import edition_day, request_of
from webapp import variation


@pytest.fixture
def source(quarter):
    return quarter.published_by_id["lunch-hour"]


@pytest.fixture
def route(quarter, source):
    return plan(quarter, request_of(source, quarter, on=edition_day(source)), stop=lambda: False)


@pytest.mark.parametrize(("left", "is_kept"), [(4, True), (2, True), (1, False), (0, False)])
def test_the_title_is_kept_while_half_of_the_stops_are(
    quarter, source, route, monkeypatch, left, is_kept
):
    four = (*route.stops, replace(route.stops[0], id="another"))
    assert len(four) == 4
    monkeypatch.setattr(variation, "planned", lambda *_: replace(route, stops=four))
    other = tuple(replace(stop, id=f"other-{stop.number}") for stop in route.stops)
    named = variation.heading(
        quarter, replace(route, stops=(*other, *four[:left])), None, source.id
    )
    theme = quarter.theme_by_id[source.theme]
    assert named.title_zh == (source.title_zh if is_kept else theme.name_zh)
    assert named.title_en == (source.title_en if is_kept else theme.name_en)
    assert (source.title_zh in named.text_zh) == (not is_kept)
    assert (source.title_en in named.text_en) == (not is_kept)
    assert named.published_id is None


def test_a_published_route_and_another_theme(quarter, source, route):
    assert variation.heading(quarter, route, source.id).edition == source.edition
    chips = replace(route, request={**route.request, "theme": "chips"})
    named = variation.heading(quarter, chips, None, source.id)
    assert named.title_zh == quarter.theme_by_id["chips"].name_zh
    assert source.title_zh not in named.text_zh
