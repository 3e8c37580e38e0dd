"""Masks: kernels do with any number of words what plain Python does."""

import numpy as np
import pytest
from numba import njit

from planner.orienteering import mask_arrays, masks, words
from planner.orienteering.compiled import IN_LEAN, compiled


@compiled
def all_of_it(array, one, other, table):
    """Every operation once."""
    words_ = mask_arrays.mask_at(array, 1, one)
    mask_arrays.put_mask(array, 0, words.either(one, other))
    return (
        words.both(one, words_),
        words.without(words.either(one, words_), other),
        words.empty_like(one),
        words.is_empty(words.both(one, words.without(other, one))),
        words.is_empty(one),
        words.count_groups(one),
        mask_arrays.sum_over(table, 0, other),
    )


@pytest.mark.parametrize("count", masks.WORDS[:3])
def test_kernels_and_plain_python_agree(count):
    rng = np.random.default_rng(count)
    groups = rng.permutation(count * masks.WORD)
    numbers = rng.integers(-99, 99, groups.size)
    table = masks.byte_sums(numbers, count)
    bits = masks.bits_of(groups, count)
    array = np.stack([np.bitwise_or.reduce(bits[k::3], axis=0) for k in range(3)])
    one, other = masks.mask_of(array[0]), masks.mask_of(array[2])
    plain = array.copy()
    expected = all_of_it.py_func(plain, one, other, table)
    assert all_of_it(array, one, other, table) == expected
    np.testing.assert_array_equal(array, plain)
    assert expected[5] == groups[0::3].size
    assert expected[6] == numbers[groups[2::3]].sum()
    assert expected[3:5] == (True, False)
    assert masks.meeting(bits, one).sum() == groups[0::3].size


@pytest.mark.parametrize(("groups", "count"), [(0, 1), (64, 1), (65, 2), (128, 2), (129, 5)])
def test_words_for(groups, count):
    assert masks.words_for(groups) == count


def take(pair):
    """Take an array out of a tuple; Numba counts references here."""
    array = pair[0]
    return array[0] + pair[1][0]


def test_lean_code_counts_no_references():
    """Numba's private flag still does what it is for."""
    pair = (np.ones(2), np.ones(2))
    code = {}
    for name, flags in (("usual", {}), ("lean", IN_LEAN)):
        function = njit(**flags)(take)
        assert function(pair) == 2.0
        code[name] = "".join(function.inspect_llvm().values())
    assert "NRT_decref" in code["usual"]
    assert "NRT_decref" not in code["lean"]
