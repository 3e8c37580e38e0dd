"""A dataset checked together with its streets: whether entrances are on their streets.

Units: metres; degrees WGS-84. Imports planner.upkeep.dataset_check and planner.streets.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from planner.errors import CitywalkError, Fault
from planner.files.nearest import nearest
from planner.places import Place
from planner.quarter import network_of
from planner.streets.network import Network
from planner.upkeep.dataset_check import Findings, check_dataset

OFF_STREET_M = 40
"""Farther than this from its street, an entrance or the street's name is likely wrong."""

_SPELT_ALIKE = 0.5
"""Likeness of two names above which one is taken for a misspelling of the other."""


def check_folder(
    folder: Path, *, today: date, progress: Callable[[str], None] = lambda _: None
) -> Findings:
    """Look through a dataset folder, its streets included, and name everything at once.

    Parameters
    ----------
    folder : Path
        A folder with ``dataset.toml``.
    today : datetime.date
        By this day hours are called old.
    progress : callable, optional
        Called with a key of ``words/streets.toml`` while the network is built.

    Returns
    -------
    Findings
        As of ``check_dataset``, with what the network has to add.
    """
    found = check_dataset(folder, today=today)
    files = found.description
    if files is None or {fault.where.split(":")[0] for fault in found.faults} & {
        files.extract,
        files.overlay,
    }:
        return found
    try:
        network = network_of(folder, files, progress=progress)
    except CitywalkError as error:
        return replace(found, faults=(*found.faults, *error.faults))
    more = street_warnings(found.places, network, file=files.places)
    return replace(found, warnings=(*found.warnings, *more))


def street_warnings(places: Sequence[Place], network: Network, *, file: str) -> Iterator[Fault]:
    """Yield the places that are not on the street they name.

    Parameters
    ----------
    places : sequence of Place
        The places.
    network : Network
        The streets.
    file : str
        Name of the file of places.

    Yields
    ------
    Fault
        No street named, a street that is not in the network, an entrance far from its street; by
        street.
    """
    rows: dict[str | None, int] = {name: row for row, name in enumerate(network.street_zh)}
    by_street: dict[str | None, list[Place]] = defaultdict(list)
    for place in places:
        if place.lon is not None:
            by_street[place.street].append(place)
    for street, group in by_street.items():
        if street in rows:
            yield from _far(group, network.lines[network.street == rows[street]], network, file)
            continue
        alike = _alike(street, network)
        for place in group:
            values = {"street": street or "", "nearest": alike or _on_the_ground(place, network)}
            code = "street_missing" if street is None else "street_unknown"
            yield Fault(code, f"{file}: {place.id}: street", values)


def _alike(street: str | None, network: Network) -> str:
    """Return the name of the network that may have been meant; empty if none is spelt alike."""
    return nearest(street or "", network.street_zh, alike=_SPELT_ALIKE)


def _on_the_ground(place: Place, network: Network) -> str:
    """Return the name of the street nearest to a place."""
    named = np.flatnonzero(network.street >= 0)
    if not len(named):
        return ""
    away = shapely.distance(network.lines[named], _points(network, [place])[0])
    return str(network.street_zh[network.street[named[int(away.argmin())]]])


def _far(
    group: list[Place], pieces: NDArray[np.object_], network: Network, file: str
) -> Iterator[Fault]:
    """Yield the places of one street that are too far from it."""
    away = shapely.distance(_points(network, group), shapely.multilinestrings(pieces))
    for place, away_m in zip(group, away, strict=True):
        if OFF_STREET_M < away_m < np.inf:
            values = {"street": place.street, "metres": round(float(away_m))}
            yield Fault("off_street", f"{file}: {place.id}: geometry.coordinates", values)


def _points(network: Network, places: Sequence[Place]) -> NDArray[np.object_]:
    """Put places onto the plane of the network."""
    lonlat = np.array([(place.lon, place.lat) for place in places], dtype=float)
    return np.asarray(shapely.points(*network.to_utm.transform(lonlat[:, 0], lonlat[:, 1])))
