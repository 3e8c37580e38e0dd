"""What a walker likes of streets, as burdens; and how much of a walk is so, as far as tags tell.

Units: metres; a burden is what a metre counts more than a metre. ``docs/ground.md`` says why the
burdens are as they are: they are choices of ours, nothing measured. Imports planner.request, route,
streets.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from planner.request import Wish
from planner.route import Comfort
from planner.streets.comfort import TRAFFIC
from planner.streets.network import Bools, Floats, Network
from planner.streets.travel import Stretch

QUIET = {"none": 0.0, "small": 0.0, "tertiary": 0.3, "secondary": 0.7, "primary": 1.0}
"""A big road is worth a way round of twice its length; a smaller one less, by its traffic."""
NOT_GREEN = 1.0
"""A park is worth going twice as far as along houses."""
UNLIT, MAYBE_UNLIT = 1.0, 0.5
"""Tagged as without lamps; not said. Silence is no lamp, but in a city it is no darkness either."""
OPEN_SKY, UNPAVED, MAYBE_UNPAVED, WET_STEPS = 0.5, 0.5, 0.1, 0.5
"""In rain: no roof tagged; and below it what is muddy, what may be, what is slippery."""
PRICE_IN_RAIN = 0.1
"""A repeated metre is worth a tenth of a metre in rain: of two ways as short the one not walked."""
ORDINARY: dict[Wish, float] = {"green": NOT_GREEN, "lit": MAYBE_UNLIT, "quiet": 0.0, "rain": 0.0}
"""Burden of a street of which there is nothing to say; the price of repeating keeps pace with it,
so that a metre walked twice remains worth as many metres of such a street."""

_QUIET_BELOW = TRAFFIC.index("secondary")
_PAVED = {
    "paved", "asphalt", "concrete", "concrete:plates", "concrete:lanes", "paving_stones", "sett",
    "bricks", "tiles", "metal", "wood", "chipseal", "tartan",
}  # fmt: skip


def burden(network: Network, wishes: Iterable[Wish]) -> Floats:
    """Weigh every piece by what a walker likes.

    Parameters
    ----------
    network : Network
        The streets.
    wishes : iterable of {"quiet", "green", "lit", "rain"}
        What is liked; several add up.

    Returns
    -------
    Floats, shape (p,)
        What a metre counts more than a metre, >= 0.
    """
    weigh = {"quiet": _loud, "green": _bare, "lit": _dark, "rain": _wet}
    weights = [weigh[wish](network) for wish in wishes]
    return np.asarray(np.sum([np.zeros(len(network.u)), *weights], axis=0))


def price_of_repeating(wishes: Iterable[Wish], usual: float) -> float:
    """Return what a metre less walked twice is worth.

    Parameters
    ----------
    wishes : iterable of {"quiet", "green", "lit", "rain"}
        What is liked.
    usual : float
        The price without wishes.

    Returns
    -------
    float
        Metres, burdens included; little in rain, when nobody wants to go round.
    """
    chosen = tuple(wishes)
    if "rain" in chosen:
        return PRICE_IN_RAIN
    return usual * (1.0 + sum(ORDINARY[wish] for wish in chosen))


def comfort(network: Network, walk: Sequence[Stretch]) -> Comfort:
    """Measure what a walk is like, as far as the map's tags tell.

    Parameters
    ----------
    network : Network
        The streets.
    walk : sequence of Stretch
        What is walked on the network; straight ways to doors are in none of the sums.

    Returns
    -------
    Comfort
        Metres.
    """
    piece = np.array([stretch.piece for stretch in walk], dtype=np.int64)
    metres = np.array([abs(stretch.to_m - stretch.from_m) for stretch in walk])

    def sum_m(share: Floats | Bools) -> int:
        return round(float((metres * share[piece]).sum()))

    return Comfort(
        quiet_m=sum_m(network.traffic < _QUIET_BELOW),
        green_m=sum_m(network.green),
        lit_m=sum_m(network.lit == 1),
        lit_unknown_m=sum_m(network.lit == -1),
        covered_m=sum_m(network.covered == 1),
        steps_m=sum_m(network.steps),
        steps_unknown_m=sum_m(~network.underfoot),
    )


def _loud(network: Network) -> Floats:
    """Weigh traffic."""
    return np.array([QUIET[level] for level in TRAFFIC])[network.traffic]


def _bare(network: Network) -> Floats:
    """Weigh the want of green."""
    return NOT_GREEN * (1.0 - network.green)


def _dark(network: Network) -> Floats:
    """Weigh the want of lamps."""
    return np.where(network.lit == 1, 0.0, np.where(network.lit == 0, UNLIT, MAYBE_UNLIT))


def _wet(network: Network) -> Floats:
    """Weigh rain, mud and slippery steps; what is tagged as covered is dry."""
    paved = np.array([*(surface in _PAVED for surface in network.surfaces), False])
    said = network.surface >= 0
    mud = np.where(said, np.where(paved[network.surface], 0.0, UNPAVED), MAYBE_UNPAVED)
    return np.where(network.covered == 1, 0.0, OPEN_SKY + mud + WET_STEPS * network.steps)
