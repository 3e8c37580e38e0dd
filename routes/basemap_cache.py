"""Keeps the base map of a quarter on disk, named by the hash of all it was made from.

Imports planner.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from planner.files.atomic import replace_file
from planner.quarter import Quarter

_CODE = ("basemap.py", "basemap_read.py")


def base_layers(quarter: Quarter) -> dict[str, Any]:
    """Return the layers of the base map, built only if they are not in the cache.

    Parameters
    ----------
    quarter : Quarter
        The quarter.

    Returns
    -------
    dict of str to dict
        As `routes.basemap.build_basemap` returns them.

    Raises
    ------
    CitywalkError
        If a file of the dataset cannot be read.
    """
    folder, files = quarter.folder, quarter.description
    names = (files.extract, files.overlay, files.boundary, files.rails, files.starts)
    paths = [None if name is None else folder / name for name in names]
    cached = folder / ".cache" / f"basemap-{_fingerprint(paths)}.json"
    if cached.is_file():
        layers: dict[str, Any] = json.loads(cached.read_text("utf-8"))
        return layers
    from routes.basemap import build_basemap, layers_json  # noqa: PLC0415 - imports GeoPandas

    layers = build_basemap(
        folder / files.extract, paths[1], folder / files.boundary, rails=paths[3], starts=paths[4]
    )
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        replace_file(cached, lambda file: file.write(layers_json(layers).encode()))
    except OSError:
        return layers  # a cache that cannot be written is done without
    return layers


def _fingerprint(paths: list[Path | None]) -> str:
    """Hash the data and the code that draws it."""
    here = Path(__file__).parent
    digest = sha256()
    for path in (*paths, *(here / name for name in _CODE)):
        content = path.read_bytes() if path is not None and path.is_file() else b""
        digest.update(sha256(content).digest())
    return digest.hexdigest()[:16]
