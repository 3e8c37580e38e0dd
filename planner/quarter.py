"""A dataset folder loaded once: places, themes, starts, published routes, boundary and streets.

(lon, lat) WGS-84.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from planner.catalogue import PublishedRoute, load_catalogue
from planner.china.calendar import calendar_for
from planner.dataset import Description, load_description
from planner.errors import CitywalkError, DatasetError, Fault
from planner.files.lines import line_faults
from planner.holidays import Calendar
from planner.places import Place, load_places
from planner.starts import Start, load_starts
from planner.streets.cache import load_network
from planner.streets.network import Network
from planner.themes import Theme, load_themes
from planner.upkeep.dataset_check import cross_faults, load_boundary, published_faults

T = TypeVar("T")

DATA = Path(__file__).parent.parent / "data"
"""The dataset that comes with the project."""


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """Everything that is known of a quarter.

    Parameters
    ----------
    folder : Path
        Where it was loaded from.
    description : Description
        Names, time zone, country, files.
    places, themes, starts, published : tuple
        In the order of the files; ``published`` is empty where the bureau publishes nothing.
    network : Network
        Streets, the redrawn overlay included and marked.
    data_version : str
        Checksum of all files that a route depends on. The published routes are not among them:
        what they ask for is in the request, and their texts change no route.
    """

    folder: Path
    description: Description
    places: tuple[Place, ...]
    themes: tuple[Theme, ...]
    starts: tuple[Start, ...]
    network: Network
    data_version: str
    published: tuple[PublishedRoute, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The quarter's time zone."""
        return ZoneInfo(self.description.timezone)

    @cached_property
    def calendar(self) -> Calendar:
        """Public holidays of the quarter's country."""
        return calendar_for(self.description.country)

    @cached_property
    def place_by_id(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def theme_by_id(self) -> dict[str, Theme]:
        """Themes by id."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def start_by_id(self) -> dict[str, Start]:
        """Starts by id."""
        return {start.id: start for start in self.starts}

    @cached_property
    def published_by_id(self) -> dict[str, PublishedRoute]:
        """Published routes by id."""
        return {route.id: route for route in self.published}


def load_quarter(
    folder: Path = DATA, *, progress: Callable[[str], None] = lambda _: None
) -> Quarter:
    """Load a dataset folder; builds the street network if it is not in the cache.

    Parameters
    ----------
    folder : Path, optional
        The folder; the embedded dataset if not given.
    progress : callable, optional
        Called with a key of ``words/streets.toml`` while the network is built.

    Returns
    -------
    Quarter
        The quarter.

    Raises
    ------
    CitywalkError
        If anything is wrong with the files: the faults of all files at once.
    """
    description = load_description(folder)
    faults: list[Fault] = []
    places = _gather(partial(load_places, folder / description.places), faults) or ()
    themes = _gather(partial(load_themes, folder / description.themes), faults) or ()
    starts = _gather(partial(load_starts, folder / description.starts), faults) or ()
    boundary = _gather(partial(load_boundary, folder / description.boundary), faults)
    faults += cross_faults(places, themes, starts, boundary, file=description.places)
    published = _published(folder, description, faults)
    faults += published_faults(published, themes, starts, places, description)
    _, overlay = description.street_files(folder)
    torn = [] if overlay is None else list(line_faults(overlay, needs="highway"))
    faults += torn
    if description.rails is not None:
        faults += line_faults(folder / description.rails, needs="kind")
    network = None
    if not torn:
        network = _gather(partial(network_of, folder, description, progress=progress), faults)
    if faults or network is None:
        raise DatasetError(faults)
    return Quarter(
        folder=folder,
        description=description,
        places=places,
        themes=themes,
        starts=starts,
        network=network,
        data_version=_version(folder, description),
        published=published,
    )


def network_of(
    folder: Path,
    description: Description,
    *,
    rebuild: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Network:
    """Load the walking network of a dataset folder, or build it if it is not in the cache.

    Parameters
    ----------
    folder : Path
        The folder.
    description : Description
        What it holds.
    rebuild : bool, optional
        Build even if it is in the cache.
    progress : callable, optional
        Called with a key of ``words/streets.toml`` while it is built.

    Returns
    -------
    Network
        The network, redrawn streets included.

    Raises
    ------
    CitywalkError
        If the extract or the overlay cannot be read.
    """
    osm, overlay = description.street_files(folder)
    return load_network(osm, overlay, folder / ".cache", rebuild=rebuild, progress=progress)


def _published(
    folder: Path, description: Description, faults: list[Fault]
) -> tuple[PublishedRoute, ...]:
    """Load the published routes, if the dataset has any."""
    if description.catalogue is None:
        return ()
    return _gather(partial(load_catalogue, folder / description.catalogue), faults) or ()


def _gather(load: Callable[[], T], faults: list[Fault]) -> T | None:
    """Load one part, or add its faults to the list."""
    try:
        return load()
    except CitywalkError as error:
        faults += error.faults
        return None


def _version(folder: Path, description: Description) -> str:
    """Hash all files that a route depends on."""
    names = ("dataset.toml", description.places, description.themes, description.starts)
    digest = sha256()
    for name in (*names, description.extract, description.overlay):
        if name is not None:
            digest.update(sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()[:12]
