"""The texts that the walk page's script shows. Imports planner.words.

Their placeholders are filled in by the script, as ``{name}``.
"""

from planner.words import Lang, catalogue

_KEYS = (
    "where", "follow", "following", "stop_locating", "locating", "rough", "denied", "no_position",
    "no_sensor", "insecure", "saved_file", "next", "next_name", "along_way", "straight_way",
    "turn_in", "turn_now", "no_turn", "off_route", "off_hint", "away", "away_hint", "guide",
    "guide_more", "here", "here_hint", "then", "home",
    "home_way", "north", "north_east", "east", "south_east", "south", "south_west", "west",
    "north_west", "metres", "kilometres", "stamp", "stamped", "stamps", "stamps_none",
    "stamps_some", "reset", "reset_ask", "done", "done_text", "listen", "listen_stop",
    "auto_listen", "big", "awake", "awake_on", "awake_lost", "awake_missing", "offline", "kept",
    "whole", "zoom_in", "zoom_out", "more", "less", "map", "map_keys", "gpx", "calendar", "sheet",
    "print", "save", "change", "take", "map_apps", "settings", "app_amap", "app_baidu",
    "app_tencent", "app_apple", "app_geo", "switch", "map_data", "go_list", "wechat",
    "stop_name", "arrived",
)  # fmt: skip


def script_words(lang: Lang) -> dict[str, str]:
    """Return the script's texts in one language.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    dict of str to str
        By key, placeholders as they are.
    """
    return {key: catalogue()[f"walkpage.{key}"][lang] for key in _KEYS}
