"""The printed map: nothing touches, nothing is lost, and the cells are where the stops are."""

from datetime import date
from itertools import product
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from clock import SATURDAY

from planner.plan import plan
from planner.published import request_of
from planner.request import Request
from planner.route import Route
from routes.sheet.map.draw import draw_map, symbol_svg
from routes.sheet.map.room import FOLD_GAP_MM, box_of
from routes.sheet.map.symbols import KEYS

PANELS = {"A4": (190.0, 180.0), "A3": (270.0, 330.0), "A5": (130.0, 120.0)}
SHEETS = (
    ("A4", ("zh", "en"), (92.0,)),
    ("A4", ("en",), (63.3, 126.6)),
    ("A3", ("zh", "en"), ()),
    ("A5", ("zh", "en"), ()),
)
"""Paper, languages, and where it is folded."""
ASKED = (("heritage", 180, "jiangsu-road"), ("family", 60, "west-yanan-road"))


@pytest.fixture(scope="module")
def walks(quarter):
    """All published routes, and two of those that visitors may ask for."""
    requests = [
        request_of(published, quarter, on=date(2026, 11, 1)) for published in quarter.published
    ]
    requests += [Request(theme=t, minutes=m, start=s, at=SATURDAY) for t, m, s in ASKED]
    found = [plan(quarter, request) for request in requests]
    return [walk for walk in found if isinstance(walk, Route)]


@pytest.fixture(scope="module")
def drawn(quarter, walks):
    """Each walk on each paper, drawn once for all tests."""
    return [
        (walk, draw_map(quarter, walk, width_mm=w, height_mm=h, langs=langs, folds_mm=folds))
        for walk, (paper, langs, folds) in product(walks, SHEETS)
        for w, h in (PANELS[paper],)
    ]


def names(drawn_map):
    return [label for label in drawn_map.labels if label.kind not in {"number", "entrance"}]


def test_no_label_touches_another(drawn):
    for walk, m in drawn:
        boxes = np.array([box_of(label, 0.0) for label in m.labels])
        one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
        touching = [
            (m.labels[a].text, m.labels[b].text)
            for a, b in zip(one, other, strict=True)
            if a < b and m.labels[a].of != m.labels[b].of
        ]
        assert touching == [], walk.request


def test_no_name_covers_a_stop_or_a_turn(drawn):
    for walk, m in drawn:
        taken = [shapely.Point(turn).buffer(0.5) for turn in m.turns_mm]
        taken += [box_of(label) for label in m.labels if label.kind == "number"]
        boxes = np.array([box_of(label, 0.0) for label in names(m)])
        hit, _ = shapely.STRtree(taken).query(boxes, predicate="intersects")
        assert [names(m)[i].text for i in hit] == [], walk.request


def test_every_stop_has_its_number_a_cell_and_on_large_paper_its_name(drawn):
    for walk, m in drawn:
        numbers = {label.of: label.text for label in m.labels if label.kind == "number"}
        assert numbers == {stop.id: str(stop.number) for stop in walk.stops}
        assert set(numbers) <= set(m.cells)
        named = {label.of for label in m.labels if label.kind == "stop"}
        assert named == set(numbers) - set(m.unplaced)
        if m.width_mm > 200:
            assert m.unplaced == ()


def test_nothing_is_smaller_than_can_be_read(drawn):
    assert min(label.size_pt for _, m in drawn for label in m.labels) >= 6.5


def test_all_text_lies_on_the_map(drawn):
    for _, m in drawn:
        sheet = shapely.box(0, 0, m.width_mm, m.height_mm)
        assert all(sheet.contains(box_of(label, 0.0)) for label in m.labels)


def test_the_map_is_sound_xml_of_its_size_and_holds_all_its_text(drawn):
    for _, m in drawn:
        root = ET.fromstring(m.svg)  # noqa: S314 - our own text
        assert root.get("width") == f"{m.width_mm:g}mm"
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        assert texts == [label.text for label in m.labels]


def test_symbols_of_the_legend_are_those_drawn(drawn):
    for walk, m in drawn:
        assert ("approximate" in m.symbols) == (walk.certificate.overlay_m > 0)
        assert {"stop", "route"} <= set(m.symbols) <= set(KEYS)


def test_no_stop_and_no_name_lies_under_a_fold(drawn):
    folded = [(walk, m) for walk, m in drawn if m.frame.folds_mm]
    assert len(folded) == len(drawn) / 2
    for walk, m in folded:
        for label, fold in product(m.labels, m.frame.folds_mm):
            if label.kind == "grid":
                continue
            xs = label.corners()[:, 0]
            apart = xs.min() > fold + FOLD_GAP_MM or xs.max() < fold - FOLD_GAP_MM
            assert apart, (walk.request["theme"], label.text)


@pytest.mark.parametrize("key", KEYS)
def test_every_symbol_can_stand_in_a_legend(key):
    ET.fromstring(symbol_svg(key, "#9b1b30"))  # noqa: S314 - our own text
