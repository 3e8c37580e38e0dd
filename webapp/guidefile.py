"""A route file that a guide opens in the app. No units.

The file comes from anywhere: it is read as strictly as on the command line, and only what it asks
for is taken over; the tour itself is planned anew on the data of today.

Imports planner and modules of webapp.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from planner.errors import DatasetError, Fault
from planner.quarter import Quarter
from planner.resolve import resolve
from planner.route_file import read_route, request_in
from planner.shaping import shaped
from webapp.takeaway import shared_query

_NAME_LENGTH = 60
_USUAL = "route.json"
_LARGEST = 3_000_000
"""Characters; the longest walk that can be asked for takes a tenth of it."""


def query_of_file(here: Quarter, name: str, text: str) -> dict[str, str]:
    """Read what a route file asks for.

    Parameters
    ----------
    here : Quarter
        The quarter as loaded.
    name : str
        What the file is called.
    text : str
        What is in it.

    Returns
    -------
    dict of str to str
        Fields of the request, and with them what tells how the tour has changed where the file was
        made from other data.

    Raises
    ------
    CitywalkError
        If it is no route file, contradicts itself, or asks for what is not in this quarter.
    """
    named = file_name(name)
    if len(text) > _LARGEST:
        raise DatasetError([Fault("not_a_route", named)])
    with TemporaryDirectory() as folder:
        path = Path(folder) / named
        path.write_text(text, "utf-8", errors="replace")
        route = read_route(path)
    asked = request_in(route)
    resolve(shaped(here, asked), asked)
    query = asked.as_query() | {"at": f"{asked.at.astimezone(here.zone):%Y-%m-%dT%H:%M}"}
    return query if route.data_version == here.data_version else shared_query(route, query)


def file_name(name: str) -> str:
    r"""Keep of a file's name what can be a name here.

    Parameters
    ----------
    name : str
        As the browser tells it.

    Returns
    -------
    str
        Its last part, in letters that can be shown.

    Examples
    --------
    >>> file_name("../周六\x00 tour.json"), file_name("..")
    ('周六 tour.json', 'route.json')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable())[:_NAME_LENGTH].strip()
    return plain if plain.strip(".") else _USUAL
