"""What ``citywalk plan`` prints where there is no walk: why, the tour as wished, what mends it."""

import argparse
import shlex
import sys

from cli.output import complain, error_object, print_json
from planner.answers.mend import mends
from planner.no_route import NoRoute
from planner.quarter import Quarter
from planner.request import Request
from planner.request_text import own_text
from planner.words import Lang, say
from routes.tried import tried_json, tried_text


def no_walk(
    quarter: Quarter, request: Request, found: NoRoute, arguments: argparse.Namespace
) -> None:
    """Say why there is no walk; where stops were asked for, what breaks and what would mend it.

    On stderr, as all that is no walk; or as one object on stdout.

    Parameters
    ----------
    quarter : Quarter
        The quarter.
    request : Request
        What the user chose.
    found : NoRoute
        The planner's answer.
    arguments : Namespace
        With ``lang`` and ``json``.
    """
    lang, broken = arguments.lang, mends(quarter, request)
    if arguments.json:
        more = {} if broken is None else tried_json(broken, lang)
        print_json({"error": error_object([found.fault], lang) | more})
        return
    complain([found.fault], lang, as_object=False)
    if broken is None:
        return
    lines = ["", tried_text(broken.tried, lang), ""]
    if broken.mends:
        lines.append(say("mend.title", lang))
        for number, mend in enumerate(broken.mends, 1):
            told = options(request, mend.request, lang)
            lines += [f"{number}  {mend.text(lang)}", f"   {told}"]
    else:
        lines += broken.lines(lang)
    print(*lines, sep="\n", file=sys.stderr)


def options(before: Request, after: Request, lang: Lang) -> str:
    """Write what has to be changed on the command line to ask for another request.

    Parameters
    ----------
    before, after : Request
        What was asked for, and what is to be asked for.
    lang : {"zh", "en"}
        Language of the words between.

    Returns
    -------
    str
        The options of every field that differs, whole; then those to be left away.
    """
    old, new = before.as_query(), after.as_query()
    words = [
        word
        for name, text in new.items()
        if text != old.get(name)
        for part in _parts(after, name, text)
        for word in (f"--{name.replace('_', '-')}", shlex.quote(part))
    ]
    gone = [f"--{name.replace('_', '-')}" for name in old if name not in new]
    left = [say("mend.without", lang, options=" ".join(gone))] if gone else []
    return " ".join(words + left)


def _parts(request: Request, name: str, text: str) -> list[str]:
    """Split the fields whose options are repeated."""
    if name == "own":
        return [own_text([stop]) for stop in request.own]
    if name == "dwell":
        return [f"{place_id}={minutes}" for place_id, minutes in request.dwell]
    return text.split(",") if name in {"must", "never", "fixed"} else [text]
