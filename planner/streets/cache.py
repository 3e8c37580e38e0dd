"""Keeps the built network on disk, named by the hash of all it was made from: never stale."""

import json
from collections.abc import Callable
from dataclasses import fields
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from planner.files.atomic import replace_file
from planner.streets.network import Network

_CODE = (
    "access.py",
    "areas.py",
    "arrays.py",
    "build.py",
    "carriageways.py",
    "comfort.py",
    "crossings.py",
    "delays.py",
    "extract.py",
    "greens.py",
    "network.py",
    "tags.py",
)
"""Every module whose code decides what the network is."""


def load_network(
    osm: Path,
    overlay: Path | None,
    folder: Path,
    *,
    rebuild: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Network:
    """Return the network of an extract, from the cache if it was built from these very bytes.

    Parameters
    ----------
    osm, overlay : Path
        As for ``build_network``.
    folder : Path
        Where the cache stands; made if missing. A folder that cannot be written is done without.
    rebuild : bool, optional
        Build even if a cached network is there.
    progress : callable, optional
        As for ``build_network``; called only when building.

    Returns
    -------
    Network
        The network.

    Raises
    ------
    ExtractError
        If a file cannot be read or nothing in it may be walked.
    """
    path = folder / f"network-{_fingerprint(osm, overlay)}.npz"
    if path.is_file() and not rebuild:
        return _load(path)
    from planner.streets.build import build_network  # noqa: PLC0415 - OSMnx takes 1.5 s to import

    network = build_network(osm, overlay, progress=progress)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _save(network, path)
    except OSError:
        progress("not_cached")
    return network


def _fingerprint(osm: Path, overlay: Path | None) -> str:
    """Hash the data, the code that reads it and the libraries behind it."""
    digest = sha256(f"{version('osmnx')} {version('osmium')} {version('numpy')}".encode())
    here = Path(__file__).parent
    for path in (osm, overlay, *(here / name for name in _CODE)):
        content = path.read_bytes() if path is not None and path.is_file() else b""
        digest.update(sha256(content).digest())
    return digest.hexdigest()[:16]


def _save(network: Network, path: Path) -> None:
    """Write all fields: arrays as they are, the rest as JSON."""
    parts = {f.name: getattr(network, f.name) for f in fields(network)}
    arrays = {name: part for name, part in parts.items() if isinstance(part, np.ndarray)}
    rest = json.dumps({name: part for name, part in parts.items() if name not in arrays})
    text = np.frombuffer(rest.encode(), np.uint8)
    replace_file(path, lambda file: np.savez(file, allow_pickle=False, rest=text, **arrays))


def _load(path: Path) -> Network:
    """Read what ``_save`` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        parts = {name: stored[name] for name in stored.files}
    rest = json.loads(parts.pop("rest").tobytes())
    rest = {key: tuple(value) if isinstance(value, list) else value for key, value in rest.items()}
    return Network(**parts, **rest)
