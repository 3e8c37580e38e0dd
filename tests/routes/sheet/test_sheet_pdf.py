"""The printed sheets, measured again from the PDF: sizes, scale, index, text, code, grey."""

import io
import math
import re
from itertools import combinations, pairwise, product

import numpy as np
import pdfplumber
import pypdfium2
import pytest
import zxingcpp

from routes.heading import heading_of
from routes.kept import kept_route
from routes.sheet.map.draw import draw_map
from routes.sheet.pages import sheet_pdf
from routes.sheet.papers import format_of
from routes.sheet.tongues import langs_of

MM = 25.4 / 72
URL = "https://walk.example.org"
SIZES = {"A4": ((297, 210), 2), "A3": ((297, 420), 1), "A5": ((148, 210), 2)}
# Walks of twelve stops, of three and between, each in some of the ways they are printed.
PRINTED = (
    ("first-visit", "A4", "zh"), ("first-visit", "A4", "both"), ("first-visit", "A3", "both"),
    ("first-visit", "A5", "both"), ("first-visit", "A5", "en"), ("lunch-hour", "A3", "zh"),
    ("old-works-new-names", "A4", "en"), ("names-at-the-lanes", "A5", "both"),
    ("lane-to-campus", "A4", "both"),
)  # fmt: skip


class Printed:
    """A sheet, its walk, and what pdfplumber reads of it."""

    def __init__(self, quarter, name, paper, lang):
        published = quarter.published_by_id[name]
        self.quarter, self.paper, self.lang = quarter, paper, lang
        self.route = kept_route(quarter, published)
        self.heading = heading_of(quarter, self.route, published)
        self.content = sheet_pdf(
            quarter, self.route, self.heading, lang, paper=paper, public_url=URL
        )
        self.pdf = pdfplumber.open(io.BytesIO(self.content))
        form = format_of(quarter, self.route, paper, langs_of(lang))
        width, height = form.map_mm
        self.map = draw_map(
            quarter, self.route, width_mm=width, height_mm=height, langs=langs_of(lang),
            folds_mm=form.folds_mm,
        )  # fmt: skip

    def chars(self, *, upright=True):
        for page in self.pdf.pages:
            for char in page.chars:
                if not upright or level(char):
                    yield page, char

    def text(self):
        return squeezed("".join(char["text"] for _, char in self.chars()))

    def map_numbers(self):
        """Centres of the white numbers of stops on the map, mm on the page."""
        page = self.pdf.pages[0]
        right, low, high = self.map.width_mm + 14, *map_span(self)
        white = [
            c for c in page.chars
            if level(c) and c["non_stroking_color"] == (1.0,) and c["text"].isdigit()
            and c["x0"] * MM < right and low < c["top"] * MM < high and "Bold" in c["fontname"]
        ]  # fmt: skip
        return numbers_of(white)


def level(char):
    a, b, *_ = char["matrix"]
    return abs(b) < 1e-6 and a > 0


def squeezed(text):
    return re.sub(r"\s+", "", text)


def map_span(printed):
    """Top and bottom of the map on its page, from the letters of its grid."""
    tops = [c["top"] * MM for c in printed.pdf.pages[0].chars if c["text"] == "A" and level(c)
            and c["size"] < 12 and c["non_stroking_color"] not in ((0.0,), (1.0,))]  # fmt: skip
    return min(tops), max(tops)


def numbers_of(chars):
    """Join digits that stand side by side; centre by number."""
    found, chars = {}, sorted(chars, key=lambda c: (round(c["top"]), c["x0"]))
    groups = []
    for c in chars:
        last = groups[-1][-1] if groups else None
        if last is not None and abs(c["top"] - last["top"]) < 1 and -1 < c["x0"] - last["x1"] < 1:
            groups[-1].append(c)
        else:
            groups.append([c])
    for group in groups:
        x = (group[0]["x0"] + group[-1]["x1"]) / 2 * MM
        y = (group[0]["top"] + group[0]["bottom"]) / 2 * MM
        found.setdefault(int("".join(c["text"] for c in group)), []).append((x, y))
    return found


@pytest.fixture(scope="module", params=PRINTED, ids="-".join)
def printed(request, quarter):
    return Printed(quarter, *request.param)


def test_pages_have_their_size(printed):
    (width, height), count = SIZES[printed.paper]
    assert len(printed.pdf.pages) == count
    for page in printed.pdf.pages:
        assert page.width * MM == pytest.approx(width, abs=0.5)
        assert page.height * MM == pytest.approx(height, abs=0.5)
    assert len(printed.content) <= 600_000


def test_scale_bar_is_as_long_as_it_says(printed):
    flat = [r for r in printed.pdf.pages[0].rects if abs((r["bottom"] - r["top"]) * MM - 1.7) < 0.1]
    rows = [[r for r in flat if r["top"] == top] for top in {r["top"] for r in flat}]
    (bar,) = [sorted(row, key=lambda r: r["x0"]) for row in rows if touching(row)]
    length = (bar[-1]["x1"] - bar[0]["x0"]) * MM
    wanted = printed.map.bar_m * 1000 / printed.map.scale
    assert length == pytest.approx(wanted, rel=0.01)
    assert f"{printed.map.bar_m}m" in printed.text()
    assert f"1:{printed.map.scale:,}".replace(",", "") in printed.text().replace("\xa0", "")


def touching(row):
    """Whether rectangles are the four parts of a bar."""
    row = sorted(row, key=lambda r: r["x0"])
    apart = [abs(b["x0"] - a["x1"]) for a, b in pairwise(row)]
    return len(row) == 4 and max(apart) < 0.1


def test_map_has_the_scale_that_it_says(printed):
    """Stops that were not moved aside are as far apart as on the ground."""
    numbers = printed.map_numbers()
    to_utm = printed.quarter.network.to_utm
    ground = {s.number: to_utm.transform(s.lon, s.lat) for s in printed.route.stops}
    placed = {n: at[0] for n, at in numbers.items() if n in ground and len(at) == 1}
    pairs = list(combinations(sorted(placed), 2))
    ratios = [
        math.dist(placed[a], placed[b]) * printed.map.scale / 1000 / math.dist(ground[a], ground[b])
        for a, b in pairs
        if math.dist(placed[a], placed[b]) > 60
    ]
    assert ratios
    assert float(np.median(ratios)) == pytest.approx(1, rel=0.01)


def test_every_stop_is_drawn_and_indexed_with_its_cell(printed):
    wanted = {stop.number for stop in printed.route.stops}
    assert wanted <= set(printed.map_numbers())
    text = printed.text()
    for stop in printed.route.stops:
        for lang in langs_of(printed.lang):
            assert squeezed(getattr(stop, f"name_{lang}")) in text
    if printed.paper == "A4":
        cover = printed.pdf.pages[0].crop((200 / MM, 0, 297 / MM, 210 / MM))
        wanted = [printed.map.cells[stop.id] for stop in printed.route.stops]
        assert cells_of(cover) == wanted
        names = squeezed("".join(char["text"] for char in cover.chars))
        for stop, lang in product(printed.route.stops, langs_of(printed.lang)):
            assert squeezed(getattr(stop, f"name_{lang}"))[:12] in names


def test_names_keep_their_brackets_where_they_are_broken(printed):
    if printed.paper != "A4":
        return
    index = printed.pdf.pages[0].crop((209.5 / MM, 0, 271 / MM, 210 / MM)).extract_text()
    names = squeezed(re.sub(r"\b[A-Z]\d\b", "", index))
    for stop in printed.route.stops:
        assert squeezed(getattr(stop, f"name_{langs_of(printed.lang)[-1]}")) in names


def test_measures_stand_on_one_line_with_their_numbers(printed):
    for page in printed.pdf.pages:
        chars = [char for char in page.chars if level(char) and char["text"].strip()]
        for number, unit in pairwise(chars):
            if number["text"].isdigit() and unit["text"] in "米分":
                assert abs(number["bottom"] - unit["bottom"]) < 3, (number["text"], unit["text"])


def cells_of(page):
    """Squares of the grid as they follow one another in the text."""
    words = page.extract_words(use_text_flow=True)
    return [w["text"] for w in words if re.fullmatch(r"[A-Z]\d", w["text"])]


def test_every_stop_of_the_walk_shows_its_square(printed):
    wanted = [printed.map.cells[stop.id] for stop in printed.route.stops]
    assert cells_of(printed.pdf.pages[-1])[-len(wanted) :] == wanted


def test_title_keeps_off_the_map(printed):
    """The box in the theme's colour ends above the map or beside it; so does the text in it."""
    page, (low, _) = printed.pdf.pages[0], map_span(printed)
    large = [r for r in page.rects if r["width"] * MM > 80 and r["height"] * MM > 12]
    theme = pytest.approx(ink_of(printed), abs=0.01)
    (box,) = [r for r in large if r["fill"] and r["non_stroking_color"] == theme]
    assert box["x0"] * MM > 198 if printed.paper == "A4" else box["bottom"] * MM < low
    title = squeezed(printed.heading.title(langs_of(printed.lang)[0]))
    inside = page.crop((box["x0"], box["top"], box["x1"], box["bottom"]))
    assert title in squeezed("".join(char["text"] for char in inside.chars))


def test_stories_that_are_told_name_their_sources(printed):
    text = printed.text()
    for stop in printed.route.stops:
        place = printed.quarter.place_by_id[stop.id]
        if squeezed(getattr(place, f"story_{langs_of(printed.lang)[0]}"))[:12] in text:
            facts = [fact for fact in place.facts if fact.id in place.story_facts]
            assert all(squeezed(fact.publisher) in text for fact in facts), stop.id


def test_cards_tell_at_least_half_of_the_stories(printed):
    if printed.paper != "A5":
        return
    text = printed.text()
    places = [printed.quarter.place_by_id[stop.id] for stop in printed.route.stops]
    for lang in langs_of(printed.lang):
        told = [squeezed(getattr(place, f"story_{lang}"))[:12] in text for place in places]
        assert sum(told) >= len(told) / 2


def test_hours_of_what_is_visited_stand_on_the_smallest_sheet(printed):
    text = printed.text()
    for stop in printed.route.stops:
        for note, lang in product(stop.notes, langs_of(printed.lang)):
            if note.code == "check_hours":
                assert squeezed(getattr(note, f"text_{lang}")) in text


@pytest.mark.parametrize(("paper", "lang"), [("A4", "zh"), ("A5", "both")])
def test_a_walk_with_children_asks_at_every_stop(quarter, paper, lang):
    printed = Printed(quarter, "count-and-find", paper, lang)
    text = printed.text()
    for stop, one in product(printed.route.stops, langs_of(lang)):
        assert squeezed(getattr(quarter.place_by_id[stop.id], f"question_{one}")) in text


def test_columns_of_the_walk_are_filled(printed):
    """No column of the leaflet's inside or of the card's back is left half empty."""
    count = {"A4": 3, "A5": 2}.get(printed.paper)
    if count is None:
        return
    page = printed.pdf.pages[1]
    wide, edge = page.width / count, 7 / MM
    foot = page.height - edge
    if printed.paper == "A5":
        foot = min(line["top"] for line in page.lines if line["width"] * MM > 120)
    for n in range(count):
        column = page.crop((n * wide, 0, (n + 1) * wide, foot))
        end = max(char["bottom"] for char in column.chars)
        assert 0.6 <= (end - edge) / (foot - edge) <= 1, n


def test_stories_are_set_in_letters_to_read(printed):
    """No larger than one reads in the hand, and alike on the whole sheet."""
    sizes = {
        round(c["size"], 1) for _, c in printed.chars()
        if c["text"] > "\u4e00" and c["non_stroking_color"] == (0.0,) and "Regular" in c["fontname"]
    }  # fmt: skip
    assert max(sizes, default=9) <= {"A4": 11.5, "A3": 12.5, "A5": 9.5}[printed.paper]


def test_clock_times_and_story_beginnings_are_there(printed):
    text = printed.text()
    for stop in printed.route.stops:
        assert f"{stop.arrive:%H:%M}" in text
    if printed.paper == "A4":
        for stop in printed.route.stops:
            for lang in langs_of(printed.lang):
                story = getattr(printed.quarter.place_by_id[stop.id], f"story_{lang}")
                assert squeezed(story)[:12] in text


def test_no_text_is_smaller_than_six_and_a_half_points(printed):
    small = {(c["text"], round(c["size"], 2)) for _, c in printed.chars() if c["size"] < 6.45}
    assert not small


def test_words_do_not_overlap(printed):
    for page in printed.pdf.pages:
        words = page.filter(lambda o: o["object_type"] != "char" or level(o)).extract_words(
            x_tolerance=1.5, y_tolerance=1
        )
        boxes = [(w["x0"] + 0.4, w["x1"] - 0.4, *middle(w), w["text"]) for w in words]
        for one, other in combinations(boxes, 2):
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2]
            assert apart or other[3] <= one[2], (one, other)


def middle(word):
    """The part of a line's height that its letters fill."""
    rim = (word["bottom"] - word["top"]) * 0.22
    return word["top"] + rim, word["bottom"] - rim


def test_nothing_is_outside_the_page(printed):
    for page, char in printed.chars(upright=False):
        assert char["x0"] * MM >= 3
        assert char["x1"] <= page.width - 3 / MM
        assert char["top"] * MM >= 3
        assert char["bottom"] <= page.height - 3 / MM


def test_no_name_or_story_lies_on_a_fold(printed):
    if printed.paper != "A4":
        return
    for page, char in printed.chars():
        if page is printed.pdf.pages[0] and char["non_stroking_color"] != (0.0,):
            continue  # names of streets and parks may cross a fold
        for fold in (99, 198):
            assert not char["x0"] * MM < fold < char["x1"] * MM, char["text"]


def test_code_leads_to_the_walk(printed):
    page = len(printed.pdf.pages) - 1
    picture = pypdfium2.PdfDocument(printed.content)[page].render(scale=300 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    lang = "" if printed.lang != "en" else "?lang=en"
    assert code.text == f"{URL}/walk/p/{printed.heading.published_id}{lang}"
    corners = code.position
    side = math.dist(
        (corners.top_left.x, corners.top_left.y), (corners.top_right.x, corners.top_right.y)
    )
    assert side * 25.4 / 300 >= 20


def test_imprint_names_source_dates_and_state(printed):
    text = printed.text()
    assert "©OpenStreetMapcontributors,openstreetmap.org/copyright" in text
    assert printed.route.map_date.replace("/", "–") in text
    assert printed.route.id in text
    assert printed.heading.edition in text
    assert "审图号" in text
    assert ("Draft" if printed.lang == "en" else "草稿") in text


def test_file_is_tagged_titled_and_whole(printed):
    catalog = printed.pdf.doc.catalog
    assert printed.pdf.metadata["Title"].startswith(
        printed.heading.title(langs_of(printed.lang)[0])
    )
    assert printed.pdf.metadata["Author"]
    assert catalog["Lang"].decode().startswith(langs_of(printed.lang)[0])
    assert catalog["MarkInfo"]["Marked"]
    assert not any(page.images for page in printed.pdf.pages)
    fonts = {char["fontname"] for page in printed.pdf.pages for char in page.chars}
    assert all(re.fullmatch(r"[A-Z]{6}\+NotoSansCJKsc-(Regular|Bold).*", font) for font in fonts)


def ink_of(printed):
    """Colour of the walk's theme."""
    colour = printed.quarter.theme_by_id[printed.route.request["theme"]].colour
    return tuple(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))


def test_text_is_pure_black_white_or_of_the_theme(printed):
    theme = ink_of(printed)
    pages = printed.pdf.pages if printed.paper == "A3" else printed.pdf.pages[1:]
    low, high = map_span(printed) if printed.paper == "A3" else (0, 0)
    for page in pages:
        for char in page.chars:
            if low - 6 < char["top"] * MM < high + 6:
                continue
            ink = char["non_stroking_color"]
            plain = ink in ((0.0,), (1.0,), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
            assert plain or ink == pytest.approx(theme, abs=0.01), char["text"]


def test_route_stands_out_in_grey(printed):
    """Along the walk there is something far darker than what lies around it."""
    page = pypdfium2.PdfDocument(printed.content)[0]
    grey = np.asarray(page.render(scale=150 / 72).to_pil().convert("L"), float) / 255
    count = len(printed.route.stops)
    found = printed.map_numbers().items()
    number, (at,) = next((n, at) for n, at in found if len(at) == 1 and n <= count)
    stop = printed.route.stops[number - 1]
    utm = printed.quarter.network.to_utm.transform
    frame = printed.map.frame
    shift = np.array(at) - frame.on_paper(np.array([utm(stop.lon, stop.lat)]))[0]
    way = [utm(*p) for leg in printed.route.legs for p in (leg.geometry[len(leg.geometry) // 2],)]
    contrasts = []
    for x, y in frame.on_paper(np.array(way)) + shift:
        row, column = int(y / 25.4 * 150), int(x / 25.4 * 150)
        near = grey[row - 12 : row + 13, column - 12 : column + 13]
        wide = grey[row - 40 : row + 41, column - 40 : column + 41]
        contrasts.append((luminance(np.median(wide)) + 0.05) / (luminance(near.min()) + 0.05))
    assert min(contrasts) >= 3


def luminance(grey):
    return grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4


def test_same_walk_gives_the_same_bytes(quarter):
    one, other = (Printed(quarter, "lunch-hour", "A5", "zh").content for _ in range(2))
    assert one == other
