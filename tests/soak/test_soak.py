"""A few of the mutated datasets of ``make soak``."""

import random
import shutil

from mutants import DATA, contents, soak, spoil


def test_forty_broken_datasets():
    tally = soak(40, seed=1)
    assert tally.total == 40
    assert tally.sound < 30, "the mutants must be broken"
    assert len(tally.codes) > 5


def test_a_mutant_is_another_dataset(tmp_path):
    """The soak can only find something if the datasets differ."""
    base = tmp_path / "base"
    shutil.copytree(DATA, base)
    changed = 0
    for number in range(30):
        folder = tmp_path / str(number)
        shutil.copytree(DATA, folder)
        spoil(folder, random.Random(number))  # noqa: S311 - a test's dice
        changed += contents(folder) != contents(base)
    assert changed > 25
