"""What the printed sheets say, and that nothing from data breaks them."""

import base64
import io
import json
from dataclasses import replace

import pdfplumber
import pypdfium2 as pdfium
import pytest
from hostile_names import HOSTILE

from citywalk import main
from planner.route import as_json
from routes.heading import Heading, heading_of
from routes.kept import kept_route
from routes.sheet.checks import checks
from routes.sheet.cuts import SHARES, sentences, shortened
from routes.sheet.fieldcheck import field_check_pdf
from routes.sheet.imprint import Publisher
from routes.sheet.lettering import LetterError, missing
from routes.sheet.live import live_link
from routes.sheet.logo import Logo
from routes.sheet.pages import sheet_pdf

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9Z"/></svg>'
MARKUP = ('#panic("x")', "$x^2$ *a* _b_ `c`", "<label> @ref \\ // /* ~ = + -", "\"'“[(")


@pytest.fixture(scope="module")
def walk(quarter):
    published = quarter.published_by_id["lunch-hour"]
    route = kept_route(quarter, published)
    return route, heading_of(quarter, route, published)


def text_of(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)


def test_stories_are_cut_at_the_ends_of_sentences(quarter):
    for place in quarter.places:
        for story in (place.story_zh, place.story_en):
            whole = sentences(story)
            assert "".join(whole) == story
            ends = ["".join(whole[:n]).strip() for n in range(len(whole) + 1)]
            cuts = shortened(story)
            assert len(cuts) == len(SHARES)
            assert cuts[0] == story
            assert cuts[-1] == ""
            assert set(cuts) <= set(ends)
            assert [len(cut) for cut in cuts] == sorted(map(len, cuts), reverse=True)


@pytest.mark.parametrize("name", [*MARKUP, *(n for n in HOSTILE if not list(missing(n)))])
def test_names_are_printed_as_they_are(quarter, walk, name):
    route, heading = walk
    named = [replace(stop, name_zh=f"{stop.number}{name}") for stop in route.stops]
    odd = replace(route, stops=tuple(named))
    title = Heading(title_zh=name, title_en=name, text_zh=name * 2, text_en=name)
    content = sheet_pdf(quarter, odd, title, "zh", paper="A5")
    assert len(pdfplumber.open(io.BytesIO(content)).pages) == 2
    shown = "".join(name[:100].split())
    text = text_of(content)
    assert shown[:20] in text
    assert heading.title_zh not in text


@pytest.mark.parametrize("name", [n for n in HOSTILE if list(missing(n))])
def test_what_the_fonts_do_not_have_is_told_by_name(quarter, walk, name):
    route, heading = walk
    with pytest.raises(LetterError) as caught:
        sheet_pdf(quarter, route, replace(heading, title_zh=name), "zh", paper="A5")
    faults = caught.value.faults
    assert {f"U+{ord(char):04X}" for char in missing(name)} <= {f.values["code"] for f in faults}
    assert any(fault.where.startswith("title") for fault in faults)


def test_publisher_logo_and_map_number_are_printed(quarter, walk):
    publisher = Publisher(
        name="长宁区文化和旅游局", logo=Logo(content=SVG, format="svg"), map_number="沪S(2026)001号"
    )
    text = text_of(sheet_pdf(quarter, *walk, "zh", publisher=publisher))
    assert "出版：长宁区文化和旅游局" in text
    assert "审图号：沪S(2026)001号" in text


@pytest.mark.parametrize("paper", ["A4", "A3", "A5"])
def test_a_wide_logo_is_printed_whole(quarter, walk, paper):
    left, right = (0, 255, 0), (255, 0, 255)
    wide = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">
        <path fill="#00ff00" d="M0 0H4V10H0Z"/><path fill="#ff00ff" d="M36 0H40V10H36Z"/></svg>"""
    publisher = Publisher(logo=Logo(content=wide, format="svg"))
    pages = sheet_pdf(quarter, *walk, "zh", paper=paper, publisher=publisher)
    seen = {left: 0, right: 0}
    for page in pdfium.PdfDocument(pages):
        for count, colour in page.render(scale=4).to_pil().convert("RGB").getcolors(1 << 24):
            seen[colour] = seen.get(colour, 0) + count
    assert seen[left] > 200
    assert abs(seen[left] - seen[right]) < 0.1 * seen[left]


def test_png_logo_is_the_only_picture(quarter, walk):
    code = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
        "rkJggg=="
    )
    publisher = Publisher(logo=Logo(content=base64.b64decode(code), format="png"))
    content = sheet_pdf(quarter, *walk, "zh", paper="A5", publisher=publisher)
    pictures = [len(page.images) for page in pdfplumber.open(io.BytesIO(content)).pages]
    assert pictures == [0, 1]


def test_without_an_address_the_code_leads_to_the_start_and_says_so(quarter, walk, monkeypatch):
    monkeypatch.delenv("CITYWALK_PUBLIC_URL", raising=False)
    live = live_link(quarter, *walk, "zh", None)
    assert live.link.startswith("https://uri.amap.com/")
    assert "还没有网址" in text_of(sheet_pdf(quarter, *walk, "zh", paper="A5"))


def test_field_check_asks_for_all_that_is_uncertain(quarter):
    published = quarter.published_by_id["first-visit"]
    route = kept_route(quarter, published)
    found = checks(quarter, route, "zh")
    places = [quarter.place_by_id[stop.id] for stop in route.stops]
    approximate = {place.id for place in places if place.position.status == "approximate"}
    assert approximate <= {check.place_id for check in found}
    redrawn = {s.street_zh for leg in route.legs for s in leg.segments if s.overlay}
    stretches = [check.name for check in found if check.number is None]
    assert all(any(street in name for name in stretches) for street in redrawn)
    content = field_check_pdf(quarter, route, heading_of(quarter, route, published), "zh")
    pdf = pdfplumber.open(io.BytesIO(content))
    assert len(pdf.pages) == 1
    text = text_of(content)
    assert all(check.place_id in text for check in found if check.place_id)
    assert "citywalk" not in text, "commands are for the office, not for the street"


def test_field_check_has_answers_that_fit_and_hours_that_can_be_read(quarter):
    published = quarter.published_by_id["hudecs-album"]
    route = kept_route(quarter, published)
    for lang, door, hours in (
        ("zh", ("在", "不在"), "周二至周五 13:30–16:00"),
        ("en", ("yes", "no"), "Tuesday to Friday 13:30–16:00"),
    ):
        asked = [question for check in checks(quarter, route, lang) for question in check.questions]
        assert asked[0].ticks == door
        assert any(hours in question.text for question in asked)
        assert all(len(question.ticks) > 1 and all(question.fields) for question in asked)
    content = field_check_pdf(quarter, route, heading_of(quarter, route, published), "both")
    pages = pdfplumber.open(io.BytesIO(content)).pages
    assert ["核对人" in page.extract_text() for page in pages] == [True, False]
    assert ["longitude" in page.extract_text() for page in pages] == [False, True]


def test_field_check_of_a_walk_without_questions_is_a_page_to_write_on(quarter, monkeypatch):
    published = quarter.published_by_id["lunch-hour"]
    route = kept_route(quarter, published)
    monkeypatch.setattr("routes.sheet.fieldcheck.checks", lambda *_: [])
    content = field_check_pdf(quarter, route, heading_of(quarter, route, published), "zh")
    (page,) = pdfplumber.open(io.BytesIO(content)).pages
    assert "没有待核对的内容" in page.extract_text()
    assert "还看到什么" in page.extract_text()


def test_command_prints_a_route_file(walk, tmp_path, capsys):
    file, out = tmp_path / "route.json", tmp_path / "card.pdf"
    file.write_text(json.dumps(as_json(walk[0])), "utf-8")
    code = main(["sheet", str(file), "--paper", "A5", "--lang", "both", "-o", str(out), "--json"])
    assert code == 0
    (row,) = json.loads(capsys.readouterr().out)["files"]
    assert row == {"file": str(out), "bytes": out.stat().st_size}
    assert walk[1].title_zh in text_of(out.read_bytes())


def test_command_refuses_what_it_cannot_print(capsys):
    assert main(["sheet", "--paper", "A6", "--json"]) == 2
    codes = {f["code"] for f in json.loads(capsys.readouterr().out)["error"]["faults"]}
    assert codes == {"sheet_what", "paper_unknown", "output_missing"}
