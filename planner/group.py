"""How much longer a group takes at a crossing than one person does. Units: seconds, metres.

People who cross side by side make rows, and each row is two seconds behind the one before it; a row
is as wide as the crossing, 0.75 m a person: rows = floor(0.75 (N - 1) / width) + 1 (Highway
Capacity Manual 2000, chapter 18, group critical gap). The width is assumed: 3 m, the narrowest
zebra that GB 51038-2015 has. That a short green may cut a group in two is not reckoned with.
"""

from planner.request import Request

WIDTH_M = 3.0
_PERSON_M, _ROW_S = 0.75, 2


def crossing_wait_s(request: Request) -> int:
    """Return what each crossing takes the walkers more than it takes one person.

    Parameters
    ----------
    request : Request
        Its ``crossing_wait`` if given, else by its ``group``.

    Returns
    -------
    int
        Seconds, from the first of the group to the last.
    """
    if request.crossing_wait is not None:
        return request.crossing_wait
    return _ROW_S * int(_PERSON_M * (request.group - 1) / WIDTH_M)
