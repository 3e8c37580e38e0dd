"""The interactive map, for the web app and as one file that opens anywhere. Degrees WGS-84.

Imports planner.route, planner.words and modules of routes.
"""

from collections.abc import Mapping, Sequence
from html import escape
from string import Template
from typing import Any

from planner.answers.tried import Tried
from planner.route import LonLat, Route
from planner.words import LANGS, Lang, html_lang, say
from routes.basemap_style import map_style
from routes.drawing import NOWHERE, drawing
from routes.foliummap import (
    ASSETS,
    SCRIPTS,
    STYLES,
    BaseMap,
    QuarterMap,
    RouteLayer,
    TapLayer,
    asset,
)
from routes.mappage import page_texts
from routes.palette import PALETTES, Scheme

Layers = Mapping[str, dict[str, Any]]
"""GeoJSON by layer, as `routes.basemap.build_basemap` returns it (not imported: it is slow)."""

CREDIT_URL = "https://www.openstreetmap.org/copyright"
KEYS = ("stop", "end", "line", "twice", "redrawn", "along", "way", "dot")
"""Rows of the legend that stand there when a layer has the sign."""
BASE_KEYS = {"quarter": "quarter", "stations": "station", "rails": "rail"}
"""Rows of the legend by the layer of the base map whose sign they explain."""
WORDS = ("zoom_in", "zoom_out", "legend", "base_missing", "card_close", "card_list")
"""Texts of the map's buttons and messages."""
FRAME_MARGIN = 0.25
"""How far the map may be dragged beyond its data, as a share of the data's extent."""


def map_bundle(layers: Layers) -> dict[str, Any]:
    """Put together what the browser needs to draw the base map.

    Parameters
    ----------
    layers : mapping of str to dict
        From `routes.basemap.build_basemap`.

    Returns
    -------
    dict
        ``layers`` and ``styles`` (by language and scheme); the web app serves it with
        `routes.basemap.layers_json` as ``/assets/basemap.json``.
    """
    return {
        "layers": dict(layers),
        "styles": {
            lang: {scheme: map_style(lang, scheme) for scheme in PALETTES} for lang in LANGS
        },
    }


def quarter_map(
    layers: Layers,
    lang: Lang,
    *,
    map_date: str,
    scheme: Scheme | None = None,
    taps: bool = False,
    base_url: str = ASSETS,
) -> QuarterMap:
    """Return the map of the quarter without a route; make a new one for each run of the page.

    Parameters
    ----------
    layers : mapping of str to dict
        From `routes.basemap.build_basemap`; only the quarter and its surroundings are read.
    lang : {"zh", "en"}
        Language of names and controls.
    map_date : str
        Date of the street data, shown in the credit.
    scheme : {"light", "dark"}, optional
        Colours; those of the app's theme or the visitor's machine if not given.
    taps : bool, optional
        Whether a tapped spot is marked.
    base_url : str, optional
        Path under which the style sheets of ``routes/static``, the files of `BUNDLES` and
        `map_bundle`'s JSON, as ``basemap.json``, are served.

    Returns
    -------
    QuarterMap
        A folium map; it takes about a millisecond.
    """
    where = {"url": base_url + "basemap.json", "library": base_url + "gl.js", "taps": taps}
    return _quarter_map(layers, _options(layers, lang, map_date, scheme) | where, base_url)


def route_layer(
    route: Route | Tried,
    theme_colour: str,
    lang: Lang,
    *,
    along: Mapping[str, Sequence[LonLat]] = NOWHERE,
    told: Mapping[str, str] | None = None,
    fit: bool = True,
) -> RouteLayer:
    """Return a route as a layer, for ``st_folium(feature_group_to_add=…)`` or for a map.

    Parameters
    ----------
    route : Route or Tried
        The walk, or a tour as wished, which marks the stops that break.
    theme_colour : str
        ``#rrggbb``, dark enough to carry white numbers.
    lang : {"zh", "en"}
        Language of the names.
    along : mapping of str to sequence of (float, float), optional
        Stops of uncertain position (worse than 60 m), by id: the stretch of street, (lon, lat).
    told : mapping of str to str, optional
        One line of each stop's story, by its id.
    fit : bool, optional
        Whether the map moves to a route that is new.

    Returns
    -------
    RouteLayer
        A folium feature group.
    """
    return RouteLayer(drawing(route, theme_colour, lang, along=along, told=told, fit=fit))


def spots_layer(
    spots: Sequence[tuple[str, float, float]],
    colour: str,
    *,
    ways: Sequence[Mapping[str, Any]] = (),
    ends: Sequence[Mapping[str, Any]] = (),
) -> RouteLayer:
    """Return named dots as a layer: the places before there is a route.

    Parameters
    ----------
    spots : sequence of (str, float, float)
        Name, lon, lat.
    colour : str
        ``#rrggbb``.
    ways : sequence of mapping, optional
        Routes to choose from, drawn faintly under the dots, from `routes.ways.ways_of`; the map
        moves to show them all.
    ends : sequence of mapping, optional
        Where a walk is to start, from `routes.drawing.drawn_end`.

    Returns
    -------
    RouteLayer
        A folium feature group; a name that finds no room shows on pointing at its dot.
    """
    dots = [{"name": name, "title": name, "at": [lat, lon]} for name, lon, lat in spots]
    fit = None
    if ways:
        lats, lons = zip(*(at for way in ways for at in way["path"]), strict=True)
        fit = [[min(lats), min(lons)], [max(lats), max(lons)]]
    nothing: dict[str, Any] = {"runs": [], "stops": [], "ends": list(ends), "fit": fit}
    return RouteLayer({"colour": colour, "dots": dots, "ways": list(ways)} | nothing)


def tap_layer(lon: float, lat: float, text: str) -> TapLayer:
    """Return a tapped spot, named, as a layer.

    Parameters
    ----------
    lon, lat : float
        The spot.
    text : str
        Where it is; plain text.

    Returns
    -------
    TapLayer
        A folium feature group.
    """
    return TapLayer({"at": [lat, lon], "text": text})


def standalone_html(  # noqa: PLR0913 - named values of one page
    route: Route,
    *,
    layers: Layers,
    title: str,
    theme_colour: str,
    lang: Lang,
    along: Mapping[str, Sequence[LonLat]] = NOWHERE,
    told: Mapping[str, str] | None = None,
    stories: Mapping[str, str] | None = None,
    small_print: Sequence[str] = (),
    folds: str = "",
) -> str:
    """Return a page with map and stop list in one file that loads nothing else.

    Parameters
    ----------
    route : Route
        The walk.
    layers : mapping of str to dict
        From `routes.basemap.build_basemap`.
    title : str
        Heading, such as the theme's name; plain text.
    theme_colour : str
        ``#rrggbb``, dark enough to carry white numbers.
    lang : {"zh", "en"}
        Language of the page.
    along, told : mapping, optional
        As in `route_layer`.
    stories : mapping of str to str, optional
        HTML to fold away under a stop, by its id.
    small_print : sequence of str, optional
        Sentences of plain text for the foot of the page.
    folds : str, optional
        HTML of what is folded away below the list (`routes.folds`).

    Returns
    -------
    str
        HTML, about 1.6 MB.
    """
    inline = {"data": map_bundle(layers)}
    drawn = _quarter_map(layers, _options(layers, lang, route.map_date, None) | inline, ASSETS)
    route_layer(route, theme_colour, lang, along=along, told=told).add_to(drawn)
    figure = drawn.figure()
    figure.render()
    return Template(asset("map.html")).substitute(
        lang=html_lang(lang),
        title=escape(title),
        colour=escape(theme_colour),
        css="\n".join(asset(name) for name in STYLES),
        page_css=asset("map_page.css"),
        libraries="\n".join(f"<script>{asset(name)}</script>" for name in SCRIPTS),
        map=figure.html.render(),
        script=figure.script.render(),
        **page_texts(route, lang, stories, small_print, folds),
    )


def _quarter_map(layers: Layers, options: dict[str, Any], base_url: str) -> QuarterMap:
    """Make the map and put the base map under it."""
    drawn = QuarterMap(_box(layers, "quarter", "edge"), _frame(layers), base_url)
    BaseMap(options).add_to(drawn)
    return drawn


def _options(layers: Layers, lang: Lang, map_date: str, scheme: Scheme | None) -> dict[str, Any]:
    """Gather what ``citymap.js`` wants to know, texts first."""
    names = layers["quarter"]["features"][0]["properties"]
    quarter = names.get(lang) or names.get("zh", "")
    words: dict[str, Any] = {key: say(f"map.{key}", lang) for key in WORDS}
    words["map"] = say("map.map", lang, quarter=quarter)
    always = [kind for layer, kind in BASE_KEYS.items() if layers.get(layer, {}).get("features")]
    words["keys"] = [
        {
            "kind": kind,
            "text": say(f"map.key_{kind}", lang, quarter=quarter),
            "base": kind in always,
        }
        for kind in (*KEYS, *always)
    ]
    return {
        "lang": lang,
        "scheme": scheme or "auto",
        "words": words,
        "credit": say("map.credit", lang),
        "creditUrl": CREDIT_URL,
        "date": say("map.map_date", lang, date=map_date.replace("/", "–")),
    }


def _box(layers: Layers, layer: str, kind: str) -> list[list[float]]:
    """Return the box around the polygons of one kind, [lat, lon]."""
    rings = [
        point
        for feature in layers[layer]["features"]
        if feature["properties"].get("kind") == kind
        for point in feature["geometry"]["coordinates"][0]
    ]
    lons, lats = zip(*rings, strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def _frame(layers: Layers) -> list[list[float]]:
    """Return the box of the map's data, the hole of the outermost fading step, and some paper."""
    steps = [f for f in layers["surroundings"]["features"] if f["properties"]["fade"] == "edge"]
    lons, lats = zip(*steps[0]["geometry"]["coordinates"][1], strict=True)
    wide = (max(lons) - min(lons)) * FRAME_MARGIN
    high = (max(lats) - min(lats)) * FRAME_MARGIN
    return [[min(lats) - high, min(lons) - wide], [max(lats) + high, max(lons) + wide]]
