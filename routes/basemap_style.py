"""The look of the base map: a MapLibre style. Units: pixels, zoom levels.

Imports only planner.words (for the type of a language) and routes.palette.
"""

from typing import Any

from planner.words import Lang
from routes.palette import PALETTES, Scheme

Layer = dict[str, Any]

FONTS = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"]
"""No ``glyphs`` in the style: MapLibre draws the text from these fonts of the visitor's machine."""
STRONG_FONTS = ["Noto Sans CJK SC Medium", *FONTS]
"""MapLibre takes the weight from the first name."""

ROADS: dict[str, tuple[float, float, float]] = {
    "lane": (0.6, 2.2, 9.0),
    "minor": (1.6, 5.5, 19.0),
    "tertiary": (2.2, 7.5, 24.0),
    "secondary": (2.8, 9.5, 29.0),
    "primary": (3.2, 11.0, 33.0),
}
"""Width of a street at zoom 13, 16 and 18, from the smallest class, which lies lowest, up."""

FADE_VEIL = 0.52
"""How far the surroundings pale towards the paper."""
FADE_STEP = 0.3
"""What each step towards the frame adds; eight of them leave 6 % of the map."""


def map_style(lang: Lang, scheme: Scheme) -> dict[str, Any]:
    """Return the MapLibre style; its sources are the layers of `routes.basemap.build_basemap`.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the names.
    scheme : {"light", "dark"}
        Colours.

    Returns
    -------
    dict
        Style version 8 with empty ``sources``, to be filled with GeoJSON sources named as the
        layers; no ``glyphs``, no ``sprite``, no address at all.
    """
    ink = PALETTES[scheme]
    layers = [
        {"id": "paper", "type": "background", "paint": {"background-color": ink["paper"]}},
        *_ground(ink),
        *_streets(ink),
        *_above(ink),
        *_labels(ink, lang),
        *_surroundings(ink),
        *_stations(ink, lang),
    ]
    return {"version": 8, "name": "guixiang", "sources": {}, "layers": layers}


def _zoomed(*stops: float, base: float = 1.5) -> list[Any]:
    """Return an expression that grows with the zoom: zoom, value, zoom, value …."""
    return ["interpolate", ["exponential", base], ["zoom"], *stops]


def _is(key: str, value: object) -> list[Any]:
    """Return a filter."""
    return ["==", ["get", key], value]


def _fill(name: str, source: str, kind: str, colour: str, **more: object) -> Layer:
    """Return a filled area of one kind."""
    wanted = _is("kind", kind)
    paint = {"fill-color": colour, **more}
    return {"id": name, "type": "fill", "source": source, "filter": wanted, "paint": paint}


def _line(name: str, source: str, wanted: list[Any] | None, **paint: object) -> Layer:
    """Return a line with round joins."""
    layer: Layer = {"id": name, "type": "line", "source": source}
    if wanted is not None:
        layer["filter"] = wanted
    cap = "butt" if "dasharray" in paint else "round"
    layer["layout"] = {"line-cap": cap, "line-join": "round"}
    layer["paint"] = {f"line-{key}": value for key, value in paint.items()}
    return layer


def _ground(ink: dict[str, str]) -> list[Layer]:
    """Return what lies under the streets."""
    land = [_fill(kind, "land", kind, ink[kind]) for kind in ("homes", "shops", "campus")]
    green = [_fill(kind, "green", kind, ink[kind]) for kind in ("park", "pitch")]
    houses = _fill("building", "buildings", "building", ink["building"])
    houses["minzoom"] = 14.5
    houses["paint"] |= {
        "fill-outline-color": ink["building_edge"],
        "fill-opacity": _zoomed(14.5, 0, 15.5, 1, base=1),
    }
    water = _fill("water", "water", "water", ink["water"])
    area = _fill("quarter", "quarter", "edge", ink["quarter"])
    return [area, *land, *green, water, houses]


def _streets(ink: dict[str, str]) -> list[Layer]:
    """Return paths, then all casings, then all streets, so that crossings stay open."""
    paths = [
        _line(
            kind,
            "streets",
            _is("kind", kind),
            color=ink["path"],
            width=_zoomed(14, 0.6, 18, 2.4),
            dasharray=dash,
            opacity=_zoomed(14, 0, 15.5, 0.9, base=1),
        )
        for kind, dash in (("path", [3, 2]), ("steps", [0.7, 0.7]))
    ]
    casings, fills = [], []
    for kind, (far, near, close) in ROADS.items():
        main = kind in {"primary", "secondary"}
        opacity = _zoomed(13.5, 0, 15, 1, base=1) if kind == "lane" else 1
        edge = ink["casing_main" if main else "casing"]
        rim = _zoomed(13, far + 1.0, 16, near + 1.8, 18, close + 2.6)
        wanted = _is("kind", kind)
        casings.append(
            _line(f"{kind}_casing", "streets", wanted, color=edge, width=rim, opacity=opacity)
        )
        width = _zoomed(13, far, 16, near, 18, close)
        fills.append(_line(kind, "streets", wanted, color=ink[kind], width=width, opacity=opacity))
    redrawn = _line(
        "redrawn",
        "streets",
        ["has", "redrawn"],
        color=ink["casing_main"],
        width=_zoomed(13, 0.7, 18, 2),
        dasharray=[4, 4],
        opacity=_zoomed(14, 0, 15.5, 0.8, base=1),
    )
    return [*paths, *casings, *fills, redrawn]


def _above(ink: dict[str, str]) -> list[Layer]:
    """Return viaducts and metro lines."""
    rim, deck = _zoomed(13, 4.4, 16, 15, 18, 46), _zoomed(13, 3.2, 16, 13, 18, 43)
    thin = _zoomed(13, 1.1, 18, 2.6)
    edge = ink["elevated_edge"]
    return [
        _line("elevated_edge", "elevated", None, color=edge, width=rim, opacity=0.55),
        _line("elevated", "elevated", None, color=ink["elevated"], width=deck, opacity=0.7),
        _line("rail", "rails", None, color=ink["rail"], width=thin, dasharray=[5, 3], opacity=0.55),
    ]


def _text(name: str, source: str, lang: Lang, colour: str, halo: str, **layout: object) -> Layer:
    """Return names in one language."""
    layout = {"font": FONTS, "padding": 4, **layout}
    return {
        "id": name,
        "type": "symbol",
        "source": source,
        "layout": {
            "text-field": ["coalesce", ["get", lang], ["get", "zh"], ""],
            **{k if k.startswith("symbol-") else f"text-{k}": v for k, v in layout.items()},
        },
        "paint": {"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.6},
    }


def _labels(ink: dict[str, str], lang: Lang) -> list[Layer]:
    """Return the names of streets along the streets, of parks and of the river."""
    along = {"symbol-placement": "line", "symbol-spacing": 260, "max-angle": 38}
    spaced = 0.12 if lang == "zh" else 0.02
    rows: list[Layer] = []
    for kind, zoom, sizes, fonts in (
        ("lane", 16.4, (10.0, 12.0), FONTS),
        ("minor", 15.0, (10.5, 13.5), FONTS),
        ("tertiary", 14.0, (10.5, 14.0), FONTS),
        ("secondary", 13.6, (11.0, 14.5), STRONG_FONTS),
        ("primary", 13.2, (11.0, 15.0), STRONG_FONTS),
    ):
        size = _zoomed(14, sizes[0], 18, sizes[1], base=1)
        look = {"size": size, "font": fonts, "letter-spacing": spaced, **along}
        row = _text(f"{kind}_name", "streets", lang, ink["text"], ink["halo"], **look)
        rows.append(row | {"filter": _is("kind", kind), "minzoom": zoom})
    river = {**along, "size": _zoomed(13, 11, 17, 15, base=1), "letter-spacing": 0.3}
    flow = _text("water_name", "water", lang, ink["text_water"], ink["water"], **river)
    park = {"size": _zoomed(14, 10.5, 17, 13.5, base=1), "max-width": 7}
    green = _text("park_name", "green", lang, ink["text_park"], ink["halo"], **park)
    return [*rows, flow | {"filter": _is("kind", "flow")}, green | {"minzoom": 13.6}]


def _surroundings(ink: dict[str, str]) -> list[Layer]:
    """Return the veil over everything that is not the quarter, and the quarter's edge."""
    veil = _fill("veil", "surroundings", "", ink["paper"], **{"fill-opacity": FADE_VEIL})
    fade = _fill("fade", "surroundings", "", ink["paper"], **{"fill-opacity": FADE_STEP})
    edge = _line(
        "edge",
        "quarter",
        _is("kind", "edge"),
        color=ink["edge"],
        width=_zoomed(13, 1, 18, 2.4),
        opacity=0.75,
    )
    return [veil | {"filter": _is("fade", "veil")}, fade | {"filter": _is("fade", "edge")}, edge]


def _stations(ink: dict[str, str], lang: Lang) -> list[Layer]:
    """Return metro stations: a sign and the name below it, also in the surroundings."""
    sign: Layer = {
        "id": "station",
        "type": "circle",
        "source": "stations",
        "paint": {
            "circle-color": ink["station"],
            "circle-radius": _zoomed(13, 3.5, 16, 8, base=1),
            "circle-stroke-color": ink["halo"],
            "circle-stroke-width": 1.5,
        },
    }
    letter = _text("station_sign", "stations", lang, ink["halo"], ink["station"], size=10)
    letter["layout"] |= {"text-field": "M", "text-font": STRONG_FONTS, "text-allow-overlap": True}
    letter["paint"]["text-halo-width"] = 0
    name = _text(
        "station_name",
        "stations",
        lang,
        ink["station"],
        ink["halo"],
        size=_zoomed(13, 10.5, 17, 13.5, base=1),
        font=STRONG_FONTS,
        anchor="top",
        offset=[0, 0.85],
        **{"max-width": 9},
    )
    return [sign, letter | {"minzoom": 15}, name | {"minzoom": 13.4}]
