"""Printed sheets: seconds and size of each paper, beside the same map drawn by matplotlib.

Three published routes, both languages, warm; seconds are processor time, so that a busy machine
does not decide. The peer draws less: no names placed apart, no page around it.
"""

import io
from collections.abc import Callable
from time import process_time

import numpy as np
import shapely

from planner.quarter import Quarter, load_quarter
from planner.route import Route
from routes.heading import heading_of
from routes.kept import kept_route
from routes.sheet.map.draw import draw_map
from routes.sheet.map.ground import ground_of
from routes.sheet.pages import sheet_pdf
from routes.sheet.papers import PAPERS

WALKS = ("first-visit", "names-at-the-lanes", "lunch-hour")
REPEATS = 3
INCH_MM = 25.4


def run() -> list[dict[str, object]]:
    """Measure.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    quarter = load_quarter()
    walks = [(q, kept_route(quarter, q)) for q in (quarter.published_by_id[w] for w in WALKS)]
    rows: list[tuple[str, str, float, str]] = []
    for paper in PAPERS:
        seconds, sizes = [], []
        for published, route in walks:
            if not isinstance(route, Route):
                continue
            heading = heading_of(quarter, route, published)

            def sheet(route: Route = route, heading=heading, paper=paper) -> bytes:  # noqa: ANN001
                return sheet_pdf(quarter, route, heading, "both", paper=paper)

            taken, content = _timed(sheet)
            seconds.append(taken)
            sizes.append(len(content) / 1000)
        case = f"sheet {paper}, both languages ({len(seconds)})"
        rows.append((case, "warm, median", round(float(np.median(seconds)), 2), "s"))
        rows.append((case, "warm, longest", round(max(seconds), 2), "s"))
        rows.append((case, "largest file", round(max(sizes)), "kB"))
    rows += _peer(quarter, [route for _, route in walks if isinstance(route, Route)])
    return [dict(zip(("case", "figure", "value", "unit"), row, strict=True)) for row in rows]


def _timed(make: Callable[[], bytes]) -> tuple[float, bytes]:
    """Run once to warm up, then take the median of some runs."""
    content = make()
    seconds = []
    for _ in range(REPEATS):
        began = process_time()
        content = make()
        seconds.append(process_time() - began)
    return float(np.median(seconds)), content


def _peer(quarter: Quarter, routes: list[Route]) -> list[tuple[str, str, float, str]]:
    """Draw the map of the leaflet with matplotlib, and with our own code alone."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - of the extra `peers`, only wanted here

    plt.rcParams["pdf.fonttype"] = 42
    theirs, ours, kilobytes = [], [], []
    for route in routes:
        taken, content = _timed(lambda route=route: _matplotlib(plt, quarter, route))
        theirs.append(taken)
        kilobytes.append(len(content) / 1000)
        taken, _ = _timed(
            lambda route=route: draw_map(
                quarter, route, width_mm=187, height_mm=173, langs=("zh", "en")
            ).svg.encode()
        )
        ours.append(taken)
    case = f"map of the A4 leaflet ({len(routes)})"
    return [
        (case, "ours, median", round(float(np.median(ours)), 2), "s"),
        (case, "matplotlib, median", round(float(np.median(theirs)), 2), "s"),
        (case, "matplotlib, largest file", round(max(kilobytes)), "kB"),
    ]


def _matplotlib(plt, quarter: Quarter, route: Route) -> bytes:  # noqa: ANN001 - untyped library
    """Draw ground, walk, numbers and names into a PDF of the same size."""
    figure, axes = plt.subplots(figsize=(187 / INCH_MM, 173 / INCH_MM))
    axes.set_aspect("equal")
    axes.axis("off")
    to_utm = quarter.network.to_utm.transform
    way = np.array([to_utm(*point) for leg in route.legs for point in leg.geometry])
    low, high = way.min(axis=0) - 120, way.max(axis=0) + 120
    for things in ground_of(quarter).layers.values():
        for thing in things:
            for part in shapely.get_parts(thing.geometry):
                if not part.intersects(shapely.box(*low, *high)):
                    continue
                ring = part.exterior if part.geom_type == "Polygon" else part
                if part.geom_type == "Polygon":
                    axes.fill(*ring.xy, color="#e8dfc8", linewidth=0)
                else:
                    axes.plot(*ring.xy, color="#cdbc98", linewidth=2)
    axes.plot(*way.T, color=quarter.theme_by_id[route.request["theme"]].colour, linewidth=3)
    for stop in route.stops:
        at = to_utm(stop.lon, stop.lat)
        axes.annotate(f"{stop.number} {stop.name_en}", at, fontsize=8)
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    out = io.BytesIO()
    figure.savefig(out, format="pdf")
    plt.close(figure)
    return out.getvalue()
