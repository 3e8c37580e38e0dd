"""Files that are taken away: sheets of every paper, and plain words where a letter is missing."""

import io

import pdfplumber
import pytest
from starlette.requests import Request as Asked

from webapp.take import take

MM = 25.4 / 72
RARE = "\U00030edd"
"""A character that the shipped fonts do not have."""


def asked(form, query):
    scope = {"type": "http", "method": "GET", "path": f"/take/{form}", "headers": [],
             "path_params": {"format": form}, "query_string": query.encode()}  # fmt: skip
    return take(Asked(scope))


@pytest.mark.parametrize(
    ("form", "size", "words"),
    [
        ("pdf", (297, 210), {"午休一小时"}),
        ("pdf-a3", (297, 420), {"午休一小时"}),
        ("pdf-a5-both", (148, 210), {"午休一小时", "One hour at noon"}),
    ],
)
def test_sheets_come_in_every_paper_and_language(form, size, words):
    answer = asked(form, "published=lunch-hour&lang=zh")
    assert answer.status_code == 200
    with pdfplumber.open(io.BytesIO(answer.body)) as pdf:
        page = pdf.pages[0]
        assert (page.width * MM, page.height * MM) == pytest.approx(size, abs=0.5)
        assert all(word in page.extract_text() for word in words)


@pytest.mark.parametrize("form", ["pdf", "png", "cues-pdf", "pdf-a3"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_letter_that_cannot_be_printed_is_named(form, lang):
    walk = "theme=all&minutes=60&start=jiangsu-road&at=2026-12-05T10:00"
    own = "121.4276,31.2206,5,%F0%B0%BB%9D%E9%9D%A2%E9%A6%86"
    answer = asked(form, f"{walk}&own={own}&lang={lang}")
    assert answer.status_code == 400
    assert RARE in answer.body.decode()
    assert ("印不出来" in answer.body.decode()) == (lang == "zh")
