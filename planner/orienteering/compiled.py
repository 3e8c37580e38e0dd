"""Machine code for the solver's inner loops, kept on disk beside the package.

Imports nothing of the project.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])

IN_LEAN: dict[str, Any] = {"_nrt": False}
"""Leaves Numba's allocator out of a function; its own name for it, which its type hints leave out.
A test shows that it does what it is for."""


def drop_stale_code(package: Path) -> None:
    """Delete compiled code that is older than any source file of its package.

    Numba looks only at the file a function stands in. A function that has taken in another one from
    a neighbouring file would go on running the neighbour's old text.

    Parameters
    ----------
    package : Path
        Folder with the sources and their ``__pycache__``.
    """
    newest = max((source.stat().st_mtime for source in package.glob("*.py")), default=0.0)
    for kept in (package / "__pycache__").glob("*.nb[ic]"):
        # Two processes may start at once, and the other one be faster.
        with suppress(FileNotFoundError):
            if kept.stat().st_mtime < newest:
                kept.unlink()


def compiled(function: Function) -> Function:
    """Compile a function on its first call, or load it from disk.

    Parameters
    ----------
    function : callable
        Takes arrays, numbers and named tuples of them. It runs without the interpreter's lock.

    Returns
    -------
    callable
        The same function, fast.
    """
    return cast("Function", njit(cache=True, nogil=True)(function))


def lean(function: Function) -> Function:
    """Like ``compiled``, for functions that make no arrays.

    Numba counts references whenever an array is taken out of a named tuple; in the innermost loops
    that takes four fifths of all time. Without its allocator it cannot count.

    Parameters
    ----------
    function : callable
        Makes no arrays and returns none.

    Returns
    -------
    callable
        The same function, fast.
    """
    return cast("Function", njit(cache=True, nogil=True, **IN_LEAN)(function))


def inlined(function: Function) -> Function:
    """Like ``compiled``, and copied into every compiled function that calls it.

    A call hands over each array of a named tuple anew; in the innermost loops that costs more than
    what is called.

    Parameters
    ----------
    function : callable
        Short, and called from few places.

    Returns
    -------
    callable
        The same function, fast.
    """
    return cast("Function", njit(cache=True, nogil=True, inline="always")(function))


drop_stale_code(Path(__file__).parent)
