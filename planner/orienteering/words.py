"""What kernels do with masks: written once, compiled for each number of words.

For one word these are bitwise operators; a tuple of words is gone through word by word, which the
compiler unrolls. The bodies say what is meant and run where nothing is compiled. Imports compiled.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numba import types
from numba.extending import overload

from planner.orienteering.compiled import IN_LEAN, lean

Function = Callable[..., Any]


def both(one: Any, other: Any) -> Any:  # noqa: ANN401
    """Find the groups that are in both masks.

    Parameters
    ----------
    one, other : Mask
        Masks.

    Returns
    -------
    Mask
        Their common groups.
    """
    return _each(np.bitwise_and, one, other)


def either(one: Any, other: Any) -> Any:  # noqa: ANN401
    """Find the groups that are in one mask or the other.

    Parameters
    ----------
    one, other : Mask
        Masks.

    Returns
    -------
    Mask
        All their groups.
    """
    return _each(np.bitwise_or, one, other)


def without(one: Any, other: Any) -> Any:  # noqa: ANN401
    """Find the groups of the one mask that are not in the other.

    Parameters
    ----------
    one, other : Mask
        Masks.

    Returns
    -------
    Mask
        What is left of the first.
    """
    return _each(lambda left, right: left & ~right, one, other)


def empty_like(one: Any) -> Any:  # noqa: ANN401
    """No group, in as many words.

    Parameters
    ----------
    one : Mask
        Any mask.

    Returns
    -------
    Mask
        Without a bit.
    """
    return without(one, one)


def is_empty(one: Any) -> bool:  # noqa: ANN401
    """Whether a mask has no group.

    Parameters
    ----------
    one : Mask
        A mask.

    Returns
    -------
    bool
        True without a bit.
    """
    return not np.any(one)


def count_groups(one: Any) -> int:  # noqa: ANN401
    """How many groups a mask has.

    Parameters
    ----------
    one : Mask
        A mask.

    Returns
    -------
    int
        Its bits.
    """
    return int(np.bitwise_count(np.array(one)).sum())


def _each(word: Function, one: Any, other: Any) -> Any:  # noqa: ANN401
    """Do the same to every word, where nothing is compiled."""
    if isinstance(one, tuple):
        return tuple(word(left, right) for left, right in zip(one, other, strict=True))
    return word(one, other)


def taught(function: Function) -> Callable[[Function], Function]:
    """Decorate what chooses Numba's version of a function by the types of its arguments.

    Parameters
    ----------
    function : callable
        The function.

    Returns
    -------
    callable
        A decorator.
    """
    decorate = cast("Any", overload)(function, jit_options=IN_LEAN, strict=False)
    return cast("Callable[[Function], Function]", decorate)


def _teach_word_by_word(function: Function, word: Function) -> None:
    """Let Numba do one thing to the first words of two masks, and go on with the rest."""
    word = lean(word)

    @taught(function)
    def choose(one: Any, other: Any) -> Function:  # noqa: ANN401, ARG001
        if isinstance(one, types.Integer):
            return lambda one, other: word(one, other)  # noqa: PLW0108 - Numba wants its names
        if len(one) == 1:
            return lambda one, other: (word(one[0], other[0]),)
        return lambda one, other: (word(one[0], other[0]),) + function(one[1:], other[1:])  # noqa: RUF005


@lean
def _count_of_word(word: np.uint64) -> int:
    count = 0
    while word != np.uint64(0):
        word &= word - np.uint64(1)
        count += 1
    return count


_teach_word_by_word(both, lambda one, other: one & other)
_teach_word_by_word(either, lambda one, other: one | other)
_teach_word_by_word(without, lambda one, other: one & ~other)


@taught(empty_like)
def _empty_like(one: Any) -> Function:  # noqa: ANN401, ARG001
    return lambda one: without(one, one)


@taught(is_empty)
def _is_empty(one: Any) -> Function:  # noqa: ANN401
    if isinstance(one, types.Integer):
        return lambda one: one == np.uint64(0)
    if len(one) == 1:
        return lambda one: one[0] == np.uint64(0)
    return lambda one: (one[0] == np.uint64(0)) & is_empty(one[1:])


@taught(count_groups)
def _count_groups(one: Any) -> Function:  # noqa: ANN401
    if isinstance(one, types.Integer):
        return lambda one: _count_of_word(one)  # noqa: PLW0108 - Numba wants its names
    if len(one) == 1:
        return lambda one: _count_of_word(one[0])
    return lambda one: _count_of_word(one[0]) + count_groups(one[1:])
