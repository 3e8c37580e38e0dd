"""GeoJSON by the rules of RFC 7946, a line a leg and a point a stop."""

import json

from routes.geojson import geojson_text

FORBIDDEN = {"crs", "geometry", "properties", "coordinates", "geometries"}


def test_rules_of_rfc_7946(quarter, planned, one_way, hostile, hostile_heading):
    for route in (planned, one_way, hostile):
        data = json.loads(geojson_text(quarter, route, hostile_heading))
        assert not FORBIDDEN & set(data)
        west, south, east, north = data["bbox"]
        assert west < east
        assert south < north
        for feature in data["features"]:
            assert set(feature) == {"type", "id", "geometry", "properties"}
            geometry = feature["geometry"]
            assert set(geometry) == {"type", "coordinates"}
            point = geometry["type"] == "Point"
            spots = [geometry["coordinates"]] if point else geometry["coordinates"]
            for lon, lat in spots:
                assert west <= lon <= east
                assert south <= lat <= north
            assert feature["properties"]["licence"] == "ODbL-1.0"
            assert feature["properties"]["attribution"]
        assert len({feature["id"] for feature in data["features"]}) == len(data["features"])


def test_legs_and_stops_as_in_the_route(quarter, planned, heading):
    data = json.loads(geojson_text(quarter, planned, heading))
    rows = [feature["properties"] for feature in data["features"]]
    legs = [row for row in rows if row["kind"] == "leg"]
    assert sum(row["length_m"] for row in legs) == planned.totals.length_m
    assert [row["to"] for row in legs] == [leg.to_id for leg in planned.legs]
    stops = [row for row in rows if row["kind"] == "stop"]
    assert [row["id"] for row in stops] == [stop.id for stop in planned.stops]
    assert [row["name_en"] for row in stops] == [stop.name_en for stop in planned.stops]
    assert all(row["story_zh"] for row in stops)
    assert data["title"]["zh"] == heading.title_zh


def test_hostile_names_come_through(quarter, hostile, hostile_heading):
    data = json.loads(geojson_text(quarter, hostile, hostile_heading))
    names = [f["properties"]["name_zh"] for f in data["features"] if "name_zh" in f["properties"]]
    assert names[1:] == [stop.name_zh for stop in hostile.stops]
    assert data["title"]["en"] == hostile_heading.title_en
