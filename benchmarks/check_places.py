"""``citywalk check`` as a whole process on 5,000 generated places, the real streets beside them."""

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from planner.quarter import DATA, load_quarter

PLACES = 5000
REPEATS = 3
SEED = 4
REACH_DEG = 0.02
"""Half the side of the square in which the places are strewn: four kilometres across."""


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        shutil.copytree(DATA, folder)
        write_places(folder / "poi.geojson", PLACES)
        size_mb = (folder / "poi.geojson").stat().st_size / 1e6
        times, found = [], {}
        for _ in range(REPEATS):
            began = perf_counter()
            command = [sys.executable, "-m", "citywalk", "check", "--json", "--data", str(folder)]
            done = subprocess.run(command, capture_output=True, check=False, cwd=DATA.parent)
            times.append(perf_counter() - began)
            found = json.loads(done.stdout)
    case = f"check of {PLACES} places"
    rows = [
        ("whole command", round(min(times), 2), "s"),
        ("file of places", round(size_mb, 1), "MB"),
        ("faults", len(found["faults"]), "1"),
        ("warnings", len(found["warnings"]), "1"),
    ]
    return [{"case": case, "figure": f, "value": v, "unit": u} for f, v, u in rows]


def write_places(path: Path, count: int) -> None:
    """Strew copies of the real places over the quarter, their texts kept.

    Parameters
    ----------
    path : Path
        The file to write.
    count : int
        How many.
    """
    chance = random.Random(SEED)  # noqa: S311 - places, not secrets
    quarter = load_quarter()
    streets = [name for name in quarter.network.street_zh if re.search("[路街道]$", name)]
    features = json.loads((DATA / "poi.geojson").read_text("utf-8"))["features"]
    middle = next(start for start in quarter.starts if start.kind == "station")
    rows = []
    for number in range(count):
        row = json.loads(json.dumps(chance.choice(features)))
        spot = [
            round(axis + chance.uniform(-REACH_DEG, REACH_DEG), 6)
            for axis in (middle.lon, middle.lat)
        ]
        position = {"status": "approximate", "accuracy_m": 60, "source": "generated"}
        row["geometry"] = {"type": "Point", "coordinates": spot}
        row["properties"] |= {
            "id": f"place-{number}", "street": chance.choice(streets), "position": position,
        }  # fmt: skip
        rows.append(row)
    data = {"type": "FeatureCollection", "features": rows}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
