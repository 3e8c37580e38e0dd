"""The command ``citywalk dataset new``: makes the folder of another quarter."""

import argparse
from datetime import datetime

from cli.output import DONE, fault_line, print_json
from planner.upkeep.new_dataset import Sources, new_dataset
from planner.words import say


def new(arguments: argparse.Namespace) -> int:
    """Make a dataset folder."""
    lang = arguments.lang
    sources = Sources(
        osm=arguments.osm,
        poi=arguments.poi,
        boundary=arguments.boundary,
        themes=arguments.themes_file,
        name_zh=arguments.name_zh,
        name_en=arguments.name_en,
        timezone=arguments.timezone,
        country=arguments.country,
    )
    made = new_dataset(arguments.dir, sources, today=datetime.now().astimezone().date())
    values = {
        "folder": str(made.folder),
        "places": made.places,
        "starts": made.starts,
        "km": round(made.network_km, 1),
        "timezone": made.timezone,
    }
    if arguments.json:
        warnings = [warning.as_json(lang) for warning in made.warnings]
        print_json({**values, "warnings": warnings})
        return DONE
    for warning in made.warnings:
        print(fault_line("warning", warning, lang))
    print(say("cli.dataset_made", lang, **values))
    if not arguments.timezone:
        print(say("cli.zone_guessed", lang, **values))
    return DONE
