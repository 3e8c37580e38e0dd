"""The small drawings of the clock slider."""

import math
import re
from itertools import combinations

import pytest

from routes.kept import kept_route
from webapp.clockview import clock_html

DISC = re.compile(r'<circle(?: class="cw-start")? cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"/>')


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_number_lies_over_another_or_the_start(quarter, lang):
    seen = 0
    for published in quarter.published:
        route = kept_route(quarter, published)
        html = clock_html(quarter, published.id, route, {}, lang)
        for drawing in re.findall(r"<svg.*?</svg>", html):
            discs = [tuple(map(float, disc)) for disc in DISC.findall(drawing)]
            assert len(discs) == drawing.count("<text") + 1
            for (x, y, r), (other_x, other_y, other_r) in combinations(discs, 2):
                apart = math.dist((x, y), (other_x, other_y))
                assert apart > r + other_r, (published.id, drawing)
            assert all(0 < x < 340 and 0 < y < 220 for x, y, _ in discs)
            seen += 1
    assert seen > 10
