"""Streamlit's page as we send it: its modules together, each once, and no font ahead of need."""

import json
import re
from pathlib import Path

import streamlit

from webapp.frontpage import PARTS_URL, front_page
from webapp.parts import joined, needed, parts_script

STATIC = Path(streamlit.__file__).parent / "static"
PAGE = (STATIC / "index.html").read_text("utf-8")
AHEAD = re.compile(r'<link rel="modulepreload" crossorigin href="\./static/js/([\w.-]+)">')
CALLED = re.compile(r'(?:\bfrom|\bimport)\s*["\'`]([^"\'`]+\.js)["\'`]')


def test_what_streamlits_page_names_still_comes_and_nothing_comes_twice():
    asked = set(AHEAD.findall(PAGE))
    alone = AHEAD.findall(front_page(PAGE))
    assert asked, "Streamlit's page is written otherwise than we read it"
    assert asked <= {*alone, *joined()}
    assert {*alone, *joined()} == set(needed())
    assert not set(alone) & set(joined())
    assert len(alone) < 12


def test_joined_modules_are_streamlits_own_but_for_the_names_they_call():
    assert len(joined()) > 40
    for name, code in joined().items():
        own = (STATIC / "static" / "js" / name).read_text("utf-8")
        assert code.replace('"joined/', '"./') == own
        assert "import.meta" not in code


def test_every_name_that_a_joined_module_calls_has_an_address():
    parts, alone = re.search(r"\}\)\((\{.*\}), (\[.*?\])\);\n$", parts_script(), re.DOTALL).groups()
    known = {*json.loads(parts), *json.loads(alone)}
    for code in joined().values():
        called = CALLED.findall(code)
        assert all(name.startswith("joined/") for name in called)
        assert {name.removeprefix("joined/") for name in called} <= known
    assert all((STATIC / "static" / "js" / name).is_file() for name in known)


def test_the_parts_come_before_any_module_and_fonts_only_where_they_are_shown():
    page = front_page(PAGE)
    assert page.index(PARTS_URL) < page.index('<script type="module"') < page.index("</head>")
    assert page.index(PARTS_URL) < page.index("modulepreload")
    assert 'as="font"' in PAGE
    assert 'as="font"' not in page
    assert "Material Symbols" in page
    assert '"bodyFont"' in page
