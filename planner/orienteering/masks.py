"""Sets of groups as bits: one machine word each where that is enough, else several.

What kernels do with them is in ``words``. Imports problem.
"""

import numpy as np
from numpy.typing import NDArray

from planner.orienteering.problem import IntArray

MaskArray = NDArray[np.uint64]
"""Masks side by side; if they have several words, these are the last axis."""
Mask = np.uint64 | tuple[np.uint64, ...]
"""One mask as kernels take it."""

WORD = 64
"""Bits of a word."""
WORDS = (1, 2, 5, 16)
"""Numbers of words that are compiled for."""


def words_for(groups: int) -> int:
    """Choose a number of words.

    Parameters
    ----------
    groups : int
        Bits needed.

    Returns
    -------
    int
        The smallest of ``WORDS`` that holds them.
    """
    return min(words for words in WORDS if words * WORD >= groups)


def bits_of(numbers: IntArray, words: int) -> MaskArray:
    """Turn each group's number into a mask with its bit.

    Parameters
    ----------
    numbers : IntArray
        Groups; of any shape.
    words : int
        Words of a mask.

    Returns
    -------
    MaskArray
        Of the same shape, with the words as a further axis if there are several.
    """
    bits = np.uint64(1) << (numbers % WORD).astype(np.uint64)
    if words == 1:
        return bits
    here = numbers[..., None] // WORD == np.arange(words)
    return np.where(here, bits[..., None], np.uint64(0))


def mask_of(masks: MaskArray) -> Mask:
    """Turn one entry of an array of masks into what kernels take.

    Parameters
    ----------
    masks : MaskArray
        A single mask.

    Returns
    -------
    Mask
        A number, or a tuple of numbers.
    """
    return tuple(masks) if np.ndim(masks) else np.uint64(masks)


def meeting(masks: MaskArray, mask: Mask) -> NDArray[np.bool_]:
    """Find the masks that have a group in common with one.

    Parameters
    ----------
    masks : MaskArray
        Many.
    mask : Mask
        One.

    Returns
    -------
    NDArray of bool
        One entry a mask.
    """
    common: NDArray[np.bool_] = (masks & np.array(mask, dtype=np.uint64)) != 0
    return np.any(common, axis=-1) if isinstance(mask, tuple) else common


def byte_sums(numbers: IntArray, words: int) -> IntArray:
    """Make the table that ``sum_over`` looks things up in.

    Parameters
    ----------
    numbers : IntArray, shape (groups,)
        One a group.
    words : int
        Words of a mask.

    Returns
    -------
    IntArray, shape (8 a word, 256)
        Sums for every value of each byte.
    """
    padded = np.zeros(words * WORD, dtype=np.int64)
    padded[: numbers.size] = numbers
    bits = (np.arange(256)[:, None] >> np.arange(8)[None, :]) & 1
    return np.ascontiguousarray(padded.reshape(-1, 8) @ bits.T)
