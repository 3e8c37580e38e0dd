"""A walk as KML 2.2 and KMZ: its line, and its points with what is told there.

Units: degrees WGS-84, (lon, lat); no heights (docs/elevation.md): the line lies on the ground.
Written by hand: simplekml, the usual writer, numbers elements from a counter of the whole process,
so that the same walk gives another file each time, and lets a text that holds CDATA break out.
Imports planner and modules of routes. All is escaped here.
"""

from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from planner.quarter import Quarter
from planner.route import LonLat, Route, Stop
from planner.words import Lang, say
from routes.heading import Heading
from routes.spots import LICENCE_URL, Spot, role, spots_of, told, whole_line
from routes.timetable import clock, summary

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Date of the file within a KMZ: the format knows none earlier, and the same walk is the same."""


def kml_text(
    quarter: Quarter, route: Route, heading: Heading, lang: Lang, *, link: str | None = None
) -> str:
    """Write a walk as KML.

    Parameters
    ----------
    quarter : Quarter
        The quarter that the route was planned in.
    route : Route
        The walk.
    heading : Heading
        Its title and text.
    lang : {"zh", "en"}
        Language.
    link : str, optional
        Address of the walk on the web.

    Returns
    -------
    str
        XML, valid against the schema of KML 2.2; loads nothing from elsewhere.
    """
    colour = _bgr(quarter.theme_by_id[route.request["theme"]].colour)
    notes = [note.text(lang) for note in route.notes]
    about = [heading.text(lang), clock(route, lang), *notes]
    rights = f'<a href="{LICENCE_URL}">{escape(say("files.licence", lang))}</a>'
    if link:
        rights += f'<br/><a href="{escape(link)}">{escape(say("files.same_walk", lang))}</a>'
    rows = [_line(whole_line(route), heading.title(lang), summary(route, lang))]
    rows += [_point(spot, route, lang) for spot in spots_of(quarter, route)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        f"{_tag('name', heading.title(lang))}\n<open>1</open>\n"
        f"{_described([*about], rights)}\n{_styles(colour)}\n"
        + "\n".join(rows)
        + "\n</Document>\n</kml>\n"
    )


def kmz_bytes(
    quarter: Quarter, route: Route, heading: Heading, lang: Lang, *, link: str | None = None
) -> bytes:
    """Write a walk as KMZ: a ZIP archive of one KML.

    Parameters
    ----------
    quarter : Quarter
        As for ``kml_text``.
    route : Route
        The walk.
    heading : Heading
        Its title and text.
    lang : {"zh", "en"}
        Language.
    link : str, optional
        Address of the walk on the web.

    Returns
    -------
    bytes
        The archive; the same walk gives the same bytes.
    """
    out = BytesIO()
    entry = ZipInfo("doc.kml", date_time=_EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    with ZipFile(out, "w") as archive:
        archive.writestr(entry, kml_text(quarter, route, heading, lang, link=link))
    return out.getvalue()


def _styles(colour: str) -> str:
    """Write how line and points are drawn."""
    return (
        f'<Style id="line"><LineStyle><color>ff{colour}</color><width>5</width></LineStyle></Style>'
        f'\n<Style id="stop"><IconStyle><color>ff{colour}</color><scale>1.1</scale></IconStyle>'
        "<LabelStyle><scale>0.9</scale></LabelStyle></Style>"
    )


def _line(line: list[LonLat], name: str, text: str) -> str:
    """Write the whole walk as one line."""
    spots = " ".join(f"{lon},{lat}" for lon, lat in line)
    return (
        f'<Placemark id="walk">{_tag("name", name)}{_described([text])}<styleUrl>#line</styleUrl>'
        f"<LineString><tessellate>1</tessellate><coordinates>{spots}</coordinates></LineString>"
        "</Placemark>"
    )


def _point(spot: Spot, route: Route, lang: Lang) -> str:
    """Write one point."""
    values = {"id": spot.named.id or "", "number": str(spot.number), "at": spot.at.isoformat()}
    if isinstance(spot.named, Stop):
        values["leave"] = spot.named.leave.isoformat()
    data = "".join(
        f'<Data name="{name}"><value>{escape(value)}</value></Data>'
        for name, value in values.items()
    )
    lon, lat = spot.position
    lines = [role(spot, route, lang), *told(spot, lang)]
    name = f"{spot.number:02d} {spot.name(lang)}"
    return (
        f'<Placemark id="{spot.kind}-{spot.number}">{_tag("name", name)}{_described(lines)}'
        f"<styleUrl>#stop</styleUrl><ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{lon},{lat}</coordinates></Point></Placemark>"
    )


def _described(lines: list[str], rights: str = "") -> str:
    """Write paragraphs of HTML as a description."""
    html = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    html += f"<p>{rights}</p>" if rights else ""
    # Escaped text holds no "]]>", which would end the CDATA.
    return f"<description><![CDATA[{html}]]></description>"


def _tag(name: str, text: str) -> str:
    """Write an element of text."""
    return f"<{name}>{escape(text, quote=False)}</{name}>"


def _bgr(colour: str) -> str:
    """Turn ``#rrggbb`` into KML's order."""
    return colour[5:7] + colour[3:5] + colour[1:3]
