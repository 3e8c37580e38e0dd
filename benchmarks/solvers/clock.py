"""Seconds of processor time, so that a busy machine does not decide who is ahead."""

from collections.abc import Callable
from time import perf_counter, process_time

SAMPLE_S = 0.1


def deadline(seconds: float) -> Callable[[], bool]:
    """Return what tells a search that its time is over.

    Parameters
    ----------
    seconds : float
        Of processor time from now.

    Returns
    -------
    callable
        True once they are used up.
    """
    until = process_time() + seconds
    return lambda: process_time() >= until


def wall(seconds: float) -> float:
    """Stretch a time for a solver that only looks at the clock on the wall.

    Parameters
    ----------
    seconds : float
        Of processor time.

    Returns
    -------
    float
        As long as that took just now on this machine; the same on an idle one.
    """
    over, began = deadline(SAMPLE_S), perf_counter()
    while not over():
        pass
    return seconds * max(1.0, (perf_counter() - began) / SAMPLE_S)
