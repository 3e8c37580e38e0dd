"""The folium elements of our map, with their own scripts and no foreign host. (lat, lon) WGS-84.

Imports only folium and the standard library.
"""

import json
import re
from importlib.resources import files
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

SCRIPTS = (
    "leaflet.js",
    "maplibre-gl.js",
    "maplibre-gl-leaflet.js",
    "citymap.js",
    "citypaint.js",
    "citynames.js",
    "citylabels.js",
    "cityline.js",
    "citycard.js",
    "cityroute.js",
)
STYLES = ("leaflet.css", "citymap.css")
LIBRARY = ("maplibre-gl.js", "maplibre-gl-leaflet.js")
"""The scripts without which the map is seen and moves: the web app sends them last."""
BUNDLES = {
    "map.js": tuple(name for name in SCRIPTS if name not in LIBRARY),
    "gl.js": LIBRARY,
}
"""What the web app sends as one file: each file costs a phone a round through the page's frame."""
ASSETS = "/assets/"
"""Where the web app serves the files of routes/static."""

MIN_ZOOM, MAX_ZOOM = 13.25, 19


def asset(name: str) -> str:
    """Read one of the files that the map needs.

    Parameters
    ----------
    name : str
        A name out of `SCRIPTS` or `STYLES`, or another file of ``routes/static``.

    Returns
    -------
    str
        The file's text.
    """
    return (files("routes") / "static" / name).read_text("utf-8")


def bundle(name: str) -> str:
    """Join the files that the web app sends as one.

    Parameters
    ----------
    name : str
        A key of `BUNDLES`.

    Returns
    -------
    str
        JavaScript.
    """
    return ";\n".join(asset(part) for part in BUNDLES[name])


def script_json(value: object) -> str:
    r"""Write a value as JSON that is safe in a script of an HTML page made by folium.

    Parameters
    ----------
    value : object
        Anything JSON can hold.

    Returns
    -------
    str
        JSON in ASCII without ``<``, ``>``, ``&``, ``'`` and without the marks of a Jinja template:
        folium renders a script twice, so that a name like ``{{ 7*7 }}`` would be run.

    Examples
    --------
    >>> script_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, separators=(",", ":"))
    for char in "<>&'":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return re.sub(r"\{(?=[{%#])", r"\\u007b", text)


def _links(names: tuple[str, ...], base_url: str) -> list[tuple[str, str]]:
    """Pair each file with its address, as folium wants it."""
    return [(name.replace(".", "_").replace("-", "_"), base_url + name) for name in names]


class QuarterMap(folium.Map):
    """A folium map that loads only our own files: no CDN, no jQuery, no tiles.

    Parameters
    ----------
    box : list of list of float
        South-west and north-east corner of what is shown first, [lat, lon].
    frame : list of list of float
        Box that the map cannot be dragged out of.
    base_url : str, optional
        Path under which the files of ``routes/static`` are served.
    """

    default_js = _links(("map.js",), ASSETS)
    default_css = _links(STYLES, ASSETS)

    def __init__(
        self, box: list[list[float]], frame: list[list[float]], base_url: str = ASSETS
    ) -> None:
        (south, west), (north, east) = box
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            zoom_start=15,
            tiles=None,
            zoom_control=False,
            max_bounds=True,
            min_lat=frame[0][0],
            min_lon=frame[0][1],
            max_lat=frame[1][0],
            max_lon=frame[1][1],
            max_bounds_viscosity=0.7,
            zoom_snap=0.25,
            zoom_delta=1,
        )
        self.options |= {"min_zoom": MIN_ZOOM, "max_zoom": MAX_ZOOM}
        if base_url != ASSETS:
            # On the instance: the class's lists are shared by all maps.
            self.default_js = _links(("map.js",), base_url)
            self.default_css = _links(STYLES, base_url)

    def figure(self) -> Figure:
        """Return the page that folium has put the map on.

        Returns
        -------
        Figure
            With ``header``, ``html`` and ``script``.

        Raises
        ------
        TypeError
            If the map stands in something that is no page.
        """
        root = self.get_root()
        if not isinstance(root, Figure):
            raise TypeError(type(root).__name__)
        return root


class BaseMap(MacroElement):
    """The vector base map, with legend, scale, buttons and credit; a child of the map.

    A folium element, since scripts in a page's header do not run inside ``st_folium``.

    Parameters
    ----------
    options : dict
        What ``citymap.base`` of ``citymap.js`` takes.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "citymap.base({{ this._parent.get_name() }}, {{ this.options_json }});"
        "{% endmacro %}"
    )

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "BaseMap"
        self.options_json = script_json(options)


class RouteLayer(folium.FeatureGroup):
    """A walk as one layer; may be added to a map or given to ``st_folium``.

    Parameters
    ----------
    drawn : dict
        From `routes.drawing.drawing`.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = citymap.route(L.featureGroup(), {{ this.drawn_json }});"
        "{% endmacro %}"
    )

    def __init__(self, drawn: dict[str, Any]) -> None:
        super().__init__(control=False)
        self.drawn_json = script_json(drawn)


class TapLayer(folium.FeatureGroup):
    """A tapped spot with its name, as a layer of its own: a route under it stays as it is.

    Parameters
    ----------
    spot : dict
        ``at`` as [lat, lon] and ``text``.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = citymap.tap(L.featureGroup(), {{ this.spot_json }});"
        "{% endmacro %}"
    )

    def __init__(self, spot: dict[str, Any]) -> None:
        super().__init__(control=False)
        self.spot_json = script_json(spot)
