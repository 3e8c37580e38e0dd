"""Discs pushed apart."""

import numpy as np
import pytest

from routes.spread import spread


def gaps(spots, radius):
    apart = np.hypot(*(spots[:, None] - spots[None, :]).transpose(2, 0, 1))
    between = apart - radius[:, None] - radius[None, :]
    return between[np.triu_indices(len(spots), 1)]


def test_none_touches_another_and_the_heavy_one_stays():
    spots = np.array([[50.0, 50.0], [50.0, 50.0], [52.0, 50.0], [90.0, 90.0]])
    radius, light = np.array([9.0, 11.0, 11.0, 11.0]), np.array([1e-6, 1.0, 1.0, 1.0])
    placed = spread(spots, radius, light, 1.0)
    assert gaps(placed, radius).min() == pytest.approx(1.0, abs=0.01)
    assert placed[0] == pytest.approx(spots[0], abs=0.01)
    assert placed[3].tolist() == spots[3].tolist(), "who touches nobody is left alone"


def test_what_keeps_discs_on_the_paper_is_asked_at_each_push():
    spots, radius = np.array([[5.0, 5.0], [6.0, 5.0]]), np.array([5.0, 5.0])
    placed = spread(spots, radius, np.ones(2), 0.0, lambda at: np.clip(at, 5.0, 95.0))
    assert placed.min() >= 5.0
    assert gaps(placed, radius).min() == pytest.approx(0.0, abs=0.01)
