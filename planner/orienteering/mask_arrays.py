"""Masks in arrays, as kernels read and write them. Imports compiled, masks, words."""

from typing import Any

import numpy as np
from numba import types

from planner.orienteering.compiled import lean
from planner.orienteering.masks import WORD, Mask, MaskArray
from planner.orienteering.problem import IntArray
from planner.orienteering.words import Function, taught

BYTES = WORD // 8
"""Bytes of a word."""


def mask_at(masks: MaskArray, index: int, like: Mask) -> Any:  # noqa: ANN401
    """Take a mask out of an array.

    Parameters
    ----------
    masks : MaskArray
        Many.
    index : int
        Which.
    like : Mask
        Any mask, for its number of words.

    Returns
    -------
    Mask
        A copy.
    """
    return masks[index] if isinstance(like, np.uint64) else tuple(masks[index])


def put_mask(masks: MaskArray, index: int, mask: Mask) -> None:
    """Put a mask into an array.

    Parameters
    ----------
    masks : MaskArray
        Many; changed in place.
    index : int
        Where.
    mask : Mask
        What.
    """
    masks[index] = mask


def sum_over(table: IntArray, row: int, one: Any) -> int:  # noqa: ANN401
    """Sum a number for every group of a mask.

    Parameters
    ----------
    table : IntArray, shape (8 a word, 256)
        Sums for every value of each byte.
    row : int
        Row of the mask's first byte.
    one : Mask
        Groups.

    Returns
    -------
    int
        The sum.
    """
    words = np.array(one if isinstance(one, tuple) else (one,))
    return int(table[np.arange(row, row + words.size * BYTES), words.view(np.uint8)].sum())


@taught(mask_at)
def _mask_at(masks: Any, index: Any, like: Any) -> Function:  # noqa: ANN401, ARG001
    if isinstance(like, types.Integer):
        return lambda masks, index, like: masks[index]  # noqa: ARG005
    return lambda masks, index, like: _words_at(masks, index, 0, like)


def _words_at(masks: MaskArray, index: int, word: int, like: Any) -> Any:  # noqa: ANN401
    return tuple(masks[index, word : word + len(like)])


@taught(_words_at)
def _choose_words_at(masks: Any, index: Any, word: Any, like: Any) -> Function:  # noqa: ANN401, ARG001
    if len(like) == 1:
        return lambda masks, index, word, like: (masks[index, word],)  # noqa: ARG005
    return lambda masks, index, word, like: (
        (masks[index, word],) + _words_at(masks, index, word + 1, like[1:])  # noqa: RUF005
    )


@taught(put_mask)
def _put_mask(masks: Any, index: Any, mask: Any) -> Function:  # noqa: ANN401, ARG001
    def one_word(masks: MaskArray, index: int, mask: np.uint64) -> None:
        masks[index] = mask

    def several(masks: MaskArray, index: int, mask: Any) -> None:  # noqa: ANN401
        _put_words(masks, index, 0, mask)

    return one_word if isinstance(mask, types.Integer) else several


def _put_words(masks: MaskArray, index: int, word: int, mask: Any) -> None:  # noqa: ANN401
    masks[index, word : word + len(mask)] = mask


@taught(_put_words)
def _choose_put_words(masks: Any, index: Any, word: Any, mask: Any) -> Function:  # noqa: ANN401, ARG001
    def last(masks: MaskArray, index: int, word: int, mask: Any) -> None:  # noqa: ANN401
        masks[index, word] = mask[0]

    def more(masks: MaskArray, index: int, word: int, mask: Any) -> None:  # noqa: ANN401
        masks[index, word] = mask[0]
        _put_words(masks, index, word + 1, mask[1:])

    return last if len(mask) == 1 else more


@taught(sum_over)
def _sum_over(table: Any, row: Any, one: Any) -> Function:  # noqa: ANN401, ARG001
    if isinstance(one, types.Integer):
        return lambda table, row, one: _sum_of_word(table, row, one)  # noqa: PLW0108
    if len(one) == 1:
        return lambda table, row, one: _sum_of_word(table, row, one[0])
    return lambda table, row, one: (
        _sum_of_word(table, row, one[0]) + sum_over(table, row + BYTES, one[1:])
    )


@lean
def _sum_of_word(table: IntArray, row: int, word: np.uint64) -> int:
    total = 0
    for byte in range(BYTES):
        total += table[row + byte, int((word >> np.uint64(8 * byte)) & np.uint64(255))]
    return total
