"""The shipped fonts hold every character that a sheet may print, and say which they do not."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from planner.quarter import load_quarter
from planner.words import LANGS
from routes.sheet.lettering import FAMILY, FONTS, LetterError, check_letters, coverage, missing

ROOT = Path(__file__).parents[3]
FILES = sorted(FONTS.glob("*.otf"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_coverage_is_what_the_fonts_have(path):
    font = TTFont(path)
    assert frozenset(font.getBestCmap()) == coverage()
    assert font["name"].getDebugName(1) == FAMILY
    assert "Open Font License" in font["name"].getDebugName(13)


def test_two_weights_stay_small():
    assert [path.stem.rpartition("-")[2] for path in FILES] == ["Bold", "Regular"]
    assert sum(path.stat().st_size for path in FILES) <= 6_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


def test_every_character_of_data_and_words_is_there():
    files = [*ROOT.glob("data/*.geojson"), *ROOT.glob("data/*.toml")]
    files += [*ROOT.glob("planner/words/*.toml")]
    assert len(files) > 10
    bare = {path.name: "".join(missing(path.read_text("utf-8"))) for path in files}
    assert not {name: chars for name, chars in bare.items() if chars}


def test_every_street_name_is_there():
    network = load_quarter().network
    names = {str(name) for name in (*network.street_zh, *network.street_en) if name}
    assert len(names) > 50
    assert not list(missing("".join(names)))


def test_general_standard_is_whole():
    general = (FONTS / "general_standard.txt").read_text("utf-8").replace("\n", "")
    assert len(general) == len(set(general)) == 8105
    assert not list(missing(general))


def test_a_missing_character_is_named_with_its_place():
    with pytest.raises(LetterError) as caught:
        check_letters([("qian-home: story_zh", "好好"), ("logo", "a\U00020bb7 ท a\U00020bb7")])
    faults = caught.value.faults
    assert [fault.where for fault in faults] == ["logo", "logo"]
    assert [fault.values["code"] for fault in faults] == ["U+20BB7", "U+0E17"]
    for lang in LANGS:
        assert "THAI CHARACTER THO THAHAN" in faults[1].message(lang)
