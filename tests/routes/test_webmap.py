import hashlib
import json
import re
from pathlib import Path

import folium
import pytest
from fake_walk import PLACES, fake_walk

from planner.words import LANGS, catalogue
from routes.basemap import build_basemap
from routes.drawing import bounds, drawing
from routes.foliummap import BUNDLES, SCRIPTS, STYLES, QuarterMap, asset, bundle, script_json
from routes.timetable import duration
from routes.webmap import quarter_map, route_layer, spots_layer, standalone_html

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "routes" / "static"
CREDIT = "https://www.openstreetmap.org/copyright"
EVIL = "</script><img src=x onerror=alert(1)>`${alert(1)}{{ 7*7 }}\u2028'\""


@pytest.fixture(scope="module")
def layers():
    data = ROOT / "data"
    return build_basemap(data / "guixiang.osm.pbf", None, data / "boundary.geojson")


def page(layers, lang="zh", route=None, title="硅巷精华", **more):
    walk = route or fake_walk()
    return standalone_html(
        walk, layers=layers, title=title, theme_colour="#9b1b30", lang=lang, **more
    )


def own_part(html):
    """Return the page without the libraries, byte for byte as they are vendored."""
    for name in SCRIPTS[:3]:
        assert asset(name) in html
        html = html.replace(asset(name), "")
    return html.replace(asset("leaflet.css"), "")


def test_every_stop_is_drawn_with_its_number_and_name():
    drawn = drawing(fake_walk(), "#9b1b30", "zh")
    assert [(s["number"], s["name"]) for s in drawn["stops"]] == [
        (n, zh) for n, (_, zh, _, _) in enumerate(PLACES, 1)
    ]
    assert [s["at"] for s in drawn["stops"]] == [[lat, lon] for *_, (lon, lat) in PLACES]
    assert drawn["stops"][0]["title"] == "第1站：岐山村，13:20到"
    assert [end["title"] for end in drawn["ends"]] == ["起点和终点：江苏路站"]


def test_a_way_has_two_ends():
    drawn = drawing(fake_walk(loop=False), "#9b1b30", "en")
    assert [end["title"] for end in drawn["ends"]] == [
        "Start: Jiangsu Road station",
        "Finish: Corner",
    ]


def test_runs_cover_every_leg_and_mark_what_is_redrawn():
    walk = fake_walk()
    runs = drawing(walk, "#9b1b30", "zh")["runs"]
    assert [run["redrawn"] for run in runs] == [
        False,
        False,
        True,
        False,
        True,
        False,
        False,
        False,
    ]
    joined = [tuple(reversed(at)) for run in runs for at in run["path"]]
    wanted = [point for leg in walk.legs for point in leg.geometry]
    assert [joined[0], joined[-1]] == [wanted[0], wanted[-1]]
    assert {(round(x, 6), round(y, 6)) for x, y in wanted} == set(joined)


def test_an_uncertain_stop_is_a_stretch_not_a_pin():
    stretch = [(121.4224, 31.2150), (121.4229, 31.2153), (121.4235, 31.2156)]
    last = drawing(fake_walk(), "#9b1b30", "en", along={"feicui": stretch})["stops"][-1]
    assert last["along"] == [[lat, lon] for lon, lat in stretch]
    assert last["at"] == [31.2153, 121.4229]
    assert last["name"] == "Feiyueli"


def test_fit_is_the_box_around_the_walk():
    walk = fake_walk()
    assert drawing(walk, "#9b1b30", "zh")["fit"] == bounds(walk)
    assert bounds(walk) == [[31.21526, 121.41544], [31.22144, 121.42701]]
    assert drawing(walk, "#9b1b30", "zh", fit=False)["fit"] is None


def test_map_for_the_app_names_only_our_own_files(layers):
    drawn = quarter_map(layers, "zh", map_date="2026-07", base_url="/quarter/assets/")
    route_layer(fake_walk(), "#9b1b30", "zh").add_to(drawn)
    html = drawn.figure().render()
    assert set(re.findall(r"https?://[^\s\"'<>\\]+", html)) == {CREDIT}
    links = re.findall(r"(?:src|href)=\"([^\"]+)\"", html)
    assert links == [f"/quarter/assets/{name}" for name in ("map.js", *STYLES)]
    assert "/quarter/assets/basemap.json" in html
    assert "/quarter/assets/gl.js" in html
    assert len(html) < 30_000


def test_maps_do_not_share_or_change_foliums_lists(layers):
    before = list(folium.Map.default_js), list(QuarterMap.default_js)
    quarter_map(layers, "zh", map_date="2026-07", base_url="/x/").figure().render()
    assert (folium.Map.default_js, QuarterMap.default_js) == before
    assert all(url.rsplit("/", 1)[1] in BUNDLES for _, url in QuarterMap.default_js)


def test_each_script_is_sent_once_and_in_order():
    sent = [name for names in BUNDLES.values() for name in names]
    assert sorted(sent) == sorted(SCRIPTS)
    for name, parts in BUNDLES.items():
        assert list(parts) == [script for script in SCRIPTS if script in parts]
        text = bundle(name)
        assert [text.index(asset(part)) for part in parts] == sorted(
            text.index(asset(part)) for part in parts
        )


@pytest.mark.parametrize("lang", LANGS)
def test_page_is_complete_in_each_language(layers, lang):
    html = page(layers, lang)
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">')
    for _, zh, en, _ in PLACES:
        assert f"<b>{zh if lang == 'zh' else en}</b>" in html
    assert "2025-08\\u20132026-07" in html
    assert "\\u00a9 OpenStreetMap contributors" in html
    assert ("5站 · 3.6公里 · 2小时5分" if lang == "zh" else "5 stops · 3.6 km · 2 h 5 min") in html
    assert ("2026年12月5日" if lang == "zh" else "5 December 2026") in html
    assert not re.search(r"\$[a-z_]+\b", own_part(html).split("<body>")[1].split("<script>")[0])


def test_page_asks_no_other_host(layers):
    found = set(re.findall(r"https?://[^\s\"'<>\\)]+", own_part(page(layers))))
    assert found == {CREDIT}
    assert "src=" not in own_part(page(layers)).split("<script>")[0]


def test_vendored_files_only_name_hosts_in_comments_links_and_namespaces():
    allowed = (
        "http://www.w3.org/",
        "https://leafletjs.com",
        "https://maplibre.org/",
        "https://maplibre.invalid/",
        "https://github.com/ma",
        "https://bugs.chromium.org/",
        "https://bugzilla.mozilla.org/",
    )
    for name in (*SCRIPTS, *STYLES):
        for url in re.findall(r"https?://[\w.-]+[^\s\"'`]*", asset(name)):
            assert url.startswith(allowed), (name, url)


def test_vendored_files_are_those_of_the_readme():
    rows = re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", asset("README.md"), re.MULTILINE)
    assert [name for name, _ in rows] == ["leaflet.js", "leaflet.css", *SCRIPTS[1:3]]
    for name, digest in rows:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest
        assert "</script" not in asset(name)
    for licence in ("leaflet", "maplibre-gl", "maplibre-gl-leaflet"):
        assert "opyright" in asset(f"LICENSE.{licence}.txt")


def test_hostile_names_stay_text(layers):
    walk = fake_walk([(EVIL, EVIL)] * 5)
    html = page(layers, route=walk, title=EVIL)
    scripts = 1 + len(SCRIPTS)
    assert html.count("<script>") == scripts
    assert html.count("</script>") == scripts
    assert "<img" not in own_part(html)
    assert "\u2028" not in own_part(html).split("<script>")[-1]
    text = own_part(html)
    at = text.index("citymap.route(L.featureGroup(), ") + len("citymap.route(L.featureGroup(), ")
    drawn, _ = json.JSONDecoder().raw_decode(text[at:])
    assert {stop["name"] for stop in drawn["stops"]} == {EVIL}


def test_script_json_keeps_values():
    value = {"a": {"b": [EVIL, "{{{%}}{#", 1, None, True, {}]}}
    text = script_json(value)
    assert text.isascii()
    assert not set("<>&'") & set(text)
    assert not re.search(r"\{[{%#]", text)
    assert json.loads(text) == value


def test_spots_are_dots_without_a_route(layers):
    drawn = quarter_map(layers, "en", map_date="2026-07")
    spots_layer([("Here", 121.42, 31.215)], "#1f5fa8").add_to(drawn)
    html = drawn.figure().render()
    assert '"dots":[{"name":"Here","title":"Here","at":[31.215,121.42]}]' in html


def test_scheme_is_the_visitors_unless_chosen(layers):
    assert '"scheme":"auto"' in quarter_map(layers, "zh", map_date="x").figure().render()
    chosen = quarter_map(layers, "zh", map_date="x", scheme="dark")
    assert '"scheme":"dark"' in chosen.figure().render()


def test_texts_are_used_and_complete():
    texts = {key: text for key, text in catalogue().items() if key.startswith("map.")}
    assert len(texts) > 40
    for key, text in texts.items():
        assert set(text) == set(LANGS), key
        marks = [set(re.findall(r"{(\w+)}", text[lang])) for lang in LANGS]
        assert marks[0] == marks[1], key


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [(29, "0分钟", "0 min"), (3570, "1小时", "1 h"), (7500, "2小时5分", "2 h 5 min")],
)
def test_duration_rounds_to_minutes(seconds, zh, en):
    assert (duration(seconds, "zh"), duration(seconds, "en")) == (zh, en)
