"""Two networks side by side: the toy quarter of toy.py before and after a change."""

import pytest
from toy import lonlat, write_toy

from planner.streets.build import build_network
from planner.streets.compare import Spot, Streets, compare, components, names_of, walkable_km
from planner.streets.extract import read_extract

LANE = '<way id="20" version="1"><nd ref="2"/><nd ref="5"/><tag k="highway" v="residential"/>'
NEW = f'{LANE}<tag k="name" v="丙路"/><tag k="name:en" v="Third Road"/></way>'
"""A public lane from B to E, where the toy has a private drive only."""


def streets(osm):
    return Streets(extract=read_extract(osm), network=build_network(osm))


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return streets(write_toy(tmp_path_factory.mktemp("before") / "toy.osm"))


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """丙路 is new; 甲路 is gone."""
    osm = write_toy(tmp_path_factory.mktemp("after") / "toy.osm")
    text = osm.read_text("utf-8").replace("</osm>", f"{NEW}</osm>").replace("甲路", "丁路")
    osm.write_text(text, "utf-8")
    return streets(osm)


def spot(name, lon, lat, street=None):
    return Spot(id=name, name_zh=name, name_en=name, lon=lon, lat=lat, street=street)


def test_a_network_is_like_itself(before):
    found = compare(before, before, [spot("a", *lonlat("A"))])
    assert found["this"] == found["other"]
    assert found["new_streets"] == found["lost_streets"] == found["moved"] == []


def test_new_and_lost_streets_by_name(before, after):
    found = compare(after, before, [])
    assert [row["street_zh"] for row in found["new_streets"]] == ["丁路", "丙路"]  # longest first
    assert [row["metres"] for row in found["new_streets"]] == pytest.approx([200, 100], abs=1)
    assert found["new_streets"][1]["street_en"] == "Third Road"
    assert [row["street_zh"] for row in found["lost_streets"]] == ["甲路"]
    assert found["this"]["walkable_km"] == pytest.approx(found["other"]["walkable_km"] + 0.1)


def test_moved_entrances(before, after):
    lon = (lonlat("B")[0] + 0.00001, lonlat("B")[1] - 50 / 110_870)  # on 丙路, halfway to E
    spots = [spot("half", *lon), spot("a", *lonlat("A"), street="甲路")]
    found = compare(after, before, spots)["moved"]
    assert [row["id"] for row in found] == ["half"]
    assert found[0]["metres"] == pytest.approx(50, abs=2)
    assert found[0]["street"] == {"zh": "丙路", "en": "Third Road"}
    assert found[0]["street_before"]["zh"] in {"甲路", "乙路"}
    assert (found[0]["offset_before_m"], found[0]["offset_m"]) == (50, 1)


def test_sizes(before):
    assert walkable_km(before.extract) == pytest.approx(1.2, rel=0.01)
    assert components(before.extract) == 1  # the locked gate cuts a lane that is joined elsewhere


def test_parts_are_counted(tmp_path):
    osm = write_toy(tmp_path / "toy.osm")
    island = "".join(
        f'<node id="{ref}" version="1" lon="121.43" lat="31.2{ref}"/>' for ref in (30, 31)
    )
    way = '<way id="30" version="1"><nd ref="30"/><nd ref="31"/><tag k="highway" v="road"/></way>'
    text = osm.read_text("utf-8").replace("<way", f"{island}<way", 1)
    osm.write_text(text.replace("</osm>", f"{way}</osm>"), "utf-8")
    assert components(read_extract(osm)) == 2


def test_names(before):
    assert names_of(before.network, "甲路") == {"zh": "甲路", "en": "First Road"}
    assert names_of(before.network, "丙路") == {"zh": "丙路", "en": "丙路"}
    assert names_of(before.network, "") == {"zh": "", "en": ""}
