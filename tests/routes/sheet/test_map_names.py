"""Names: their widths, their lines, the choice among their places, and how they print."""

import itertools

import numpy as np
import pdfplumber
import pypdfium2
import pytest
import typst
from clock import SATURDAY
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.plan import plan
from planner.request import Request
from routes.sheet.lettering import FONTS
from routes.sheet.map.choice import choose
from routes.sheet.map.draw import draw_map
from routes.sheet.map.ground import ground_of
from routes.sheet.map.label import PT_MM, text_width
from routes.sheet.map.wrapping import pieces, wrapped

SLACK_MM = 0.45


def test_a_chinese_character_is_as_wide_as_its_size():
    assert text_width("愚园路", 10) == pytest.approx(3 * 10 * PT_MM)
    assert text_width("il", 10) < text_width("MM", 10)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("中国科学院上海微系统与信息技术研究所", ("中国科学院", "上海微系统与信息技术研究所")),
        ("华东政法大学长宁校区（圣约翰大学旧址）", ("华东政法大学长宁校区", "（圣约翰大学旧址）")),
        ("武夷路", ("武夷路",)),
    ],
)
def test_chinese_names_break_where_a_reader_would(name, lines):
    assert wrapped(name, 13.5)[0] == lines


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("两扇所门，一条弄堂", ["两扇所门，", "一条弄堂"]),
        ("上海硅酸盐研究所（长宁园区）", ["上海硅酸盐研究所", "（长宁园区）"]),
        ("Former Residence of Qian Xuesen, Qishan Village",
         ["Former Residence of Qian Xuesen, ", "Qishan Village"]),
        ("Shanghai Institute of Ceramics, CAS (Changning Campus)",
         ["Shanghai Institute of Ceramics, CAS ", "(Changning Campus)"]),
        ("Changning Children's Palace (Wang Boqun Residence)",
         ["Changning Children's Palace ", "(Wang Boqun Residence)"]),
    ],
)  # fmt: skip
def test_titles_and_names_are_parted_where_no_word_is_torn(text, parts):
    assert pieces(text) == parts


def test_streets_without_an_english_name_are_spelled_not_left_in_chinese(quarter):
    streets = ground_of(quarter).layers["streets"]
    assert all(thing.en.isascii() for thing in streets if thing.zh)


def test_brackets_and_quotes_stay_with_what_they_hold():
    for way in wrapped("《布尔塞维克》编辑部旧址（长宁区革命文物陈列馆）", 9.0):
        for line in way:
            assert line[0] not in "）》"
            assert line[-1] not in "（《"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_choice_is_free_of_conflicts_and_near_the_best(data):
    owners = data.draw(st.integers(2, 4))
    owner = [who for who in range(owners) for _ in range(3)]
    cost = [float(data.draw(st.integers(0, 9))) for _ in owner]
    n = len(owner)
    touching = np.zeros((n, n), dtype=bool)
    for a, b in data.draw(st.lists(st.tuples(*[st.integers(0, n - 1)] * 2), max_size=12)):
        if owner[a] != owner[b]:
            touching[a, b] = touching[b, a] = True
    absent = 30.0
    chosen = choose(owner, cost, touching, absent)
    rows = list(chosen.values())
    assert not touching[np.ix_(rows, rows)].any()
    assert all(owner[i] == who for who, i in chosen.items())
    value = sum(cost[i] for i in rows) + absent * (owners - len(rows))
    best = min(_all_values(owners, cost, touching, absent))
    assert value <= best + absent


def _all_values(owners, cost, touching, absent):
    """Every choice there is."""
    for picks in itertools.product(range(-1, 3), repeat=owners):
        rows = [3 * who + pick for who, pick in enumerate(picks) if pick >= 0]
        if not touching[np.ix_(rows, rows)].any():
            yield sum(cost[i] for i in rows) + absent * (owners - len(rows))


@pytest.fixture(scope="module")
def printed(quarter, tmp_path_factory):
    """A map, and the PDF that it becomes."""
    request = Request(theme="all", minutes=90, start="jiangsu-road", at=SATURDAY)
    m = draw_map(quarter, plan(quarter, request), width_mm=190, height_mm=180, langs=("zh", "en"))
    folder = tmp_path_factory.mktemp("map")
    (folder / "map.svg").write_text(m.svg, "utf-8")
    page = '#set page(width: 190mm, height: 180mm, margin: 0mm)\n#image("map.svg", width: 190mm)'
    (folder / "map.typ").write_text(page, "utf-8")
    pdf = folder / "map.pdf"
    fonts = {"font_paths": [FONTS], "ignore_system_fonts": True}
    pdf.write_bytes(typst.compile(folder / "map.typ", **fonts))
    return m, pdf


def test_letters_in_the_pdf_lie_in_the_boxes_that_were_measured(printed):
    m, path = printed
    with pdfplumber.open(path) as pdf:
        letters = pdf.pages[0].chars
    spots = np.array([((c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2) for c in letters])
    spots *= PT_MM
    level = [label for label in m.labels if not label.angle_deg and not label.column]
    for label in level:
        low, high = label.corners(SLACK_MM).min(axis=0), label.corners(SLACK_MM).max(axis=0)
        inside = ((spots >= low) & (spots <= high)).all(axis=1)
        found = "".join(c["text"] for c, near in zip(letters, inside, strict=True) if near)
        assert sorted(found.replace(" ", "")) == sorted(label.text.replace(" ", "")), label.text


def test_all_names_are_real_text_in_the_shipped_font(printed):
    m, path = printed
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    for label in m.labels:
        assert "".join(label.text.split()) in "".join(text.split())
    with pdfplumber.open(path) as pdf:
        fonts = {char["fontname"] for char in pdf.pages[0].chars}
    assert fonts
    assert all("NotoSansCJKsc" in font for font in fonts)
