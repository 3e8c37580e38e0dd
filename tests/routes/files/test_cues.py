"""The cue sheet: what the guide needs, true to the route, and honest about what nobody knows."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain

import pdfplumber
import pytest
from hostile_names import HOSTILE

from planner.answers.late import if_late
from planner.route_file import request_in
from planner.words import LANGS, say
from routes.cues import cue_sheet, where_to_stand
from routes.cues_html import cues_html
from routes.cues_late import LATE_MIN, late_lines
from routes.cues_pdf import cues_pdf
from routes.cues_rain import rain_lines
from routes.cues_text import cues_text
from routes.directions import directions
from routes.nearby import near, things
from routes.sheet.lettering import LetterError, missing


@pytest.fixture(scope="module")
def cues(quarter, planned, heading):
    return cue_sheet(quarter, planned, heading, "zh", group=30)


def test_every_leg_turn_by_turn(cues, planned):
    assert len(cues.legs) == len(planned.legs)
    for leg, part in zip(planned.legs, cues.legs, strict=True):
        assert list(part.turns) == directions(leg, "zh")
        assert f"{leg.length_m}米" in part.below
        assert part.turns


def test_every_stop_says_what_its_place_says(quarter, cues, planned):
    for stop, part in zip(planned.stops, cues.stops, strict=True):
        place = quarter.place_by_id[stop.id]
        assert part.number == stop.number
        assert part.clock == f"{stop.arrive:%H:%M}–{stop.leave:%H:%M}"
        assert part.story == (place.story_zh or "")
        assert part.question == (place.question_zh or "")
        assert len(part.facts) == len(place.facts)
        for fact, line in zip(sorted(place.facts, key=lambda f: f.id not in place.story_facts),
                              part.facts, strict=True):  # fmt: skip
            assert fact.zh in line
            assert fact.publisher in line
        for note in stop.notes:
            assert note.text_zh in part.below


def test_what_to_drop_is_computed(quarter, cues, planned):
    request = request_in(planned)
    for stop, part in zip(planned.stops, cues.stops, strict=True):
        spare = (stop.slack_s or 0) // 60
        beyond = [minutes for minutes in LATE_MIN if minutes > spare]
        advice = {n: if_late(quarter, request, planned, stop.number, n * 60) for n in beyond}
        told = part.late[1:] if spare else part.late
        assert str(spare) in part.late[0] or not spare
        spans = [re.search(r"(\d+)(?:–(\d+))? 分钟", line).groups() for line in told]
        said = [[n for n in beyond if int(low) <= n <= int(high or low)] for low, high in spans]
        assert list(chain.from_iterable(said)) == beyond, "each step is told, and once"
        for steps, line in zip(said, told, strict=True):
            assert len({advice[n].dropped for n in steps}) == 1
            late = advice[steps[-1]]
            assert f"{late.back:%H:%M}" in line
            for dropped in late.dropped if late.in_time else ():
                assert quarter.place_by_id[dropped].name_zh in line


def test_the_same_advice_is_given_once(quarter, planned, monkeypatch):
    same = if_late(quarter, request_in(planned), planned, 1, 60)
    monkeypatch.setattr("routes.cues_late.if_late", lambda *_: same)
    stop = replace(planned.stops[0], slack_s=None)
    lines = late_lines(quarter, request_in(planned), planned, stop, "en")
    assert [line.split(" min")[0] for line in lines] == ["5–30"]


def test_where_to_stand_is_on_the_map_or_said_to_be_unknown(quarter, cues, planned):
    unknown = say("cues.gather_unknown", "zh", group=30)
    for stop, part in zip(planned.stops, cues.stops, strict=True):
        wide = near(quarter, (stop.lon, stop.lat), ("park", "garden", "square"), 100)
        assert (part.gather == unknown) == (not [w for w in wide if w.thing.area_m2 >= 30])
    assert any(part.gather == unknown for part in cues.stops)


def test_a_larger_group_needs_more_ground(quarter, planned, heading):
    unknown = 0
    for group in (1, 200):
        sheet = cue_sheet(quarter, planned, heading, "en", group=group)
        text = say("cues.gather_unknown", "en", group=group)
        here = sum(stop.gather == text for stop in sheet.stops)
        assert here >= unknown
        unknown = here


@pytest.mark.parametrize(
    ("place_id", "street"), [("sim", "长宁路"), ("zhongshan", None), ("ecupl", "万航渡路")]
)
def test_ground_across_a_street_is_told(quarter, place_id, street):
    """The institute's gate is ten metres from the park, and four lanes of cars."""
    place = quarter.place_by_id[place_id]
    spot = (place.lon, place.lat)
    found = near(quarter, spot, ("park",), 100)[0]
    assert [zh for zh, _ in found.across] == ([street] if street else [])
    told = {lang: where_to_stand(quarter, spot, 30, lang) for lang in LANGS}
    assert ("要过" in told["zh"]) == ("across" in told["en"]) == bool(street)
    assert street is None or f"要过{street}）" in told["zh"]


def test_ground_on_this_side_goes_first(quarter, monkeypatch):
    place = quarter.place_by_id["sim"]
    park = near(quarter, (place.lon, place.lat), ("park",), 100)[0]
    lawn = replace(park, thing=replace(park.thing, name_zh="草坪"), away_m=60, across=())
    monkeypatch.setattr("routes.cues.near", lambda *_: [park, lawn])
    assert "草坪" in where_to_stand(quarter, (place.lon, place.lat), 30, "zh")


def test_near_measures_as_the_crow_flies(quarter):
    toilets = [thing for thing in things(quarter) if thing.kind == "toilets"]
    assert toilets
    for place in quarter.places:
        if place.lon is None:
            continue
        spot = (place.lon, place.lat)
        found = near(quarter, spot, ("toilets",), 3000)
        assert [one.away_m for one in found] == sorted(one.away_m for one in found)


def test_directions_of_things(quarter):
    """A park is 0 m away inside it, and to the north from a spot south of it."""
    park = next(thing for thing in things(quarter) if thing.name_en == "Zhongshan Park")
    (inside,) = near(quarter, (121.4155, 31.2235), ("park",), 50)[:1]
    assert inside.thing == park
    assert inside.away_m == 0
    south = near(quarter, (121.4155, 31.2190), ("park",), 500)
    assert next(one for one in south if one.thing == park).towards in {"n", "ne", "nw"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rain(quarter, planned, lang):
    request = request_in(planned)
    lines = rain_lines(quarter, request, planned, lang)
    assert len(lines) >= 2
    wet = rain_lines(quarter, replace(request, prefer=("rain",)), planned, lang)
    metres = planned.certificate.comfort.covered_m
    assert wet[-1] == say("cues.rain_planned", lang, metres=metres)


def test_other_streets_that_are_as_wet_are_not_recommended(quarter, planned, monkeypatch):
    other = replace(planned.legs[0], geometry=planned.legs[0].geometry[::-1])
    wet = replace(planned, legs=(other, *planned.legs[1:]))
    monkeypatch.setattr("routes.cues_rain.plan", lambda *_, **__: wet)
    metres = planned.certificate.comfort.covered_m
    lines = rain_lines(quarter, request_in(planned), planned, "en")
    assert lines[-1] == say("cues.rain_same", "en", metres=metres)
    drier = replace(planned.certificate.comfort, covered_m=metres + 40)
    wet = replace(wet, certificate=replace(planned.certificate, comfort=drier))
    assert len(rain_lines(quarter, request_in(planned), planned, "en")) == 3


class Text(HTMLParser):
    """Gathers what is read and what tags there are."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = "", []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - the parser's own
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def everything(cues):
    yield from (cues.title, cues.start, cues.end, *cues.rain, *cues.fine)
    for leg in cues.legs:
        yield from (leg.title, leg.below, *leg.turns)
    for stop in cues.stops:
        yield from (stop.name, stop.clock, stop.story, stop.question, stop.gather)
        yield from (*stop.below, *stop.facts, *stop.nearby, *stop.late)


@pytest.fixture
def odd(cues):
    """The sheet with hostile texts in all its parts."""
    stops = tuple(
        replace(
            stop, name=HOSTILE[n % 6], story=HOSTILE[(n + 1) % 6], facts=(HOSTILE[(n + 2) % 6],)
        )
        for n, stop in enumerate(cues.stops)
    )
    legs = tuple(replace(leg, turns=HOSTILE) for leg in cues.legs)
    return replace(cues, title='#panic("x") $ \\ ' + HOSTILE[0], stops=stops, legs=legs)


def test_page_says_all_and_escapes_all(cues, odd):
    for sheet in (cues, odd):
        reader = Text()
        page = cues_html(sheet, "#9b1b30")
        reader.feed(page)
        assert all(line in reader.text for text in everything(sheet) for line in text.split("\n"))
        assert not {"script", "img", "link", "a"} & set(reader.tags)
    reader = Text()
    reader.feed(cues_html(odd, "#9b1b30"))
    assert reader.tags.count("b") == len(odd.legs)


def test_text_for_the_phone_says_all(cues, odd):
    for sheet in (cues, odd):
        text = cues_text(sheet)
        assert all(part in text for part in everything(sheet))


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_pdf_is_a5_and_says_all(cues, planned):
    with pdfplumber.open(io.BytesIO(cues_pdf(cues, "#9b1b30", planned.made_at))) as pdf:
        for page in pdf.pages:
            assert (round(page.width), round(page.height)) == (420, 595)
        read = squeezed("".join(page.extract_text() or "" for page in pdf.pages))
        fonts = {char["fontname"] for page in pdf.pages for char in page.chars}
    assert all("NotoSansCJK" in font for font in fonts)
    for stop in cues.stops:
        assert squeezed(stop.name) in read
        assert squeezed(stop.clock) in read
    for leg in cues.legs:
        assert all(squeezed(turn) in read for turn in leg.turns)


def test_pdf_takes_hostile_texts_as_texts(cues, odd, planned):
    lettered = tuple(text for text in HOSTILE if not list(missing(text)))
    assert len(lettered) > 3
    legs = tuple(replace(leg, turns=lettered) for leg in odd.legs)
    title = '#panic("x") $ \\ ' + lettered[0]
    odd = replace(odd, title=title, legs=legs, stops=cues.stops)
    with pdfplumber.open(io.BytesIO(cues_pdf(odd, "#9b1b30", planned.made_at))) as pdf:
        read = squeezed("".join(page.extract_text() or "" for page in pdf.pages))
    assert '#panic("x")$\\' in read
    assert squeezed("]]> <![CDATA[ ]]>") in read


def test_pdf_names_a_character_that_the_fonts_lack(cues, planned):
    last = replace(cues.stops[-1], story="好 \U00020bb7 ท")
    with pytest.raises(LetterError) as caught:
        cues_pdf(replace(cues, stops=(*cues.stops[:-1], last)), "#9b1b30", planned.made_at)
    faults = caught.value.faults
    assert {fault.where for fault in faults} == {f"stops[{len(cues.stops) - 1}].story"}
    assert [fault.values["code"] for fault in faults] == ["U+20BB7", "U+0E17"]


def test_the_same_walk_gives_the_same_text(quarter, planned, heading, cues):
    again = cue_sheet(quarter, planned, heading, "zh", group=30)
    assert again == cues
