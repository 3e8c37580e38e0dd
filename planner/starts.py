"""Where walks start: metro stations and known exits, starts.geojson. Metres; degrees WGS-84.

Imports planner.files.datafile, planner.files.fields and planner.errors.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from planner.errors import DatasetError, Fault
from planner.files.datafile import read_features
from planner.files.fields import LINE, STRICT, checked

Text = Annotated[str, Field(min_length=1, max_length=500, pattern=LINE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A metro station (its centre) or one exit; ``accuracy_m`` says how well the point is known.

    ``street`` is the Chinese name of the street whose pavement it opens on, where that is known.
    ``date`` says of when the point is: a day, a year or a span of years.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    name_zh: Text
    name_en: Text
    kind: Literal["station", "exit"]
    station: Text | None = None
    street: Text | None = None
    lines: tuple[Text, ...] = ()
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    accuracy_m: Annotated[int, Field(ge=1, le=500)]
    source: Text
    date: Text


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
    for feature in read_features(path, faults):
        where = feature.where
        ours = [name for name in ("lon", "lat") if name in feature.properties]
        faults.extend(
            Fault("field_in_geometry", f"{where}: {name}", {"name": name}) for name in ours
        )
        if ours:
            continue
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
