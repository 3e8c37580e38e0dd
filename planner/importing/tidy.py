"""Takes the trembling out of a matched walk: short turns to and fro that nobody walked. Metres.

Imports planner.streets.travel.
"""

from collections.abc import Iterable
from itertools import pairwise

from planner.streets.travel import Stretch

_SAME_M = 1.0


def tidy(way: Iterable[Stretch], tremble_m: float) -> list[Stretch]:
    """Take short turns to and fro out of a walk.

    Parameters
    ----------
    way : iterable of Stretch
        A connected walk; stretches may go back and forth on a piece.
    tremble_m : float
        Turning back for less is taken out.

    Returns
    -------
    list of Stretch
        Connected still, between the same ends.
    """
    runs: list[tuple[int, list[float]]] = []
    for part in way:
        _add(runs, part.piece, [part.from_m, part.to_m])
    changed = True
    while changed:
        changed = False
        kept: list[tuple[int, list[float]]] = []
        for number, (piece, marks) in enumerate(runs):
            plain = without_trembling(marks, tremble_m)
            inner = 0 < number < len(runs) - 1
            if inner and abs(plain[0] - plain[-1]) < _SAME_M and _span(plain) < tremble_m:
                changed = True  # in and out by the same end
                continue
            _add(kept, piece, plain)
        changed = changed or len(kept) < len(runs)
        runs = kept
    return [
        Stretch(piece=piece, from_m=one, to_m=other)
        for piece, marks in runs
        for one, other in pairwise(marks)
        if one != other
    ]


def without_trembling(marks: list[float], tremble_m: float) -> list[float]:
    """Keep those turning points of a walk along a line that are real.

    Parameters
    ----------
    marks : list of float
        Metres along the line, in walking order.
    tremble_m : float
        Turning back for less is no turning back.

    Returns
    -------
    list of float
        First, last, and the real turning points.

    Examples
    --------
    >>> without_trembling([0, 40, 38, 60, 10], 25)
    [0, 60, 10]
    """
    turns = [marks[0]]
    extreme = marks[0]
    for mark in marks[1:]:
        rising = extreme >= turns[-1]
        if extreme == turns[-1] or (mark >= extreme) == rising:
            extreme = mark
        elif abs(mark - extreme) >= tremble_m:
            turns.append(extreme)
            extreme = mark
    if abs(extreme - marks[-1]) >= tremble_m:
        turns.append(extreme)
    return [*turns, marks[-1]]


def _add(runs: list[tuple[int, list[float]]], piece: int, marks: list[float]) -> None:
    """Add marks to the last run if it is on the same piece, else begin one."""
    if runs and runs[-1][0] == piece:
        runs[-1][1].extend(marks)
    else:
        runs.append((piece, list(marks)))


def _span(marks: list[float]) -> float:
    """Say how far a run reaches."""
    return max(marks) - min(marks)
