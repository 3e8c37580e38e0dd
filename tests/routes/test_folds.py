"""What a walk says besides its timetable: wishes, proof, what it rests on, what is left out."""

from dataclasses import replace
from html import escape

import pytest
from clock import SATURDAY
from fake_walk import fake_walk

from planner.plan import plan
from planner.request import Request
from planner.words import LANGS, say
from routes.answers import left_out_text
from routes.comfort import comfort_lines
from routes.drawing import drawing
from routes.folds import folds_html, proof_lines
from routes.mapfile import map_html
from routes.plain import plain_text
from routes.repetition import repetition
from webapp.timetable import fine_html, remarks_html, walk_html


def wished(*prefer, step_free=False):
    """A made walk of 3.6 km with wishes."""
    walk = fake_walk()
    return replace(
        walk, request=walk.request | {"prefer": list(prefer), "step_free": step_free, "order": []}
    )


def test_a_wish_is_answered_and_nothing_else_is():
    assert comfort_lines(wished(), "zh") == []
    (quiet,) = comfort_lines(wished("quiet"), "en")
    assert "3.6 km" in quiet
    assert "2.1 km" in quiet
    assert len(comfort_lines(wished("green", "rain", step_free=True), "zh")) == 3


@pytest.mark.parametrize("lang", LANGS)
def test_lamps_are_never_told_without_what_is_unknown(lang):
    (line,) = comfort_lines(wished("lit"), lang)
    assert "900" in line
    assert "2.7" in line


def test_no_lamp_tagged_is_said_so():
    walk = wished("lit")
    known = replace(walk.certificate.comfort, lit_m=0)
    walk = replace(walk, certificate=replace(walk.certificate, comfort=known))
    (line,) = comfort_lines(walk, "en")
    assert "marks no part of the way as lit" in line
    assert "2.7 km" in line


def test_steps_tell_what_no_tag_says():
    (line,) = comfort_lines(wished(step_free=True), "en")
    assert "1.2 km" in line
    walk = wished(step_free=True)
    known = replace(walk.certificate.comfort, steps_unknown_m=0)
    walk = replace(walk, certificate=replace(walk.certificate, comfort=known))
    assert comfort_lines(walk, "en") == [say("comfort.step_free_known", "en")]


def test_the_detour_is_told_with_its_reason():
    walk = wished("quiet")
    walk = replace(walk, certificate=replace(walk.certificate, detour_s=240))
    lines = repetition(walk, "en")
    assert say("comfort.detour", "en", minutes=4) in lines
    assert say("comfort.proved", "en", percent=25) in lines
    walk = replace(walk, request=walk.request | {"prefer": []})
    assert say("ground.detour", "en", minutes=4) in repetition(walk, "en")


@pytest.fixture(scope="module")
def walked(quarter):
    """A real walk partly on redrawn streets, with repeated streets, spurs and places left out."""
    request = Request(
        theme="all", minutes=120, start="jiangsu-road", at=SATURDAY, prefer=("lit", "quiet")
    )
    return plan(quarter, request)


@pytest.mark.parametrize("lang", LANGS)
def test_every_door_says_what_the_walk_rests_on(quarter, walked, lang):
    known = walked.certificate
    assert min(known.overlay_m, known.access_unknown_m, known.spurs_m, known.snapped_m) > 0
    said = [
        say("route.note_overlay", lang, metres=known.overlay_m),
        say("route.note_access_unknown", lang, metres=known.access_unknown_m),
        say("proof.snapped", lang, metres=known.snapped_m, spurs=known.spurs_m),
        say("map.map_date", lang, date=walked.map_date.replace("/", "–")),
        *repetition(walked, lang),
        *comfort_lines(walked, lang),
    ]
    plain = plain_text(quarter, walked, "all", lang)
    page = map_html(quarter, walked, lang)
    app = remarks_html(quarter, walked, lang) + walk_html(quarter, walked, {}, {}, lang)
    app += fine_html(quarter, lang)
    for line in said:
        assert line in plain
        assert escape(line) in page
        assert escape(line) in app
    for line in proof_lines(walked, lang):
        assert escape(line) in page
        assert escape(line) in app
    for out in walked.left_out:  # the app asks for more about each
        assert left_out_text(out, lang) in plain
        assert escape(left_out_text(out, lang)) in page


def test_redrawn_metres_are_those_marked_and_drawn(walked):
    """What the certificate counts is marked segment by segment, and drawn so from end to end."""
    parts = [(leg, part) for leg in walked.legs for part in leg.segments]
    assert sum(p.length_m for _, p in parts if p.overlay) == walked.certificate.overlay_m
    unknown_m = sum(p.length_m for _, p in parts if p.access == "unknown")
    assert unknown_m == walked.certificate.access_unknown_m
    runs = drawing(walked, "#9b1b30", "zh")["runs"]
    drawn = {
        redrawn: {
            (*a, *b)
            for run in runs
            if run["redrawn"] == redrawn
            for a, b in zip(run["path"], run["path"][1:], strict=False)
        }
        for redrawn in (True, False)
    }
    for leg, part in parts:
        spots = [[round(lat, 6), round(lon, 6)] for lon, lat in leg.geometry]
        for a, b in zip(spots[part.first : part.last], spots[part.first + 1 :], strict=False):
            assert (*a, *b) in drawn[part.overlay]


def test_what_is_folded_is_escaped(quarter, walked):
    out = replace(walked.left_out[0], text_zh="<b>&</b>")
    html = folds_html(quarter, replace(walked, left_out=(out,)), "zh")
    assert "&lt;b&gt;&amp;" in html
    assert "<b>&</b>" not in html
