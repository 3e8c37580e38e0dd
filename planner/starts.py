"""Where walks start: metro stations and known exits, starts.geojson. Metres; degrees WGS-84.

Imports planner.datafile, planner.fields and planner.errors.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from planner.datafile import read_features
from planner.errors import DatasetError, Fault
from planner.fields import STRICT, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A metro station (its centre) or one exit; ``accuracy_m`` says how well the point is known.

    ``street`` is the Chinese name of the street whose pavement it opens on, where that is known.
    ``date`` says of when the point is: a day, a year or a span of years.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    name_zh: Annotated[str, Field(min_length=1)]
    name_en: Annotated[str, Field(min_length=1)]
    kind: Literal["station", "exit"]
    station: str | None = None
    street: str | None = None
    lines: tuple[str, ...] = ()
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    accuracy_m: Annotated[int, Field(ge=1, le=500)]
    source: Annotated[str, Field(min_length=1)]
    date: Annotated[str, Field(min_length=1)]


_START = TypeAdapter(Start)


def load_starts(path: Path) -> tuple[Start, ...]:
    """Read the places where a walk may start.

    Parameters
    ----------
    path : Path
        A GeoJSON FeatureCollection of points, ``starts.geojson``.

    Returns
    -------
    tuple of Start
        In the file's order.

    Raises
    ------
    DatasetError
        If anything is wrong with the file: every fault at once, each with feature and field.
    """
    faults: list[Fault] = []
    starts: dict[str, Start] = {}
    features = read_features(path)
    for feature in features:
        where = feature.where
        if feature.lon is None:
            faults.append(Fault("start_without_point", f"{where}: geometry"))
            continue
        if feature.swapped:
            values: dict[str, object] = {"lon": feature.lat, "lat": feature.lon}
            faults.append(Fault("swapped", f"{where}: geometry.coordinates", values))
            continue
        data = {**feature.properties, "lon": feature.lon, "lat": feature.lat}
        start = checked(_START, data, where, faults)
        if start is None:
            continue
        if start.id in starts:
            faults.append(Fault("id_twice", f"{where}: id", {"value": start.id}))
        starts[start.id] = start
    for start in starts.values():
        at = f"{path.name}: {start.id}: station"
        if start.kind == "exit" and start.station not in starts:
            faults.append(Fault("station_unknown", at, {"value": start.station or "null"}))
    if faults:
        raise DatasetError(faults)
    return tuple(starts.values())
