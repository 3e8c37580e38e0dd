"""Links and codes that others can open."""

import re
from io import BytesIO
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import zxingcpp
from clock import SATURDAY, ZONE
from PIL import Image, ImageDraw

from planner.errors import RequestError
from planner.request import Request, read_request
from routes.qr import qr_svg
from routes.share import public_url, share_link

BASE = "https://walk.example.org"


def test_the_link_is_the_request():
    request = Request(
        theme="all", minutes=90, start="121.4270,31.2214", at=SATURDAY, must=("sim", "sic"),
        prefer=("quiet", "rain"), step_free=True, overlay=False,
    )  # fmt: skip
    for page in ("/", "/walk"):
        link = share_link(request, "en", page, base=BASE)
        assert link.isascii()
        parts = urlsplit(link)
        assert parts.path == page
        query = dict(parse_qsl(parts.query))
        assert query.pop("lang") == "en"
        assert read_request(query, ZONE, now=SATURDAY) == request


def test_published_routes_have_short_links():
    assert share_link("spirit", "zh", "/walk", base=BASE) == f"{BASE}/walk/p/spirit"
    assert parse_qs(urlsplit(share_link("spirit", "en", base=BASE)).query) == {
        "published": ["spirit"],
        "lang": ["en"],
    }


def test_public_url_from_the_environment(monkeypatch):
    monkeypatch.delenv("CITYWALK_PUBLIC_URL", raising=False)
    assert public_url() is None
    monkeypatch.setenv("CITYWALK_PUBLIC_URL", f"{BASE}/sub/")
    assert public_url() == f"{BASE}/sub"
    assert public_url("http://10.0.0.5:8501") == "http://10.0.0.5:8501"


@pytest.mark.parametrize(
    "text",
    [
        "walk.example.org", "ftp://a.org", "http://localhost:8501", "http://127.0.0.1", "https://",
        "http://[::1]/", "https://a.org/?x=1", "https://a.org/#x", "http://a.org:99999",
        "http://u@a.org", "https://a b.org", "http://0.0.0.0:8501", "http://[", "https://路.cn",
    ],
)  # fmt: skip
def test_addresses_that_nobody_else_can_open_are_refused(text):
    with pytest.raises(RequestError) as raised:
        public_url(text)
    assert raised.value.faults[0].hint("zh")


def test_codes_read():
    text = f"{BASE}/walk?theme=all&minutes=120&start=jiangsu-road&at=2026-12-05T13:00&lang=en"
    svg = qr_svg(text, side_mm=20)
    assert 'width="20mm"' in svg
    assert zxingcpp.read_barcode(raster(svg)).text == text


def raster(svg: str) -> Image.Image:
    """Draw the modules of a code, five pixels each."""
    side = int(re.search(r'viewBox="0 0 (\d+) \d+"', svg)[1])
    image = Image.new("L", (side * 5, side * 5), 255)
    draw = ImageDraw.Draw(image)
    x, y = 0, 0
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    for command, args in re.findall(r"([MmhH])([^MmhH]*)", path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", args)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            draw.rectangle([x * 5, (y - 0.5) * 5, (x + values[0]) * 5 - 1, (y + 0.5) * 5 - 1], 0)
            x += values[0]
    return Image.open(_png(image))


def _png(image: Image.Image) -> BytesIO:
    out = BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out
