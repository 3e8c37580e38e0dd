"""Stops of a guide's own: spots on the map that no dataset knows. Minutes; (lon, lat) WGS-84."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

DWELL = (0, 240)
"""Shortest and longest stay that can be asked for."""
MOST_OWN = 12
"""Own stops that a tour may have."""
NAME_LENGTH = 40
OWN_ID = re.compile(r"own-([1-9]\d?)")
_DECIMALS = 6  # a decimetre

Stay = Annotated[int, Field(ge=DWELL[0], le=DWELL[1])]
OwnName = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStop:
    """A spot where a guide stops, such as a meeting point; always open, worth nothing.

    Parameters
    ----------
    lon, lat : float
        WGS-84, kept to six decimals.
    minutes : int
        Length of the stop.
    name : str
        One line of up to ``NAME_LENGTH`` characters, the same in both languages.
    """

    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    minutes: Stay
    name: OwnName

    def __post_init__(self) -> None:
        """Round the position to what is written."""
        object.__setattr__(self, "lon", round(self.lon, _DECIMALS))
        object.__setattr__(self, "lat", round(self.lat, _DECIMALS))


def own_id(index: int) -> str:
    """Name an own stop.

    Parameters
    ----------
    index : int
        Its place among a request's own stops, from 0.

    Returns
    -------
    str
        ``own-1`` for the first.
    """
    return f"own-{index + 1}"
