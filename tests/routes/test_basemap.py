import gzip
import json
from pathlib import Path

import pytest
from shapely.geometry import Point, shape

from routes.basemap import build_basemap, layers_json
from routes.basemap_style import ROADS, map_style
from routes.palette import PALETTES
from routes.webmap import map_bundle

DATA = Path(__file__).parents[2] / "data"
BOUNDARY = DATA / "boundary.geojson"

# A park, a creek 30 m wide, a named street, a private lane and a tunnel; 0.002 degrees wide.
TOY = """<?xml version='1.0'?><osm version='0.6'>
<node id='1' lat='31.2150' lon='121.4200'/><node id='2' lat='31.2150' lon='121.4220'/>
<node id='3' lat='31.2160' lon='121.4200'/><node id='4' lat='31.2160' lon='121.4220'/>
<node id='6' lat='31.2170' lon='121.4210'/>
<node id='5' lat='31.2140' lon='121.4200'><tag k='railway' v='station'/>
<tag k='name' v='站'/></node>
<way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/><tag k='name' v='甲路'/>
<tag k='name:en' v='a Road (Old Road)'/></way>
<way id='2'><nd ref='1'/><nd ref='3'/><tag k='highway' v='service'/>
<tag k='access' v='private'/></way>
<way id='3'><nd ref='2'/><nd ref='4'/><tag k='highway' v='primary'/><tag k='tunnel' v='yes'/></way>
<way id='4'><nd ref='3'/><nd ref='4'/><tag k='waterway' v='river'/>
<tag k='name' v='乙河'/><tag k='width' v='30'/></way>
<way id='5'><nd ref='1'/><nd ref='2'/><nd ref='4'/><nd ref='3'/><nd ref='1'/>
<tag k='leisure' v='park'/><tag k='name' v='丙园'/></way>
<way id='6'><nd ref='1'/><nd ref='6'/><tag k='highway' v='footway'/></way>
</osm>"""


@pytest.fixture(scope="module")
def layers():
    return build_basemap(
        DATA / "guixiang.osm.pbf",
        DATA / "redrawn_streets.geojson",
        BOUNDARY,
        rails=DATA / "metro_lines.geojson",
        starts=DATA / "starts.geojson",
    )


@pytest.fixture
def toy(tmp_path):
    path = tmp_path / "toy.osm"
    path.write_text(TOY, "utf-8")
    return build_basemap(path, None, BOUNDARY)


def kinds(layers, name):
    return [f["properties"].get("kind") for f in layers[name]["features"]]


def test_toy_keeps_what_is_open_and_drops_the_rest(toy):
    assert sorted(kinds(toy, "streets")) == ["minor", "path"]
    street = next(f for f in toy["streets"]["features"] if f["properties"]["kind"] == "minor")
    assert street["properties"] == {"kind": "minor", "zh": "甲路", "en": "A Road"}
    assert toy["green"]["features"][0]["properties"]["zh"] == "丙园"
    assert toy["stations"]["features"] == []  # south of all streets: off the sheet


def test_toy_river_is_as_wide_as_its_tag(tmp_path):
    path = tmp_path / "toy.osm"
    path.write_text(TOY.replace("lat='31.2140'", "lat='31.2155'"), "utf-8")
    toy = build_basemap(path, None, BOUNDARY)
    assert [f["properties"] for f in toy["stations"]["features"]] == [{"zh": "站", "en": "站"}]
    assert kinds(toy, "water") == ["water", "flow"]
    _, south, _, north = shape(toy["water"]["features"][0]["geometry"]).bounds
    assert (north - south) * 111_000 == pytest.approx(30, abs=1)


def test_layers_are_valid_geojson_inside_the_sheet(layers):
    sheet = shape(layers["quarter"]["features"][0]["geometry"]).buffer(0.03)
    for name, collection in layers.items():
        assert collection["type"] == "FeatureCollection"
        for feature in collection["features"]:
            geometry = shape(feature["geometry"])
            assert feature["type"] == "Feature"
            assert geometry.is_valid, (name, feature["properties"])
            assert not geometry.is_empty
            if name != "surroundings":
                assert geometry.within(sheet), (name, feature["properties"])


def test_six_decimals_and_small(layers):
    def numbers(value):
        if isinstance(value, list | tuple):
            for part in value:
                yield from numbers(part)
        else:
            yield value

    for collection in layers.values():
        for feature in collection["features"]:
            assert all(round(n, 6) == n for n in numbers(feature["geometry"]["coordinates"]))
    assert len(gzip.compress(layers_json(map_bundle(layers)).encode())) < 300_000


def test_what_a_visitor_looks_for_is_there(layers):
    def names(layer, lang="zh"):
        return {f["properties"].get(lang) for f in layers[layer]["features"]}

    assert {"愚园路", "武夷路", "定西路", "江苏路", "延安西路"} <= names("streets")
    assert "Wuyi Road" in names("streets", "en")
    assert "中山公园" in names("green")
    assert "苏州河" in names("water")
    assert any("江苏路" in name for name in names("stations"))
    assert any(f["properties"].get("redrawn") for f in layers["streets"]["features"])
    assert len(layers["rails"]["features"]) > 2
    assert len(layers["elevated"]["features"]) > 0


def test_without_the_overlay_nothing_is_redrawn():
    plain = build_basemap(DATA / "guixiang.osm.pbf", None, BOUNDARY)
    assert not any(f["properties"].get("redrawn") for f in plain["streets"]["features"])
    assert plain["rails"]["features"] == []


def test_the_veil_leaves_the_quarter_and_its_frontages_clear(layers):
    veil = next(f for f in layers["surroundings"]["features"] if f["properties"]["fade"] == "veil")
    veil = shape(veil["geometry"])
    quarter = shape(layers["quarter"]["features"][0]["geometry"])
    assert veil.disjoint(quarter)
    assert veil.disjoint(Point(121.4247, 31.2207))  # 岐山村, across the boundary street
    assert veil.contains(Point(121.4400, 31.2300))


def test_json_cannot_leave_a_script():
    nasty = {"x": {"type": "FeatureCollection", "features": [{"zh": "</script><!-- & -->"}]}}
    text = layers_json(nasty)
    assert not set("<>&") & set(text)
    assert json.loads(text) == nasty


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_style_stands_alone_and_fits_the_layers(layers, lang, scheme):
    style = map_style(lang, scheme)
    text = json.dumps(style)
    assert "http" not in text
    assert "glyphs" not in style
    assert "sprite" not in style
    used = {layer["source"] for layer in style["layers"] if "source" in layer}
    assert used == set(layers)
    ids = [layer["id"] for layer in style["layers"]]
    assert len(ids) == len(set(ids))
    assert ids.index("lane_casing") < ids.index("primary_casing") < ids.index("lane")
    assert ids.index("primary_name") < ids.index("veil") < ids.index("station_name")
    fields = [
        layer["layout"]["text-field"] for layer in style["layers"] if layer["type"] == "symbol"
    ]
    assert sum(str(["get", lang]) in str(field) for field in fields) == len(fields) - 1  # bar the M


def test_every_street_class_has_a_look(layers):
    drawn = {layer["id"] for layer in map_style("zh", "light")["layers"]}
    assert set(kinds(layers, "streets")) <= drawn
    assert set(ROADS) <= drawn


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("scheme", PALETTES)
def test_names_are_readable_on_their_ground(scheme):
    ink = PALETTES[scheme]
    for text, ground in (
        ("text", "halo"),
        ("text", "primary"),
        ("text_park", "halo"),
        ("station", "halo"),
        ("text_water", "water"),
    ):
        light, dark = sorted((luminance(ink[text]), luminance(ink[ground])), reverse=True)
        wanted = 3.0 if text == "text_water" else 4.5
        assert (light + 0.05) / (dark + 0.05) >= wanted, (text, ground)
