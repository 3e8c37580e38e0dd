"""Colours of the maps, light and dark: warm paper, the quarter bright, its surroundings pale.

Units: hexadecimal sRGB. Imports only the standard library.
"""

from typing import Literal

Scheme = Literal["light", "dark"]

PALETTES: dict[Scheme, dict[str, str]] = {
    "light": {
        "paper": "#f4f2ee",
        "quarter": "#faf3e2",
        "edge": "#b3925a",
        "homes": "#f6eedb",
        "shops": "#f8e9d6",
        "campus": "#f0ebd8",
        "park": "#c3dfae",
        "pitch": "#d5e5b8",
        "water": "#9fcbe0",
        "building": "#eee2c8",
        "building_edge": "#dccdab",
        "elevated": "#e6e0d5",
        "elevated_edge": "#bfb29c",
        "casing": "#cdbc98",
        "casing_main": "#d3a856",
        "primary": "#fbd88a",
        "secondary": "#fce8b6",
        "tertiary": "#fffdf6",
        "minor": "#ffffff",
        "lane": "#ffffff",
        "path": "#b1915c",
        "rail": "#8d93b3",
        "station": "#3c4a78",
        "text": "#4e4437",
        "text_water": "#33708c",
        "text_park": "#3f6b36",
        "halo": "#fffdf8",
    },
    "dark": {
        "paper": "#191b1f",
        "quarter": "#25282d",
        "edge": "#a5895a",
        "homes": "#292b2f",
        "shops": "#302c2b",
        "campus": "#2b2c2c",
        "park": "#2b3d2d",
        "pitch": "#303c2f",
        "water": "#1f4357",
        "building": "#30333a",
        "building_edge": "#3b3f46",
        "elevated": "#32353a",
        "elevated_edge": "#484c53",
        "casing": "#17191c",
        "casing_main": "#17191c",
        "primary": "#574c36",
        "secondary": "#4a4438",
        "tertiary": "#444544",
        "minor": "#41454b",
        "lane": "#3a3d43",
        "path": "#7d7058",
        "rail": "#6d7396",
        "station": "#8f9cd0",
        "text": "#d5cdbd",
        "text_water": "#8cc0d8",
        "text_park": "#a5c79b",
        "halo": "#1c1e22",
    },
}
"""Colours by scheme; the fallback without WebGL draws with the same."""
