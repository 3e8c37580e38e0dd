"""Prepares what the first start would else make: network, base map, compiled solver."""

from cli.output import progress
from planner.ground.paths import warm as warm_ground
from planner.orienteering.warm import warm
from planner.quarter import load_quarter
from routes.basemap_cache import base_layers


def main() -> None:
    """Prepare everything; what is current already takes no time."""
    base_layers(load_quarter(progress=progress("en")))
    warm()
    warm_ground()


if __name__ == "__main__":
    main()
