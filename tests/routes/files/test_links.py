"""Links into the map apps: each read back, in the datum of its app, to the same door within 1 m."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hostile_names import HOSTILE
from pyproj import Geod

from planner.china.datum import bd_to_gcj, gcj_to_wgs
from routes.linkpage import links_html
from routes.links import map_links
from routes.spots import spots_of

GEOD = Geod(ellps="WGS84")
KEYS = {"baidu": ("origin", "destination"), "tencent": ("fromcoord", "tocoord"),
        "apple": ("saddr", "daddr"), "amap": ("from", "to")}  # fmt: skip


def ends_of(target, url):
    """Read the ends of a link as its app does, and take them back to WGS-84."""
    if target == "geo":
        found = re.fullmatch(r"geo:(-?[\d.]+),(-?[\d.]+)\?q=\1,\2(\([^()]*\))?", url)
        return [(float(found[2]), float(found[1]))]
    query = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    ends = []
    for key in KEYS[target]:
        if key not in query:
            continue
        numbers = re.search(r"(-?\d+\.\d{6}),(-?\d+\.\d{6})", query[key])
        one, two = float(numbers[1]), float(numbers[2])
        spot = (one, two) if target == "amap" else (two, one)
        ends.append(gcj_to_wgs(bd_to_gcj(spot) if target == "baidu" else spot))
    return ends


def all_links(links):
    yield from links.to_start.items()
    for leg in links.legs:
        yield from leg.urls.items()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_link_leads_to_the_door(quarter, both, lang):
    for route in both:
        links = map_links(quarter, route, lang)
        assert len(links.legs) == len(route.legs)
        for leg, part in zip(route.legs, links.legs, strict=True):
            assert set(part.urls) == {"amap", "baidu", "tencent", "apple", "geo"}
            wanted = [leg.geometry[0], leg.geometry[-1]]
            for target, url in part.urls.items():
                found = ends_of(target, url)
                assert len(found) == (1 if target == "geo" else 2)
                for one, other in zip(found, wanted[-len(found) :], strict=True):
                    assert GEOD.inv(*one, *other)[2] < 1.0, url
            assert ends_of("amap", part.short) == ends_of("amap", part.urls["amap"])
        for target, url in links.to_start.items():
            found = ends_of(target, url)
            assert len(found) == 1
            assert GEOD.inv(*found[0], *route.legs[0].geometry[0])[2] < 1.0


def test_only_geo_is_left_in_wgs84(quarter, planned):
    for target, url in all_links(map_links(quarter, planned, "zh")):
        plain = re.findall(r"(\d{3}\.\d{6})", unquote(url))
        doors = {f"{spot.position[0]:.6f}" for spot in spots_of(quarter, planned)}
        assert (set(plain) <= doors) == (target == "geo")


def test_links_are_plain_and_short(quarter, planned, hostile):
    for route in (planned, hostile):
        links = map_links(quarter, route, "zh")
        for _, url in [*all_links(links), ("amap", links.whole)]:
            assert url.isascii()
            assert len(url) < 2000
            assert not re.search(r"[\s\"'<>\\^`{}|]", url), url


def test_names_come_through(quarter, planned):
    links = map_links(quarter, planned, "zh")
    query = parse_qs(urlsplit(links.legs[0].urls["amap"]).query)
    assert query["from"][0].endswith(",江苏路站")
    assert query["mode"] == ["walk"]
    assert query["coordinate"] == ["gaode"]
    baidu = parse_qs(urlsplit(links.legs[0].urls["baidu"]).query)
    assert baidu["coord_type"] == ["bd09ll"]
    assert "|name:" in baidu["destination"][0]


def test_the_whole_walk_in_one_link_of_amap(quarter, both):
    for route in both:
        query = parse_qs(urlsplit(map_links(quarter, route, "zh").whole).query)
        via = list(zip(query["vialons"][0].split("|"), query["vialats"][0].split("|"), strict=True))
        assert int(query["vian"][0]) == len(via) == len(route.stops)
        for stop, (lon, lat) in zip(route.stops, via, strict=True):
            back = gcj_to_wgs((float(lon), float(lat)))
            assert GEOD.inv(*back, stop.lon, stop.lat)[2] < 1.0


def test_elsewhere_there_is_no_shift_and_no_chinese_app(quarter, planned):
    abroad = replace(quarter, description=replace(quarter.description, country="PT"))
    links = map_links(abroad, planned, "en")
    assert links.whole is None
    for leg, part in zip(planned.legs, links.legs, strict=True):
        assert set(part.urls) == {"apple", "geo"}
        numbers = re.findall(r"(\d+\.\d{6}),(\d+\.\d{6})", part.urls["apple"])
        assert [(float(lon), float(lat)) for lat, lon in numbers] == [
            (round(leg.geometry[i][0], 6), round(leg.geometry[i][1], 6)) for i in (0, -1)
        ]


class Reader(HTMLParser):
    """Gathers links and text."""

    def __init__(self):
        super().__init__()
        self.links, self.text, self.tags = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_links(quarter, hostile, hostile_heading, lang):
    reader = Reader()
    reader.feed(links_html(quarter, hostile, hostile_heading, lang))
    links = map_links(quarter, hostile, lang)
    assert set(reader.links) == {url for _, url in all_links(links)} | {links.whole}
    assert reader.tags.count("svg") == len(hostile.legs) + 1
    assert not {"b", "script", "img", "link"} & set(reader.tags)
    assert all(name in "".join(reader.text) for name in HOSTILE)
