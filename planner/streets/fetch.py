"""Live OpenStreetMap data for a box, asked of an Overpass server through OSMnx.

Units: seconds; (lon, lat) WGS-84. OSMnx is only the messenger here: its filters would drop streets
that may be walked, so all of ``highway`` is asked for and its raw answers are kept.
"""

import json
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import osmnx as ox
import requests

from planner.errors import ExtractError, Fault
from planner.streets.overpass import Box

Progress = Callable[..., None]
"""Called with a key of ``words/streets.toml`` and the values of its placeholders."""

EVERY_STREET = '["highway"]'
MAP_TAGS: dict[str, bool | str | list[str]] = {
    "building": True,
    "natural": ["water", "wood", "grassland", "scrub", "wetland", "tree_row"],
    "waterway": ["river", "canal", "stream", "riverbank"],
    "leisure": ["park", "garden", "nature_reserve", "pitch", "playground"],
    "landuse": [
        "residential",
        "retail",
        "commercial",
        "religious",
        "grass",
        "forest",
        "village_green",
        "flowerbed",
        "meadow",
        "recreation_ground",
    ],
    "amenity": ["university", "college", "school"],
    "railway": ["station", "subway_entrance"],
}
"""What the base map draws, what is green (``greens``) and where walks start; else a map is bare."""

_BUSY = {429, 502, 503, 504}
"""HTTP answers after which the same question may succeed: slots taken, gateway timed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Whom to ask, and how patiently.

    Parameters
    ----------
    overpass : str or None
        Address of the Overpass API, without ``/interpreter``; None for the one OSMnx knows.
    geocoder : str or None
        Address of a Nominatim, without ``/search``; None for the one OSMnx knows.
    timeout_s : int
        How long one answer may take.
    pauses_s : tuple of float
        Waiting before each new attempt after a busy or silent server; its length is the number of
        new attempts.
    """

    overpass: str | None = None
    geocoder: str | None = None
    timeout_s: int = 180
    pauses_s: tuple[float, ...] = (5.0, 20.0, 60.0)


class _BusyError(Exception):
    """The server asks to come back later."""


def download(box: Box, server: Server, *, progress: Progress) -> tuple[dict[str, Any], ...]:
    """Ask for all streets in a box, and for what the base map draws.

    Parameters
    ----------
    box : Box
        West, south, east, north.
    server : Server
        Whom to ask.
    progress : Progress
        Told at each step and before each new attempt.

    Returns
    -------
    tuple of dict
        Answers of the server as they came: Overpass JSON with ``elements``.

    Raises
    ------
    ExtractError
        If there is no network, or the server stays busy or silent, breaks off, or answers with
        anything but Overpass JSON.
    """
    with tempfile.TemporaryDirectory() as folder, _settings(server, Path(folder)):
        progress("fetch_streets", host=_host(ox.settings.overpass_url))
        _ask(lambda: _network(box), ox.settings.overpass_url, server, progress)
        progress("fetch_map", host=_host(ox.settings.overpass_url))
        _ask(
            lambda: ox.features_from_bbox(box, MAP_TAGS), ox.settings.overpass_url, server, progress
        )
        answers = [json.loads(path.read_bytes()) for path in sorted(Path(folder).iterdir())]
    return tuple(answers)


def find_place(name: str, server: Server, *, progress: Progress) -> Box:
    """Ask a geocoder for the box around a named area.

    Parameters
    ----------
    name : str
        Name of a district, a quarter or a campus.
    server : Server
        Whom to ask.
    progress : Progress
        Told before the question and before each new attempt.

    Returns
    -------
    Box
        West, south, east, north.

    Raises
    ------
    ExtractError
        If no area has this name, or as for `download`.
    """
    with tempfile.TemporaryDirectory() as folder, _settings(server, Path(folder)):
        url = ox.settings.nominatim_url
        progress("fetch_place", host=_host(url))
        try:
            found = _ask(lambda: ox.geocode_to_gdf(name), url, server, progress)
        except (ValueError, TypeError, LookupError):
            raise ExtractError([Fault("area_not_found", "--place", {"value": name})]) from None
    west, south, east, north = (float(edge) for edge in found.total_bounds)
    return west, south, east, north


def _network(box: Box) -> None:
    """Have OSMnx ask for every street, whatever its access."""
    ox.graph_from_bbox(box, simplify=False, retain_all=True, custom_filter=EVERY_STREET)


def _ask(question: Callable[[], Any], url: str, server: Server, progress: Progress) -> Any:  # noqa: ANN401 - OSMnx's answer
    """Put a question, again after a pause while the server is busy; failures become faults."""
    host, tries = _host(url), len(server.pauses_s) + 1
    values: dict[str, object] = {"host": host, "tries": tries, "seconds": server.timeout_s}
    for pause_s in (*server.pauses_s, None):
        try:
            return question()
        except InterruptedError:  # how OSMnx ends when it only stores the answers (cache_only_mode)
            return None
        except _BusyError as error:
            fault = Fault("fetch_busy", host, values | {"status": str(error)})
        except requests.RequestException as error:
            if not _is_silence(error):
                offline = isinstance(error, requests.ConnectionError)
                code = "fetch_offline" if offline else "fetch_failed"
                raise ExtractError([Fault(code, host, values | {"why": error})]) from error
            fault = Fault("fetch_timeout", host, values)
        if pause_s is not None:
            progress("fetch_again", host=host, seconds=round(pause_s))
            time.sleep(pause_s)
    raise ExtractError([fault])


def _is_silence(error: requests.RequestException) -> bool:
    """Whether a server was reached and then kept silent, also in the middle of an answer."""
    return isinstance(error, requests.Timeout) or "Read timed out" in str(error)


def _inspect(response: requests.Response, **_: object) -> None:
    """Look at an answer before OSMnx does, which would retry for ever and take broken ones."""
    host = _host(response.url)
    if response.is_redirect:
        return
    if response.status_code in _BUSY:
        raise _BusyError(response.status_code)
    if not response.ok:
        values: dict[str, object] = {"host": host, "status": response.status_code}
        raise ExtractError([Fault("fetch_refused", host, values)])
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if isinstance(answer, Mapping) and "error" in str(answer.get("remark", "")):
        remark: dict[str, object] = {"host": host, "remark": str(answer["remark"])[:200]}
        raise ExtractError([Fault("fetch_broken_off", host, remark)])
    if urlsplit(response.url).path.endswith("/interpreter"):
        fine = isinstance(answer, Mapping) and isinstance(answer.get("elements"), list)
    else:
        fine = isinstance(answer, list)
    if not fine:
        raise ExtractError([Fault("fetch_garbled", host, {"host": host})])


@contextmanager
def _settings(server: Server, folder: Path) -> Iterator[None]:
    """Set OSMnx up for one download, and leave its global settings as they were."""
    wanted: dict[str, Any] = {
        "use_cache": True,
        "cache_folder": folder,
        "cache_only_mode": True,
        "overpass_rate_limit": False,  # a server without a free slot says 429, and we wait then
        "requests_timeout": server.timeout_s,
        "requests_kwargs": {"hooks": {"response": _inspect}},
        "doh_url_template": None,  # else a lookup that fails is sent to another company
        "overpass_url": server.overpass or ox.settings.overpass_url,
        "nominatim_url": server.geocoder or ox.settings.nominatim_url,
    }
    before = {name: getattr(ox.settings, name) for name in wanted}
    lookup = socket.getaddrinfo  # OSMnx replaces it, to hold on to one server of several
    try:
        for name, value in wanted.items():
            setattr(ox.settings, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(ox.settings, name, value)
        socket.getaddrinfo = lookup


def _host(url: str) -> str:
    """Return the host of an address, for a message."""
    return urlsplit(url).netloc or url
