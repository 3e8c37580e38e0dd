"""The smallest app around the map: what the web app does with it, for test_webmap_browser.py."""

from pathlib import Path

import streamlit as st
from fake_walk import fake_walk
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.runtime.scriptrunner import get_script_run_ctx

from routes.basemap import build_basemap, layers_json
from routes.webmap import map_bundle, quarter_map, route_layer, spots_layer

ROOT = Path(__file__).parents[2]


@st.cache_resource
def layers():
    data = ROOT / "data"
    return build_basemap(
        data / "guixiang.osm.pbf",
        data / "redrawn_streets.geojson",
        data / "boundary.geojson",
        rails=data / "metro_lines.geojson",
        starts=data / "starts.geojson",
    )


def bundle(_request):
    return Response(layers_json(map_bundle(layers())), media_type="application/json")


if get_script_run_ctx() is None:
    static = StaticFiles(directory=ROOT / "routes" / "static")
    app = st.App(
        "map_app.py", routes=[Route("/assets/basemap.json", bundle), Mount("/assets", static)]
    )
else:
    # Imported before the server runs, the component would not be known to it (404).
    from streamlit_folium import st_folium

    shown = st.radio("shown", ["nothing", "walk", "spots", "evil"], key="shown")
    group = None
    if shown == "walk":
        group = route_layer(fake_walk(), "#9b1b30", "zh")
    if shown == "spots":
        group = spots_layer([("岐山村", 121.4247, 31.2207)], "#1f5fa8")
    if shown == "evil":
        evil = "</script><img src=x onerror='window.top.hit=window.hit=1'>`${window.hit=1}{{1}}"
        group = route_layer(fake_walk([(evil, evil)] * 5), "#9b1b30", "zh")
    found = st_folium(
        quarter_map(layers(), "zh", map_date="2026-07"),
        key="map",
        height=600,
        use_container_width=True,
        returned_objects=["last_clicked", "last_object_clicked"],
        feature_group_to_add=group,
    )
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.text(f"runs {st.session_state['runs']}")
    st.text(f"found {found}")
