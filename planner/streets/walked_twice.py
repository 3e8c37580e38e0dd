"""Metres of street that a walk passes more than once. Imports same_street, travel."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from planner.streets.same_street import Strips
from planner.streets.travel import Stretch

_Spans = dict[int, list[tuple[float, float]]]


def repeated_m(strips: Strips, walk: Iterable[Stretch]) -> float:
    """Sum what is walked twice, by street.

    Parameters
    ----------
    strips : Strips
        The network's strips.
    walk : iterable of Stretch
        All that is walked, in any order.

    Returns
    -------
    float
        A metre of a strip that is passed n times, on any of its sides, counts n - 1 times.
    """
    spans: _Spans = defaultdict(list)
    for stretch in walk:
        for part, low, high in _covered(strips, stretch):
            spans[int(strips.strip[part])].append((low, high))
    return sum(_overlap(span) * float(strips.length_m[strip]) for strip, span in spans.items())


def repeated_edges_m(walk: Iterable[Stretch]) -> float:
    """Sum what is walked twice on the very same piece, whatever lies beside it.

    Parameters
    ----------
    walk : iterable of Stretch
        All that is walked, in any order.

    Returns
    -------
    float
        A metre that is passed n times counts n - 1 times.
    """
    spans: _Spans = defaultdict(list)
    for stretch in walk:
        low, high = sorted((stretch.from_m, stretch.to_m))
        spans[stretch.piece].append((low, high))
    return sum(_overlap(span) for span in spans.values())


def share_at(strips: Strips, part: int, at_m: float) -> float:
    """Translate a spot on a part into its place along the strip.

    Parameters
    ----------
    strips : Strips
        The network's strips.
    part : int
        The part.
    at_m : float
        The spot, in metres along the piece.

    Returns
    -------
    float
        From 0 to 1.
    """
    begin, end = float(strips.from_m[part]), float(strips.to_m[part])
    share = (at_m - begin) / (end - begin)
    return 1.0 - share if strips.reverse[part] else share


def _covered(strips: Strips, stretch: Stretch) -> Iterator[tuple[int, float, float]]:
    """Cut a stretch by strips: the part, and the shares of its strip that the stretch covers."""
    low_m, high_m = sorted((stretch.from_m, stretch.to_m))
    for part in range(strips.first[stretch.piece], strips.first[stretch.piece + 1]):
        low = max(low_m, float(strips.from_m[part]))
        high = min(high_m, float(strips.to_m[part]))
        if low < high:
            shares = (share_at(strips, part, low), share_at(strips, part, high))
            yield part, min(shares), max(shares)


def _overlap(spans: list[tuple[float, float]]) -> float:
    """Measure what lies under two spans or more, once for each span too many."""
    ends = sorted([(low, 1) for low, _ in spans] + [(high, -1) for _, high in spans])
    total, depth, before = 0.0, 0, 0.0
    for at, change in ends:
        total += max(depth - 1, 0) * (at - before)
        depth += change
        before = at
    return total
