"""The published routes' lines on the map of the first screen."""

from planner.quarter import load_quarter
from routes.ways import ways_of
from routes.webmap import spots_layer


def test_every_published_route_has_a_line_in_its_themes_colour():
    quarter = load_quarter()
    ways = ways_of(quarter)
    assert [way["id"] for way in ways] == [route.id for route in quarter.published]
    for way, route in zip(ways, quarter.published, strict=True):
        assert way["colour"] == quarter.theme_by_id[route.theme].colour
        assert len(way["path"]) > 10
        assert all(31.1 < lat < 31.3 and 121.3 < lon < 121.5 for lat, lon in way["path"])
    drawn = spots_layer([], "#9b1b30", ways=ways)
    assert len(drawn.drawn_json) < 20_000
