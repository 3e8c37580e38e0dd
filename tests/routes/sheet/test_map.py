"""The printed map: nothing touches, nothing is lost, and the cells are where the stops are."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from fake_walk import fake_walk

from routes.sheet.map.draw import draw_map, symbol_svg
from routes.sheet.map.room import box_of
from routes.sheet.map.symbols import KEYS


@pytest.fixture(scope="module")
def drawn(quarter):
    return draw_map(quarter, fake_walk(), width_mm=190, height_mm=180, langs=("zh", "en"))


def test_no_label_touches_another(drawn):
    boxes = np.array([box_of(label, 0.0) for label in drawn.labels])
    one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    touching = [(a, b) for a, b in zip(one, other, strict=True) if a < b]
    assert [(drawn.labels[a].text, drawn.labels[b].text) for a, b in touching] == []


def test_every_stop_has_its_number_and_a_cell(drawn):
    walk = fake_walk()
    numbers = {label.of: label.text for label in drawn.labels if label.kind == "number"}
    assert numbers == {stop.id: str(stop.number) for stop in walk.stops}
    assert set(drawn.cells) == {*numbers, "start_finish"}


def test_the_map_is_sound_xml_of_its_size(drawn):
    root = ET.fromstring(drawn.svg)  # noqa: S314 - our own text
    assert (root.get("width"), root.get("height")) == ("190mm", "180mm")


@pytest.mark.parametrize("key", KEYS)
def test_every_symbol_can_stand_in_a_legend(key):
    ET.fromstring(symbol_svg(key, "#9b1b30"))  # noqa: S314 - our own text
