"""The published routes: their list. Imports planner."""

import argparse
from dataclasses import asdict

from cli.folder import dataset_folder
from cli.output import DONE, print_json
from planner.catalogue import load_catalogue
from planner.dataset import load_description
from planner.published import when


def list_published(arguments: argparse.Namespace) -> int:
    """List the published routes."""
    folder, lang = dataset_folder(arguments), arguments.lang
    file = load_description(folder).catalogue
    routes = () if file is None else load_catalogue(folder / file)
    if arguments.json:
        print_json({"published": [asdict(route) for route in routes]})
        return DONE
    for route in routes:
        print(f"{route.id:24} {getattr(route, f'title_{lang}')}  {when(route, lang)}")
    return DONE
